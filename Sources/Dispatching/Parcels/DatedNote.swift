/// Notes on a waybill bear the day on which they were written, as the house does it: 暂放续送(1206) (C-23).
public enum DatedNote {
    /// - Parameter phrase: with or without a day of its own; that one is replaced.
    public static func text(_ phrase: String, on day: LocalDay) -> String {
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
        return bare(phrase) + "(" + two(day.month) + two(day.day) + ")"
    }

    /// The phrase without its day.
    public static func bare(_ text: String) -> String {
        let scalars = Array(text.trimmed)
        guard scalars.count >= 6, let last = scalars.last, ")）".contains(last), "(（".contains(scalars[scalars.count - 6]),
            scalars[(scalars.count - 5)..<(scalars.count - 1)].allSatisfy({ $0.isASCII && $0.isNumber })
        else { return text.trimmed }
        return String(scalars.dropLast(6)).trimmed
    }
}
