/// One annealed ruin-and-recreate search: "Slack Induction by String Removals", Christiaens and Vanden Berghe, Transportation Science 54 (2020).
/// Jobs that stay out are an absent list, their prize the cost of staying there.
///
/// `@unchecked Sendable`: a search is worked on by one thread at a time; the coordinator joins all threads between the rounds.
/// Safety of the buffers: each holds one entry per job (or crew), and no list ever names a job (or crew) twice.
final class Search: @unchecked Sendable {
    let instance: Instance
    let routes: Routes
    let memory: InsertionMemory
    private let tuning: Tuning
    var random: RandomSource

    /// Jobs on no route: absent[0..<absentCount].
    let absent: UnsafeMutablePointer<Int32>
    var absentCount = 0
    var cost = 0

    /// What an iteration may have to give back.
    private let savedAbsent: UnsafeMutablePointer<Int32>
    private var savedAbsentCount = 0
    private let savedRows: UnsafeMutablePointer<Position>
    private let savedHeads: UnsafeMutablePointer<RouteHead>
    private let savedCrews: UnsafeMutablePointer<Int32>
    private var savedCount = 0
    /// Iteration in which a route was last saved / ruined, and a twin class last tried.
    private let savedIn: UnsafeMutablePointer<UInt64>
    private let ruinedIn: UnsafeMutablePointer<UInt64>
    private let twinTried: UnsafeMutablePointer<UInt64>
    private var stamp: UInt64 = 0
    private var trial: UInt64 = 0
    private let sortKeys: UnsafeMutablePointer<Int64>
    private let orderTable: UnsafeMutablePointer<Int>
    private let orderCount = Tuning.orders.count
    private var usedRoutes = 0

    private(set) var best: Snapshot
    private(set) var iterations = 0

    init(_ instance: Instance, seed: UInt64, lane: Int, tuning: Tuning) {
        self.instance = instance
        self.tuning = tuning
        routes = Routes(instance)
        memory = InsertionMemory(instance)
        random = RandomSource(seed: seed, lane: lane)
        let jobs = max(1, instance.jobs), crews = max(1, instance.crews)
        absent = .allocate(capacity: jobs)
        absent.initialize(repeating: 0, count: jobs)
        savedAbsent = .allocate(capacity: jobs)
        savedAbsent.initialize(repeating: 0, count: jobs)
        sortKeys = .allocate(capacity: jobs)
        sortKeys.initialize(repeating: 0, count: jobs)
        orderTable = .allocate(capacity: orderCount)
        for (index, order) in Tuning.orders.enumerated() { (orderTable + index).initialize(to: order.rawValue) }
        savedRows = .allocate(capacity: crews * instance.stride)
        savedRows.initialize(repeating: Position(node: 0, departure: 0, latest: 0, ahead: 0), count: crews * instance.stride)
        savedHeads = .allocate(capacity: crews)
        savedHeads.initialize(repeating: RouteHead(), count: crews)
        savedCrews = .allocate(capacity: crews)
        savedCrews.initialize(repeating: 0, count: crews)
        savedIn = .allocate(capacity: crews)
        savedIn.initialize(repeating: 0, count: crews)
        ruinedIn = .allocate(capacity: crews)
        ruinedIn.initialize(repeating: 0, count: crews)
        twinTried = .allocate(capacity: crews)
        twinTried.initialize(repeating: 0, count: crews)
        best = Snapshot(cost: 0, routes: [])
        load(Snapshot(cost: 0, routes: []))
        keepBest()
    }

    deinit {
        absent.deallocate()
        savedAbsent.deallocate()
        sortKeys.deallocate()
        orderTable.deallocate()
        savedRows.deallocate()
        savedHeads.deallocate()
        savedCrews.deallocate()
        savedIn.deallocate()
        ruinedIn.deallocate()
        twinTried.deallocate()
    }

    // MARK: Whole solutions

    /// Takes over a solution as far as it is feasible: a job that does not fit behind the ones before it stays out.
    func load(_ solution: Snapshot) {
        routes.clear()
        absentCount = 0
        usedRoutes = 0
        var total = 0
        for (crew, jobs) in solution.routes.enumerated() {
            for job in jobs {
                let job = Int(job), count = Int(routes.heads[crew].count)
                guard routes.crewOf[job] < 0, routes.fits(job, crew: crew, at: count) else { continue }
                routes.insert(job, crew: crew, at: count)
                total += Int(instance.price[crew * instance.jobs + job])
            }
            total += Int(routes.heads[crew].travel) * Int(instance.travelPrice)
            if routes.heads[crew].count > 0 { usedRoutes += 1 }
        }
        for job in 0..<instance.jobs where routes.crewOf[job] < 0 {
            absent[absentCount] = Int32(job)
            absentCount += 1
            total += Int(instance.outCost[job])
        }
        cost = total
    }

    /// Starts from a solution; it is the best until something better is found.
    func begin(_ solution: Snapshot) {
        load(solution)
        keepBest()
        greedy()
        if cost < best.cost { keepBest() }
    }

    /// Goes on from another search's best.
    func adopt(_ solution: Snapshot) {
        load(solution)
        if cost < best.cost { keepBest() }
    }

    private func keepBest() {
        best.cost = cost
        if best.routes.count != instance.crews { best.routes = Array(repeating: [], count: instance.crews) }
        for crew in 0..<instance.crews {
            let row = routes.row(crew), count = Int(routes.heads[crew].count)
            best.routes[crew].removeAll(keepingCapacity: true)
            for index in 0..<count { best.routes[crew].append(row[index + 1].node) }
        }
    }

    /// Plain greedy insertion of what is absent, the dearest to leave out first.
    private func greedy() {
        order(by: instance.orderKeys + SortOrder.prize.rawValue * instance.jobs)
        recreateOrdered(blink: 0)
    }

    // MARK: Iterations

    /// Runs until the pacer says stop.
    func run(_ pacer: inout Pacer) {
        guard instance.jobs > 0, instance.crews > 0 else {
            iterations += pacer.skipAll()
            return
        }
        while let temperature = pacer.next() {
            iterations &+= 1
            step(temperature)
        }
    }

    private func step(_ temperature: Double) {
        stamp &+= 1
        savedCount = 0
        savedAbsentCount = absentCount
        savedAbsent.update(from: absent, count: absentCount)
        if routes.lastVersion.pointee > 0xF000_0000 { renumber() }
        let before = cost, usedBefore = usedRoutes
        ruin()
        order(by: instance.orderKeys + orderTable[random.below(orderCount)] &* instance.jobs)
        recreateOrdered(blink: tuning.blink)
        let limit = Double(before) - temperature * Arithmetic.logarithm(max(random.unit(), 1e-300))
        if Double(cost) < limit {
            if cost < best.cost { keepBest() }
        } else {
            giveBack()
            cost = before
            usedRoutes = usedBefore
        }
    }

    /// Versions are 32 bits; long before they would repeat, all start anew.
    private func renumber() {
        memory.forget()
        routes.lastVersion.pointee = UInt32(instance.crews)
        for crew in 0..<instance.crews { routes.renew(crew) }
    }

    @inline(__always)
    private func save(_ crew: Int) {
        if savedIn[crew] == stamp { return }
        savedIn[crew] = stamp
        savedCrews[savedCount] = Int32(truncatingIfNeeded: crew)
        savedCount &+= 1
        savedHeads[crew] = routes.heads[crew]
        (savedRows + crew &* instance.stride).update(from: routes.row(crew), count: Int(routes.heads[crew].count) &+ 2)
    }

    private func giveBack() {
        for index in 0..<savedCount {
            let crew = Int(savedCrews[index]), row = routes.row(crew)
            routes.heads[crew] = savedHeads[crew]
            let count = Int(savedHeads[crew].count)
            row.update(from: savedRows + crew &* instance.stride, count: count &+ 2)
            var position = 1
            while position <= count {
                routes.crewOf[Int(row[position].node)] = savedCrews[index]
                position &+= 1
            }
        }
        absentCount = savedAbsentCount
        absent.update(from: savedAbsent, count: absentCount)
        for index in 0..<absentCount { routes.crewOf[Int(absent[index])] = -1 }
    }

    // MARK: Ruin

    private func ruin() {
        let onRoutes = instance.jobs - absentCount
        guard onRoutes > 0 else { return }
        let average = Double(onRoutes) / Double(max(1, usedRoutes))
        let longest = min(tuning.longestString, average)
        let mostStrings = 4 * tuning.removals / (1 + longest) - 1
        let strings = Int(random.unit() * mostStrings + 1)
        let seed = random.below(instance.jobs)
        let near = instance.near + seed &* instance.jobs
        var done = 0, index = 0
        while index < instance.jobs && done < strings {
            let job = Int(near[index])
            index &+= 1
            let crew = Int(routes.crewOf[job])
            if crew < 0 || ruinedIn[crew] == stamp { continue }
            ruinedIn[crew] = stamp
            done &+= 1
            removeString(around: job, crew: crew, longest: longest)
        }
    }

    private func removeString(around job: Int, crew: Int, longest: Double) {
        let row = routes.row(crew), count = Int(routes.heads[crew].count)
        var at = 1
        while Int(row[at].node) != job { at &+= 1 }
        let length = Int(random.unit() * min(Double(count), longest) + 1)
        var spare = 0
        if length > 1 && length < count && random.chance(tuning.splitChance) {
            spare = 1
            while length + spare < count && random.chance(tuning.spareMore) { spare &+= 1 }
        }
        // All strings of this length that hold the job are equally likely.
        let whole = length &+ spare
        let first = max(1, at &- whole &+ 1), last = min(at, count &- whole &+ 1)
        let from = first &+ random.below(last &- first &+ 1)
        var spareFrom = from &+ length
        if spare > 0 { spareFrom = from &+ 1 &+ random.below(length &- 1) }
        save(crew)
        let before = Int(routes.heads[crew].travel)
        let removed = routes.remove(
            crew: crew, from: from, length: length, spareFrom: spareFrom, spare: spare, into: absent + absentCount)
        var change = (Int(routes.heads[crew].travel) &- before) &* Int(instance.travelPrice)
        for index in absentCount..<(absentCount &+ removed) {
            let job = Int(absent[index])
            change &+= Int(instance.outCost[job]) &- Int(instance.price[crew &* instance.jobs &+ job])
        }
        absentCount &+= removed
        cost &+= change
        if routes.heads[crew].count == 0 { usedRoutes &-= 1 }
    }

    // MARK: Recreate

    /// Sorts the absent jobs by one of several keys, drawn by weight; ties in random order.
    private func order(by keys: UnsafePointer<Int32>) {
        for index in 0..<absentCount {
            sortKeys[index] = Int64(keys[Int(absent[index])]) << 20 | Int64(truncatingIfNeeded: random.next() &>> 44)
        }
        // Insertion sort: the list has some ten entries.
        var index = 1
        while index < absentCount {
            let value = sortKeys[index], job = absent[index]
            var hole = index
            while hole > 0 && sortKeys[hole &- 1] > value {
                sortKeys[hole] = sortKeys[hole &- 1]
                absent[hole] = absent[hole &- 1]
                hole &-= 1
            }
            sortKeys[hole] = value
            absent[hole] = job
            index &+= 1
        }
    }

    /// Puts each absent job, in the order of the list, where it is cheapest; what fits nowhere, or costs more than its prize, stays out.
    private func recreateOrdered(blink: UInt64) {
        let jobs = instance.jobs, crews = instance.crews, travelPrice = Int(instance.travelPrice)
        let heads = routes.heads, crewList = instance.crewList, prices = instance.price, entries = memory.entries, twinTried = twinTried
        var kept = 0, index = 0
        while index < absentCount {
            let job = Int(absent[index])
            index &+= 1
            trial &+= 1
            let trial = trial
            let load = instance.load[job]
            var bestCost = Int(instance.outCost[job]), bestCrew = -1, bestAt = 0
            var list = Int(instance.crewIndex[job])
            let listEnd = Int(instance.crewIndex[job &+ 1])
            while list < listEnd {
                let crew = Int(crewList[list])
                list &+= 1
                let head = heads + crew
                if head.pointee.room < load { continue }
                if head.pointee.twin >= 0 {
                    let twin = Int(head.pointee.twin)
                    if twinTried[twin] == trial { continue }
                    twinTried[twin] = trial
                }
                let wish = Int(prices[crew &* jobs &+ job])
                if wish >= bestCost { continue }
                let entry = entries + (job &* crews &+ crew)
                if entry.pointee.version != head.pointee.version { routes.scan(job, crew, into: entry) }
                if entry.pointee.first == Instance.never { continue }
                var total = Int(entry.pointee.first) &* travelPrice &+ wish
                if total >= bestCost { continue }
                var at = entry.pointee.firstAt
                if blink > 0 && random.chance(blink) {
                    if entry.pointee.second == Instance.never || random.chance(blink) { continue }
                    total = Int(entry.pointee.second) &* travelPrice &+ wish
                    if total >= bestCost { continue }
                    at = entry.pointee.secondAt
                }
                bestCost = total
                bestCrew = crew
                bestAt = Int(at)
            }
            if bestCrew < 0 {
                absent[kept] = Int32(truncatingIfNeeded: job)
                kept &+= 1
            } else {
                save(bestCrew)
                if routes.heads[bestCrew].count == 0 { usedRoutes &+= 1 }
                routes.insert(job, crew: bestCrew, at: bestAt)
                cost &+= bestCost &- Int(instance.outCost[job])
            }
        }
        absentCount = kept
    }
}

extension Routes {
    /// Whether a job may stand behind position `at` (0 = start) of a route, by every hard rule.
    func fits(_ job: Int, crew: Int, at: Int) -> Bool {
        guard instance.price[crew * instance.jobs + job] != Instance.never,
            heads[crew].room >= instance.load[job]
        else { return false }
        let row = row(crew), n = instance.nodes, slot = Int(instance.timeClass[crew]) * instance.jobs + job
        let arrival = row[at].departure + instance.travel[Int(row[at].node) * n + job]
        if arrival > instance.close[slot] { return false }
        let done = start(arrival, job: job, slot: slot) + instance.service[job]
        return done + instance.travel[job * n + Int(row[at + 1].node)] <= row[at + 1].latest
    }
}
