/// What a decision may read: the cases and duties of the file, as they stand in the open transaction.
public protocol CaseSource: AnyObject {
    func record(_ id: CaseID) throws -> CaseRecord?
    func record(kind: CaseKind, number: String) throws -> CaseRecord?
    func children(of id: CaseID) throws -> [CaseRecord]
    func cases(kind: CaseKind, date: LocalDay) throws -> [CaseRecord]
    func cases(kind: CaseKind) throws -> [CaseRecord]
    func duties(of id: CaseID) throws -> [Duty]
    /// Approved leaves of persons, and who holds which post.
    func presence() throws -> Presence
    func members() throws -> [Presence.Member]
    /// Cases with an open duty under one of these names, or of one of these posts.
    func casesWithOpenDuties(people: Set<String>, roles: Set<String>) throws -> [CaseID]
    func takeID() throws -> CaseID
}
