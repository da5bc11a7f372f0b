/// A ticket as the figures of a month see it.
public struct TicketEntry: Hashable, Sendable {
    public let number: String
    public let rootID: CaseID
    public let problemKind: String
    /// Who took it in.
    public let agent: String
    public let takenAt: Instant
    public let cause: String
    public let department: String
    public let product: String
    public let customer: String
    public let phone: String
    public let solvedAt: Instant?
    public let closedAt: Instant?
    /// `SATISFIED`, `UNRESOLVED`, `MERGED`, `NOT_VERIFIED`; empty while it is open.
    public let outcome: String
    public let rounds: Int
    /// First answers that were owed for it (F-20).
    public let answers: [LimitEntry.Standing]

    public init(_ record: CaseRecord, root: CaseRecord, limits: [LimitEntry], answering: Set<String>) {
        number = record.number
        rootID = root.id
        problemKind = record["problemKind"].string ?? ""
        agent = record.stamps.first { !$0.withdrawn }?.by ?? record.changedBy
        takenAt = record.opened
        cause = record["cause"].string ?? ""
        department = record["department"].string ?? ""
        product = record["model"].string ?? record["group"].string ?? ""
        customer = record["customer"].string ?? root["customer"].string ?? ""
        phone = record["phone"].string ?? root["phone"].string ?? ""
        solvedAt = record.latest("solved")?.at
        closedAt = record.latest("ticketClosed")?.at
        outcome = record["outcome"].string ?? ""
        rounds = record["rounds"].int ?? 0
        answers = limits.filter { answering.contains($0.rule) }.map(\.standing)
    }

    public var isSatisfied: Bool { outcome == "SATISFIED" }
}

extension Playbook {
    /// Rules that a first answer to the customer proves.
    public var firstAnswers: Set<String> { Set(rules.filter { $0.isDone(by: "responded") }.map(\.id)) }
}

/// what each agent took in that month and what became of it (B-47, B-48, B-49, B-51, B-54, B-55, D-31, E15-11, E16-06).
public struct AgentFigures: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let agent: String
        public var inquiries = 0, complaints = 0, others = 0, orders = 0
        public var answered = Timeliness()
        /// Closed to the customer's satisfaction (F-21), and those that were closed otherwise.
        public var satisfied = 0, dissatisfied = 0
        /// Ratings of the customers (B-55).
        public var ratings: [Int] = []
        /// What the supervisor entered for the month: exam, performance, attitude, teamwork (B-50, B-56).
        public var marks: [String: Int] = [:]

        init(agent: String) { self.agent = agent }

        /// Inquiries, complaints and all other problems; orders are no problems.
        public var taken: Int { inquiries + complaints + others }
        /// F-21: closed satisfied of all that were taken, the open ones with them.
        public var resolutionPermille: Int? { taken == 0 ? nil : (satisfied * 1000 + taken / 2) / taken }
        public var average: Double? { ratings.isEmpty ? nil : Double(ratings.reduce(0, +)) / Double(ratings.count) }
    }

    public let lines: [Line]
    public let total: Line

    /// - Parameters:
    ///   - orders: who took an order in, one entry each (B-54).
    ///   - ratings: agent and score of each rating.
    ///   - marks: of agents, what the supervisor entered; the newest counts.
    public init(_ tickets: [TicketEntry], orders: [String] = [], ratings: [(agent: String, score: Int)] = [], marks: [String: [String: Int]] = [:]) {
        var lines: [String: Line] = [:]
        var total = Line(agent: "")
        func add(_ agent: String, _ change: (inout Line) -> Void) {
            change(&lines[agent, default: Line(agent: agent)])
            change(&total)
        }
        for ticket in tickets {
            add(ticket.agent) { line in
                switch ticket.problemKind {
                case "INQUIRY": line.inquiries += 1
                case "COMPLAINT": line.complaints += 1
                default: line.others += 1
                }
                for standing in ticket.answers { line.answered.add(standing) }
                if ticket.isSatisfied { line.satisfied += 1 } else if !ticket.outcome.isEmpty { line.dissatisfied += 1 }
            }
        }
        for agent in orders { add(agent) { $0.orders += 1 } }
        for rating in ratings { add(rating.agent) { $0.ratings.append(rating.score) } }
        for (agent, given) in marks { lines[agent, default: Line(agent: agent)].marks = given }
        self.lines = lines.values.sorted { ($1.taken, $0.agent) < ($0.taken, $1.agent) }
        self.total = total
    }

    /// As it was frozen (B-52).
    public init(frozen table: Value) {
        lines = (table.array ?? []).map { Line($0) }
        total = lines.reduce(into: Line(agent: "")) { $0.add($1) }
    }

    public var value: Value { .array(lines.map(\.value)) }
}

extension AgentFigures.Line {
    /// Names of the form's fields.
    public static let marked = ["knowledge", "performance", "attitude", "teamwork"]

    private static let counts: [(name: String, WritableKeyPath<Self, Int> & Sendable)] = [
        ("inquiries", \.inquiries), ("complaints", \.complaints), ("others", \.others), ("orders", \.orders), ("satisfied", \.satisfied), ("dissatisfied", \.dissatisfied),
    ]

    init(_ frozen: Value) {
        self.init(agent: frozen["agent"].text)
        for (name, path) in Self.counts { self[keyPath: path] = frozen[name].int ?? 0 }
        answered = Timeliness(kept: frozen["kept"].int ?? 0, missed: frozen["missed"].int ?? 0, inside: frozen["inside"].int ?? 0)
        ratings = (frozen["ratings"].array ?? []).compactMap(\.int)
        marks = (frozen["marks"].object ?? [:]).compactMapValues(\.int)
    }

    var value: Value {
        var out: [String: Value] = ["agent": .string(agent), "kept": .int(answered.kept), "missed": .int(answered.missed), "inside": .int(answered.inside)]
        for (name, path) in Self.counts { out[name] = .int(self[keyPath: path]) }
        out["ratings"] = .array(ratings.map { .int($0) })
        if !marks.isEmpty { out["marks"] = .object(marks.mapValues { .int($0) }) }
        return .object(out)
    }

    mutating func add(_ other: Self) {
        for (_, path) in Self.counts { self[keyPath: path] += other[keyPath: path] }
        answered = Timeliness(kept: answered.kept + other.answered.kept, missed: answered.missed + other.answered.missed, inside: answered.inside + other.answered.inside)
        ratings += other.ratings
    }
}

/// why there were problems, how often again, and how long they took.
public struct CauseFigures: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public struct Key: Hashable, Sendable {
            public let cause: String, department: String, product: String
        }

        public let key: Key
        public var count = 0
        /// Problems of a customer who had one of the same cause before, in that month.
        public var repeated = 0
        public var rounds = 0
        var seconds = 0, solved = 0

        init(key: Key) { self.key = key }

        /// From intake to solution, in tenths of a day; `nil` while none is solved.
        public var tenthsOfDays: Int? { solved == 0 ? nil : (seconds / solved + 4320) / 8640 }
    }

    public let lines: [Line]

    public init(_ tickets: [TicketEntry]) {
        var lines: [Line.Key: Line] = [:]
        var seen: Set<[String]> = []
        for ticket in tickets.sorted(by: { $0.takenAt < $1.takenAt }) {
            let key = Line.Key(cause: ticket.cause, department: ticket.department, product: ticket.product)
            lines[key, default: Line(key: key)].count += 1
            lines[key]?.rounds += ticket.rounds
            if !ticket.phone.isEmpty, !seen.insert([ticket.phone, ticket.cause]).inserted { lines[key]?.repeated += 1 }
            if let solved = ticket.solvedAt {
                lines[key]?.solved += 1
                lines[key]?.seconds += solved.seconds(since: ticket.takenAt)
            }
        }
        self.lines = lines.values.sorted { ($1.count, $0.key.cause, $0.key.department, $0.key.product) < ($0.count, $1.key.cause, $1.key.department, $1.key.product) }
    }
}
