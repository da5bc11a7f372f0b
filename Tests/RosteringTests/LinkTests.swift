import Rostering
import Testing

@Suite("Jobs that depend on other routes, and equal days")
struct LinkTests {
    let hour = Samples.hour

    @Test("Random small days with every rule are solved to the optimum, and break none", arguments: 1...12)
    func optimum(seed: Int) {
        let size = [(8, 3), (7, 3), (8, 2)][seed % 3]
        let problem = Samples.linkedDay(jobs: size.0, crews: size.1, seed: UInt64(seed))
        #expect(problem.defects().isEmpty)
        let solution = Solver(problem).solve(.init(seed: UInt64(seed), iterations: 3000, threads: 2))
        let judge = SlowJudge(solution.plan, problem)
        #expect(judge.broken.allSatisfy { $0.hasSuffix("left out") })
        #expect(judge.cost == solution.evaluation.cost.total)
        let figures = (out: judge.broken.count, cost: solution.evaluation.cost.total)
        let best = Exhaustive.below(figures, problem)
        #expect(best == figures)
    }

    @Test("Larger linked days keep every rule, also from a start plan and with pins", arguments: [UInt64(1), 2, 3, 4])
    func feasible(seed: UInt64) {
        let problem = Samples.linkedDay(jobs: 30, crews: 5, seed: seed)
        let first = Solver(problem).solve(.init(seed: seed, iterations: 120))
        let judge = SlowJudge(first.plan, problem)
        #expect(judge.broken.allSatisfy { $0.hasSuffix("left out") })
        #expect(judge.cost == first.evaluation.cost.total)
        let next = Solver(problem).solve(.init(seed: seed + 1, iterations: 40), from: first.plan)
        #expect(next.evaluation.cost.total <= first.evaluation.cost.total)
        #expect(SlowJudge(next.plan, problem).broken.count <= judge.broken.count)
        let pins = first.plan.routes.sorted { $0.key < $1.key }.compactMap { crew, jobs in
            jobs.first { id in problem.jobs.contains { $0.id == id && $0.crews == 1 } }.map { Pin(job: $0, crew: crew) }
        }
        let pinned = Solver(problem).solve(.init(seed: seed, iterations: 40), from: first.plan, pins: pins)
        for pin in pins { #expect(pinned.plan.routes[pin.crew]?.contains(pin.job) == true) }
    }

    @Test("Same seed and iterations, same plan, whatever the threads")
    func deterministic() {
        let problem = Samples.linkedDay(jobs: 25, crews: 5, seed: 8)
        let one = Solver(problem).solve(.init(seed: 3, iterations: 150, threads: 1, searches: 2))
        let two = Solver(problem).solve(.init(seed: 3, iterations: 150, threads: 2))
        #expect(one.plan == two.plan)
    }

    @Test("Random hand-made plans: feasible exactly when the slow judge says so, and the same cost", arguments: 1...60)
    func random(seed: Int) {
        let problem = Samples.linkedDay(jobs: 9, crews: 3, seed: UInt64(seed))
        var dice = Dice(UInt64(seed) + 300), plan = Plan()
        for job in problem.jobs where dice.chance(60) {
            let crew = dice.below(3)
            plan.routes["C\(crew)", default: []].append(job.id)
            if job.crews == 2 && dice.chance(90) { plan.routes["C\((crew + 1) % 3)", default: []].insert(job.id, at: 0) }
        }
        let evaluation = Evaluation(of: plan, in: problem), judge = SlowJudge(plan, problem)
        #expect(evaluation.isFeasible == judge.broken.isEmpty)
        if judge.broken.isEmpty { #expect(evaluation.cost.total == judge.cost) }
    }

    @Test("An installation waits for its delivery on another crew, and the lag")
    func precedence() throws {
        let jobs = [
            Job(id: "deliver", place: 4, service: 600),
            Job(id: "install", place: 1, service: 1200, after: [Precedence("deliver", lag: 300)]),
        ]
        let problem = Problem(travel: Samples.line(5), crews: [Samples.crew("a"), Samples.crew("b")], jobs: jobs)
        let evaluation = Evaluation(of: Plan(routes: ["a": ["deliver"], "b": ["install"]]), in: problem)
        let stop = try #require(evaluation.routes["b"]?.stops.first)
        #expect(stop.arrival == 8 * hour + 100)
        #expect(stop.start == 8 * hour + 400 + 600 + 300)
        #expect(evaluation.isFeasible)
        #expect(Evaluation(of: Plan(routes: ["b": ["install"]]), in: problem).violations == [.tooEarly(job: "install", crew: "b", after: "deliver")])
        #expect(Evaluation(of: Plan(routes: ["a": ["install", "deliver"]]), in: problem).violations.contains(.deadlock(job: "install", crew: "a")))
    }

    @Test("Two crews start together, when the later one is there; one alone is marked")
    func together() throws {
        let job = Job(id: "wardrobe", place: 3, service: 600, crews: 2)
        let other = Job(id: "chair", place: 1, service: 900)
        let problem = Problem(travel: Samples.line(4), crews: [Samples.crew("a"), Samples.crew("b")], jobs: [job, other])
        let evaluation = Evaluation(of: Plan(routes: ["a": ["wardrobe"], "b": ["chair", "wardrobe"]]), in: problem)
        let a = try #require(evaluation.routes["a"]?.stops.last), b = try #require(evaluation.routes["b"]?.stops.last)
        #expect(a.start == 8 * hour + 300 + 900)
        #expect(b.start == a.start)
        #expect(a.waiting == 900)
        #expect(evaluation.isFeasible)
        #expect(Evaluation(of: Plan(routes: ["a": ["wardrobe"]]), in: problem).violations == [.needsTwoCrews(job: "wardrobe", crew: "a")])
        #expect(Evaluation(of: Plan(routes: ["a": ["wardrobe", "wardrobe"]]), in: problem).violations.contains(.jobTwice("wardrobe")))
    }

    @Test("Crews that wait for each other are found")
    func deadlock() {
        let jobs = [Job(id: "x", place: 1, service: 60, crews: 2), Job(id: "y", place: 2, service: 60, crews: 2)]
        let problem = Problem(travel: Samples.line(3), crews: [Samples.crew("a"), Samples.crew("b")], jobs: jobs)
        let evaluation = Evaluation(of: Plan(routes: ["a": ["x", "y"], "b": ["y", "x"]]), in: problem)
        #expect(evaluation.violations.contains { if case .deadlock = $0 { true } else { false } })
    }

    @Test("A price on uneven days shares the work")
    func equalLoad() {
        let jobs = (1...6).map { Job(id: "j\($0)", place: 1, service: hour, prize: 100_000) }
        func loads(_ price: Int) -> [Int] {
            let problem = Problem(travel: Samples.line(2), crews: [Samples.crew("a"), Samples.crew("b")], jobs: jobs, prices: Prices(equalLoad: price))
            return Solver(problem).solve(.init(iterations: 500)).plan.routes.values.map(\.count).sorted()
        }
        #expect(loads(0) == [6])
        #expect(loads(2000) == [3, 3])
    }

    @Test("Links that make no sense are defects")
    func defects() {
        let jobs = [
            Job(id: "a", place: 0, service: 0, after: [Precedence("b")]), Job(id: "b", place: 0, service: 0, after: [Precedence("a")]),
            Job(id: "c", place: 0, service: 0, after: [Precedence("nobody")]), Job(id: "d", place: 0, service: 0, crews: 3),
            Job(id: "e", place: 0, service: 0, after: [Precedence("f", lag: -1)]), Job(id: "f", place: 0, service: 0),
        ]
        let problem = Problem(travel: Samples.line(1), crews: [], jobs: jobs)
        #expect(Set(problem.defects()) == [.jobLinks("a"), .jobLinks("b"), .jobLinks("c"), .jobLinks("d"), .jobLinks("e")])
    }
}
