/// What one position of one route would mean for a job.
struct Placement: Sendable {
    var position: Int
    /// Seconds by which stops and the way home are late, summed (to compare) and at worst (to tell).
    var lateSum: Int
    var lateMost: Int
    /// Added travel and wishes, in cost units.
    var added: Int

    static func better(_ a: Placement, _ b: Placement) -> Bool {
        (a.lateSum, a.added, a.position) < (b.lateSum, b.added, b.position)
    }
}

extension Evaluator {
    /// Ids to numbers; unknown ones are dropped.
    func numbers(_ ids: [String]) -> [Int] { ids.compactMap { jobIndex[$0] } }

    /// Lateness of a sequence of jobs and its travel seconds (0 for none), by the same timetable as `evaluate`.
    func run(crew: Int, _ jobs: [Int]) -> (lateSum: Int, lateMost: Int, travel: Int) {
        if jobs.isEmpty { return (0, 0, 0) }
        let who = problem.crews[crew], clock = clocks[crew]
        var here = who.start, now = who.shift.from, sum = 0, most = 0, travel = 0
        for index in jobs {
            let place = problem.jobs[index].place, drive = problem.travel[here, place]
            travel += drive
            let arrival = clock.after(now, working: drive)
            var start = arrival
            if let permitted = clock.start(arriving: arrival, in: windows[index]) {
                start = permitted
            } else {
                start = clock.firstStart(from: arrival)
                let late = start - (windows[index].last?.to ?? start)
                sum += late
                most = max(most, late)
            }
            now = clock.after(start, working: problem.jobs[index].service)
            here = place
        }
        let home = problem.travel[here, who.end]
        travel += home
        let late = max(0, clock.after(now, working: home) - who.shift.to)
        return (sum + late, max(most, late), travel)
    }

    /// Every position of `route` (without the job) tried by a full timetable: for people's questions, where broken routes occur and speed does not matter.
    func probe(job: Int, crew: Int, route: [Int]) -> (best: Placement, all: [Placement]) {
        let now = run(crew: crew, route)
        let wish = soft(crew: crew, job: job)
        var all: [Placement] = []
        for position in 0...route.count {
            var tried = route
            tried.insert(job, at: position)
            let then = run(crew: crew, tried)
            all.append(
                Placement(
                    position: position, lateSum: max(0, then.lateSum - now.lateSum), lateMost: then.lateSum > now.lateSum ? then.lateMost : 0,
                    added: (then.travel - now.travel) * problem.prices.travelPerSecond + wish))
        }
        let best = all.min(by: Placement.better) ?? Placement(position: 0, lateSum: 0, lateMost: 0, added: wish)
        return (best, all)
    }
}
