/// One callback as the monthly table holds it: who did the work then, and what the customer said.
public struct CallbackRecord: Hashable, Sendable {
    public let order: String
    public let customer: String
    public let visit: String
    public let visitDate: LocalDay?
    public let at: Instant
    /// Who called.
    public let by: String
    public let answers: [String: Value]

    public init(order: String, customer: String, visit: String, visitDate: LocalDay?, at: Instant, by: String, answers: [String: Value]) {
        self.order = order
        self.customer = customer
        self.visit = visit
        self.visitDate = visitDate
        self.at = at
        self.by = by
        self.answers = answers
    }

    /// 1...5, or `nil` where the customer gave none.
    public func score(_ dimension: Satisfaction.Dimension) -> Int? { answers[dimension.rawValue + "Score"]?.int }
    /// Who had done the work when the call was made.
    public func person(_ dimension: Satisfaction.Dimension) -> String? { answers[dimension.rawValue + "By"]?.string }
    public var residual: Bool { answers["residual"]?.string == "yes" }
    public var remark: String { answers["remark"]?.string ?? "" }
}

/// satisfaction of each person in each of the four posts over a month (F-19).
public struct Satisfaction: Hashable, Sendable {
    public enum Dimension: String, Hashable, Sendable, CaseIterable { case delivery, install, design, guide }

    public struct Row: Hashable, Sendable {
        public let dimension: Dimension
        public let person: String
        public let rated: Int
        /// Hundredths of a point: 367 is 3.67.
        public let average: Int
        /// How many of the rated were satisfied.
        public let satisfied: Int

        /// Tenths of a percent: 667 is 66.7 %.
        public var share: Int { rated == 0 ? 0 : (satisfied * 2000 + rated) / (2 * rated) }
    }

    public let month: Month
    public let rows: [Row]
    public let callbacks: Int

    /// - Parameter satisfiedFrom: the lowest score that counts as satisfied.
    public init(_ records: [CallbackRecord], month: Month, satisfiedFrom: Int = 4) {
        self.month = month
        callbacks = records.count
        var scores: [Dimension: [String: [Int]]] = [:]
        for r in records {
            for d in Dimension.allCases {
                guard let score = r.score(d) else { continue }
                scores[d, default: [:]][r.person(d) ?? "", default: []].append(score)
            }
        }
        rows = Dimension.allCases.flatMap { d in
            (scores[d] ?? [:]).map { person, list in
                let sum = list.reduce(0, +)
                return Row(
                    dimension: d, person: person, rated: list.count, average: (sum * 200 + list.count) / (2 * list.count),
                    satisfied: list.filter { $0 >= satisfiedFrom }.count)
            }.sorted { ($0.person, $0.rated) < ($1.person, $1.rated) }
        }
    }

    /// As it was frozen: the table that stands on the stamp of A-40.
    public init(frozen table: Value, month: Month) {
        self.month = month
        callbacks = 0
        rows = (table.array ?? []).compactMap { v in
            guard let dimension = v["post"].string.flatMap(Dimension.init(rawValue:)) else { return nil }
            return Row(
                dimension: dimension, person: v["person"].text, rated: v["rated"].int ?? 0, average: v["average"].int ?? 0,
                satisfied: v["satisfied"].int ?? 0)
        }
    }

    public var value: Value {
        .array(
            rows.map { r in
                ["post": .string(r.dimension.rawValue), "person": .string(r.person), "rated": .int(r.rated), "average": .int(r.average), "satisfied": .int(r.satisfied)]
            })
    }
}
