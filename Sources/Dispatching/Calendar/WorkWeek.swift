/// The open hours of the seven weekdays, before any dated exception.
public struct WorkWeek: Hashable, Sendable {
    /// Monday first.
    private var days: [DayHours]

    /// The same hours on each of those weekdays, closed on the others.
    ///
    /// - Parameter weekdays: 1 = Monday ... 7 = Sunday; other numbers are ignored.
    public init(_ hours: DayHours, on weekdays: Set<Int>) {
        days = (1...7).map { weekdays.contains($0) ? hours : .closed }
    }

    /// The same hours on the weekdays of a text like `"mon-sat"`, `"mon,wed-fri"`, `"sat-mon"` or `"all"`.
    ///
    /// - Returns: nil when the text names no weekday or something else.
    public init?(_ hours: DayHours, on text: String) {
        guard let weekdays = WorkWeek.weekdays(text) else { return nil }
        self.init(hours, on: weekdays)
    }

    /// - Parameter weekday: 1 = Monday ... 7 = Sunday; others read as closed and cannot be set.
    public subscript(weekday: Int) -> DayHours {
        get { (1...7).contains(weekday) ? days[weekday - 1] : .closed }
        set { if (1...7).contains(weekday) { days[weekday - 1] = newValue } }
    }

    /// The hours of the first weekday, from Monday, that is open; closed when none is.
    public var firstOpenHours: DayHours {
        days.first { !$0.isClosed } ?? .closed
    }

    /// The weekdays that a text like `"mon-sat"` names; nil when it names none or something else.
    public static func weekdays(_ text: String) -> Set<Int>? {
        if text == "all" { return Set(1...7) }
        var found: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(weekday)
            guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil else { return nil }
            let length = (last - first + 7) % 7
            for step in 0...length { found.insert((first - 1 + step) % 7 + 1) }
        }
        return found
    }

    private static func weekday(_ name: Substring) -> Int? {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].firstIndex { $0 == name }.map { $0 + 1 }
    }
}
