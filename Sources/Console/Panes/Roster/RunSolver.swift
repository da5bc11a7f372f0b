import Desk
import Dispatching
import Rostering

/// Asks the solver for a plan behind the progress dialog and puts it on the table.
///
/// Not `Desk.proposeRun`, which keeps the best plan so far when it is cancelled: Esc has to leave the table as it was.
enum RunSolver {
    struct Limits: Sendable {
        var seconds = 2.0
        /// Reached before the time on an ordinary machine, so that the same day gives the same plan again.
        var iterations = 120_000
        var threads = 2
        /// Up to so many visits half the time is plenty.
        var few = 15
    }

    /// - Parameter afresh: forget the plan on the table, except what is pinned.
    static func solve(
        _ desk: Desk, _ kind: CaseKind, _ date: LocalDay, afresh: Bool, limits: Limits, _ line: LongWork, progress text: @escaping (Solver.Progress) -> String
    ) throws -> Outcome {
        try desk.perform(.openRun(kind, date))
        guard let board = try desk.board(kind, date) else { throw Refusal.unknownCase(date.description) }
        let afternoon = board.afternoon(try desk.manual())
        let pins = board.table.pins.sorted().compactMap { visit -> Pin? in
            guard let place = board.table.plan.place(of: visit) else { return nil }
            return Pin(job: visit, crew: place.crew, within: board.table.halves[visit].map { $0 == "AM" ? Interval(0, afternoon - 1) : Interval(afternoon, 86_400) })
        }
        let few = board.input.problem.jobs.count <= limits.few
        let options = Solver.Options(
            seed: seed(kind, date), seconds: few ? limits.seconds / 2 : limits.seconds, iterations: few ? limits.iterations / 2 : limits.iterations,
            threads: limits.threads, searches: 2)
        let solution = Solver(board.explanation.evaluator).solve(
            options, from: afresh && pins.isEmpty ? nil : board.table.plan, pins: pins, isCancelled: { line.isCancelled },
            progress: { line.report(text($0)) })
        if line.isCancelled { throw CancellationError() }
        let note: [String: Value] = [
            "seed": .int(Int(truncatingIfNeeded: options.seed)), "iterations": .int(solution.iterations), "cost": .int(solution.evaluation.cost.total),
            "jobs": .int(board.input.problem.jobs.count), "crews": .int(board.input.problem.crews.count),
            "unassigned": .int(solution.plan.unassigned.count),
        ]
        return try desk.perform(.propose(board.run.id, version: board.run.version, solution.plan, note: note))
    }

    /// Fixed for a run, so that trying again shows the same plan and a report can be followed up.
    static func seed(_ kind: CaseKind, _ date: LocalDay) -> UInt64 { UInt64(max(1, date.number)) * 2 + (kind == .installRun ? 1 : kind == .serviceRun ? 1_000_000 : 0) }
}
