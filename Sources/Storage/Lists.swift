import Dispatching
import GRDB
import Pinyin

/// A duty with what a person needs to know to take it up.
public struct DutyRow: Hashable, Sendable, Identifiable {
    public let duty: Duty
    public let kind: CaseKind
    public let number: String
    public let state: String
    public let date: LocalDay?
    /// The order (or other root case) that it belongs to.
    public let rootID: CaseID
    public let rootNumber: String
    public let customer: String
    public let phone: String
    public let address: String

    public var id: Duty.Key { duty.key }
}

/// One line of the order list.
public struct OrderRow: Hashable, Sendable, Identifiable {
    public let id: CaseID
    public let kind: CaseKind
    public let number: String
    public let state: String
    public let customer: String
    public let phone: String
    public let district: String
    public let address: String
    public let shop: String
    public let opened: Instant
    public let delivery: LocalDay?
    public let install: LocalDay?
    /// Earliest due time among the open duties of the order and its visits.
    public let nextDue: Instant?
    public let late: Bool
}

/// What the order list is put in order by; equal rows, and rows without a sort, newest first.
public struct OrderSort: Hashable, Sendable {
    public enum Column: String, Sendable {
        case number, customer, state, district, delivery, install, nextDue, phone
    }

    public var column: Column
    public var isDescending: Bool

    public init(_ column: Column, isDescending: Bool = false) {
        self.column = column
        self.isDescending = isDescending
    }

    /// Goes through every row that the query keeps: about a second on 200,000 orders, in the background. Empty cells stand last.
    var sql: String {
        let direction = isDescending ? "DESC" : "ASC"
        let key: String = switch column {
        case .customer, .district: "reading(\(column.rawValue))"
        default: column.rawValue
        }
        return "nullif(\(column.rawValue), '') IS NULL, \(key) \(direction)"
    }
}

/// Where the next window of the order list begins.
public enum OrderPlace: Hashable, Sendable {
    case start
    /// Newest first: below this one.
    case before(CaseID)
    /// In any order: behind so many.
    case skipping(Int)
}

/// Which duties are asked for.
public struct DutyFilter: Hashable, Sendable {
    public var roles: Set<String> = []
    public var person: String?
    /// Names under which a duty counts whatever its post: the own one, and of whom somebody stands in for (A-66).
    public var people: Set<String> = []
    public var caseID: CaseID?
    public var rules: Set<String> = []
    /// Only those whose limit has passed.
    public var lateAt: Instant?
    /// Only those that open until then.
    public var openUntil: Instant?
    public var includeClosed = false
    public var limit = 500

    public init() {}
}

public struct Counts: Hashable, Sendable {
    public let open: Int
    public let late: Int

    public init(open: Int, late: Int) {
        self.open = open
        self.late = late
    }
}

extension Snapshot {
    /// Duties in the order in which they fall due; those without a limit last.
    public func dutyRows(_ filter: DutyFilter) throws -> [DutyRow] {
        // Open duties lie in the index in this very order: no more of them are read than are wanted, however many there are.
        guard filter.caseID == nil, !filter.includeClosed else {
            return try dutyRows(filter, "duties d", "d.due IS NULL, d.due, d.opens, d.case_id, d.rule", limit: filter.limit)
        }
        let source = "duties d INDEXED BY duties_queue", order = "d.due, d.opens, d.case_id, d.rule, d.occ"
        let limited = try dutyRows(filter, source, order, limit: filter.limit, only: "d.due IS NOT NULL")
        return limited.count == filter.limit ? limited : limited + (try dutyRows(filter, source, order, limit: filter.limit - limited.count, only: "d.due IS NULL"))
    }

    private func dutyRows(_ filter: DutyFilter, _ source: String, _ order: String, limit: Int, only: String? = nil) throws -> [DutyRow] {
        var conditions = only.map { [$0] } ?? []
        var arguments = StatementArguments()
        if let id = filter.caseID {
            // Its own and its children's: found by their cases, however many duties are open elsewhere.
            conditions.append("d.case_id IN (SELECT ? UNION ALL SELECT id FROM cases WHERE parent = ?)")
            arguments += [id.rawValue, id.rawValue]
        }
        if !filter.includeClosed { conditions.append("d.status = 'OPEN'") }
        if let owed = Snapshot.owed(roles: filter.roles, person: filter.person, people: filter.people) {
            conditions.append(owed.sql)
            arguments += owed.arguments
        }
        if !filter.rules.isEmpty {
            conditions.append("d.rule IN (\(databaseQuestionMarks(count: filter.rules.count)))")
            arguments += StatementArguments(filter.rules.sorted())
        }
        if let late = filter.lateAt {
            conditions.append("d.due < ? AND d.soft = 0")
            arguments += [late.seconds]
        }
        if let until = filter.openUntil {
            conditions.append("d.opens <= ?")
            arguments += [until.seconds]
        }
        let whereClause = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        arguments += [limit]
        let join = filter.caseID == nil ? "CROSS JOIN" : "JOIN"
        let sql = """
            SELECT \(Snapshot.dutyRowColumns) FROM \(source) \(join) cases c ON c.id = d.case_id \(join) cases o ON o.id = ifnull(c.parent, c.id) \(whereClause)
            ORDER BY \(order) LIMIT ?
            """
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map(Snapshot.dutyRow)
    }

    /// Duties of these posts (of which the person owes only those under the own name), or under one of these names; `nil`: everybody's.
    private static func owed(roles: Set<String>, person: String?, people: Set<String>) -> (sql: String, arguments: StatementArguments)? {
        var parts: [String] = []
        var arguments = StatementArguments()
        if !roles.isEmpty {
            parts.append("role IN (\(databaseQuestionMarks(count: roles.count)))")
            arguments += StatementArguments(roles.sorted())
        }
        if let person {
            parts.append("(person IS NULL OR person = ?)")
            arguments += [person]
        }
        if parts.isEmpty { return nil }
        var sql = parts.joined(separator: " AND ")
        if !people.isEmpty {
            sql = "(\(sql) OR person IN (\(databaseQuestionMarks(count: people.count))))"
            arguments += StatementArguments(people.sorted())
        }
        return (sql, arguments)
    }

    /// Of a duty `d`, its case `c` and the root case `o`, in the order that `dutyRow` reads. A run has no customer, and keeps a whole day's plan in its fields: they are not opened.
    static let dutyRowColumns = Rows.dutyColumns.split(separator: ",").map { "d." + $0.drop(while: { $0 == " " }) }.joined(separator: ", ")
        + ", c.kind, c.number, c.state, c.date, o.id, o.number"
        + ["customer", "phone", "address"].map { ", iif(substr(o.kind, 1, 4) = 'run.', '', ifnull(o.fields ->> '$.\($0)', ''))" }.joined()

    static func dutyRow(_ row: Row) -> DutyRow {
        let date: Int? = row[17]
        return DutyRow(
            duty: Rows.duty(row), kind: CaseKind(rawValue: row[14]), number: row[15], state: row[16],
            date: date.map { LocalDay(number: $0) }, rootID: CaseID(row[18]), rootNumber: row[19], customer: row[20], phone: row[21],
            address: row[22])
    }

    /// Open duties that have begun, and those of them that are past a hard limit.
    public func counts(roles: Set<String>, person: String? = nil, people: Set<String> = [], now: Instant) throws -> Counts {
        var clause = "status = 'OPEN' AND opens <= ?"
        var arguments: StatementArguments = [now.seconds]
        if let owed = Snapshot.owed(roles: roles, person: person, people: people) {
            clause += " AND " + owed.sql
            arguments += owed.arguments
        }
        let sql = "SELECT count(*), ifnull(sum(due < ? AND soft = 0), 0) FROM duties INDEXED BY duties_queue WHERE \(clause)"
        let row = try Row.fetchOne(try db.cachedStatement(sql: sql), arguments: [now.seconds] + arguments)
        return Counts(open: row?[0] ?? 0, late: row?[1] ?? 0)
    }

    /// Open duties that have begun until then and fall due in that time, by rule and moment.
    public func fallingDue(in span: Range<Instant>, roles: Set<String>, person: String?, people: Set<String>, openUntil: Instant) throws -> [(rule: String, opens: Instant, due: Instant, count: Int)] {
        var clause = "status = 'OPEN' AND due >= ? AND due < ? AND opens <= ?"
        var arguments: StatementArguments = [span.lowerBound.seconds, span.upperBound.seconds, openUntil.seconds]
        if let owed = Snapshot.owed(roles: roles, person: person, people: people) {
            clause += " AND " + owed.sql
            arguments += owed.arguments
        }
        let sql = "SELECT rule, opens, due, count(*) FROM duties INDEXED BY duties_queue WHERE \(clause) GROUP BY rule, opens, due"
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map { ($0[0], Instant(seconds: $0[1]), Instant(seconds: $0[2]), $0[3]) }
    }

    /// Orders, newest first, that match every word of the query.
    ///
    /// Two Chinese characters are a normal query, so this is a bounded scan of one text column with `instr`, not a full-text
    /// index (see docs/decisions). Stops at `limit` hits.
    public func orders(
        query: String, states: Set<String>, now: Instant, limit: Int, sort: OrderSort? = nil, after place: OrderPlace = .start,
        among ids: [Int64]? = nil
    ) throws -> [OrderRow] {
        let words = SearchText.words(query)
        let kinds = words.isEmpty ? Schema.listedKinds : Schema.listedKinds + Snapshot.searchedKinds
        var conditions = ["c.kind IN (\(kinds))", "c.parent IS NULL", "c.state <> 'VOID'"]
        var arguments = StatementArguments()
        for word in words {
            conditions.append("instr(s.text, ?) > 0")
            arguments += [word]
        }
        if !states.isEmpty {
            conditions.append("c.state IN (\(databaseQuestionMarks(count: states.count)))")
            arguments += StatementArguments(states.sorted())
        }
        if let ids {
            conditions.append("c.id IN (SELECT value FROM json_each(?))")
            arguments += ["[" + ids.map(String.init).joined(separator: ",") + "]"]
        }
        var skipped = 0
        switch place {
        case .start: break
        case .before(let id):
            conditions.append("c.id < ?")
            arguments += [id.rawValue]
        case .skipping(let count): skipped = count
        }
        let source = words.isEmpty ? (ids == nil && states.isEmpty ? "cases c INDEXED BY cases_listed" : "cases c") : "cases c JOIN search s ON s.case_id = c.id"
        arguments = [now.seconds] + arguments
        arguments += [limit, skipped]
        // The columns have names for `OrderSort`.
        let sql = """
            SELECT c.id, c.number AS number, c.state AS state, c.fields ->> '$.customer' AS customer, c.fields ->> '$.phone' AS phone, c.fields ->> '$.district' AS district,
              c.fields ->> '$.address', c.fields ->> '$.shop', c.opened,
              (SELECT max(date) FROM cases v WHERE v.parent = c.id AND v.kind = 'visit.delivery' AND v.state <> 'CANCELLED') AS delivery,
              (SELECT max(date) FROM cases v WHERE v.parent = c.id AND v.kind = 'visit.install' AND v.state <> 'CANCELLED') AS install,
              (SELECT min(d.due) FROM duties d INDEXED BY duties_owed WHERE d.status = 'OPEN' AND d.soft = 0
                 AND d.case_id IN (SELECT c.id UNION ALL SELECT id FROM cases v WHERE v.parent = c.id)) AS nextDue,
              ?, c.kind
            FROM \(source) WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(sort.map { $0.sql + ", " } ?? "")c.id DESC LIMIT ? OFFSET ?
            """
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map { row in
            let delivery: Int? = row[9], install: Int? = row[10], due: Int64? = row[11]
            let nowSeconds: Int64 = row[12]
            return OrderRow(
                id: CaseID(row[0]), kind: CaseKind(rawValue: row[13]), number: row[1], state: row[2], customer: row[3] ?? "", phone: row[4] ?? "", district: row[5] ?? "",
                address: row[6] ?? "", shop: row[7] ?? "", opened: Instant(seconds: row[8]), delivery: delivery.map { LocalDay(number: $0) },
                install: install.map { LocalDay(number: $0) }, nextDue: due.map { Instant(seconds: $0) }, late: due.map { $0 < nowSeconds } ?? false)
        }
    }

    /// What is only shown to who looks for it: a branch has thousands a day.
    private static let searchedKinds = ", 'parcel'"

    public func orderCount() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM cases INDEXED BY cases_listed WHERE kind IN (\(Schema.listedKinds)) AND parent IS NULL") ?? 0
    }

    public func draft(person: String, key: String) throws -> [String: Value]? {
        guard let text = try String.fetchOne(db, sql: "SELECT answers FROM drafts WHERE person = ? AND key = ?", arguments: [person, key]) else { return nil }
        return try Value(json: text).object
    }

    /// What a person has arranged for themselves.
    public func habits(of person: String) throws -> [String: Value] {
        try Dictionary(
            Row.fetchAll(db, sql: "SELECT name, value FROM habits WHERE person = ?", arguments: [person]).map { row in (row[0], try Value(json: row[1] as String)) },
            uniquingKeysWith: { $1 })
    }

    public func claimant(of id: CaseID, now: Instant) throws -> String? {
        try String.fetchOne(db, sql: "SELECT person FROM claims WHERE case_id = ? AND until > ?", arguments: [id.rawValue, now.seconds])
    }
}
