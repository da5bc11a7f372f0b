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

    /// - Parameter afresh: forget the plan on the table, except what is pinned or told.
    static func solve(
        _ desk: Desk, _ kind: CaseKind, _ date: LocalDay, afresh: Bool, limits: Limits, _ line: LongWork, progress text: @escaping (Solver.Progress) -> String
    ) throws -> Outcome {
        let jobs = try (desk.board(kind, date) ?? desk.preview(kind, date)).input.problem.jobs.count
        let proposal = try desk.solveRun(
            kind, date, options: options(kind, date, limits, jobs: jobs), keepPlan: !afresh, isCancelled: { line.isCancelled }, progress: { line.report(text($0)) })
        if line.isCancelled { throw CancellationError() }
        return try desk.perform(proposal.command)
    }

    static func options(_ kind: CaseKind, _ date: LocalDay, _ limits: Limits, jobs: Int) -> Solver.Options {
        let few = jobs <= limits.few
        return Solver.Options(
            seed: seed(kind, date), seconds: few ? limits.seconds / 2 : limits.seconds, iterations: few ? limits.iterations / 2 : limits.iterations,
            threads: limits.threads, searches: 2)
    }

    /// Fixed for a run, so that trying again shows the same plan and a report can be followed up.
    static func seed(_ kind: CaseKind, _ date: LocalDay) -> UInt64 { UInt64(max(1, date.number)) * 2 + (kind == .installRun ? 1 : kind == .serviceRun ? 1_000_000 : 0) }
}
