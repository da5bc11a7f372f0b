/// One command being decided: reads cases, collects journal entries, and sees its own changes as it goes.
///
/// It does no I/O of its own; what it reads comes through `CaseSource`, what it decided is in `entries`.
public final class Workspace {
    public struct Entry: Sendable {
        public let change: Change
        public let by: String
    }

    public private(set) var manual: Manual
    public let now: Instant
    public let actor: String
    public let source: any CaseSource
    /// Posts of the person, for rights; `nil` where nobody's rights are asked (the machine itself, a simulated life).
    public let roles: Set<String>?
    public internal(set) var entries: [Entry] = []
    var records: [CaseID: CaseRecord] = [:]
    var known: [CaseID: [CaseID]] = [:]
    var touched: [CaseID] = []
    var fresh: Set<CaseID> = []
    var finalDuties: [Duty.Key: Duty] = [:]

    public init(manual: Manual, now: Instant, actor: String, roles: Set<String>? = nil, source: any CaseSource) {
        self.roles = roles
        self.manual = manual
        self.now = now
        self.actor = actor
        self.source = source
    }

    /// Cases that this command has opened or changed, as they stand now, in order of first touch.
    public var results: [CaseRecord] { touched.compactMap { records[$0] } }
    public var duties: [Duty] { finalDuties.values.sorted { $0.key < $1.key } }
    public func isNew(_ id: CaseID) -> Bool { fresh.contains(id) }

    // MARK: Reading

    public func record(_ id: CaseID) throws -> CaseRecord {
        if let r = records[id] { return r }
        guard let r = try source.record(id) else { throw Refusal.unknownCase(id.description) }
        records[id] = r
        return r
    }

    public func find(_ kind: CaseKind, _ number: String) throws -> CaseRecord? {
        if let r = records.values.first(where: { $0.kind == kind && $0.number == number }) { return r }
        guard let r = try source.record(kind: kind, number: number) else { return nil }
        if let own = records[r.id] { return own }
        records[r.id] = r
        return r
    }

    public func cases(_ kind: CaseKind, date: LocalDay) throws -> [CaseRecord] {
        var seen: Set<CaseID> = []
        var out: [CaseRecord] = []
        for r in try source.cases(kind: kind, date: date) {
            let own = records[r.id] ?? r
            records[r.id] = own
            if own.date == date, seen.insert(r.id).inserted { out.append(own) }
        }
        for id in touched {
            if let r = records[id], r.kind == kind, r.date == date, seen.insert(id).inserted { out.append(r) }
        }
        return out
    }

    /// Absences that touch the day, as this command has left them.
    public func absences(on day: LocalDay) throws -> [CaseRecord] {
        var ids = try source.absences(on: day).map(\.id)
        ids += touched.filter { records[$0]?.kind == .absence && !ids.contains($0) }
        return try ids.map { try record($0) }.filter { $0.isAway(on: day) }
    }

    public func cases(_ kind: CaseKind) throws -> [CaseRecord] {
        var out: [CaseRecord] = []
        for r in try source.cases(kind: kind) { out.append(records[r.id] ?? r) }
        for id in fresh.sorted() where !out.contains(where: { $0.id == id }) {
            if let r = records[id], r.kind == kind { out.append(r) }
        }
        return out
    }

    public func family(of id: CaseID) throws -> Family {
        let own = try record(id)
        let root = try own.parent.map { try record($0) } ?? own
        if known[root.id] == nil {
            let children = fresh.contains(root.id) ? [] : try source.children(of: root.id)
            for c in children where records[c.id] == nil { records[c.id] = c }
            known[root.id] = children.map(\.id)
        }
        return Family(root: root, children: (known[root.id] ?? []).compactMap { records[$0] })
    }

    public func facts(_ id: CaseID, answers: [String: Value] = [:]) throws -> Facts {
        Facts(own: try record(id), family: try family(of: id), manual: manual, now: now, answers: answers)
    }

    /// Leaves and posts as this command leaves them.
    public func presence() throws -> Presence {
        let before = try source.presence()
        let people = touched.compactMap { records[$0] }.filter { $0.kind == .absence || $0.kind == .staff }
        if people.isEmpty { return before }
        let numbers = Set(people.filter { $0.kind == .absence }.map(\.number))
        let logins = Set(people.filter { $0.kind == .staff }.map(\.number))
        return Presence(
            leaves: before.leaves.filter { !numbers.contains($0.number) } + people.compactMap { Leave($0) },
            members: (before.leaves.isEmpty ? try source.members() : before.members).filter { !logins.contains($0.login) } + people.compactMap { Presence.Member($0) })
    }

    /// The person's posts, and those of whom the person stands in for today.
    func holds(oneOf allowed: Set<String>) throws -> Bool {
        guard let roles else { return true }
        if !roles.isDisjoint(with: allowed) { return true }
        let presence = try presence()
        let name = presence.members.first { $0.login == actor }?.name ?? actor
        return !presence.standIn(by: name, on: manual.zone.day(of: now)).roles.isDisjoint(with: allowed)
    }

    // MARK: Writing

    func append(_ change: Change, by: String? = nil) throws {
        guard let id = change.caseID else {
            entries.append(Entry(change: change, by: by ?? actor))
            return
        }
        let by = by ?? actor
        if let opened = CaseRecord(change, at: now, by: by) {
            records[id] = opened
            fresh.insert(id)
            if let parent = opened.parent {
                _ = try family(of: id)
                known[parent, default: []].append(id)
            }
        } else {
            var r = try record(id)
            r.apply(change, at: now, by: by)
            records[id] = r
        }
        entries.append(Entry(change: change, by: by))
        if !touched.contains(id) { touched.append(id) }
    }

    @discardableResult
    public func open(_ kind: CaseKind, number: String, parent: CaseID? = nil, fields: [String: Value]) throws -> CaseID {
        if try find(kind, number) != nil { throw Refusal.duplicateNumber(kind: kind, number: number) }
        let id = try source.takeID()
        let state = manual.playbook.machine(kind)?.initial ?? "ACTIVE"
        try append(.opened(id, kind: kind, number: number, parent: parent, state: state, fields: fields.filter { !$0.value.isNull }))
        return id
    }

    /// Sets fields; values that do not change leave no trace.
    public func set(_ id: CaseID, _ fields: [String: Value]) throws {
        let r = try record(id)
        let changes = fields.keys.sorted().compactMap { name -> Change.FieldChange? in
            let old = r[name], new = fields[name] ?? .null
            return old == new ? nil : Change.FieldChange(name: name, old: old, new: new)
        }
        if !changes.isEmpty { try append(.fields(id, changes)) }
    }

    /// The caller has read version `expected` of the case; refuses when somebody saved it since, with both sides.
    public func expect(_ id: CaseID, version expected: Int?, mine: [String: Value] = [:]) throws {
        guard let expected else { return }
        let r = try record(id)
        guard r.version != expected else { return }
        let theirs = mine.keys.sorted().map { Change.FieldChange(name: $0, old: mine[$0] ?? .null, new: r[$0]) }
        let playbook = manual.playbook
        let sides = theirs.filter { $0.old != $0.new }.map { side -> Label in
            let (label, mine, theirs) = (playbook.fieldLabel(side.name), words(side.name, side.old), words(side.name, side.new))
            return Label(zh: "\(label?.zh ?? side.name): \(mine.zh) / \(theirs.zh)", en: "\(label?.en ?? side.name): \(mine.en) / \(theirs.en)")
        }
        throw Refusal.stale(number: r.number, by: try name(of: r.changedBy), at: r.changed, theirs: theirs, state: playbook.stateLabel(r.kind, r.state), sides: sides)
    }

    /// A code as a form offers it; anything else as it stands.
    private func words(_ field: String, _ value: Value) -> Label {
        value.string.flatMap { manual.playbook.option(field, $0) } ?? Label(zh: value.text, en: value.text)
    }

    /// The name of a login on the staff list; the login where it has none.
    public func name(of login: String) throws -> String { try source.members().first { $0.login == login }?.name ?? login }

    /// What changes did, in the words of the playbook: stamps, steps and fields, each once.
    public func labels(of changes: [Change]) throws -> [Label] {
        let playbook = manual.playbook
        var labels: [Label] = []
        for change in changes {
            switch change {
            case .stamped(_, let stamp, _): labels.append(playbook.stampLabel(stamp.name))
            case .withdrawn(let id, let number, _):
                if let stamp = try record(id).stamps.first(where: { $0.number == number }) { labels.append(playbook.stampLabel(stamp.name)) }
            case .fields(_, let list): labels += list.compactMap { playbook.fieldLabel($0.name) }
            case .moved(let id, let step): labels.append(playbook.stateLabel(try record(id).kind, step.to))
            case .opened, .duties, .undid, .playbook: continue
            }
        }
        var seen: Set<Label> = []
        return labels.filter { seen.insert($0).inserted }
    }

    /// The visits that stand on a run, in the order of crews and stops.
    public func visits(of run: CaseRecord) throws -> [CaseRecord] {
        guard let date = run.date else { return [] }
        return try cases(run.kind.visits, date: date).filter { $0["run"].string == run.number }
            .sorted { ($0["crew"].text, $0["seq"].int ?? 0, $0.id) < ($1["crew"].text, $1["seq"].int ?? 0, $1.id) }
    }

    /// Has the duties of this case's family looked at although nothing of it changes.
    public func touch(_ id: CaseID) throws {
        _ = try record(id)
        if !touched.contains(id) { touched.append(id) }
    }

    /// Takes a case out that came to nothing (a leave that was not taken); its history stays.
    public func withdraw(_ id: CaseID) throws {
        try append(.moved(id, .init(from: record(id).state, to: CaseRecord.void, via: "withdrawn")))
    }

    /// From here on the command decides by these days.
    public func take(_ calendar: WorkCalendar) { manual = Manual(playbook: manual.playbook, calendar: calendar) }

    public func adopt(_ playbook: Playbook) throws {
        try append(.playbook(name: playbook.name, version: playbook.version, text: playbook.source.json))
    }
}
