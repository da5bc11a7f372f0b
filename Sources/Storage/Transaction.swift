import Dispatching
import Foundation
import GRDB
import Pinyin

/// An open write transaction: the source that decisions read, and the only place that appends to the journal.
public final class Transaction: Snapshot, CaseSource {
    private var nextSeq: Int64
    private var nextCase: Int64
    private var head: [UInt8]
    /// What this transaction has read or written already. Nobody else can write while it lasts, so that it stays true; it makes
    /// thousands of commands in one transaction cheap.
    private var held: [CaseID: CaseRecord] = [:]
    private var heldDuties: [CaseID: [Duty]] = [:]
    private var heldChildren: [CaseID: [CaseID]] = [:]
    private static let mostHeld = 20_000

    init(opening db: Database) throws {
        let last = try Row.fetchOne(db, sql: "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
        nextSeq = (last?[0] as Int64? ?? 0) + 1
        head = (last?[1] as Data?).map { Array($0) } ?? JournalHash.start
        nextCase = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM cases") ?? 0) + 1
        super.init(db)
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

    private func hold(_ workspace: Workspace) {
        if held.count > Transaction.mostHeld {
            held = [:]
            heldDuties = [:]
            heldChildren = [:]
        }
        for r in workspace.results {
            held[r.id] = r
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
        let insert = try db.cachedStatement(
            sql: "INSERT INTO journal(seq, txn, at, actor, case_id, kind, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        for entry in workspace.entries {
            let payload = entry.change.payload.json
            let id = entry.change.caseID?.rawValue
            head = JournalHash.next(
                after: head, seq: nextSeq, txn: txn, at: workspace.now.seconds, actor: entry.by, caseID: id, kind: entry.change.name,
                payload: payload)
            insert.setUncheckedArguments([nextSeq, txn, workspace.now.seconds, entry.by, id, entry.change.name, payload, Data(head)])
            try insert.execute()
            if case .playbook(let name, let version, let text) = entry.change {
                try db.execute(sql: "INSERT INTO playbooks(seq, name, version, text) VALUES (?, ?, ?, ?)", arguments: [nextSeq, name, version, text])
            }
            nextSeq += 1
        }
        for record in workspace.results { try project(record, isNew: workspace.isNew(record.id)) }
        for duty in workspace.duties { try project(duty) }
        hold(workspace)
        return txn
    }

    private func project(_ r: CaseRecord, isNew: Bool) throws {
        let fields = Value.object(r.fields).json
        if isNew {
            let s = try db.cachedStatement(
                sql: "INSERT INTO cases(id, kind, number, parent, state, version, date, opened, changed, changed_by, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            s.setUncheckedArguments([
                r.id.rawValue, r.kind.rawValue, r.number, r.parent?.rawValue, r.state, r.version, r.date?.number, r.opened.seconds,
                r.changed.seconds, r.changedBy, fields,
            ])
            try s.execute()
        } else {
            let s = try db.cachedStatement(
                sql: "UPDATE cases SET state = ?, version = ?, date = ?, changed = ?, changed_by = ?, fields = ? WHERE id = ?")
            s.setUncheckedArguments([r.state, r.version, r.date?.number, r.changed.seconds, r.changedBy, fields, r.id.rawValue])
            try s.execute()
        }
        let stored = isNew ? 0 : try Int.fetchOne(try db.cachedStatement(sql: "SELECT ifnull(max(no), 0) FROM stamps WHERE case_id = ?"), arguments: [r.id.rawValue]) ?? 0
        for stamp in r.stamps {
            if stamp.number > stored {
                let s = try db.cachedStatement(sql: "INSERT INTO stamps(case_id, no, name, at, by, answers, withdrawn) VALUES (?, ?, ?, ?, ?, ?, ?)")
                s.setUncheckedArguments([
                    r.id.rawValue, stamp.number, stamp.name, stamp.at.seconds, stamp.by, Value.object(stamp.answers).json, stamp.withdrawn ? 1 : 0,
                ])
                try s.execute()
            } else if stamp.withdrawn {
                let s = try db.cachedStatement(sql: "UPDATE stamps SET withdrawn = 1 WHERE case_id = ? AND no = ?")
                s.setUncheckedArguments([r.id.rawValue, stamp.number])
                try s.execute()
            }
        }
        if let text = SearchText.of(r) {
            let s = try db.cachedStatement(sql: "INSERT INTO search(case_id, text) VALUES (?, ?) ON CONFLICT(case_id) DO UPDATE SET text = excluded.text")
            s.setUncheckedArguments([r.id.rawValue, text])
            try s.execute()
        }
    }

    private func project(_ d: Duty) throws {
        let s = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO duties(\(Rows.dutyColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        s.setUncheckedArguments([
            d.key.caseID.rawValue, d.key.rule, d.key.occurrence, d.role, d.person, d.opens.seconds, d.due?.seconds, d.soft ? 1 : 0,
            d.status.rawValue, d.doneAt?.seconds, d.doneBy, d.breachedDue?.seconds, d.note, d.playbook,
        ])
        try s.execute()
    }

    // MARK: Drafts and claims: conveniences between people, not facts of the shop

    public func keepDraft(person: String, key: String, answers: [String: Value], at: Instant) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO drafts(person, key, at, answers) VALUES (?, ?, ?, ?)",
            arguments: [person, key, at.seconds, Value.object(answers).json])
    }

    public func dropDraft(person: String, key: String) throws {
        try db.execute(sql: "DELETE FROM drafts WHERE person = ? AND key = ?", arguments: [person, key])
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
