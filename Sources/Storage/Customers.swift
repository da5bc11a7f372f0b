import Dispatching
import GRDB

extension CaseKind {
    /// Somebody who is kept: by one person, in a class (C2-03, B-61).
    public static let customer: CaseKind = "customer"
    /// A round of callbacks to many (C2-05).
    public static let campaign: CaseKind = "campaign"
    /// One of them.
    public static let campaignCall: CaseKind = "campaign.call"
}

/// Which customers a campaign is for; what is not said leaves all in.
public struct CustomerFilter: Hashable, Sendable {
    public var stage: String?
    public var intention: String?
    public var membersOnly = false
    /// Without anybody who keeps them.
    public var unkept = false

    public init() {}

    func holds(_ record: CaseRecord) -> Bool {
        (stage.map { record["stage"].string == $0 } ?? true) && (intention.map { record["intention"].string == $0 } ?? true)
            && (!membersOnly || record["member"].bool == true) && (!unkept || record["keeper"].string?.isEmpty ?? true)
    }
}

/// A telephone number that appears in the file and that nobody keeps yet.
public struct UnknownCustomer: Hashable, Sendable {
    public let phone: String
    public let name: String
    public let address: String
    public let hasBought: Bool
}

extension Snapshot {
    /// By their number.
    public func customers(_ filter: CustomerFilter = CustomerFilter()) throws -> [CaseRecord] {
        try records("WHERE kind = ? AND state = 'ACTIVE' ORDER BY number", [CaseKind.customer.rawValue]).filter(filter.holds)
    }

    /// The customer of that telephone.
    public func customer(phone: String) throws -> CaseRecord? {
        try records("WHERE fields ->> '$.phone' = ? AND kind = ? AND state <> ? LIMIT 1", [phone, CaseKind.customer.rawValue, CaseRecord.void]).first
    }

    /// Whoever bought, called or complained and has no file as a customer yet (C2-01), the oldest first.
    public func unknownCustomers(limit: Int) throws -> [UnknownCustomer] {
        let sql = """
            SELECT fields ->> '$.phone' AS phone, coalesce(fields ->> '$.customer', ''), coalesce(fields ->> '$.address', ''), max(kind = 'order' OR kind = 'sale'), min(id)
            FROM cases WHERE kind IN ('order', 'sale', 'project', 'ticket', 'visit.service') AND fields ->> '$.phone' IS NOT NULL AND fields ->> '$.phone' <> '' AND state <> ?
              AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.kind = 'customer' AND k.number = cases.fields ->> '$.phone')
            GROUP BY phone ORDER BY min(id) LIMIT ?
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [CaseRecord.void, limit]).map { UnknownCustomer(phone: $0[0], name: $0[1], address: $0[2], hasBought: $0[3]) }
    }
}

/// Everything that the file knows of whoever has one telephone: what for a customer on the phone is asked first (R-02, D-22).
public struct CustomerFile: Hashable, Sendable {
    public struct Case: Hashable, Sendable {
        public let id: CaseID
        public let kind: CaseKind
        public let number: String
        public let state: String
        public let opened: Instant
    }

    /// How satisfied the customer was, each time somebody asked.
    public struct Score: Hashable, Sendable {
        public let at: Instant
        public let number: String
        public let stamp: String
        /// Name of the form's field.
        public let field: String
        /// 1 to 5; yes, so-so and no are 5, 3 and 1.
        public let value: Int
    }

    public let phone: String
    /// Where somebody keeps the customer.
    public let customer: CaseRecord?
    public let cases: [Case]
    /// The oldest first.
    public let scores: [Score]
    /// When somebody of the shop last spoke or wrote to the customer.
    public let lastContact: Instant?

    /// In hundredths; `nil` without a score.
    public var average: Int? { scores.isEmpty ? nil : (scores.map(\.value).reduce(0, +) * 200 + scores.count) / (2 * scores.count) }

    public func quietDays(_ now: Instant) -> Int? { lastContact.map { max(0, now.seconds(since: $0)) / 86_400 } }
}

extension Playbook {
    /// Stamps that somebody sets who has spoken or written to the customer.
    public var contacts: Set<String> {
        Set(rules.filter { $0.callback != nil || $0.message != nil || $0.tells.contains("customer") }.flatMap(\.proofs)).union(["contacted", "responded", "answered"])
    }
}

extension Snapshot {
    /// So many cases of one telephone are looked into, the newest: a wholesaler's has thousands.
    private static let looked = 100

    /// - Parameter phone: digits.
    public func customerFile(phone: String, manual: Manual) throws -> CustomerFile {
        let roots = try records("WHERE fields ->> '$.phone' = ? AND fields ->> '$.phone' IS NOT NULL AND state <> ? ORDER BY id DESC LIMIT ?", [phone, CaseRecord.void, Self.looked])
        let contacts = manual.playbook.contacts
        var scores: [CustomerFile.Score] = [], last: Instant?
        for root in roots {
            let children = root.parent == nil ? try family(of: root).children : []
            for record in [root] + children where record.state != CaseRecord.void {
                for stamp in record.stamps where !stamp.withdrawn {
                    if contacts.contains(stamp.name) { last = max(last ?? stamp.at, stamp.at) }
                    scores += CustomerFile.Score.all(stamp, of: record.number)
                }
            }
        }
        let cases = roots.filter { $0.kind != .customer && $0.parent == nil }.map { CustomerFile.Case(id: $0.id, kind: $0.kind, number: $0.number, state: $0.state, opened: $0.opened) }
        return CustomerFile(
            phone: phone, customer: roots.first { $0.kind == .customer }, cases: cases, scores: scores.sorted { ($0.at, $0.number, $0.field) < ($1.at, $1.number, $1.field) },
            lastContact: last)
    }
}

extension CustomerFile.Score {
    private static let grades = ["yes": 5, "soso": 3, "no": 1]

    static func all(_ stamp: Stamp, of number: String) -> [Self] {
        stamp.answers.keys.sorted().compactMap { field in
            let answer = stamp.answers[field] ?? .null
            let value = field.hasSuffix("Score") ? answer.int : field == "satisfied" ? answer.string.flatMap { grades[$0] } : nil
            return value.map { .init(at: stamp.at, number: number, stamp: stamp.name, field: field, value: $0) }
        }
    }
}
