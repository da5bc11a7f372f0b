/// A supposition about tomorrow's crews, to be looked at before anything is decided.
public enum WhatIf: Sendable, Hashable, Codable {
    /// The crew does not come.
    case without(crew: String)
    /// One more crew with the people, vehicle and hours of another.
    case another(like: String, named: String)
    /// The crew's hours are these.
    case shift(crew: String, Interval)

    public var crew: String {
        switch self {
        case .without(let crew), .shift(let crew, _): crew
        case .another(let like, _): like
        }
    }
}

extension Problem {
    /// The day as it would be. Suppositions about unknown crews change nothing.
    public func supposing(_ what: [WhatIf]) -> Problem {
        var result = self
        for one in what {
            guard let index = result.crews.firstIndex(where: { $0.id == one.crew }) else { continue }
            switch one {
            case .without: result.crews[index].absent = true
            case .another(_, let name):
                if result.crews.contains(where: { $0.id == name }) { continue }
                var crew = result.crews[index]
                crew.id = name
                crew.absent = false
                result.crews.append(crew)
            case .shift(_, let hours): result.crews[index].shift = hours
            }
        }
        return result
    }
}

/// What one plan means more or less than another.
public struct PlanDifference: Sendable, Hashable {
    public let costBefore: Int
    public let costAfter: Int
    /// Placed now, out before; sorted.
    public let placed: [String]
    /// Out now, placed before; sorted.
    public let dropped: [String]
    /// Every change of crew, order and time.
    public let changes: [PlanChange]
    /// Rules that the new plan breaks.
    public let violations: [Violation]

    /// - Parameters:
    ///   - evaluator: of the day as it is; its costs are the plan's before.
    ///   - supposed: of the day as it would be.
    public init(from old: Plan, by evaluator: Evaluator, to new: Plan, by supposed: Evaluator) {
        let before = evaluator.evaluate(old), after = supposed.evaluate(new)
        costBefore = before.cost.total
        costAfter = after.cost.total
        let out = Set(before.unassigned), stillOut = Set(after.unassigned)
        placed = out.subtracting(stillOut).sorted()
        dropped = stillOut.subtracting(out).sorted()
        changes = PlanChange.between(before, after, old, new)
        violations = after.violations
    }
}
