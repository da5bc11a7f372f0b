import Rostering
import Testing

@Suite("Explanation")
struct ExplanationTests {
    /// The problem and plan in which exactly the named obstacles are taken away for one crew.
    func lifted(_ reasons: [Reason], job: String, crew: String, _ problem: Problem, _ plan: Plan) -> (Problem, Plan) {
        var problem = problem, plan = plan
        guard let j = problem.jobs.firstIndex(where: { $0.id == job }), let c = problem.crews.firstIndex(where: { $0.id == crew }) else {
            return (problem, plan)
        }
        for reason in reasons {
            switch reason {
            case .absent: problem.crews[c].absent = false
            case .forbidden: problem.jobs[j].forbiddenCrews.remove(crew)
            case .lockedToOther: problem.jobs[j].lockedCrew = crew
            case .lacksSkill(let missing): problem.crews[c].skills.formUnion(missing)
            case .outsideShift:
                problem.jobs[j].windows = []
                problem.crews[c].shift = Interval(0, 86400 * 2)
            case .tooManyJobs(let limit): problem.crews[c].maxJobs = limit + 1
            case .full(let over): problem.crews[c].capacity += over
            case .noTime: plan.routes[crew] = []
            case .notWorth(let by): problem.jobs[j].prize += by + 1
            case .possible: break
            }
        }
        return (problem, plan)
    }

    @Test("A reason is true: with the named obstacles gone the crew can take the job, with one of them left it cannot", arguments: 1...40)
    func truth(seed: Int) {
        let problem = Samples.day(jobs: 40, crews: 5, seed: UInt64(seed) + 500)
        let solution = Solver(problem).solve(.init(iterations: 400))
        let explanation = Explanation(of: solution.plan, by: Evaluator(problem))
        for job in solution.plan.unassigned {
            for entry in explanation.reasons(job) {
                #expect(!entry.reasons.isEmpty)
                let free = lifted(entry.reasons, job: job, crew: entry.crew, problem, solution.plan)
                // A shift made longer may still leave the day too full: only "alone" is promised then.
                var plan = free.1
                if entry.reasons.contains(where: { $0.code == "outsideShift" }) { plan.routes[entry.crew] = [] }
                let best = Explanation(of: plan, by: Evaluator(free.0)).bestPosition(job, on: entry.crew)
                #expect(best != nil)
                if entry.stage == .room { continue }
                for left in entry.reasons.indices {
                    var some = entry.reasons
                    if some[left].code == "outsideShift" { continue }
                    some.remove(at: left)
                    // Emptying the route also makes room and number.
                    if some.contains(where: { $0.code == "noTime" }) && entry.reasons[left].stage == .busy { continue }
                    let still = lifted(some, job: job, crew: entry.crew, problem, solution.plan)
                    #expect(Explanation(of: still.1, by: Evaluator(still.0)).bestPosition(job, on: entry.crew) == nil)
                }
            }
        }
    }

    @Test("After a finished run no job that is out could go at a profit")
    func settled() {
        let problem = Samples.day(jobs: 40, crews: 5, seed: 4)
        let solution = Solver(problem).solve(.init(iterations: 5000))
        let explanation = Explanation(of: solution.plan, by: Evaluator(problem))
        for groups in explanation.unassigned().values {
            #expect(!groups.contains { if case .possible = $0.reason { true } else { false } })
        }
    }

    @Test("Why not: there, fits with the price of the change, or the broken rules", arguments: 1...30)
    func whyNot(seed: Int) {
        let problem = Samples.day(jobs: 20, crews: 4, seed: UInt64(seed) + 70)
        let evaluator = Evaluator(problem)
        let solution = Solver(evaluator).solve(.init(iterations: 100))
        let explanation = Explanation(of: solution.plan, by: evaluator)
        let before = solution.evaluation
        for job in problem.jobs {
            for crew in problem.crews {
                switch explanation.whyNot(job.id, on: crew.id) {
                case .unknown: Issue.record("known ids")
                case .there(let position): #expect(solution.plan.routes[crew.id]?[position] == job.id)
                case .fits(let position, let added, let change):
                    let after = evaluator.evaluate(solution.plan.moving(job.id, to: crew.id, at: position))
                    #expect(after.cost.total == before.cost.total + change)
                    #expect(after.violations.allSatisfy { $0.crew != crew.id })
                    #expect(explanation.insertCost(job.id, on: crew.id, at: position) == added)
                    #expect(explanation.bestPosition(job.id, on: crew.id)?.cost == added)
                case .broken(let reasons, let position):
                    #expect(!reasons.isEmpty)
                    let after = evaluator.evaluate(solution.plan.moving(job.id, to: crew.id, at: position))
                    #expect(after.violations.contains { $0.crew == crew.id })
                }
            }
        }
        #expect(explanation.whyNot("nobody", on: "C0") == .unknown)
    }

    @Test("The summary tells of the nearest crews only")
    func summary() {
        let hour = Samples.hour
        var full = Samples.crew("full", skills: ["tile"], capacity: 10)
        full.shift = Interval(8 * hour, 18 * hour)
        let problem = Problem(
            travel: Samples.line(3), crews: [Samples.crew("x"), Samples.crew("y"), full],
            jobs: [
                Job(id: "in", place: 1, service: 60, load: 8, prize: 9000),
                Job(id: "out", place: 2, service: 60, skills: ["tile"], load: 5, prize: 9000),
            ])
        let plan = Plan(routes: ["full": ["in"]], unassigned: ["out"])
        let explanation = Explanation(of: plan, by: Evaluator(problem))
        #expect(explanation.summary("out") == [ReasonGroup(reason: .full(over: 3), nearestCrew: "full", crews: ["full"])])
        #expect(explanation.reasons("out").map(\.reasons) == [[.lacksSkill(missing: ["tile"])], [.lacksSkill(missing: ["tile"])], [.full(over: 3)]])
    }
}
