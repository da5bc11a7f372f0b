extension Solver {
    /// The run of a problem whose routes wait for each other: searches of their own that now and then go on from the best of all.
    func solveLinked(
        _ setup: Setup, _ links: Links, _ evaluator: Evaluator, _ options: Options, began: ContinuousClock.Instant, lanes: Int, iterations: Int?, warm: Bool,
        _ isCancelled: @escaping @Sendable () -> Bool, _ progress: ((Progress) -> Void)?
    ) -> Solution {
        let searches = (0..<lanes).map { LinkedSearch(setup.instance, links, seed: options.seed, lane: $0, tuning: tuning) }
        // The start as it is, and filled up: what fits into it may still be dearer than leaving it.
        searches[0].load(setup.start, fill: false)
        var best = searches[0].best
        for search in searches { search.load(setup.start, fill: true) }
        if searches[0].best.cost < best.cost { best = searches[0].best }
        let schedule = Schedule(meanCost: setup.meanCost(best), hot: warm ? tuning.warmHot : tuning.hot, tuning)
        let rounds = Rounds(seconds: options.seconds, iterations: iterations, least: tuning.rounds)
        let threads = min(max(1, options.threads), lanes), turns = (lanes + threads - 1) / threads
        let ending = drive(rounds, options, began: began, isCancelled) { round, work in
            Team.together(threads) { thread in
                for lane in stride(from: thread, to: lanes, by: threads) {
                    var pacer = Pacer(
                        schedule, left: work, done: searches[lane].iterations, total: iterations, started: began, seconds: options.seconds,
                        roundEnd: rounds.end(round, turn: lane / threads, of: turns), isCancelled: isCancelled)
                    searches[lane].run(&pacer)
                }
            }
            for search in searches where search.best.cost < best.cost { best = search.best }
            if Double(round) >= Double(rounds.count) * tuning.shareFrom {
                for search in searches where search.best.cost > best.cost { search.load(best, fill: false) }
            }
            return (best, searches.reduce(0) { $0 + $1.iterations })
        } tell: { best, iterations in
            progress?(Progress(of: evaluator.evaluate(setup.plan(best)), iterations: iterations, since: began))
        }
        let plan = setup.plan(best)
        return Solution(
            plan: plan, evaluation: evaluator.evaluate(plan), iterations: searches.reduce(0) { $0 + $1.iterations },
            seconds: began.secondsUntilNow, ending: ending)
    }
}
