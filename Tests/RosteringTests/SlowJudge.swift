import Rostering

/// A second opinion, written as plainly as possible and without a line of the library's arithmetic: steps through the day second by second where pauses are involved.
struct SlowJudge {
    var cost = 0
    var broken: [String] = []
    /// Seconds by which starts and ways home are late: all together, and the worst.
    var lateness = 0
    var latest = 0
    /// Job -> end of service.
    var left: [String: Int] = [:]
    var load: [String: Int] = [:]

    init(_ plan: Plan, _ problem: Problem) {
        var seen: [String: Int] = [:]
        for (crewID, jobIDs) in plan.routes where !jobIDs.isEmpty {
            guard let crew = problem.crews.first(where: { $0.id == crewID }) else {
                broken.append("no crew \(crewID)")
                continue
            }
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
            var now = crew.shift.from, place = crew.start, load = 0
            for id in jobIDs {
                guard let job = problem.jobs.first(where: { $0.id == id }) else {
                    broken.append("no job \(id)")
                    continue
                }
                seen[id, default: 0] += 1
                if crew.absent { broken.append("\(crewID) absent") }
                if !job.skills.isSubset(of: crew.skills) { broken.append("\(id) skill") }
                if job.forbiddenCrews.contains(crewID) { broken.append("\(id) forbidden") }
                if let lock = job.lockedCrew, lock != crewID { broken.append("\(id) lock") }
                if let wish = job.preferredCrew, wish != crewID { cost += problem.prices.notPreferredCrew }
                if let last = job.previousCrew, last != crewID { cost += problem.prices.changedCrew }
                if let a = job.zone, let b = crew.zone, a != b { cost += problem.prices.otherZone }
                let drive = problem.travel[place, job.place]
                cost += drive * problem.prices.travelPerSecond
                now = work(drive, from: now)
                let windows = job.windows.isEmpty ? [Interval(0, 1 << 20)] : job.windows.sorted { $0.from < $1.from }
                var start: Int?
                for window in windows where start == nil {
                    var time = max(now, window.from)
                    while paused(time) { time += 1 }
                    if time <= window.to { start = time }
                }
                if start == nil {
                    broken.append("\(id) late")
                    while paused(now) { now += 1 }
                    let by = now - (windows.last?.to ?? now)
                    lateness += by
                    latest = max(latest, by)
                }
                now = work(job.service, from: start ?? now)
                left[id] = now
                place = job.place
                load += job.load
            }
            let home = problem.travel[place, crew.end]
            cost += home * problem.prices.travelPerSecond
            now = work(home, from: now)
            if now > crew.shift.to {
                broken.append("\(crewID) after shift")
                lateness += now - crew.shift.to
                latest = max(latest, now - crew.shift.to)
            }
            self.load[crewID] = load
            if load > crew.capacity { broken.append("\(crewID) load") }
            if let most = crew.maxJobs, jobIDs.count > most { broken.append("\(crewID) too many") }
        }
        for job in problem.jobs {
            switch seen[job.id, default: 0] {
            case 0:
                cost += job.prize
                if job.mandatory || job.lockedCrew != nil { broken.append("\(job.id) left out") }
            case 1: break
            default: broken.append("\(job.id) twice")
            }
        }
    }
}
