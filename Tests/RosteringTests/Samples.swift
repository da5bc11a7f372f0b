import Rostering

/// Small random days, the same for a seed on every machine.
struct Dice {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(truncatingIfNeeded: (state >> 16) % UInt64(bound))
    }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }
}

enum Samples {
    static let hour = 3600
    static let trades = ["delivery", "install", "repair"]

    /// A furniture day of the given size with every kind of rule in it: several windows, pauses, limits, locks, refusals, absences, wishes.
    static func day(jobs: Int, crews: Int, seed: UInt64, asymmetric: Bool = true) -> Problem {
        var dice = Dice(seed)
        let places = jobs + 2
        let points = (0..<places).map { _ in (x: dice.below(3000), y: dice.below(3000)) }
        let noise = (0..<places * places).map { _ in asymmetric ? dice.below(120) : 0 }
        var seconds = (0..<places * places).map { index in
            let a = points[index / places], b = points[index % places]
            return index / places == index % places ? 0 : abs(a.x - b.x) + abs(a.y - b.y) + 60 + noise[index]
        }
        for k in 0..<places {
            for i in 0..<places {
                for j in 0..<places { seconds[i * places + j] = min(seconds[i * places + j], seconds[i * places + k] + seconds[k * places + j]) }
            }
        }
        let zones = ["N", "S"]
        let team = (0..<crews).map { index in
            let late = dice.chance(30)
            return Crew(
                id: "C\(index)", skills: Set(trades.filter { _ in dice.chance(70) }), start: 0, end: dice.chance(80) ? 0 : 1,
                shift: Interval(8 * hour, (late ? 13 : 18) * hour), capacity: 4000 + dice.below(8000), zone: dice.pick(zones),
                maxJobs: dice.chance(30) ? 2 + dice.below(5) : nil,
                pauses: dice.chance(40) ? [Interval(12 * hour, 12 * hour + 1800 + dice.below(1800))] : [],
                absent: index > 1 && dice.chance(8))
        }
        let spans = [
            [Interval(8 * hour, 12 * hour)], [Interval(13 * hour, 17 * hour)], [Interval(8 * hour, 18 * hour)],
            [Interval(8 * hour, 9 * hour), Interval(11 * hour, 12 * hour + 600), Interval(15 * hour, 16 * hour)], [],
            [Interval(14 * hour, 16 * hour), Interval(9 * hour, 10 * hour)],
        ]
        let work = (0..<jobs).map { index in
            var job = Job(
                id: "J\(index)", place: 2 + index, service: 600 + dice.below(4000), windows: dice.pick(spans),
                skills: [dice.pick(trades)], load: dice.below(2500), prize: dice.pick([2400, 4800, 9600, 60000]),
                zone: dice.chance(80) ? dice.pick(zones) : nil)
            if dice.chance(30) { job.preferredCrew = dice.pick(team).id }
            if dice.chance(30) { job.previousCrew = dice.pick(team).id }
            if dice.chance(10) { job.forbiddenCrews = [dice.pick(team).id] }
            if dice.chance(4) { job.lockedCrew = dice.pick(team).id }
            return job
        }
        guard let travel = Travel(places: places, seconds: seconds.map(Int32.init)) else { fatalError("square by construction") }
        return Problem(travel: travel, crews: team, jobs: work)
    }

    /// The same with what joins routes: jobs that come after others, jobs for two crews, and a price on uneven days.
    static func linkedDay(jobs: Int, crews: Int, seed: UInt64) -> Problem {
        var problem = day(jobs: jobs, crews: crews, seed: seed), dice = Dice(seed + 4711)
        problem.prices.equalLoad = dice.chance(60) ? 200 + dice.below(600) : 0
        for index in problem.jobs.indices {
            // Shorter and with more crews able, or hardly a pair would ever fit.
            problem.jobs[index].service = 600 + dice.below(2400)
            if dice.chance(60) { problem.jobs[index].skills = [] }
            if dice.chance(50) { problem.jobs[index].windows = [] }
            if dice.chance(30) { problem.jobs[index].crews = 2 }
            if index > 0 && dice.chance(40) {
                problem.jobs[index].after = [Precedence("J\(dice.below(index))", lag: dice.chance(50) ? 0 : dice.below(3600))]
                if index > 1 && dice.chance(20) { problem.jobs[index].after.append(Precedence("J\(index - 1)")) }
            }
        }
        return problem
    }

    /// Places on a line, 100 s apart: easy to reckon by hand. Place 0 is the yard.
    static func line(_ places: Int) -> Travel { Travel(places: places) { abs($0 - $1) * 100 } }

    static func crew(_ id: String, skills: Set<String> = [], capacity: Int = 1000) -> Crew {
        Crew(id: id, skills: skills, start: 0, end: 0, shift: Interval(8 * hour, 18 * hour), capacity: capacity)
    }
}
