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
    /// The best position is behind `after` (nil = first stop), from `free` on (seconds after midnight), and makes something late by `late` seconds at worst.
    case noTime(after: String?, free: Int, late: Int)
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
        case .outsideShift(let late), .noTime(_, _, let late): late
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

/// Crews that the same rules keep from a job. Every crew stands in exactly one of them.
public struct CrewGroup: Sendable, Codable, Hashable {
    /// The smallest set of rules for each of these crews; figures of the one that misses least.
    public var reasons: [Reason]
    public var nearestCrew: String
    /// In the order of the problem.
    public var crews: [String]

    public init(reasons: [Reason], nearestCrew: String, crews: [String]) {
        self.reasons = reasons
        self.nearestCrew = nearestCrew
        self.crews = crews
    }

    public var stage: Reason.Stage { reasons.map(\.stage).min() ?? .room }
}

/// Room for a job that is out, made by moving one other.
public struct Room: Sendable, Codable, Hashable {
    /// The crew that takes the job, at `position`.
    public var crew: String
    public var position: Int
    /// The job that leaves it, and where it goes.
    public var moving: String
    public var to: String
    public var toPosition: Int
    /// What the whole plan costs more than now; negative when it is cheaper, the job's prize being saved.
    public var change: Int

    public init(crew: String, position: Int, moving: String, to: String, toPosition: Int, change: Int) {
        self.crew = crew
        self.position = position
        self.moving = moving
        self.to = to
        self.toPosition = toPosition
        self.change = change
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
