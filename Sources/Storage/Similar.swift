import Dispatching
import GRDB

/// What a case that is about to be taken in would be known by.
public struct Acquaintance: Hashable, Sendable {
    /// Digits; empty while what was typed is no number.
    public let phone: String
    public let address: String
    /// Number of the order; empty without one.
    public let order: String

    /// - Parameters:
    ///   - answers: of the form of intake, as typed.
    ///   - order: for which it is taken in; says what the answers do not say.
    public init(_ answers: [String: Value], order: CaseRecord?) {
        func text(_ name: String, _ field: String) -> String {
            answers[name]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? order?[field].string ?? ""
        }
        let typed = text("phone", "phone")
        phone = PhoneNumber(typed)?.digits ?? ""
        address = text("address", "address")
        self.order = order?.number ?? answers["orderNumber"]?.string ?? ""
    }

    public var isEmpty: Bool { phone.isEmpty && address.isEmpty && order.isEmpty }
}

/// An open case that may be about the same matter.
public struct SimilarCase: Hashable, Sendable, Identifiable {
    /// In what the two are alike.
    public struct Likeness: OptionSet, Hashable, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let phone = Likeness(rawValue: 1)
        public static let order = Likeness(rawValue: 2)
        public static let address = Likeness(rawValue: 4)
        public static let all: [(likeness: Likeness, name: String)] = [(phone, "phone"), (order, "order"), (address, "address")]
    }

    public let id: CaseID
    public let kind: CaseKind
    public let number: String
    public let state: String
    public let opened: Instant
    /// Value of the form's choice; empty for what is no ticket.
    public let problemKind: String
    public let problem: String
    public let likeness: Likeness
}

extension Snapshot {
    /// Newest cases that are looked at for one telephone or address: a wholesaler's telephone has thousands.
    private static let looked = 200

    /// Open cases with the same telephone, the same order, or the same address: what is alike in most first, then the newest.
    ///
    /// A case is also known by what its order says (customers are on the order where a trade takes in for orders only).
    /// - Parameters:
    ///   - kinds: `Playbook.ticketKinds`.
    ///   - closed: states in which a case of a kind is over.
    public func similar(to wanted: Acquaintance, kinds: [CaseKind], without closed: [CaseKind: Set<String>], limit: Int = 5) throws -> [SimilarCase] {
        guard let query = Snapshot.similarQuery(wanted, kinds: kinds, without: closed, limit: limit) else { return [] }
        return try Row.fetchAll(try db.cachedStatement(sql: query.sql), arguments: query.arguments).map { row in
            SimilarCase(
                id: CaseID(row[0]), kind: CaseKind(rawValue: row[1]), number: row[2], state: row[3], opened: Instant(seconds: row[4]), problemKind: row[5], problem: row[6],
                likeness: .init(rawValue: row[7]))
        }
    }

    /// Each likeness by an index of its own, then the families of what was found. `nil`: there is nothing to go by.
    static func similarQuery(
        _ wanted: Acquaintance, kinds: [CaseKind], without closed: [CaseKind: Set<String>], limit: Int
    ) -> (sql: String, arguments: StatementArguments)? {
        var probes: [String] = [], arguments = StatementArguments()
        func probe(_ likeness: SimilarCase.Likeness, _ indexed: String, _ values: [String]) {
            let marks = databaseQuestionMarks(count: values.count)
            probes.append("SELECT * FROM (SELECT id, \(likeness.rawValue) AS alike FROM cases WHERE \(indexed) IS NOT NULL AND \(indexed) IN (\(marks)) ORDER BY id DESC LIMIT \(looked))")
            arguments += StatementArguments(values)
        }
        if !wanted.phone.isEmpty {
            probe(.phone, Schema.casePhone, [wanted.phone])
            probe(.phone, Schema.casePhone2, [wanted.phone])
        }
        if !wanted.address.isEmpty { probe(.address, Schema.caseAddress, Schema.folded(wanted.address)) }
        if !wanted.order.isEmpty {
            let numbers = [wanted.order, wanted.order.uppercased()]
            probe(.order, Schema.caseOrderNumber, numbers)
            probes.append("SELECT id, \(SimilarCase.Likeness.order.rawValue) FROM cases WHERE kind = 'order' AND number IN (?, ?)")
            arguments += StatementArguments(numbers)
        }
        guard !probes.isEmpty, !kinds.isEmpty else { return nil }
        let open = Snapshot.openCases(kinds, without: closed)
        arguments += open.arguments
        arguments += [limit]
        return (
            """
            WITH found(id, alike) AS (\(probes.joined(separator: " UNION ALL "))),
              near(id, alike) AS (SELECT id, alike FROM found UNION ALL SELECT k.id, f.alike FROM found f CROSS JOIN cases k ON k.parent = f.id),
              once(id, alike) AS (SELECT id, sum(DISTINCT alike) FROM near GROUP BY id)
            SELECT c.id, c.kind, c.number, c.state, c.opened, \(Snapshot.problemColumns), n.alike FROM once n CROSS JOIN cases c ON c.id = n.id
            WHERE \(open.sql) ORDER BY (n.alike & 1) + (n.alike >> 1 & 1) + (n.alike >> 2 & 1) DESC, c.id DESC LIMIT ?
            """, arguments
        )
    }
}
