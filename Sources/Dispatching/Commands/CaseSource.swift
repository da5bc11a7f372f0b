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
    /// Cases with an open duty by one of these rules.
    func casesWithOpenDuties(rules: Set<String>) throws -> [CaseID]
    func takeID() throws -> CaseID
    /// Absences that touch the day.
    func absences(on day: LocalDay) throws -> [CaseRecord]
    /// What a monitor that is looked at on that day finds now.
    func found(_ monitor: Monitor, on day: LocalDay, manual: Manual, now: Instant) throws -> [MonitorRow]
}

extension CaseRecord {
    /// Whether an absence that stands covers the day.
    public func isAway(on day: LocalDay) -> Bool {
        guard state != CaseRecord.void, let from = self["from"].string.flatMap({ LocalDay($0) }) else { return false }
        let to = self["to"].string.flatMap { LocalDay($0) } ?? from
        return from <= day && day <= to
    }
}
