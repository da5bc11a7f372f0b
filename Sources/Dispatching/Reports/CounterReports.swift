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
