/// A limit of a case and whether it was kept (F-20). What nobody owed in the end, and was not late until then, is none.
public struct LimitEntry: Hashable, Sendable {
    public enum Standing: String, Sendable, CaseIterable {
        case kept = "KEPT"
        case missed = "MISSED"
        /// Open, and still in time.
        case inside = "INSIDE"
    }

    public let number: String
    public let rootID: CaseID
    public let kind: CaseKind
    public let problemKind: String
    /// Profile whose terms it goes by; empty where the manual states the limit itself.
    public let profile: String
    public let rule: String
    public let owner: String
    public let opens: Instant
    public let due: Instant
    public let doneAt: Instant?
    public let standing: Standing
    /// Whole minutes past the limit; goes on while it is open.
    public let lateMinutes: Int
    /// What the system that it was taken over from said of it.
    public let claimed: Bool?

    /// - Parameter duty: with a limit that is judged; `nil` is what comes of any other.
    public init?(_ duty: Duty, of record: CaseRecord, root: CaseID, profile: String, now: Instant) {
        guard let due = duty.breachedDue ?? duty.due, !duty.soft else { return nil }
        switch duty.status {
        case .open:
            if now < duty.opens, duty.breachedDue == nil { return nil }
            standing = duty.breachedDue != nil || now > due ? .missed : .inside
        case .done: standing = duty.breachedDue != nil || duty.doneAt.map { $0 > due } ?? false ? .missed : .kept
        case .moot, .waived:
            guard duty.breachedDue != nil else { return nil }
            standing = .missed
        }
        number = record.number
        rootID = root
        kind = record.kind
        problemKind = record["problemKind"].string ?? ""
        self.profile = profile
        rule = duty.key.rule
        owner = duty.person ?? record["owner"].string ?? ""
        opens = duty.opens
        self.due = due
        doneAt = duty.status == .open ? nil : duty.doneAt
        lateMinutes = standing == .missed ? max(1, ((duty.doneAt ?? now).seconds(since: due) + 59) / 60) : 0
        claimed = record["claimed"].bool
    }
}

/// F-20 (B-48, E16-01): kept of those that were done or are past their limit: what is open and in time says nothing yet (F-20).
public struct Timeliness: Hashable, Sendable {
    public private(set) var kept = 0
    public private(set) var missed = 0
    public private(set) var inside = 0

    public init(kept: Int = 0, missed: Int = 0, inside: Int = 0) { (self.kept, self.missed, self.inside) = (kept, missed, inside) }

    public init(_ entries: some Sequence<LimitEntry>) { for entry in entries { add(entry.standing) } }

    public mutating func add(_ standing: LimitEntry.Standing) {
        switch standing {
        case .kept: kept += 1
        case .missed: missed += 1
        case .inside: inside += 1
        }
    }

    public var judged: Int { kept + missed }
    /// In tenths of a percent; `nil` while nothing can be judged.
    public var permille: Int? { judged == 0 ? nil : (kept * 1000 + judged / 2) / judged }
}
