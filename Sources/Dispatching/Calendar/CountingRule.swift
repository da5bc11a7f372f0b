/// Which seconds of a calendar count.
enum CountingRule {
    /// All of them (calendar days).
    case everyDay
    /// Those of working days, 00:00 to 24:00 (wall clock F-17, working days F-18).
    case workdays
    /// Those in the open hours.
    case openHours

    init(_ clock: ClockKind) {
        switch clock {
        case .wall: self = .workdays
        case .open: self = .openHours
        case .always: self = .everyDay
        }
    }

    /// The part of a day around a reading of the clock in which nothing changes.
    ///
    /// - Parameter reading: seconds since 00:00, 0..<86400.
    /// - Returns: what the clock does, and the readings between which it does so.
    func stretch(_ hours: DayHours, at reading: Int) -> (kind: TraceStep.Kind, from: Int, to: Int) {
        let day = 86_400
        switch self {
        case .everyDay: return (.counted, 0, day)
        case .workdays: return (hours.isClosed ? .rest : .counted, 0, day)
        case .openHours:
            if hours.isClosed { return (.rest, 0, day) }
            var closedSince = 0
            for interval in hours.intervals {
                if reading < interval.from.seconds { return (.closed, closedSince, interval.from.seconds) }
                if reading < interval.to.seconds { return (.counted, interval.from.seconds, interval.to.seconds) }
                closedSince = interval.to.seconds
            }
            return (.closed, closedSince, day)
        }
    }
}
