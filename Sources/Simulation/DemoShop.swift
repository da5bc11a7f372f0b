import Desk
import Dispatching
import Exchange
import Storage

/// The shop that `make run` opens: three weeks of life up to a moment, with today's runs still to be made.
public enum DemoShop {
    /// Has every role, so that a newcomer sees everything.
    public static let login = "demo"
    public static let seed: UInt64 = 20_260_115
    public static let days = 21
    static let ordersPerDay = 25

    /// A new file.
    ///
    /// - Parameters:
    ///   - now: what the console's clock will show; see `suggestedNow`.
    ///   - days: working days of life before that.
    /// - Throws: `StoreError.alreadyExists` rather than touch a file that is there.
    @discardableResult
    public static func create(path: String, now: Instant, days: Int = DemoShop.days, progress: (Simulation.Progress) -> Bool = { _ in true }) throws -> Simulation.Summary {
        let store = try Store(path: path, mode: .create)
        defer { try? store.close() }
        let calendar = try calendar()
        let options = Simulation.Options(
            days: days, ordersPerDay: ordersPerDay, seed: seed, end: calendar.zone.day(of: now), now: now, leavesRunsOpen: true, iterations: 1500)
        return try Simulation.run(store: store, options: options, progress: progress)
    }

    /// A moment at which there is something to do: now itself in the course of a working day, else 15:05 of the last working day,
    /// when its runs have just opened (a training day).
    public static func suggestedNow(_ now: Instant) throws -> Instant {
        let calendar = try calendar()
        let (today, time) = (calendar.zone.day(of: now), calendar.zone.timeOfDay(of: now))
        if calendar.isWorkday(today), time >= .reading(minutes: 10 * 60), time < .reading(minutes: 19 * 60) { return now }
        let over = time >= .reading(minutes: 19 * 60)
        let day = try over ? calendar.workday(onOrBefore: today) : calendar.previousWorkday(before: today)
        return calendar.zone.instant(day, .reading(minutes: 15 * 60 + 5))
    }

    /// 15:05 of the last working day on which that hour has come: the runs have just opened, and somebody is to be phoned. For the tour, which leads through both.
    public static func tourMoment(_ now: Instant) throws -> Instant {
        let calendar = try calendar()
        let (today, time) = (calendar.zone.day(of: now), calendar.zone.timeOfDay(of: now)), hour = TimeOfDay.reading(minutes: 15 * 60 + 5)
        let day = try time >= hour ? calendar.workday(onOrBefore: today) : calendar.previousWorkday(before: today)
        return calendar.zone.instant(day, hour)
    }

    private static func calendar() throws -> WorkCalendar { try SetUp.calendar(try PlaybookFile.builtIn().playbook.calendar) }
}
