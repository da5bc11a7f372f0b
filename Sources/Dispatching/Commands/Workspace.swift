/// One command being decided: reads cases, collects journal entries, and sees its own changes as it goes.
///
/// It does no I/O of its own; what it reads comes through `CaseSource`, what it decided is in `entries`.
public final class Workspace {
    public struct Entry: Sendable {
        public let change: Change
        public let by: String
    }

    public let manual: Manual
    public let now: Instant
    public let actor: String
    public let source: any CaseSource
    /// Posts of the person, for rights; `nil` where nobody's rights are asked (the machine itself, a simulated life).
    public let roles: Set<String>?
    public private(set) var entries: [Entry] = []
    private var records: [CaseID: CaseRecord] = [:]
    private var known: [CaseID: [CaseID]] = [:]
    private var touched: [CaseID] = []
    private var fresh: Set<CaseID> = []
    private var finalDuties: [Duty.Key: Duty] = [:]

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
    private func holds(oneOf allowed: Set<String>) throws -> Bool {
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
        throw Refusal.stale(number: r.number, by: r.changedBy, at: r.changed, theirs: theirs, state: r.state)
    }

    /// Sets a stamp, takes the step of the state machine that answers it, and carries out what follows.
    ///
    /// - Parameters:
    ///   - override: reason given by a person for a requirement that may be overridden; kept on the stamp.
    ///   - automatic: the machine itself draws the conclusion; its author is `console` unless `author` names the person who caused it.
    public func stamp(_ id: CaseID, _ name: String, _ given: [String: Value] = [:], override: String? = nil, automatic: Bool = false, author: String? = nil)
        throws
    {
        let caseKind = try record(id).kind
        guard let kind = manual.playbook.stamps[name], kind.on.isEmpty || kind.on.contains(caseKind) else {
            throw Refusal.unknownStamp(name, kind: caseKind)
        }
        if kind.automatic && !automatic { throw Refusal.automaticStamp(kind.label) }
        if !automatic, !kind.by.isEmpty, try !holds(oneOf: kind.by) {
            throw Refusal.notAllowed(kind.label, roles: kind.by.sorted().map { manual.playbook.roleLabel($0) })
        }
        var answers = given
        // What has come about by the hour alone comes before what a person does now.
        if !automatic, manual.playbook.timed[caseKind]?.contains(try record(id).state) ?? false { try settle(id) }
        let r = try record(id)
        if let evidence = try source.evidence(for: name, on: r, manual: manual, now: now) {
            // What the file finds stays with the stamp; how many there were is for the person to say who looked.
            for field in manual.playbook.form(for: name)?.fields ?? [] where (given[field.name] ?? "").text.isEmpty {
                if let figure = field.prefill.flatMap({ evidence.figures[$0.name] }) { answers[field.name] = .int(figure) }
            }
            answers[Stamp.foundKey] = .array(evidence.found.map { .string($0) })
        }
        if let form = manual.playbook.form(for: name) {
            if !automatic { answers = try form.asked(of: try facts(id).profile).validate(answers) }
            form.finish(&answers, today: manual.zone.day(of: now), network: manual.playbook.network)
        }
        if let moment = kind.moment?.told(answers, zone: manual.zone, now: now) {
            guard moment <= now else { throw Refusal.unmet(key: "notYetHappened", rule: nil, overridable: false, values: ["number": .string(r.number)]) }
            if moment < now { answers[Stamp.momentKey] = .int(Int(moment.seconds)) }
        }
        var facts = try facts(id, answers: answers)
        for field in manual.playbook.form(for: name)?.fields ?? [] {
            guard let kind = field.names, let number = answers[field.name]?.string else { continue }
            guard let other = try find(kind, number) else { throw Refusal.unknownCase(number) }
            facts.named[field.name] = try self.facts(other.id)
        }
        let machine = manual.playbook.machine(r.kind)
        let candidates = machine?.answering(name) ?? []
        let chosen = try candidates.first { try $0.from.contains(r.state) && facts.holds($0.when) }
        if chosen == nil {
            let allowed = kind.states ?? (candidates.isEmpty ? nil : [])
            if let allowed, !allowed.contains(r.state) {
                let states = allowed.union(candidates.flatMap(\.from))
                throw Refusal.notInState(
                    stamp: kind.label, number: r.number, state: manual.playbook.stateLabel(r.kind, r.state),
                    allowed: (machine?.order ?? []).filter { states.contains($0) }.map { manual.playbook.stateLabel(r.kind, $0) })
            }
        }
        for need in kind.needs + (chosen?.needs ?? []) where try !facts.holds(need.condition) {
            if need.overridable, let override, !override.isEmpty {
                answers["_override"] = .string(override)
                if let rule = need.rule { answers["_overrides"] = .array((answers["_overrides"]?.array ?? []) + [.string(rule)]) }
                continue
            }
            throw Refusal.unmet(
                key: need.refusal, rule: need.rule, overridable: need.overridable,
                values: answers.merging(["number": .string(r.number)], uniquingKeysWith: { a, _ in a }))
        }
        for rule in manual.playbook.rules(on: r.kind) where rule.strict && rule.isDone(by: name) {
            guard let expr = rule.opens, let opens = try facts.resolve(expr), now < opens else { continue }
            if let override, !override.isEmpty { answers["_override"] = .string(override); continue }
            throw Refusal.tooEarly(rule: rule.id, opens: opens)
        }
        try keep(id, answers, form: manual.playbook.form(for: name))
        // Which of them apply is decided before the first changes anything.
        let effects = try (chosen?.effects ?? []).compactMap { effect throws -> Effect? in
            if case .when(let condition, let action) = effect { return try facts.holds(condition) ? action.action : nil }
            return effect
        }
        for effect in effects {
            if case .set(let field, let from) = effect { try set(id, [field: value(from, facts, setting: name)]) }
            if case .clear(let field) = effect { try set(id, [field: .null]) }
        }
        facts = try self.facts(id, answers: answers)
        let told = Set(manual.playbook.rules(on: r.kind).filter { $0.isDone(by: name) }.flatMap(\.fresh))
        for (name, path) in kind.keeps {
            let fact = facts.value(path)
            if !fact.isNull { answers[name] = fact }
        }
        if !told.isEmpty { answers[Stamp.seenKey] = .object(facts.seen(told.sorted())) }
        let step = chosen.flatMap { t in t.to.map { Change.Step(from: r.state, to: $0, via: t.id) } }
        let number = (facts.own.stamps.last?.number ?? 0) + 1
        let by = author ?? (automatic ? Workspace.console : actor)
        let at = Stamp.moment(answers, entered: now)
        try append(.stamped(id, Stamp(number: number, name: name, at: at, by: by, answers: answers), step: step), by: by)
        for effect in effects { try carryOut(effect, on: id, answers: answers) }
        try settle(id)
    }

    /// Author of what the machine concludes by itself.
    public static let console = "console"

    private func keep(_ id: CaseID, _ answers: [String: Value], form: Form?) throws {
        for field in form?.fields ?? [] {
            guard let target = field.sets, let value = answers[field.name] else { continue }
            let owner = target.scope == .own ? id : try facts(id).record(target.scope)?.id
            if let owner { try set(owner, [target.name: value]) }
        }
    }

    /// The visits that stand on a run, in the order of crews and stops.
    public func visits(of run: CaseRecord) throws -> [CaseRecord] {
        guard let date = run.date else { return [] }
        return try cases(run.kind.visits, date: date).filter { $0["run"].string == run.number }
            .sorted { ($0["crew"].text, $0["seq"].int ?? 0, $0.id) < ($1["crew"].text, $1["seq"].int ?? 0, $1.id) }
    }

    private func value(_ source: Effect.Source, _ facts: Facts, setting stamp: String = "") -> Value {
        switch source {
        case .answer(let name): facts.answers[name] ?? .null
        case .fact(let path): facts.value(path)
        case .constant(let v): v
        case .now: .string(manual.zone.iso(now))
        case .today: .string(facts.today.description)
        case .count(let name): .int(facts.own.all(name).count + (name == stamp ? 1 : 0))
        }
    }

    private func carryOut(_ effect: Effect, on id: CaseID, answers: [String: Value]) throws {
        let r = try record(id)
        switch effect {
        case .set, .clear, .when: break
        case .raise(let formula, let rule): try raise(formula, rule: rule, on: id, answers: answers)
        case .signal(let relative, let stampName, let copy):
            let passed = answers.filter { copy.contains($0.key) }
            for target in try relatives(relative, of: r) {
                try stamp(target, stampName, passed, automatic: true)
            }
        case .lines(let from, let to, let chosen, let except):
            let owner = r.kind == .order ? r.id : (r.parent ?? r.id)
            var lines = OrderLines(try record(owner))
            // A residual order names its lines in a field of its own.
            let numbers = chosen.flatMap { name in (answers[name] ?? (owner == r.id ? .null : r[name])).array.map { Set($0.compactMap(\.int)) } }
            if lines.move(from: from, to: to, only: numbers, except: except) {
                try set(owner, ["lines": lines.value])
                if owner != r.id { try settle(owner) }
            }
        case .open(let kind, let suffix, let fields):
            let facts = try facts(id, answers: answers)
            var filled: [String: Value] = [:]
            for (name, from) in fields { filled[name] = value(from, facts) }
            let family = try family(of: id)
            let n = family.children.filter { $0.kind == kind }.count + 1
            try settle(try open(kind, number: "\(family.root.number)/\(suffix)\(n)", parent: family.root.id, fields: filled))
        }
    }

    private func relatives(_ relative: Effect.Relative, of r: CaseRecord) throws -> [CaseID] {
        switch relative {
        case .own: return [r.id]
        case .parent: return r.parent.map { [$0] } ?? []
        case .visitsOfRun: return try visits(of: r).map(\.id)
        case .children(let kind):
            return try family(of: r.id).children.filter { c in
                c.kind == kind && c.state != CaseRecord.void && !(manual.playbook.machine(kind)?.final.contains(c.state) ?? false)
            }.map(\.id)
        case .linked(let field):
            guard let number = r[field].string else { return [] }
            let family = try family(of: r.id)
            return ([family.root] + family.children).filter { $0.number == number && $0.state != CaseRecord.void }.map(\.id)
        case .named(let kind, let field):
            guard let number = r[field].string, let found = try find(kind, number), found.state != CaseRecord.void else { return [] }
            return [found.id]
        case .sibling(let kind):
            return try family(of: r.id).child(kind).map { [$0.id] } ?? []
        }
    }

    /// Fires automatic transitions until none applies.
    func settle(_ id: CaseID) throws {
        for _ in 0..<8 {
            let facts = try facts(id)
            let machine = manual.playbook.machine(facts.own.kind)
            guard let t = try machine?.automatic.first(where: { try $0.from.contains(facts.own.state) && facts.holds($0.when) }) else { return }
            try stamp(id, t.on, automatic: true)
        }
    }

    /// Takes the steps of the machine that the hour alone has brought (72 h without a reply).
    public func ripen(_ id: CaseID) throws {
        try touch(id)
        try settle(id)
    }

    /// Has the duties of this case's family looked at although nothing of it changes.
    public func touch(_ id: CaseID) throws {
        _ = try record(id)
        if !touched.contains(id) { touched.append(id) }
    }

    // MARK: Duties

    /// Brings the duties of every touched family up to date. Called once, at the end of a command.
    public func reconcile() throws {
        var done: Set<CaseID> = []
        var index = 0
        let presence = try presence()
        let moved = presence.moved(since: try source.presence())
        if !moved.people.isEmpty || !moved.roles.isEmpty {
            for id in try source.casesWithOpenDuties(people: moved.people, roles: moved.roles) { try touch(id) }
        }
        while index < touched.count {
            let family = try family(of: touched[index])
            index += 1
            guard done.insert(family.root.id).inserted else { continue }
            for member in [family.root] + family.children { try reconcile(member.id, presence) }
        }
    }

    private func reconcile(_ id: CaseID, _ presence: Presence) throws {
        var facts = try facts(id)
        facts.presence = presence
        guard !manual.playbook.rules(on: facts.own.kind).isEmpty else { return }
        let existing = fresh.contains(id) ? [] : try source.duties(of: id)
        let diff = try Reconciler.changes(facts, existing: existing)
        guard !diff.isEmpty else { return }
        for change in diff { finalDuties[change.duty.key] = change.duty }
        entries.append(Entry(change: .duties(id, diff), by: Workspace.console))
    }

    /// Refuses a command that the playbook gives to other posts.
    public func need(right name: String) throws {
        guard let allowed = manual.playbook.rights[name], try !holds(oneOf: allowed) else { return }
        throw Refusal.notAllowed(manual.playbook.fields["right_" + name] ?? Label(zh: name, en: name), roles: allowed.sorted().map { manual.playbook.roleLabel($0) })
    }

    /// Gives an open duty of the case to somebody else, with the reason (A-66, PT-13).
    public func handOver(_ key: Duty.Key, to person: String, reason: String) throws {
        guard !reason.trimmed.isEmpty else { throw Refusal.reasonNeeded }
        guard let duty = try source.duties(of: key.caseID).first(where: { $0.key == key }) else { throw Refusal.unknownRule(key.rule) }
        guard duty.status == .open else { throw Refusal.dutyClosed(rule: key.rule) }
        try stamp(key.caseID, Stamp.handOver, ["rule": .string(key.rule), "from": Value(duty.person), "to": .string(person), "reason": .string(reason)])
    }

    /// Brings an open duty to somebody's notice, with a note; it stays with whom it is.
    ///
    /// - Parameter post: role of the playbook.
    public func escalate(_ key: Duty.Key, to post: String, note: String) throws {
        guard !note.trimmed.isEmpty else { throw Refusal.reasonNeeded }
        guard let duty = try source.duties(of: key.caseID).first(where: { $0.key == key }) else { throw Refusal.unknownRule(key.rule) }
        guard duty.status == .open else { throw Refusal.dutyClosed(rule: key.rule) }
        try stamp(key.caseID, Stamp.escalation, ["rule": .string(key.rule), "to": .string(post), "text": .string(note)])
    }

    /// Takes a case in by hand: opens it with the answers of its form, and stamps that they were taken.
    ///
    /// - Parameter parent: the order that it belongs to.
    @discardableResult
    public func intake(_ kind: CaseKind, parent: CaseID?, _ given: [String: Value], number known: String? = nil) throws -> CaseID {
        guard let intake = manual.playbook.intakes[kind], let form = manual.playbook.form(for: intake.stamp) else { throw Refusal.unknownKind(kind) }
        let answers = try form.validate(given)
        let number: String
        if let known {
            number = known
        } else if let parent {
            let root = try family(of: parent).root
            let n = try family(of: parent).children.filter { $0.kind == kind }.count + 1
            number = "\(root.number)/\(intake.prefix)\(n)"
        } else {
            if intake.needsOrder { throw Refusal.orderNeeded(intake.label) }
            number = try intake.numberedBy.flatMap { answers[$0]?.string } ?? freeNumber(kind, intake.prefix)
        }
        if let parent, !intake.under.isEmpty, !intake.under.contains(try family(of: parent).root.kind) { throw Refusal.orderNeeded(intake.label) }
        let root = try parent.map { try family(of: $0).root.id }
        let id = try open(kind, number: number, parent: root, fields: [:])
        try stamp(id, intake.stamp, answers)
        return id
    }

    /// `S261121-03`: the day, and the first number of it that is free.
    public func freeNumber(_ kind: CaseKind, _ prefix: String) throws -> String {
        let day = manual.zone.day(of: now)
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
        let head = "\(prefix)\(two(day.year % 100))\(two(day.month))\(two(day.day))-"
        var n = 1
        while try find(kind, head + two(n)) != nil { n += 1 }
        return head + two(n)
    }

    /// Excuses an open duty with a reason; a breach that has happened stays.
    public func waive(_ key: Duty.Key, reason: String) throws {
        guard !reason.trimmed.isEmpty else { throw Refusal.reasonNeeded }
        guard var duty = try source.duties(of: key.caseID).first(where: { $0.key == key }) else { throw Refusal.unknownRule(key.rule) }
        guard duty.status == .open else { throw Refusal.dutyClosed(rule: key.rule) }
        duty.noteBreach(at: now)
        duty.status = .waived
        duty.doneAt = now
        duty.doneBy = actor
        duty.note = reason
        finalDuties[key] = duty
        entries.append(Entry(change: .duties(key.caseID, [DutyChange(verb: .waived, duty: duty)]), by: actor))
    }

    /// Takes a case out that came to nothing (a leave that was not taken); its history stays.
    public func withdraw(_ id: CaseID) throws {
        try append(.moved(id, .init(from: record(id).state, to: CaseRecord.void, via: "withdrawn")))
    }

    public func adopt(_ playbook: Playbook) throws {
        try append(.playbook(name: playbook.name, version: playbook.version, text: playbook.source.json))
    }

    /// Appends the inverse of the entries of command `txn`, last first. Whether nobody has built on it is the caller's to check.
    public func reverse(_ entries: [Change], of txn: Int64) throws {
        try append(.undid(txn: txn))
        for change in entries.reversed() {
            switch change {
            case .opened(let id, _, _, _, let state, _): try append(.moved(id, .init(from: state, to: CaseRecord.void, via: "undo")))
            case .fields(let id, let list): try append(.fields(id, list.map { .init(name: $0.name, old: $0.new, new: $0.old) }))
            case .stamped(let id, let stamp, let step): try append(.withdrawn(id, stamp: stamp.number, step: step?.reversed))
            case .moved(let id, let step): try append(.moved(id, step.reversed))
            case .withdrawn(let id, let number, _):
                // Redo: the stamp is set anew with its answers, under a new number.
                let r = try record(id)
                guard let old = r.stamps.first(where: { $0.number == number }) else { throw Refusal.notUndoable(r.number) }
                let next = (r.stamps.last?.number ?? 0) + 1
                var back: Change.Step?
                if case .withdrawn(_, _, let step?) = change { back = step.reversed }
                try append(.stamped(id, Stamp(number: next, name: old.name, at: Stamp.moment(old.answers, entered: now), by: actor, answers: old.answers), step: back))
            case .duties, .undid: continue
            case .playbook(let name, _, _): throw Refusal.notUndoable(name)
            }
        }
        try refuseSecondRows()
    }
}
