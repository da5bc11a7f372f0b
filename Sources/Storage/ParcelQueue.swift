import Dispatching
import GRDB

/// Something that keeps a parcel from its receiver, and what was last done about it.
public struct ParcelRow: Hashable, Sendable, Identifiable {
    public let row: TicketRow
    public let waybill: String
    /// The newest entry in the house form, e.g. 暂放续送(1206).
    public let note: String
    public let notified: Instant?
    /// The newest entry of any kind.
    public let noted: Instant?
    /// When a clock that runs day and night will have run out: 72 hours without a reply, three days on hold.
    public let timer: Instant?

    public var id: CaseID { row.id }
}

extension Playbook {
    /// What keeps parcels from their receivers, and what lies about them: everything of a courier that has a queue.
    public var parcelKinds: [CaseKind] { ["problem", "transit", "parcelReturn", "signBack", "difference", "popup", "agentList", "bulletin", "phoneCall", "networkOrder"].filter { machine($0) != nil } }

    /// Stamps that bring a case's entry up to date, day by day (C-41).
    public func entries(on kind: CaseKind) -> Set<String> { Set(rules(on: kind).filter { $0.cycle?.daily != nil }.flatMap(\.proofs)) }

    /// Rules that begin when a clock has run out which no rest day stops (C-101, C-103).
    var timers: Set<String> {
        Set(rules.filter { rule in
            if case .after(_, let stretch)? = rule.opens, stretch.clock == .given(.always) { true } else { false }
        }.map(\.id))
    }
}

extension Snapshot {
    /// What falls due first on top, like `tickets`.
    public func parcelQueue(_ kinds: [CaseKind], manual: Manual, closedToo: Bool = false, limit: Int) throws -> [ParcelRow] {
        let playbook = manual.playbook
        let closed = Dictionary(kinds.map { ($0, playbook.machine($0)?.final ?? []) }, uniquingKeysWith: { a, _ in a })
        let rows = try tickets(kinds, without: closedToo ? [:] : closed, limit: limit)
        let entries = kinds.reduce(into: Set<String>()) { $0.formUnion(playbook.entries(on: $1)) }.union(["upstreamNotified"]).sorted()
        var noted: [CaseID: Instant] = [:], notified: [CaseID: Instant] = [:], timers: [CaseID: Instant] = [:], notes: [CaseID: (note: String, waybill: String)] = [:]
        let ids = "SELECT value FROM json_each(?)", list = "[" + rows.map(\.id.description).joined(separator: ",") + "]"
        let stamps = try Row.fetchAll(
            db, sql: "SELECT case_id, name, max(at) FROM stamps WHERE case_id IN (\(ids)) AND withdrawn = 0 AND name IN (\(databaseQuestionMarks(count: entries.count))) GROUP BY case_id, name",
            arguments: [list] + StatementArguments(entries))
        for stamp in stamps {
            let (id, at) = (CaseID(stamp[0]), Instant(seconds: stamp[2]))
            if stamp[1] == "upstreamNotified" { notified[id] = at } else { noted[id] = max(noted[id] ?? at, at) }
        }
        let rules = playbook.timers.sorted()
        let running = try Row.fetchAll(
            db, sql: "SELECT case_id, min(opens) FROM duties WHERE case_id IN (\(ids)) AND status = 'OPEN' AND rule IN (\(databaseQuestionMarks(count: rules.count))) GROUP BY case_id",
            arguments: [list] + StatementArguments(rules))
        for row in running { timers[CaseID(row[0])] = Instant(seconds: row[1]) }
        let texts = try Row.fetchAll(
            db, sql: """
                SELECT c.id, ifnull(c.fields ->> '$.note', ''), coalesce(c.fields ->> '$.waybill', CASE o.kind WHEN 'parcel' THEN o.number END, '')
                FROM cases c JOIN cases o ON o.id = ifnull(c.parent, c.id) WHERE c.id IN (\(ids))
                """, arguments: [list])
        for row in texts { notes[CaseID(row[0])] = (row[1], row[2]) }
        return rows.map { row in
            ParcelRow(
                row: row, waybill: notes[row.id]?.waybill ?? "", note: notes[row.id]?.note ?? "", notified: notified[row.id], noted: noted[row.id], timer: timers[row.id])
        }
    }
}
