/// A date on the wall calendar (proleptic Gregorian), without time and without zone.
///
/// Encoded as its ISO text, `"2026-11-22"`.
public struct LocalDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before it.
    public var number: Int

    /// - Parameter number: days since 1970-01-01.
    public init(number: Int) {
        self.number = number
    }

    /// The date with these parts, or nil when there is no such date.
    ///
    /// - Parameters:
    ///   - year: 1...9999
    ///   - month: 1...12
    ///   - day: 1...28/29/30/31, by month
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...LocalDay.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        // The year begins in March, so that the leap day is its last day.
        let shifted = month > 2 ? year : year - 1
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day at once: cheaper than asking for each.
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    public var year: Int { parts.year }
    /// 1...12
    public var month: Int { parts.month }
    /// 1...31
    public var day: Int { parts.day }

    /// 1 = Monday ... 7 = Sunday (ISO 8601).
    public var weekday: Int {
        let daysAfterMonday = floorRemainder(number + 3, 7)
        return daysAfterMonday + 1
    }

    /// Days from `earlier` to this date; negative when `earlier` is the later one.
    public func days(since earlier: LocalDay) -> Int {
        number - earlier.number
    }

    /// The date `days` calendar days later.
    public static func + (date: LocalDay, days: Int) -> LocalDay {
        LocalDay(number: date.number + days)
    }

    /// The date `days` calendar days earlier.
    public static func - (date: LocalDay, days: Int) -> LocalDay {
        LocalDay(number: date.number - days)
    }

    public static func < (left: LocalDay, right: LocalDay) -> Bool {
        left.number < right.number
    }

    /// Days in a month, 28...31.
    ///
    /// - Parameter month: 1...12; anything else gives 31.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}

extension LocalDay {
    /// The same day of the month, `months` later (negative: earlier); a day that the month does not
    /// have becomes its last day (F-28: 31 Jan + 1 month = 28 or 29 Feb).
    ///
    /// - Returns: nil when the result lies outside the years 1...9999.
    public func adding(months: Int) -> LocalDay? {
        let (year, month, day) = parts
        let (count, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow else { return nil }
        let newYear = floorDivide(count, 12)
        let newMonth = floorRemainder(count, 12) + 1
        return LocalDay(
            year: newYear, month: newMonth,
            day: min(day, LocalDay.length(ofMonth: newMonth, year: newYear)))
    }

    /// The same date, `years` later (F-28); 29 Feb becomes 28 Feb where there is none.
    ///
    /// - Returns: nil when the result lies outside the years 1...9999.
    public func adding(years: Int) -> LocalDay? {
        let (months, overflow) = years.multipliedReportingOverflow(by: 12)
        return overflow ? nil : adding(months: months)
    }
}

extension LocalDay: LosslessStringConvertible {
    /// Reads `"2026-11-22"`: four, two and two digits, nothing else; nil when there is no such date.
    public init?(_ description: String) {
        var reader = DigitReader(description)
        guard let year = reader.number(digits: 4), reader.take("-"),
            let month = reader.number(digits: 2), reader.take("-"),
            let day = reader.number(digits: 2), reader.isAtEnd
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `"2026-11-22"`.
    public var description: String {
        let (year, month, day) = parts
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

extension LocalDay: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decodeText(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try encodeText(self, to: encoder)
    }
}
