/// A visit before the run: it may go, or the reason why it stays out and the stamp that would mend it.
public struct GateEntry: Hashable, Sendable {
    public enum Verdict: Hashable, Sendable {
        case eligible
        /// `reason` is a key under `gate.`; `mend` the stamp that lets the visit in, and on which case.
        case kept(reason: String, rule: String, mend: String?, onOrder: Bool)
    }

    public let visit: CaseRecord
    public let order: CaseRecord
    public let verdict: Verdict

    public var isEligible: Bool { verdict == .eligible }
}

/// Only what may go enters a run (section 2.4 of the rules).
public enum Gate {
    /// States in which a visit still can be put on a crew.
    public static func plannable(_ kind: CaseKind) -> Set<String> {
        switch kind {
        case .deliveryVisit: ["PLANNED", "RECEIVER_CONFIRMED", "SCHEDULED", "TASK_SENT", "SLOT_TOLD"]
        case .serviceVisit: ["ASSIGNED", "SCHEDULED", "CUSTOMER_TOLD"]
        default: ["PLANNED", "CONFIRMED", "SCHEDULED", "CUSTOMER_TOLD"]
        }
    }

    /// - Returns: `nil` for a visit that is no longer the run's business (under way, done, cancelled).
    public static func judge(_ visit: CaseRecord, family: Family, manual: Manual, now: Instant) throws(Refusal) -> GateEntry? {
        guard plannable(visit.kind).contains(visit.state) else { return nil }
        let order = family.root
        func kept(_ reason: String, _ rule: String, _ mend: String?, onOrder: Bool = false) -> GateEntry {
            GateEntry(visit: visit, order: order, verdict: .kept(reason: reason, rule: rule, mend: mend, onOrder: onOrder))
        }
        var facts = Facts(own: visit, family: family, manual: manual, now: now)
        if let date = visit.date { facts.answers["date"] = .string(date.description) }
        // what is handled today by a call is not for the run; all else that is assigned may go.
        if visit.kind == .serviceVisit {
            return visit["handle"].string == "today" ? nil : GateEntry(visit: visit, order: order, verdict: .eligible)
        }
        if visit.kind == .deliveryVisit {
            // goods complete and checked; what was short or damaged has a way of its own.
            let lines = OrderLines(order)
            let ready = lines.all.contains { $0.state == "CHECKED_OK" } && !lines.all.contains { ["ORDERED", "IN_TRANSIT", "ARRIVED"].contains($0.state) }
            if !ready { return kept("goodsIncomplete", "A-05", "goodsComplete", onOrder: true) }
            if try !facts.holds(.check(.promiseWindowMoved)), !promiseOverridden(family) { return kept("promiseWindow", "A-16", "moved") }
            if visit.state == "PLANNED" && visit["unconfirmedReason"].isNull { return kept("receiverNotConfirmed", "A-14", "receiverConfirmed") }
        } else {
            if let delivery = family.child(.deliveryVisit), let date = delivery.date, let own = visit.date {
                let done = ["DELIVERED", "PARTIAL", "CALLED_BACK"].contains(delivery.state)
                if !done && (date > own || ["NOT_DELIVERED", "CHANGED"].contains(delivery.state)) { return kept("deliveryNotBefore", "A-31", "installMoved") }
            }
            // Once the crew has been there, the promise was kept or broken; a second visit is bound by its own date alone.
            if !visit.has("crewArrived"), try !facts.holds(.check(.promiseWindowMoved)), !promiseOverridden(family) {
                return kept("promiseWindow", "A-16", "installMoved")
            }
            if visit.state == "PLANNED" { return kept("dateNotConfirmed", "A-28", "installConfirmed") }
        }
        return GateEntry(visit: visit, order: order, verdict: .eligible)
    }

    /// Who set the two dates last did so against A-16 with name and reason.
    private static func promiseOverridden(_ family: Family) -> Bool {
        let setting = ([family.root] + family.children).flatMap(\.stamps).filter { stamp in
            !stamp.withdrawn && ["booked", "moved", "installMoved", "receiverConfirmed"].contains(stamp.name)
                && !(stamp.answers["date"] ?? stamp.answers["deliveryDate"] ?? .null).isNull
        }
        return setting.max { $0.at < $1.at }?.answers["_overrides"]?.array?.contains("A-16") ?? false
    }
}
