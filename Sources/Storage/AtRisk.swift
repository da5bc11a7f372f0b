import Dispatching
import GRDB

/// an order under way that may come too late for its customer (E17-02, E17-06, E17-12).
public struct AtRiskOrder: Hashable, Sendable {
    /// Why it is looked at.
    public enum Sign: String, Hashable, Sendable, CaseIterable {
        /// The last date has passed.
        case late
        /// Somebody saw it coming and has not talked with the customer since.
        case seen
        /// The factory has none.
        case noStock
        /// Its last date is near: the rule of the first sign has begun.
        case near
        /// Promised for an earlier day than the notices page gives.
        case tooEarly
    }

    public let id: CaseID
    public let number: String
    public let customer: String
    public let product: String
    public let state: String
    public let lastDate: LocalDay?
    public let daysLeft: Int?
    public let urgency: String
    public let supply: String
    public let lastTalk: Instant?
    /// Empty: nothing speaks for a delay so far.
    public let signs: [Sign]
}

extension Snapshot {
    /// Orders that are not with their customers yet: those with a sign first, then by days left and urgency.
    public func ordersAtRisk(manual: Manual, now: Instant) throws -> [AtRiskOrder] {
        let records = try records("WHERE kind = 'sale' AND state IN ('PLACED', 'APPROVED', 'SHIPPED') ORDER BY id", [])
        return try records.map { record in
            let facts = Facts(own: record, family: Family(root: record, children: []), manual: manual, now: now)
            let talk = record.latest("customerTalked"), seen = record.latest("riskSeen"), left = facts.value(FactPath("daysLeft")).int
            let isNear = try duties(of: record.id).contains { $0.key.rule == "E17-02" && $0.status == .open && $0.opens <= now }
            var signs: [AtRiskOrder.Sign] = []
            if left.map({ $0 < 0 }) ?? false { signs.append(.late) }
            if let seen, talk.map({ $0.number < seen.number }) ?? true { signs.append(.seen) }
            if record["supply"] == "no", record.state != "SHIPPED" { signs.append(.noStock) }
            if isNear { signs.append(.near) }
            if facts.value(FactPath("tooEarly")).bool == true, record.state != "SHIPPED" { signs.append(.tooEarly) }
            return AtRiskOrder(
                id: record.id, number: record.number, customer: record["customer"].string ?? "", product: record["product"].string ?? "", state: record.state,
                lastDate: record["lastDate"].string.flatMap { LocalDay($0) }, daysLeft: left, urgency: record["urgency"].string ?? "", supply: record["supply"].string ?? "",
                lastTalk: talk?.at, signs: signs)
        }.sorted { a, b in
            func rank(_ o: AtRiskOrder) -> (Int, Int, String, Int64) { (o.signs.isEmpty ? 1 : 0, o.daysLeft ?? Int.max, o.urgency, o.id.rawValue) }
            return rank(a) < rank(b)
        }
    }
}
