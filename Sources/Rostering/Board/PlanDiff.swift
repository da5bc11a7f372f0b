/// What differs for one job between two plans. A job may appear with several changes (another crew and another time).
public enum PlanChange: Sendable, Hashable, Codable {
    /// Out of the pool, onto a crew.
    case added(job: String, crew: String)
    /// Off its crew, into the pool.
    case removed(job: String, crew: String)
    case changedCrew(job: String, from: String, to: String)
    /// Same crew, but not in the same order relative to the jobs that stayed with it.
    case changedOrder(job: String, crew: String)
    /// Start of service, seconds after midnight.
    case changedTime(job: String, from: Int, to: Int)

    public var job: String {
        switch self {
        case .added(let job, _), .removed(let job, _), .changedCrew(let job, _, _), .changedOrder(let job, _), .changedTime(let job, _, _): job
        }
    }
}

extension Evaluator {
    /// Changes per job from one plan to another, sorted by job id; times by this problem's facts. Who is not in the list need not be told.
    public func changes(from old: Plan, to new: Plan) -> [PlanChange] {
        PlanChange.between(evaluate(old), evaluate(new), old, new)
    }
}

extension PlanChange {
    static func between(_ old: Evaluation, _ new: Evaluation, _ oldPlan: Plan, _ newPlan: Plan) -> [PlanChange] {
        let before = old.spots, after = new.spots
        var changes: [PlanChange] = []
        let reordered = Self.reordered(oldPlan, newPlan)
        for job in Set(before.keys).union(after.keys).sorted() {
            switch (before[job], after[job]) {
            case (nil, let now?): changes.append(.added(job: job, crew: now.crew))
            case (let then?, nil): changes.append(.removed(job: job, crew: then.crew))
            case (let then?, let now?):
                if then.crew != now.crew {
                    changes.append(.changedCrew(job: job, from: then.crew, to: now.crew))
                } else if reordered.contains(job) {
                    changes.append(.changedOrder(job: job, crew: now.crew))
                }
                if then.start != now.start { changes.append(.changedTime(job: job, from: then.start, to: now.start)) }
            case (nil, nil): break
            }
        }
        return changes
    }

    /// Jobs outside a longest common order of those that stay with their crew: the fewest that explain the new order.
    private static func reordered(_ old: Plan, _ new: Plan) -> Set<String> {
        var result: Set<String> = []
        for (crew, jobs) in new.routes {
            guard let previous = old.routes[crew] else { continue }
            let rank = Dictionary(previous.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            let common = jobs.filter { rank[$0] != nil }
            let ranks = common.compactMap { rank[$0] }
            // Longest increasing subsequence, by length ending at each stop; routes are short.
            var length = [Int](repeating: 1, count: ranks.count), from = [Int](repeating: -1, count: ranks.count)
            for i in ranks.indices {
                for j in 0..<i where ranks[j] < ranks[i] && length[j] + 1 > length[i] {
                    length[i] = length[j] + 1
                    from[i] = j
                }
            }
            var keep: Set<Int> = []
            var at = length.indices.max { length[$0] < length[$1] } ?? -1
            while at >= 0 {
                keep.insert(at)
                at = from[at]
            }
            for i in common.indices where !keep.contains(i) { result.insert(common[i]) }
        }
        return result
    }
}

extension Evaluation {
    /// Job -> crew and start of service.
    fileprivate var spots: [String: (crew: String, start: Int)] {
        var result: [String: (crew: String, start: Int)] = [:]
        for route in routes.values {
            for stop in route.stops { result[stop.job] = (route.crew, stop.start) }
        }
        return result
    }
}
