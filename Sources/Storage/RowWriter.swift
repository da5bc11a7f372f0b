import Dispatch
import Dispatching
import GRDB

/// Brings what commands decided into journal and tables, in order.
///
/// The commands of a batch are decided on one thread while those before them are written on another: deciding reads what the transaction
/// holds in memory, so that the file is free. Whoever needs the file waits until all is written (`drain`).
///
/// `@unchecked Sendable`: `rows`, `failure` and the connection are touched by one thread at a time. A portion is handed over with `async`,
/// and its giver touches none of them again before `inFlight.wait()` has returned.
final class RowWriter: @unchecked Sendable {
    /// What one command decided.
    struct Portion: Sendable {
        struct Row: Sendable {
            let record: CaseRecord
            let isNew: Bool
            /// Stamps that the file has of it already.
            let stamps: Int
        }

        let first: Int64
        let txn: Int64
        let at: Int64
        let entries: [Workspace.Entry]
        let rows: [Row]
        let duties: [Duty]
    }

    private let rows: Rows
    private var failure: (any Error)?
    private var waiting: [Portion] = []
    private let queue = DispatchQueue(label: "paidan.rows")
    private let inFlight = DispatchGroup()
    /// Commands that go over together: fewer, and the threads wait for each other; more, and a small batch gains nothing.
    private static let together = 32

    init(_ connection: OpaquePointer, head: [UInt8]) { rows = Rows(connection, head: head) }

    deinit { inFlight.wait() }

    /// - Throws: what went wrong with an earlier portion.
    func take(_ portion: Portion) throws {
        waiting.append(portion)
        guard waiting.count >= Self.together else { return }
        inFlight.wait()
        if let failure { throw failure }
        let portions = waiting
        waiting.removeAll(keepingCapacity: true)
        queue.async(group: inFlight) { self.write(portions) }
    }

    /// Returns when all that was taken is in the file.
    func drain() throws {
        inFlight.wait()
        if let failure { throw failure }
        guard !waiting.isEmpty else { return }
        let portions = waiting
        waiting.removeAll(keepingCapacity: true)
        write(portions)
        if let failure { throw failure }
    }

    /// Lets go of what has not been written, before a rollback.
    func abandon() {
        inFlight.wait()
        waiting = []
    }

    private func write(_ portions: [Portion]) {
        guard failure == nil else { return }
        do { for portion in portions { try rows.write(portion) } } catch { failure = error }
    }
}

extension RowWriter {
    /// The statements, and where the hash chain has come to.
    private final class Rows {
        private let connection: OpaquePointer
        private var head: [UInt8]
        private var statements: [Writing: BoundStatement] = [:]

        init(_ connection: OpaquePointer, head: [UInt8]) {
            self.connection = connection
            self.head = head
        }

        private enum Writing: String, CaseIterable {
            case journal = "INSERT INTO journal(seq, txn, at, actor, case_id, kind, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            case playbook = "INSERT INTO playbooks(seq, name, version, text) VALUES (?, ?, ?, ?)"
            case newCase = """
                INSERT INTO cases(id, kind, number, parent, state, version, date, opened, changed, changed_by, fields)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            case changedCase = "UPDATE cases SET state = ?, version = ?, date = ?, changed = ?, changed_by = ?, fields = ? WHERE id = ?"
            case newStamp = "INSERT INTO stamps(case_id, no, name, at, by, answers, withdrawn) VALUES (?, ?, ?, ?, ?, ?, ?)"
            case withdrawnStamp = "UPDATE stamps SET withdrawn = 1 WHERE case_id = ? AND no = ?"
            case search = "INSERT INTO search(case_id, text) VALUES (?, ?) ON CONFLICT(case_id) DO UPDATE SET text = excluded.text"
            case duty = "INSERT OR REPLACE INTO duties(case_id, rule, occ, role, person, opens, due, soft, status, done_at, done_by, breached, note, playbook) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        }

        private func run(_ writing: Writing, _ bind: (BoundStatement) -> Void) throws {
            let statement: BoundStatement
            if let known = statements[writing] {
                statement = known
            } else {
                statement = try BoundStatement(connection, sql: writing.rawValue)
                statements[writing] = statement
            }
            statement.begin()
            bind(statement)
            try statement.run()
        }

        func write(_ portion: Portion) throws {
            var seq = portion.first
            for entry in portion.entries {
                let payload = entry.change.json
                let id = entry.change.caseID?.rawValue
                let kind = entry.change.name
                head = JournalHash.next(after: head, seq: seq, txn: portion.txn, at: portion.at, actor: entry.by, caseID: id, kind: kind, payload: payload)
                try run(.journal) {
                    $0.bind(seq)
                    $0.bind(portion.txn)
                    $0.bind(portion.at)
                    $0.bind(entry.by)
                    $0.bind(id)
                    $0.bind(kind)
                    $0.bind(payload)
                    $0.bind(head)
                }
                if case .playbook(let name, let version, let text) = entry.change {
                    try run(.playbook) {
                        $0.bind(seq)
                        $0.bind(name)
                        $0.bind(version)
                        $0.bind(text)
                    }
                }
                seq += 1
            }
            for row in portion.rows { try project(row) }
            for duty in portion.duties { try project(duty) }
        }

        private func project(_ row: Portion.Row) throws {
            let r = row.record
            let fields = Value.object(r.fields).json
            let id = r.id.rawValue
            if row.isNew {
                try run(.newCase) {
                    $0.bind(id)
                    $0.bind(r.kind.rawValue)
                    $0.bind(r.number)
                    $0.bind(r.parent?.rawValue)
                    $0.bind(r.state)
                    $0.bind(r.version)
                    $0.bind(r.date?.number)
                    $0.bind(r.opened.seconds)
                    $0.bind(r.changed.seconds)
                    $0.bind(r.changedBy)
                    $0.bind(fields)
                }
            } else {
                try run(.changedCase) {
                    $0.bind(r.state)
                    $0.bind(r.version)
                    $0.bind(r.date?.number)
                    $0.bind(r.changed.seconds)
                    $0.bind(r.changedBy)
                    $0.bind(fields)
                    $0.bind(id)
                }
            }
            for stamp in r.stamps {
                if stamp.number > row.stamps {
                    try run(.newStamp) {
                        $0.bind(id)
                        $0.bind(stamp.number)
                        $0.bind(stamp.name)
                        $0.bind(stamp.at.seconds)
                        $0.bind(stamp.by)
                        $0.bind(Value.object(stamp.answers).json)
                        $0.bind(stamp.withdrawn ? 1 : 0)
                    }
                } else if stamp.withdrawn {
                    try run(.withdrawnStamp) {
                        $0.bind(id)
                        $0.bind(stamp.number)
                    }
                }
            }
            if let text = SearchText.of(r) {
                try run(.search) {
                    $0.bind(id)
                    $0.bind(text)
                }
            }
        }

        private func project(_ d: Duty) throws {
            try run(.duty) {
                $0.bind(d.key.caseID.rawValue)
                $0.bind(d.key.rule)
                $0.bind(d.key.occurrence)
                $0.bind(d.role)
                $0.bind(d.person)
                $0.bind(d.opens.seconds)
                $0.bind(d.due?.seconds)
                $0.bind(d.soft ? 1 : 0)
                $0.bind(d.status.rawValue)
                $0.bind(d.doneAt?.seconds)
                $0.bind(d.doneBy)
                $0.bind(d.breachedDue?.seconds)
                $0.bind(d.note)
                $0.bind(d.playbook)
            }
        }
    }
}
