import Rostering
import Testing

@Suite("Board")
struct BoardTests {
    let plan = Plan(routes: ["a": ["1", "2", "3"], "b": ["4"]], unassigned: ["5"])

    @Test("Moves, removals and swaps lose and double nothing")
    func edits() {
        #expect(plan.moving("1", to: "b", at: 1).routes == ["a": ["2", "3"], "b": ["4", "1"]])
        #expect(plan.moving("1", to: "a", at: 2).routes["a"] == ["2", "3", "1"])
        #expect(plan.moving("5", to: "c", at: 9) == Plan(routes: ["a": ["1", "2", "3"], "b": ["4"], "c": ["5"]]))
        #expect(plan.removing("4") == Plan(routes: ["a": ["1", "2", "3"], "b": []], unassigned: ["5", "4"]))
        #expect(plan.swapping("2", "4").routes == ["a": ["1", "4", "3"], "b": ["2"]])
        #expect(plan.swapping("3", "5") == Plan(routes: ["a": ["1", "2", "5"], "b": ["4"]], unassigned: ["3"]))
        #expect(plan.swappingRoutes("a", "b").routes == ["a": ["4"], "b": ["1", "2", "3"]])
        #expect(plan.swappingRoutes("a", "c").routes == ["a": [], "b": ["4"], "c": ["1", "2", "3"]])
        #expect(plan.place(of: "3")?.position == 2)
        #expect(plan.place(of: "5") == nil)
    }

    @Test("A move without a position takes the cheapest feasible one, or the least late one", arguments: 1...40)
    func bestMove(seed: Int) throws {
        let problem = Samples.day(jobs: 15, crews: 3, seed: UInt64(seed))
        let evaluator = Evaluator(problem)
        let plan = Solver(evaluator).solve(.init(iterations: 300)).plan
        var dice = Dice(UInt64(seed))
        let job = dice.pick(problem.jobs).id, crew = dice.pick(problem.crews).id
        let moved = evaluator.moving(job, to: crew, in: plan)
        #expect(moved.place(of: job)?.crew == crew)
        let all = (0...(plan.routes[crew]?.count ?? 0)).map { evaluator.evaluate(plan.moving(job, to: crew, at: $0)) }
        let result = evaluator.evaluate(moved)
        if let best = all.filter(\.isFeasible).map(\.cost.total).min() {
            #expect(result.isFeasible)
            #expect(result.cost.total == best)
        }
    }

    @Test("The difference names who must be told, and why")
    func diff() {
        let problem = Problem(
            travel: Samples.line(7), crews: [Samples.crew("a"), Samples.crew("b")],
            jobs: (1...6).map { Job(id: "\($0)", place: $0, service: 600) })
        let evaluator = Evaluator(problem)
        let old = Plan(routes: ["a": ["1", "2", "3"], "b": ["4"]], unassigned: ["5", "6"])
        #expect(evaluator.changes(from: old, to: old).isEmpty)
        let new = Plan(routes: ["a": ["3", "1", "2"], "b": ["5"]], unassigned: ["4", "6"])
        let changes = evaluator.changes(from: old, to: new)
        #expect(changes.contains(.changedOrder(job: "3", crew: "a")))
        #expect(!changes.contains(.changedOrder(job: "1", crew: "a")))
        #expect(changes.contains(.added(job: "5", crew: "b")))
        #expect(changes.contains(.removed(job: "4", crew: "b")))
        #expect(!changes.contains { $0.job == "6" })
        let other = evaluator.changes(from: old, to: Plan(routes: ["a": ["1", "2"], "b": ["4", "3"]]))
        #expect(other == [
            .changedCrew(job: "3", from: "a", to: "b"), .changedTime(job: "3", from: 8 * 3600 + 1500, to: 8 * 3600 + 1100),
        ])
    }
}

@Suite("Pins")
struct PinTests {
    @Test("Pinned jobs keep crew and half through a re-run", arguments: 1...12)
    func kept(seed: Int) {
        let problem = Samples.day(jobs: 30, crews: 5, seed: UInt64(seed))
        let solver = Solver(problem)
        let first = solver.solve(.init(seed: 1, iterations: 200))
        var pins: [Pin] = []
        var dice = Dice(UInt64(seed))
        for route in first.evaluation.routes.values.sorted(by: { $0.crew < $1.crew }) {
            for stop in route.stops where dice.chance(40) {
                let half = stop.start < 12 * 3600 + 1800 ? Interval(0, 12 * 3600 + 1799) : Interval(12 * 3600 + 1800, 86400)
                pins.append(Pin(job: stop.job, crew: route.crew, within: dice.chance(50) ? half : nil))
            }
        }
        let next = solver.solve(.init(seed: 2, iterations: 3000), from: first.plan, pins: pins)
        for pin in pins {
            #expect(next.plan.place(of: pin.job)?.crew == pin.crew)
            let stop = next.evaluation.routes[pin.crew]?.stops.first { $0.job == pin.job }
            if let half = pin.within, let stop { #expect(half.contains(stop.start)) }
        }
        #expect(next.evaluation.cost.total <= first.evaluation.cost.total)
        #expect(SlowJudge(next.plan, problem).broken.allSatisfy { $0.hasSuffix("left out") })
    }

    @Test("A pin against the rules is kept and stays marked; the crew gets nothing more")
    func override() {
        let hour = Samples.hour
        let problem = Problem(
            travel: Samples.line(4), crews: [Samples.crew("a"), Samples.crew("b")],
            jobs: [
                Job(id: "early", place: 3, service: hour, windows: [Interval(8 * hour, 8 * hour + 60)], prize: 5000),
                Job(id: "tile", place: 1, service: 60, skills: ["tile"], prize: 5000),
                Job(id: "plain", place: 2, service: 60, prize: 5000),
            ])
        let start = Plan(routes: ["a": ["early", "plain"]], unassigned: ["tile"])
        let late = Solver(problem).solve(.init(iterations: 200), from: start, pins: [Pin(job: "early", crew: "a")])
        #expect(late.plan.routes["a"] == ["early"])
        #expect(late.plan.routes["b"] == ["plain"])
        #expect(late.evaluation.violations == [.outsideWindow(job: "early", crew: "a", lateBy: 240)])
        let skill = Solver(problem).solve(.init(iterations: 200), from: start, pins: [Pin(job: "tile", crew: "b")])
        #expect(skill.plan.place(of: "tile")?.crew == "b")
        #expect(skill.evaluation.violations == [.lacksSkill(job: "tile", crew: "b", missing: ["tile"])])
    }
}
