/// A calendar month, the period of the reports.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    /// 1...12
    public let month: Int

    public init(of day: LocalDay) {
        year = day.year
        month = day.month
    }

    /// `2026-11`.
    public init?(_ text: String) {
        guard let first = LocalDay(text + "-01") else { return nil }
        self.init(of: first)
    }

    private init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    public var previous: Month { month == 1 ? Month(year: year - 1, month: 12) : Month(year: year, month: month - 1) }
    public var next: Month { month == 12 ? Month(year: year + 1, month: 1) : Month(year: year, month: month + 1) }
    public var firstDay: LocalDay? { LocalDay(description + "-01") }
    public var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

    /// From its first midnight to that of the next month.
    public func instants(_ zone: Zone) -> Range<Instant>? {
        guard let first = LocalDay(description + "-01"), let end = LocalDay(next.description + "-01") else { return nil }
        return zone.instant(first, .startOfDay)..<zone.instant(end, .startOfDay)
    }

    public static func < (a: Month, b: Month) -> Bool { (a.year, a.month) < (b.year, b.month) }
}
