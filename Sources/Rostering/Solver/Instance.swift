/// Seconds from a node to a job, and from the job on to the node.
struct Leg {
    var there: Int32
    var onward: Int32
}

/// A `Problem` compiled to flat arrays of 32-bit integers for the inner loop.
///
/// Safety of the raw buffers: all are allocated here with the sizes written beside them, filled once in `init`, never resized or written again,
/// and freed in `deinit`; every index used by the search is a job (< jobs), crew (< crews) or node (< nodes) that was made here. Being immutable, it may be shared by threads.
final class Instance: @unchecked Sendable {
    let jobs: Int
    let crews: Int
    /// Jobs first, then the distinct start and end places of the crews.
    let nodes: Int
    /// Room of one route row: all jobs that could ever be on it, and both ends.
    let stride: Int
    let travelPrice: Int32

    /// nodes * nodes, seconds from row to column.
    let travel: UnsafeMutablePointer<Int32>
    /// jobs * nodes, both ways between a job and a node (so that an insertion test reads once per stop, in one row).
    let legs: UnsafeMutablePointer<Leg>

    /// Per job.
    let service: UnsafeMutablePointer<Int32>
    let load: UnsafeMutablePointer<Int32>
    /// Cost of staying out: the prize, and for jobs that must go a sum no other cost can reach.
    let outCost: UnsafeMutablePointer<Int32>

    /// timeClasses * jobs: first and last permitted start, in working seconds of the class (crews with equal pauses).
    let open: UnsafeMutablePointer<Int32>
    let close: UnsafeMutablePointer<Int32>
    /// timeClasses * jobs + 1: where the gaps between several windows begin in `gaps`.
    let gapIndex: UnsafeMutablePointer<Int32>
    /// Pairs (last second of a window, first second of the next).
    let gaps: UnsafeMutablePointer<Int32>
    let hasGaps: Bool

    /// jobs * crews; `never` = not allowed.
    let price: UnsafeMutablePointer<Int32>
    /// Per job, its crews: crewList[crewIndex[job]..<crewIndex[job + 1]].
    let crewList: UnsafeMutablePointer<Int32>
    let crewIndex: UnsafeMutablePointer<Int32>

    /// Per crew.
    let startNode: UnsafeMutablePointer<Int32>
    let endNode: UnsafeMutablePointer<Int32>
    let shiftFrom: UnsafeMutablePointer<Int32>
    let shiftTo: UnsafeMutablePointer<Int32>
    let capacity: UnsafeMutablePointer<Int32>
    let maxJobs: UnsafeMutablePointer<Int32>
    let timeClass: UnsafeMutablePointer<Int32>
    /// Crews that are the same in every respect: of several empty ones, only the first needs a try.
    let twinClass: UnsafeMutablePointer<Int32>

    /// Price of uneven days.
    let levelling: Levelling

    /// jobs * jobs: every job's neighbours, nearest first (itself first of all).
    let near: UnsafeMutablePointer<Int32>
    /// SortOrder.allCases * jobs: the key of each job in each order.
    let orderKeys: UnsafeMutablePointer<Int32>

    static let never = Int32.max
    /// Larger than any sum of travel and prices of one insertion, small enough that adding stays inside 32 bits.
    static let mustGoCost: Int32 = 1 << 29

    private var owned: [UnsafeMutablePointer<Int32>] = []

    deinit {
        for pointer in owned { pointer.deallocate() }
        legs.deallocate()
        levelling.factor.deallocate()
    }

    /// `closed`: crews whose route is frozen and gets nothing from the search.
    init(_ evaluator: Evaluator, closed: Set<Int> = []) {
        let problem = evaluator.problem
        let jobCount = problem.jobs.count, crewCount = problem.crews.count
        jobs = jobCount
        crews = crewCount
        travelPrice = Int32(problem.prices.travelPerSecond)
        var buffers: [UnsafeMutablePointer<Int32>] = []
        func buffer(_ count: Int, _ value: Int32 = 0) -> UnsafeMutablePointer<Int32> {
            let pointer = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, count))
            pointer.initialize(repeating: value, count: max(1, count))
            buffers.append(pointer)
            return pointer
        }

        // Nodes: the search never needs the table of places.
        var placeOfNode = problem.jobs.map(\.place)
        var nodeOfPlace: [Int: Int] = [:]
        for crew in problem.crews {
            for place in [crew.start, crew.end] where nodeOfPlace[place] == nil {
                nodeOfPlace[place] = placeOfNode.count
                placeOfNode.append(place)
            }
        }
        let n = placeOfNode.count
        nodes = n
        travel = buffer(n * n)
        for from in 0..<n {
            for to in 0..<n {
                travel[from * n + to] = problem.travel.seconds[placeOfNode[from] * problem.travel.places + placeOfNode[to]]
            }
        }
        legs = .allocate(capacity: max(1, jobCount * n))
        for job in 0..<jobCount {
            for node in 0..<n { (legs + job * n + node).initialize(to: Leg(there: travel[node * n + job], onward: travel[job * n + node])) }
        }

        service = buffer(jobCount)
        load = buffer(jobCount)
        outCost = buffer(jobCount)
        for (index, job) in problem.jobs.enumerated() {
            service[index] = Int32(job.service)
            load[index] = Int32(job.load)
            outCost[index] = Int32(job.prize) + (job.mustGo ? Instance.mustGoCost : 0)
        }

        // Crews, and the two classes.
        startNode = buffer(crewCount)
        endNode = buffer(crewCount)
        shiftFrom = buffer(crewCount)
        shiftTo = buffer(crewCount)
        capacity = buffer(crewCount)
        maxJobs = buffer(crewCount)
        timeClass = buffer(crewCount)
        twinClass = buffer(crewCount)
        price = buffer(crewCount * jobCount, Instance.never)
        var clocks: [CrewClock] = [], clockNumber: [CrewClock: Int] = [:]
        var twins: [[Int32]: Int] = [:]
        var longest = 0
        for (index, crew) in problem.crews.enumerated() {
            let clock = evaluator.clocks[index]
            let number = clockNumber[clock] ?? clocks.count
            if number == clocks.count {
                clockNumber[clock] = number
                clocks.append(clock)
            }
            startNode[index] = Int32(nodeOfPlace[crew.start] ?? 0)
            endNode[index] = Int32(nodeOfPlace[crew.end] ?? 0)
            shiftFrom[index] = Int32(clock.working(crew.shift.from))
            shiftTo[index] = Int32(clock.working(crew.shift.to))
            capacity[index] = Int32(min(crew.capacity, 1 << 30))
            maxJobs[index] = Int32(min(crew.maxJobs ?? jobCount, jobCount))
            timeClass[index] = Int32(number)
            var key = [startNode[index], endNode[index], shiftFrom[index], shiftTo[index], capacity[index], maxJobs[index], Int32(number)]
            var allowed = 0
            for job in 0..<jobCount {
                if !closed.contains(index), maxJobs[index] > 0, evaluator.matches(crew: index, job: job) {
                    price[job * crewCount + index] = Int32(evaluator.soft(crew: index, job: job))
                    allowed += 1
                }
                key.append(price[job * crewCount + index])
            }
            longest = max(longest, min(allowed, Int(maxJobs[index])))
            let twin = twins[key] ?? twins.count
            twins[key] = twin
            twinClass[index] = Int32(twin)
        }
        stride = longest + 2
        let factors = UnsafeMutablePointer<Double>.allocate(capacity: max(1, crewCount))
        factors.initialize(repeating: 0, count: max(1, crewCount))
        for crew in 0..<crewCount { factors[crew] = evaluator.levellingFactor(crew) }
        levelling = Levelling(isOn: problem.prices.equalLoad > 0, factor: factors)

        crewIndex = buffer(jobCount + 1)
        var pairs: [Int32] = []
        for job in 0..<jobCount {
            crewIndex[job] = Int32(pairs.count)
            for crew in 0..<crewCount where price[job * crewCount + crew] != Instance.never { pairs.append(Int32(crew)) }
        }
        crewIndex[jobCount] = Int32(pairs.count)
        crewList = buffer(pairs.count)
        for (index, crew) in pairs.enumerated() { crewList[index] = crew }

        // Windows per time class.
        open = buffer(clocks.count * jobCount)
        close = buffer(clocks.count * jobCount)
        gapIndex = buffer(clocks.count * jobCount + 1)
        var gapValues: [Int32] = []
        for (number, clock) in clocks.enumerated() {
            for job in 0..<jobCount {
                let slot = number * jobCount + job
                gapIndex[slot] = Int32(gapValues.count)
                let spans = problem.jobs[job].windows.isEmpty
                    ? [Interval(0, Limit.seconds)] : clock.workingWindows(evaluator.windows[job])
                guard let first = spans.first, let last = spans.last else {
                    open[slot] = 1
                    close[slot] = -1
                    continue
                }
                open[slot] = Int32(first.from)
                close[slot] = Int32(last.to)
                for (before, after) in zip(spans, spans.dropFirst()) { gapValues += [Int32(before.to), Int32(after.from)] }
            }
        }
        gapIndex[clocks.count * jobCount] = Int32(gapValues.count)
        gaps = buffer(gapValues.count)
        for (index, value) in gapValues.enumerated() { gaps[index] = value }
        hasGaps = !gapValues.isEmpty

        near = buffer(jobCount * jobCount)
        orderKeys = buffer(SortOrder.allCases.count * jobCount)
        for job in 0..<jobCount {
            let fromDepot = (jobCount..<max(n, jobCount)).map { travel[$0 * n + job] }.min() ?? 0
            for order in SortOrder.allCases {
                orderKeys[order.rawValue * jobCount + job] = switch order {
                case .random: 0
                case .load: -load[job]
                case .far: -fromDepot
                case .close: fromDepot
                case .narrow: clocks.isEmpty ? 0 : close[job] - open[job]
                case .opening: clocks.isEmpty ? 0 : open[job]
                case .closing: clocks.isEmpty ? 0 : -close[job]
                case .prize: -outCost[job]
                }
            }
        }
        owned = buffers
        if !clocks.isEmpty { fillNeighbours() }
    }
}
