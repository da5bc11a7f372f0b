/// Duties: kept up to date, handed over, brought to notice, excused.
extension Workspace {
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
}
