import Desk
import Dispatching
import Storage

/// Everything that is shown of one order (or other root case): itself, its visits, what is owed, what happened.
struct CaseFile: Sendable {
    let family: Family
    /// Open duties of the whole family, in the order in which they fall due.
    let duties: [DutyRow]
    /// Journal entries of the whole family, newest first.
    let history: [JournalEntry]
    /// What is known of whoever has the case's telephone.
    let customer: CustomerFile?
    /// Login -> name.
    let people: [String: String]

    var root: CaseRecord { family.root }

    /// The newest entries that are worth a look; a long life has more in `paidan log`.
    private static let historyLength = 400

    static func read(_ desk: Desk, _ id: CaseID) throws -> CaseFile? {
        let manual = try desk.manual()
        return try desk.store.read { s in
            guard let record = try s.record(id) else { return nil }
            let family = try s.family(of: record)
            var filter = DutyFilter()
            filter.caseID = family.root.id
            let history = try s.familyHistory(of: family.root.id, limit: historyLength)
            let staff = try s.cases(kind: .staff)
            return CaseFile(
                family: family, duties: try s.dutyRows(filter), history: history,
                customer: try family.root["phone"].string.flatMap { $0.isEmpty ? nil : try s.customerFile(phone: $0, manual: manual) },
                people: Dictionary(staff.map { ($0.number, $0["name"].string ?? $0.number) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    func record(_ id: CaseID?) -> CaseRecord? { ([family.root] + family.children).first { $0.id == id } }
}
