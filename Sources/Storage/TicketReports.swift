import Dispatching
import GRDB

extension Snapshot {
    /// Kinds of case whose limits customers are promised.
    private static let promised: [CaseKind] = [.ticket, .serviceVisit]

    /// The limits of tickets and service visits taken in that time, oldest case first.
    ///
    /// - Parameter range: of the intake; `nil`: all that the file has.
    public func limits(in range: Range<Instant>?, rule: String? = nil, manual: Manual, now: Instant) throws -> [LimitEntry] {
        var out: [LimitEntry] = []
        try eachPromised(Snapshot.promised, in: range) { record in
            out += try limits(of: record, manual: manual, now: now).filter { rule == nil || $0.rule == rule }
        }
        return out
    }

    /// the tickets taken in that month.
    public func ticketEntries(_ month: Month, manual: Manual, now: Instant) throws -> [TicketEntry] {
        let answering = manual.playbook.firstAnswers
        var out: [TicketEntry] = []
        try eachPromised([.ticket], in: month.instants(manual.zone)) { record in
            let root = try record.parent.flatMap { try self.record($0) } ?? record
            out.append(TicketEntry(record, root: root, limits: try limits(of: record, manual: manual, now: now), answering: answering))
        }
        return out
    }

    /// R-05 of a month, with the orders taken and the ratings given in it (B-54, B-55).
    public func agentFigures(_ month: Month, manual: Manual, now: Instant) throws -> AgentFigures {
        guard let range = month.instants(manual.zone) else { return AgentFigures([]) }
        let orders = try String.fetchAll(
            db, sql: "SELECT s.by FROM cases c JOIN stamps s ON s.case_id = c.id AND s.no = 1 WHERE c.kind IN ('order', 'project') AND c.opened >= ? AND c.opened < ? AND c.state <> ?",
            arguments: [range.lowerBound.seconds, range.upperBound.seconds, CaseRecord.void])
        let ratings = try Row.fetchAll(
            db, sql: """
                SELECT by, coalesce(answers ->> '$.serviceScore', answers ->> '$.projectScore') AS score FROM stamps
                WHERE name IN ('serviceCallback', 'projectAccepted') AND withdrawn = 0 AND at >= ? AND at < ? AND score IS NOT NULL
                """, arguments: [range.lowerBound.seconds, range.upperBound.seconds])
        let number = month.year * 100 + month.month
        let marks = Dictionary(
            try cases(kind: .staff).compactMap { person -> (String, [String: Int])? in
                guard let given = person.all("appraised").last(where: { $0.answers["month"]?.int == number }) else { return nil }
                return (person.number, given.answers.filter { AgentFigures.Line.marked.contains($0.key) }.compactMapValues(\.int))
            }, uniquingKeysWith: { a, _ in a })
        return AgentFigures(
            try ticketEntries(month, manual: manual, now: now), orders: orders, ratings: ratings.compactMap { row in (row[1] as Int?).map { (row[0], $0) } }, marks: marks)
    }

    private func limits(of record: CaseRecord, manual: Manual, now: Instant) throws -> [LimitEntry] {
        let duties = try duties(of: record.id)
        guard !duties.isEmpty else { return [] }
        let root = try record.parent.flatMap { try self.record($0) } ?? record
        let facts = Facts(own: record, family: Family(root: root, children: []), manual: manual, now: now)
        return duties.compactMap { LimitEntry($0, of: record, root: root.id, profile: facts.profile?.id ?? "", now: now) }
    }

    private func eachPromised(_ kinds: [CaseKind], in range: Range<Instant>?, _ body: (CaseRecord) throws -> Void) throws {
        let marks = databaseQuestionMarks(count: kinds.count)
        let ids = try Int64.fetchAll(
            db, sql: "SELECT id FROM cases WHERE kind IN (\(marks)) AND opened >= ? AND opened < ? AND state <> ? ORDER BY opened, id",
            arguments: StatementArguments(kinds.map(\.rawValue)) + [range?.lowerBound.seconds ?? Int64.min, range?.upperBound.seconds ?? Int64.max, CaseRecord.void])
        for id in ids { if let record = try record(CaseID(id)) { try body(record) } }
    }
}
