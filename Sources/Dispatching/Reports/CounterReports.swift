/// what the counter has accepted on a day (C-54, C-113).
public struct ShipmentList: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let id: CaseID
        public let waybill: String
        public let customer: String
        public let destination: String
        public let header: String
        public let pieces: Int
        public let weight: Weight?
        public let billed: Weight?
        public let freight: Money?
        /// Freight with the fees for heavy pieces and COD (F-03, F-06).
        public let charge: Money?
        public let payKind: String
        public let cod: Money?
        public let enteredAt: Instant?

        init(_ r: CaseRecord) {
            func money(_ name: String) -> Money? { r[name].string.flatMap { Money($0) } }
            id = r.id
            waybill = r["waybill"].text
            customer = r["sender"].text
            destination = [r["province"], r["city"], r["district"]].map(\.text).filter { !$0.isEmpty }.joined(separator: " ")
            header = r["header"].text
            pieces = r["pieces"].int ?? 1
            weight = r["weight"].string.flatMap { Weight($0) }
            billed = r["billed"].string.flatMap { Weight($0) }
            freight = money("freight")
            charge = money("charge")
            payKind = r["payKind"].text
            cod = money("cod")
            enteredAt = r.latest("waybillEntered")?.at
        }
    }

    public let day: LocalDay
    public let lines: [Line]

    public init(_ records: [CaseRecord], day: LocalDay) {
        self.day = day
        lines = records.filter { $0.kind == .shipment && $0.state != CaseRecord.void && $0.date == day }.map { Line($0) }.sorted { $0.waybill < $1.waybill }
    }

    public var charge: Money { lines.compactMap(\.charge).reduce(.zero, +) }
    /// C-51: accepted and not entered.
    public var notEntered: Int { lines.count { $0.enteredAt == nil } }
}

/// money collected, slip by slip (C-110).
public struct MoneyCollected: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let id: CaseID
        public let slip: String
        public let courier: String
        public let waybills: String
        public let freightCollect: Money
        public let cod: Money
        public let topUp: Money
        public let takings: Money
        public let handedIn: Instant?
        public let handedTo: String

        public var sum: Money { freightCollect + cod + topUp + takings }

        init(_ r: CaseRecord) {
            func money(_ name: String) -> Money { r[name].string.flatMap { Money($0) } ?? .zero }
            id = r.id
            slip = r.number
            courier = r["courier"].text
            waybills = r["waybill"].text
            freightCollect = money("freightCollect")
            cod = money("cod")
            topUp = money("topUp")
            takings = money("takings")
            handedIn = r.latest("handedIn")?.at
            handedTo = r["handedTo"].text
        }
    }

    public let day: LocalDay
    public let lines: [Line]

    public init(_ records: [CaseRecord], day: LocalDay) {
        self.day = day
        lines = records.filter { $0.kind == .remittance && $0.state != CaseRecord.void && $0.date == day }.map { Line($0) }.sorted { ($0.courier, $0.slip) < ($1.courier, $1.slip) }
    }

    /// Filled, and not handed in yet.
    public var open: Money { lines.filter { $0.handedIn == nil }.map(\.sum).reduce(.zero, +) }
}
