import Dispatching
import Foundation
import GRDB
import Pinyin

/// An open write transaction: the source that decisions read, and the only place that appends to the journal.
public final class Transaction: Snapshot, CaseSource {
    private var nextSeq: Int64
    private var nextCase: Int64
    private let connection: Database
    private let writer: RowWriter
    /// What this transaction has read or written already. Nobody else can write while it lasts, so that it stays true; it makes
    /// thousands of commands in one transaction cheap.
    private var held: [CaseID: CaseRecord] = [:]
    private var heldDuties: [CaseID: [Duty]] = [:]
    private var heldChildren: [CaseID: [CaseID]] = [:]
    private var heldPresence: Presence?
    private static let mostHeld = 20_000
    /// Numbers of a kind that many commands of this transaction have asked for, all of them: an import looks each of its orders up.
    private var numbers: [CaseKind: [String: CaseID]] = [:]
    private var asked: [CaseKind: Int] = [:]
    private static let manyQuestions = 64

    init(opening db: Database) throws {
        let last = try Row.fetchOne(db, sql: "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
        nextSeq = (last?[0] as Int64? ?? 0) + 1
        guard let handle = db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        writer = RowWriter(handle, head: (last?[1] as Data?).map { Array($0) } ?? JournalHash.start)
        nextCase = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM cases") ?? 0) + 1
        connection = db
        super.init(db)
    }

    /// What was decided is written before anything is read, so that a command sees those before it.
    override var db: Database {
        get throws {
            try writer.drain()
            return connection
        }
    }

    public func takeID() throws -> CaseID {
        defer { nextCase += 1 }
        return CaseID(nextCase)
    }

    override public func record(_ id: CaseID) throws -> CaseRecord? {
        if let hit = held[id] { return hit }
        let found = try super.record(id)
        held[id] = found
        return found
    }

    override public func record(kind: CaseKind, number: String) throws -> CaseRecord? {
        if let known = numbers[kind] { return try known[number].flatMap { try record($0) } }
        asked[kind, default: 0] += 1
        guard asked[kind, default: 0] > Transaction.manyQuestions else { return try super.record(kind: kind, number: number) }
        var known: [String: CaseID] = [:]
        for row in try Row.fetchAll(try db.cachedStatement(sql: "SELECT number, id FROM cases WHERE kind = ?"), arguments: [kind.rawValue]) {
            known[row[0]] = CaseID(row[1])
        }
        numbers[kind] = known
        return try known[number].flatMap { try record($0) }
    }

    override public func children(of id: CaseID) throws -> [CaseRecord] {
        if let known = heldChildren[id] { return try known.compactMap { try record($0) } }
        let found = try super.children(of: id)
        for r in found { held[r.id] = r }
        heldChildren[id] = found.map(\.id)
        return found
    }

    override public func duties(of id: CaseID) throws -> [Duty] {
        if let hit = heldDuties[id] { return hit }
        let found = try super.duties(of: id)
        heldDuties[id] = found
        return found
    }

    override public func presence() throws -> Presence {
        if let heldPresence { return heldPresence }
        let found = try super.presence()
        heldPresence = found
        return found
    }

    private func hold(_ workspace: Workspace) {
        if workspace.results.contains(where: { $0.kind == .absence || $0.kind == .staff }) { heldPresence = nil }
        if held.count > Transaction.mostHeld {
            held = [:]
            heldDuties = [:]
            heldChildren = [:]
        }
        for r in workspace.results {
            held[r.id] = r
            if workspace.isNew(r.id), numbers[r.kind] != nil { numbers[r.kind]?[r.number] = r.id }
            if workspace.isNew(r.id), let parent = r.parent { heldChildren[parent]?.append(r.id) }
            if workspace.isNew(r.id), heldChildren[r.id] == nil { heldChildren[r.id] = [] }
        }
        for d in workspace.duties {
            guard var list = heldDuties[d.key.caseID] else { continue }
            if let i = list.firstIndex(where: { $0.key == d.key }) { list[i] = d } else { list.append(d) }
            heldDuties[d.key.caseID] = list
        }
    }

    /// Number of the last journal entry.
    public var lastEntry: Int64 { nextSeq - 1 }

    /// Appends what a command decided, and brings the tables to where its records now stand.
    ///
    /// - Parameter group: number of the command of which this is a further part.
    /// - Returns: the number of the command in the journal, for undo.
    @discardableResult
    public func commit(_ workspace: Workspace, group: Int64? = nil) throws -> Int64 {
        let txn = group ?? nextSeq
        let entries = workspace.entries
        let rows = try workspace.results.map { record -> RowWriter.Portion.Row in
            let isNew = workspace.isNew(record.id)
            return .init(record: record, isNew: isNew, stamps: isNew ? 0 : try storedStamps(of: record.id))
        }
        try writer.take(.init(first: nextSeq, txn: txn, at: workspace.now.seconds, entries: entries, rows: rows, duties: workspace.duties))
        nextSeq += Int64(entries.count)
        hold(workspace)
        return txn
    }

    private func storedStamps(of id: CaseID) throws -> Int {
        if let before = held[id] { return before.stamps.last?.number ?? 0 }
        return try Int.fetchOne(try db.cachedStatement(sql: "SELECT ifnull(max(no), 0) FROM stamps WHERE case_id = ?"), arguments: [id.rawValue]) ?? 0
    }

    /// Everything that was appended is in the file when this returns.
    func finish() throws { try writer.drain() }

    /// Nothing touches the file any more when this returns.
    func abandon() { writer.abandon() }

    // MARK: Drafts, claims, looks and habits: conveniences between people, not facts of the shop

    public func keepDraft(person: String, key: String, answers: [String: Value], at: Instant) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO drafts(person, key, at, answers) VALUES (?, ?, ?, ?)",
            arguments: [person, key, at.seconds, Value.object(answers).json])
    }

    public func dropDraft(person: String, key: String) throws {
        try db.execute(sql: "DELETE FROM drafts WHERE person = ? AND key = ?", arguments: [person, key])
    }

    /// How far a person has read what there was to be told; never backwards.
    public func look(_ person: String, at what: String, until: Instant) throws {
        try db.execute(
            sql: "INSERT INTO looks(person, what, at) VALUES (?, ?, ?) ON CONFLICT(person, what) DO UPDATE SET at = max(at, excluded.at)",
            arguments: [person, what, until.seconds])
    }

    /// What a person has arranged for themselves; `nil` forgets it.
    public func keepHabit(_ person: String, _ name: String, _ value: Value?) throws {
        if let value {
            try db.execute(sql: "INSERT OR REPLACE INTO habits(person, name, value) VALUES (?, ?, ?)", arguments: [person, name, value.json])
        } else {
            try db.execute(sql: "DELETE FROM habits WHERE person = ? AND name = ?", arguments: [person, name])
        }
    }

    /// Says that `person` is on the phone about the case until then; refuses while somebody else is.
    public func claim(_ id: CaseID, person: String, now: Instant, until: Instant) throws -> String? {
        let holder = try String.fetchOne(
            db, sql: "SELECT person FROM claims WHERE case_id = ? AND until > ? AND person <> ?", arguments: [id.rawValue, now.seconds, person])
        if let holder { return holder }
        try db.execute(
            sql: "INSERT OR REPLACE INTO claims(case_id, person, until) VALUES (?, ?, ?)", arguments: [id.rawValue, person, until.seconds])
        return nil
    }
}
