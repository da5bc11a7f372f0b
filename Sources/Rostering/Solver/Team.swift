import Dispatch

/// The searches of a run and what they share. Either each has plans of its own, which are crossed or passed on in the end, or, when there are
/// routes enough, all work on parts of one plan that are cut anew every round: two threads then make one search twice as long.
final class Team {
    let searches: [Search]
    private(set) var best: Snapshot
    private var current: Snapshot
    private let instance: Instance
    private let tuning: Tuning
    private var splitter: Splitter
    private var pool: RoutePool
    private var recombination: Recombination
    private var parted = false
    /// Nil when plans are not bred.
    private let breeding: Breeding?
    private var population: Population
    /// Per search: the parent of the plan it works on, by its place in the population.
    private var parents: [Int?]
    /// What founders begin with.
    private let origin: Snapshot

    var iterations: Int { searches.reduce(0) { $0 + $1.iterations } }

    init(_ setup: Setup, seed: UInt64, lanes: Int, rounds: Int, iterations: Int, tuning: Tuning) {
        instance = setup.instance
        self.tuning = tuning
        searches = (0..<lanes).map { Search(setup.instance, seed: seed, lane: $0, tuning: tuning) }
        splitter = Splitter(setup.instance, seed: seed)
        pool = RoutePool(capacity: tuning.poolSize * 2)
        recombination = Recombination(setup.instance)
        best = setup.start
        for search in searches {
            search.load(setup.start)
            search.fill()
        }
        Team.write(searches[0].outcome, best: true, into: &best)
        best.cost = searches[0].bestCost
        current = best
        origin = best
        let used = best.routes.count { !$0.isEmpty }
        breeding = used < tuning.breedRoutes ? Breeding(iterations: iterations, rounds: rounds, tuning: tuning) : nil
        population = Population(setup.instance, seed: seed, tuning: tuning)
        parents = Array(repeating: nil, count: lanes)
        if breeding != nil { for search in searches { search.setsTailsApart = true } }
    }

    /// Runs `work` once for each thread number.
    static func together(_ threads: Int, _ work: @Sendable (Int) -> Void) {
        if threads == 1 { work(0) } else { DispatchQueue.concurrentPerform(iterations: threads, execute: work) }
    }

    private static func write(_ outcome: Search.Outcome, best: Bool, into plan: inout Snapshot) {
        for (index, crew) in outcome.crews.enumerated() { plan.routes[crew] = best ? outcome.best[index] : outcome.current[index] }
    }

    /// One round. `pacer`: for a turn of how many of its thread in this round, and the iterations that the search has made.
    func run(round: Int, of count: Int, threads: Int, pacer: @Sendable (_ turn: Int, _ turns: Int, _ done: Int) -> Pacer) {
        if let breeding { return breed(breeding, round: round, of: count, threads: threads, pacer: pacer) }
        let cutting = isWorthCutting, lanes = searches.count
        let sampleFrom = cutting || tuning.recombinations == 0 ? 2 : tuning.sampleFrom
        if cutting {
            let cut = splitter.split(current, into: lanes)
            for lane in 0..<lanes { searches[lane].load(current, part: cut[lane]) }
        } else if parted {
            for search in searches { search.load(current) }
        }
        work(threads) { turn, turns, done in
            var pacer = pacer(turn, turns, done)
            pacer.sampleFrom = sampleFrom
            return pacer
        }
        if cutting { merge() } else { compare(share: Double(round) >= Double(count) * tuning.shareFrom) }
        parted = cutting
        if !cutting && recombines(after: round, of: count) { recombine() }
    }

    /// Every search its turn.
    private func work(_ threads: Int, pacer: @Sendable (_ turn: Int, _ turns: Int, _ done: Int) -> Pacer) {
        let lanes = searches.count, threads = min(max(1, threads), lanes), searches = searches
        let turns = (lanes + threads - 1) / threads
        Team.together(threads) { thread in
            for lane in stride(from: thread, to: lanes, by: threads) {
                var pacer = pacer(lane / threads, turns, searches[lane].iterations)
                searches[lane].run(&pacer)
            }
        }
    }

    private var isWorthCutting: Bool {
        let used = current.routes.count { !$0.isEmpty }, jobs = current.routes.reduce(0) { $0 + $1.count }
        return searches.count > 1 && used >= tuning.partRoutes * searches.count && jobs >= tuning.partJobs * searches.count
    }

    /// Puts the parts together again. Parts do not touch each other, so that their best together are a plan too.
    private func merge() {
        var found = current
        found.cost = 0
        current.cost = 0
        for search in searches {
            let outcome = search.outcome
            Team.write(outcome, best: true, into: &found)
            found.cost += outcome.bestCost
            Team.write(outcome, best: false, into: &current)
            current.cost += outcome.cost
        }
        if found.cost < best.cost { best = found }
    }

    private func noteBest() {
        for search in searches where search.bestCost < best.cost {
            Team.write(search.outcome, best: true, into: &best)
            best.cost = search.bestCost
        }
    }

    private func compare(share: Bool) {
        noteBest()
        if share { for search in searches where search.bestCost > best.cost { search.load(best) } }
        let next = searches.indices.min { searches[$0].cost < searches[$1].cost } ?? 0
        Team.write(searches[next].outcome, best: false, into: &current)
        current.cost = searches[next].cost
    }

    // MARK: Breeding

    private func breed(_ breeding: Breeding, round: Int, of count: Int, threads: Int, pacer: @Sendable (_ turn: Int, _ turns: Int, _ done: Int) -> Pacer) {
        let (stage, rounds) = breeding.stage(ofRound: round, of: count), isFounding = stage < breeding.founders
        if round == rounds.lowerBound && round > 0 { begin(isFounding) }
        let share = Schedule.Stage(
            from: Double(rounds.lowerBound) / Double(count), to: Double(rounds.upperBound + 1) / Double(count), hot: isFounding ? nil : tuning.childHot)
        let sampleFrom = tuning.recombinations == 0 ? 2 : tuning.sampleFrom
        work(threads) { turn, turns, done in
            var pacer = pacer(turn, turns, done)
            pacer.stage = share
            pacer.sampleFrom = sampleFrom
            return pacer
        }
        noteBest()
        if round < rounds.upperBound { return }
        for (search, parent) in zip(searches, parents) {
            var plan = Snapshot(cost: search.bestCost, routes: best.routes)
            Team.write(search.outcome, best: true, into: &plan)
            if let parent { population.add(plan, childOf: parent) } else { population.add(plan) }
        }
        if breeding.recombines(after: stage, times: tuning.recombinations) {
            let before = best.cost
            recombine()
            if best.cost < before { population.crown(best) }
        }
    }

    /// What each search works on in a stage.
    private func begin(_ isFounding: Bool) {
        for lane in searches.indices {
            if isFounding {
                searches[lane].load(origin)
            } else {
                let (child, parent) = population.child()
                parents[lane] = parent
                searches[lane].load(child)
                searches[lane].fill()
            }
        }
    }

    // MARK: Recombination

    /// At even distances, the last time at the end.
    private func recombines(after round: Int, of count: Int) -> Bool {
        let first = Int(Double(count) * tuning.recombineFrom)
        if tuning.recombinations == 0 || round < first { return false }
        return (count - 1 - round) % max(1, (count - first) / tuning.recombinations) == 0
    }

    private func recombine() {
        for search in searches {
            pool.add(search.pool)
            search.pool.clear()
        }
        for (crew, route) in best.routes.enumerated() where !route.isEmpty {
            let cost = Int32(truncatingIfNeeded: recombination.routeCost(route, crew))
            route.withUnsafeBufferPointer { pool.add($0, twin: instance.twinClass[crew], cost: cost) }
        }
        if let better = recombination.improve(best, from: pool) {
            best = better
            current = better
            for search in searches { search.load(best) }
        }
        pool.prune(to: tuning.poolKept, by: recombination.reduced)
    }
}
