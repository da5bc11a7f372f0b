/// A broken rule as the board keeps it: the same mark after every change of the plan, until the rule is kept again or somebody allows it.
public struct Mark: Sendable, Hashable {
    public let violation: Violation

    public init(_ violation: Violation) { self.violation = violation }

    /// Rule, job and crew. How badly it is broken is no part of it, or one more minute would be another mark.
    public var key: String { [violation.code, violation.job ?? "", violation.crew ?? ""].joined(separator: "|") }

    /// Seconds, litres or jobs; 0 where a rule is broken or not. An allowance covers what it was given for, not more.
    public var size: Int {
        switch violation {
        case .outsideWindow(_, _, let by), .afterShift(_, let by), .overCapacity(_, let by), .tooManyJobs(_, let by): by
        default: 0
        }
    }
}

extension Violation {
    /// Name of the case, as files and scripts know it.
    public var code: String {
        switch self {
        case .lacksSkill: "lacksSkill"
        case .outsideWindow: "outsideWindow"
        case .afterShift: "afterShift"
        case .overCapacity: "overCapacity"
        case .tooManyJobs: "tooManyJobs"
        case .crewAbsent: "crewAbsent"
        case .forbidden: "forbidden"
        case .lockedToOther: "lockedToOther"
        case .leftOut: "leftOut"
        case .unknownCrew: "unknownCrew"
        case .unknownJob: "unknownJob"
        case .jobTwice: "jobTwice"
        case .needsTwoCrews: "needsTwoCrews"
        case .tooEarly: "tooEarly"
        case .deadlock: "deadlock"
        }
    }
}

extension Evaluation {
    public var marks: [Mark] { violations.map(Mark.init) }
}
