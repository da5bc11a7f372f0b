/// One iteration of annealed ruin and recreate: "Slack Induction by String Removals", Christiaens and Vanden Berghe, Transportation Science 54 (2020).
/// Jobs that stay out have their prize as the cost of staying there.
///
/// A struct of pointers, like `Rows`; `Search` owns the memory.
/// Safety of the buffers: each holds one entry per job (or crew), and no list ever names a job (or crew) twice.
struct Engine {
    let rows: Rows
    let jobs: Int
    let crews: Int
    let travelPrice: Int
    let price: UnsafeMutablePointer<Int32>
    let outCost: UnsafeMutablePointer<Int32>
    let near: UnsafeMutablePointer<Int32>
    let orderKeys: UnsafeMutablePointer<Int32>
    let levelling: Levelling
    let tuning: Tuning
    let quantiles: Quantiles

    /// The part of the plan this search works on: jobs[0..<jobCount], and per job its crews.
    let ownJobs: UnsafeMutablePointer<Int32>
    let crewList: UnsafeMutablePointer<Int32>
    let crewFirst: UnsafeMutablePointer<Int32>
    let crewEnd: UnsafeMutablePointer<Int32>

    /// Jobs that the iteration tries to place.
    let pending: UnsafeMutablePointer<Int32>
    /// Iteration in which a job was taken off a route.
    let takenIn: UnsafeMutablePointer<UInt64>
    let sortKeys: UnsafeMutablePointer<Int64>
    let orders: UnsafeMutablePointer<Int>
    let orderCount: Int

    /// What an iteration may have to give back.
    let savedRows: UnsafeMutablePointer<Position>
    let savedHeads: UnsafeMutablePointer<RouteHead>
    let savedCrews: UnsafeMutablePointer<Int32>
    /// Where the test of a route that the iteration has changed is noted.
    let scratch: UnsafeMutablePointer<Insertion>
    /// Iteration in which a route was last saved / ruined, and a twin class last tried.
    let savedIn: UnsafeMutablePointer<UInt64>
    let ruinedIn: UnsafeMutablePointer<UInt64>
    let twinTried: UnsafeMutablePointer<UInt64>

    let state: UnsafeMutablePointer<State>

    struct State {
        var random: RandomSource
        var cost = 0
        var pendingCount = 0
        var savedCount = 0
        var usedRoutes = 0
        var absentCount = 0
        var ownJobs = 0
        var stamp: UInt64 = 0
        var trial: UInt64 = 0
        /// Positions until the next one that is overlooked.
        var untilBlink = 100
        var setsTailsApart = false
    }

    /// Whether the iteration was accepted.
    @inline(__always)
    func step(_ temperature: Double) -> Bool {
        state.pointee.stamp &+= 1
        state.pointee.savedCount = 0
        state.pointee.pendingCount = 0
        let before = state.pointee.cost, usedBefore = state.pointee.usedRoutes, absentBefore = state.pointee.absentCount
        let limit = before &+ Int(temperature * quantiles.exponential(state.pointee.random.next())) &+ 1
        let seed = Int(ownJobs[state.pointee.random.below(state.pointee.ownJobs)])
        if state.pointee.random.chance(tuning.tailChance) { swapTails(at: seed) }
        ruin(around: seed)
        let grace = absentBefore > 0 && state.pointee.random.chance(tuning.graceChance) ? state.pointee.random.unit() : 0
        let order = orders[state.pointee.random.below(orderCount)]
        sort(by: orderKeys + order &* jobs)
        if recreate(below: limit, grace: grace) {
            keepVersions()
            return true
        }
        giveBack()
        state.pointee.cost = before
        state.pointee.usedRoutes = usedBefore
        state.pointee.absentCount = absentBefore
        return false
    }

    @inline(__always)
    func save(_ crew: Int) {
        if savedIn[crew] == state.pointee.stamp { return }
        savedIn[crew] = state.pointee.stamp
        savedCrews[state.pointee.savedCount] = Int32(truncatingIfNeeded: crew)
        state.pointee.savedCount &+= 1
        savedHeads[crew] = rows.heads[crew]
        let from = rows.row(crew), to = savedRows + crew &* rows.stride, count = Int(rows.heads[crew].count) &+ 2
        var index = 0
        while index < count {
            to[index] = from[index]
            index &+= 1
        }
    }

    /// Half of all accepted iterations put everything back where it was: a route with its old content gets its old version, and with it what is remembered.
    private func keepVersions() {
        for index in 0..<state.pointee.savedCount {
            let crew = Int(savedCrews[index]), now = rows.row(crew), before = savedRows + crew &* rows.stride
            let count = Int(rows.heads[crew].count)
            if savedHeads[crew].count != rows.heads[crew].count || savedHeads[crew].travel != rows.heads[crew].travel { continue }
            var position = 1
            while position <= count && now[position].node == before[position].node { position &+= 1 }
            if position > count { rows.heads[crew].version = savedHeads[crew].version }
        }
    }

    func giveBack() {
        // Jobs that were absent before go back there; those of the saved routes get their crew again below.
        for index in 0..<state.pointee.pendingCount { rows.crewOf[Int(pending[index])] = Rows.absent }
        for index in 0..<state.pointee.savedCount {
            let crew = Int(savedCrews[index]), to = rows.row(crew), from = savedRows + crew &* rows.stride
            rows.heads[crew] = savedHeads[crew]
            let count = Int(savedHeads[crew].count)
            to[0] = from[0]
            var position = 1
            while position <= count {
                to[position] = from[position]
                rows.crewOf[Int(from[position].node)] = savedCrews[index]
                position &+= 1
            }
            to[position] = from[position]
        }
    }

    // MARK: Ruin

    private func ruin(around seed: Int) {
        let misses = state.pointee.cost >= Int(Instance.mustGoCost)
        let onRoutes = state.pointee.ownJobs &- state.pointee.absentCount
        let average = Double(onRoutes) / Double(max(1, state.pointee.usedRoutes))
        let longest = min(tuning.longestString, average)
        let mostStrings = 4 * tuning.removals / (1 + longest) - 1
        let strings = onRoutes > 0 ? Int(state.pointee.random.unit() * mostStrings + 1) : 0
        let list = near + seed &* jobs
        // Absent jobs of the neighbourhood are tried again on the routes that change; elsewhere there was no room for them before.
        var retries = state.pointee.absentCount > 0 ? tuning.retries : 0
        let reach = tuning.retryReach
        var done = 0, index = 0
        while index < jobs {
            let job = Int(list[index])
            let crew = Int(rows.crewOf[job])
            if crew >= 0 {
                if done < strings && ruinedIn[crew] != state.pointee.stamp {
                    ruinedIn[crew] = state.pointee.stamp
                    done &+= 1
                    removeString(around: job, crew: crew, longest: longest)
                }
            } else if retries > 0 && index < reach && crew == Int(Rows.absent) && takenIn[job] != state.pointee.stamp {
                if outCost[job] < Instance.mustGoCost {
                    pending[state.pointee.pendingCount] = Int32(truncatingIfNeeded: job)
                    state.pointee.pendingCount &+= 1
                    retries &-= 1
                }
            }
            index &+= 1
            if done >= strings && (retries == 0 || index >= reach) { break }
        }
        if misses { retryPromised() }
    }

    /// As long as a job is out that must go, it is tried every time.
    @inline(never)
    private func retryPromised() {
        for index in 0..<state.pointee.ownJobs {
            let job = Int(ownJobs[index])
            if rows.crewOf[job] == Rows.absent && outCost[job] >= Instance.mustGoCost && takenIn[job] != state.pointee.stamp {
                takenIn[job] = state.pointee.stamp
                pending[state.pointee.pendingCount] = Int32(truncatingIfNeeded: job)
                state.pointee.pendingCount &+= 1
            }
        }
    }

    private func removeString(around job: Int, crew: Int, longest: Double) {
        let row = rows.row(crew), count = Int(rows.heads[crew].count)
        var at = 1
        while Int(row[at].node) != job { at &+= 1 }
        let length = Int(state.pointee.random.unit() * min(Double(count), longest) + 1)
        var spare = 0
        if length > 1 && length < count && state.pointee.random.chance(tuning.splitChance) {
            spare = 1
            while length + spare < count && state.pointee.random.chance(tuning.spareMore) { spare &+= 1 }
        }
        // All strings of this length that hold the job are equally likely.
        let whole = length &+ spare
        let first = max(1, at &- whole &+ 1), last = min(at, count &- whole &+ 1)
        let from = first &+ state.pointee.random.below(last &- first &+ 1)
        var spareFrom = from &+ length
        if spare > 0 { spareFrom = from &+ 1 &+ state.pointee.random.below(length &- 1) }
        save(crew)
        let before = rows.heads[crew]
        let taken = pending + state.pointee.pendingCount
        rows.remove(crew: crew, from: from, length: length, spareFrom: spareFrom, spare: spare, into: taken)
        var change = added(crew, since: before)
        for index in 0..<length {
            let job = Int(taken[index])
            takenIn[job] = state.pointee.stamp
            change &+= Int(outCost[job]) &- Int(price[job &* crews &+ crew])
        }
        state.pointee.pendingCount &+= length
        state.pointee.absentCount &+= length
        state.pointee.cost &+= change
        if rows.heads[crew].count == 0 { state.pointee.usedRoutes &-= 1 }
    }

    /// What the driving and the length of a day cost more than they did.
    @inline(__always)
    func added(_ crew: Int, since before: RouteHead) -> Int {
        let travel = Int(rows.heads[crew].travel &- before.travel) &* travelPrice
        return levelling.isOn ? travel &+ levelling.cost(crew, rows.heads[crew]) &- levelling.cost(crew, before) : travel
    }

    // MARK: Recreate

    /// Sorts the pending jobs by one of several keys, drawn by weight; ties in random order.
    func sort(by keys: UnsafePointer<Int32>) {
        let count = state.pointee.pendingCount
        for index in 0..<count {
            sortKeys[index] = Int64(keys[Int(pending[index])]) << 20 | Int64(truncatingIfNeeded: state.pointee.random.next() &>> 44)
        }
        // Insertion sort: the list has some ten entries.
        var index = 1
        while index < count {
            let value = sortKeys[index], job = pending[index]
            var hole = index
            while hole > 0 && sortKeys[hole &- 1] > value {
                sortKeys[hole] = sortKeys[hole &- 1]
                pending[hole] = pending[hole &- 1]
                hole &-= 1
            }
            sortKeys[hole] = value
            pending[hole] = job
            index &+= 1
        }
    }

    /// Puts each pending job, in the order of the list, where it is cheapest; what fits nowhere, or costs more than its prize, stays out.
    /// False as soon as the plan cannot end below `limit` any more: a job that has been taken out only adds to the cost.
    /// `grace`: a job may cost so much of its prize above it, because another one beside it may make up for that.
    func recreate(below limit: Int, grace: Double = 0) -> Bool {
        let heads = rows.heads, entries = rows.entries, stamp = state.pointee.stamp
        let count = state.pointee.pendingCount
        // The cost without the prizes of the jobs that have been taken out and not been tried again.
        var settled = state.pointee.cost, retriesLeft = 0, index = 0
        while index < count {
            let job = Int(pending[index])
            if takenIn[job] == stamp { settled &-= Int(outCost[job]) } else { retriesLeft &+= 1 }
            index &+= 1
        }
        var untilBlink = state.pointee.untilBlink
        index = 0
        while index < count {
            let job = Int(pending[index])
            index &+= 1
            state.pointee.trial &+= 1
            let trial = state.pointee.trial
            let load = rows.load[job]
            let out = Int(outCost[job]), taken = takenIn[job] == stamp
            var bestCost = grace > 0 ? out &+ Int(Double(out) * grace) : out, bestCrew = -1, bestAt = 0
            // A job that was out before had no room on the routes that have not changed since, unless it was overlooked: now and then all are asked.
            let everywhere = taken || grace > 0 || state.pointee.random.chance(tuning.retryEverywhere)
            var list = everywhere ? crewList + Int(crewFirst[job]) : savedCrews
            let listEnd = everywhere ? crewList + Int(crewEnd[job]) : savedCrews + state.pointee.savedCount
            let row = entries + job &* crews, prices = price + job &* crews
            while list < listEnd {
                let crew = Int(list.pointee)
                list += 1
                let head = heads + crew
                if head.pointee.room < load { continue }
                if head.pointee.twin >= 0 {
                    let twin = Int(head.pointee.twin)
                    if twinTried[twin] == trial { continue }
                    twinTried[twin] = trial
                }
                let wish = Int(prices[crew])
                if wish >= bestCost { continue }
                var entry = row + crew
                if entry.pointee.version != head.pointee.version {
                    // What is known about the route as it was stays: most iterations give it back.
                    if savedIn[crew] == stamp { entry = scratch }
                    rows.scan(job, crew, into: entry)
                }
                if entry.pointee.first == Instance.never { continue }
                var total = Int(entry.pointee.first) &* travelPrice &+ wish
                if levelling.isOn { total &+= levelling.added(crew, head.pointee, Int(entry.pointee.first) &+ Int(rows.service[job])) }
                if total >= bestCost { continue }
                var at = entry.pointee.firstAt
                untilBlink &-= 1
                if untilBlink == 0 {
                    untilBlink = quantiles.gap(state.pointee.random.next(), tuning.blinkEvery)
                    if entry.pointee.second == Instance.never { continue }
                    total &+= (Int(entry.pointee.second) &- Int(entry.pointee.first)) &* travelPrice
                    if total >= bestCost { continue }
                    at = entry.pointee.secondAt
                }
                bestCost = total
                bestCrew = crew
                bestAt = Int(at)
            }
            if bestCrew < 0 {
                if taken { settled &+= out }
            } else {
                save(bestCrew)
                if heads[bestCrew].count == 0 { state.pointee.usedRoutes &+= 1 }
                rows.insert(job, crew: bestCrew, at: bestAt)
                state.pointee.absentCount &-= 1
                settled &+= taken ? bestCost : bestCost &- out
            }
            if !taken { retriesLeft &-= 1 }
            if settled >= limit && retriesLeft == 0 {
                state.pointee.untilBlink = untilBlink
                return false
            }
        }
        state.pointee.untilBlink = untilBlink
        state.pointee.cost = settled
        return settled < limit
    }
}
