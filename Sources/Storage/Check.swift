import Dispatching
import Foundation
import GRDB

/// One thing that `paidan check` looked at.
public struct CheckResult: Hashable, Sendable {
    /// `integrity`, `foreignKeys`, `hashChain`, `tables`, `orphans`: keys of the string table under `check.`.
    public let name: String
    public let ok: Bool
    public let detail: String
}

extension Store {
    /// Looks through the whole file: SQLite's own checks, the hash chain, and whether the tables are what the journal says.
    ///
    /// Cases are rebuilt one after another in the order of their ids, so that memory does not grow with the file.
    /// - Parameter progress: fraction 0...1; return `false` to stop.
    public func check(progress: (Double) -> Bool = { _ in true }) throws -> [CheckResult] {
        try read { snapshot in
            var out: [CheckResult] = []
            let db = try snapshot.db
            let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)")
            out.append(CheckResult(name: "integrity", ok: integrity == ["ok"], detail: integrity.joined(separator: "; ")))
            guard progress(0.2) else { throw StoreError.cancelled }
            let keys = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            out.append(CheckResult(name: "foreignKeys", ok: keys.isEmpty, detail: "\(keys.count)"))
            guard progress(0.3) else { throw StoreError.cancelled }
            out.append(try Store.checkChain(db))
            guard progress(0.6) else { throw StoreError.cancelled }
            out.append(contentsOf: try Store.checkTables(snapshot))
            _ = progress(1)
            return out
        }
    }

    private static func checkChain(_ db: Database) throws -> CheckResult {
        var head = JournalHash.start
        var expected: Int64 = 1
        let rows = try Row.fetchCursor(db, sql: "SELECT seq, txn, at, actor, case_id, kind, payload, hash FROM journal ORDER BY seq")
        while let row = try rows.next() {
            let seq: Int64 = row[0]
            let stored: Data = row[7]
            guard seq == expected else { return CheckResult(name: "hashChain", ok: false, detail: "\(expected)") }
            head = JournalHash.next(after: head, seq: seq, txn: row[1], at: row[2], actor: row[3], caseID: row[4], kind: row[5], payload: row[6])
            guard head.elementsEqual(stored) else { return CheckResult(name: "hashChain", ok: false, detail: "\(seq)") }
            expected += 1
        }
        return CheckResult(name: "hashChain", ok: true, detail: "\(expected - 1)")
    }

    private static func checkTables(_ snapshot: Snapshot) throws -> [CheckResult] {
        let db = try snapshot.db
        var wrong: [String] = []
        var cases = 0
        var record: CaseRecord?
        var duties: [Duty.Key: Duty] = [:]
        func close() throws {
            guard let built = record else { return }
            cases += 1
            if try snapshot.record(built.id) != built { wrong.append(built.number) }
            let stored = try snapshot.duties(of: built.id)
            if stored != duties.values.sorted(by: { ($0.key.rule, $0.key.occurrence) < ($1.key.rule, $1.key.occurrence) }) {
                wrong.append("\(built.number)*")
            }
            duties = [:]
        }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT case_id, at, actor, kind, payload, seq FROM journal WHERE case_id IS NOT NULL ORDER BY case_id, seq")
        while let row = try rows.next() {
            let id = CaseID(row[0])
            let at = Instant(seconds: row[1])
            let actor: String = row[2]
            let payload: String = row[4]
            guard let change = Change(name: row[3], caseID: id, at: at, by: actor, payload: try Value(json: payload)) else {
                wrong.append("#\(row[5] as Int64)")
                continue
            }
            if record?.id != id {
                try close()
                record = CaseRecord(change, at: at, by: actor)
                if record == nil { wrong.append("#\(row[5] as Int64)") }
            } else {
                record?.apply(change, at: at, by: actor)
            }
            if case .duties(_, let list) = change { for c in list { duties[c.duty.key] = c.duty } }
            if wrong.count > 20 { break }
        }
        try close()
        let stored = try Int.fetchOne(db, sql: "SELECT count(*) FROM cases") ?? 0
        let orphans = stored - cases
        return [
            CheckResult(name: "tables", ok: wrong.isEmpty, detail: wrong.isEmpty ? "\(cases)" : wrong.prefix(5).joined(separator: ", ")),
            CheckResult(name: "orphans", ok: orphans == 0, detail: "\(orphans)"),
        ]
    }
}
