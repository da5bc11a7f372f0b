import Rostering
import Testing

@Suite("Solver")
struct SolverTests {
    static let sizes: [(jobs: Int, crews: Int, seed: UInt64)] = [
        (1, 1, 1), (5, 2, 2), (12, 3, 3), (25, 5, 4), (40, 6, 5), (40, 3, 6), (60, 12, 7), (30, 5, 8), (30, 5, 9), (18, 4, 10),
    ]

    @Test("Every plan is feasible (but for locks nobody can keep), complete, and costs what a slow count says", arguments: sizes)
    func feasible(size: (jobs: Int, crews: Int, seed: UInt64)) {
        let problem = Samples.day(jobs: size.jobs, crews: size.crews, seed: size.seed)
        #expect(problem.defects().isEmpty)
        let solution = Solver(problem).solve(.init(seed: size.seed, iterations: 3000))
        let judge = SlowJudge(solution.plan, problem)
        #expect(judge.broken.allSatisfy { $0.hasSuffix("left out") })
        #expect(judge.cost == solution.evaluation.cost.total)
        #expect(solution.evaluation == Evaluator(problem).evaluate(solution.plan))
        let everything = solution.plan.routes.values.flatMap { $0 } + solution.plan.unassigned
        #expect(everything.sorted() == problem.jobs.map(\.id).sorted())
        #expect(solution.iterations == 3000)
        #expect(solution.ending == .iterations)
    }

    @Test("Same seed and iterations, same plan, whatever the threads; another seed is another search")
    func deterministic() {
        let problem = Samples.day(jobs: 40, crews: 6, seed: 77)
        let solver = Solver(problem)
        let one = solver.solve(.init(seed: 5, iterations: 2000, threads: 1, searches: 2))
        let two = solver.solve(.init(seed: 5, iterations: 2000, threads: 2, searches: 2))
        let again = solver.solve(.init(seed: 5, iterations: 2000, threads: 2))
        #expect(one.plan == two.plan)
        #expect(two.plan == again.plan)
        #expect(one.iterations == 4000)
        let plans = Set((1...6).map { solver.solve(.init(seed: $0, iterations: 30)).plan })
        #expect(plans.count > 1)
    }

    @Test("A run long enough for plans to be bred: any number of threads, same plan, no rule broken")
    func bred() {
        let problem = Samples.day(jobs: 12, crews: 3, seed: 41)
        let solver = Solver(problem)
        let one = solver.solve(.init(seed: 3, iterations: 60_000, threads: 1, searches: 2))
        #expect(one.plan == solver.solve(.init(seed: 3, iterations: 60_000, threads: 2)).plan)
        #expect(one.iterations == 120_000)
        let judge = SlowJudge(one.plan, problem)
        #expect(judge.broken.allSatisfy { $0.hasSuffix("left out") })
        #expect(judge.cost == one.evaluation.cost.total)
    }

    @Test("More iterations never end above plain greedy insertion", arguments: [UInt64(1), 2, 3])
    func improves(seed: UInt64) {
        let solver = Solver(Samples.day(jobs: 50, crews: 8, seed: seed))
        let greedy = solver.solve(.init(seed: seed, iterations: 0)).evaluation.cost.total
        #expect(solver.solve(.init(seed: seed, iterations: 4000)).evaluation.cost.total < greedy)
    }

    @Test("A warm start is never made worse", arguments: [UInt64(11), 12, 13, 14])
    func warm(seed: UInt64) {
        let problem = Samples.day(jobs: 35, crews: 6, seed: seed)
        let solver = Solver(problem)
        let first = solver.solve(.init(seed: seed, iterations: 6000))
        for iterations in [0, 1, 50, 500] {
            let next = solver.solve(.init(seed: seed + 1, iterations: iterations), from: first.plan)
            #expect(next.evaluation.cost.total <= first.evaluation.cost.total)
            if iterations == 0 { #expect(next.evaluation.cost.total == first.evaluation.cost.total) }
        }
    }

    @Test("A broken, foreign or doubled start plan is repaired")
    func brokenStart() {
        let problem = Samples.day(jobs: 20, crews: 4, seed: 21)
        var start = Plan(emptyFor: problem)
        start.routes["C0"] = problem.jobs.map(\.id) + ["nobody's"]
        start.routes["C1"] = problem.jobs.map(\.id)
        start.routes["ghost"] = ["J1"]
        let solution = Solver(problem).solve(.init(iterations: 500), from: start)
        #expect(SlowJudge(solution.plan, problem).broken.allSatisfy { $0.hasSuffix("left out") })
    }

    @Test("Cancelling gives a valid plan at once")
    func cancel() {
        let problem = Samples.day(jobs: 30, crews: 5, seed: 31)
        let solution = Solver(problem).solve(.init(iterations: 1_000_000_000, threads: 2), isCancelled: { true })
        #expect(solution.ending == .cancelled)
        #expect(solution.iterations == 0)
        #expect(SlowJudge(solution.plan, problem).cost == solution.evaluation.cost.total)
    }

    @Test("Progress is told with falling cost, and can be the reason to cancel")
    func progress() {
        let problem = Samples.day(jobs: 30, crews: 5, seed: 32)
        var costs: [Int] = []
        let solution = Solver(problem).solve(.init(iterations: 2000, threads: 2), progress: { costs.append($0.cost) })
        #expect(costs.count >= 20)
        #expect(zip(costs, costs.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(costs.last == solution.evaluation.cost.total)
    }

    @Test("A time limit ends the run with a valid plan")
    func time() {
        let problem = Samples.day(jobs: 30, crews: 5, seed: 33)
        let solution = Solver(problem).solve(.init(seconds: 0.02, threads: 1, searches: 2))
        #expect(solution.ending == .time)
        #expect(SlowJudge(solution.plan, problem).cost == solution.evaluation.cost.total)
    }

    @Test("Nothing to do is a plan too")
    func empty() {
        let none = Problem(travel: Samples.line(1), crews: [], jobs: [])
        #expect(Solver(none).solve(.init(iterations: 10)).plan == Plan())
        let noCrew = Problem(travel: Samples.line(2), crews: [], jobs: [Job(id: "a", place: 1, service: 60, prize: 7)])
        let solution = Solver(noCrew).solve(.init(iterations: 10))
        #expect(solution.plan.unassigned == ["a"])
        #expect(solution.evaluation.cost.total == 7)
    }

    @Test("A job goes when its prize is above its detour, and stays when it is not; a mandatory one goes")
    func prizes() {
        func solve(prize: Int, mandatory: Bool = false) -> Plan {
            let job = Job(id: "far", place: 9, service: 60, prize: prize, mandatory: mandatory)
            return Solver(Problem(travel: Samples.line(10), crews: [Samples.crew("c")], jobs: [job])).solve(.init(iterations: 50)).plan
        }
        #expect(solve(prize: 1801).routes == ["c": ["far"]])
        #expect(solve(prize: 1799).unassigned == ["far"])
        #expect(solve(prize: 0, mandatory: true).routes == ["c": ["far"]])
    }

    @Test("Small days are solved to the optimum", arguments: 1...12)
    func optimum(seed: Int) {
        let size = [(8, 3), (7, 3), (8, 2)][seed % 3]
        let problem = Samples.day(jobs: size.0, crews: size.1, seed: UInt64(seed))
        let solution = Solver(problem).solve(.init(iterations: 2000))
        let figures = (out: solution.evaluation.violations.count, cost: solution.evaluation.cost.total)
        #expect(Exhaustive.below(figures, problem) == figures)
    }
}
