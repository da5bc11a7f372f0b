/// A way of writing a day, with or without a time: `y-M-d`, `yyyyMMdd`, `M/d/y H:m`.
///
/// `y` is a year of four digits; a single other letter is one or two digits, a doubled one exactly two;
/// `S` is any number of digits of a second; anything else stands for itself. `serial` is a spreadsheet's day number.
public struct DatePattern: Hashable, Sendable {
    public let text: String
    private let tokens: [Token]

    private enum Token: Hashable, Sendable {
        case field(Field, exactly: Int?)
        case literal(UInt8)
        /// One or more.
        case spaces
    }

    private enum Field: Character {
        case year = "y"
        case month = "M"
        case day = "d"
        case hour = "H"
        case minute = "m"
        case second = "s"
        case fraction = "S"
    }

    public struct Moment: Hashable, Sendable {
        /// `2026-11-22`
        public var day: String
        /// `15:04:00`, when the pattern has a time.
        public var time: String?
    }

    static let serialName = "serial"

    /// Nil when the pattern lacks year, month or day, or repeats a part.
    public init?(_ text: String) {
        self.text = text
        if text == Self.serialName {
            tokens = []
            return
        }
        var tokens: [Token] = []
        var seen: Set<Character> = []
        var i = text.startIndex
        while i < text.endIndex {
            let c = text[i]
            guard let field = Field(rawValue: c) else {
                if c.isASCII, c.isLetter, c != "T", c != "Z" { return nil }
                tokens += c == " " ? [.spaces] : c.utf8.map { .literal($0) }
                i = text.index(after: i)
                continue
            }
            let run = text[i...].prefix { $0 == c }
            guard seen.insert(c).inserted, c == "y" ? run.count == 1 || run.count == 4 : run.count <= 2 else { return nil }
            tokens.append(.field(field, exactly: c == "y" ? 4 : run.count == 2 ? 2 : nil))
            i = run.endIndex
        }
        guard seen.isSuperset(of: "yMd"), !seen.contains("m") || seen.contains("H"), !seen.contains("s") || seen.contains("m") else { return nil }
        self.tokens = tokens
    }

    /// Year first, in the usual ways, with or without a time. Never day or month first: that must be said.
    public static let usual: [DatePattern] = {
        let days = ["y-M-d", "y/M/d", "y.M.d", "y年M月d日", "yyyyMMdd"]
        let times = ["", " H:m:s", " H:m", "TH:m:s", " H:m:s.S", "TH:m:s.S"]
        return days.flatMap { day in times.compactMap { DatePattern(day + $0) } }
    }()

    /// Tries each pattern; the reason tells the likeliest mistake.
    public static func parse(_ raw: String, _ patterns: [DatePattern]) throws(BadReason) -> Moment {
        try parse(halfWidth: Array(CellText.halfWidth(raw).utf8)[...], patterns)
    }

    /// The same for a cell that is half width already.
    static func parse(halfWidth cell: ArraySlice<UInt8>, _ patterns: [DatePattern]) throws(BadReason) -> Moment {
        var failure: BadReason?
        for pattern in patterns {
            guard let parts = pattern.match(cell) else { continue }
            if let wrong = parts.check() {
                failure = failure ?? wrong
                continue
            }
            return parts.moment
        }
        throw failure ?? diagnose(String(decoding: cell, as: UTF8.self))
    }

    private static func diagnose(_ text: String) -> BadReason {
        if let number = Double(text), (20_000..<80_000).contains(number) { return .dateNumber(Int(number)) }
        let groups = text.prefix { $0 != " " && $0 != "T" }.split { !$0.isASCII || !$0.isNumber }
        guard groups.count >= 3 else { return .notADate }
        if groups[2].count == 4, groups[0].count <= 2 { return .ambiguousDayOrder }
        if groups[0].count <= 2, groups[2].count <= 2 { return .twoDigitYear }
        return .notADate
    }

    private struct Parts {
        var year = 0
        var month = 0
        var day = 0
        var hour: Int?
        var minute = 0
        var second = 0

        func check() -> BadReason? {
            guard (1900...2999).contains(year), (1...12).contains(month), (1...DatePattern.daysIn(month, year)).contains(day) else { return .noSuchDay }
            guard (0...23).contains(hour ?? 0), minute < 60, second < 60 else { return .noSuchTime }
            return nil
        }

        var moment: Moment {
            Moment(day: DatePattern.joined(year, month, day, by: 0x2D), time: hour.map { DatePattern.joined($0, minute, second, by: 0x3A) })
        }
    }

    /// Three numbers of two digits; the first may have four.
    private static func joined(_ a: Int, _ b: Int, _ c: Int, by mark: UInt8) -> String {
        func digit(_ n: Int) -> UInt8 { 0x30 + UInt8(truncatingIfNeeded: n % 10) }
        let tail = [digit(a / 10), digit(a), mark, digit(b / 10), digit(b), mark, digit(c / 10), digit(c)]
        return String(decoding: a < 100 ? tail : [digit(a / 1000), digit(a / 100)] + tail, as: UTF8.self)
    }

    static func daysIn(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private func match(_ text: ArraySlice<UInt8>) -> Parts? {
        if self.text == Self.serialName { return serial(String(decoding: text, as: UTF8.self)) }
        var parts = Parts()
        var i = text.startIndex
        for token in tokens {
            switch token {
            case .literal(let byte):
                guard i < text.endIndex, text[i] == byte else { return nil }
                i += 1
            case .spaces:
                guard i < text.endIndex, text[i] == 0x20 else { return nil }
                while i < text.endIndex, text[i] == 0x20 { i += 1 }
            case .field(let field, let exactly):
                let longest = field == .fraction ? text.count : exactly ?? 2
                var n = 0
                var taken = 0
                while i < text.endIndex, taken < longest, (0x30...0x39).contains(text[i]) {
                    if field != .fraction { n = n * 10 + Int(text[i] - 0x30) }
                    i += 1
                    taken += 1
                }
                guard taken > 0, taken == exactly ?? taken else { return nil }
                switch field {
                case .year: parts.year = n
                case .month: parts.month = n
                case .day: parts.day = n
                case .hour: parts.hour = n
                case .minute: parts.minute = n
                case .second: parts.second = n
                case .fraction: break
                }
            }
        }
        return i == text.endIndex ? parts : nil
    }

    /// Days since 1899-12-30; a fraction is the time.
    private func serial(_ text: String) -> Parts? {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2, let number = Int(halves[0]), (20_000...200_000).contains(number) else { return nil }
        // Civil date from days since 1970-01-01 (25569 in a spreadsheet), by eras of 400 years.
        let z = number - 25_569 + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        var parts = Parts()
        parts.month = shifted < 10 ? shifted + 3 : shifted - 9
        parts.year = yearOfEra + era * 400 + (parts.month <= 2 ? 1 : 0)
        parts.day = dayOfYear - (153 * shifted + 2) / 5 + 1
        if halves.count == 2 {
            guard let fraction = Double("0." + halves[1]) else { return nil }
            let seconds = min(86_399, Int((fraction * 86_400).rounded()))
            (parts.hour, parts.minute, parts.second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        return parts
    }
}
