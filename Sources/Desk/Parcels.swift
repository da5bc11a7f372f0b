import Dispatching
import Storage

extension Desk {
    /// What came of comparing documents with goods.
    public struct Reconciliation: Sendable, Hashable {
        public let documents: Int, goods: Int
        /// Waybills of which there is a document and no goods, and goods without a document.
        public let missing: [String], extra: [String]
    }

    /// Compares the documents of problem parcels and of what is to be collected with the goods that lie there (C-25). Each difference that is not
    /// known yet becomes a case to be traced at once (C-26).
    ///
    /// - Parameter goods: waybills as the scanner read them, or as they were typed.
    public func reconcile(goods: [String]) throws -> Reconciliation {
        let manual = try manual(), today = manual.zone.day(of: clock())
        let closed = manual.playbook.machine(.problem)?.final ?? [], settled = manual.playbook.machine("difference")?.final ?? []
        let (documents, open, day) = try store.read { s in
            (try s.keptParcels(closed: closed, here: manual.playbook.network.here?.code), try s.cases(kind: "difference").filter { !settled.contains($0.state) && $0.state != CaseRecord.void },
             try s.record(kind: .day, number: today.description))
        }
        let papers = Set(documents), things = Set(goods)
        let result = Reconciliation(documents: papers.count, goods: things.count, missing: papers.subtracting(things).sorted(), extra: things.subtracting(papers).sorted())
        let known = Set(open.map { "\($0["problemKind"].text) \($0["waybill"].text)" })
        var commands: [Command] = []
        for (kind, numbers) in [("NO_GOODS", result.missing), ("NO_DOCUMENT", result.extra)] {
            for number in numbers where !known.contains("\(kind) \(number)") {
                commands.append(.intake("difference", parent: nil, ["waybill": .string(number), "problemKind": .string(kind)]))
            }
        }
        if let day { commands.append(.stamp(day.id, version: nil, name: "reconciled", answers: ["documents": .int(result.documents), "goods": .int(result.goods)], override: nil)) }
        try batch(commands, grouped: true)
        return result
    }

    /// The list of what was scanned out to a local agent on a day (C-55), each number registered as a problem of the agent's time (C-56).
    ///
    /// - Returns: the list's case and its waybills; `nil` when nothing went to the agent.
    public func makeAgentList(on day: LocalDay, agent: String) throws -> (list: CaseRecord, waybills: [String])? {
        let manual = try manual(), zone = manual.zone
        let parcels = try store.read { s in
            let scanned = try s.scans(ScanFilter([.deliver], in: zone.instant(day, seconds: 0)..<zone.instant(day + 1, seconds: 0)))
            var seen: Set<CaseID> = []
            return try scanned.compactMap { seen.insert($0.parcel).inserted ? try s.record($0.parcel) : nil }.filter { record in
                let family = try s.family(of: record)
                // Made again, the list has what came since.
                guard !family.children.contains(where: { $0.kind == .problem && $0.state != CaseRecord.void && $0["problemKind"] == "AGENT_DELAY" && zone.day(of: $0.opened) == day }) else { return false }
                return Parcel(Facts(own: record, family: family, manual: manual, now: self.clock())).area?.delivery == .agent
            }
        }
        guard !parcels.isEmpty else { return nil }
        let text = manual.playbook.messages["M-C5"]?.text.zh ?? ""
        let answers: [String: Value] = ["agent": .string(agent), "day": .string(day.description), "numbers": .string(parcels.map(\.number).joined(separator: " "))]
        var list: CaseRecord?
        try store.write { tx in
            let taken = try perform(.intake("agentList", parent: nil, answers), in: tx)
            list = taken.record
            for parcel in parcels {
                _ = try perform(.intake(.problem, parent: parcel.id, ["problemKind": "AGENT_DELAY", "problem": .string(text), "sent": true]), in: tx, group: taken.txn)
            }
            if let list { _ = try perform(.stamp(list.id, version: nil, name: "agentProblems", answers: [:], override: nil), in: tx, group: taken.txn) }
        }
        return list.map { ($0, parcels.map(\.number)) }
    }

    /// A carrier's month beside its bill; what is the same on both sides and delivered is settled in one step (TO-10, C-45).
    ///
    /// - Parameters:
    ///   - bill: `nil` for a carrier that is paid piece by piece: then what was paid is compared with the tariff.
    ///   - applies: settle what matches; otherwise only look.
    /// - Returns: as it was found, before anything was settled.
    public func settleTransits(_ carrier: TransitCarrier, _ month: Month, bill: [TransitBill]?, applies: Bool) throws -> TransitSettlement {
        if carrier.sendsBill, bill == nil { throw Refusal.unmet(key: "billNeeded", rule: "C-45", overridable: false, values: [:]) }
        let manual = try manual(), now = clock()
        let settlement = try store.read { try $0.settlement(carrier, month, bill: bill, manual: manual, now: now) }
        if applies {
            try batch(settlement.settleable.map { Command.stamp($0.id, version: nil, name: "transitSettled", answers: ["cost": $0.cost.value], override: nil) }, grouped: true)
        }
        return settlement
    }
}
