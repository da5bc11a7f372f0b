/// the month's sheet of fines, shares and rewards. It lists; it does not pay.
public struct LiabilitySheet: Hashable, Sendable {
    /// One row as the file keeps it.
    public struct Entry: Hashable, Sendable {
        public let number: String
        public let rootID: CaseID
        public let rule: String
        public let object: String
        public let date: LocalDay
        /// Login; `nil` where only the post is known.
        public let person: String?
        public let post: String?
        public let side: LiabilityRow.Side
        public let amount: Money
        public let state: String
        /// Login of the leader; `nil` where the tariff alone decides, and as long as nobody has approved.
        public let approvedBy: String?

        /// `nil` for a case that is no row, or whose opening was undone.
        public init?(_ record: CaseRecord) {
            guard record.kind == .liability, record.state != CaseRecord.void, let rule = record["rule"].string, let date = record.date,
                let side = record["side"].string.flatMap({ LiabilityRow.Side(rawValue: $0) }), let amount = record["amount"].string.flatMap({ Money($0) })
            else { return nil }
            number = record.number
            rootID = record.parent ?? record.id
            self.rule = rule
            object = record["object"].text
            self.date = date
            person = record["person"].string
            post = record["post"].string
            self.side = side
            self.amount = amount
            state = record.state
            approvedBy = record.latest("liabilityApproved")?.by
        }

        /// Counts in the sums: approved, or standing by the tariff alone.
        public var counts: Bool { state == LiabilityRow.standing }
    }

    /// The sums of a person, or of a post where nobody is named.
    public struct Line: Hashable, Sendable {
        public let person: String?
        public let post: String?
        /// C-121: monitors missed or looked at late.
        public let monitorsMissed: Int
        public let fines: Money
        /// What is borne of losses and of fines from outside (C-129, C-130, C-132, C-69).
        public let shares: Money
        public let rewards: Money
        /// By rule, in the order of the rules.
        public let byRule: [String: Money]
        /// Rows that wait for a leader.
        public let waiting: Int

        public var debit: Money { fines + shares }
        /// Above zero: the person gets something.
        public var net: Money { rewards - debit }
    }

    public let month: Month
    /// By person, then by date; without those that a leader took back.
    public let entries: [Entry]
    public let lines: [Line]

    private static let sharing: Set<String> = ["F-10", "F-13", "F-16"]

    /// - Parameter records: rows of any month.
    public init(_ records: [CaseRecord], month: Month) {
        self.month = month
        let rows = records.filter { $0.date.map { Month(of: $0) == month } ?? false && $0.state != LiabilityRow.cancelled }
        let shares = Set(rows.filter { LiabilitySheet.sharing.contains($0["formula"].text) }.map(\.number))
        let entries = rows.compactMap { Entry($0) }.sorted { ($0.person ?? "", $0.post ?? "", $0.date, $0.number) < ($1.person ?? "", $1.post ?? "", $1.date, $1.number) }
        self.entries = entries
        struct Owner: Hashable { let person: String?, post: String? }
        // A person's rows stand together, whatever post they came by.
        let groups = Dictionary(grouping: entries) { Owner(person: $0.person, post: $0.person == nil ? $0.post : nil) }
        lines = groups.map { owner, entries in
            let standing = entries.filter(\.counts)
            func sum(_ keep: (Entry) -> Bool) -> Money { standing.filter(keep).reduce(Money.zero) { $0 + $1.amount } }
            return Line(
                person: owner.person, post: owner.post ?? entries.compactMap(\.post).first, monitorsMissed: standing.count { $0.rule == "C-128" },
                fines: sum { $0.side == .debit && !shares.contains($0.number) }, shares: sum { $0.side == .debit && shares.contains($0.number) }, rewards: sum { $0.side == .credit },
                byRule: Dictionary(grouping: standing, by: \.rule).mapValues { $0.reduce(Money.zero) { $1.side == .debit ? $0 + $1.amount : $0 - $1.amount } },
                waiting: entries.count - standing.count)
        }.sorted { ($0.person ?? "", $0.post ?? "") < ($1.person ?? "", $1.post ?? "") }
    }
}

extension LiabilityRow {
    /// State of a row that counts.
    public static let standing = "STANDING"
}
