/// What a decision may read: the cases and duties of the file, as they stand in the open transaction.
public protocol CaseSource: AnyObject {
    func record(_ id: CaseID) throws -> CaseRecord?
    func record(kind: CaseKind, number: String) throws -> CaseRecord?
    func children(of id: CaseID) throws -> [CaseRecord]
    func cases(kind: CaseKind, date: LocalDay) throws -> [CaseRecord]
    func cases(kind: CaseKind) throws -> [CaseRecord]
    func duties(of id: CaseID) throws -> [Duty]
    func takeID() throws -> CaseID
}
