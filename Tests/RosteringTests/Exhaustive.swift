import Rostering

/// Looks at every plan of a small day, without a line of the search: first all orders of all sets of jobs for each crew by itself, then all ways to share the jobs out.
/// What a route costs alone, and that it must keep its own rules alone, bounds what it costs together with others; so whole families of plans are given up unseen.
struct Exhaustive {
    /// Must-go jobs left out, then cost. Two counts tell apart what no plan can keep from what costs.
    typealias Figures = (out: Int, cost: Int)

    private struct Route {
        var cost: Int
        var jobs: [Int]
    }

    private let problem: Problem
    private let evaluator: Evaluator
    /// Per crew and set of jobs (a bit each): every order that keeps the rules of the crew alone, cheapest first.
    private var routes: [[[Route]]]
    private var best: Figures

    /// The best plan that is better than `limit`, or those figures again.
    static func below(_ limit: Figures, _ problem: Problem) -> Figures {
        var search = Exhaustive(problem, limit)
        search.shareOut()
        return search.best
    }

    private init(_ problem: Problem, _ limit: Figures) {
        self.problem = problem
        evaluator = Evaluator(problem)
        best = limit
        routes = Array(repeating: Array(repeating: [], count: 1 << problem.jobs.count), count: problem.crews.count)
        for crew in problem.crews.indices {
            let shift = problem.crews[crew].shift
            routes[crew][0] = [Route(cost: 0, jobs: [])]
            extend(crew, [], set: 0, at: problem.crews[crew].start, time: shift.from, driven: 0, served: 0, load: 0, wishes: 0)
            for set in routes[crew].indices { routes[crew][set].sort { ($0.cost, $0.jobs.description) < ($1.cost, $1.jobs.description) } }
        }
    }

    // MARK: Routes

    /// Every longer route that begins like this one. A stop that is late, or one too many, stays so when others follow.
    private mutating func extend(_ crew: Int, _ jobs: [Int], set: Int, at place: Int, time: Int, driven: Int, served: Int, load: Int, wishes: Int) {
        let who = problem.crews[crew]
        if jobs.count == who.maxJobs ?? problem.jobs.count { return }
        for index in problem.jobs.indices where set >> index & 1 == 0 {
            let job = problem.jobs[index]
            guard load + job.load <= who.capacity, isAllowed(job, who) else { continue }
            let drive = problem.travel[place, job.place]
            guard let start = start(job, who, from: work(drive, who, from: time)) else { continue }
            let end = work(job.service, who, from: start), home = problem.travel[job.place, who.end]
            if work(home, who, from: end) > who.shift.to { continue }
            let now = (jobs: jobs + [index], set: set | 1 << index, driven: driven + drive, served: served + job.service, wishes: wishes + wish(job, who))
            let worked = Double(now.driven + home + now.served)
            let uneven = Int(Double(problem.prices.equalLoad) / (3600 * Double(max(1, shiftSeconds(who)))) * (worked * worked))
            routes[crew][now.set].append(Route(cost: (now.driven + home) * problem.prices.travelPerSecond + now.wishes + uneven, jobs: now.jobs))
            extend(crew, now.jobs, set: now.set, at: job.place, time: end, driven: now.driven, served: now.served, load: load + job.load, wishes: now.wishes)
        }
    }

    private func isAllowed(_ job: Job, _ crew: Crew) -> Bool {
        !crew.absent && job.skills.isSubset(of: crew.skills) && !job.forbiddenCrews.contains(crew.id)
            && (job.crews > 1 || job.lockedCrew == nil || job.lockedCrew == crew.id)
    }

    private func wish(_ job: Job, _ crew: Crew) -> Int {
        var cost = 0
        if let wished = job.preferredCrew, wished != crew.id { cost += problem.prices.notPreferredCrew }
        if let last = job.previousCrew, last != crew.id { cost += problem.prices.changedCrew }
        if let one = job.zone, let two = crew.zone, one != two { cost += problem.prices.otherZone }
        return cost
    }

    /// When work of so many seconds is done; it rests in pauses.
    private func work(_ seconds: Int, _ crew: Crew, from time: Int) -> Int {
        var now = time, rest = seconds
        for pause in crew.pauses.sorted(by: { $0.from < $1.from }) where pause.to > now && rest > 0 {
            let before = max(0, pause.from - now)
            if rest <= before { return now + rest }
            rest -= before
            now = pause.to
        }
        return now + rest
    }

    private func start(_ job: Job, _ crew: Crew, from arrival: Int) -> Int? {
        for window in job.windows.isEmpty ? [Interval(0, 1 << 20)] : job.windows.sorted(by: { $0.from < $1.from }) {
            var time = max(arrival, window.from)
            for pause in crew.pauses where pause.from <= time && time < pause.to { time = pause.to }
            if time <= window.to { return time }
        }
        return nil
    }

    private func shiftSeconds(_ crew: Crew) -> Int {
        crew.pauses.reduce(crew.shift.to - crew.shift.from) { $0 - ($1.meeting(crew.shift).map { $0.to - $0.from } ?? 0) }
    }

    // MARK: Plans

    /// Every way to give the jobs to crews or to nobody; the most promising first.
    private mutating func shareOut() {
        var ways: [(least: Figures, sets: [Int])] = []
        func go(_ index: Int, _ sets: [Int], _ taken: Int, _ left: Figures) {
            if left >= best { return }
            if index == problem.jobs.count {
                var least = left
                for (crew, set) in sets.enumerated() {
                    guard let cheapest = routes[crew][set].first else { return }
                    least.cost += cheapest.cost
                }
                if least < best && followsOnlyDone(taken) { ways.append((least, sets)) }
                return
            }
            let job = problem.jobs[index]
            for crew in sets.indices {
                var one = sets
                one[crew] |= 1 << index
                if job.crews == 1 {
                    go(index + 1, one, taken | 1 << index, left)
                    continue
                }
                for other in sets.indices where other > crew {
                    if let lock = job.lockedCrew, lock != problem.crews[crew].id, lock != problem.crews[other].id { continue }
                    var two = one
                    two[other] |= 1 << index
                    go(index + 1, two, taken | 1 << index, left)
                }
            }
            go(index + 1, sets, taken, (left.out + (job.mandatory || job.lockedCrew != nil ? 1 : 0), left.cost + job.prize))
        }
        go(0, problem.crews.map { _ in 0 }, 0, (0, 0))
        ways.sort { $0.least < $1.least }
        for way in ways {
            // All further ones begin no better.
            if way.least >= best { return }
            order(way.sets, 0, [], way.least)
        }
    }

    private func followsOnlyDone(_ taken: Int) -> Bool {
        problem.jobs.indices.allSatisfy { index in
            taken >> index & 1 == 0
                || problem.jobs[index].after.allSatisfy { link in problem.jobs.firstIndex { $0.id == link.job }.map { taken >> $0 & 1 == 1 } ?? false }
        }
    }

    /// Every combination of orders that can still end below the best; only what routes ask of each other is left to be tested.
    private mutating func order(_ sets: [Int], _ crew: Int, _ chosen: [[Int]], _ least: Figures) {
        if crew == sets.count {
            let plan = Plan(routes: Dictionary(uniqueKeysWithValues: zip(problem.crews, chosen).map { ($0.id, $1.map { problem.jobs[$0].id }) }))
            if least < best && evaluator.evaluate(plan).violations.allSatisfy({ if case .leftOut = $0 { true } else { false } }) { best = least }
            return
        }
        let all = routes[crew][sets[crew]], cheapest = all.first?.cost ?? 0
        for route in all {
            let now = (out: least.out, cost: least.cost + route.cost - cheapest)
            if now >= best { return }
            if !isInOrder(route.jobs) { continue }
            order(sets, crew + 1, chosen + [route.jobs], now)
        }
    }

    /// No job of a route stands before one that it comes after.
    private func isInOrder(_ jobs: [Int]) -> Bool {
        let here = Set(jobs.map { problem.jobs[$0].id })
        var seen: Set<String> = []
        for index in jobs {
            if problem.jobs[index].after.contains(where: { here.contains($0.job) && !seen.contains($0.job) }) { return false }
            seen.insert(problem.jobs[index].id)
        }
        return true
    }
}
