/// Evaluates plans of one problem. Making one costs an index over the ids; evaluating a plan after each hand change is then quick.
public struct Evaluator: Sendable {
    public let problem: Problem
    let crewIndex: [String: Int]
    let jobIndex: [String: Int]
    let clocks: [CrewClock]
    /// Normalized windows, per job.
    let windows: [[Interval]]
    private let skills: SkillTable
    private let isLinked: Bool

    /// The problem must be free of `defects()`.
    public init(_ problem: Problem) {
        self.problem = problem
        crewIndex = Dictionary(problem.crews.indices.map { (problem.crews[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        jobIndex = Dictionary(problem.jobs.indices.map { (problem.jobs[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        clocks = problem.crews.map(CrewClock.init)
        windows = problem.jobs.map { Interval.normalized($0.windows) }
        skills = SkillTable(problem)
        isLinked = problem.isLinked
    }

    public func evaluate(_ plan: Plan) -> Evaluation {
        var cost = Cost(), violations: [Violation] = []
        var holders = [[Int]](repeating: [], count: problem.jobs.count)
        var rows: [(crew: Int, jobs: [Int])] = []
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
                if holders[job].count >= problem.jobs[job].crews || holders[job].contains(crew) { violations.append(.jobTwice(id)) }
                holders[job].append(crew)
                jobs.append(job)
                addSoft(crew: crew, job: job, to: &cost)
                violations += mismatch(crew: crew, job: job)
            }
            if !jobs.isEmpty { rows.append((crew, jobs)) }
        }
        let waits = isLinked ? waits(rows, holders, &violations) : nil
        var routes: [String: RouteEvaluation] = [:]
        for (crew, jobs) in rows {
            let route = timetable(crew: crew, jobs: jobs, notBefore: waits, &violations)
            cost.travel += route.travel * problem.prices.travelPerSecond
            cost.equalLoad += unevenness(crew: crew, work: route.travel + jobs.reduce(0) { $0 + problem.jobs[$1].service })
            routes[problem.crews[crew].id] = route
        }
        for id in plan.unassigned where jobIndex[id] == nil { violations.append(.unknownJob(id, crew: nil)) }
        var unassigned: [String] = []
        for (index, job) in problem.jobs.enumerated() where holders[index].isEmpty {
            unassigned.append(job.id)
            cost.leftOut += job.prize
            if job.mustGo { violations.append(.leftOut(job: job.id)) }
        }
        return Evaluation(routes: routes, cost: cost, violations: violations, unassigned: unassigned)
    }

    /// Earliest start that other routes allow, per job: all timetables are reckoned again until none moves any more.
    /// Adds the violations of the links.
    private func waits(_ rows: [(crew: Int, jobs: [Int])], _ holders: [[Int]], _ violations: inout [Violation]) -> [Int] {
        var notBefore = [Int](repeating: 0, count: problem.jobs.count)
        for (index, job) in problem.jobs.enumerated() where job.isLinked {
            guard let first = holders[index].first else { continue }
            let crew = problem.crews[first].id
            if job.crews > 1 && Set(holders[index]).count < 2 { violations.append(.needsTwoCrews(job: job.id, crew: crew)) }
            if job.crews > 1, let locked = job.lockedCrew, !holders[index].contains(where: { problem.crews[$0].id == locked }) {
                violations.append(.lockedToOther(job: job.id, crew: crew, locked: locked))
            }
            for before in job.after {
                if let other = jobIndex[before.job], holders[other].isEmpty { violations.append(.tooEarly(job: job.id, crew: crew, after: before.job)) }
            }
        }
        // Without a circle each pass settles at least one more job.
        for pass in 0...(problem.jobs.count + 1) {
            var start = notBefore, end = [Int](repeating: 0, count: problem.jobs.count), ignored: [Violation] = []
            for (crew, jobs) in rows {
                let stops = timetable(crew: crew, jobs: jobs, notBefore: notBefore, &ignored).stops
                for (job, stop) in zip(jobs, stops) {
                    if problem.jobs[job].crews > 1 { start[job] = max(start[job], stop.start) }
                    end[job] = max(end[job], stop.departure)
                }
            }
            for (index, job) in problem.jobs.enumerated() where !holders[index].isEmpty {
                for before in job.after {
                    if let other = jobIndex[before.job], !holders[other].isEmpty { start[index] = max(start[index], end[other] + before.lag) }
                }
            }
            if start == notBefore { break }
            if pass == problem.jobs.count + 1 {
                for index in start.indices where start[index] != notBefore[index] {
                    violations.append(.deadlock(job: problem.jobs[index].id, crew: holders[index].first.map { problem.crews[$0].id } ?? ""))
                }
            }
            notBefore = start
        }
        return notBefore
    }

    /// What a day of so much driving and service costs under `Prices.equalLoad`.
    func unevenness(crew: Int, work: Int) -> Int {
        problem.prices.equalLoad == 0 ? 0 : Int(levellingFactor(crew) * Double(work * work))
    }

    func levellingFactor(_ crew: Int) -> Double {
        let shift = problem.crews[crew].shift, clock = clocks[crew]
        return Double(problem.prices.equalLoad) / (3600 * Double(max(1, clock.working(shift.to) - clock.working(shift.from))))
    }

    /// The hard rules between a crew and a job that no order of stops can mend.
    func mismatch(crew: Int, job: Int) -> [Violation] {
        let who = problem.crews[crew], what = problem.jobs[job]
        var found: [Violation] = []
        if who.absent { found.append(.crewAbsent(crew: who.id, job: what.id)) }
        if what.forbiddenCrews.contains(who.id) { found.append(.forbidden(job: what.id, crew: who.id)) }
        if let locked = what.lockedCrew, locked != who.id, what.crews == 1 {
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
        return what.lockedCrew == nil || what.lockedCrew == who.id || what.crews > 1
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
    /// `notBefore`: per job, a start that others force on it.
    private func timetable(crew: Int, jobs: [Int], notBefore: [Int]?, _ violations: inout [Violation]) -> RouteEvaluation {
        let who = problem.crews[crew], clock = clocks[crew]
        var route = RouteEvaluation(crew: who.id, stops: [], load: 0, end: who.shift.from, travel: 0, soft: 0)
        route.stops.reserveCapacity(jobs.count)
        var here = who.start, now = who.shift.from
        for index in jobs {
            let job = problem.jobs[index]
            let drive = problem.travel[here, job.place]
            let arrival = clock.after(now, working: drive)
            let start: Int
            let ready = max(arrival, notBefore?[index] ?? 0)
            if let permitted = clock.start(arriving: ready, in: windows[index]) {
                start = permitted
            } else {
                start = clock.firstStart(from: ready)
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
