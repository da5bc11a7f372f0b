import Dispatching
import GRDB

extension Snapshot {
    /// Rungs of ladders that were reached since then and are told to these posts and people, newest first.
    ///
    /// Candidates are found by their limits in the indexes of open and of done duties; when exactly a rung was reached only the calendar knows.
    public func rungs(_ filter: ToldFilter, manual: Manual, now: Instant) throws -> [ToldRow] {
        let ladders = Self.ladders(manual.playbook)
        guard !ladders.isEmpty, let window = Self.limits(filter.since, now, manual) else { return [] }
        let rules = ladders.keys.sorted(), marks = databaseQuestionMarks(count: ladders.count)
        let sql = """
            SELECT \(Rows.dutyColumns) FROM duties WHERE status = 'OPEN' AND soft = 0 AND due BETWEEN ? AND ? AND rule IN (\(marks))
            UNION ALL SELECT \(Rows.dutyColumns) FROM duties WHERE status = 'DONE' AND soft = 0 AND done_at > ? AND due BETWEEN ? AND ? AND rule IN (\(marks))
            """
        let (low, high) = (window.lowerBound.seconds, window.upperBound.seconds)
        var arguments: StatementArguments = [low, high]
        arguments += StatementArguments(rules)
        arguments += [filter.since.seconds, low, high]
        arguments += StatementArguments(rules)
        var out: [ToldRow] = []
        for duty in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(Rows.duty) {
            func isNews(_ reached: ReachedRung) -> Bool { reached.at > filter.since && filter.isTold(reached.rung, of: duty) }
            // Most of them have reached nothing by any ladder: their cases need not be read.
            guard ladders[duty.key.rule]?.contains(where: { $0.reached(by: duty, calendar: manual.calendar, now: now).contains(where: isNews) }) ?? false else { continue }
            let reached = try rungs(of: duty, manual: manual, now: now).filter(isNews)
            guard !reached.isEmpty, let row = try laddered(duty.key, leader: filter.leader) else { continue }
            out += reached.map { ToldRow(rung: $0, row) }
        }
        return out.sorted { ($1.at, $0.row.duty.key) < ($0.at, $1.row.duty.key) }
    }

    /// Rules with the ladders that they may have: their own, or any that a profile may name.
    private static func ladders(_ playbook: Playbook) -> [String: [Ladder]] {
        var out: [String: [Ladder]] = [:]
        for rule in playbook.rules {
            switch rule.ladder {
            case .given(let id): out[rule.id, default: []] += playbook.ladders[id].map { [$0] } ?? []
            case .term: out[rule.id, default: []] += playbook.ladders.values
            case nil: continue
            }
        }
        return out
    }

    private func laddered(_ key: Duty.Key, leader: String?) throws -> DutyRow? {
        let sql = """
            SELECT \(Snapshot.dutyRowColumns) FROM duties d JOIN cases c ON c.id = d.case_id JOIN cases o ON o.id = ifnull(c.parent, c.id)
            WHERE d.case_id = ? AND d.rule = ? AND d.occ = ? AND (? IS NULL OR ifnull(c.fields ->> '$.leader', ?) = ?)
            """
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [key.caseID.rawValue, key.rule, key.occurrence, leader, leader, leader]).map(Snapshot.dutyRow)
    }

    /// What the duty has reached of its rule's ladder.
    public func rungs(of duty: Duty, manual: Manual, now: Instant) throws -> [ReachedRung] {
        guard let rule = manual.playbook.rule(duty.key.rule), rule.ladder != nil, let record = try record(duty.key.caseID) else { return [] }
        let root = try record.parent.flatMap { try self.record($0) } ?? record
        let facts = Facts(own: record, family: Family(root: root, children: []), manual: manual, now: now)
        return facts.ladder(of: rule)?.reached(by: duty, calendar: manual.calendar, now: now) ?? []
    }

    /// Between which limits a duty must lie to have reached any rung in that time. Rest days make a walk there and back uneven, hence the margin.
    private static func limits(_ since: Instant, _ now: Instant, _ manual: Manual) -> ClosedRange<Instant>? {
        let margin = 30 * 86_400
        let offsets = manual.playbook.ladders.values.flatMap(\.rungs)
        let walks = offsets.flatMap { rung in
            let back = Span(-rung.offset.amount, rung.offset.unit)
            return [since, now].compactMap { try? manual.calendar.due(from: $0, span: back, clock: rung.clock).due }
        }
        guard let low = walks.min(), let high = walks.max() else { return nil }
        return (low - margin)...(high + margin)
    }
}

extension ToldFilter {
    fileprivate func isTold(_ rung: Ladder.Rung, of duty: Duty) -> Bool {
        if !posts.isDisjoint(with: rung.tells) { return true }
        guard rung.tells.contains(Ladder.owner) else { return false }
        return duty.person.map { people.contains($0) } ?? posts.contains(duty.role)
    }
}
