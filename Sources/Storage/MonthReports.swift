import Dispatching
import GRDB

/// A month's table as it was frozen (A-40, B-52).
public struct FrozenTable: Hashable, Sendable {
    public let lines: Value
    public let at: Instant
    public let by: String
}

extension Snapshot {
    /// The table as it was frozen, on the first working day of the month after; `nil` as long as nobody has.
    public func frozen(_ table: MonthTable, _ month: Month, manual: Manual) throws -> FrozenTable? {
        guard let day = manual.freezeDay(of: month), let stamp = try record(kind: .day, number: day.description)?.latest(table.stamp) else { return nil }
        return FrozenTable(lines: stamp.answers["table"] ?? .null, at: stamp.at, by: stamp.by)
    }

    /// R-01 as the callbacks stand now.
    public func satisfaction(_ month: Month, manual: Manual) throws -> Satisfaction {
        Satisfaction(
            try callbacks(stamp: "installCallback", in: month, zone: manual.zone), month: month,
            satisfiedFrom: manual.playbook.figure("satisfiedFrom") ?? 4)
    }

    ///
    public func crewReport(_ month: Month, manual: Manual, now: Instant) throws -> CrewReport {
        guard let first = month.firstDay, let end = month.next.firstDay else { return CrewReport([], scores: [], month: month) }
        var visits: [CrewVisit] = []
        for kind in [CaseKind.deliveryVisit, .installVisit, .serviceVisit] {
            let made = try records(
                "WHERE kind = ? AND date >= ? AND date < ? AND date IS NOT NULL ORDER BY id", [kind.rawValue, first.number, end.number])
            for visit in made {
                if let counted = CrewVisit(visit, duties: try duties(of: visit.id), manual: manual, now: now) { visits.append(counted) }
            }
        }
        let calls = try ["installCallback", "serviceCallback"].flatMap { try callbacks(stamp: $0, in: month, zone: manual.zone) }
        return CrewReport(visits, scores: calls.flatMap(\.crewScores), month: month)
    }

    /// what was taken in that month, oldest first.
    public func serviceRegister(_ month: Month, manual: Manual, now: Instant) throws -> [ServiceEntry] {
        guard let range = month.instants(manual.zone) else { return [] }
        let visits = try records(
            "WHERE kind = ? AND opened >= ? AND opened < ? AND state <> ? ORDER BY opened, id",
            [CaseKind.serviceVisit.rawValue, range.lowerBound.seconds, range.upperBound.seconds, CaseRecord.void])
        return try visits.map { visit in
            let facts = Facts(own: visit, family: try family(of: visit), manual: manual, now: now)
            return ServiceEntry(facts, duties: try duties(of: visit.id))
        }
    }

    /// what went out in that month, newest first.
    public func messageLog(_ month: Month, manual: Manual) throws -> [MessageRecord] {
        guard let range = month.instants(manual.zone) else { return [] }
        return try sentMessages(since: range.lowerBound, until: range.upperBound - 1).map { m in
            let proved = try duties(of: m.caseID).first {
                $0.doneAt == m.at && !$0.soft && manual.playbook.rule($0.key.rule)?.message == m.template
            }
            let root = try db.cachedStatement(sql: "SELECT ifnull(parent, id) FROM cases WHERE id = ?")
            let rootID = try Int64.fetchOne(root, arguments: [m.caseID.rawValue]).map { CaseID($0) } ?? m.caseID
            return MessageRecord(
                rootID: rootID, number: m.number, customer: m.customer, template: m.template, channel: m.channel, to: m.to, text: m.text, at: m.at,
                by: m.by, due: proved?.due)
        }
    }

    /// Login -> name, for lines that people read.
    public func staffNames() throws -> [String: String] {
        Dictionary(try cases(kind: .staff).map { ($0.number, $0["name"].string ?? $0.number) }, uniquingKeysWith: { first, _ in first })
    }
}
