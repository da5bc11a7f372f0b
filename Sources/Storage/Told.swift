import Dispatching
import GRDB

/// Something that the manual has somebody told: a duty done, a limit passed, a duty brought to notice.
public struct ToldRow: Hashable, Sendable, Identifiable {
    public enum What: String, Hashable, Sendable, CaseIterable {
        case done, late, escalated
        /// A rung of the rule's ladder was reached: the limit is near, or has passed by so much.
        case rung
    }

    public struct ID: Hashable, Sendable {
        public let what: What
        public let duty: Duty.Key
        public let at: Instant
    }

    public let what: What
    /// When there was something to tell: it was done, its limit passed, the note was written.
    public let at: Instant
    public let row: DutyRow
    /// Of an escalation.
    public let note: DutyNote?
    /// Name of who did it or wrote it.
    public let byName: String
    /// Where it is a rung.
    public let rung: Ladder.Rung?

    init(what: What, at: Instant, row: DutyRow, note: DutyNote?, byName: String) {
        (self.what, self.at, self.row, self.note, self.byName, rung) = (what, at, row, note, byName, nil)
    }

    init(rung reached: ReachedRung, _ row: DutyRow) {
        (what, at, self.row, note, byName, rung) = (.rung, reached.at, row, nil, "", reached.rung)
    }

    public var id: ID { ID(what: what, duty: row.duty.key, at: at) }

    /// Login of who did it or wrote it; nobody passes a limit.
    public var by: String? {
        switch what {
        case .done: row.duty.doneBy
        case .late, .rung: nil
        case .escalated: note?.by
        }
    }
}

/// What is asked for: the rules come from `Playbook.told`.
public struct ToldFilter: Hashable, Sendable {
    /// Rules of which the completion, and the breach, is told.
    public var done: Set<String> = []
    public var late: Set<String> = []
    /// Posts to which duties were escalated.
    public var posts: Set<String> = []
    /// The names that the person goes by, for what owners are told.
    public var people: Set<String> = []
    /// Only cases that this person leads, or that nobody does.
    public var leader: String?
    public var since: Instant
    /// What this person did is no news to him.
    public var exceptBy: String?
    public var limit = 500

    public init(since: Instant) { self.since = since }
}

/// Three sources under one roof, each with an index of its own.
struct ToldQuery {
    let source: String
    private(set) var arguments: [String: (any DatabaseValueConvertible)?]

    static let breachTold = "CASE WHEN due = breached THEN max(breached, opens) ELSE breached END"

    init(_ filter: ToldFilter, now: Instant) {
        var arguments: [String: (any DatabaseValueConvertible)?] = ["now": now.seconds, "since": filter.since.seconds, "by": filter.exceptBy]
        func list(_ name: String, _ values: Set<String>) -> String {
            let keys = values.sorted().enumerated().map { ("\(name)\($0)", $1) }
            for (key, value) in keys { arguments[key] = value }
            return "(" + keys.map { ":" + $0.0 }.joined(separator: ", ") + ")"
        }
        let columns = Rows.dutyColumns
        var parts: [String] = []
        if !filter.done.isEmpty {
            parts.append("""
                SELECT \(columns), done_at AS told, 'done' AS what, NULL AS told_by, NULL AS told_text FROM duties
                WHERE status = 'DONE' AND done_at > :since AND done_at <= :now AND rule IN \(list("done", filter.done)) AND (:by IS NULL OR done_by IS NOT :by)
                """)
        }
        if !filter.late.isEmpty {
            let rules = list("late", filter.late)
            parts.append("""
                SELECT \(columns), \(Self.breachTold) AS told, 'late' AS what, NULL AS told_by, NULL AS told_text FROM duties
                WHERE breached IS NOT NULL AND \(Self.breachTold) > :since AND \(Self.breachTold) <= :now AND rule IN \(rules)
                """)
            parts.append("""
                SELECT \(columns), max(due, opens) AS told, 'late' AS what, NULL AS told_by, NULL AS told_text FROM duties
                WHERE status = 'OPEN' AND due < :now AND soft = 0 AND breached IS NULL AND max(due, opens) > :since AND max(due, opens) <= :now AND rule IN \(rules)
                """)
        }
        if !filter.posts.isEmpty {
            let duty = Rows.dutyColumns.split(separator: ",").map { "d." + $0.drop(while: { $0 == " " }) }.joined(separator: ", ")
            parts.append("""
                SELECT \(duty), s.at AS told, 'escalated' AS what, s.by AS told_by, s.answers ->> '$.text' AS told_text FROM stamps s
                JOIN duties d ON d.case_id = s.case_id AND d.rule = s.answers ->> '$.rule'
                  AND d.occ = (SELECT max(e.occ) FROM duties e WHERE e.case_id = s.case_id AND e.rule = d.rule)
                WHERE s.name = 'escalatedDuty' AND s.withdrawn = 0 AND s.at > :since AND s.at <= :now AND (:by IS NULL OR s.by IS NOT :by)
                  AND s.answers ->> '$.to' IN \(list("post", filter.posts))
                """)
        }
        source = parts.joined(separator: " UNION ALL ")
        self.arguments = arguments
    }
}

extension Snapshot {
    /// Newest first.
    public func told(_ filter: ToldFilter, now: Instant) throws -> [ToldRow] {
        let query = ToldQuery(filter, now: now)
        guard !query.source.isEmpty else { return [] }
        var arguments = query.arguments
        arguments["limit"] = filter.limit
        arguments.updateValue(filter.leader, forKey: "leader")
        // Where every row counts, the newest are picked before their cases are looked up.
        let newest = filter.leader == nil ? query.source + " ORDER BY told DESC LIMIT :limit" : query.source
        let sql = """
            SELECT \(Snapshot.dutyRowColumns), d.told, d.what, d.told_by, d.told_text,
              (SELECT p.fields ->> '$.name' FROM cases p WHERE p.kind = 'staff' AND p.number = CASE d.what WHEN 'done' THEN d.done_by ELSE d.told_by END)
            FROM (\(newest)) d JOIN cases c ON c.id = d.case_id JOIN cases o ON o.id = ifnull(c.parent, c.id)
            WHERE :leader IS NULL OR ifnull(c.fields ->> '$.leader', :leader) = :leader
            ORDER BY d.told DESC, d.case_id, d.rule, d.occ, d.what LIMIT :limit
            """
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: StatementArguments(arguments)).compactMap { row in
            guard let what = ToldRow.What(rawValue: row[24]) else { return nil }
            let at = Instant(seconds: row[23])
            let by: String? = row[25], text: String? = row[26]
            let duty = Snapshot.dutyRow(row)
            let name: String? = row[27]
            return ToldRow(
                what: what, at: at, row: duty, note: by.map { DutyNote(at: at, by: $0, to: "", text: text ?? "") },
                byName: name ?? (what == .done ? duty.duty.doneBy ?? "" : by ?? ""))
        }
    }

    /// Until when a person has read what there was to be told; `nil`: never yet.
    public func look(_ person: String, at what: String) throws -> Instant? {
        try Int64.fetchOne(try db.cachedStatement(sql: "SELECT at FROM looks WHERE person = ? AND what = ?"), arguments: [person, what]).map { Instant(seconds: $0) }
    }
}
