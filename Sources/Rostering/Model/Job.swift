/// One visit: a delivery, an installation, a repair.
public struct Job: Sendable, Codable, Hashable {
    public var id: String
    /// Index into `Travel`.
    public var place: Int
    /// Seconds at the customer.
    public var service: Int
    /// Service must start inside one of these; empty = any time of the day. Half a day is simply a window.
    public var windows: [Interval]
    /// The crew needs all of them.
    public var skills: Set<String>
    /// Litres.
    public var load: Int
    /// Cost of leaving the job out today.
    public var prize: Int
    /// May not stay out; if it must, that is reported as `Violation.leftOut`.
    public var mandatory: Bool
    /// 0 low, 1 normal, 2 high. For display; what counts in the plan is `prize`.
    public var priority: Int
    public var preferredCrew: String?
    public var zone: String?
    /// Crew of the last run; another one costs `Prices.changedCrew`.
    public var previousCrew: String?
    /// Only this crew may do it, and it may not stay out.
    public var lockedCrew: String?
    /// Crews that must not do it (refused by the customer, not allowed on the site).
    public var forbiddenCrews: Set<String>
    /// Crews that must be there at once, 1 or 2; two start together and stay together for `service`. The job stands on both routes,
    /// its prize counts once, its wishes for each of them; a lock asks for that crew and any other one.
    public var crews: Int
    /// Jobs whose service must have ended, on whatever crew, before this one starts: goods are delivered before they are installed.
    /// While one of them stays out, so does this job.
    public var after: [Precedence]

    public init(
        id: String, place: Int, service: Int, windows: [Interval] = [], skills: Set<String> = [], load: Int = 0,
        prize: Int = 0, mandatory: Bool = false, priority: Int = 1, preferredCrew: String? = nil, zone: String? = nil,
        previousCrew: String? = nil, lockedCrew: String? = nil, forbiddenCrews: Set<String> = [],
        crews: Int = 1, after: [Precedence] = []
    ) {
        self.id = id
        self.place = place
        self.service = service
        self.windows = windows
        self.skills = skills
        self.load = load
        self.prize = prize
        self.mandatory = mandatory
        self.priority = priority
        self.preferredCrew = preferredCrew
        self.zone = zone
        self.previousCrew = previousCrew
        self.lockedCrew = lockedCrew
        self.forbiddenCrews = forbiddenCrews
        self.crews = crews
        self.after = after
    }

    /// Mandatory by itself or because it is promised to one crew.
    var mustGo: Bool { mandatory || lockedCrew != nil }

    /// Whether its time depends on other routes.
    var isLinked: Bool { crews > 1 || !after.isEmpty }
}

/// A job that comes first, and how long after its end the next may start.
public struct Precedence: Sendable, Codable, Hashable {
    public var job: String
    /// Seconds between the end of the first and the start of the second, at least.
    public var lag: Int

    public init(_ job: String, lag: Int = 0) {
        self.job = job
        self.lag = lag
    }
}
