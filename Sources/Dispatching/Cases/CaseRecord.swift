/// Identity of a case inside one file. Assigned by the journal, never used again.
public struct CaseID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: Int64

    public init(_ rawValue: Int64) { self.rawValue = rawValue }

    public var description: String { String(rawValue) }
    public static func < (a: CaseID, b: CaseID) -> Bool { a.rawValue < b.rawValue }
}

/// What kind of thing a case is. Open-ended: a playbook may speak of kinds that this list does not name.
public struct CaseKind: Hashable, Sendable, RawRepresentable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }
    public var description: String { rawValue }

    public static let order: CaseKind = "order"
    public static let deliveryVisit: CaseKind = "visit.delivery"
    public static let installVisit: CaseKind = "visit.install"
    public static let serviceVisit: CaseKind = "visit.service"
    public static let day: CaseKind = "day"
    public static let deliveryRun: CaseKind = "run.delivery"
    public static let installRun: CaseKind = "run.install"
    public static let serviceRun: CaseKind = "run.service"
    /// A problem to be solved: on site, residual, with the contract, damaged in transport.
    public static let ticket: CaseKind = "ticket"
    /// Goods re-ordered for an order of which some were missing or faulty.
    public static let residual: CaseKind = "residual"
    /// A row of the month's sheet of fines, shares and rewards.
    public static let liability: CaseKind = "liability"
    /// What somebody is to be fined, held liable or rewarded for, once it is judged.
    public static let incident: CaseKind = "incident"
    public static let crew: CaseKind = "crew"
    public static let staff: CaseKind = "staff"
    public static let absence: CaseKind = "absence"
    public static let travel: CaseKind = "travel"
    /// What is carried under a waybill, and what goes wrong with it, is handed on, or goes back.
    public static let parcel: CaseKind = "parcel"
    public static let problem: CaseKind = "problem"
    public static let transit: CaseKind = "transit"
    public static let parcelReturn: CaseKind = "parcelReturn"
    public static let signBack: CaseKind = "signBack"

    /// A parcel, or what hangs on one.
    public var isParcels: Bool { [.parcel, .problem, .transit, .parcelReturn, .signBack].contains(self) }

    public var isVisit: Bool { rawValue.hasPrefix("visit.") }
    public var isRun: Bool { rawValue.hasPrefix("run.") }
    /// `delivery`, `install`, `service`: the work of a visit or of a run; empty for all other kinds.
    public var work: String { isVisit ? String(rawValue.dropFirst(6)) : isRun ? String(rawValue.dropFirst(4)) : "" }
    /// The visits that a run places.
    public var visits: CaseKind { CaseKind(rawValue: "visit." + work) }
    /// Stamp on the day that its run is closed.
    public var runClosed: String { work + "RunClosed" }
    public static let runs: [CaseKind] = [.deliveryRun, .installRun, .serviceRun]
}

/// A named fact on a case: when it became true, who says so, with which answers. Stamps are the evidence of the rules.
public struct Stamp: Hashable, Sendable {
    /// Ordinal on its case, from 1; a withdrawn stamp keeps its number.
    public let number: Int
    public let name: String
    public let at: Instant
    /// Login of the person, or `console` where the machine itself drew the conclusion.
    public let by: String
    public let answers: [String: Value]
    /// Taken back by an undo; it stays in the history and proves nothing any more.
    public var withdrawn: Bool

    public init(number: Int, name: String, at: Instant, by: String, answers: [String: Value] = [:], withdrawn: Bool = false) {
        self.number = number
        self.name = name
        self.at = at
        self.by = by
        self.answers = answers
        self.withdrawn = withdrawn
    }
}

/// Anything with a life of its own, with its facts, its state and its stamps.
public struct CaseRecord: Hashable, Sendable {
    public let id: CaseID
    public let kind: CaseKind
    /// What people call it by: contract number, `HT-1001/D1`, a date.
    public let number: String
    public let parent: CaseID?
    public let opened: Instant
    public var state: String
    /// Goes up by one with every change of fields, stamps or state; a save over a newer version is refused.
    public var version: Int
    public var changed: Instant
    public var changedBy: String
    public var fields: [String: Value]
    /// In the order in which they were set.
    public var stamps: [Stamp]

    public init(
        id: CaseID, kind: CaseKind, number: String, parent: CaseID?, opened: Instant, state: String, by: String,
        fields: [String: Value], version: Int = 1, stamps: [Stamp] = []
    ) {
        self.id = id
        self.kind = kind
        self.number = number
        self.parent = parent
        self.opened = opened
        self.state = state
        self.version = version
        self.changed = opened
        self.changedBy = by
        self.fields = fields
        self.stamps = stamps
    }

    public subscript(field: String) -> Value { fields[field] ?? .null }

    public func latest(_ stamp: String) -> Stamp? { stamps.last { $0.name == stamp && !$0.withdrawn } }
    public func all(_ stamp: String) -> [Stamp] { stamps.filter { $0.name == stamp && !$0.withdrawn } }
    public func has(_ stamp: String) -> Bool { stamps.contains { $0.name == stamp && !$0.withdrawn } }

    /// The local date that the case belongs to: a visit's, a run's, a day's own.
    public var date: LocalDay? { self["date"].string.flatMap { LocalDay($0) } }

    /// State of a case whose opening was undone.
    public static let void = "VOID"
}
