/// money that was collected on a day, at the door or over the counter: who owes it, on which slip it stands, what is handed in and what is open (C-66, C-110).
public struct MoneyCollected: Hashable, Sendable {
    /// A parcel that was signed on the day and had to be paid for.
    public struct Collected: Hashable, Sendable {
        public let id: CaseID
        public let waybill: String
        /// Who had it out for delivery; empty: it was fetched.
        public let courier: String
        public let signed: Instant
        public let freightCollect: Money
        public let cod: Money

        /// - Parameter courier: under the name by which slips know the person.
        public init(_ parcel: CaseRecord, courier: String, signed: Instant) {
            id = parcel.id
            waybill = parcel.number
            self.courier = courier
            self.signed = signed
            freightCollect = parcel.money("freightCollect")
            cod = parcel.money("cod")
        }
    }

    /// What somebody pays in.
    public struct Slip: Hashable, Sendable {
        public let id: CaseID
        public let number: String
        public let date: LocalDay?
        public let courier: String
        /// Those that it names; a slip that names none is for all of the courier's day.
        public let waybills: [String]
        public let freightCollect: Money
        public let cod: Money
        public let topUp: Money
        public let takings: Money
        /// `nil`: filled in, and nothing more.
        public let handedIn: Instant?
        public let handedTo: String

        public var sum: Money { freightCollect + cod + topUp + takings }

        public init(_ r: CaseRecord, courier: String? = nil) {
            id = r.id
            number = r.number
            date = r.date
            self.courier = courier ?? r["courier"].text
            waybills = r["waybill"].text.split(whereSeparator: { " ,，、;；\n".contains($0) }).map(String.init)
            freightCollect = r.money("freightCollect")
            cod = r.money("cod")
            topUp = r.money("topUp")
            takings = r.money("takings")
            handedIn = r.latest("handedIn")?.at
            handedTo = r["handedTo"].text
        }
    }

    /// A parcel with its slip, or what a slip has beside its parcels.
    public struct Line: Hashable, Sendable {
        public let id: CaseID
        public let courier: String
        /// Empty: no parcel of the day.
        public let waybill: String
        public let freightCollect: Money
        public let cod: Money
        public let topUp: Money
        public let takings: Money
        public let slip: String
        public let handedIn: Instant?
        public let handedTo: String
        /// What of the sum has not been handed in.
        public let open: Money

        public var sum: Money { freightCollect + cod + topUp + takings }
    }

    /// The sums of one courier.
    public struct Total: Hashable, Sendable {
        public let courier: String
        public let parcels: Int
        /// For parcels: what had to be collected.
        public let due: Money
        /// On slips of the day or for its parcels, handed in.
        public let handedIn: Money
        public let open: Money
    }

    public let day: LocalDay
    /// By courier; parcels first, in the order of their signing.
    public let lines: [Line]

    /// - Parameter slips: of the day and after it; those of other days count for the parcels that they name.
    public init(_ collected: [Collected], slips: [Slip], day: LocalDay) {
        self.day = day
        var pools = slips.sorted { ($0.date ?? day, $0.number) < ($1.date ?? day, $1.number) }.map { Pool(slip: $0) }
        var lines: [Line] = []
        for parcel in collected.sorted(by: { ($0.signed, $0.waybill) < ($1.signed, $1.waybill) }) {
            var naming = pools.indices.filter { pools[$0].slip.waybills.contains(parcel.waybill) }
            if naming.isEmpty { naming = pools.indices.filter { pools[$0].slip.waybills.isEmpty && pools[$0].slip.date == day && pools[$0].slip.courier == parcel.courier && pools[$0].hasRest } }
            var freight = parcel.freightCollect, cod = parcel.cod, open = freight + cod
            for i in naming {
                let taken = pools[i].take(&freight, &cod)
                if pools[i].slip.handedIn != nil { open = open - taken }
            }
            let slip = naming.first.map { pools[$0].slip }
            lines.append(
                Line(
                    id: parcel.id, courier: parcel.courier, waybill: parcel.waybill, freightCollect: parcel.freightCollect, cod: parcel.cod, topUp: .zero, takings: .zero, slip: slip?.number ?? "",
                    handedIn: slip?.handedIn, handedTo: slip?.handedTo ?? "", open: open))
        }
        for pool in pools where pool.slip.date == day && pool.rest > .zero {
            let slip = pool.slip
            lines.append(
                Line(
                    id: slip.id, courier: slip.courier, waybill: "", freightCollect: pool.freight, cod: pool.cod, topUp: slip.topUp, takings: slip.takings, slip: slip.number, handedIn: slip.handedIn,
                    handedTo: slip.handedTo, open: slip.handedIn == nil ? pool.rest : .zero))
        }
        self.lines = lines.enumerated().sorted { ($0.element.courier, $0.offset) < ($1.element.courier, $1.offset) }.map(\.element)
    }

    public var open: Money { lines.map(\.open).reduce(.zero, +) }

    public var totals: [Total] {
        Dictionary(grouping: lines, by: \.courier).map { courier, lines in
            let parcels = lines.filter { !$0.waybill.isEmpty }, open = lines.map(\.open).reduce(.zero, +)
            return Total(
                courier: courier, parcels: parcels.count, due: parcels.map(\.sum).reduce(.zero, +), handedIn: lines.map(\.sum).reduce(.zero, +) - open, open: open)
        }.sorted { $0.courier < $1.courier }
    }

    /// What is left of a slip once its parcels have taken theirs, each kind of money for itself.
    private struct Pool {
        let slip: Slip
        var freight: Money
        var cod: Money

        init(slip: Slip) {
            self.slip = slip
            freight = slip.freightCollect
            cod = slip.cod
        }

        var hasRest: Bool { freight > .zero || cod > .zero }
        var rest: Money { freight + cod + slip.topUp + slip.takings }

        /// - Returns: how much of what is wanted it has.
        mutating func take(_ wantedFreight: inout Money, _ wantedCod: inout Money) -> Money {
            let a = min(freight, wantedFreight), b = min(cod, wantedCod)
            freight = freight - a
            cod = cod - b
            wantedFreight = wantedFreight - a
            wantedCod = wantedCod - b
            return a + b
        }
    }
}
