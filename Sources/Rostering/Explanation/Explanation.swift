/// Answers about one plan: why a job is out, what it would cost elsewhere.
public struct Explanation: Sendable {
    public let evaluator: Evaluator
    public let plan: Plan
    /// Crew number -> job numbers.
    let routes: [[Int]]
    private let seat: [Int: (crew: Int, position: Int)]

    public init(of plan: Plan, by evaluator: Evaluator) {
        self.evaluator = evaluator
        self.plan = plan
        var routes = [[Int]](repeating: [], count: evaluator.problem.crews.count)
        var seat: [Int: (crew: Int, position: Int)] = [:]
        for (crewID, jobs) in plan.routes {
            guard let crew = evaluator.crewIndex[crewID] else { continue }
            routes[crew] = evaluator.numbers(jobs)
            for (position, job) in routes[crew].enumerated() { seat[job] = (crew, position) }
        }
        self.routes = routes
        self.seat = seat
    }

    var problem: Problem { evaluator.problem }

    /// Where the job would cost least on a crew, keeping every rule: position (0 = first stop, without the job itself) and added cost; nil when nowhere.
    public func bestPosition(_ job: String, on crew: String) -> (position: Int, cost: Int)? {
        guard let best = probe(job, on: crew)?.best else { return nil }
        return best.lateSum == 0 ? (best.position, best.added) : nil
    }

    /// Added cost at a given position; nil when a rule would break there.
    public func insertCost(_ job: String, on crew: String, at position: Int) -> Int? {
        guard let all = probe(job, on: crew)?.all, all.indices.contains(position), all[position].lateSum == 0 else { return nil }
        return all[position].added
    }

    /// Every position of the crew's route without the job; nil where anything but time keeps it out.
    private func probe(_ job: String, on crew: String) -> (best: Placement, all: [Placement])? {
        guard let j = evaluator.jobIndex[job], let c = evaluator.crewIndex[crew], blockers(j, c).isEmpty else { return nil }
        return evaluator.probe(job: j, crew: c, route: route(c, without: j))
    }

    public func whyNot(_ job: String, on crew: String) -> Answer {
        guard let j = evaluator.jobIndex[job], let c = evaluator.crewIndex[crew] else { return .unknown }
        if let seat = seat[j], seat.crew == c { return .there(position: seat.position) }
        let reasons = self.reasons(j, c)
        let best = evaluator.probe(job: j, crew: c, route: routes[c]).best
        if reasons.contains(where: { $0.stage != .room }) { return .broken(reasons, position: best.position) }
        return .fits(position: best.position, added: best.added, change: best.added - presentCost(j))
    }

    /// Per crew, in the order of the problem, why it does not take the job.
    public func reasons(_ job: String) -> [CrewReasons] {
        guard let j = evaluator.jobIndex[job] else { return [] }
        return problem.crews.indices.map { CrewReasons(crew: problem.crews[$0].id, reasons: reasons(j, $0)) }
    }

    /// The smallest useful set: only the crews that come nearest to taking the job, their reasons put together, most crews first.
    /// (That twelve crews cannot install says nothing when an installer merely has no time.)
    public func summary(_ job: String) -> [ReasonGroup] {
        let all = reasons(job)
        guard let nearest = all.map(\.stage).max() else { return [] }
        var groups: [String: ReasonGroup] = [:]
        for entry in all where entry.stage == nearest {
            for reason in entry.reasons {
                let code = reason.code
                guard var group = groups[code] else {
                    groups[code] = ReasonGroup(reason: reason, nearestCrew: entry.crew, crews: [entry.crew])
                    continue
                }
                group.crews.append(entry.crew)
                if reason.shortfall < group.reason.shortfall {
                    group.reason = reason
                    group.nearestCrew = entry.crew
                }
                groups[code] = group
            }
        }
        return groups.values.sorted { ($1.crews.count, $0.reason.code) < ($0.crews.count, $1.reason.code) }
    }

    /// All crews by the set of rules that keeps them from the job, those that come nearest first.
    public func groups(_ job: String) -> [CrewGroup] {
        var groups: [Set<String>: CrewGroup] = [:]
        func misses(_ reasons: [Reason]) -> Int { reasons.reduce(0) { $0 + max(0, $1.shortfall) } }
        for entry in reasons(job) {
            let codes = Set(entry.reasons.map(\.code))
            guard var group = groups[codes] else {
                groups[codes] = CrewGroup(reasons: entry.reasons, nearestCrew: entry.crew, crews: [entry.crew])
                continue
            }
            group.crews.append(entry.crew)
            if misses(entry.reasons) < misses(group.reasons) {
                group.reasons = entry.reasons
                group.nearestCrew = entry.crew
            }
            groups[codes] = group
        }
        return groups.values.sorted {
            ($1.stage, $0.reasons.count, $1.crews.count, $0.nearestCrew) < ($0.stage, $1.reasons.count, $0.crews.count, $1.nearestCrew)
        }
    }

    /// Summaries of all jobs that are out.
    public func unassigned() -> [String: [ReasonGroup]] {
        var result: [String: [ReasonGroup]] = [:]
        for (index, job) in problem.jobs.enumerated() where seat[index] == nil { result[job.id] = summary(job.id) }
        return result
    }

    private func route(_ crew: Int, without job: Int) -> [Int] { routes[crew].filter { $0 != job } }

    /// What the plan pays for the job now: its detour and wishes, or its prize.
    func presentCost(_ job: Int) -> Int {
        guard let seat = seat[job] else { return problem.jobs[job].prize }
        let rest = route(seat.crew, without: job)
        let detour = evaluator.run(crew: seat.crew, routes[seat.crew]).travel - evaluator.run(crew: seat.crew, rest).travel
        return detour * problem.prices.travelPerSecond + evaluator.soft(crew: seat.crew, job: job)
    }

    /// When the crew is free for a stop at that position: seconds after midnight.
    private func free(_ crew: Int, _ route: [Int], _ position: Int) -> Int {
        let before = route.prefix(position).map { problem.jobs[$0].id }
        let id = problem.crews[crew].id
        return evaluator.evaluate(Plan(routes: [id: before])).routes[id]?.stops.last?.departure ?? problem.crews[crew].shift.from
    }

    /// Everything but time.
    private func blockers(_ job: Int, _ crew: Int) -> [Reason] {
        let who = problem.crews[crew], what = problem.jobs[job]
        var found: [Reason] = evaluator.mismatch(crew: crew, job: job).compactMap {
            switch $0 {
            case .crewAbsent: .absent
            case .forbidden: .forbidden
            case .lockedToOther(_, _, let locked): .lockedToOther(crew: locked)
            case .lacksSkill(_, _, let missing): .lacksSkill(missing: missing)
            default: nil
            }
        }
        let rest = route(crew, without: job)
        if let limit = who.maxJobs, rest.count + 1 > limit { found.append(.tooManyJobs(limit: limit)) }
        let load = rest.reduce(what.load) { $0 + problem.jobs[$1].load }
        if load > who.capacity { found.append(.full(over: load - who.capacity)) }
        return found
    }

    private func reasons(_ job: Int, _ crew: Int) -> [Reason] {
        var found = blockers(job, crew)
        let alone = evaluator.run(crew: crew, [job])
        if alone.lateSum > 0 {
            found.append(.outsideShift(late: alone.lateMost))
            return found
        }
        let rest = route(crew, without: job)
        let best = evaluator.probe(job: job, crew: crew, route: rest).best
        if best.lateSum > 0 {
            found.append(.noTime(after: best.position == 0 ? nil : problem.jobs[rest[best.position - 1]].id, free: free(crew, rest, best.position), late: best.lateMost))
        } else if found.isEmpty {
            let over = best.added - presentCost(job)
            found.append(over >= 0 ? .notWorth(by: over) : .possible(saving: -over))
        }
        return found
    }
}
