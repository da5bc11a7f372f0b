/// Cuts a plan in parts of neighbouring routes, so that several threads can work on one plan: the routes of a part need nothing from the others.
struct Splitter {
    let instance: Instance
    var random: RandomSource

    init(_ instance: Instance, seed: UInt64) {
        self.instance = instance
        random = RandomSource(seed: seed, lane: -1)
    }

    /// `count` parts with about equally many jobs. The cut lies between two jobs drawn anew each time, so that no border lasts.
    mutating func split(_ plan: Snapshot, into count: Int) -> [Part] {
        let jobs = instance.jobs, nodes = instance.nodes
        var taken = [Bool](repeating: false, count: jobs)
        for route in plan.routes { for job in route { taken[Int(job)] = true } }
        // Of a few draws, the two jobs farthest apart.
        var pole = (0, 0), apart = Int32(-1)
        for _ in 0..<4 {
            let a = random.below(jobs), b = random.below(jobs)
            if instance.travel[a * nodes + b] > apart { (pole, apart) = ((a, b), instance.travel[a * nodes + b]) }
        }
        func side(_ job: Int32) -> Int { Int(instance.travel[pole.0 * nodes + Int(job)]) - Int(instance.travel[pole.1 * nodes + Int(job)]) }
        var ranked: [(side: Int, crew: Int, jobs: Int)] = []
        for (crew, route) in plan.routes.enumerated() where !route.isEmpty {
            ranked.append((route.reduce(0) { $0 + side($1) } / route.count, crew, route.count))
        }
        ranked.sort { ($0.side, $0.crew) < ($1.side, $1.crew) }
        var parts = [Part](repeating: Part(crews: [], absent: Array(repeating: false, count: jobs)), count: count)
        let total = ranked.reduce(0) { $0 + $1.jobs }
        var seen = 0, borders = [Int](repeating: Int.max, count: count)
        for entry in ranked {
            let part = min(count - 1, (seen + entry.jobs / 2) * count / max(1, total))
            parts[part].crews.append(entry.crew)
            borders[part] = entry.side
            seen += entry.jobs
        }
        for (crew, route) in plan.routes.enumerated() where route.isEmpty { parts[(crew + seen) % count].crews.append(crew) }
        for job in 0..<jobs where !taken[job] {
            let place = side(Int32(job))
            let part = borders.dropLast().firstIndex { place <= $0 } ?? count - 1
            parts[part].absent[job] = true
        }
        for part in parts.indices { parts[part].crews.sort() }
        return parts
    }
}
