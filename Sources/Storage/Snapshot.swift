import Dispatching
import GRDB

/// What can be asked of the file. Methods are grouped by who asks, in the other files of this folder.
public class Snapshot {
    let db: Database

    init(_ db: Database) { self.db = db }

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

    /// The playbook that was adopted last; `nil` in a file that has none yet.
    public func playbookText() throws -> String? {
        try String.fetchOne(db, sql: "SELECT text FROM playbooks ORDER BY seq DESC LIMIT 1")
    }

    public func playbooks() throws -> [(seq: Int, name: String, version: String)] {
        try Row.fetchAll(db, sql: "SELECT seq, name, version FROM playbooks ORDER BY seq").map { ($0[0], $0[1], $0[2]) }
    }
}
