import Dispatch

/// Finds a plan for a problem: greedy insertion, then annealed ruin and recreate (`Search`) in one or more searches that share their best.
///
/// With only an iteration limit the result depends on (problem, start, pins, seed, iterations, searches) and nothing else: `threads` only says how many of the
/// searches run at once. With a time limit the machine's speed decides where it stops.
public struct Solver: Sendable {
    public struct Options: Sendable {
        public var seed: UInt64
        /// Wall time in seconds; nil = no limit.
        public var seconds: Double?
        /// Iterations of each search; nil = no limit. With neither limit: `Options.fallbackIterations`.
        public var iterations: Int?
        /// Searches worked on at the same time.
        public var threads: Int
        /// Independent searches; nil = as many as threads. Set it to get the same plan on machines with other thread counts.
        public var searches: Int?

        public static let fallbackIterations = 100_000

        public init(seed: UInt64 = 1, seconds: Double? = nil, iterations: Int? = nil, threads: Int = 1, searches: Int? = nil) {
            self.seed = seed
            self.seconds = seconds
            self.iterations = iterations
            self.threads = threads
            self.searches = searches
        }
    }

    public struct Progress: Sendable {
        /// Seconds since the start.
        public var seconds: Double
        /// Iterations of all searches.
        public var iterations: Int
        /// Best cost so far, as `Cost.total` counts it (frozen crews included).
        public var cost: Int
        /// Jobs the best plan leaves out.
        public var unassigned: Int

        init(of evaluation: Evaluation, iterations: Int, since began: ContinuousClock.Instant) {
            seconds = began.secondsUntilNow
            self.iterations = iterations
            cost = evaluation.cost.total
            unassigned = evaluation.unassigned.count
        }
    }

    public enum Ending: Sendable, Hashable { case time, iterations, cancelled }

    public struct Solution: Sendable {
        public var plan: Plan
        /// Of the problem narrowed by the pins.
        public var evaluation: Evaluation
        /// Of all searches.
        public var iterations: Int
        public var seconds: Double
        public var ending: Ending
    }

    let evaluator: Evaluator
    var tuning = Tuning()

    /// The problem must be free of `defects()`.
    public init(_ problem: Problem) {
        evaluator = Evaluator(problem)
    }

    public init(_ evaluator: Evaluator) {
        self.evaluator = evaluator
    }

    /// Blocks until a limit is reached or `isCancelled` answers true; call it off the main thread.
    ///
    /// - `start`: a plan to go on from. If it is feasible the result is never dearer.
    /// - `pins`: jobs that stay with their crew (and half). A crew whose pinned jobs alone, in the order of `start`, break a rule keeps exactly
    ///   those and gets nothing else: a person decided it, and `Evaluation` keeps showing the marks.
    /// - `isCancelled`: asked from the working threads some thousand times a second.
    /// - `progress`: called from the calling thread some twenty times a run, with the time of each at most a second apart.
    public func solve(
        _ options: Options = Options(), from start: Plan? = nil, pins: [Pin] = [],
        isCancelled: @escaping @Sendable () -> Bool = { false }, progress: ((Progress) -> Void)? = nil
    ) -> Solution {
        let began = ContinuousClock.now
        let setup = Setup(evaluator, start: start, pins: pins)
        let evaluator = pins.contains { $0.within != nil } ? Evaluator(evaluator.problem.narrowed(by: pins)) : evaluator
        let lanes = max(1, options.searches ?? options.threads)
        let iterations = options.iterations ?? (options.seconds == nil ? Options.fallbackIterations : nil)
        if let links = setup.links {
            return solveLinked(setup, links, evaluator, options, began: began, lanes: lanes, iterations: iterations, warm: start != nil, isCancelled, progress)
        }
        let rounds = Rounds(seconds: options.seconds, iterations: iterations, least: tuning.rounds)
        let pace = tuning.pace * Double(min(lanes, max(1, options.threads))) / Double(lanes)
        let expected = min(Double(iterations ?? Int.max), (options.seconds ?? .infinity) * pace)
        let team = Team(setup, seed: options.seed, lanes: lanes, rounds: rounds.count, iterations: Int(min(expected, 1e12)), tuning: tuning)
        let schedule = Schedule(meanCost: setup.meanCost(team.best), hot: start == nil ? tuning.hot : tuning.warmHot, tuning)
        let ending = drive(rounds, options, began: began, isCancelled) { round, work in
            team.run(round: round, of: rounds.count, threads: options.threads) { turn, turns, done in
                Pacer(
                    schedule, left: work, done: done, total: iterations, started: began, seconds: options.seconds,
                    roundEnd: rounds.end(round, turn: turn, of: turns), isCancelled: isCancelled)
            }
            return (team.best, team.iterations)
        } tell: { best, iterations in
            progress?(Progress(of: evaluator.evaluate(setup.plan(best)), iterations: iterations, since: began))
        }
        let plan = setup.plan(team.best)
        return Solution(plan: plan, evaluation: evaluator.evaluate(plan), iterations: team.iterations, seconds: began.secondsUntilNow, ending: ending)
    }

    /// Round after round until a limit is reached.
    func drive(
        _ rounds: Rounds, _ options: Options, began: ContinuousClock.Instant, _ isCancelled: () -> Bool,
        _ run: (_ round: Int, _ iterations: Int) -> (best: Snapshot, iterations: Int), tell: (Snapshot, Int) -> Void
    ) -> Ending {
        for round in 0..<rounds.count {
            let (best, iterations) = run(round, rounds.iterations(round))
            tell(best, iterations)
            if isCancelled() { return .cancelled }
            if let seconds = options.seconds, began.secondsUntilNow >= seconds * Rounds.share { return .time }
        }
        return .iterations
    }
}

/// Between rounds the searches are compared, progress is told, and the better shares its best.
struct Rounds: Sendable {
    let count: Int
    private let seconds: Double?
    private let total: Int?

    init(seconds: Double?, iterations: Int?, least: Int) {
        self.seconds = seconds
        total = iterations.map { max(0, $0) }
        // None longer than a second.
        count = max(least, Int(min(100_000, seconds ?? 0)))
    }

    /// Iterations of a search in a round; the rounds add up to the limit exactly.
    func iterations(_ round: Int) -> Int {
        guard let total else { return Int.max }
        return total * (round + 1) / count - total * round / count
    }

    /// Share of the time that the searches get; the rest is for the last putting together and the answer.
    static let share = 0.99

    /// Seconds from the start at which a search must end its turn in a round.
    func end(_ round: Int, turn: Int, of turns: Int) -> Double? {
        seconds.map { Rounds.share * $0 * (Double(round) + Double(turn + 1) / Double(turns)) / Double(count) }
    }
}
