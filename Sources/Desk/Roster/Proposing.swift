import Dispatching
import Rostering

/// A plan that the solver made for a run, not yet on the table.
public struct RunProposal: Sendable {
    public let board: RunBoard
    public let plan: Plan
    public let note: [String: Value]
    let input: Value

    public var command: Command { .propose(board.run.id, version: board.run.version, plan, note: note, input: input) }
}

/// What a supposition would mean for a run.
public struct Supposition: Sendable {
    public let what: [WhatIf]
    public let proposal: RunProposal
    public let difference: PlanDifference
    /// Customers who know crew and half, and would have to be called again.
    public let toldAgain: [String]

    /// A crew that does not exist cannot be given work; the other suppositions can become the plan.
    public var isApplicable: Bool { !what.contains { if case .another = $0 { true } else { false } } }
}

extension Desk {
    /// Opens the run if need be and asks the solver, outside of any transaction.
    ///
    /// - Parameters:
    ///   - keepPlan: go on from the plan on the table and change little. Pins and what customers were told are kept in any case.
    ///   - isCancelled: asked from the solver's threads; the best plan so far is handed over then.
    public func solveRun(
        _ kind: CaseKind, _ date: LocalDay, options: Solver.Options, keepPlan: Bool = false,
        isCancelled: @escaping @Sendable () -> Bool = { false }, progress: ((Solver.Progress) -> Void)? = nil
    ) throws -> RunProposal {
        try perform(.openRun(kind, date))
        guard let board = try board(kind, date) else { throw Refusal.unknownCase(date.description) }
        let question = RunQuestion(options: options, rerun: board.rerun(keepPlan: keepPlan))
        let answer = question.solve(board.input.problem, isCancelled: isCancelled, progress: progress)
        return RunProposal(board, answer.plan, question, iterations: answer.iterations)
    }

    /// The same, and puts the plan on the table.
    public func proposeRun(
        _ kind: CaseKind, _ date: LocalDay, options: Solver.Options, keepPlan: Bool = false,
        isCancelled: @escaping @Sendable () -> Bool = { false }, progress: ((Solver.Progress) -> Void)? = nil
    ) throws -> Outcome {
        try perform(solveRun(kind, date, options: options, keepPlan: keepPlan, isCancelled: isCancelled, progress: progress).command)
    }

    /// What would become of the plan on the table. Writes nothing, and opens nothing.
    public func whatIf(
        _ kind: CaseKind, _ date: LocalDay, _ what: [WhatIf], options: Solver.Options,
        isCancelled: @escaping @Sendable () -> Bool = { false }, progress: ((Solver.Progress) -> Void)? = nil
    ) throws -> Supposition {
        let board = try board(kind, date) ?? preview(kind, date)
        for one in what where !board.input.crews.contains(where: { $0.name == one.crew }) { throw Refusal.unknownCrew(one.crew) }
        let problem = board.input.problem, supposed = problem.supposing(what)
        // Without a plan yet: against the one that a run would make of the day as it is.
        let base = board.table.plan.routes.values.allSatisfy(\.isEmpty)
            ? RunQuestion(options: options, rerun: nil).solve(problem, isCancelled: isCancelled, progress: progress).plan : board.table.plan
        let rerun = Rerun(start: base, pins: board.pins, told: board.input.told.mapValues(board.input.span), changedCrew: board.input.changeCost)
        let question = RunQuestion(options: options, rerun: rerun)
        let answer = question.solve(supposed, isCancelled: isCancelled, progress: progress)
        let evaluator = Evaluator(board.input.keepingPromises(of: answer.plan, halves: board.table.halves, in: supposed))
        let after = evaluator.evaluate(answer.plan)
        var spots: [String: (crew: String, half: String)] = [:]
        for route in after.routes.values { for stop in route.stops { spots[stop.job] = (route.crew, board.half(of: stop)) } }
        let toldAgain = board.input.told.filter { visit, half in
            guard let spot = spots[visit] else { return true }
            return spot.half != half || spot.crew != board.input.byNumber[visit]?.visit["crew"].string
        }
        return Supposition(
            what: what, proposal: RunProposal(board, answer.plan, question, iterations: answer.iterations),
            difference: PlanDifference(from: base, by: board.explanation.evaluator, to: answer.plan, by: evaluator), toldAgain: toldAgain.keys.sorted())
    }

    /// Solves the stored input of the last proposal again.
    public func repeatRun(_ kind: CaseKind, _ date: LocalDay, isCancelled: @escaping @Sendable () -> Bool = { false }) throws -> (plan: Plan, cost: Int) {
        guard let run = try store.read({ try $0.record(kind: kind, number: date.description) }) else { throw Refusal.unknownCase(date.description) }
        guard let frozen = FrozenRun(run["input"]), !run["input"]["options"].isNull else { throw Refusal.notRepeatable(run.number) }
        let plan = frozen.solve(isCancelled: isCancelled)
        return (plan, Evaluator(frozen.problem).evaluate(plan).cost.total)
    }
}

extension RunBoard {
    /// What the search starts from; nil: from nothing.
    func rerun(keepPlan: Bool) -> Rerun? {
        let told = input.told.mapValues(input.span)
        let isEmpty = table.plan.routes.values.allSatisfy(\.isEmpty)
        if keepPlan { return isEmpty ? nil : Rerun(start: table.plan, pins: pins, told: told, changedCrew: input.changeCost) }
        if pins.isEmpty && told.isEmpty { return nil }
        var held = table.plan
        held.routes = held.routes.mapValues { $0.filter { table.pins.contains($0) } }
        held.unassigned = input.problem.jobs.map(\.id).filter { !table.pins.contains($0) }
        return Rerun(start: held, pins: pins, told: told, changedCrew: input.problem.prices.changedCrew)
    }
}

extension RunProposal {
    init(_ board: RunBoard, _ plan: Plan, _ question: RunQuestion, iterations: Int) {
        self.board = board
        self.plan = plan
        let cost = board.explanation.evaluator.evaluate(plan).cost.total
        note = [
            "seed": .int(Int(truncatingIfNeeded: question.options.seed)), "iterations": .int(iterations), "cost": .int(cost),
            "jobs": .int(board.input.problem.jobs.count), "crews": .int(board.input.problem.crews.count), "unassigned": .int(plan.unassigned.count),
        ]
        input = FrozenRun.value(board.input, question: question)
    }
}
