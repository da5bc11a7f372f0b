extension Workspace {
    /// Gives a case to one person (PT-13): what is owed on it by a post that the person holds stands under the name from now on, and what comes later too.
    ///
    /// Who led a visit, and what was handed over singly since, stays as it is.
    /// - Parameters:
    ///   - person: of the staff list.
    ///   - reason: may be empty while nobody has the case; from one person to another the record says why.
    public func assign(_ id: CaseID, to person: Presence.Member, reason: String) throws {
        let record = try record(id)
        let playbook = manual.playbook
        let machine = playbook.machine(record.kind), final = machine?.final ?? []
        if record.state == CaseRecord.void || final.contains(record.state) {
            throw Refusal.notInState(
                stamp: playbook.stampLabel(Stamp.caseHandOver), number: record.number, state: playbook.stateLabel(record.kind, record.state),
                allowed: (machine?.order ?? []).filter { !final.contains($0) }.map { playbook.stateLabel(record.kind, $0) })
        }
        let owner = record["owner"].string ?? ""
        if owner == person.name, record.latest(Stamp.caseHandOver)?.answers["to"] == .string(person.name) {
            throw Refusal.alreadyAssigned(number: record.number, to: person.name)
        }
        if !owner.isEmpty, owner != person.name, reason.trimmed.isEmpty { throw Refusal.reasonNeeded }
        var answers: [String: Value] = ["to": .string(person.name), Stamp.postsKey: .array(person.roles.sorted().map { .string($0) })]
        if !reason.trimmed.isEmpty { answers["reason"] = .string(reason) }
        try stamp(id, Stamp.caseHandOver, answers)
    }

    /// By login, else by name.
    public func member(_ person: String) throws -> Presence.Member {
        let members = try source.members()
        guard let found = members.first(where: { $0.login == person }) ?? members.first(where: { $0.name == person }) else { throw Refusal.noSuchPerson(person) }
        return found
    }
}

extension Stamp {
    /// The whole case was given to one person.
    public static let caseHandOver = "caseHandedOver"
    /// Key under which that stamp keeps the posts of the person: what other posts owe stays theirs.
    static let postsKey = "_posts"
}

extension Facts {
    /// The stamp that gave the duties of a rule to somebody: a hand-over of that duty, or of the whole case to a person of that post (PT-13),
    /// whichever came last. `nil`: they are still with whom the rule names.
    func given(_ rule: Rule) -> Stamp? {
        let single = own.stamps.last { !$0.withdrawn && $0.name == Stamp.handOver && $0.answers["rule"]?.string == rule.id }
        guard let whole = own.latest(Stamp.caseHandOver), whole.answers[Stamp.postsKey]?.array?.contains(.string(rule.role)) == true,
            rule.person.flatMap({ value(FactPath($0)).string }) == nil
        else { return single }
        return single.map { $0.number > whole.number ? $0 : whole } ?? whole
    }
}
