/// Plans that may become parents.
struct Population: Sendable {
    private let instance: Instance
    private let crossShare: Double
    private var members: [Snapshot] = []
    private var random: RandomSource

    init(_ instance: Instance, seed: UInt64, tuning: Tuning) {
        self.instance = instance
        crossShare = tuning.crossShare
        random = RandomSource(seed: seed, lane: -2)
    }

    /// A founder, unless it is somebody's double.
    mutating func add(_ plan: Snapshot) {
        if !hasDouble(plan) { members.append(plan) }
    }

    /// A child takes the place of the parent that it has most from, when it is cheaper and nobody's double. To compete with all others would leave a family of cousins.
    mutating func add(_ plan: Snapshot, childOf parent: Int) {
        if !hasDouble(plan) && plan.cost < members[parent].cost { members[parent] = plan }
    }

    /// A plan that did not come from a parent takes the place of the best.
    mutating func crown(_ plan: Snapshot) {
        guard let first = members.indices.min(by: { members[$0].cost < members[$1].cost }) else { return }
        members[first] = plan
    }

    /// Plans of equal cost are nearly always the same.
    private func hasDouble(_ plan: Snapshot) -> Bool { members.contains { $0.cost == plan.cost } }

    /// A plan with routes of two, and the number of the one it has most from. Jobs may be absent.
    mutating func child() -> (plan: Snapshot, parent: Int) {
        let first = random.below(members.count)
        if members.count < 2 { return (members[first], first) }
        let second = (first + 1 + random.below(members.count - 1)) % members.count
        return (cross(members[first], with: members[second]), first)
    }

    /// Some neighbouring routes of the other plan, each in place of the one that has most jobs in common with it.
    private mutating func cross(_ plan: Snapshot, with other: Snapshot) -> Snapshot {
        let jobs = instance.jobs
        var crewOf = [Int](repeating: -1, count: jobs), otherCrewOf = crewOf
        for (crew, route) in plan.routes.enumerated() { for job in route { crewOf[Int(job)] = crew } }
        for (crew, route) in other.routes.enumerated() { for job in route { otherCrewOf[Int(job)] = crew } }
        let used = other.routes.count { !$0.isEmpty }
        let wanted = 1 + random.below(max(1, Int(Double(used) * crossShare)))
        // Those that come nearest to a job drawn, and that the plan does not have.
        let near = instance.near + random.below(jobs) * jobs
        var chosen: [Int] = []
        for index in 0..<jobs where chosen.count < wanted {
            let crew = otherCrewOf[Int(near[index])]
            if crew >= 0 && !chosen.contains(crew) && other.routes[crew] != plan.routes[crew] { chosen.append(crew) }
        }
        var child = plan, isFree = [Bool](repeating: true, count: plan.routes.count), isPlaced = [Bool](repeating: false, count: jobs)
        for crew in chosen {
            var common = [Int](repeating: 0, count: plan.routes.count)
            for job in other.routes[crew] where crewOf[Int(job)] >= 0 { common[crewOf[Int(job)]] += 1 }
            let twins = plan.routes.indices.filter { isFree[$0] && instance.twinClass[$0] == instance.twinClass[crew] }
            guard let place = twins.max(by: { (common[$0], -$0) < (common[$1], -$1) }) else { continue }
            isFree[place] = false
            child.routes[place] = other.routes[crew]
            for job in other.routes[crew] { isPlaced[Int(job)] = true }
        }
        for crew in child.routes.indices where isFree[crew] { child.routes[crew].removeAll { isPlaced[Int($0)] } }
        return child
    }
}
