import Rostering

/// A second opinion, written as plainly as possible and without a line of the library's arithmetic: plays the day stop by stop, each crew going on as soon as
/// whatever it waits for has happened, and second by second where pauses are involved.
struct SlowJudge {
    var cost = 0
    var broken: [String] = []
    /// Seconds by which starts and ways home are late: all together, and the worst.
    var lateness = 0
    var latest = 0
    /// Job -> end of service.
    var left: [String: Int] = [:]
    var load: [String: Int] = [:]

    private struct Team {
        var crew: Crew
        var stops: [Job]
        var next = 0
        var now: Int
        var place: Int
        var load = 0
        var worked = 0

        func paused(_ time: Int) -> Bool { crew.pauses.contains { $0.from <= time && time < $0.to } }

        func work(_ seconds: Int, from time: Int) -> Int {
            if crew.pauses.isEmpty { return time + seconds }
            var now = time, left = seconds
            while left > 0 {
                if !paused(now) { left -= 1 }
                now += 1
            }
            return now
        }
    }

    init(_ plan: Plan, _ problem: Problem) {
        var holders: [String: [String]] = [:], teams: [Team] = []
        for (crewID, jobIDs) in plan.routes.sorted(by: { $0.key < $1.key }) where !jobIDs.isEmpty {
            guard let crew = problem.crews.first(where: { $0.id == crewID }) else {
                broken.append("no crew \(crewID)")
                continue
            }
            var stops: [Job] = []
            for id in jobIDs {
                guard let job = problem.jobs.first(where: { $0.id == id }) else {
                    broken.append("no job \(id)")
                    continue
                }
                holders[id, default: []].append(crewID)
                stops.append(job)
            }
            if let most = crew.maxJobs, jobIDs.count > most { broken.append("\(crewID) too many") }
            teams.append(Team(crew: crew, stops: stops, now: crew.shift.from, place: crew.start))
        }
        var ended: [String: Int] = [:], endings: [String: Int] = [:]
        var moved = true
        while moved {
            moved = false
            for index in teams.indices where teams[index].next < teams[index].stops.count {
                let job = teams[index].stops[teams[index].next]
                var group = [index], ready = 0, waits = false
                for before in job.after where holders[before.job] != nil {
                    if let end = ended[before.job] { ready = max(ready, end + before.lag) } else { waits = true }
                }
                if job.crews == 2 && (holders[job.id] ?? []).count == 2 {
                    guard let other = teams.indices.first(where: { $0 != index && teams[$0].next < teams[$0].stops.count && teams[$0].stops[teams[$0].next].id == job.id })
                    else { continue }
                    group.append(other)
                }
                if waits { continue }
                moved = true
                for member in group {
                    let drive = problem.travel[teams[member].place, job.place]
                    cost += drive * problem.prices.travelPerSecond
                    teams[member].worked += drive + job.service
                    ready = max(ready, teams[member].work(drive, from: teams[member].now))
                }
                let windows = job.windows.isEmpty ? [Interval(0, 1 << 20)] : job.windows.sorted { $0.from < $1.from }
                var start: Int?
                for window in windows where start == nil {
                    var time = max(ready, window.from)
                    while group.contains(where: { teams[$0].paused(time) }) { time += 1 }
                    if time <= window.to { start = time }
                }
                if start == nil {
                    broken.append("\(job.id) late")
                    while group.contains(where: { teams[$0].paused(ready) }) { ready += 1 }
                    let by = ready - (windows.last?.to ?? ready)
                    lateness += by
                    latest = max(latest, by)
                }
                for member in group {
                    let end = teams[member].work(job.service, from: start ?? ready)
                    teams[member].now = end
                    teams[member].place = job.place
                    teams[member].load += job.load
                    teams[member].next += 1
                    endings[job.id] = max(endings[job.id] ?? 0, end)
                    check(job, teams[member].crew, problem)
                }
                ended[job.id] = endings[job.id]
                left[job.id] = endings[job.id]
            }
        }
        for team in teams {
            if team.next < team.stops.count { broken.append("\(team.crew.id) waits for ever") }
            let home = problem.travel[team.place, team.crew.end]
            cost += home * problem.prices.travelPerSecond
            let end = team.work(home, from: team.now)
            if end > team.crew.shift.to {
                broken.append("\(team.crew.id) after shift")
                lateness += end - team.crew.shift.to
                latest = max(latest, end - team.crew.shift.to)
            }
            load[team.crew.id] = team.load
            if team.load > team.crew.capacity { broken.append("\(team.crew.id) load") }
            let shift = (team.crew.shift.from..<team.crew.shift.to).count { !team.paused($0) }
            let work = Double(team.worked + home)
            cost += Int(Double(problem.prices.equalLoad) / (3600 * Double(max(1, shift))) * (work * work))
        }
        for job in problem.jobs {
            let crews = holders[job.id] ?? []
            if crews.isEmpty {
                cost += job.prize
                if job.mandatory || job.lockedCrew != nil { broken.append("\(job.id) left out") }
                continue
            }
            if crews.count > job.crews || Set(crews).count < crews.count { broken.append("\(job.id) twice") }
            if crews.count < job.crews { broken.append("\(job.id) alone") }
            if let lock = job.lockedCrew, !crews.contains(lock) || (job.crews == 1 && crews != [lock]) { broken.append("\(job.id) lock") }
            for before in job.after where holders[before.job] == nil { broken.append("\(job.id) before \(before.job)") }
        }
    }

    private mutating func check(_ job: Job, _ crew: Crew, _ problem: Problem) {
        if crew.absent { broken.append("\(crew.id) absent") }
        if !job.skills.isSubset(of: crew.skills) { broken.append("\(job.id) skill") }
        if job.forbiddenCrews.contains(crew.id) { broken.append("\(job.id) forbidden") }
        if let wish = job.preferredCrew, wish != crew.id { cost += problem.prices.notPreferredCrew }
        if let last = job.previousCrew, last != crew.id { cost += problem.prices.changedCrew }
        if let a = job.zone, let b = crew.zone, a != b { cost += problem.prices.otherZone }
    }
}
