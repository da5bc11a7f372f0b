/// Stamps: what is asked before one is set, and the step that it takes.
extension Workspace {
    /// Sets a stamp, takes the step of the state machine that answers it, and carries out what follows.
    ///
    /// - Parameters:
    ///   - override: reason given by a person for a requirement that may be overridden; kept on the stamp.
    ///   - automatic: the machine itself draws the conclusion; its author is `console` unless `author` names the person who caused it.
    public func stamp(_ id: CaseID, _ name: String, _ given: [String: Value] = [:], override: String? = nil, automatic: Bool = false, author: String? = nil)
        throws
    {
        let kind = try stampKind(name, on: id, automatic: automatic)
        // What has come about by the hour alone comes before what a person does now.
        if !automatic, try manual.playbook.timed[record(id).kind]?.contains(record(id).state) ?? false { try settle(id) }
        let r = try record(id)
        var answers = try answers(given, to: kind, on: r, automatic: automatic)
        var facts = try facts(id, answers: answers)
        try lookUpNamed(&facts, form: manual.playbook.form(for: name))
        let chosen = try transition(kind, r, facts)
        try meet(kind.needs + (chosen?.needs ?? []), facts, override: override, &answers)
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

    /// The stamp, if the case may carry it and the person may set it.
    private func stampKind(_ name: String, on id: CaseID, automatic: Bool) throws -> StampKind {
        let caseKind = try record(id).kind
        guard let kind = manual.playbook.stamps[name], kind.on.isEmpty || kind.on.contains(caseKind) else {
            throw Refusal.unknownStamp(name, kind: caseKind)
        }
        if kind.automatic && !automatic { throw Refusal.automaticStamp(kind.label) }
        if !automatic, !kind.by.isEmpty, try !holds(oneOf: kind.by) {
            throw Refusal.notAllowed(kind.label, roles: kind.by.sorted().map { manual.playbook.roleLabel($0) })
        }
        return kind
    }

    /// What was given, as the form wants it, with what the file itself finds, and when it happened.
    private func answers(_ given: [String: Value], to kind: StampKind, on r: CaseRecord, automatic: Bool) throws -> [String: Value] {
        let form = manual.playbook.form(for: kind.name)
        var answers = given
        if let evidence = try source.evidence(for: kind.name, on: r, manual: manual, now: now) {
            // What the file finds stays with the stamp; how many there were is for the person to say who looked.
            for field in form?.fields ?? [] where (given[field.name] ?? "").text.isEmpty {
                if let figure = field.prefill.flatMap({ evidence.figures[$0.name] }) { answers[field.name] = .int(figure) }
            }
            answers[Stamp.foundKey] = .array(evidence.found.map { .string($0) })
        }
        if let form {
            if !automatic { answers = try form.asked(of: try facts(r.id).profile).validate(answers) }
            form.finish(&answers, today: manual.zone.day(of: now), network: manual.playbook.network)
        }
        if let moment = kind.moment?.told(answers, zone: manual.zone, now: now) {
            guard moment <= now else { throw Refusal.unmet(key: "notYetHappened", rule: nil, overridable: false, values: ["number": .string(r.number)]) }
            if moment < now { answers[Stamp.momentKey] = .int(Int(moment.seconds)) }
        }
        return answers
    }

    /// Cases that the answers name by their numbers: conditions may ask about them.
    private func lookUpNamed(_ facts: inout Facts, form: Form?) throws {
        for field in form?.fields ?? [] {
            guard let kind = field.names, let number = facts.answers[field.name]?.string else { continue }
            guard let other = try find(kind, number) else { throw Refusal.unknownCase(number) }
            facts.named[field.name] = try self.facts(other.id)
        }
    }

    /// The step that answers the stamp in this state; `nil` where the stamp alone is the fact.
    private func transition(_ kind: StampKind, _ r: CaseRecord, _ facts: Facts) throws -> Transition? {
        let machine = manual.playbook.machine(r.kind)
        let candidates = machine?.answering(kind.name) ?? []
        if let chosen = try candidates.first(where: { try $0.from.contains(r.state) && facts.holds($0.when) }) { return chosen }
        let allowed = kind.states ?? (candidates.isEmpty ? nil : [])
        guard let allowed, !allowed.contains(r.state) else { return nil }
        let states = allowed.union(candidates.flatMap(\.from))
        throw Refusal.notInState(
            stamp: kind.label, number: r.number, state: manual.playbook.stateLabel(r.kind, r.state),
            allowed: (machine?.order ?? []).filter { states.contains($0) }.map { manual.playbook.stateLabel(r.kind, $0) })
    }

    /// Refuses what is not fulfilled; what a person may override is kept with the reason.
    private func meet(_ needs: [Requirement], _ facts: Facts, override: String?, _ answers: inout [String: Value]) throws {
        for need in needs where try !facts.holds(need.condition) {
            if need.overridable, let override, !override.isEmpty {
                answers["_override"] = .string(override)
                if let rule = need.rule { answers["_overrides"] = .array((answers["_overrides"]?.array ?? []) + [.string(rule)]) }
                continue
            }
            throw facts.unmet(need, answers)
        }
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
}
