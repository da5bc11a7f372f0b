import Dispatching
import Testing

@testable import CourierModel

/// Random parcels through the machines of problem, transit, return and sign-back, beside a model that knows no playbook: what it allows is done, what
/// it forbids is refused, and no clock is moved by a rest day.
@Suite struct CourierPropertyTests {
    /// Section 4.6: from, and to where; PP-11d, PP-10e and PP-01a say how the table's words end and begin.
    static let problem: Set<String> = [
        "REGISTERED>WAIT_REPLY PP-02", "WAIT_REPLY>REPLIED PP-03", "RETURN_ALLOWED>REPLIED PP-03", "REPLIED>ON_HOLD PP-05", "REPLIED>REDELIVER PP-06", "ON_HOLD>REDELIVER PP-06",
        "REDELIVER>SIGNED PP-07", "REDELIVER>REGISTERED PP-08", "REPLIED>TRANSIT_OUT PP-09", "REPLIED>RETURN_DUE PP-10", "WAIT_REPLY>RETURN_ALLOWED PP-11", "ON_HOLD>RETURN_ALLOWED PP-12",
        "RETURN_ALLOWED>RETURN_DUE PP-11d", "REGISTERED>RETURNED PP-10e", "WAIT_REPLY>RETURNED PP-10e", "REPLIED>RETURNED PP-10e", "ON_HOLD>RETURNED PP-10e", "REDELIVER>RETURNED PP-10e",
        "RETURN_ALLOWED>RETURNED PP-10e", "RETURN_DUE>RETURNED PP-10e", "REGISTERED>BACK_TO_HUB PP-13", "REGISTERED>SIGNED PP-14", "WAIT_REPLY>SIGNED PP-14", "REPLIED>SIGNED PP-14",
        "ON_HOLD>SIGNED PP-14", "RETURN_ALLOWED>SIGNED PP-14", "RETURN_DUE>SIGNED PP-14", "REGISTERED>REGISTERED PP-01a", "WAIT_REPLY>REGISTERED PP-01a",
    ]
    /// Section 4.7.
    static let transit: Set<String> = [
        "DUE>CARRIER_CHOSEN TO-02", "CARRIER_CHOSEN>LABELLED TO-03", "LABELLED>REGISTERED_FEE TO-04", "LABELLED>PICKED_UP TO-05", "REGISTERED_FEE>PICKED_UP TO-05", "PICKED_UP>TRACKED TO-06",
        "TRACKED>TRACKED TO-06", "PICKED_UP>PROBLEM TO-07", "TRACKED>PROBLEM TO-07", "PROBLEM>TRACKED TO-08", "PICKED_UP>DELIVERED TO-09", "TRACKED>DELIVERED TO-09", "PROBLEM>DELIVERED TO-09",
        "DUE>SETTLED TO-09c", "CARRIER_CHOSEN>SETTLED TO-09c", "LABELLED>SETTLED TO-09c", "REGISTERED_FEE>SETTLED TO-09c", "DELIVERED>SETTLED TO-10",
        "DUE>SETTLED TO-12", "CARRIER_CHOSEN>SETTLED TO-12", "LABELLED>SETTLED TO-12", "REGISTERED_FEE>SETTLED TO-12", "PICKED_UP>SETTLED TO-10r", "TRACKED>SETTLED TO-10r", "PROBLEM>SETTLED TO-10r",
    ]
    /// Section 4.8.
    static let back: Set<String> = ["KEPT>RETURN_ALLOWED RT-02", "RETURN_ALLOWED>LABELLED RT-04", "LABELLED>RETURNED RT-05", "KEPT>DROPPED RT-07", "RETURN_ALLOWED>DROPPED RT-07", "LABELLED>DROPPED RT-07"]

    private static let ticks: [String: Value] = ["numberChecked": true, "nameChecked": true, "phoneChecked": true, "upperRight": true, "struck": true, "sameFace": true, "uncovered": true]
    private static let answers: [String: [String: Value]] = [
        "replied": ["reply": "好"], "replyUnclear": ["reply": "再等"], "notDelivered": ["problemKind": "CONTACT", "problem": "停机"], "handedToBus": ["driver": "老李"],
        "transitTrouble": ["text": "未投"], "transitMended": ["text": "新号"], "transitSettled": ["cost": "11"], "transitTracked": ["note": "在途"], "noCarrierFound": ["none": true],
        "emsConsented": ["agreedFee": "40", "who": "青浦"], "signBackHanded": ["driver": "老李"], "returnDropped": ["text": "客户又要了"], "problemNoted": ["note": "已催"],
    ]
    private static let verbs: [CaseKind: [String]] = [
        .problem: ["upstreamNotified", "problemNoted", "replied", "replyUnclear", "held", "redeliver", "notDelivered", "transitAgreed", "returnDemanded", "returnDecided", "handedToBus"],
        .transit: [
            "noCarrierFound", "emsConsented", "carrierChosen", "transitLabelled", "transitRegistered", "stoCalled", "carrierTook", "transitTracked", "transitTrouble", "transitMended",
            "transitSettled",
        ],
        .parcelReturn: ["returnLabelPrinted", "returnLabelled", "returnLabelled", "returnDropped"],
        "signBack": ["signBackSigned", "signBackSealed", "signBackScanned", "signBackHanded", "signBackEmpty"],
    ]

    /// Answers as a hurried clerk gives them: mostly right.
    private func given(_ verb: String, on child: CaseRecord, of parcel: CaseRecord, _ dice: inout Dice) -> [String: Value] {
        switch verb {
        case "carrierChosen": return ["carrier": .string(dice.one(of: ["AGENT", "NODE", "POST", "POST", "STO", "ZTO", "EMS"])), "weight": dice.roll(4) == 0 ? "20" : "7", "size": "60x50x40"]
        case "transitLabelled":
            let label: [String: Value] = [
                "way": .string(dice.one(of: ["NEW", "ORIGINAL"])), "ownNumber": .string(parcel.number), "receiver": "单雅芳", "receiverPhone": "13911112222", "labelAddress": parcel["address"],
            ]
            return Self.ticks.merging(label) { $1 }.filter { $0.key != "nameChecked" || dice.roll(4) > 0 }
        case "transitRegistered":
            return [
                "way": child["way"], "outgoing": "X1", "carrier": child["carrier"], "ownNumber": .string(parcel.number), "fee": dice.roll(2) == 0 ? "12" : "0", "registeredAddress": parcel["address"],
                "deliverer": "老陈", "contact": "13700001111",
            ].filter { !$0.value.isNull }
        case "carrierTook": return (["signature": "小王", "cash": "11"] as [String: Value]).filter { _ in dice.roll(5) > 0 }
        case "returnLabelled": return Self.ticks.filter { $0.key != "struck" || dice.roll(4) > 0 }
        case "notDelivered": return Self.answers[verb, default: [:]].merging(["sent": .bool(dice.roll(3) > 0)]) { $1 }
        default: return Self.answers[verb] ?? [:]
        }
    }

    @Test("C-11 C-14 C-31 C-33 C-39 C-101 C-102 C-103 C-109 F-26: random parcels take the steps of the tables and no other, and 72 hours are 72 hours")
    func walks() throws {
        var seen: [CaseKind: Set<String>] = [:], refused = 0, done = 0
        for seed in 1...6 {
            let walk = try walk(seed: UInt64(seed))
            seen.merge(walk.seen) { $0.union($1) }
            refused += walk.refused
            done += walk.done
        }
        // They went somewhere, and where they must not they were held.
        #expect((seen[.problem] ?? []).count >= 15 && (seen[.transit] ?? []).count >= 7 && (seen[.parcelReturn] ?? []).count >= 4, "\(seen.mapValues { $0.sorted() })")
        #expect(done > 300 && refused > 300, "\(done) \(refused)")
    }

    struct Walk { var seen: [CaseKind: Set<String>] = [:], refused = 0, done = 0 }

    private func walk(seed: UInt64) throws -> Walk {
        var dice = Dice(state: seed), out = Walk()
        let shop = try Shop(trade: "courier", opening: "2026-11-19 08:00")
        let kinds = ["NOT_HOME", "CONTACT", "DAMAGE", "MISSORT_HEADER", "AGENT_DELAY", "OUT_OF_AREA_SERVICE"]
        var models: [ParcelModel] = []

        /// Asks the model, then the program; afterwards both know the same.
        func tries(_ i: Int, _ what: String, _ model: (inout ParcelModel) -> Bool, _ body: () throws -> Void) throws -> Bool {
            let before = models[i]
            var after = before
            let isAllowed = model(&after), refused = refusal(body)
            #expect((refused == nil) == isAllowed, "seed \(seed) \(shop.text(shop.now)) \(what): \(before.states) \(refused.map { "\($0)" } ?? "was done")")
            guard refused == nil, isAllowed else {
                out.refused += 1
                return refused == nil
            }
            out.done += 1
            models[i] = after
            // Taken back, it is as if nothing had been, and may be done again.
            if dice.roll(8) == 0 {
                try shop.desk("inbound").perform(.undo)
                models[i] = after.undone(to: before)
                try compare(i, "undo of " + what)
                if dice.roll(2) == 0 {
                    try shop.desk("inbound").perform(.redo)
                    models[i] = after
                }
            }
            try compare(i, what)
            return true
        }
        func compare(_ i: Int, _ what: String) throws {
            let parcel = try shop.record(models[i].waybill, .parcel), family = try shop.store.read { try $0.family(of: parcel) }
            let states = Dictionary(uniqueKeysWithValues: ([parcel] + family.children).map { ($0.number, $0.state) })
            #expect(states == models[i].states, "seed \(seed) \(shop.text(shop.now)) \(what)")
            for child in family.children {
                if child.kind == .transit, let own = models[i].transits.first(where: { $0.number == child.number }) { #expect(child["dueDate"].string == own.dueDay.description, "\(what)") }
                if child.kind == .parcelReturn, let own = models[i].returns.first(where: { $0.number == child.number }), own.state != "VOID" { #expect(child["reason"].string == own.reason, "\(what)") }
            }
        }

        // Thursday to the week after next: Sundays and the hours of every night lie in it.
        for step in 0..<150 {
            shop.clockForward(minutes: 20 + dice.roll(170))
            try shop.desk("clerk").rollIfNeeded()
            for i in models.indices {
                models[i].pass(shop.now)
                try compare(i, "the hour")
            }
            if models.count < 9, dice.roll(2) == 0 {
                let number = "5180000\(10000 + step)", area = dice.one(of: ParcelModel.Area.allCases + [.minggang, .town]), noTransit = dice.roll(6) == 0, cod = dice.roll(5) == 0, signBack = dice.roll(4) == 0
                try shop.parcel(
                    number, ["address": .string(area.address), "cod": cod ? "100" : .null, "noTransit": .bool(noTransit), "signBack": .bool(signBack), "signBackBarcode": signBack ? .string("H" + number) : .null])
                models.append(ParcelModel(waybill: number, area: area, zone: shop.zone, noTransit: noTransit, isSpecial: cod || signBack, signBack: signBack ? .init(number: number + "/H1") : nil))
                try compare(models.count - 1, "entered")
            }
            guard !models.isEmpty else { continue }
            let i = dice.roll(models.count), number = models[i].waybill, parcel = try shop.record(number, .parcel)
            let family = try shop.store.read { try $0.family(of: parcel) }, living = family.children.filter { $0.state != CaseRecord.void }
            switch dice.roll(9) {
            case 0, 1:
                let scan = dice.one(of: ["scanArrive", "scanSend", "scanDeliver", "scanArrive"]), node = dice.one(of: ["XY2", "XYHUB", "XY2"])
                _ = try tries(i, "\(number) \(scan) \(node)", { $0.scans(scan, node, to: "ZZHUB", at: shop.now) }) { try shop.scan(number, scan, node, next: scan == "scanSend" ? "ZZHUB" : nil) }
            // What a carrier has is delivered soon; what is signed goes nowhere any more.
            case 2 where dice.roll(models[i].transits.contains { ["PICKED_UP", "TRACKED"].contains($0.state) } ? 2 : 8) == 0:
                _ = try tries(i, "\(number) scanSign", { $0.scans("scanSign", "XY2", to: "", at: shop.now) }) { try shop.scan(number, "scanSign", "XY2") }
            case 3 where living.count(where: { $0.kind == .problem }) < 3:
                let kind = dice.one(of: kinds), sent = dice.roll(4) > 0
                _ = try tries(i, "\(number) \(kind)", { $0.registers(kind, sent: sent, at: shop.now) }) {
                    try shop.problem(number, kind, ["photo": .string(number + ".jpg"), "header": "青浦", "sent": .bool(sent)])
                }
            case 4 where living.count(where: { $0.kind == .parcelReturn }) < 2:
                _ = try tries(i, "\(number) returnKept", { $0.keeps() }) { try shop.desk("inbound").perform(.intake(.parcelReturn, parent: parcel.id, [:])) }
            case 5 where models[i].returns.contains { $0.state == "LABELLED" }:
                // What bears its label goes to the hub and on.
                for (scan, minutes) in [("scanArrive", 5), ("scanSend", 5)] {
                    shop.clockForward(minutes: minutes)
                    _ = try tries(i, "\(number) \(scan) back", { $0.scans(scan, "XYHUB", to: "ZZHUB", at: shop.now) }) { try shop.scan(number, scan, "XYHUB", next: scan == "scanSend" ? "ZZHUB" : nil) }
                }
            default:
                guard !living.isEmpty else { continue }
                // Transit-outs have the longest way.
                let underway = living.filter { $0.kind == .transit && $0.state != "SETTLED" }
                let child = dice.one(of: underway.isEmpty || dice.roll(2) == 0 ? living : underway)
                // Most of what is tried is refused; a walk of refusals goes nowhere.
                for _ in 0..<(child.kind == .transit ? 16 : 8) {
                    guard let verb = Self.verbs[child.kind].map({ dice.one(of: $0) }) else { break }
                    let answers = given(verb, on: child, of: parcel, &dice)
                    if try tries(i, "\(child.number) \(verb) \(answers)", { $0.does(verb, on: child.number, answers, at: shop.now) }, { try shop.stamps("inbound", child.number, verb, answers, kind: child.kind) }) { break }
                }
            }
            for model in models where step % 6 == 0 {
                for problem in model.problems where problem.state != "VOID" && problem.kind != "AGENT_DELAY" {
                    // The clocks are where they were, whatever day it is.
                    let duties = try shop.duties(problem.number, .problem).filter { $0.status == .open }
                    if problem.state == "WAIT_REPLY", let notice = problem.notified { #expect(duties.last { $0.key.rule == "C-101" }?.opens == notice + 72 * 3600, "\(problem.number)") }
                    if problem.state == "ON_HOLD", let held = problem.held { #expect(duties.last { $0.key.rule == "C-103" }?.opens == held + 72 * 3600, "\(problem.number)") }
                }
            }
        }
        for model in models {
            let parcel = try shop.record(model.waybill, .parcel)
            for child in try shop.store.read({ try $0.family(of: parcel) }).children {
                for entry in try shop.history(child.number, child.kind) {
                    guard case .stamped(_, _, let step?)? = entry.change, step.via != "undo" else { continue }
                    out.seen[child.kind, default: []].insert("\(step.from)>\(step.to) \(step.via)")
                }
            }
        }
        for (kind, table) in [(CaseKind.problem, Self.problem), (.transit, Self.transit), (.parcelReturn, Self.back)] {
            #expect((out.seen[kind] ?? []).subtracting(table).isEmpty, "\((out.seen[kind] ?? []).subtracting(table).sorted())")
        }
        let isSound = try shop.isSound()
        #expect(isSound, "seed \(seed)")
        return out
    }
}

extension Shop {
    func clockForward(minutes: Int) { advance(to: now + minutes * 60) }
}
