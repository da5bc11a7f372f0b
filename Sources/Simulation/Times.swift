import Dispatching

/// Working days and moments in the shop's own calendar.
struct Times {
    let calendar: WorkCalendar

    func day(of moment: Instant) -> LocalDay { calendar.zone.day(of: moment) }

    func isWorkday(_ day: LocalDay) -> Bool { calendar.isWorkday(day) }

    /// That many working days later; the day itself for 0.
    func workday(_ day: LocalDay, _ count: Int) throws -> LocalDay { try calendar.workday(day, shiftedBy: count) }

    func eve(of day: LocalDay) throws -> LocalDay { try calendar.previousWorkday(before: day) }

    func minutes(of moment: Instant) -> Int { calendar.zone.timeOfDay(of: moment).minutes }

    func moment(_ day: LocalDay, _ time: String) -> Instant { calendar.zone.instant(day, TimeOfDay(time) ?? .noon) }

    /// Some second between two times of a day.
    func moment(_ day: LocalDay, _ from: String, _ to: String, _ random: inout SeededRandom) -> Instant {
        let start = moment(day, from)
        return start + random.below(max(1, moment(day, to).seconds(since: start)))
    }
}
