/// One stop of a timetable, in seconds after midnight (durations in seconds).
public struct Stop: Sendable, Codable, Hashable {
    public var job: String
    public var arrival: Int
    public var start: Int
    public var departure: Int
    /// Between arrival and start of service (a pause of the crew included).
    public var waiting: Int
    /// Driving from the stop before.
    public var travel: Int

    public init(job: String, arrival: Int, start: Int, departure: Int, waiting: Int, travel: Int) {
        self.job = job
        self.arrival = arrival
        self.start = start
        self.departure = departure
        self.waiting = waiting
        self.travel = travel
    }
}

/// The earliest timetable of one crew.
public struct RouteEvaluation: Sendable, Codable, Hashable {
    public var crew: String
    public var stops: [Stop]
    /// Litres.
    public var load: Int
    /// Back at the end place, seconds after midnight.
    public var end: Int
    /// Driving seconds of the whole route, the way home included.
    public var travel: Int
    /// Price of the wishes not met on this route.
    public var soft: Int

    public init(crew: String, stops: [Stop], load: Int, end: Int, travel: Int, soft: Int) {
        self.crew = crew
        self.stops = stops
        self.load = load
        self.end = end
        self.travel = travel
        self.soft = soft
    }
}

/// The cost of a plan by its parts. Same total as `check_day.py` of `dispatch-day/1`.
public struct Cost: Sendable, Codable, Hashable {
    /// Driving seconds times their price.
    public var travel = 0
    public var notPreferredCrew = 0
    public var otherZone = 0
    public var changedCrew = 0
    /// Prizes of the jobs that stay out.
    public var leftOut = 0
    /// Price of uneven days (`Prices.equalLoad`).
    public var equalLoad = 0

    public init() {}

    public var soft: Int { notPreferredCrew + otherZone + changedCrew }
    public var total: Int { travel + soft + leftOut + equalLoad }
}

/// What a plan means: times, loads, cost, and every hard rule it breaks.
public struct Evaluation: Sendable, Codable, Hashable {
    /// Only crews with at least one known job.
    public var routes: [String: RouteEvaluation]
    public var cost: Cost
    public var violations: [Violation]
    /// Jobs of the problem that no known crew does, in the order of the problem.
    public var unassigned: [String]

    public var isFeasible: Bool { violations.isEmpty }

    public init(of plan: Plan, in problem: Problem) {
        self = Evaluator(problem).evaluate(plan)
    }

    init(routes: [String: RouteEvaluation], cost: Cost, violations: [Violation], unassigned: [String]) {
        self.routes = routes
        self.cost = cost
        self.violations = violations
        self.unassigned = unassigned
    }
}
