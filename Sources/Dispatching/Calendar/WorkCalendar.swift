/// When a shop works: a base week with dated exceptions, in one zone.
///
/// A dated exception always wins over the weekday. A working day is a day with at least one open
/// interval; every other day is a rest day.
public struct WorkCalendar: Hashable, Sendable {
    public var name: String
    /// The zone in which dates and times are read.
    public var zone: Zone
    public var week: WorkWeek
    /// Holidays, make-up working days and the shop's own days.
    public var overrides: [LocalDay: DayOverride]
    /// The hours of a make-up working day.
    public var normalHours: DayHours

    /// - Parameters:
    ///   - name: shown in errors and traces
    ///   - normalHours: the hours of a make-up working day; nil takes those of the week's first open day
    public init(
        name: String,
        zone: Zone = .shanghai,
        week: WorkWeek,
        overrides: [LocalDay: DayOverride] = [:],
        normalHours: DayHours? = nil
    ) {
        self.name = name
        self.zone = zone
        self.week = week
        self.overrides = overrides
        self.normalHours = normalHours ?? week.firstOpenHours
    }

    /// Open day and night on all seven days: the wall clock on it never stands still (Q-01, courier limits).
    public static func everyDay(name: String = "every-day", zone: Zone = .shanghai) -> WorkCalendar {
        WorkCalendar(name: name, zone: zone, week: WorkWeek(.allDay, on: Set(1...7)))
    }

    /// This calendar with further exceptions; where both name a date, the new one wins.
    public func adding(_ more: [LocalDay: DayOverride]) -> WorkCalendar {
        var copy = self
        copy.overrides.merge(more) { _, new in new }
        return copy
    }

    /// The open hours of that date; closed on a rest day.
    public func hours(on day: LocalDay) -> DayHours {
        guard let override = overrides[day] else { return week[day.weekday] }
        switch override.kind {
        case .off: return .closed
        case .working: return normalHours
        case .hours(let hours): return hours
        }
    }

    /// Whether the date has any open hours.
    public func isWorkday(_ day: LocalDay) -> Bool {
        !hours(on: day).isClosed
    }

    /// The first opening of that date; nil on a rest day.
    public func opening(of day: LocalDay) -> TimeOfDay? {
        hours(on: day).opening
    }

    /// The last closing of that date, the end of "same day"; nil on a rest day.
    public func closing(of day: LocalDay) -> TimeOfDay? {
        hours(on: day).closing
    }

    /// The name of the holiday or occasion; nil on an ordinary day.
    public func label(of day: LocalDay) -> String? {
        overrides[day]?.label
    }

    /// Whether the calendar is open at that moment.
    public func isOpen(at moment: Instant) -> Bool {
        hours(on: zone.day(of: moment)).contains(zone.timeOfDay(of: moment))
    }
}
