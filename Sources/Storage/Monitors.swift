import Dispatching
import GRDB

extension Snapshot {
    /// What a monitor finds when it is looked at on that day, as the file stands now (decision 19); what has waited longest first.
    ///
    /// Scans are found by their time, everything else by its state: neither grows with the file, only with what its windows and its open cases hold.
    public func found(_ monitor: Monitor, on day: LocalDay, manual: Manual, now: Instant) throws -> [MonitorRow] {
        var rows: [MonitorRow] = [], seen: Set<String> = []
        for find in monitor.finds {
            let new = find.role == nil ? try cases(find, of: monitor, on: day, manual: manual, now: now) : try people(find, of: monitor, on: day, manual: manual)
            for row in new where seen.insert(row.number).inserted { rows.append(row) }
        }
        return rows.sorted { ($0.since ?? now, $0.number) < ($1.since ?? now, $1.number) }
    }

    /// A scan or stamp that is looked at.
    private struct Sighting {
        let caseID: CaseID
        let number: String
        let at: Instant
        let node: String
        let next: String
        let person: String
        let day: LocalDay?
    }

    private func cases(_ find: MonitorFind, of monitor: Monitor, on day: LocalDay, manual: Manual, now: Instant) throws -> [MonitorRow] {
        let zone = manual.zone
        let expected = find.by.flatMap { monitor.windows(on: day, zone, of: $0).last?.range.upperBound }
        // Of several in the windows the newest: that is where it waits.
        var newest: [CaseID: Sighting] = [:]
        for window in monitor.windows(on: day, zone, of: find.window) {
            for sighting in try sightings(find, in: window, on: day, manual: manual) { newest[sighting.caseID] = sighting }
        }
        let named = try find.without.compactMap { without -> Set<String>? in
            guard case .naming(let kind, let states, let field) = without.evidence else { return nil }
            return try words(of: field, kind: kind, states: states, since: monitor.windows(on: day, zone, of: find.window).map(\.days.lowerBound).min() ?? day)
        }
        var rows: [MonitorRow] = []
        for sighting in newest.values where !named.contains(where: { $0.contains(sighting.number) }) {
            guard let own = try record(sighting.caseID) else { continue }
            let family = try family(of: own)
            guard try Facts(own: own, family: family, manual: manual, now: now).holds(find.when) else { continue }
            let closed = (manual.playbook.machine(.problem)?.final ?? []).union([CaseRecord.void])
            let problem = family.children.last { $0.kind == .problem && !closed.contains($0.state) }
            rows.append(
                MonitorRow(
                    monitor: monitor.code, find: find, day: sighting.day ?? zone.day(of: sighting.at), since: sighting.at, caseID: own.id, rootID: family.root.id,
                    number: own["waybill"].string ?? family.root.number, customer: family.root["customer"].string ?? family.root["sender"].text, node: sighting.node, next: sighting.next,
                    person: sighting.person, expected: expected, problem: problem?.number, state: own.state))
        }
        return rows
    }

    /// One query: what lies in the window and was followed by nothing that would have ended it.
    private func sightings(_ find: MonitorFind, in window: Monitor.Window, on day: LocalDay, manual: Manual) throws -> [Sighting] {
        let playbook = manual.playbook, zone = manual.zone, node = "ifnull(s.answers ->> '$.node', '')"
        var conditions: [String] = [], arguments = StatementArguments()
        func add(_ sql: String, _ values: StatementArguments = []) {
            conditions.append(sql)
            arguments += values
        }
        func isOne(_ column: String, of names: [String]) -> String { "\(column) IN (\(databaseQuestionMarks(count: names.count)))" }
        if find.isScan { add("substr(s.name, 1, 4) = 'scan'") }
        add("c.kind = ?", [find.on.rawValue])
        if find.states.isEmpty { add("c.state <> ?", [CaseRecord.void]) } else { add(isOne("c.state", of: find.states), StatementArguments(find.states)) }
        add(isOne("s.name", of: find.stamps), StatementArguments(find.stamps))
        add("s.at >= ? AND s.at < ? AND s.withdrawn = 0", [window.range.lowerBound.seconds, window.range.upperBound.seconds])
        if let place = find.at {
            guard let code = playbook.network.code(of: place, playbook) else { return [] }
            add("\(node) = ?", [code])
        }
        for without in find.without {
            switch without.evidence {
            case .naming: continue
            case .other(let kind, let states):
                add("NOT EXISTS (SELECT 1 FROM cases x WHERE x.kind = ? AND x.number = c.number AND \(isOne("x.state", of: states)))", [kind.rawValue] + StatementArguments(states))
            case .stamps(let names):
                var inner = "w.case_id = s.case_id AND w.withdrawn = 0 AND \(isOne("w.name", of: names))", values = StatementArguments(names)
                if without.isToday {
                    inner += " AND w.at >= ? AND w.at < ?"
                    values += [zone.startOfDay(day).seconds, zone.startOfDay(day + 1).seconds]
                } else {
                    inner += without.isBefore ? " AND (w.at, w.no) < (s.at, s.no)" : " AND (w.at, w.no) > (s.at, s.no)"
                }
                let other = "ifnull(w.answers ->> '$.node', '')"
                switch without.at {
                case nil: break
                case .same?: inner += " AND \(other) = \(node)"
                case .elsewhere?: inner += " AND \(other) <> \(node)"
                case .next?: inner += " AND CASE WHEN ifnull(s.answers ->> '$.next', '') = '' THEN \(other) <> \(node) ELSE \(other) = s.answers ->> '$.next' END"
                case let place?:
                    inner += " AND \(other) = ?"
                    values += [playbook.network.code(of: place, playbook)]
                }
                add("NOT EXISTS (SELECT 1 FROM stamps w WHERE \(inner))", values)
            }
        }
        // The planner knows nothing of how few an hour's scans or the open cases are among all.
        let from = find.isScan ? "stamps s INDEXED BY stamps_scan CROSS JOIN cases c ON c.id = s.case_id" : "cases c INDEXED BY cases_state CROSS JOIN stamps s ON s.case_id = c.id"
        let sql = """
            SELECT c.id, c.number, s.at, \(node), ifnull(s.answers ->> '$.next', ''), ifnull(s.answers ->> '$.person', '')
            FROM \(from) WHERE \(conditions.joined(separator: " AND ")) ORDER BY s.at, s.no
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
            Sighting(
                caseID: CaseID(row[0]), number: row[1], at: Instant(seconds: row[2]), node: row[3], next: row[4], person: row[5],
                day: window.days.lowerBound == window.days.upperBound ? window.days.lowerBound : nil)
        }
    }

    /// What a field of dated cases says, word by word: the waybills of the slips of some days.
    private func words(of field: String, kind: CaseKind, states: [String], since day: LocalDay) throws -> Set<String> {
        let sql = "SELECT fields ->> ? FROM cases WHERE kind = ? AND date >= ? AND date IS NOT NULL AND state IN (\(databaseQuestionMarks(count: states.count)))"
        let texts = try String?.fetchAll(db.cachedStatement(sql: sql), arguments: ["$." + field, kind.rawValue, day.number] + StatementArguments(states))
        return Set(texts.compactMap { $0 }.flatMap { $0.split(whereSeparator: { " ,，、;；\n".contains($0) }).map(String.init) })
    }

    /// Who of a post has made no such scan on the day although others have, and was there.
    private func people(_ find: MonitorFind, of monitor: Monitor, on day: LocalDay, manual: Manual) throws -> [MonitorRow] {
        guard let role = find.role, case let kinds = Set(find.stamps.compactMap { Parcel.Scan.Kind(rawValue: $0) }), !kinds.isEmpty else { return [] }
        let zone = manual.zone, node = find.at.flatMap { manual.playbook.network.code(of: $0, manual.playbook) }
        let active = Set(try scans(ScanFilter(kinds, in: zone.startOfDay(day)..<zone.startOfDay(day + 1), node: node)).compactMap(\.person))
        guard !active.isEmpty else { return [] }
        let presence = try presence()
        return try members().filter { $0.roles.contains(role) && !active.contains($0.name) && !active.contains($0.login) && presence.leave(of: $0.name, on: day) == nil }.map { member in
            MonitorRow(monitor: monitor.code, find: find, day: day, since: nil, caseID: nil, rootID: nil, number: member.login, node: node ?? "", person: member.name)
        }
    }
}
