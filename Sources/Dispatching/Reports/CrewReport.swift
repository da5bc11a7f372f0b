/// What a customer gave to the leader of a crew.
public struct CrewScore: Hashable, Sendable {
    public let kind: CaseKind
    public let leader: String
    /// 1...5
    public let score: Int

    public init(kind: CaseKind, leader: String, score: Int) {
        self.kind = kind
        self.leader = leader
        self.score = score
    }
}

extension CallbackRecord {
    /// Scores of the crews in this call; design and sales guide are no crews.
    public var crewScores: [CrewScore] {
        let posts: [(CaseKind, String)] = [(.deliveryVisit, "delivery"), (.installVisit, "install"), (.serviceVisit, "service")]
        return posts.compactMap { kind, post in
            guard let score = answers[post + "Score"]?.int, let leader = answers[post + "By"]?.string else { return nil }
            return CrewScore(kind: kind, leader: leader, score: score)
        }
    }
}

/// visits, punctuality, problems, forms and scores of each crew in a month (A-33, A-59, E3-10).
public struct CrewReport: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        public let kind: CaseKind
        public let crew: String
        public let leader: String
        public fileprivate(set) var done = 0
        public fileprivate(set) var onTime = 0
        public fileprivate(set) var withProblem = 0
        public fileprivate(set) var formsDue = 0
        public fileprivate(set) var formsInTime = 0
        public fileprivate(set) var phoneOnly = 0
        public fileprivate(set) var rated = 0
        /// Hundredths of a point; the leader's, who may have led several crews. 0 when nobody rated.
        public fileprivate(set) var average = 0

        /// Tenths of a percent of the visits.
        public var onTimeShare: Int { done == 0 ? 0 : (onTime * 2000 + done) / (2 * done) }

        fileprivate init(_ visit: CrewVisit) {
            kind = visit.kind
            crew = visit.crew
            leader = visit.leader
        }

        fileprivate var order: String { [kind.rawValue, crew, leader].joined(separator: "\u{0}") }
    }

    public let month: Month
    public let rows: [Row]

    public init(_ visits: [CrewVisit], scores: [CrewScore], month: Month) {
        self.month = month
        var rows: [String: Row] = [:]
        for visit in visits {
            let fresh = Row(visit)
            var row = rows[fresh.order] ?? fresh
            row.done += 1
            row.onTime += visit.onTime ? 1 : 0
            row.withProblem += visit.hadProblem ? 1 : 0
            row.formsDue += visit.formsDue
            row.formsInTime += visit.formsInTime
            row.phoneOnly += visit.phoneOnly ? 1 : 0
            rows[fresh.order] = row
        }
        self.rows = rows.values.sorted { $0.order < $1.order }.map { row in
            var row = row
            let own = scores.filter { $0.kind == row.kind && $0.leader == row.leader }.map(\.score)
            row.rated = own.count
            if !own.isEmpty { row.average = (own.reduce(0, +) * 200 + own.count) / (2 * own.count) }
            return row
        }
    }
}
