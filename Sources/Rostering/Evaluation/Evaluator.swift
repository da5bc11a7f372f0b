/// Evaluates plans of one problem. Making one costs an index over the ids; evaluating a plan after each hand change is then quick.
public struct Evaluator: Sendable {
    public let problem: Problem
    let crewIndex: [String: Int]
    let jobIndex: [String: Int]
    let clocks: [CrewClock]
    /// Normalized windows, per job.
    let windows: [[Interval]]
    private let skills: SkillTable

    /// The problem must be free of `defects()`.
    public init(_ problem: Problem) {
        self.problem = problem
        crewIndex = Dictionary(problem.crews.indices.map { (problem.crews[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        jobIndex = Dictionary(problem.jobs.indices.map { (problem.jobs[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        clocks = problem.crews.map(CrewClock.init)
        windows = problem.jobs.map { Interval.normalized($0.windows) }
        skills = SkillTable(problem)
    }

    public func evaluate(_ plan: Plan) -> Evaluation {
        var routes: [String: RouteEvaluation] = [:]
        var cost = Cost()
        var violations: [Violation] = []
        var seen = [Bool](repeating: false, count: problem.jobs.count)
        for (crewID, jobIDs) in plan.routes.sorted(by: { $0.key < $1.key }) where !jobIDs.isEmpty {
            guard let crew = crewIndex[crewID] else {
                violations.append(.unknownCrew(crewID))
                continue
            }
            var jobs: [Int] = []
            jobs.reserveCapacity(jobIDs.count)
            for id in jobIDs {
                guard let job = jobIndex[id] else {
                    violations.append(.unknownJob(id, crew: crewID))
                    continue
                }
                if seen[job] { violations.append(.jobTwice(id)) }
                seen[job] = true
                jobs.append(job)
                addSoft(crew: crew, job: job, to: &cost)
                violations += mismatch(crew: crew, job: job)
            }
            if jobs.isEmpty { continue }
            let route = timetable(crew: crew, jobs: jobs, &violations)
            cost.travel += route.travel * problem.prices.travelPerSecond
            routes[crewID] = route
        }
        for id in plan.unassigned where jobIndex[id] == nil { violations.append(.unknownJob(id, crew: nil)) }
        var unassigned: [String] = []
        for (index, job) in problem.jobs.enumerated() where !seen[index] {
            unassigned.append(job.id)
            cost.leftOut += job.prize
            if job.mustGo { violations.append(.leftOut(job: job.id)) }
        }
        return Evaluation(routes: routes, cost: cost, violations: violations, unassigned: unassigned)
    }

    /// The hard rules between a crew and a job that no order of stops can mend.
    func mismatch(crew: Int, job: Int) -> [Violation] {
        let who = problem.crews[crew], what = problem.jobs[job]
        var found: [Violation] = []
        if who.absent { found.append(.crewAbsent(crew: who.id, job: what.id)) }
        if what.forbiddenCrews.contains(who.id) { found.append(.forbidden(job: what.id, crew: who.id)) }
        if let locked = what.lockedCrew, locked != who.id {
            found.append(.lockedToOther(job: what.id, crew: who.id, locked: locked))
        }
        if !skills.fits(crew: crew, job: job) {
            found.append(.lacksSkill(job: what.id, crew: who.id, missing: what.skills.subtracting(who.skills).sorted()))
        }
        return found
    }

    /// Whether the pair breaks none of the rules of `mismatch`.
    func matches(crew: Int, job: Int) -> Bool {
        let who = problem.crews[crew], what = problem.jobs[job]
        if who.absent || !skills.fits(crew: crew, job: job) || what.forbiddenCrews.contains(who.id) { return false }
        return what.lockedCrew == nil || what.lockedCrew == who.id
    }

    /// Price of the wishes that giving `job` to `crew` breaks.
    func soft(crew: Int, job: Int) -> Int {
        var cost = Cost()
        addSoft(crew: crew, job: job, to: &cost)
        return cost.soft
    }

    private func addSoft(crew: Int, job: Int, to cost: inout Cost) {
        let who = problem.crews[crew], what = problem.jobs[job]
        if let wish = what.preferredCrew, wish != who.id { cost.notPreferredCrew += problem.prices.notPreferredCrew }
        if let here = what.zone, let home = who.zone, !here.isEmpty, !home.isEmpty, here != home {
            cost.otherZone += problem.prices.otherZone
        }
        if let last = what.previousCrew, last != who.id { cost.changedCrew += problem.prices.changedCrew }
    }

    /// Earliest times of one route; rules of time, load and number are added to `violations`.
    private func timetable(crew: Int, jobs: [Int], _ violations: inout [Violation]) -> RouteEvaluation {
        let who = problem.crews[crew], clock = clocks[crew]
        var route = RouteEvaluation(crew: who.id, stops: [], load: 0, end: who.shift.from, travel: 0, soft: 0)
        route.stops.reserveCapacity(jobs.count)
        var here = who.start, now = who.shift.from
        for index in jobs {
            let job = problem.jobs[index]
            let drive = problem.travel[here, job.place]
            let arrival = clock.after(now, working: drive)
            let start: Int
            if let permitted = clock.start(arriving: arrival, in: windows[index]) {
                start = permitted
            } else {
                start = clock.firstStart(from: arrival)
                violations.append(.outsideWindow(job: job.id, crew: who.id, lateBy: start - (windows[index].last?.to ?? start)))
            }
            now = clock.after(start, working: job.service)
            here = job.place
            route.stops.append(
                Stop(job: job.id, arrival: arrival, start: start, departure: now, waiting: start - arrival, travel: drive))
            route.load += job.load
            route.travel += drive
            route.soft += soft(crew: crew, job: index)
        }
        let home = problem.travel[here, who.end]
        route.travel += home
        route.end = clock.after(now, working: home)
        if route.end > who.shift.to { violations.append(.afterShift(crew: who.id, by: route.end - who.shift.to)) }
        if route.load > who.capacity { violations.append(.overCapacity(crew: who.id, by: route.load - who.capacity)) }
        if let limit = who.maxJobs, jobs.count > limit { violations.append(.tooManyJobs(crew: who.id, by: jobs.count - limit)) }
        return route
    }
}
