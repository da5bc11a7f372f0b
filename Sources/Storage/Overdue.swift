import Dispatching
import GRDB

/// What the supervisor asks for: every filter of the overdue view (rules 2.5, R-06).
public struct OverdueFilter: Hashable, Sendable {
    /// States that are looked at together.
    public enum View: String, Hashable, Sendable, CaseIterable {
        /// Open past a hard limit.
        case late
        /// Everything that is open.
        case open
        /// Done after its limit.
        case doneLate
        /// Every limit that was ever passed, whatever became of the duty.
        case breached
        /// Done, late or not; without `doneSince` it goes through all duties ever.
        case done
    }

    public var view = View.late
    /// Name of the playbook.
    public var system: String?
    public var role: String?
    /// All names that one person goes by: login and name.
    public var people: Set<String> = []
    public var rule: String?
    /// The limit falls into that time.
    public var due: Range<Instant>?
    /// Of what is done, only what was done after that.
    public var doneSince: Instant?
    public var limit = 500

    public init() {}

    /// For totals: the filter as far as the groups cannot tell by themselves.
    public func keeps(_ group: OverdueGroup) -> Bool {
        (system.map { $0 == group.system } ?? true) && (role.map { $0 == group.role } ?? true) && (rule.map { $0 == group.rule } ?? true)
            && (people.isEmpty || group.person.map { people.contains($0) } ?? false)
    }
}

/// What somebody wrote to a duty: an escalation, a hand-over.
public struct DutyNote: Hashable, Sendable {
    public let at: Instant
    public let by: String
    /// Post or person it went to.
    public let to: String
    public let text: String
}

/// A line of the overdue view.
public struct OverdueRow: Hashable, Sendable {
    public let row: DutyRow
    public let escalation: DutyNote?
    /// The newest of escalation, hand-over and the reason of a waiver.
    public let note: DutyNote?
    /// How far up the rule's ladder its lateness has come; 0 where it has none, or is not late.
    public let level: Int

    public var id: Duty.Key { row.duty.key }
}

/// The overdue view as SQL. Open and breached duties have an index each; nothing here goes through all duties but `done`.
struct OverdueQuery {
    private(set) var source: String
    private(set) var arguments: [String: (any DatabaseValueConvertible)?]

    init(_ filter: OverdueFilter, now: Instant, forGroups: Bool = false) {
        arguments = ["now": now.seconds]
        var conditions: [String] = []
        if !forGroups {
            if let system = filter.system {
                conditions.append("substr(playbook, 1, length(:system) + 1) = :system || ' '")
                arguments["system"] = system
            }
            if let role = filter.role {
                conditions.append("role = :role")
                arguments["role"] = role
            }
            if !filter.people.isEmpty {
                let names = filter.people.sorted().enumerated().map { ("person\($0)", $1) }
                conditions.append("person IN (\(names.map { ":" + $0.0 }.joined(separator: ", ")))")
                for (key, name) in names { arguments[key] = name }
            }
            if let rule = filter.rule {
                conditions.append("rule = :rule")
                arguments["rule"] = rule
            }
        }
        if let since = filter.doneSince, filter.view == .done {
            conditions.append("done_at >= :doneSince")
            arguments["doneSince"] = since.seconds
        }
        if let due = filter.due {
            conditions.append("due >= :dueFrom AND due < :dueTo")
            arguments["dueFrom"] = due.lowerBound.seconds
            arguments["dueTo"] = due.upperBound.seconds
        }
        source = OverdueQuery.parts(filter.view).map { part in
            "SELECT \(Rows.dutyColumns), \(OverdueQuery.late) AS late FROM duties WHERE \(([part] + conditions).joined(separator: " AND "))"
        }.joined(separator: " UNION ALL ")
    }

    /// Seconds past the limit; negative while there is time.
    private static let late = """
        CASE WHEN soft THEN min(0, :now - due) WHEN status = 'OPEN' THEN :now - due WHEN status = 'DONE' THEN done_at - due ELSE done_at - breached END
        """

    private static func parts(_ view: OverdueFilter.View) -> [String] {
        let late = "status = 'OPEN' AND due < :now AND soft = 0"
        return switch view {
        case .late: [late]
        case .open: ["status = 'OPEN'"]
        case .doneLate: ["breached IS NOT NULL AND status = 'DONE' AND done_at > due"]
        case .breached: ["breached IS NOT NULL", late + " AND breached IS NULL"]
        case .done: ["status = 'DONE'"]
        }
    }
}

extension Snapshot {
    /// Most late first, then what falls due next.
    public func overdue(_ filter: OverdueFilter, manual: Manual, now: Instant) throws -> [OverdueRow] {
        let query = OverdueQuery(filter, now: now)
        let order = "late IS NULL, late DESC, case_id, rule, occ"
        let sql = """
            SELECT \(Snapshot.dutyRowColumns)
            FROM (SELECT * FROM (\(query.source)) ORDER BY \(order) LIMIT :limit) d JOIN cases c ON c.id = d.case_id JOIN cases o ON o.id = ifnull(c.parent, c.id)
            ORDER BY d.late IS NULL, d.late DESC, d.case_id, d.rule, d.occ
            """
        var arguments = query.arguments
        arguments["limit"] = filter.limit
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: StatementArguments(arguments)).map(Snapshot.dutyRow).map { row in
            let notes = try self.notes(of: row.duty.key)
            var last = notes.last?.note
            if row.duty.status == .waived, let text = row.duty.note, let at = row.duty.doneAt, last.map({ $0.at <= at }) ?? true {
                last = DutyNote(at: at, by: row.duty.doneBy ?? "", to: "", text: text)
            }
            return OverdueRow(row: row, escalation: notes.last { $0.stamp == Stamp.escalation }?.note, note: last, level: try rungs(of: row.duty, manual: manual, now: now).last?.rung.level ?? 0)
        }
    }

    private func notes(of key: Duty.Key) throws -> [(stamp: String, note: DutyNote)] {
        let sql = """
            SELECT name, at, by, answers FROM stamps WHERE case_id = ? AND name IN (?, ?) AND withdrawn = 0 AND answers ->> '$.rule' = ? ORDER BY no
            """
        let arguments: StatementArguments = [key.caseID.rawValue, Stamp.escalation, Stamp.handOver, key.rule]
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map { row in
            let answers = try Value(json: row[3])
            let text = answers["text"].string ?? answers["reason"].text
            return (row[0], DutyNote(at: Instant(seconds: row[1]), by: row[2], to: answers["to"].text, text: text))
        }
    }

    /// Counts by system, owner and rule, over the view and the day of the filter.
    public func overdueGroups(_ filter: OverdueFilter, now: Instant) throws -> [OverdueGroup] {
        let query = OverdueQuery(filter, now: now, forGroups: true)
        let sql = """
            SELECT substr(playbook, 1, instr(playbook || ' ', ' ') - 1) AS system, role, person, rule, count(*), ifnull(sum(late > 0), 0), ifnull(max(late), 0)
            FROM (\(query.source)) GROUP BY system, role, person, rule ORDER BY system, role, person, rule
            """
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: StatementArguments(query.arguments)).map { row in
            let seconds: Int = row[6]
            return OverdueGroup(
                system: row[0], role: row[1], person: row[2], rule: row[3], count: row[4], late: row[5], worst: max(0, (seconds + 59) / 60))
        }
    }

    /// How many open duties stand under each name.
    public func openCounts() throws -> [String: Int] {
        let sql = "SELECT person, count(*) FROM duties INDEXED BY duties_queue WHERE status = 'OPEN' AND person IS NOT NULL GROUP BY person"
        return Dictionary(try Row.fetchAll(db, sql: sql).map { ($0[0], $0[1]) }, uniquingKeysWith: { a, _ in a })
    }

    /// Open duties that stand under one person's name (A-66).
    public func openDuties(of people: Set<String>) throws -> [Duty] {
        let sql = """
            SELECT \(Rows.dutyColumns) FROM duties INDEXED BY duties_queue WHERE status = 'OPEN' AND person IN (\(databaseQuestionMarks(count: people.count)))
            ORDER BY case_id, rule, occ
            """
        return try Row.fetchAll(db, sql: sql, arguments: StatementArguments(people.sorted())).map(Rows.duty)
    }
}
