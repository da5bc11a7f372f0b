/// One search: owns what its `Engine` works on, takes over solutions (or the part of one), and keeps the best it has seen.
///
/// `@unchecked Sendable`: a search is worked on by one thread at a time; the coordinator joins all threads between the rounds.
final class Search: @unchecked Sendable {
    let instance: Instance
    private let store: RouteStore
    private let engine: Engine
    private var rows: Rows { engine.rows }
    private var state: UnsafeMutablePointer<Engine.State> { engine.state }

    private(set) var iterations = 0
    /// The best since the last `load`, as cost and a copy of the rows' nodes.
    private(set) var bestCost = 0
    private let bestNodes: UnsafeMutablePointer<Int32>
    private let bestCounts: UnsafeMutablePointer<Int32>
    /// Routes seen since the coordinator last took them.
    var pool: RoutePool
    private let pooled: UnsafeMutablePointer<UInt32>
    /// The crews of the part that is worked on.
    private var ownCrews: [Int] = []

    var cost: Int { state.pointee.cost }
    /// Whether tails also go to crews without work.
    var setsTailsApart: Bool {
        get { state.pointee.setsTailsApart }
        set { state.pointee.setsTailsApart = newValue }
    }

    init(_ instance: Instance, seed: UInt64, lane: Int, tuning: Tuning) {
        self.instance = instance
        store = RouteStore(instance)
        let jobs = max(1, instance.jobs), crews = max(1, instance.crews)
        func buffer<T>(_ count: Int, _ value: T) -> UnsafeMutablePointer<T> {
            let pointer = UnsafeMutablePointer<T>.allocate(capacity: max(1, count))
            pointer.initialize(repeating: value, count: max(1, count))
            return pointer
        }
        engine = Engine(
            rows: store.rows, jobs: instance.jobs, crews: instance.crews, travelPrice: Int(instance.travelPrice), price: instance.price,
            outCost: instance.outCost, near: instance.near, orderKeys: instance.orderKeys, levelling: instance.levelling, tuning: tuning,
            quantiles: Quantiles(), ownJobs: buffer(jobs, 0), crewList: buffer(jobs * crews, 0), crewFirst: buffer(jobs, 0), crewEnd: buffer(jobs, 0),
            pending: buffer(jobs, 0), takenIn: buffer(jobs, 0), sortKeys: buffer(jobs, 0), orders: buffer(Tuning.orders.count, 0),
            orderCount: Tuning.orders.count, savedRows: buffer(crews * instance.stride, Position(node: 0, departure: 0, latest: 0, ahead: 0)),
            savedHeads: buffer(crews, RouteHead()), savedCrews: buffer(crews, 0),
            scratch: buffer(1, Insertion(version: 0, first: Instance.never, second: Instance.never, firstAt: 0, secondAt: 0)), savedIn: buffer(crews, 0), ruinedIn: buffer(crews, 0),
            twinTried: buffer(crews, 0), state: buffer(1, Engine.State(random: RandomSource(seed: seed, lane: lane))))
        for (index, order) in Tuning.orders.enumerated() { engine.orders[index] = order.rawValue }
        bestNodes = buffer(jobs, 0)
        pooled = buffer(crews, 0)
        pool = RoutePool(capacity: tuning.poolSize)
        bestCounts = buffer(crews, 0)
    }

    deinit {
        engine.quantiles.table.deallocate()
        engine.ownJobs.deallocate()
        engine.crewList.deallocate()
        engine.crewFirst.deallocate()
        engine.crewEnd.deallocate()
        engine.pending.deallocate()
        engine.takenIn.deallocate()
        engine.sortKeys.deallocate()
        engine.orders.deallocate()
        engine.savedRows.deallocate()
        engine.savedHeads.deallocate()
        engine.savedCrews.deallocate()
        engine.scratch.deallocate()
        engine.savedIn.deallocate()
        engine.ruinedIn.deallocate()
        engine.twinTried.deallocate()
        engine.state.deallocate()
        bestNodes.deallocate()
        pooled.deallocate()
        bestCounts.deallocate()
    }

    // MARK: Whole solutions and parts

    /// Takes over a solution as far as it is feasible: a job that does not fit behind the ones before it stays out.
    /// With a part, the routes of other crews and the absent jobs of other parts are left alone.
    func load(_ solution: Snapshot, part: Part? = nil) {
        let crews = instance.crews
        if rows.lastVersion.pointee > 0xF000_0000 { store.renumber() }
        for job in 0..<instance.jobs { rows.crewOf[job] = part == nil || part?.absent[job] == true ? Rows.absent : Rows.elsewhere }
        ownCrews = part?.crews ?? Array(0..<crews)
        var own = [Bool](repeating: false, count: crews), total = 0, used = 0, onRoutes = 0
        for crew in ownCrews {
            own[crew] = true
            let jobs = crew < solution.routes.count ? solution.routes[crew] : []
            // A route that is still the same keeps its version, and with it what is remembered about it.
            let row = rows.row(crew)
            let same = jobs.count == Int(rows.heads[crew].count) && jobs.indices.allSatisfy { row[$0 + 1].node == jobs[$0] }
            if same {
                for job in jobs { rows.crewOf[Int(job)] = Int32(crew) }
            } else {
                store.clear(crew)
                for job in jobs where rows.crewOf[Int(job)] < 0 {
                    let count = Int(rows.heads[crew].count)
                    if store.fits(Int(job), crew: crew, at: count) { rows.insert(Int(job), crew: crew, at: count) } else { rows.crewOf[Int(job)] = Rows.absent }
                }
            }
            let count = Int(rows.heads[crew].count)
            for index in 0..<count { total += Int(instance.price[Int(row[index + 1].node) * crews + crew]) }
            total += Int(rows.heads[crew].travel) * Int(instance.travelPrice)
            if instance.levelling.isOn { total += instance.levelling.cost(crew, rows.heads[crew]) }
            onRoutes += count
            if count > 0 { used += 1 }
        }
        var mine = 0, absent = 0
        for job in 0..<instance.jobs where rows.crewOf[job] != Rows.elsewhere {
            engine.ownJobs[mine] = Int32(job)
            mine += 1
            if rows.crewOf[job] == Rows.absent {
                absent += 1
                total += Int(instance.outCost[job])
            }
        }
        var end = 0
        for index in 0..<mine {
            let job = Int(engine.ownJobs[index])
            engine.crewFirst[job] = Int32(end)
            for entry in Int(instance.crewIndex[job])..<Int(instance.crewIndex[job + 1]) where own[Int(instance.crewList[entry])] {
                engine.crewList[end] = instance.crewList[entry]
                end += 1
            }
            engine.crewEnd[job] = Int32(end)
        }
        state.pointee.cost = total
        state.pointee.usedRoutes = used
        state.pointee.ownJobs = mine
        state.pointee.absentCount = absent
        keepBest()
    }

    /// Plain greedy insertion of what is absent, the dearest to leave out first.
    func fill() {
        state.pointee.stamp += 1
        state.pointee.savedCount = 0
        state.pointee.pendingCount = 0
        for index in 0..<state.pointee.ownJobs {
            let job = Int(engine.ownJobs[index])
            if rows.crewOf[job] != Rows.absent { continue }
            engine.takenIn[job] = state.pointee.stamp
            engine.pending[state.pointee.pendingCount] = Int32(job)
            state.pointee.pendingCount += 1
        }
        engine.sort(by: instance.orderKeys + SortOrder.prize.rawValue * instance.jobs)
        // Nothing is overlooked here.
        let untilBlink = state.pointee.untilBlink
        state.pointee.untilBlink = Int.max
        _ = engine.recreate(below: Int.max)
        state.pointee.untilBlink = untilBlink
        if cost < bestCost { keepBest() }
    }

    private func keepBest() {
        bestCost = state.pointee.cost
        var end = 0
        for crew in ownCrews {
            let row = rows.row(crew), count = Int(rows.heads[crew].count)
            bestCounts[crew] = Int32(truncatingIfNeeded: count)
            var index = 0
            while index < count {
                bestNodes[end] = row[index &+ 1].node
                end &+= 1
                index &+= 1
            }
        }
    }

    /// What has become of a part.
    struct Outcome: Sendable {
        var crews: [Int]
        var best: [[Int32]]
        var bestCost: Int
        var current: [[Int32]]
        var cost: Int
    }

    var outcome: Outcome {
        var result = Outcome(crews: ownCrews, best: [], bestCost: bestCost, current: [], cost: cost), end = 0
        for crew in ownCrews {
            let count = Int(bestCounts[crew]), row = rows.row(crew)
            result.best.append(Array(UnsafeBufferPointer(start: bestNodes + end, count: count)))
            end += count
            result.current.append((0..<Int(rows.heads[crew].count)).map { row[$0 + 1].node })
        }
        return result
    }

    /// Puts the routes that have changed since the last time into the pool.
    private func collect() {
        let crews = instance.crews
        for crew in ownCrews {
            let head = rows.heads[crew]
            if head.version == pooled[crew] || head.count == 0 { continue }
            pooled[crew] = head.version
            let row = rows.row(crew), count = Int(head.count)
            var cost = Int(head.travel) * Int(instance.travelPrice)
            if instance.levelling.isOn { cost += instance.levelling.cost(crew, head) }
            // The pending list is free between iterations.
            let nodes = engine.pending
            for index in 0..<count {
                nodes[index] = row[index + 1].node
                cost += Int(instance.price[Int(nodes[index]) * crews + crew])
            }
            pool.add(UnsafeBufferPointer(start: nodes, count: count), twin: instance.twinClass[crew], cost: Int32(truncatingIfNeeded: cost))
        }
    }

    // MARK: Iterations

    /// Runs until the pacer says stop.
    func run(_ pacer: inout Pacer) {
        guard state.pointee.ownJobs > 0, instance.crews > 0 else {
            iterations += pacer.skipAll()
            return
        }
        let engine = engine
        var done = 0
        while let temperature = pacer.next() {
            done &+= 1
            if pacer.isSampling && pacer.hasChecked { collect() }
            if engine.step(temperature) && engine.state.pointee.cost < bestCost { keepBest() }
            if engine.rows.lastVersion.pointee > 0xF000_0000 { store.renumber() }
        }
        iterations += done
    }
}

/// A part of a plan that one search works on while others work on the rest.
struct Part: Sendable {
    var crews: [Int]
    /// Per job, whether it is absent and belongs to this part.
    var absent: [Bool]
}
