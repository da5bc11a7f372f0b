extension WorkCalendar {
    /// How many rest days in a row are taken for a calendar that never opens again.
    public static let searchLimit = 400

    /// That date when it is a working day, else the next one that is.
    ///
    /// - Throws: `CalendarError.noOpenDay`
    public func workday(onOrAfter day: LocalDay) throws(CalendarError) -> LocalDay {
        try search(from: day, step: 1)
    }

    /// That date when it is a working day, else the last one before it.
    ///
    /// - Throws: `CalendarError.noOpenDay`
    public func workday(onOrBefore day: LocalDay) throws(CalendarError) -> LocalDay {
        try search(from: day, step: -1)
    }

    /// The first working day after that date.
    ///
    /// - Throws: `CalendarError.noOpenDay`
    public func nextWorkday(after day: LocalDay) throws(CalendarError) -> LocalDay {
        try search(from: day + 1, step: 1)
    }

    /// The last working day before that date: its "eve".
    ///
    /// - Throws: `CalendarError.noOpenDay`
    public func previousWorkday(before day: LocalDay) throws(CalendarError) -> LocalDay {
        try search(from: day - 1, step: -1)
    }

    /// The date that many working days later (F-18); from a rest day, the first working day counts as one.
    ///
    /// - Parameter count: negative counts backwards; 0 gives the date itself, be it a rest day or not.
    /// - Throws: `CalendarError.noOpenDay`, or `.spanTooLong` above `Span.Unit.workdays.limit`.
    public func workday(_ day: LocalDay, shiftedBy count: Int) throws(CalendarError) -> LocalDay {
        let span = Span(count, .workdays)
        guard span.isSupported else { throw .spanTooLong(span) }
        let step = count.signum()
        var day = day
        for _ in 0..<abs(count) {
            day = try search(from: day + step, step: step)
        }
        return day
    }

    /// How many working days there are from one date through the other, both included; 0 when `last`
    /// is before `first`.
    public func workdays(from first: LocalDay, through last: LocalDay) -> Int {
        let length = last.days(since: first) + 1
        guard length > 0 else { return 0 }
        let openWeekdays = (1...7).filter { !week[$0].isClosed }
        var count = length / 7 * openWeekdays.count
        for offset in 0..<(length % 7) where !week[(first + offset).weekday].isClosed {
            count += 1
        }
        for day in overrides.keys where first <= day && day <= last {
            count += (isWorkday(day) ? 1 : 0) - (week[day.weekday].isClosed ? 0 : 1)
        }
        return count
    }

    private func search(from first: LocalDay, step: Int) throws(CalendarError) -> LocalDay {
        var day = first
        for _ in 0..<WorkCalendar.searchLimit {
            if isWorkday(day) { return day }
            day = day + step
        }
        throw .noOpenDay(calendar: name, near: first)
    }
}
