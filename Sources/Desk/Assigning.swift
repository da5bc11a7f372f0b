import Dispatching
import Storage

/// What assigning a case would do.
public struct AssignmentPreview: Sendable {
    public let record: CaseRecord
    /// Name of who has it now; empty: nobody.
    public let owner: String
    /// Open duties that would come under the person's name.
    public let duties: Int
    /// Why it cannot be assigned.
    public let refusal: Refusal?
}

extension Desk {
    /// Decides as `Command.assign` would, and keeps nothing.
    ///
    /// - Throws: `Refusal.noSuchPerson`, before any case is looked at.
    /// - Returns: in the order given; who is meant.
    public func previewAssignment(of ids: [CaseID], to person: String, reason: String) throws -> (person: Presence.Member, cases: [AssignmentPreview]) {
        try store.read { s in
            let manual = try keeper.manual(s)
            let source = ReadOnlySource(s)
            func workspace() -> Workspace { Workspace(manual: manual, now: clock(), actor: self.person.login, roles: self.person.roles, source: source) }
            let member = try workspace().member(person)
            let cases = try ids.map { id in
                let work = workspace()
                let record = try work.record(id)
                func preview(duties: Int, _ refusal: Refusal?) -> AssignmentPreview {
                    AssignmentPreview(record: record, owner: record["owner"].string ?? "", duties: duties, refusal: refusal)
                }
                do {
                    try work.assign(id, to: member, reason: reason)
                    try work.reconcile()
                    return preview(duties: work.duties.filter { $0.status == .open && $0.person == member.name }.count, nil)
                } catch let refusal as Refusal {
                    return preview(duties: 0, refusal)
                }
            }
            return (member, cases)
        }
    }
}
