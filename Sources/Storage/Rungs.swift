import Dispatching
import GRDB

extension Snapshot {
    /// Rungs of ladders that were reached since then and are told to these posts and people, newest first.
    ///
    /// Candidates are found by their limits in the indexes of open and of done duties; when exactly a rung was reached only the calendar knows.
    public func rungs(_ filter: ToldFilter, manual: Manual, now: Instant) throws -> [ToldRow] {
        let rules = manual.playbook.rules.filter { $0.ladder != nil }.map(\.id)
        guard !rules.isEmpty, let window = Self.limits(filter.since, now, manual) else { return [] }
        let marks = databaseQuestionMarks(count: rules.count)
        let duty = Rows.dutyColumns
        let sql = """
            SELECT \(Snapshot.dutyRowColumns) FROM (
              SELECT \(duty) FROM duties WHERE status = 'OPEN' AND soft = 0 AND due BETWEEN ? AND ? AND rule IN (\(marks))
              UNION ALL SELECT \(duty) FROM duties WHERE status = 'DONE' AND soft = 0 AND done_at > ? AND due BETWEEN ? AND ? AND rule IN (\(marks))
            ) d JOIN cases c ON c.id = d.case_id JOIN cases o ON o.id = ifnull(c.parent, c.id)
            WHERE ? IS NULL OR ifnull(c.fields ->> '$.leader', ?) = ?
            """
        let (low, high) = (window.lowerBound.seconds, window.upperBound.seconds)
        var arguments: StatementArguments = [low, high]
        arguments += StatementArguments(rules)
        arguments += [filter.since.seconds, low, high]
        arguments += StatementArguments(rules)
        arguments += [filter.leader, filter.leader, filter.leader]
        var out: [ToldRow] = []
        for row in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(Snapshot.dutyRow) {
            for reached in try rungs(of: row.duty, manual: manual, now: now) where reached.at > filter.since && filter.isTold(reached.rung, of: row.duty) {
                out.append(ToldRow(rung: reached, row))
            }
        }
        return out.sorted { ($1.at, $0.row.duty.key) < ($0.at, $1.row.duty.key) }
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
