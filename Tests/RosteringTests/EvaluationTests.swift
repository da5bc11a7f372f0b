import Rostering
import Testing

@Suite("Evaluation")
struct EvaluationTests {
    let hour = Samples.hour

    @Test("Times, waiting, travel and the way home of a route reckoned by hand")
    func timetable() throws {
        let problem = Problem(
            travel: Samples.line(4), crews: [Samples.crew("c")],
            jobs: [
                Job(id: "a", place: 2, service: 600, windows: [Interval(9 * hour, 10 * hour)], load: 30),
                Job(id: "b", place: 3, service: 1200, load: 40),
            ])
        let evaluation = Evaluation(of: Plan(routes: ["c": ["a", "b"]]), in: problem)
        let route = try #require(evaluation.routes["c"])
        #expect(route.stops == [
            Stop(job: "a", arrival: 8 * hour + 200, start: 9 * hour, departure: 9 * hour + 600, waiting: hour - 200, travel: 200),
            Stop(job: "b", arrival: 9 * hour + 700, start: 9 * hour + 700, departure: 9 * hour + 1900, waiting: 0, travel: 100),
        ])
        #expect(route.end == 9 * hour + 2200)
        #expect(route.travel == 600)
        #expect(route.load == 70)
        #expect(evaluation.cost.total == 600)
        #expect(evaluation.isFeasible)
    }

    @Test("Work stops for a pause and goes on after it; nothing starts inside")
    func pause() throws {
        var crew = Samples.crew("c")
        crew.pauses = [Interval(12 * hour, 13 * hour)]
        let problem = Problem(
            travel: Samples.line(3), crews: [crew],
            jobs: [
                Job(id: "a", place: 1, service: hour, windows: [Interval(11 * hour + 1800, 12 * hour)]),
                Job(id: "b", place: 2, service: 60, windows: [Interval(12 * hour, 14 * hour)]),
            ])
        let route = try #require(Evaluation(of: Plan(routes: ["c": ["a", "b"]]), in: problem).routes["c"])
        #expect(route.stops.map(\.start) == [11 * hour + 1800, 13 * hour + 1900])
        #expect(route.stops[0].departure == 13 * hour + 1800)
        let alone = try #require(Evaluation(of: Plan(routes: ["c": ["b"]]), in: problem).routes["c"])
        #expect(alone.stops[0].start == 13 * hour)
    }

    @Test("Every broken rule is named once, with its figures")
    func violations() {
        var absent = Samples.crew("away")
        absent.absent = true
        var small = Samples.crew("small", skills: ["carry"], capacity: 50)
        small.maxJobs = 2
        small.shift.to = 9 * hour
        let jobs = [
            Job(id: "late", place: 1, service: hour, windows: [Interval(7 * hour, 8 * hour + 40)], load: 30),
            Job(id: "skill", place: 1, service: 60, skills: ["carry", "tile"], load: 30),
            Job(id: "no", place: 1, service: 60, forbiddenCrews: ["small"]),
            Job(id: "mine", place: 1, service: 60, lockedCrew: "away"),
            Job(id: "must", place: 1, service: 60, mandatory: true),
        ]
        let problem = Problem(travel: Samples.line(2), crews: [absent, small], jobs: jobs)
        let plan = Plan(routes: ["small": ["late", "skill", "no", "mine"], "away": ["no", "zzz"], "ghost": ["late"]], unassigned: ["yyy"])
        let found = Set(Evaluation(of: plan, in: problem).violations)
        #expect(found == [
            .outsideWindow(job: "late", crew: "small", lateBy: 60), .lacksSkill(job: "skill", crew: "small", missing: ["tile"]),
            .forbidden(job: "no", crew: "small"), .lockedToOther(job: "mine", crew: "small", locked: "away"),
            .afterShift(crew: "small", by: 100 + hour + 180 + 100 - hour), .overCapacity(crew: "small", by: 10),
            .tooManyJobs(crew: "small", by: 2), .crewAbsent(crew: "away", job: "no"), .jobTwice("no"), .unknownJob("zzz", crew: "away"),
            .unknownCrew("ghost"), .leftOut(job: "must"), .unknownJob("yyy", crew: nil),
        ])
    }

    @Test("Random hand-made plans: feasible exactly when the slow judge says so, and the same cost", arguments: 1...60)
    func random(seed: Int) {
        let problem = Samples.day(jobs: 14, crews: 4, seed: UInt64(seed))
        var dice = Dice(UInt64(seed) + 900)
        var plan = Plan()
        for job in problem.jobs where dice.chance(55) { plan.routes["C\(dice.below(4))", default: []].append(job.id) }
        let evaluation = Evaluation(of: plan, in: problem), judge = SlowJudge(plan, problem)
        #expect(evaluation.cost.total == judge.cost)
        #expect(evaluation.isFeasible == judge.broken.isEmpty)
    }

    @Test("Defects of the input are found before anything is computed")
    func defects() {
        var crew = Samples.crew("c")
        crew.shift = Interval(9, 3)
        let problem = Problem(
            travel: Samples.line(2), crews: [crew, Samples.crew("c")],
            jobs: [Job(id: "a", place: 5, service: -1), Job(id: "a", place: 0, service: 0, windows: [Interval(5, 4)])])
        #expect(Set(problem.defects()) == [.crewFigures("c"), .crewTwice("c"), .jobPlace("a"), .jobFigures("a"), .jobTwice("a")])
        #expect(Travel(places: 2, seconds: [0, 1, 2]) == nil)
    }
}
