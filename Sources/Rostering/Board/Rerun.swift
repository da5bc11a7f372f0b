/// A run that goes on from the plan on the table: around pins, with what customers were told kept where it can be, and a price on every other crew.
public struct Rerun: Sendable {
    /// The plan on the table.
    public var start: Plan
    public var pins: [Pin]
    /// Job -> the half that its customer knows.
    public var told: [String: Interval]
    /// Cost of giving a placed job to another crew.
    public var changedCrew: Int

    public init(start: Plan, pins: [Pin] = [], told: [String: Interval] = [:], changedCrew: Int = 3_600) {
        self.start = start
        self.pins = pins
        self.told = told
        self.changedCrew = changedCrew
    }

    /// First every told half is a rule. Only a job that finds no place that way may have another half: its customer has to be called anyway.
    public func solve(
        _ problem: Problem, _ options: Solver.Options, isCancelled: @escaping @Sendable () -> Bool = { false }, progress: ((Solver.Progress) -> Void)? = nil
    ) -> (plan: Plan, iterations: Int) {
        let possible = feasible(Evaluator(problem.narrowed(to: told)))
        let priced = priced(problem, possible)
        let whole = Evaluator(priced.narrowed(to: told))
        let first = Solver(whole).solve(share(options, 2, 3), from: possible, pins: pins, isCancelled: isCancelled, progress: progress)
        let homeless = Set(first.plan.unassigned).intersection(told.keys)
        // Without a homeless job the rest of the time goes to the same question.
        let free = homeless.isEmpty ? whole : Evaluator(priced.narrowed(to: told.filter { !homeless.contains($0.key) }))
        let second = Solver(free).solve(share(options, 1, 3), from: first.plan, pins: pins, isCancelled: isCancelled, progress: progress)
        return (second.plan, first.iterations + second.iterations)
    }

    private func priced(_ problem: Problem, _ possible: Plan) -> Problem {
        var result = problem
        result.prices.changedCrew = changedCrew
        for index in result.jobs.indices {
            let id = result.jobs[index].id
            guard let place = start.place(of: id) else { continue }
            result.jobs[index].previousCrew = place.crew
            // Taking it off is a change too. A customer who was told is not called again to make room for one who has to be called anyway.
            let isUndisturbed = possible.place(of: id) != nil
            result.jobs[index].prize = min(Limit.amount, result.jobs[index].prize + changedCrew * (told[id] != nil && isUndisturbed ? 8 : 1))
        }
        return result
    }

    /// The start without what its crew may not do any more, so that the search spends nothing on the impossible.
    private func feasible(_ evaluator: Evaluator) -> Plan {
        var plan = start
        let held = Set(pins.map(\.job))
        for violation in evaluator.evaluate(start).violations {
            switch violation {
            case .crewAbsent(_, let job), .forbidden(let job, _), .lockedToOther(let job, _, _), .lacksSkill(let job, _, _), .outsideWindow(let job, _, _):
                if !held.contains(job) { plan = plan.removing(job) }
            default: break
            }
        }
        return plan
    }

    private func share(_ options: Solver.Options, _ part: Int, _ of: Int) -> Solver.Options {
        var result = options
        result.seconds = options.seconds.map { $0 * Double(part) / Double(of) }
        result.iterations = (options.iterations ?? (options.seconds == nil ? Solver.Options.fallbackIterations : nil)).map { max(1, $0 * part / of) }
        return result
    }
}
