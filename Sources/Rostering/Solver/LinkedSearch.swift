/// Ruin and recreate where routes wait for each other: precedence between jobs, and jobs that two crews do together.
///
/// Jobs are nodes of one graph of times over all routes (a job of two crews is one node on two routes). After every change the earliest starts are carried
/// forward and the latest starts backward over the whole graph; then a job fits between two stops exactly when its end is not after the latest start of
/// whatever comes next, on its route or by a link, as long as no circle arises. That makes an iteration dearer than those of `Search`
/// by a factor of ten or so, which is why problems without links do not come here.
///
/// `@unchecked Sendable`: worked on by one thread at a time; the coordinator joins all threads between the rounds.
final class LinkedSearch: @unchecked Sendable {
    private let instance: Instance
    private let links: Links
    private let tuning: Tuning
    private var random: RandomSource
    private let jobs: Int
    private let crews: Int

    /// Job numbers per crew; and the crews of each job, -1 = none.
    private var routes: [[Int]]
    private var crewOf: [Int]
    private var otherOf: [Int]
    private var start: [Int]
    private var latest: [Int]
    private var order: [Int] = []
    private var indegree: [Int]
    private(set) var cost = 0

    private(set) var best: Snapshot
    private(set) var iterations = 0

    init(_ instance: Instance, _ links: Links, seed: UInt64, lane: Int, tuning: Tuning) {
        self.instance = instance
        self.links = links
        self.tuning = tuning
        random = RandomSource(seed: seed, lane: lane)
        jobs = instance.jobs
        crews = instance.crews
        routes = Array(repeating: [], count: crews)
        crewOf = Array(repeating: -1, count: jobs)
        otherOf = crewOf
        start = Array(repeating: 0, count: jobs)
        latest = start
        indegree = start
        best = Snapshot(cost: 0, routes: routes.map { $0.map(Int32.init) })
        _ = retime()
        cost = total()
    }

    /// Takes over a solution as far as it is feasible, and fills up greedily.
    func load(_ solution: Snapshot, fill: Bool) {
        routes = Array(repeating: [], count: crews)
        crewOf = Array(repeating: -1, count: jobs)
        otherOf = crewOf
        _ = retime()
        // Stop by stop over all crews, so that what comes first by a link is there first; what finds no place stays out.
        var next = [Int](repeating: 0, count: crews), moved = true
        while moved {
            moved = false
            for crew in 0..<crews where crew < solution.routes.count {
                while next[crew] < solution.routes[crew].count {
                    let job = Int(solution.routes[crew][next[crew]])
                    if crewOf[job] >= 0 || instance.price[job * crews + crew] == Instance.never {
                        next[crew] += 1
                        moved = true
                        continue
                    }
                    if links.before[job].contains(where: { crewOf[$0.job] < 0 }) { break }
                    var seats = [(crew, routes[crew].count)]
                    if links.needsTwo[job] {
                        guard let other = solution.routes.indices.first(where: { $0 != crew && next[$0] < solution.routes[$0].count && Int(solution.routes[$0][next[$0]]) == job })
                        else { break }
                        seats.append((other, routes[other].count))
                    }
                    for seat in seats { next[seat.0] += 1 }
                    moved = true
                    place(job, seats)
                    if !retime() || seats.contains(where: { room($0.0) < 0 || instance.price[job * crews + $0.0] == Instance.never }) || !isWantedHere(job) {
                        takeOut(job)
                        _ = retime()
                    }
                }
            }
        }
        cost = total()
        if fill { recreate((0..<jobs).filter { crewOf[$0] < 0 }, order: .prize, blink: 0, joint: true) }
        best = Snapshot(cost: cost, routes: routes.map { $0.map(Int32.init) })
    }

    // MARK: Times

    /// Earliest and latest starts of everything; false when a rule of time is broken or crews wait in a circle.
    private func retime() -> Bool {
        let n = instance.nodes
        order.removeAll(keepingCapacity: true)
        var placed = 0
        for job in 0..<jobs where crewOf[job] >= 0 {
            placed += 1
            indegree[job] = links.before[job].count(where: { crewOf[$0.job] >= 0 })
        }
        for route in routes { for index in route.indices.dropFirst() { indegree[route[index]] += 1 } }
        for job in 0..<jobs where crewOf[job] >= 0 && indegree[job] == 0 { order.append(job) }
        var head = 0
        while head < order.count {
            let job = order[head]
            head += 1
            var ready = 0
            for link in links.before[job] where crewOf[link.job] >= 0 { ready = max(ready, end(link.job) + link.lag) }
            for crew in [crewOf[job], otherOf[job]] where crew >= 0 { ready = max(ready, arrival(job, crew)) }
            guard let begin = links.firstStart(job, crewOf[job], otherOf[job], from: ready) else { return false }
            start[job] = begin
            for link in links.after[job] where crewOf[link.job] >= 0 {
                indegree[link.job] -= 1
                if indegree[link.job] == 0 { order.append(link.job) }
            }
            for crew in [crewOf[job], otherOf[job]] where crew >= 0 {
                let at = position(job, crew)
                if at + 1 < routes[crew].count {
                    let next = routes[crew][at + 1]
                    indegree[next] -= 1
                    if indegree[next] == 0 { order.append(next) }
                }
            }
        }
        if order.count < placed { return false }
        for job in order.reversed() {
            var bound = Limit.seconds * 2
            for crew in [crewOf[job], otherOf[job]] where crew >= 0 {
                let at = position(job, crew), route = routes[crew], clock = links.clocks[crew]
                let next = at + 1 < route.count ? route[at + 1] : -1
                let node = next >= 0 ? next : Int(instance.endNode[crew])
                let due = next >= 0 ? latest[next] : links.shifts[crew].to
                bound = min(bound, clock.before(clock.before(due, working: Int(instance.travel[job * n + node])), working: links.service[job]))
            }
            for link in links.after[job] where crewOf[link.job] >= 0 {
                for crew in [crewOf[job], otherOf[job]] where crew >= 0 {
                    bound = min(bound, links.clocks[crew].before(latest[link.job] - link.lag, working: links.service[job]))
                }
            }
            latest[job] = links.lastStart(job, crewOf[job], otherOf[job], by: bound)
            if latest[job] < start[job] { return false }
        }
        return true
    }

    private func position(_ job: Int, _ crew: Int) -> Int { routes[crew].firstIndex(of: job) ?? 0 }

    private func end(_ job: Int) -> Int {
        var result = 0
        for crew in [crewOf[job], otherOf[job]] where crew >= 0 { result = max(result, links.clocks[crew].after(start[job], working: links.service[job])) }
        return result
    }

    private func arrival(_ job: Int, _ crew: Int) -> Int { departure(crew, position(job, crew), to: job) }

    /// When a crew that goes to `job` after the first `at` stops of its route would be there.
    private func departure(_ crew: Int, _ at: Int, to job: Int) -> Int {
        let clock = links.clocks[crew]
        if at == 0 { return clock.after(links.shifts[crew].from, working: Int(instance.travel[Int(instance.startNode[crew]) * instance.nodes + job])) }
        let last = routes[crew][at - 1]
        return clock.after(clock.after(start[last], working: links.service[last]), working: Int(instance.travel[last * instance.nodes + job]))
    }

    // MARK: Changes

    private func place(_ job: Int, _ seats: [(Int, Int)]) {
        for (crew, at) in seats { routes[crew].insert(job, at: at) }
        crewOf[job] = seats[0].0
        otherOf[job] = seats.count > 1 ? seats[1].0 : -1
    }

    private func takeOut(_ job: Int) {
        for crew in [crewOf[job], otherOf[job]] where crew >= 0 { routes[crew].removeAll { $0 == job } }
        crewOf[job] = -1
        otherOf[job] = -1
    }

    private func isWantedHere(_ job: Int) -> Bool { links.wanted[job] < 0 || links.wanted[job] == crewOf[job] || links.wanted[job] == otherOf[job] }

    /// Litres left; below 0 when the crew has too many jobs.
    private func room(_ crew: Int) -> Int {
        if routes[crew].count > Int(instance.maxJobs[crew]) { return -1 }
        return routes[crew].reduce(Int(instance.capacity[crew])) { $0 - Int(instance.load[$1]) }
    }

    private func travel(_ crew: Int) -> Int {
        if routes[crew].isEmpty { return 0 }
        var here = Int(instance.startNode[crew]), sum = 0
        for job in routes[crew] {
            sum += Int(instance.travel[here * instance.nodes + job])
            here = job
        }
        return sum + Int(instance.travel[here * instance.nodes + Int(instance.endNode[crew])])
    }

    private func work(_ crew: Int) -> Int { travel(crew) + routes[crew].reduce(0) { $0 + links.service[$1] } }

    private func total() -> Int {
        var sum = 0
        for crew in 0..<crews {
            sum += travel(crew) * Int(instance.travelPrice)
            if instance.levelling.isOn { sum += instance.levelling.cost(crew, work: work(crew)) }
            for job in routes[crew] { sum += Int(instance.price[job * crews + crew]) }
        }
        for job in 0..<jobs where crewOf[job] < 0 { sum += Int(instance.outCost[job]) }
        return sum
    }

    // MARK: Iterations

    /// Chances, of 2^32, to overlook a position: more than in `Engine`, since the cheapest place is often a bad one for those who wait.
    private static let blinks: [UInt64] = [0, 1 << 26, 1 << 28, 1 << 30, 1 << 31]

    func run(_ pacer: inout Pacer) {
        guard jobs > 0, crews > 0 else {
            iterations += pacer.skipAll()
            return
        }
        while let temperature = pacer.next() {
            iterations += 1
            let before = (routes, crewOf, otherOf, start, latest, cost)
            let limit = before.5 + Int(-temperature * Arithmetic.logarithm(max(random.unit(), 1e-300))) + 1
            ruin()
            recreate((0..<jobs).filter { crewOf[$0] < 0 }, order: Tuning.orders[random.below(Tuning.orders.count)], blink: LinkedSearch.blinks[random.below(LinkedSearch.blinks.count)], joint: random.chance(1 << 31))
            if cost < limit {
                if cost < best.cost { best = Snapshot(cost: cost, routes: routes.map { $0.map(Int32.init) }) }
            } else {
                (routes, crewOf, otherOf, start, latest, cost) = before
            }
        }
    }

    /// Strings as in `Engine`, or now and then jobs from anywhere; whatever comes after a job that is taken out goes too.
    private func ruin() {
        let on = (0..<jobs).filter { crewOf[$0] >= 0 }
        if on.isEmpty { return }
        var out: Set<Int> = []
        if random.chance(1 << 30) {
            for _ in 0...random.below(min(on.count, 8)) { out.insert(on[random.below(on.count)]) }
        } else {
            let used = routes.count { !$0.isEmpty }
            let longest = min(tuning.longestString, Double(on.count) / Double(max(1, used)))
            let strings = Int(random.unit() * (4 * tuning.removals / (1 + longest) - 1) + 1)
            let seed = random.below(jobs)
            var ruined: Set<Int> = []
            for rank in 0..<jobs where ruined.count < strings {
                let job = Int(instance.near[seed * jobs + rank])
                for crew in [crewOf[job], otherOf[job]] where crew >= 0 && ruined.insert(crew).inserted {
                    let count = routes[crew].count, at = position(job, crew)
                    let length = min(count, Int(random.unit() * longest + 1))
                    let low = max(0, at - length + 1), high = min(at, count - length)
                    let from = low + random.below(high - low + 1)
                    out.formUnion(routes[crew][from..<(from + length)])
                }
            }
        }
        var stack = out.sorted()
        while let job = stack.popLast() {
            for link in links.after[job] where crewOf[link.job] >= 0 && out.insert(link.job).inserted { stack.append(link.job) }
        }
        for job in out.sorted() { takeOut(job) }
        _ = retime()
        cost = total()
    }

    /// Cheapest insertion in the order of a key; what comes after another is tried behind it.
    /// `joint`: a job may cost what the jobs that wait for it are worth besides its own prize.
    private func recreate(_ absent: [Int], order key: SortOrder, blink: UInt64, joint: Bool) {
        let keys = instance.orderKeys + key.rawValue * jobs
        var queue = absent.map { (key: Int(keys[$0]), tie: random.next(), job: $0) }
        queue.sort { ($0.key, $0.tie) < ($1.key, $1.tie) }
        var rest = queue.map(\.job), tried = false
        repeat {
            tried = false
            var later: [Int] = []
            for job in rest {
                if links.before[job].contains(where: { crewOf[$0.job] < 0 }) {
                    later.append(job)
                } else {
                    insert(job, blink: blink, joint: joint)
                    tried = true
                }
            }
            rest = later
        } while tried && !rest.isEmpty
        // Nothing may have come of the bonus: a job that costs more than it is worth goes out again, from the last one on.
        if joint {
            for job in queue.map(\.job).reversed() where crewOf[job] >= 0 && !links.after[job].isEmpty && !links.after[job].contains(where: { crewOf[$0.job] >= 0 }) {
                let before = (routes, crewOf, otherOf, start, latest, cost)
                takeOut(job)
                _ = retime()
                cost = total()
                if cost >= before.5 { (routes, crewOf, otherOf, start, latest, cost) = before }
            }
        }
    }

    private struct Seat {
        var crew: Int
        var at: Int
        var arrival: Int
        var added: Int
    }

    private func insert(_ job: Int, blink: UInt64, joint: Bool) {
        let n = instance.nodes
        var seats: [Seat] = []
        var budget = Int(instance.outCost[job])
        if joint { for other in waiting(for: job) { budget += Int(instance.outCost[other]) } }
        var ready = 0, due = Limit.seconds * 2
        for link in links.before[job] { ready = max(ready, end(link.job) + link.lag) }
        for link in links.after[job] where crewOf[link.job] >= 0 { due = min(due, latest[link.job] - link.lag) }
        let above = links.before[job].isEmpty ? [] : reach(from: links.before[job].map(\.job), forward: false)
        let below = reach(from: links.after[job].map(\.job).filter { crewOf[$0] >= 0 }, forward: true)
        for crew in 0..<crews {
            let wish = instance.price[job * crews + crew]
            if wish == Instance.never || routes[crew].count >= Int(instance.maxJobs[crew]) || room(crew) < Int(instance.load[job]) { continue }
            let route = routes[crew], worked = instance.levelling.isOn ? work(crew) : 0
            for at in 0...route.count {
                if at < route.count, !above.isEmpty, above[route[at]] { continue }
                if at > 0, !below.isEmpty, below[route[at - 1]] { continue }
                if random.chance(blink) { continue }
                let last = at > 0 ? route[at - 1] : Int(instance.startNode[crew])
                let next = at < route.count ? route[at] : Int(instance.endNode[crew])
                var added = Int(instance.travel[last * n + job]) + Int(instance.travel[job * n + next])
                if !route.isEmpty { added -= Int(instance.travel[last * n + next]) }
                var price = added * Int(instance.travelPrice) + Int(wish)
                if instance.levelling.isOn {
                    price += instance.levelling.cost(crew, work: worked + added + links.service[job]) - instance.levelling.cost(crew, work: worked)
                }
                let seat = Seat(crew: crew, at: at, arrival: departure(crew, at, to: job), added: price)
                // By itself; for two crews this is necessary, not enough.
                if fits(job, seat, nil, ready: ready, due: due) { seats.append(seat) }
            }
        }
        seats.sort { ($0.added, $0.crew, $0.at) < ($1.added, $1.crew, $1.at) }
        if !links.needsTwo[job] {
            if let seat = seats.first, seat.added < budget { settle(job, [(seat.crew, seat.at)], seat.added) }
            return
        }
        var chosen: (Seat, Seat)?, least = budget
        for (index, one) in seats.enumerated() {
            if one.added * 2 >= least && one.added >= 0 { break }
            for two in seats[(index + 1)...] {
                if one.added + two.added >= least { break }
                if one.crew == two.crew || (links.wanted[job] >= 0 && links.wanted[job] != one.crew && links.wanted[job] != two.crew) { continue }
                if fits(job, one, two, ready: ready, due: due) && !crosses(one, two) {
                    least = one.added + two.added
                    chosen = (one, two)
                    break
                }
            }
        }
        if let (one, two) = chosen { settle(job, [(one.crew, one.at), (two.crew, two.at)], least) }
    }

    /// The jobs that are out and cannot be done without this one.
    private func waiting(for job: Int) -> Set<Int> {
        var found: Set<Int> = [], stack = [job]
        while let next = stack.popLast() {
            for link in links.after[next] where crewOf[link.job] < 0 && found.insert(link.job).inserted { stack.append(link.job) }
        }
        return found
    }

    private func settle(_ job: Int, _ seats: [(Int, Int)], _ added: Int) {
        place(job, seats)
        cost += added - Int(instance.outCost[job])
        _ = retime()
    }

    private func fits(_ job: Int, _ one: Seat, _ two: Seat?, ready: Int, due: Int) -> Bool {
        let n = instance.nodes
        guard let begin = links.firstStart(job, one.crew, two?.crew ?? -1, from: max(ready, one.arrival, two?.arrival ?? 0)) else { return false }
        for seat in [one, two] {
            guard let seat else { continue }
            let clock = links.clocks[seat.crew], route = routes[seat.crew]
            let done = clock.after(begin, working: links.service[job])
            if done > due { return false }
            let next = seat.at < route.count ? route[seat.at] : -1
            let node = next >= 0 ? next : Int(instance.endNode[seat.crew])
            let there = clock.after(done, working: Int(instance.travel[job * n + node]))
            if there > (next >= 0 ? latest[next] : links.shifts[seat.crew].to) { return false }
        }
        return true
    }

    /// Whether starting together at both seats would make crews wait in a circle.
    private func crosses(_ one: Seat, _ two: Seat) -> Bool {
        for (a, b) in [(one, two), (two, one)] where a.at < routes[a.crew].count && b.at > 0 {
            if reach(from: [routes[a.crew][a.at]], forward: true)[routes[b.crew][b.at - 1]] { return true }
        }
        return false
    }

    /// Everything that must come after (or before) the given jobs, themselves included; empty for none.
    private func reach(from jobs: [Int], forward: Bool) -> [Bool] {
        if jobs.isEmpty { return [] }
        var seen = [Bool](repeating: false, count: self.jobs), stack = jobs
        for job in jobs { seen[job] = true }
        while let job = stack.popLast() {
            func visit(_ next: Int) {
                if crewOf[next] >= 0 && !seen[next] {
                    seen[next] = true
                    stack.append(next)
                }
            }
            for link in forward ? links.after[job] : links.before[job] { visit(link.job) }
            for crew in [crewOf[job], otherOf[job]] where crew >= 0 {
                let at = position(job, crew) + (forward ? 1 : -1)
                if routes[crew].indices.contains(at) { visit(routes[crew][at]) }
            }
        }
        return seen
    }
}
