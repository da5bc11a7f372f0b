/// what was handed to other carriers: fee, cost and what is left of it (C-45 to C-49, C-112).
public struct TransitList: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let id: CaseID
        public let rootID: CaseID
        /// Our own waybill.
        public let number: String
        /// When the carrier took it.
        public let taken: Instant
        public let day: LocalDay
        public let receiver: String
        public let phone: String
        public let address: String
        public let carrier: String
        /// The carrier's number.
        public let outgoing: String
        public let weight: Weight?
        /// As registered with the sending branch.
        public let registered: Money
        /// What of it counts: nothing while it is not recognised (C-37).
        public let fee: Money
        public let feeState: String
        /// What the carrier gets: as settled, as paid in cash, as agreed; else by the tariff, where there is one (F-05).
        public let cost: Money?
        /// The cost is the tariff's, nobody has paid or billed it yet.
        public let isReckoned: Bool
        /// Of STO: by the tariff, whatever was paid.
        public let tariff: Money?
        public let signature: String
        public let state: String
        /// Registered with another address than the original's (C-37).
        public let isElsewhere: Bool

        /// F-04 less F-05; below zero where the way costs more than it brings.
        public var margin: Money? { cost.map { fee - $0 } }

        /// - Parameter facts: of the transit-out, with its parcel.
        public init(_ facts: Facts, taken: Instant) {
            let own = facts.own, parcel = facts.family.root
            func paid(_ field: String) -> Money? { own[field].isNull ? nil : Money(own[field].text) }
            id = own.id
            rootID = parcel.id
            number = parcel.number
            self.taken = taken
            day = facts.manual.zone.day(of: taken)
            receiver = parcel["customer"].text
            phone = parcel["phone"].text
            address = parcel["address"].text
            carrier = own["carrier"].text
            outgoing = own["outgoing"].text
            weight = Weight(own["weight"].text)
            registered = own.money("fee")
            feeState = facts.value(FactPath("decide feeState.state")).text
            fee = feeState == "RECOGNISED" ? registered : .zero
            tariff = carrier == TransitCarrier.sto.rawValue ? weight.flatMap { try? facts.manual.playbook.tariffs.sto($0).result.cost } : nil
            let known = paid("cost") ?? paid("cash") ?? paid("agreedFee")
            cost = known ?? tariff
            isReckoned = known == nil
            signature = own["signature"].text
            state = own.state
            isElsewhere = own.has("transitRegistered") && facts.value(FactPath("sameAddress")) == false
        }
    }

    /// The sums of one carrier.
    public struct Total: Hashable, Sendable {
        public let carrier: String
        public let pieces: Int
        public let recognised: Int
        public let fee: Money
        public let cost: Money
        public let margin: Money
        /// Pieces of which nobody knows the cost yet.
        public let unknown: Int
    }

    /// In the order in which they were taken.
    public let lines: [Line]

    public init(_ lines: [Line]) { self.lines = lines }

    public var totals: [Total] {
        Dictionary(grouping: lines, by: \.carrier).map { carrier, lines in
            func sum(_ of: (Line) -> Money?) -> Money { lines.compactMap(of).reduce(.zero, +) }
            return Total(
                carrier: carrier, pieces: lines.count, recognised: lines.count { $0.feeState == "RECOGNISED" }, fee: sum(\.fee), cost: sum(\.cost), margin: sum(\.margin),
                unknown: lines.count { $0.cost == nil })
        }.sorted { $0.carrier < $1.carrier }
    }
}
