import Foundation

/// The same questions answered by looking at one tick after the other. Shares no code with the library:
/// dates come from the system's offsets and plain division, hours are lists of minutes.
final class SlowCalendar {
    typealias Interval = (from: Int, to: Int)

    enum Tick: String {
        case counted, rest, closed, pause
    }

    enum Clock {
        case days, wall, open
    }

    /// How many ticks of one kind followed each other, in the order of time.
    struct Run: Equatable {
        var kind: Tick
        var ticks: Int
    }

    let system: TimeZone
    /// Open minutes by weekday, Monday first; an empty list is a rest day.
    let week: [[Interval]]
    /// By days since 1970.
    let dated: [Int: [Interval]]
    /// Seconds; every time that is asked about must be a multiple of it.
    let tick: Int
    private var latest = (quarter: Int.min, offset: 0)

    init(system: TimeZone, week: [[Interval]], dated: [Int: [Interval]], tick: Int) {
        self.system = system
        self.week = week
        self.dated = dated
        self.tick = tick
    }

    /// The end of a span of `seconds` (negative: backwards), and what each tick was.
    func walk(from start: Int, seconds: Int, clock: Clock, pauses: [Interval]) -> (due: Int, runs: [Run]) {
        let step = seconds > 0 ? tick : -tick
        var (moment, left, runs) = (start, abs(seconds), [Run]())
        while left > 0 {
            let kind = kind(seconds > 0 ? moment : moment - tick, clock, pauses)
            SlowCalendar.extend(&runs, kind, 1)
            if kind == .counted { left -= tick }
            moment += step
        }
        return (moment, seconds > 0 ? runs : runs.reversed())
    }

    /// The end of a span of days, its time of day kept.
    func walkDays(from start: Int, days: Int, working: Bool, pauses: [Interval]) -> (due: Int, runs: [Run]) {
        let local = start + offset(start)
        var (target, left) = (local, abs(days))
        while left > 0 {
            target += days > 0 ? 86_400 : -86_400
            if !working || !plan(target).isEmpty { left -= 1 }
        }
        let moment = days == 0 ? start : utc(target)
        let clock = working ? Clock.wall : .days
        var runs: [Run] = []
        var paused = 0
        var second = min(start, moment)
        while second < max(start, moment) {
            let kind = kind(second, clock, pauses)
            if kind == .pause { paused += tick }
            SlowCalendar.extend(&runs, kind, 1)
            second += tick
        }
        let more = walk(from: moment, seconds: days < 0 ? -paused : paused, clock: clock, pauses: pauses)
        return (more.due, days < 0 ? join(more.runs, runs) : join(runs, more.runs))
    }

    /// What the clock does in the tick that begins at `second`.
    private func kind(_ second: Int, _ clock: Clock, _ pauses: [Interval]) -> Tick {
        let local = second + offset(second)
        if clock != .days {
            let hours = plan(local)
            if hours.isEmpty { return .rest }
            if clock == .open {
                let minute = local % 86_400 / 60
                var isOpen = false
                for part in hours where part.from <= minute && minute < part.to { isOpen = true }
                if !isOpen { return .closed }
            }
        }
        for pause in pauses where pause.from <= second && second < pause.to { return .pause }
        return .counted
    }

    private func plan(_ local: Int) -> [Interval] {
        let number = local / 86_400
        return dated[number] ?? week[(number + 3) % 7]
    }

    /// The first second with that reading; in a gap, the reading by the offset before it.
    private func utc(_ local: Int) -> Int {
        let guess = local - offset(local)
        var candidate = guess - 10_800
        while candidate <= guess + 10_800 {
            if candidate + offset(candidate) == local { return candidate }
            candidate += tick
        }
        return local - offset(guess - 7200)
    }

    /// Remembers the offset of a quarter of an hour in which it does not change.
    private func offset(_ second: Int) -> Int {
        let quarter = second / 900
        if quarter == latest.quarter { return latest.offset }
        let first = ask(quarter * 900)
        guard first == ask(quarter * 900 + 899) else { return ask(second) }
        latest = (quarter, first)
        return first
    }

    private func ask(_ second: Int) -> Int {
        system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    }

    private func join(_ first: [Run], _ second: [Run]) -> [Run] {
        var runs = first
        for run in second { SlowCalendar.extend(&runs, run.kind, run.ticks) }
        return runs
    }

    private static func extend(_ runs: inout [Run], _ kind: Tick, _ ticks: Int) {
        let last = runs.count - 1
        if last >= 0, runs[last].kind == kind {
            runs[last].ticks += ticks
        } else {
            runs.append(Run(kind: kind, ticks: ticks))
        }
    }
}
