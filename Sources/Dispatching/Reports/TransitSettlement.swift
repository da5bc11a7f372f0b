/// One line of what a carrier charges for a month.
public struct TransitBill: Hashable, Sendable {
    /// The carrier's number, or ours.
    public let number: String
    public let amount: Money
    public let weight: Weight?
    /// Line of the file.
    public let line: Int

    public init(number: String, amount: Money, weight: Weight? = nil, line: Int = 0) {
        self.number = number
        self.amount = amount
        self.weight = weight
        self.line = line
    }
}

/// TO-10, CLK-65: a month's bill of the post, or the cash of STO, beside our own lists (C-45 to C-48, R-11).
public struct TransitSettlement: Hashable, Sendable {
    public enum Finding: String, Hashable, Sendable, CaseIterable {
        /// On both sides, the same, and delivered: it can be settled.
        case matched = "MATCHED"
        /// On both sides, not delivered yet.
        case underWay = "UNDER_WAY"
        /// Another amount than was paid or than the tariff says, or another weight.
        case differs = "DIFFERS"
        /// On our list and not on the bill.
        case notBilled = "NOT_BILLED"
        /// On the bill and not on our list of the month.
        case notListed = "NOT_LISTED"
        /// On the bill a second time.
        case twice = "TWICE"
        /// Settled before.
        case settled = "SETTLED"

        /// Somebody has to look.
        public var isDifference: Bool { [.differs, .notBilled, .notListed, .twice].contains(self) }
    }

    public struct Row: Hashable, Sendable {
        public let finding: Finding
        /// `nil`: only on the bill.
        public let transit: TransitList.Line?
        /// The number on the bill, else the carrier's on our list.
        public let number: String
        public let billed: Money?
        /// What was paid, or what the tariff says; `nil`: only the carrier knows.
        public let expected: Money?
        public let billedWeight: Weight?

        public var difference: Money? { billed.flatMap { billed in expected.map { billed - $0 } } }
    }

    /// Pieces of a day: on our list, and as the carrier has signed for them (C-45).
    public struct Day: Hashable, Sendable {
        public let day: LocalDay
        public let listed: Int
        /// `nil`: nobody has signed.
        public let signed: Int?

        public init(day: LocalDay, listed: Int, signed: Int?) {
            self.day = day
            self.listed = listed
            self.signed = signed
        }

        public var isDifference: Bool { listed != signed ?? 0 }
    }

    public let carrier: TransitCarrier
    public let month: Month
    /// Differences first, then by the day on which they were taken.
    public let rows: [Row]
    /// Days on which list and signature do not agree.
    public let days: [Day]

    /// - Parameters:
    ///   - lines: the carrier's of the month.
    ///   - bill: `nil` where the carrier is paid piece by piece: then what was paid is compared with the tariff.
    ///   - days: where the carrier signs for each day; others none.
    public init(_ lines: [TransitList.Line], bill: [TransitBill]?, days: [Day] = [], carrier: TransitCarrier, month: Month) {
        self.carrier = carrier
        self.month = month
        self.days = days.filter(\.isDifference).sorted { $0.day < $1.day }
        var rows: [Row] = []
        func judge(_ line: TransitList.Line, billed: Money?, expected: Money?, weight: Weight?) -> Finding {
            if line.state == "SETTLED" { return .settled }
            guard let billed else { return .notBilled }
            if let expected, expected != billed { return .differs }
            if let weight, let own = line.weight, own != weight { return .differs }
            return line.state == "DELIVERED" ? .matched : .underWay
        }
        if let bill {
            var open = lines, seen: Set<CaseID> = []
            for item in bill {
                guard let i = open.firstIndex(where: { [$0.outgoing, $0.number].contains(item.number) }) else {
                    rows.append(Row(finding: .notListed, transit: nil, number: item.number, billed: item.amount, expected: nil, billedWeight: item.weight))
                    continue
                }
                let line = open[i], paid = line.isReckoned ? line.tariff : line.cost
                let finding = seen.insert(line.id).inserted ? judge(line, billed: item.amount, expected: line.state == "SETTLED" ? nil : paid, weight: item.weight) : .twice
                rows.append(Row(finding: finding, transit: line, number: item.number, billed: item.amount, expected: paid, billedWeight: item.weight))
            }
            open.removeAll { seen.contains($0.id) }
            for line in open { rows.append(Row(finding: line.state == "SETTLED" ? .settled : .notBilled, transit: line, number: line.outgoing, billed: nil, expected: line.cost, billedWeight: nil)) }
        } else {
            for line in lines {
                let paid = line.isReckoned ? nil : line.cost
                rows.append(Row(finding: judge(line, billed: paid, expected: line.tariff, weight: nil), transit: line, number: line.outgoing.isEmpty ? line.number : line.outgoing, billed: paid, expected: line.tariff, billedWeight: nil))
            }
        }
        // What is on no list of ours stands after what is.
        self.rows = rows.enumerated().sorted { a, b in
            func place(_ row: (offset: Int, element: Row)) -> (Int, Int64, Int) { (row.element.finding.isDifference ? 0 : 1, row.element.transit?.taken.seconds ?? .max, row.offset) }
            return place(a) < place(b)
        }.map(\.element)
    }

    public var settleable: [(id: CaseID, cost: Money)] {
        rows.compactMap { row in row.finding == .matched ? row.transit.flatMap { line in row.billed.map { (line.id, $0) } } : nil }
    }

    public func count(_ finding: Finding) -> Int { rows.count { $0.finding == finding } }
    public var differences: Int { rows.count { $0.finding.isDifference } + days.count }
    public var billed: Money { rows.compactMap(\.billed).reduce(.zero, +) }
    public var expected: Money { rows.compactMap(\.expected).reduce(.zero, +) }
}
