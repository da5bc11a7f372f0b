/// The playbook in force together with the working calendar: what every decision is taken by.
public final class Manual: Sendable {
    public let playbook: Playbook
    public let calendar: WorkCalendar

    public init(playbook: Playbook, calendar: WorkCalendar) {
        self.playbook = playbook
        self.calendar = calendar
    }

    public var zone: Zone { calendar.zone }

    /// `opening`, `closing`, a time or the name of a figure, on that day. On a rest day the shop's usual hours stand in.
    public func time(_ clock: ClockTime, on day: LocalDay) -> TimeOfDay? {
        switch clock {
        case .time(let t): t
        case .opening: calendar.opening(of: day) ?? playbook.time("opening")
        case .closing: calendar.closing(of: day) ?? playbook.time("closing")
        case .figure(let name): playbook.time(name)
        }
    }

    /// the first working day of the month after, on which a month's satisfaction is frozen.
    public func freezeDay(of month: Month) -> LocalDay? {
        month.next.firstDay.flatMap { try? calendar.workday(onOrAfter: $0) }
    }
}
