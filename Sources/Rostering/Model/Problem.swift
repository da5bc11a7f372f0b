/// What a broken wish costs, in the unit of the total cost.
public struct Prices: Sendable, Codable, Hashable {
    public var travelPerSecond: Int
    public var notPreferredCrew: Int
    public var otherZone: Int
    public var changedCrew: Int
    /// Price of uneven days; 0 = not wanted. A crew that drives and serves for w of the s seconds of its shift costs `equalLoad` * w * w / (3600 * s):
    /// an hour of work costs the more the fuller the day is, and the sum is least when all crews are equally full. Waiting does not count.
    public var equalLoad: Int

    public init(travelPerSecond: Int = 1, notPreferredCrew: Int = 600, otherZone: Int = 120, changedCrew: Int = 900, equalLoad: Int = 0) {
        self.travelPerSecond = travelPerSecond
        self.notPreferredCrew = notPreferredCrew
        self.otherZone = otherZone
        self.changedCrew = changedCrew
        self.equalLoad = equalLoad
    }
}

/// One day to be planned. A frozen input: a run is repeatable from it.
public struct Problem: Sendable, Codable, Hashable {
    public var travel: Travel
    public var crews: [Crew]
    public var jobs: [Job]
    public var prices: Prices

    /// Whether times of one route depend on another's.
    var isLinked: Bool { jobs.contains(where: \.isLinked) }

    public init(travel: Travel, crews: [Crew], jobs: [Job], prices: Prices = Prices()) {
        self.travel = travel
        self.crews = crews
        self.jobs = jobs
        self.prices = prices
    }

    /// What is wrong with the input itself. `Evaluator` and `Solver` demand that this is empty.
    public func defects() -> [Defect] {
        var found: [Defect] = []
        let known = 0..<travel.places
        var crewIDs: Set<String> = []
        for crew in crews {
            if !crewIDs.insert(crew.id).inserted { found.append(.crewTwice(crew.id)) }
            if !known.contains(crew.start) || !known.contains(crew.end) { found.append(.crewPlace(crew.id)) }
            if crew.capacity < 0 || !crew.shift.isReasonable || crew.pauses.contains(where: { !$0.isReasonable }) {
                found.append(.crewFigures(crew.id))
            }
        }
        var jobIDs: Set<String> = []
        for job in jobs {
            if !jobIDs.insert(job.id).inserted { found.append(.jobTwice(job.id)) }
            if !known.contains(job.place) { found.append(.jobPlace(job.id)) }
            if !(0...Limit.seconds).contains(job.service) || !(0...Limit.amount).contains(job.load)
                || !(0...Limit.amount).contains(job.prize) || job.windows.contains(where: { !$0.isReasonable })
            {
                found.append(.jobFigures(job.id))
            }
        }
        found += linkDefects()
        let price = 0...Limit.price
        if !price.contains(prices.notPreferredCrew) || !price.contains(prices.otherZone)
            || !price.contains(prices.changedCrew) || !price.contains(prices.equalLoad) || !(0...1000).contains(prices.travelPerSecond)
        {
            found.append(.prices)
        }
        if travel.seconds.contains(where: { Int($0) > Limit.travel / max(1, prices.travelPerSecond) }) { found.append(.travel) }
        return found
    }

    private func linkDefects() -> [Defect] {
        let number = Dictionary(jobs.indices.map { (jobs[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        // A job has its place in an order when all before it have theirs; those in a circle, and those behind one, never get it.
        var placed = Set(jobs.indices.filter { jobs[$0].after.isEmpty }), waiting = jobs.indices.filter { !jobs[$0].after.isEmpty }
        var grew = true
        while grew {
            grew = false
            for index in waiting where jobs[index].after.allSatisfy({ number[$0.job].map(placed.contains) ?? true }) {
                placed.insert(index)
                grew = true
            }
            waiting.removeAll(where: placed.contains)
        }
        return jobs.indices.filter { index in
            let job = jobs[index]
            return !(1...2).contains(job.crews) || !placed.contains(index)
                || job.after.contains { number[$0.job] == nil || !(0...Limit.seconds).contains($0.lag) }
        }.map { .jobLinks(jobs[$0].id) }
    }

    /// Something in the input that no plan can be computed with.
    public enum Defect: Sendable, Hashable, Codable {
        case crewTwice(String), jobTwice(String)
        case crewPlace(String), jobPlace(String)
        case crewFigures(String), jobFigures(String)
        /// Neither one crew nor two; or comes after an unknown job, after itself (perhaps by way of others), or after a lag out of bounds.
        case jobLinks(String)
        case prices, travel
    }
}

/// Bounds that keep every sum of the search inside 32 bits: a time is below 2^26, a travel entry below 2^25, two of them and a price fit.
enum Limit {
    static let seconds = 1 << 26
    static let travel = 1 << 25
    static let amount = 1 << 26
    static let price = 1 << 24
}

extension Interval {
    /// Not turned round, and within the bounds of the search.
    var isReasonable: Bool { from >= 0 && from <= to && to <= Limit.seconds }
}
