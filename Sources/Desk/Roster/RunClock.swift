import Dispatching
import Storage

/// Where a run stands against its clock (rules section 2.4: from 15:00 on the working day before).
public enum RunClock: Hashable, Sendable {
    case before(eve: LocalDay, opens: TimeOfDay)
    case open(until: TimeOfDay)
    /// Past its hour, but the day itself has not come.
    case late(since: TimeOfDay)
    /// The day has come and nobody published.
    case missed
    case published

    public init(kind: CaseKind, date: LocalDay, run: CaseRecord?, manual: Manual, now: Instant) {
        let zone = manual.zone
        let today = zone.day(of: now), time = zone.timeOfDay(of: now)
        let eve = (try? manual.calendar.previousWorkday(before: date)) ?? date - 1
        let opens = manual.playbook.time(kind == .serviceRun ? "serviceRunFrom" : "runFrom") ?? TimeOfDay(hour: 15, minute: 0) ?? .noon
        let due = manual.playbook.time(kind.work + "RunBy") ?? .endOfDay
        if run?.has("published") == true {
            self = .published
        } else if today < eve || today == eve && time < opens {
            self = .before(eve: eve, opens: opens)
        } else if today >= date {
            self = .missed
        } else if today > eve || time >= due {
            self = .late(since: due)
        } else {
            self = .open(until: due)
        }
    }

    public var isOverdue: Bool {
        switch self {
        case .late, .missed: true
        default: false
        }
    }
}

/// A run that should stand by now and does not.
public struct MissedRun: Hashable, Sendable {
    public let kind: CaseKind
    public let date: LocalDay
    public let clock: RunClock
    /// Visits of that day that still wait for it.
    public let visits: Int
}

extension Desk {
    /// Runs of today and of the next working day whose hour has passed unpublished, though visits wait for them. Days before today are past catching up.
    public func missedRuns() throws -> [MissedRun] {
        let now = clock()
        return try store.read { s in
            let manual = try keeper.manual(s)
            let today = manual.zone.day(of: now)
            let days = [today, try manual.calendar.nextWorkday(after: today)]
            return try days.flatMap { date in
                try CaseKind.runs.compactMap { kind -> MissedRun? in
                    let run = try s.record(kind: kind, number: date.description)
                    let clock = RunClock(kind: kind, date: date, run: run, manual: manual, now: now)
                    guard clock.isOverdue else { return nil }
                    // What the gate keeps out waits for something else.
                    let waiting = try s.cases(kind: kind.visits, date: date).count { visit in
                        try Gate.judge(visit, family: s.family(of: visit), manual: manual, now: now)?.isEligible == true
                    }
                    return waiting == 0 ? nil : MissedRun(kind: kind, date: date, clock: clock, visits: waiting)
                }
            }
        }
    }
}
