/// Why a crew does not take a job. Values only; the sentences are in the string tables. Seconds, litres, cost units.
public enum Reason: Sendable, Hashable, Codable {
    case absent
    case forbidden
    case lockedToOther(crew: String)
    case lacksSkill(missing: [String])
    /// Even with nothing else to do the crew cannot start inside a window and be back in its shift: `late` seconds short.
    case outsideShift(late: Int)
    case tooManyJobs(limit: Int)
    case full(over: Int)
    /// The best position is behind `after` (nil = first stop) and makes something late by `late` seconds at worst.
    case noTime(after: String?, late: Int)
    /// It would fit, but costs its prize and `by` more.
    case notWorth(by: Int)
    /// It fits and would save so much: a hand-made plan with room, or a run stopped early.
    case possible(saving: Int)
}

extension Reason {
    /// How near the crew comes to taking the job.
    public enum Stage: Int, Sendable, Comparable, Codable {
        /// No order of stops would help.
        case unable
        /// Able, but the day is taken.
        case busy
        /// There is room.
        case room

        public static func < (a: Stage, b: Stage) -> Bool { a.rawValue < b.rawValue }
    }

    public var stage: Stage {
        switch self {
        case .absent, .forbidden, .lockedToOther, .lacksSkill, .outsideShift: .unable
        case .tooManyJobs, .full, .noTime: .busy
        case .notWorth, .possible: .room
        }
    }

    /// Name of the case, as files show it.
    public var code: String {
        switch self {
        case .absent: "absent"
        case .forbidden: "forbidden"
        case .lockedToOther: "lockedToOther"
        case .lacksSkill: "lacksSkill"
        case .outsideShift: "outsideShift"
        case .tooManyJobs: "tooManyJobs"
        case .full: "full"
        case .noTime: "noTime"
        case .notWorth: "notWorth"
        case .possible: "possible"
        }
    }

    /// What is missing (seconds, litres, cost); the smallest is the nearest miss among equal cases.
    var shortfall: Int {
        switch self {
        case .outsideShift(let late), .noTime(_, let late): late
        case .full(let over): over
        case .notWorth(let by): by
        case .possible(let saving): -saving
        case .lacksSkill(let missing): missing.count
        case .absent, .forbidden, .lockedToOther, .tooManyJobs: 0
        }
    }
}

/// All that stands between one crew and one job.
public struct CrewReasons: Sendable, Codable, Hashable {
    public var crew: String
    /// Every broken rule; or exactly one of `notWorth` and `possible`.
    public var reasons: [Reason]

    public init(crew: String, reasons: [Reason]) {
        self.crew = crew
        self.reasons = reasons
    }

    public var stage: Reason.Stage { reasons.map(\.stage).min() ?? .room }
}

/// One line of a summary: a reason and the crews it holds for; payload of the crew that misses least.
public struct ReasonGroup: Sendable, Codable, Hashable {
    public var reason: Reason
    public var nearestCrew: String
    public var crews: [String]

    public init(reason: Reason, nearestCrew: String, crews: [String]) {
        self.reason = reason
        self.nearestCrew = nearestCrew
        self.crews = crews
    }
}

/// The answer to "why not crew 3?".
public enum Answer: Sendable, Hashable, Codable {
    case unknown
    /// It is there already.
    case there(position: Int)
    /// Possible at `position` (0 = first stop); `added` is what the crew's route would cost more,
    /// `change` what the whole plan would (leaving its present crew, or the pool, counted).
    case fits(position: Int, added: Int, change: Int)
    /// Broken rules at the best position.
    case broken([Reason], position: Int)
}
