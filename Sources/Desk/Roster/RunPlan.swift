import Dispatching
import Rostering

/// The plan of a run as its case keeps it: crew -> visits in order, with pins and fixed halves beside it.
public struct RunPlan: Hashable, Sendable {
    public var plan: Plan
    public var pins: Set<String>
    /// Visit -> `AM` or `PM`, fixed by a person.
    public var halves: [String: String]

    /// - Parameter published: what was published last instead of the plan on the table.
    public init(run: CaseRecord, published: Bool = false) {
        let routes = (run[published ? "published" : "plan"].object ?? [:]).mapValues { ($0.array ?? []).compactMap(\.string) }
        plan = Plan(routes: routes)
        pins = Set((run["pins"].array ?? []).compactMap(\.string))
        halves = (run["halves"].object ?? [:]).compactMapValues(\.string)
    }

    public static func value(_ plan: Plan) -> Value {
        .object(plan.routes.filter { !$0.value.isEmpty }.mapValues { .array($0.map { .string($0) }) })
    }

    var fields: [String: Value] {
        ["plan": RunPlan.value(plan), "pins": .array(pins.sorted().map { .string($0) }), "halves": .object(halves.mapValues { .string($0) })]
    }
}

/// A run as the board shows it: its problem, the plan on the table and what follows from it.
public struct RunBoard: Sendable {
    public let input: RunProblem
    public let table: RunPlan
    public let evaluation: Evaluation
    public let explanation: Explanation
    /// The rules that the plan breaks, each with who answers for it if somebody does.
    public let marks: [BoardMark]

    public init(input: RunProblem) {
        self.input = input
        var table = RunPlan(run: input.run)
        // What is no longer eligible has left the table by itself; the publish will name it.
        let eligible = Set(input.problem.jobs.map(\.id))
        table.plan.routes = table.plan.routes.mapValues { $0.filter { eligible.contains($0) } }
        let placed = Set(table.plan.routes.values.flatMap { $0 })
        table.plan.unassigned = input.problem.jobs.map(\.id).filter { !placed.contains($0) }
        self.table = table
        let evaluator = Evaluator(input.keepingPromises(of: table.plan, halves: table.halves, in: input.problem))
        evaluation = evaluator.evaluate(table.plan)
        explanation = Explanation(of: table.plan, by: evaluator)
        let allowed = (input.run["allowed"].object ?? [:]).compactMapValues(Allowance.init)
        marks = evaluation.marks.map { BoardMark(mark: $0, allowance: allowed[$0.key]) }
    }

    /// Marks that nobody answers for yet; a publish wants a reason for them.
    public var openMarks: [BoardMark] { marks.filter { !$0.isAllowed } }

    /// The plan with who holds what: pins as the solver takes them.
    public var pins: [Pin] {
        table.pins.sorted().compactMap { visit in
            table.plan.place(of: visit).map { Pin(job: visit, crew: $0.crew, within: table.halves[visit].map(input.span)) }
        }
    }

    /// Ways to let a visit in by moving one other: first those that no customer has to hear of.
    public func room(for visit: String, limit: Int = 8) -> [Room] {
        let quiet = explanation.room(for: visit, keeping: table.pins.union(input.told.keys), limit: limit)
        return quiet.isEmpty ? explanation.room(for: visit, keeping: table.pins, limit: limit) : quiet
    }

    /// Visits on a crew whose customer cannot be reached: no message and no call will go out for them.
    public var withoutPhone: [String] {
        evaluation.routes.values.flatMap { $0.stops.map(\.job) }.filter { input.byNumber[$0]?.order["phone"].string?.isEmpty != false }.sorted()
    }

    public var run: CaseRecord { input.run }
    public var pool: [String] { table.plan.unassigned }

    /// `AM` or `PM` by the planned start.
    public func half(of stop: Stop) -> String { stop.start < input.afternoon ? "AM" : "PM" }

    public func stop(_ visit: String) -> Stop? {
        for route in evaluation.routes.values { if let s = route.stops.first(where: { $0.job == visit }) { return s } }
        return nil
    }
}
