/// A crew as the `crew` case describes it.
public struct CrewRecord: Hashable, Sendable {
    public let id: CaseID
    public let name: String
    public let leader: String
    public let phone: String
    /// `delivery` or `install`.
    public let kind: String
    public let skills: Set<String>
    /// Litres that fit on the vehicle; `nil` when load does not count (installation crews).
    public let capacityLitres: Int?
    public let shift: DayHours
    public let zone: String?
    public let maxJobs: Int?
    public let active: Bool

    public init?(_ r: CaseRecord, standardShift: DayHours) {
        guard r.kind == .crew else { return nil }
        id = r.id
        name = r.number
        leader = r["leader"].string ?? r.number
        phone = r["phone"].string ?? ""
        kind = r["kind"].string ?? "delivery"
        skills = Set((r["skills"].array ?? []).compactMap(\.string))
        capacityLitres = r["capacityLitres"].int
        shift = r["shift"].string.flatMap { DayHours($0) } ?? standardShift
        zone = r["zone"].string
        maxJobs = r["maxJobs"].int
        active = r.state != CaseRecord.void && r["active"].bool ?? true
    }
}
