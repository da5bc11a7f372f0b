/// A scan as it comes in from the courier system's export or from a hand.
public struct ScanDraft: Hashable, Sendable {
    public var waybill: String
    public var kind: Parcel.Scan.Kind
    /// Kept to the minute.
    public var at: Instant
    public var node: String
    /// Of a send scan: where to.
    public var next: String?
    public var person: String?
    /// What the export says of the parcel itself; kept where nothing is known yet.
    public var facts: [String: Value]

    public init(waybill: String, kind: Parcel.Scan.Kind, at: Instant, node: String, next: String? = nil, person: String? = nil, facts: [String: Value] = [:]) {
        self.waybill = waybill
        self.kind = kind
        self.at = at
        self.node = node
        self.next = next
        self.person = person
        self.facts = facts
    }
}

extension Workspace {
    /// Takes a scan in. A parcel that nobody has entered yet is known by its scans from then on (C-60 looks for those); the same scan again
    /// changes nothing.
    ///
    /// - Returns: the parcel, and whether the scan was new.
    @discardableResult
    public func scan(_ draft: ScanDraft) throws -> (CaseID, isNew: Bool) {
        guard WaybillNumber(manual.playbook).allows(draft.waybill) else {
            throw Refusal.unmet(key: "badWaybill", rule: nil, overridable: false, values: ["waybill": .string(draft.waybill)])
        }
        let known = try find(.parcel, draft.waybill)
        let node = manual.playbook.network.node(draft.node)?.code ?? draft.node
        // What is collected or sent off here first goes out; everything else comes in.
        let departs = (draft.kind == .collect || draft.kind == .send) && node == manual.playbook.network.here?.code
        let id = try known?.id ?? open(.parcel, number: draft.waybill, fields: ["direction": departs ? "out" : "in"])
        let record = try record(id)
        try set(id, draft.facts.filter { name, value in !value.isNull && value != "" && (record[name].isNull || known == nil) })
        let zone = manual.zone, day = zone.day(of: draft.at), time = zone.timeOfDay(of: draft.at)
        let minute = zone.instant(day, time)
        if record.stamps.contains(where: { !$0.withdrawn && $0.name == draft.kind.rawValue && $0.at == minute && $0.answers["node"]?.string == node }) { return (id, false) }
        let answers: [String: Value] = [
            "node": .string(node), "next": Value(draft.next), "person": Value(draft.person), "day": .string(day.description), "time": .string(time.description),
        ]
        try stamp(id, draft.kind.rawValue, answers.filter { !$0.value.isNull })
        return (id, true)
    }
}
