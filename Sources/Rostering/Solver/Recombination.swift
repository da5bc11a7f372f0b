/// Picks from a pool of routes the set that makes the cheapest plan: set partitioning by Lagrangian bound (Held and Karp's subgradient steps),
/// then a depth-first search over the few routes whose reduced cost is within the gap.
struct Recombination {
    let instance: Instance
    /// Most choices looked at by the depth-first search, and steps of the bound: some ten milliseconds each.
    var choices = 300_000
    var steps = 100

    /// Reduced cost per column of the last run, to prune the pool by.
    private(set) var reduced: [Double] = []
    /// Price of each job, kept between runs as a start.
    private var prices: [Double] = []

    init(_ instance: Instance) {
        self.instance = instance
    }

    /// Crews per twin class.
    private func fleet() -> [Int] {
        var count = [Int](repeating: 0, count: instance.crews)
        for crew in 0..<instance.crews { count[Int(instance.twinClass[crew])] += 1 }
        return count
    }

    /// A plan from the pool that is cheaper than `best`, or nil.
    mutating func improve(_ best: Snapshot, from pool: RoutePool) -> Snapshot? {
        let jobs = instance.jobs, columns = pool.count, fleet = fleet()
        if columns == 0 || jobs == 0 { return nil }
        let upper = Double(best.cost)
        // Start: every job pays its share of its route.
        var price = [Double](repeating: 0, count: jobs)
        for job in 0..<jobs { price[job] = Double(instance.outCost[job]) }
        for (crew, route) in best.routes.enumerated() where !route.isEmpty {
            let share = Double(routeCost(route, crew)) / Double(route.count)
            for job in route { price[Int(job)] = min(share, Double(instance.outCost[Int(job)])) }
        }
        var rent = [Double](repeating: 0, count: fleet.count)
        var bestPrice = price, bestRent = rent, bound = -Double.infinity
        var theta = 1.0, stale = 0
        reduced = Array(repeating: 0, count: columns)
        var slack = [Double](repeating: 0, count: jobs), used = [Double](repeating: 0, count: fleet.count)
        let first = pool.first, cost = pool.cost, twin = pool.twin, list = pool.jobs
        var value = 0.0
        for _ in 0..<steps {
            value = 0
            for job in 0..<jobs {
                let out = Double(instance.outCost[job])
                value += min(price[job], out)
                slack[job] = price[job] > out ? 0 : 1
            }
            for kind in fleet.indices {
                value -= rent[kind] * Double(fleet[kind])
                used[kind] = -Double(fleet[kind])
            }
            list.withUnsafeBufferPointer { list in
                price.withUnsafeBufferPointer { price in
                    slack.withUnsafeMutableBufferPointer { slack in
                        for column in 0..<columns {
                            let from = Int(first[column]), to = Int(first[column + 1]), kind = Int(twin[column])
                            var rest = Double(cost[column]) + rent[kind]
                            for index in from..<to { rest -= price[Int(list[index])] }
                            if rest < 0 {
                                value += rest
                                used[kind] += 1
                                for index in from..<to { slack[Int(list[index])] -= 1 }
                            }
                        }
                    }
                }
            }
            if value > bound + 1e-6 {
                bound = value
                bestPrice = price
                bestRent = rent
                stale = 0
            } else {
                stale += 1
                if stale >= 8 {
                    theta *= 0.6
                    stale = 0
                    price = bestPrice
                    rent = bestRent
                    if theta < 0.02 { break }
                    continue
                }
            }
            if upper - bound < 0.999 { break }
            var norm = 0.0
            for job in 0..<jobs { norm += slack[job] * slack[job] }
            for kind in fleet.indices where used[kind] > 0 || rent[kind] > 0 { norm += used[kind] * used[kind] }
            if norm == 0 { break }
            let step = theta * (upper * 1.002 - value) / norm
            for job in 0..<jobs { price[job] = min(price[job] + step * slack[job], Double(instance.outCost[job]) + 1) }
            for kind in fleet.indices { rent[kind] = max(0, rent[kind] + step * used[kind]) }
        }
        for column in 0..<columns {
            var rest = Double(cost[column]) + bestRent[Int(twin[column])]
            for job in pool.route(column) { rest -= bestPrice[Int(job)] }
            reduced[column] = rest
        }
        let gap = upper - bound
        if gap < 0.999 { return nil }
        return pick(pool, below: best.cost, bound: bound, gap: gap, price: bestPrice, fleet: fleet, crews: best.routes.count)
    }

    /// Depth first: the job with the fewest choices that is not covered yet is covered in every way that stays below the best.
    private func pick(_ pool: RoutePool, below upper: Int, bound: Double, gap: Double, price: [Double], fleet: [Int], crews: Int) -> Snapshot? {
        let jobs = instance.jobs, words = (jobs + 63) / 64
        let columns = (0..<pool.count).filter { reduced[$0] < gap }.sorted { (reduced[$0], $0) < (reduced[$1], $1) }
        var bits = [UInt64](repeating: 0, count: columns.count * words), having = [[Int32]](repeating: [], count: jobs)
        for (index, column) in columns.enumerated() {
            for job in pool.route(column) {
                bits[index * words + Int(job) >> 6] |= 1 << UInt64(job & 63)
                having[Int(job)].append(Int32(index))
            }
        }
        let order = (0..<jobs).sorted { (having[$0].count, $0) < (having[$1].count, $1) }
        var covered = [UInt64](repeating: 0, count: words), left = fleet, chosen: [Int] = [], found: [Int]?, limit = upper, visited = 0
        // What the chosen ones and the jobs left out add to the bound.
        func go(_ rank: Int, _ over: Double, _ cost: Int) {
            var rank = rank
            while rank < jobs && covered[order[rank] >> 6] >> UInt64(order[rank] & 63) & 1 == 1 { rank += 1 }
            if rank == jobs {
                if cost < limit {
                    limit = cost
                    found = chosen
                }
                return
            }
            let job = order[rank]
            for index in having[job] {
                visited += 1
                if visited > choices { return }
                let entry = Int(index), column = columns[entry], extra = max(0, reduced[column])
                if bound + over + extra > Double(limit) - 0.999 { break }
                let kind = Int(pool.twin[column])
                if left[kind] == 0 { continue }
                var clash: UInt64 = 0
                for word in 0..<words { clash |= covered[word] & bits[entry * words + word] }
                if clash != 0 { continue }
                for word in 0..<words { covered[word] |= bits[entry * words + word] }
                left[kind] -= 1
                chosen.append(column)
                go(rank + 1, over + extra, cost + Int(pool.cost[column]))
                chosen.removeLast()
                left[kind] += 1
                for word in 0..<words { covered[word] &= ~bits[entry * words + word] }
            }
            let out = Double(instance.outCost[job]) - price[job]
            if bound + over + max(0, out) <= Double(limit) - 0.999 {
                covered[job >> 6] |= 1 << UInt64(job & 63)
                go(rank + 1, over + max(0, out), cost + Int(instance.outCost[job]))
                covered[job >> 6] &= ~(1 << UInt64(job & 63))
            }
        }
        go(0, 0, 0)
        guard let found else { return nil }
        var plan = Snapshot(cost: limit, routes: Array(repeating: [], count: crews))
        var free: [Int: [Int]] = [:]
        for crew in (0..<crews).reversed() { free[Int(instance.twinClass[crew]), default: []].append(crew) }
        for column in found {
            guard let crew = free[Int(pool.twin[column])]?.popLast() else { return nil }
            plan.routes[crew] = Array(pool.route(column))
        }
        return plan
    }

    func routeCost(_ route: [Int32], _ crew: Int) -> Int {
        let n = instance.nodes
        var here = Int(instance.startNode[crew]), travel = 0, service = 0, wishes = 0
        for job in route {
            travel += Int(instance.travel[here * n + Int(job)])
            service += Int(instance.service[Int(job)])
            wishes += Int(instance.price[Int(job) * instance.crews + crew])
            here = Int(job)
        }
        travel += Int(instance.travel[here * n + Int(instance.endNode[crew])])
        return travel * Int(instance.travelPrice) + wishes + (instance.levelling.isOn ? instance.levelling.cost(crew, work: travel + service) : 0)
    }
}
