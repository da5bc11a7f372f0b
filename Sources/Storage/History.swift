import Dispatching
import GRDB

/// One entry of the journal as it was written.
public struct JournalEntry: Hashable, Sendable {
    public let seq: Int64
    /// Number of the command that wrote it: the first entry's `seq`.
    public let txn: Int64
    public let at: Instant
    public let actor: String
    public let caseID: CaseID?
    public let kind: String
    public let payload: Value

    public var change: Change? { Change(name: kind, caseID: caseID, at: at, by: actor, payload: payload) }
}

/// What one command wrote about one case.
public struct JournalLine: Sendable {
    public let txn: Int64
    public let at: Instant
    /// The person; the program where nobody was.
    public let actor: String
    public let caseID: CaseID?
    /// Oldest first.
    public let changes: [Change]
    /// Entries of a newer program, or edited ones.
    public let unreadable: Int

    /// Entries, newest first, as lines in the same order.
    public static func fold(_ entries: [JournalEntry]) -> [JournalLine] {
        struct Key: Hashable { let txn: Int64, caseID: CaseID? }
        var order: [Key] = []
        var groups: [Key: [JournalEntry]] = [:]
        for entry in entries {
            let key = Key(txn: entry.txn, caseID: entry.caseID)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(entry)
        }
        return order.compactMap { key in
            guard let group = groups[key]?.sorted(by: { $0.seq < $1.seq }), let last = group.last else { return nil }
            let changes = group.compactMap(\.change)
            return JournalLine(
                txn: key.txn, at: last.at, actor: group.first { $0.actor != Workspace.console }?.actor ?? last.actor, caseID: key.caseID, changes: changes,
                unreadable: group.count - changes.count)
        }
    }
}

extension Snapshot {
    /// The history of a case with all that hangs on it, newest first.
    public func familyHistory(of id: CaseID, limit: Int) throws -> [JournalEntry] {
        let members = [id] + (try children(of: id).map(\.id))
        return try entries(
            "WHERE case_id IN (\(databaseQuestionMarks(count: members.count))) ORDER BY seq DESC LIMIT ?", StatementArguments(members.map(\.rawValue)) + [limit])
    }

    private func entries(_ clause: String, _ arguments: StatementArguments) throws -> [JournalEntry] {
        let sql = "SELECT seq, txn, at, actor, case_id, kind, payload FROM journal \(clause)"
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map { row in
            let id: Int64? = row[4]
            let payload: String = row[6]
            return JournalEntry(
                seq: row[0], txn: row[1], at: Instant(seconds: row[2]), actor: row[3], caseID: id.map { CaseID($0) }, kind: row[5],
                payload: try Value(json: payload))
        }
    }

    /// Every step of a case, newest first (D-04, B-59, E3-13, E16-03).
    public func history(of id: CaseID, limit: Int = 200) throws -> [JournalEntry] {
        try entries("WHERE case_id = ? ORDER BY seq DESC LIMIT ?", [id.rawValue, limit])
    }

    /// The latest entries of the whole file, newest first.
    public func log(limit: Int, before: Int64? = nil) throws -> [JournalEntry] {
        try entries("WHERE seq < ? ORDER BY seq DESC LIMIT ?", [before ?? Int64.max, limit])
    }

    public func command(_ txn: Int64) throws -> [JournalEntry] { try entries("WHERE txn = ? ORDER BY seq", [txn]) }

    /// The newest command of a person; what `u` would take back.
    public func lastCommand(of person: String, before: Int64? = nil, onCase: CaseID? = nil) throws -> Int64? {
        if let onCase {
            return try Int64.fetchOne(
                db, sql: "SELECT max(txn) FROM journal WHERE actor = ? AND kind <> 'duties' AND txn < ? AND case_id = ?",
                arguments: [person, before ?? Int64.max, onCase.rawValue])
        }
        return try Int64.fetchOne(
            db, sql: "SELECT txn FROM journal WHERE actor = ? AND kind <> 'duties' AND txn < ? ORDER BY seq DESC LIMIT 1",
            arguments: [person, before ?? Int64.max])
    }

    /// The first entry of the newest later command in which somebody else changed the case; what forbids an undo.
    public func overtaking(_ id: CaseID, after txn: Int64, by person: String) throws -> JournalEntry? {
        try entries(
            """
            WHERE actor <> ? AND seq = (SELECT max(j.txn) FROM journal j JOIN journal f ON f.seq = j.txn
              WHERE j.case_id = ? AND j.kind <> 'duties' AND j.txn > ? AND f.actor <> ?)
            """, [person, id.rawValue, txn, person]
        ).first
    }

    /// When the newest entry was written.
    public func newestEntry() throws -> Instant? {
        try Int64.fetchOne(db, sql: "SELECT at FROM journal ORDER BY seq DESC LIMIT 1").map { Instant(seconds: $0) }
    }

    public func journalLength() throws -> Int { try Int.fetchOne(db, sql: "SELECT ifnull(max(seq), 0) FROM journal") ?? 0 }
}

extension Snapshot {
    /// The newest command of a person that stands, or (`redo`) the newest undo that nothing was done after.
    ///
    /// Replays the person's last 500 commands as two stacks, the way an editor keeps them.
    /// - Parameter before: only commands older than that one, of those that stand.
    public func undoable(by person: String, redo: Bool, before: Int64? = nil) throws -> Int64? {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT seq, CASE kind WHEN 'undid' THEN payload ->> '$.txn' END FROM journal
                WHERE actor = ? AND seq = txn AND kind <> 'duties' ORDER BY seq DESC LIMIT 500
                """, arguments: [person])
        var done: [Int64] = []
        var undone: [Int64] = []
        for row in rows.reversed() {
            let txn: Int64 = row[0]
            let target: Int64? = row[1]
            if let target, undone.last == target {
                undone.removeLast()
                done.append(txn)
            } else if let target {
                done.removeAll { $0 == target }
                undone.append(txn)
            } else {
                done.append(txn)
                undone = []
            }
        }
        return redo ? undone.last : done.last { $0 < before ?? .max }
    }

    /// Root cases that have an open duty in their family.
    public func casesWithOpenDuties() throws -> [CaseID] {
        try Int64.fetchAll(
            db, sql: "SELECT DISTINCT ifnull(c.parent, c.id) FROM duties d JOIN cases c ON c.id = d.case_id WHERE d.status = 'OPEN' ORDER BY 1"
        ).map { CaseID($0) }
    }
}
