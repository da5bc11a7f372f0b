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

    @Test("A reason is true: with the named obstacles gone the crew can take the job, with one of them left it cannot", arguments: 1...20)
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

    /// The rules that an insertion breaks, time being one of them.
    func broken(_ judge: SlowJudge, than before: SlowJudge) -> Set<String> {
        func counts(_ list: [String]) -> [String: Int] { list.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
        let old = counts(before.broken)
        var kinds: Set<String> = judge.lateness > before.lateness ? ["time"] : []
        for (text, count) in counts(judge.broken) where count > old[text, default: 0] {
            let kind = text.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
            if !["late", "after shift", "left out"].contains(kind) { kinds.insert(kind) }
        }
        return kinds
    }

    static let kinds = [
        "absent": "absent", "forbidden": "forbidden", "lockedToOther": "lock", "lacksSkill": "skill", "outsideShift": "time", "tooManyJobs": "too many",
        "full": "load", "noTime": "time",
    ]

    @Test("Every reason against the rules: tried at every position by a second judge, no smaller set of rules keeps the job out", arguments: 1...16)
    func everyPosition(seed: Int) throws {
        var problem = Samples.day(jobs: 26, crews: 4, seed: UInt64(seed) + 900)
        if seed % 3 == 0 { problem.crews[1].absent = true }
        if seed % 4 == 0 { problem.crews[0].maxJobs = 2 }
        let plan = Solver(problem).solve(.init(iterations: 300)).plan
        let explanation = Explanation(of: plan, by: Evaluator(problem))
        let whole = SlowJudge(plan, problem)
        for job in plan.unassigned {
            let entries = explanation.reasons(job)
            #expect(entries.map(\.crew) == problem.crews.map(\.id))
            for entry in entries {
                let crew = try #require(problem.crews.first { $0.id == entry.crew })
                let route = plan.routes[entry.crew] ?? []
                let before = SlowJudge(Plan(routes: [entry.crew: route]), problem)
                let tries = (0...route.count).map { SlowJudge(Plan(routes: [entry.crew: route.prefix($0) + [job] + route.suffix(from: $0)]), problem) }
                let sets = tries.map { broken($0, than: before) }
                let smallest = try #require(sets.min { $0.count < $1.count })
                if smallest.isEmpty {
                    #expect(entry.reasons.count == 1 && entry.stage == .room)
                    let cheapest = try #require((0...route.count).filter { sets[$0].isEmpty }.map { SlowJudge(plan.moving(job, to: entry.crew, at: $0), problem).cost }.min())
                    switch entry.reasons[0] {
                    case .notWorth(let by): #expect(cheapest - whole.cost == by)
                    case .possible(let saving): #expect(whole.cost - cheapest == saving && saving > 0)
                    default: Issue.record("there is room: \(entry)")
                    }
                    continue
                }
                #expect(Set(entry.reasons.compactMap { Self.kinds[$0.code] }) == smallest)
                #expect(entry.reasons.count == smallest.count)
                for reason in entry.reasons {
                    switch reason {
                    case .full(let over): #expect(tries[0].load[entry.crew] == crew.capacity + over)
                    case .tooManyJobs(let limit): #expect(route.count + 1 > limit && crew.maxJobs == limit)
                    case .outsideShift(let late): #expect(SlowJudge(Plan(routes: [entry.crew: [job]]), problem).latest == late)
                    case .noTime(let after, let free, let late):
                        let position = after.flatMap { route.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
                        #expect(tries[position].lateness == tries.map(\.lateness).min())
                        #expect(tries[position].latest == late)
                        #expect(free == after.flatMap { before.left[$0] } ?? crew.shift.from)
                    default: break
                    }
                }
            }
            let groups = explanation.groups(job)
            #expect(groups.flatMap(\.crews).sorted() == problem.crews.map(\.id).sorted())
            #expect(zip(groups, groups.dropFirst()).allSatisfy { $0.stage >= $1.stage })
        }
    }

    @Test("Room made by one move is room: no rule breaks, and the cost is as told", arguments: 1...12)
    func room(seed: Int) {
        let problem = Samples.day(jobs: 28, crews: 4, seed: UInt64(seed) + 300)
        let plan = Solver(problem).solve(.init(iterations: 150)).plan
        let explanation = Explanation(of: plan, by: Evaluator(problem))
        let before = SlowJudge(plan, problem)
        for job in plan.unassigned {
            let held = plan.routes.values.compactMap(\.first)
            for room in explanation.room(for: job, keeping: Set(held)) {
                #expect(!held.contains(room.moving))
                let after = plan.moving(room.moving, to: room.to, at: room.toPosition).moving(job, to: room.crew, at: room.position)
                let judge = SlowJudge(after, problem)
                #expect(judge.broken.filter { !$0.hasSuffix("left out") }.isEmpty)
                #expect(judge.cost - before.cost == room.change)
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

    @Test("Why not: there, fits with the price of the change, or the broken rules", arguments: 1...15)
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
