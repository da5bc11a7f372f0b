import Desk
import Dispatching
import Rostering

/// All that the board knows of one run at one moment, read in one go so that the picture never mixes two states.
struct RosterDay: Sendable {
    let kind: CaseKind
    let date: LocalDay
    /// The run as it is or, before anybody opens it, as it would be: looking alone writes nothing.
    let view: RunBoard
    let isOpened: Bool
    /// Visit -> why it is in the pool, nearest crews first. Made here, because asking costs a timetable a crew and position.
    let reasons: [String: [ReasonGroup]]
    /// The same, crew by crew.
    let verdicts: [String: [CrewReasons]]
    /// Visits on the stored plan that may no longer go: a publish would be refused over them.
    let gone: [String]
    /// What goes from here: changes against what customers and crews were told last.
    let pending: [RunChange]
    /// What became otherwise since the proposal.
    let news: [RunNews]

    /// nil until somebody opens the run.
    var board: RunBoard? { isOpened ? view : nil }
    var run: CaseRecord? { board?.run }
    /// The gate's verdict on every visit of the day that still is the run's business.
    var entries: [GateEntry] { view.input.entries }
    var crews: [CrewRecord] { view.input.crews }
    /// Crew -> why it is away.
    var absent: [String: String] { view.input.absent }
    var byNumber: [String: GateEntry] { view.input.byNumber }
    var eligible: [GateEntry] { entries.filter(\.isEligible) }
    var kept: [GateEntry] { entries.filter { !$0.isEligible } }
    var isOpen: Bool { run == nil || run?.state == "OPEN" }
    /// Visits that stay out although they might go.
    var pool: [String] { view.pool }
    var placed: Int { board?.table.plan.routes.values.reduce(0) { $0 + $1.count } ?? 0 }
    var violations: [Violation] { board?.evaluation.violations ?? [] }
    var marks: [BoardMark] { board?.marks ?? [] }
    var openMarks: [BoardMark] { board?.openMarks ?? [] }
    var pins: Set<String> { board?.table.pins ?? [] }

    func customer(_ visit: String) -> String { byNumber[visit]?.order["customer"].string ?? visit }
}

extension RosterDay {
    /// Reads a run and what stands around it; off the main thread.
    static func read(_ desk: Desk, _ kind: CaseKind, _ date: LocalDay) throws -> RosterDay {
        let opened = try desk.board(kind, date)
        let view = try opened ?? desk.preview(kind, date)
        var reasons = view.explanation.unassigned()
        if opened == nil || view.run.state == "OPEN" {
            // Before the run only what no plan will mend: nobody can do it at all.
            reasons = reasons.filter { entry in entry.value.allSatisfy { $0.reason.stage == .unable } }
        }
        let verdicts = Dictionary(uniqueKeysWithValues: reasons.keys.map { ($0, view.explanation.reasons($0)) })
        return RosterDay(
            kind: kind, date: date, view: view, isOpened: opened != nil, reasons: reasons, verdicts: verdicts, gone: opened?.gone ?? [], pending: opened?.changes ?? [],
            news: opened?.news ?? [])
    }
}

/// Everything that one look at the board reads: one run or all three, and the runs that nobody made.
struct RosterReading: Sendable {
    let days: [CaseKind: RosterDay]
    let missed: [MissedRun]

    static func read(_ desk: Desk, _ kinds: [CaseKind], _ date: LocalDay) throws -> RosterReading {
        var days: [CaseKind: RosterDay] = [:]
        for kind in kinds { days[kind] = try RosterDay.read(desk, kind, date) }
        return RosterReading(days: days, missed: try desk.missedRuns())
    }
}
