import Dispatching
import GRDB

/// What can be asked of the file. Methods are grouped by who asks, in the other files of this folder.
public class Snapshot {
    private let connection: Database

    /// Where to ask. A transaction first writes what was decided in it.
    var db: Database { get throws { connection } }

    init(_ db: Database) { connection = db }

    func records(_ clause: String, _ arguments: StatementArguments) throws -> [CaseRecord] {
        let statement = try db.cachedStatement(sql: "SELECT \(Rows.caseColumns) FROM cases \(clause)")
        var out: [CaseRecord] = []
        for row in try Row.fetchAll(statement, arguments: arguments) {
            let id: Int64 = row[0]
            out.append(try Rows.record(row, stamps: try stamps(of: id)))
        }
        return out
    }

    func stamps(of id: Int64) throws -> [Stamp] {
        let statement = try db.cachedStatement(sql: "SELECT no, name, at, by, answers, withdrawn FROM stamps WHERE case_id = ? ORDER BY no")
        return try Row.fetchAll(statement, arguments: [id]).map(Rows.stamp)
    }

    public func record(_ id: CaseID) throws -> CaseRecord? { try records("WHERE id = ?", [id.rawValue]).first }

    public func record(kind: CaseKind, number: String) throws -> CaseRecord? {
        try records("WHERE kind = ? AND number = ?", [kind.rawValue, number]).first
    }

    public func children(of id: CaseID) throws -> [CaseRecord] { try records("WHERE parent = ? ORDER BY id", [id.rawValue]) }

    public func cases(kind: CaseKind, date: LocalDay) throws -> [CaseRecord] {
        try records("WHERE kind = ? AND date = ? AND date IS NOT NULL ORDER BY id", [kind.rawValue, date.number])
    }

    /// Found by their days inside the file: a shop keeps years of absences.
    public func absences(on day: LocalDay) throws -> [CaseRecord] {
        try records(
            "WHERE kind = 'absence' AND state <> 'VOID' AND fields ->> '$.from' <= ? AND ifnull(fields ->> '$.to', fields ->> '$.from') >= ? ORDER BY id",
            [day.description, day.description])
    }

    public func cases(kind: CaseKind) throws -> [CaseRecord] { try records("WHERE kind = ? ORDER BY id", [kind.rawValue]) }

    public func family(of record: CaseRecord) throws -> Family {
        let root = try record.parent.flatMap { try self.record($0) } ?? record
        return Family(root: root, children: try children(of: root.id))
    }

    public func duties(of id: CaseID) throws -> [Duty] {
        let statement = try db.cachedStatement(sql: "SELECT \(Rows.dutyColumns) FROM duties WHERE case_id = ? ORDER BY rule, occ")
        return try Row.fetchAll(statement, arguments: [id.rawValue]).map(Rows.duty)
    }

    /// Approved leaves of persons and, where there are any, who holds which post: asked at every command, so without stamps.
    public func presence() throws -> Presence {
        let leaves = try Row.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT number, fields ->> '$.person', fields ->> '$.deputy', fields ->> '$.from', fields ->> '$.to' FROM cases
                    WHERE kind = ? AND state = ? AND fields ->> '$.person' IS NOT NULL
                    """), arguments: [CaseKind.absence.rawValue, Leave.approved]
        ).compactMap { Leave(number: $0[0], person: $0[1], deputy: $0[2], from: $0[3], to: $0[4]) }
        return leaves.isEmpty ? .everybody : Presence(leaves: leaves, members: try members())
    }

    /// The staff list, without its history.
    public func members() throws -> [Presence.Member] {
        let sql = "SELECT number, fields FROM cases WHERE kind = ? AND state <> ? ORDER BY number"
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: [CaseKind.staff.rawValue, CaseRecord.void]).map { row in
            let fields = try Value(json: row[1])
            let login: String = row[0]
            return Presence.Member(login: login, name: fields["name"].string ?? login, roles: Set((fields["roles"].array ?? []).compactMap(\.string)))
        }
    }

    public func casesWithOpenDuties(people: Set<String>, roles: Set<String>) throws -> [CaseID] {
        let sql = """
            SELECT DISTINCT case_id FROM duties INDEXED BY duties_queue WHERE status = 'OPEN'
            AND (person IN (\(databaseQuestionMarks(count: people.count))) OR role IN (\(databaseQuestionMarks(count: roles.count)))) ORDER BY case_id
            """
        return try Int64.fetchAll(db, sql: sql, arguments: StatementArguments(people.sorted() + roles.sorted())).map { CaseID($0) }
    }

    public func casesWithOpenDuties(rules: Set<String>) throws -> [CaseID] {
        let sql = """
            SELECT DISTINCT case_id FROM duties INDEXED BY duties_queue WHERE status = 'OPEN' AND rule IN (\(databaseQuestionMarks(count: rules.count))) ORDER BY case_id
            """
        return try Int64.fetchAll(db, sql: sql, arguments: StatementArguments(rules.sorted())).map { CaseID($0) }
    }

    /// Cases in one of these states of which a duty has opened since they were changed: an hour has come by which they may move.
    ///
    /// - Parameter daily: rules whose duties open every morning and move nothing.
    public func ripe(_ states: [CaseKind: Set<String>], except daily: Set<String>, now: Instant) throws -> [CaseID] {
        var out: [CaseID] = []
        for (kind, states) in states.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            var arguments = StatementArguments([kind.rawValue])
            arguments += StatementArguments(states.sorted())
            arguments += StatementArguments(daily.sorted())
            arguments += [now.seconds]
            let sql = """
                SELECT c.id FROM cases c WHERE c.kind = ? AND c.state IN (\(databaseQuestionMarks(count: states.count)))
                AND EXISTS (SELECT 1 FROM duties d WHERE d.case_id = c.id AND d.status = 'OPEN' AND d.rule NOT IN (\(databaseQuestionMarks(count: daily.count))) AND d.opens > c.changed AND d.opens <= ?) ORDER BY c.id
                """
            out += try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { CaseID($0) }
        }
        return out
    }

    /// The playbook that was adopted last; `nil` in a file that has none yet.
    public func playbookText() throws -> String? {
        try String.fetchOne(db, sql: "SELECT text FROM playbooks ORDER BY seq DESC LIMIT 1")
    }

    public func playbooks() throws -> [(seq: Int, name: String, version: String)] {
        try Row.fetchAll(db, sql: "SELECT seq, name, version FROM playbooks ORDER BY seq").map { ($0[0], $0[1], $0[2]) }
    }
}
