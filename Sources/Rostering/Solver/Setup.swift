/// What a run works on: pins turned into locks, crews that a person has filled against the rules set aside, the start plan by number.
struct Setup: Sendable {
    let instance: Instance
    /// What the search must know about times between routes; nil when there are none.
    let links: Links?
    let start: Snapshot
    private let problem: Problem
    private let crewIndex: [String: Int]
    /// Crew -> jobs that stay exactly as they are.
    private let frozen: [Int: [String]]

    init(_ original: Evaluator, start plan: Plan?, pins: [Pin]) {
        let pinned = pins.isEmpty ? original : Evaluator(original.problem.pinned(pins))
        problem = pinned.problem
        crewIndex = pinned.crewIndex
        let held = Set(pins.filter { pinned.crewIndex[$0.crew] != nil }.map(\.job))
        var frozen: [Int: [String]] = [:], kept: Set<String> = []
        if let plan, !held.isEmpty {
            for (crewID, jobs) in plan.routes.sorted(by: { $0.key < $1.key }) {
                guard let crew = pinned.crewIndex[crewID] else { continue }
                let own = jobs.filter { id in
                    held.contains(id) && pinned.jobIndex[id].map { pinned.problem.jobs[$0].lockedCrew == crewID } ?? false && !kept.contains(id)
                }
                if own.isEmpty { continue }
                let alone = pinned.evaluate(Plan(routes: [crewID: own]))
                if alone.violations.contains(where: { $0.crew == crewID && !$0.isOfLink }) {
                    frozen[crew] = own
                    kept.formUnion(own)
                }
            }
        }
        self.frozen = frozen
        // Jobs of frozen crews leave the search: nobody is open to them, and staying out costs nothing.
        let free = kept.isEmpty ? pinned : Evaluator(problem.without(kept, at: frozen, by: pinned))
        instance = Instance(free, closed: Set(frozen.keys))
        links = free.problem.isLinked ? Links(free, closed: Set(frozen.keys)) : nil
        numbers = free.problem.jobs.map(\.id)
        var routes = [[Int32]](repeating: [], count: problem.crews.count)
        for (crewID, jobs) in plan?.routes ?? [:] {
            guard let crew = free.crewIndex[crewID], frozen[crew] == nil else { continue }
            var wanted = jobs.compactMap { free.jobIndex[$0] }
            if !held.isEmpty && free.evaluate(Plan(routes: [crewID: jobs])).violations.contains(where: { $0.crew == crewID && !$0.isOfLink }) {
                // Not all fit: the pinned ones keep their crew, the others have to look for room.
                wanted = wanted.filter { held.contains(free.problem.jobs[$0].id) && free.problem.jobs[$0].lockedCrew == crewID }
            }
            routes[crew] = wanted.map(Int32.init)
        }
        start = Snapshot(cost: 0, routes: routes)
    }

    /// Search number -> job id.
    private let numbers: [String]

    func plan(_ solution: Snapshot) -> Plan {
        var plan = Plan()
        var assigned: Set<String> = []
        for (crew, jobs) in solution.routes.enumerated() where !jobs.isEmpty {
            plan.routes[problem.crews[crew].id] = jobs.map { numbers[Int($0)] }
        }
        for (crew, jobs) in frozen { plan.routes[problem.crews[crew].id] = jobs }
        for jobs in plan.routes.values { assigned.formUnion(jobs) }
        plan.unassigned = problem.jobs.map(\.id).filter { !assigned.contains($0) }
        return plan
    }

    /// What a job on a route costs in the mean; what is left out does not count.
    func meanCost(_ solution: Snapshot) -> Double {
        let on = Set(solution.routes.joined())
        var cost = solution.cost
        for job in 0..<instance.jobs where !on.contains(Int32(job)) { cost -= Int(instance.outCost[job]) }
        // With nothing on a route yet, some figure of the right size.
        if on.isEmpty { return Double((0..<instance.jobs).reduce(0) { $0 + Int(instance.outCost[$1] % Instance.mustGoCost) }) / Double(max(1, instance.jobs)) }
        return Double(cost) / Double(on.count)
    }
}

extension Problem {
    /// Without the jobs of frozen routes. Their times stand, so that a job that comes before or after one of them gets its window cut.
    func without(_ ids: Set<String>, at frozen: [Int: [String]], by evaluator: Evaluator) -> Problem {
        var result = self
        if isLinked {
            let routes = Dictionary(frozen.map { (crews[$0.key].id, $0.value) }, uniquingKeysWith: { first, _ in first })
            var stops: [String: Stop] = [:]
            for route in evaluator.evaluate(Plan(routes: routes)).routes.values { for stop in route.stops { stops[stop.job] = stop } }
            for index in jobs.indices {
                for before in jobs[index].after {
                    if let stop = stops[before.job] { result.jobs[index].cut(to: Interval(stop.departure + before.lag, Limit.seconds)) }
                    if let stop = stops[jobs[index].id], let other = evaluator.jobIndex[before.job] {
                        result.jobs[other].cut(to: Interval(0, max(0, stop.start - before.lag - jobs[other].service)))
                    }
                }
                result.jobs[index].after.removeAll { ids.contains($0.job) }
            }
        }
        result.jobs.removeAll { ids.contains($0.id) }
        return result
    }
}

extension Job {
    fileprivate mutating func cut(to span: Interval) {
        let open = windows.isEmpty ? [Interval(0, Limit.seconds)] : windows
        let rest = open.compactMap { $0.meeting(span) }
        // An empty list would mean any time: a window that no shift reaches stands for none.
        windows = rest.isEmpty ? [Interval(Limit.seconds, Limit.seconds)] : rest
    }
}

extension Violation {
    /// Of a link to another route, not of the route itself.
    var isOfLink: Bool {
        switch self {
        case .needsTwoCrews, .tooEarly, .deadlock: true
        default: false
        }
    }
}
