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
    /// Jobs on the route; the row has two positions more.
    var count: Int32 = 0
    /// Largest load a further job may have; below 0 when the route takes no more jobs.
    var room: Int32 = 0
    var load: Int32 = 0
    /// Names this content of the row: equal versions mean equal content, so that insertion tests can be remembered.
    var version: UInt32 = 0
    /// Seconds of the whole route.
    var travel: Int32 = 0
    /// While the route is empty: its twin class; else -1.
    var twin: Int32 = -1
}

/// The routes of one search, in preallocated rows.
///
/// Safety: `rows` holds crews * stride positions and a route never gets more than `min(allowed jobs, maxJobs) = stride - 2` jobs, since a job is
/// on at most one route, only on crews that may take it, and `maxJobs` is tested before each insertion.
final class Routes {
    let instance: Instance
    let rows: UnsafeMutablePointer<Position>
    let heads: UnsafeMutablePointer<RouteHead>
    /// Per job: its crew, or -1 when absent.
    let crewOf: UnsafeMutablePointer<Int32>
    /// Last version given out. Empty routes have the version crew + 1 for ever.
    let lastVersion: UnsafeMutablePointer<UInt32>

    init(_ instance: Instance) {
        self.instance = instance
        rows = .allocate(capacity: max(1, instance.crews * instance.stride))
        rows.initialize(repeating: Position(node: 0, departure: 0, latest: 0, ahead: 0), count: max(1, instance.crews * instance.stride))
        heads = .allocate(capacity: max(1, instance.crews))
        heads.initialize(repeating: RouteHead(), count: max(1, instance.crews))
        crewOf = .allocate(capacity: max(1, instance.jobs))
        crewOf.initialize(repeating: -1, count: max(1, instance.jobs))
        lastVersion = .allocate(capacity: 1)
        lastVersion.initialize(to: UInt32(instance.crews))
        clear()
    }

    deinit {
        rows.deallocate()
        heads.deallocate()
        crewOf.deallocate()
        lastVersion.deallocate()
    }

    func clear() {
        for job in 0..<instance.jobs { crewOf[job] = -1 }
        for crew in 0..<instance.crews {
            let row = rows + crew * instance.stride
            row[0].node = instance.startNode[crew]
            row[1].node = instance.endNode[crew]
            heads[crew] = RouteHead()
            retime(crew)
            renew(crew)
        }
    }

    @inline(__always)
    func row(_ crew: Int) -> UnsafeMutablePointer<Position> { rows + crew &* instance.stride }

    /// To be called after every change of a row.
    @inline(__always)
    func renew(_ crew: Int) {
        if heads[crew].count == 0 {
            heads[crew].version = UInt32(truncatingIfNeeded: crew &+ 1)
            heads[crew].twin = instance.twinClass[crew]
        } else {
            lastVersion.pointee &+= 1
            heads[crew].version = lastVersion.pointee
            heads[crew].twin = -1
        }
        heads[crew].room = heads[crew].count < instance.maxJobs[crew] ? instance.capacity[crew] &- heads[crew].load : -1
    }

    /// Earliest start for an arrival not after `close`.
    @inline(__always)
    func start(_ arrival: Int32, job: Int, slot: Int) -> Int32 {
        let time = max(arrival, instance.open[slot])
        return instance.hasGaps ? afterGap(time, slot) : time
    }

    func afterGap(_ time: Int32, _ slot: Int) -> Int32 {
        var index = Int(instance.gapIndex[slot])
        let end = Int(instance.gapIndex[slot + 1])
        while index < end {
            if time > instance.gaps[index] && time < instance.gaps[index + 1] { return instance.gaps[index + 1] }
            index += 2
        }
        return time
    }

    func beforeGap(_ time: Int32, _ slot: Int) -> Int32 {
        var index = Int(instance.gapIndex[slot])
        let end = Int(instance.gapIndex[slot + 1])
        while index < end {
            if time > instance.gaps[index] && time < instance.gaps[index + 1] { return instance.gaps[index] }
            index += 2
        }
        return time
    }

    @inline(__always)
    func latestArrival(before next: Position, at job: Int, ahead: Int32, slot: Int) -> Int32 {
        let time = min(next.latest &- ahead &- instance.service[job], instance.close[slot])
        return instance.hasGaps ? beforeGap(time, slot) : time
    }

    /// Recomputes a whole row from its nodes; the head's count must be right. Gives the travel of the route (0 when empty).
    func retime(_ crew: Int) {
        let row = row(crew), count = Int(heads[crew].count), n = instance.nodes
        let base = Int(instance.timeClass[crew]) &* instance.jobs
        row[0].departure = instance.shiftFrom[crew]
        var total: Int32 = 0
        var index = 0
        while index <= count {
            let ahead = instance.travel[Int(row[index].node) &* n &+ Int(row[index &+ 1].node)]
            row[index].ahead = ahead
            total &+= ahead
            let arrival = row[index].departure &+ ahead
            if index < count {
                let job = Int(row[index &+ 1].node)
                row[index &+ 1].departure = start(arrival, job: job, slot: base &+ job) &+ instance.service[job]
            } else {
                row[index &+ 1].departure = arrival
            }
            index &+= 1
        }
        row[count &+ 1].latest = instance.shiftTo[crew]
        row[count &+ 1].ahead = 0
        index = count
        while index > 0 {
            let job = Int(row[index].node)
            row[index].latest = latestArrival(before: row[index &+ 1], at: job, ahead: row[index].ahead, slot: base &+ job)
            index &-= 1
        }
        row[0].latest = row[1].latest &- row[0].ahead
        heads[crew].travel = count == 0 ? 0 : total
    }

    /// Puts `job` behind position `at` (0 = start). The caller has tested that it fits.
    @inline(__always)
    func insert(_ job: Int, crew: Int, at: Int) {
        let row = row(crew), count = Int(heads[crew].count), n = instance.nodes
        let base = Int(instance.timeClass[crew]) &* instance.jobs
        var index = count &+ 1
        while index > at {
            row[index &+ 1] = row[index]
            index &-= 1
        }
        let here = at &+ 1
        row[here].node = Int32(truncatingIfNeeded: job)
        let before = instance.travel[Int(row[at].node) &* n &+ job], behind = instance.travel[job &* n &+ Int(row[here &+ 1].node)]
        let old = count == 0 ? 0 : row[at].ahead
        heads[crew].travel &+= before &+ behind &- old
        row[at].ahead = before
        row[here].ahead = behind
        let arrival = row[at].departure &+ before
        row[here].departure = start(arrival, job: job, slot: base &+ job) &+ instance.service[job]
        index = here &+ 1
        while index <= count &+ 1 {
            let next = Int(row[index].node)
            let departure = start(row[index &- 1].departure &+ row[index &- 1].ahead, job: next, slot: base &+ next) &+ instance.service[next]
            if departure == row[index].departure { break }
            row[index].departure = departure
            index &+= 1
        }
        if index == count &+ 2 { row[index].departure = row[index &- 1].departure &+ row[index &- 1].ahead }
        index = here
        while index > 0 {
            let stop = Int(row[index].node)
            let latest = latestArrival(before: row[index &+ 1], at: stop, ahead: row[index].ahead, slot: base &+ stop)
            if index < here && latest == row[index].latest { break }
            row[index].latest = latest
            index &-= 1
        }
        heads[crew].count &+= 1
        heads[crew].load &+= instance.load[job]
        crewOf[job] = Int32(truncatingIfNeeded: crew)
        renew(crew)
    }

    /// Takes out `length` neighbours from position `from` on, sparing `spare` of them from position `spareFrom` on.
    /// The jobs taken are appended to `taken`.
    func remove(crew: Int, from: Int, length: Int, spareFrom: Int, spare: Int, into taken: UnsafeMutablePointer<Int32>) -> Int {
        let row = row(crew), count = Int(heads[crew].count)
        var write = from, read = from, removed = 0
        let end = from &+ length &+ spare
        while read < end {
            if read >= spareFrom && read < spareFrom &+ spare {
                row[write].node = row[read].node
                write &+= 1
            } else {
                let job = row[read].node
                taken[removed] = job
                removed &+= 1
                crewOf[Int(job)] = -1
                heads[crew].load &-= instance.load[Int(job)]
            }
            read &+= 1
        }
        while read <= count &+ 1 {
            row[write].node = row[read].node
            write &+= 1
            read &+= 1
        }
        heads[crew].count &-= Int32(truncatingIfNeeded: removed)
        retime(crew)
        renew(crew)
        return removed
    }
}
