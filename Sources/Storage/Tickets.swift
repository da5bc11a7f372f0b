import Dispatching
import GRDB

/// Something that is wrong and being mended: a ticket, a service visit, a residual order; with what comes next.
public struct TicketRow: Hashable, Sendable, Identifiable {
    public let id: CaseID
    public let kind: CaseKind
    public let number: String
    public let state: String
    public let opened: Instant
    /// Value of the form's choice; empty for what is no ticket.
    public let problemKind: String
    public let problem: String
    /// 1 to 4 where the trade grades its cases (E13); empty: not graded.
    public let severity: String
    /// The one person who answers for it; empty: nobody does by name.
    public let owner: String
    public let rootID: CaseID
    public let customer: String
    public let phone: String
    public let address: String
    /// The open duty that falls due first.
    public let next: DutyRow?
}

extension Snapshot {
    /// What falls due first on top, what nothing is owed for last, the newest first among those.
    ///
    /// - Parameters:
    ///   - kinds: `Playbook.ticketKinds`.
    ///   - closed: states in which a case of a kind is over; those cases are left out. Empty: all.
    ///   - limit: of cases, the newest.
    public func tickets(_ kinds: [CaseKind], without closed: [CaseKind: Set<String>], limit: Int) throws -> [TicketRow] {
        let open = Snapshot.openCases(kinds, without: closed)
        let cases = try Row.fetchAll(
            db.cachedStatement(sql: """
                SELECT c.id, c.kind, c.number, c.state, c.opened, \(Snapshot.problemColumns), ifnull(c.fields ->> '$.severity', ''), ifnull(c.fields ->> '$.owner', ''), o.id,
                  coalesce(o.fields ->> '$.customer', o.fields ->> '$.name', ''), ifnull(o.fields ->> '$.phone', ''), ifnull(o.fields ->> '$.address', '')
                FROM cases c JOIN cases o ON o.id = ifnull(c.parent, c.id) WHERE \(open.sql) ORDER BY c.id DESC LIMIT ?
                """), arguments: open.arguments + [limit])
        var next: [CaseID: DutyRow] = [:]
        let owed = try Row.fetchAll(
            db.cachedStatement(sql: """
                SELECT \(Snapshot.dutyRowColumns) FROM duties d JOIN cases c ON c.id = d.case_id JOIN cases o ON o.id = ifnull(c.parent, c.id)
                WHERE d.status = 'OPEN' AND c.kind IN (\(databaseQuestionMarks(count: kinds.count))) ORDER BY d.due IS NULL, d.due, d.opens, d.rule
                """), arguments: StatementArguments(kinds.map(\.rawValue)))
        for row in owed {
            let duty = Snapshot.dutyRow(row)
            if next[duty.duty.key.caseID] == nil { next[duty.duty.key.caseID] = duty }
        }
        let rows = cases.map { row in
            TicketRow(
                id: CaseID(row[0]), kind: CaseKind(rawValue: row[1]), number: row[2], state: row[3], opened: Instant(seconds: row[4]), problemKind: row[5], problem: row[6],
                severity: row[7], owner: row[8], rootID: CaseID(row[9]), customer: row[10], phone: row[11], address: row[12], next: next[CaseID(row[0])])
        }
        func due(_ row: TicketRow) -> Int64 { row.next.map { $0.duty.due?.seconds ?? Int64.max - 1 } ?? Int64.max }
        return rows.enumerated().sorted { (due($0.element), $0.offset) < (due($1.element), $1.offset) }.map(\.element)
    }

    /// Kind of the problem and what it is, of case `c`.
    static let problemColumns = """
        ifnull(c.fields ->> '$.problemKind', ''), coalesce(c.fields ->> '$.problem', c.fields ->> '$.product', c.fields ->> '$.project', c.fields ->> '$.city', '')
        """

    /// Case `c` is of one of these kinds and not over.
    static func openCases(_ kinds: [CaseKind], without closed: [CaseKind: Set<String>]) -> (sql: String, arguments: StatementArguments) {
        var conditions: [String] = [], arguments = StatementArguments()
        for kind in kinds {
            let states = (closed[kind] ?? []).union([CaseRecord.void]).sorted()
            conditions.append("(c.kind = ? AND c.state NOT IN (\(databaseQuestionMarks(count: states.count))))")
            arguments += [kind.rawValue]
            arguments += StatementArguments(states)
        }
        return ("(" + conditions.joined(separator: " OR ") + ")", arguments)
    }
}

extension Playbook {
    /// Kinds of case that are kept as tickets are: what goes wrong, and whatever else the trades take in by hand.
    public var ticketKinds: [CaseKind] {
        let usual: [CaseKind] = [.ticket, .serviceVisit, .residual]
        return usual + intakes.values.filter { $0.isQueued && !usual.contains($0.kind) }.map(\.kind).sorted { $0.rawValue < $1.rawValue }
    }

    /// The states in which a ticket of a kind is over.
    public var closedTickets: [CaseKind: Set<String>] {
        Dictionary(ticketKinds.map { ($0, Set(machine($0)?.final ?? [])) }, uniquingKeysWith: { first, _ in first })
    }
}
