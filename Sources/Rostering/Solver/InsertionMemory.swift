/// The two best positions for a job in one content of a route. Seconds of added travel; `never` = none.
struct Insertion {
    var version: UInt32
    var first: Int32
    var second: Int32
    var firstAt: UInt16
    var secondAt: UInt16
}

/// Remembers insertion tests per (job, crew). Most iterations change few routes, so most tests have been made before on the same
/// content; a rejected iteration gives the routes their old versions back. Two positions suffice to take a blink into account.
///
/// Safety: jobs * crews entries, indexed by a job and a crew of the instance only.
final class InsertionMemory {
    let entries: UnsafeMutablePointer<Insertion>
    private let size: Int

    init(_ instance: Instance) {
        size = max(1, instance.jobs * instance.crews)
        entries = .allocate(capacity: size)
        entries.initialize(repeating: Insertion(version: 0, first: Instance.never, second: Instance.never, firstAt: 0, secondAt: 0), count: size)
    }

    deinit { entries.deallocate() }

    func forget() {
        for index in 0..<size { entries[index].version = 0 }
    }
}

extension Routes {
    /// Tests every position of a route for a job in O(1) each, and notes the two cheapest.
    /// The price is compared before the times: few positions are among the two cheapest so far, so that most cost two reads and one well-predicted branch.
    @inline(never)
    func scan(_ job: Int, _ crew: Int, into entry: UnsafeMutablePointer<Insertion>) {
        let count = Int(heads[crew].count), n = instance.nodes
        let slot = Int(instance.timeClass[crew]) &* instance.jobs &+ job
        let to = instance.travelBack + job &* n, from = instance.travel + job &* n
        let open = instance.open[slot], close = instance.close[slot], service = instance.service[job]
        let gaps = instance.hasGaps && instance.gapIndex[slot &+ 1] > instance.gapIndex[slot]
        let earliestEnd = open &+ service
        var first = Instance.never, second = Instance.never, firstAt = 0, secondAt = 0
        var here = row(crew)
        let begin = here, end = here + count
        // In front of a stop that must be reached before this job can be done there is no room; latest arrivals only grow along the route.
        while here <= end && here[1].latest < earliestEnd { here += 1 }
        while here <= end && here.pointee.departure <= close {
            let there = to[Int(here.pointee.node)], onward = from[Int(here[1].node)]
            let added = there &+ onward &- here.pointee.ahead
            if added < second {
                let arrival = here.pointee.departure &+ there
                var begins = max(arrival, open)
                if gaps { begins = afterGap(begins, slot) }
                if arrival <= close && begins &+ service &+ onward <= here[1].latest {
                    if added < first {
                        second = first
                        secondAt = firstAt
                        first = added
                        firstAt = here - begin
                    } else {
                        second = added
                        secondAt = here - begin
                    }
                }
            }
            here += 1
        }
        if count == 0 && first != Instance.never { first &+= begin.pointee.ahead }
        entry.pointee = Insertion(
            version: heads[crew].version, first: first, second: second,
            firstAt: UInt16(truncatingIfNeeded: firstAt), secondAt: UInt16(truncatingIfNeeded: secondAt))
    }
}
