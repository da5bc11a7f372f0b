import Dispatching
import Storage

extension Desk {
    /// Decides each command by itself as `perform` would, and keeps nothing.
    ///
    /// - Returns: for each, in the order given, why it would be refused; `nil`: it would be carried out. Commands that can only be decided
    ///   while they are written (an undo, a run, a leave) count as possible.
    public func preview(_ commands: [Command]) throws -> [Refusal?] {
        try store.read { s in
            let manual = try keeper.manual(s), now = clock()
            return try commands.map { command in
                let work = Workspace(
                    manual: manual, now: now, actor: person.login, roles: person.login == Workspace.console ? nil : person.roles, source: ReadOnlySource(s))
                do {
                    _ = try weigh(command, work)
                    return nil
                } catch let refusal as Refusal {
                    return refusal
                }
            }
        }
    }

    /// The commands that need nothing but the workspace; `nil` for any other.
    func weigh(_ command: Command, _ work: Workspace) throws -> Phrase? {
        switch command {
        case .stamp(let id, let version, let name, let answers, let override) where name != Stamp.absenceApproved:
            try work.expect(id, version: version, mine: answers)
            try work.stamp(id, name, answers, override: override)
            return Phrase("done.stamped", ["number": .string(try work.record(id).number), "stamp": .string(name)])
        case .waive(let key, let reason):
            try work.need(right: "waive")
            try work.waive(key, reason: reason)
            return Phrase("done.waived", ["rule": .string(key.rule)])
        case .handOver(let key, let to, let reason):
            let name = try work.personName(to)
            try work.handOver(key, to: name, reason: reason)
            return Phrase("done.handedOver", ["rule": .string(key.rule), "to": .string(name)])
        case .escalate(let key, let to, let note):
            try work.escalate(key, to: to, note: note)
            return Phrase("done.escalated", ["rule": .string(key.rule)])
        case .send(let rule, let id, let override): return try send(rule, id, override: override, work)
        default: return nil
        }
    }
}
