/// When customers may be phoned (C2-11), and when a call that failed is tried again.
public struct CallWindow: Sendable {
    private let hours: DayHours
    /// Minutes until the next try.
    private let pause: Int
    private let calendar: WorkCalendar

    /// So long before the limit a last try is still worth it.
    private static let lastTry = 30 * 60
    /// Days that are searched for a working one.
    private static let reach = 60

    /// From the figures `callWindow` and `callAgainMinutes`; a playbook without them lets people call at any time.
    public init(_ manual: Manual) {
        hours = manual.playbook.figures["callWindow"]?.string.flatMap { DayHours($0) } ?? .allDay
        pause = manual.playbook.figure("callAgainMinutes") ?? 120
        calendar = manual.calendar
    }

    public func contains(_ moment: Instant) -> Bool { hours.contains(calendar.zone.timeOfDay(of: moment)) }

    /// The first moment from `moment` on at which somebody works and the customer may be phoned.
    public func first(from moment: Instant) -> Instant {
        let zone = calendar.zone
        let today = zone.day(of: moment)
        for ahead in 0..<Self.reach where calendar.isWorkday(today + ahead) {
            for interval in hours.intervals where zone.instant(today + ahead, interval.to) > moment {
                return max(moment, zone.instant(today + ahead, interval.from))
            }
        }
        return moment
    }

    /// The proposal after a call that reached nobody. It never moves the limit: a try that would come too late comes before it.
    public func nextTry(after attempt: Instant, due: Instant?) -> Instant {
        let next = first(from: attempt + pause * 60)
        guard let due, attempt < due, next > due else { return next }
        let last = due - Self.lastTry
        return last > attempt && contains(last) ? last : next
    }
}
