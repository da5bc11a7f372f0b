/// One position of a route row: a node, and what makes an insertion beside it testable in O(1)
/// (Savelsbergh 1992: earliest departure forward, latest arrival backward). Working seconds.
struct Position {
    var node: Int32
    /// Earliest departure.
    var departure: Int32
    /// Latest arrival that still lets the rest of the route be in time.
    var latest: Int32
    /// Travel to the next position.
    var ahead: Int32
}

struct RouteHead {
    /// Largest load a further job may have; below 0 when the route takes no more jobs.
    var room: Int32 = 0
    /// Names this content of the row: equal versions mean equal content, so that insertion tests can be remembered.
    var version: UInt32 = 0
    /// While the route is empty: its twin class; else -1.
    var twin: Int32 = -1
    /// Jobs on the route; the row has two positions more.
    var count: Int32 = 0
    var load: Int32 = 0
    /// Seconds of driving on the whole route; 0 when empty.
    var travel: Int32 = 0
    /// Seconds of service on the whole route.
    var service: Int32 = 0
    var unused: Int32 = 0
}

/// The two best positions for a job in one content of a route. Seconds of added travel; `never` = none.
struct Insertion {
    var version: UInt32
    var first: Int32
    var second: Int32
    var firstAt: UInt16
    var secondAt: UInt16
}

/// The routes of one search, in preallocated rows, and the remembered insertion tests per (job, crew): most iterations change few routes,
/// so most tests have been made before on the same content; a rejected iteration gives the routes their old versions back.
/// Two positions suffice to take a blink into account.
///
/// A struct of pointers: the inner loop reads it without reference counts or exclusivity checks. `RouteStore` owns the memory.
/// Safety: `rows` holds crews * stride positions and a route never gets more than `min(allowed jobs, maxJobs) = stride - 2` jobs, since a job is
/// on at most one route, only on crews that may take it, and `maxJobs` is tested before each insertion. `entries` holds jobs * crews.
struct Rows {
    let jobs: Int
    let crews: Int
    let nodes: Int
    let stride: Int
    let hasGaps: Bool
    let rows: UnsafeMutablePointer<Position>
    let heads: UnsafeMutablePointer<RouteHead>
    let entries: UnsafeMutablePointer<Insertion>
    /// Per job: its crew, `absent`, or `elsewhere`.
    let crewOf: UnsafeMutablePointer<Int32>
    /// Last version given out. Empty routes have the version crew + 1 for ever.
    let lastVersion: UnsafeMutablePointer<UInt32>
    let travel: UnsafeMutablePointer<Int32>
    let legs: UnsafeMutablePointer<Leg>
    let service: UnsafeMutablePointer<Int32>
    let load: UnsafeMutablePointer<Int32>
    let open: UnsafeMutablePointer<Int32>
    let close: UnsafeMutablePointer<Int32>
    let gapIndex: UnsafeMutablePointer<Int32>
    let gaps: UnsafeMutablePointer<Int32>
    let timeClass: UnsafeMutablePointer<Int32>
    let twinClass: UnsafeMutablePointer<Int32>
    let capacity: UnsafeMutablePointer<Int32>
    let maxJobs: UnsafeMutablePointer<Int32>
    let shiftFrom: UnsafeMutablePointer<Int32>
    let shiftTo: UnsafeMutablePointer<Int32>

    static let absent: Int32 = -1
    /// Not of the part of the plan that this search works on.
    static let elsewhere: Int32 = -2

    @inline(__always)
    func row(_ crew: Int) -> UnsafeMutablePointer<Position> { rows + crew &* stride }

    /// To be called after every change of a row.
    @inline(__always)
    func renew(_ crew: Int) {
        let head = heads + crew
        if head.pointee.count == 0 {
            head.pointee.version = UInt32(truncatingIfNeeded: crew &+ 1)
            head.pointee.twin = twinClass[crew]
        } else {
            lastVersion.pointee &+= 1
            head.pointee.version = lastVersion.pointee
            head.pointee.twin = -1
        }
        head.pointee.room = head.pointee.count < maxJobs[crew] ? capacity[crew] &- head.pointee.load : -1
    }

    /// Earliest start for an arrival not after `close`.
    @inline(__always)
    func start(_ arrival: Int32, _ slot: Int) -> Int32 {
        let time = max(arrival, open[slot])
        return hasGaps ? afterGap(time, slot) : time
    }

    @inline(never)
    func afterGap(_ time: Int32, _ slot: Int) -> Int32 {
        var index = Int(gapIndex[slot])
        let end = Int(gapIndex[slot &+ 1])
        while index < end {
            if time > gaps[index] && time < gaps[index &+ 1] { return gaps[index &+ 1] }
            index &+= 2
        }
        return time
    }

    @inline(never)
    func beforeGap(_ time: Int32, _ slot: Int) -> Int32 {
        var index = Int(gapIndex[slot])
        let end = Int(gapIndex[slot &+ 1])
        while index < end {
            if time > gaps[index] && time < gaps[index &+ 1] { return gaps[index] }
            index &+= 2
        }
        return time
    }

    @inline(__always)
    func latestArrival(_ next: Position, at job: Int, ahead: Int32, _ slot: Int) -> Int32 {
        let time = min(next.latest &- ahead &- service[job], close[slot])
        return hasGaps ? beforeGap(time, slot) : time
    }

    /// Recomputes a whole row from its nodes; the head's count must be right.
    func retime(_ crew: Int) {
        let row = row(crew), count = Int(heads[crew].count)
        row[0].departure = shiftFrom[crew]
        var index = 0, total: Int32 = 0
        while index <= count {
            row[index].ahead = travel[Int(row[index].node) &* nodes &+ Int(row[index &+ 1].node)]
            total &+= row[index].ahead
            index &+= 1
        }
        row[count &+ 1].latest = shiftTo[crew]
        row[count &+ 1].ahead = 0
        heads[crew].travel = count == 0 ? 0 : total
        flow(crew, from: 1, surely: count &+ 1)
        ebb(crew, from: count, surely: 0)
    }

    /// Whether a crew that leaves a stop as early as it can gets to a job before its last window closes.
    @inline(__always)
    func reaches(_ job: Int, from stop: Position, _ crew: Int) -> Bool {
        stop.departure &+ legs[job &* nodes &+ Int(stop.node)].there <= close[Int(timeClass[crew]) &* jobs &+ job]
    }

    /// Whether every stop of a row that has been timed anew is reached in time.
    func isInTime(_ crew: Int) -> Bool {
        let row = row(crew), count = Int(heads[crew].count)
        var index = 1
        while index <= count {
            if row[index].departure &- service[Int(row[index].node)] > row[index].latest { return false }
            index &+= 1
        }
        return row[index].departure <= row[index].latest
    }

    /// Earliest departures from position `from` on; beyond `surely` it stops as soon as one has not changed.
    @inline(__always)
    func flow(_ crew: Int, from: Int, surely: Int) {
        let row = row(crew), count = Int(heads[crew].count), base = Int(timeClass[crew]) &* jobs
        var index = from
        while index <= count {
            let job = Int(row[index].node)
            let departure = start(row[index &- 1].departure &+ row[index &- 1].ahead, base &+ job) &+ service[job]
            if index > surely && departure == row[index].departure { return }
            row[index].departure = departure
            index &+= 1
        }
        row[index].departure = row[index &- 1].departure &+ row[index &- 1].ahead
    }

    /// Latest arrivals from position `from` back; before `surely` it stops as soon as one has not changed.
    @inline(__always)
    func ebb(_ crew: Int, from: Int, surely: Int) {
        let row = row(crew), base = Int(timeClass[crew]) &* jobs
        var index = from
        while index > 0 {
            let job = Int(row[index].node)
            let latest = latestArrival(row[index &+ 1], at: job, ahead: row[index].ahead, base &+ job)
            if index < surely && latest == row[index].latest { return }
            row[index].latest = latest
            index &-= 1
        }
        row[0].latest = row[1].latest &- row[0].ahead
    }

    /// Puts `job` behind position `at` (0 = start). The caller has tested that it fits.
    @inline(__always)
    func insert(_ job: Int, crew: Int, at: Int) {
        let row = row(crew), count = Int(heads[crew].count)
        var index = count &+ 1
        while index > at {
            row[index &+ 1] = row[index]
            index &-= 1
        }
        let here = at &+ 1
        row[here].node = Int32(truncatingIfNeeded: job)
        let before = travel[Int(row[at].node) &* nodes &+ job], behind = travel[job &* nodes &+ Int(row[here &+ 1].node)]
        let old = count == 0 ? 0 : row[at].ahead
        row[at].ahead = before
        row[here].ahead = behind
        heads[crew].travel &+= before &+ behind &- old
        heads[crew].service &+= service[job]
        heads[crew].count &+= 1
        heads[crew].load &+= load[job]
        flow(crew, from: here, surely: here)
        ebb(crew, from: here, surely: here)
        crewOf[job] = Int32(truncatingIfNeeded: crew)
        renew(crew)
    }

    /// Takes out `length` neighbours from position `from` on, sparing `spare` of them from position `spareFrom` on.
    /// The jobs taken are written to `taken`.
    @inline(__always)
    func remove(crew: Int, from: Int, length: Int, spareFrom: Int, spare: Int, into taken: UnsafeMutablePointer<Int32>) {
        let row = row(crew), count = Int(heads[crew].count)
        var write = from, read = from, removed = 0
        let end = from &+ length &+ spare
        var old = row[from &- 1].ahead
        while read < end {
            old &+= row[read].ahead
            if read >= spareFrom && read < spareFrom &+ spare {
                row[write] = row[read]
                write &+= 1
            } else {
                let job = Int(row[read].node)
                taken[removed] = row[read].node
                removed &+= 1
                crewOf[job] = Rows.absent
                heads[crew].load &-= load[job]
                heads[crew].service &-= service[job]
            }
            read &+= 1
        }
        // Positions from `from - 1` up to the one before `write` have a new successor or predecessor.
        let last = write
        while read <= count &+ 1 {
            row[write] = row[read]
            write &+= 1
            read &+= 1
        }
        let left = count &- removed
        heads[crew].count = Int32(truncatingIfNeeded: left)
        var fresh: Int32 = 0, index = from &- 1
        while index < last {
            let ahead = travel[Int(row[index].node) &* nodes &+ Int(row[index &+ 1].node)]
            row[index].ahead = ahead
            fresh &+= ahead
            index &+= 1
        }
        heads[crew].travel = left == 0 ? 0 : heads[crew].travel &+ fresh &- old
        flow(crew, from: from, surely: last)
        ebb(crew, from: last &- 1, surely: from)
        renew(crew)
    }

    /// Tests every position of a route for a job in O(1) each, and notes the two cheapest.
    @inline(__always)
    func scan(_ job: Int, _ crew: Int, into entry: UnsafeMutablePointer<Insertion>) {
        let slot = Int(timeClass[crew]) &* jobs &+ job
        if hasGaps && gapIndex[slot &+ 1] > gapIndex[slot] { scanWindows(job, crew, into: entry) } else { scanSpan(job, crew, into: entry) }
    }

    /// Without branches in the loop body: which position is among the cheapest is as good as random, and a wrong guess costs more than the arithmetic.
    @inline(never)
    func scanSpan(_ job: Int, _ crew: Int, into entry: UnsafeMutablePointer<Insertion>) {
        let count = Int(heads[crew].count)
        let slot = Int(timeClass[crew]) &* jobs &+ job
        let legs = legs + job &* nodes
        let open = open[slot], close = close[slot], service = service[job]
        var first = Int64.max, second = Int64.max
        let begin = row(crew)
        var here = firstPosition(begin, count, legs, done: open &+ service)
        var there = legs[Int(begin[here].node)].there
        while here <= count {
            let arrival = begin[here].departure &+ there
            // Behind this stop it only gets later.
            if arrival > close { break }
            let leg = legs[Int(begin[here &+ 1].node)]
            let slack = begin[here &+ 1].latest &- (max(arrival, open) &+ service &+ leg.onward)
            let added = there &+ leg.onward &- begin[here].ahead
            let key = Int64(added) &<< 32 | Int64(truncatingIfNeeded: here)
            let value = slack < 0 ? Int64.max : key
            second = min(second, max(first, value))
            first = min(first, value)
            there = leg.there
            here &+= 1
        }
        write(first, second, crew, entry)
    }

    @inline(never)
    func scanWindows(_ job: Int, _ crew: Int, into entry: UnsafeMutablePointer<Insertion>) {
        let count = Int(heads[crew].count)
        let slot = Int(timeClass[crew]) &* jobs &+ job
        let legs = legs + job &* nodes
        let open = open[slot], close = close[slot], service = service[job]
        var first = Int64.max, second = Int64.max
        let begin = row(crew)
        var here = firstPosition(begin, count, legs, done: open &+ service)
        var there = legs[Int(begin[here].node)].there
        while here <= count {
            let arrival = begin[here].departure &+ there
            if arrival > close { break }
            let leg = legs[Int(begin[here &+ 1].node)]
            let added = there &+ leg.onward &- begin[here].ahead
            let value = Int64(added) &<< 32 | Int64(truncatingIfNeeded: here)
            if value < second && afterGap(max(arrival, open), slot) &+ service &+ leg.onward <= begin[here &+ 1].latest {
                second = min(second, max(first, value))
                first = min(first, value)
            }
            there = leg.there
            here &+= 1
        }
        write(first, second, crew, entry)
    }

    /// In front of a stop that cannot be reached in time even from the earliest end of the job there is no room, nor in front of the stops before it.
    @inline(__always)
    private func firstPosition(_ begin: UnsafeMutablePointer<Position>, _ count: Int, _ legs: UnsafeMutablePointer<Leg>, done: Int32) -> Int {
        var here = 0
        while here <= count && begin[here &+ 1].latest < done &+ legs[Int(begin[here &+ 1].node)].onward { here &+= 1 }
        return here
    }

    @inline(__always)
    private func write(_ first: Int64, _ second: Int64, _ crew: Int, _ entry: UnsafeMutablePointer<Insertion>) {
        var low = Int32(truncatingIfNeeded: first &>> 32)
        if heads[crew].count == 0 && low != Instance.never { low &+= row(crew)[0].ahead }
        entry.pointee = Insertion(
            version: heads[crew].version, first: low, second: Int32(truncatingIfNeeded: second &>> 32),
            firstAt: UInt16(truncatingIfNeeded: first), secondAt: UInt16(truncatingIfNeeded: second))
    }
}

/// Owns the memory of `Rows`.
final class RouteStore {
    let rows: Rows
    private let instance: Instance

    init(_ instance: Instance) {
        self.instance = instance
        let positions = max(1, instance.crews * instance.stride), jobs = max(1, instance.jobs), crews = max(1, instance.crews)
        rows = Rows(
            jobs: instance.jobs, crews: instance.crews, nodes: instance.nodes, stride: instance.stride, hasGaps: instance.hasGaps,
            rows: .allocate(capacity: positions), heads: .allocate(capacity: crews), entries: .allocate(capacity: jobs * crews),
            crewOf: .allocate(capacity: jobs), lastVersion: .allocate(capacity: 1), travel: instance.travel, legs: instance.legs,
            service: instance.service, load: instance.load, open: instance.open, close: instance.close, gapIndex: instance.gapIndex, gaps: instance.gaps,
            timeClass: instance.timeClass, twinClass: instance.twinClass, capacity: instance.capacity, maxJobs: instance.maxJobs,
            shiftFrom: instance.shiftFrom, shiftTo: instance.shiftTo)
        rows.rows.initialize(repeating: Position(node: 0, departure: 0, latest: 0, ahead: 0), count: positions)
        rows.heads.initialize(repeating: RouteHead(), count: crews)
        rows.entries.initialize(repeating: Insertion(version: 0, first: Instance.never, second: Instance.never, firstAt: 0, secondAt: 0), count: jobs * crews)
        rows.crewOf.initialize(repeating: Rows.absent, count: jobs)
        rows.lastVersion.initialize(to: UInt32(instance.crews))
        for crew in 0..<instance.crews { clear(crew) }
    }

    deinit {
        rows.rows.deallocate()
        rows.heads.deallocate()
        rows.entries.deallocate()
        rows.crewOf.deallocate()
        rows.lastVersion.deallocate()
    }

    /// Empties a route; the jobs on it keep their `crewOf`.
    func clear(_ crew: Int) {
        let row = rows.row(crew)
        row[0].node = instance.startNode[crew]
        row[1].node = instance.endNode[crew]
        rows.heads[crew] = RouteHead()
        rows.retime(crew)
        rows.renew(crew)
    }

    /// Versions are 32 bits; long before they would repeat, all start anew.
    func renumber() {
        for index in 0..<(rows.jobs * rows.crews) { rows.entries[index].version = 0 }
        rows.lastVersion.pointee = UInt32(instance.crews)
        for crew in 0..<instance.crews { rows.renew(crew) }
    }

    /// Whether a job may stand behind position `at` (0 = start) of a route, by every hard rule.
    func fits(_ job: Int, crew: Int, at: Int) -> Bool {
        guard instance.price[job * instance.crews + crew] != Instance.never, rows.heads[crew].room >= instance.load[job] else { return false }
        let row = rows.row(crew), n = instance.nodes, slot = Int(instance.timeClass[crew]) * instance.jobs + job
        let arrival = row[at].departure + instance.travel[Int(row[at].node) * n + job]
        if arrival > instance.close[slot] { return false }
        let done = rows.start(arrival, slot) + instance.service[job]
        return done + instance.travel[job * n + Int(row[at + 1].node)] <= row[at + 1].latest
    }
}
