import Dispatching
import Wording

extension Wording {
    /// `11-24`.
    func monthDay(_ day: LocalDay) -> String { "\(Wording.two(day.month))-\(Wording.two(day.day))" }

    /// `11-24 周二`.
    func dated(_ day: LocalDay) -> String { monthDay(day) + " " + self("weekday.\(day.weekday)") }

    /// A due time as a clerk says it: 迟12分, 今天 17:00, 明天 09:00, 11-24 17:00; empty without one.
    func due(_ due: Instant?, soft: Bool = false, now: Instant, zone: Zone) -> String {
        guard let due else { return "" }
        if due < now, !soft { return late(minutes: (now.seconds(since: due) + 59) / 60) }
        return moment(due, now: now, zone: zone)
    }

    func late(minutes: Int) -> String {
        if minutes < 60 { return self("time.lateMinutes", ["n": .int(minutes)]) }
        if minutes < 48 * 60 { return self("time.lateHours", ["n": .int(minutes / 60)]) }
        return self("time.lateDays", ["n": .int(minutes / 1440)])
    }

    /// Today and its neighbours by name, other days by date, always with the time.
    func moment(_ t: Instant, now: Instant, zone: Zone) -> String {
        let day = zone.day(of: t), today = zone.day(of: now)
        let time = zone.timeOfDay(of: t).description
        switch day.days(since: today) {
        case 0: return self("time.today") + " " + time
        case 1: return self("time.tomorrow") + " " + time
        case -1: return self("time.yesterday") + " " + time
        default: return (day.year == today.year ? monthDay(day) : day.description) + " " + time
        }
    }

    private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
