extension Explanation {
    /// Ways to let a job in by moving one other to a crew that has time for it; cheapest first. Jobs in `held` stay where they are.
    public func room(for job: String, keeping held: Set<String> = [], limit: Int = 8) -> [Room] {
        guard let wanted = evaluator.jobIndex[job] else { return [] }
        var found: [Room] = []
        for crew in problem.crews.indices where evaluator.matches(crew: crew, job: wanted) {
            let route = routes[crew]
            guard !route.contains(wanted) else { continue }
            for (index, other) in route.enumerated() where !held.contains(problem.jobs[other].id) {
                var rest = route
                rest.remove(at: index)
                guard let place = fitting(wanted, crew, rest) else { continue }
                let saved = (evaluator.run(crew: crew, route).travel - evaluator.run(crew: crew, rest).travel) * problem.prices.travelPerSecond
                    + evaluator.soft(crew: crew, job: other)
                var best: Room?
                for target in problem.crews.indices where target != crew && evaluator.matches(crew: target, job: other) {
                    guard let spot = fitting(other, target, routes[target]) else { continue }
                    let change = place.added + spot.added - saved - presentCost(wanted)
                    if best.map({ $0.change <= change }) ?? false { continue }
                    best = Room(
                        crew: problem.crews[crew].id, position: place.position, moving: problem.jobs[other].id, to: problem.crews[target].id,
                        toPosition: spot.position, change: change)
                }
                if let best { found.append(best) }
            }
        }
        return Array(found.sorted { ($0.change, $0.crew, $0.moving) < ($1.change, $1.crew, $1.moving) }.prefix(limit))
    }

    /// The cheapest position that keeps time, load and number; nil without one.
    private func fitting(_ job: Int, _ crew: Int, _ route: [Int]) -> Placement? {
        let who = problem.crews[crew]
        if let limit = who.maxJobs, route.count + 1 > limit { return nil }
        if route.reduce(problem.jobs[job].load, { $0 + problem.jobs[$1].load }) > who.capacity { return nil }
        let best = evaluator.probe(job: job, crew: crew, route: route).best
        return best.lateSum == 0 ? best : nil
    }
}
