import Desk
import Dispatching
import Rostering

/// All that the board knows of one run at one moment, read in one go so that the picture never mixes two states.
struct RosterDay: Sendable {
    let kind: CaseKind
    let date: LocalDay
    /// The gate's verdict on every visit of the day that still is the run's business.
    let entries: [GateEntry]
    let crews: [CrewRecord]
    /// Crew -> why it is away.
    let absent: [String: String]
    /// nil until somebody opens the run: looking alone writes nothing.
    let board: RunBoard?
    /// Visit -> why it is in the pool, nearest crews first. Made here, because asking costs a timetable a crew and position.
    let reasons: [String: [ReasonGroup]]
    /// Visits on the stored plan that may no longer go: a publish would be refused over them.
    let gone: [String]
    /// What goes from here: changes against what customers and crews were told last.
    let pending: [BoardChange]

    var run: CaseRecord? { board?.run }
    var byNumber: [String: GateEntry] { board?.input.byNumber ?? Dictionary(entries.map { ($0.visit.number, $0) }, uniquingKeysWith: { a, _ in a }) }
    var eligible: [GateEntry] { entries.filter(\.isEligible) }
    var kept: [GateEntry] { entries.filter { !$0.isEligible } }
    var isOpen: Bool { run == nil || run?.state == "OPEN" }
    /// Visits that stay out although they might go.
    var pool: [String] { board?.pool ?? eligible.map(\.visit.number) }
    var placed: Int { board?.table.plan.routes.values.reduce(0) { $0 + $1.count } ?? 0 }
    var violations: [Violation] { board?.evaluation.violations ?? [] }
    var pins: Set<String> { board?.table.pins ?? [] }

    func customer(_ visit: String) -> String { byNumber[visit]?.order["customer"].string ?? visit }
}

extension RosterDay {
    /// Reads a run and what stands around it; off the main thread.
    static func read(_ desk: Desk, _ kind: CaseKind, _ date: LocalDay) throws -> RosterDay {
        let manual = try desk.manual()
        let now = desk.clock()
        if let board = try desk.board(kind, date) {
            let stored = RunPlan(run: board.run).plan.routes.values.flatMap { $0 }
            let eligible = Set(board.input.problem.jobs.map(\.id))
            return RosterDay(
                kind: kind, date: date, entries: board.input.entries, crews: board.input.crews, absent: board.input.absent, board: board,
                reasons: board.run.state == "OPEN" ? [:] : board.explanation.unassigned(),
                gone: stored.filter { !eligible.contains($0) }.sorted(), pending: BoardChange.pending(board, afternoon: board.afternoon(manual)))
        }
        return try desk.store.read { s in
            let entries = try s.cases(kind: kind.visits, date: date).compactMap { visit in
                try Gate.judge(visit, family: s.family(of: visit), manual: manual, now: now)
            }
            let shift = manual.calendar.hours(on: date)
            let crews = try s.cases(kind: .crew).compactMap { CrewRecord($0, standardShift: shift) }.filter { $0.kind == kind.work && $0.active }
            var absent: [String: String] = [:]
            for a in try s.cases(kind: .absence) where a.state != CaseRecord.void {
                guard let crew = a["crew"].string, let from = a["from"].string.flatMap({ LocalDay($0) }) else { continue }
                let to = a["to"].string.flatMap { LocalDay($0) } ?? from
                if from <= date, date <= to { absent[crew] = a["reason"].string ?? "" }
            }
            return RosterDay(
                kind: kind, date: date, entries: entries, crews: crews.sorted { $0.name < $1.name }, absent: absent, board: nil, reasons: [:], gone: [],
                pending: [])
        }
    }
}

/// What a publish would tell somebody: the same test as `Desk` makes, on the visits as they stand.
enum BoardChange: Hashable, Sendable {
    case added(visit: String, crew: String, half: String)
    case changed(visit: String, crew: String, half: String, fromCrew: String, fromHalf: String)
    case removed(visit: String, crew: String)

    static func pending(_ board: RunBoard, afternoon: Int) -> [BoardChange] {
        var out: [BoardChange] = []
        let run = board.run.number
        let crews = Dictionary(board.input.crews.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
        var placed: Set<String> = []
        for (name, route) in board.evaluation.routes.sorted(by: { $0.key < $1.key }) {
            for stop in route.stops {
                guard let visit = board.input.byNumber[stop.job]?.visit else { continue }
                placed.insert(stop.job)
                let half = board.half(of: stop, afternoon: TimeOfDay(minutes: afternoon / 60) ?? .noon)
                guard visit["run"].string == run, visit.state != "PLANNED" else {
                    out.append(.added(visit: stop.job, crew: name, half: half))
                    continue
                }
                let crew = crews[name]
                let same =
                    visit["crew"].string == name && visit["half"].string == half && visit["leader"].string == crew?.leader
                    && visit["leaderPhone"].string == crew?.phone
                if !same {
                    out.append(
                        .changed(visit: stop.job, crew: name, half: half, fromCrew: visit["crew"].string ?? "", fromHalf: visit["half"].string ?? ""))
                }
            }
        }
        for entry in board.input.entries where entry.visit["run"].string == run && !placed.contains(entry.visit.number) && entry.visit.state != "PLANNED" {
            out.append(.removed(visit: entry.visit.number, crew: entry.visit["crew"].string ?? ""))
        }
        return out
    }
}

/// Where a run stands against its clock (rules section 2.4: from 15:00 on the working day before).
enum RunClock: Hashable, Sendable {
    case before(eve: LocalDay, opens: TimeOfDay)
    case open(until: TimeOfDay)
    /// Past its hour, but the day itself has not come.
    case late(since: TimeOfDay)
    /// The day has come and nobody published.
    case missed
    case published

    init(kind: CaseKind, date: LocalDay, run: CaseRecord?, manual: Manual, now: Instant) {
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
}
