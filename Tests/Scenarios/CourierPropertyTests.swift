import Dispatching
import Testing

/// Random parcels through the machines of problem, transit and return: no step that the catalogue's tables do not print, no clock that a rest day moves.
@Suite struct CourierPropertyTests {
    /// Section 4.6: from, and to where. `(d)` steps are those of ours that the table leaves to a person.
    static let problem: Set<String> = [
        "REGISTERED>WAIT_REPLY PP-02", "WAIT_REPLY>REPLIED PP-03", "RETURN_ALLOWED>REPLIED PP-03", "REPLIED>ON_HOLD PP-05", "REPLIED>REDELIVER PP-06", "ON_HOLD>REDELIVER PP-06",
        "REDELIVER>SIGNED PP-07", "REDELIVER>REGISTERED PP-08", "REPLIED>TRANSIT_OUT PP-09", "REPLIED>RETURN_DUE PP-10", "WAIT_REPLY>RETURN_ALLOWED PP-11", "ON_HOLD>RETURN_ALLOWED PP-12",
        "RETURN_ALLOWED>RETURN_DUE PP-11d", "RETURN_DUE>RETURNED PP-10e", "REGISTERED>BACK_TO_HUB PP-13", "REGISTERED>SIGNED PP-14", "WAIT_REPLY>SIGNED PP-14", "REPLIED>SIGNED PP-14",
        "ON_HOLD>SIGNED PP-14", "RETURN_ALLOWED>SIGNED PP-14", "RETURN_DUE>SIGNED PP-14", "REGISTERED>REGISTERED PP-01a", "WAIT_REPLY>REGISTERED PP-01a",
    ]
    /// Section 4.7.
    static let transit: Set<String> = [
        "DUE>CARRIER_CHOSEN TO-02", "CARRIER_CHOSEN>LABELLED TO-03", "LABELLED>REGISTERED_FEE TO-04", "LABELLED>PICKED_UP TO-05", "REGISTERED_FEE>PICKED_UP TO-05", "PICKED_UP>TRACKED TO-06",
        "TRACKED>TRACKED TO-06", "PICKED_UP>PROBLEM TO-07", "TRACKED>PROBLEM TO-07", "PROBLEM>TRACKED TO-08", "PICKED_UP>DELIVERED TO-09", "TRACKED>DELIVERED TO-09", "PROBLEM>DELIVERED TO-09",
        "DUE>SETTLED TO-09c", "CARRIER_CHOSEN>SETTLED TO-09c", "LABELLED>SETTLED TO-09c", "REGISTERED_FEE>SETTLED TO-09c", "DELIVERED>SETTLED TO-10",
    ]
    /// Section 4.8.
    static let back: Set<String> = ["KEPT>RETURN_ALLOWED RT-02", "RETURN_ALLOWED>LABELLED RT-04", "LABELLED>RETURNED RT-05"]

    /// A generator of our own, so that a failure can be run again.
    struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
        mutating func one<T>(of list: [T]) -> T { list[roll(list.count)] }
    }

    private static let label: [String: Value] = ["numberChecked": true, "nameChecked": true, "phoneChecked": true, "upperRight": true, "struck": true, "sameFace": true, "uncovered": true]
    private static let answers: [String: [String: Value]] = [
        "replied": ["reply": "好"], "replyUnclear": ["reply": "再等"], "notDelivered": ["problemKind": "CONTACT", "problem": "停机"], "handedToBus": ["driver": "老李"],
        "transitTrouble": ["text": "未投"], "transitMended": ["text": "新号"], "transitSettled": ["cost": "11"], "transitTracked": ["note": "在途"],
        "carrierTook": ["signature": "小王", "cash": "11"], "returnLabelled": label, "problemNoted": ["note": "已催"],
    ]
    private static let verbs: [CaseKind: [String]] = [
        .problem: ["upstreamNotified", "problemNoted", "replied", "replyUnclear", "held", "redeliver", "notDelivered", "transitAgreed", "returnDemanded", "returnDecided", "handedToBus"],
        .transit: ["carrierChosen", "transitLabelled", "transitRegistered", "stoCalled", "carrierTook", "transitTracked", "transitTrouble", "transitMended", "transitSettled"],
        .parcelReturn: ["returnLabelPrinted", "returnLabelled"],
    ]

    @Test("C-11 C-101 C-103 F-26: random parcels never take a step that the tables do not print, and 72 hours are 72 hours", arguments: [1, 2, 3] as [UInt64])
    func walk(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let shop = try Shop(trade: "courier", opening: "2026-11-19 08:00")
        let addresses = ["信阳市浉河区1号", "信阳市明港镇1号", "信阳市淮滨县城1号", "信阳市淮滨县马集镇1号", "信阳市羊山新区1号", "信阳市固始县1号"]
        let kinds = ["NOT_HOME", "CONTACT", "DAMAGE", "MISSORT_HEADER", "AGENT_DELAY", "OUT_OF_AREA_SERVICE"]
        var numbers: [String] = [], due: [String: Instant] = [:]
        // Thursday to the Thursday after next: a Sunday and the hours of every night lie in it.
        for step in 0..<130 {
            shop.clockForward(minutes: 30 + dice.roll(180))
            try shop.desk("clerk").rollIfNeeded()
            if numbers.count < 9, dice.roll(3) == 0 {
                let number = "5180000\(10000 + step)"
                try shop.parcel(number, ["address": .string(dice.one(of: addresses)), "cod": dice.roll(4) == 0 ? "100" : .null, "noTransit": .bool(dice.roll(6) == 0)])
                numbers.append(number)
            }
            guard !numbers.isEmpty else { continue }
            let number = dice.one(of: numbers), parcel = try shop.record(number, .parcel)
            let family = try shop.store.read { try $0.family(of: parcel) }
            switch dice.roll(8) {
            case 0: _ = refusal { try shop.scan(number, dice.one(of: ["scanArrive", "scanSend", "scanDeliver", "scanArrive"]), dice.one(of: ["XY2", "XYHUB"]), next: "ZZHUB") }
            case 1 where dice.roll(6) == 0: _ = refusal { try shop.scan(number, "scanSign", "XY2") }
            case 2 where family.children.filter({ $0.kind == .problem }).count < 3:
                let photo = number + ".jpg"
                _ = refusal { try shop.problem(number, dice.one(of: kinds), ["photo": .string(photo), "header": "青浦", "sent": .bool(dice.roll(4) > 0)]) }
            case 3 where !family.children.contains { $0.kind == .parcelReturn }:
                _ = refusal { try shop.desk("inbound").perform(.intake(.parcelReturn, parent: parcel.id, [:])) }
            default:
                guard !family.children.isEmpty else { continue }
                let child = dice.one(of: family.children), address = parcel["address"]
                // Most of what is tried is refused; a walk of refusals goes nowhere.
                for _ in 0..<4 {
                    guard let verb = Self.verbs[child.kind].map({ dice.one(of: $0) }) else { break }
                    var given = Self.answers[verb] ?? [:]
                    if verb == "carrierChosen" { given = ["carrier": .string(dice.one(of: ["AGENT", "NODE", "POST", "STO", "ZTO"])), "weight": "7", "size": "60x50x40"] }
                    if verb == "transitLabelled" { given = Self.label.merging(["way": .string(dice.one(of: ["NEW", "ORIGINAL"])), "ownNumber": .string(number), "receiver": "单雅芳", "receiverPhone": "13911112222", "labelAddress": address]) { $1 } }
                    if verb == "transitRegistered" { given = ["way": child["way"], "outgoing": "X1", "carrier": child["carrier"], "ownNumber": .string(number), "fee": "0", "registeredAddress": address, "deliverer": "老陈", "contact": "13700001111"] }
                    let before = child.state
                    let wait = child.kind == .problem ? child.latest("upstreamNotified")?.at : nil
                    let refused = refusal { try shop.stamps("inbound", child.number, verb, given, kind: child.kind) }
                    if verb == "returnDecided", before == "WAIT_REPLY", let wait, shop.now < wait + 72 * 3600 { #expect(refused != nil) }
                    if refused == nil { break }
                }
            }
            for number in numbers where step % 6 == 0 {
                let parcel = try shop.record(number, .parcel)
                for child in try shop.store.read({ try $0.family(of: parcel) }).children where child.kind == .problem {
                    // The clock of the last notice is where it was, whatever day it is.
                    guard let notice = child.latest("upstreamNotified"), let duty = try shop.duties(child.number, .problem).filter({ $0.key.rule == "C-101" }).last, duty.status == .open else { continue }
                    let key = "\(child.number) \(notice.number)"
                    #expect(duty.opens == notice.at + 72 * 3600 && due[key].map { $0 == duty.opens } ?? true, "\(key)")
                    due[key] = duty.opens
                    if child.state == "WAIT_REPLY" { #expect(shop.now < duty.opens, "\(key) should be allowed to go back") }
                }
            }
        }
        var seen: [CaseKind: Set<String>] = [:]
        for number in numbers {
            let parcel = try shop.record(number, .parcel)
            for child in try shop.store.read({ try $0.family(of: parcel) }).children {
                for entry in try shop.history(child.number, child.kind) {
                    guard case .stamped(_, _, let step?)? = entry.change else { continue }
                    seen[child.kind, default: []].insert("\(step.from)>\(step.to) \(step.via)")
                }
            }
        }
        #expect((seen[.problem] ?? []).subtracting(Self.problem).isEmpty, "\((seen[.problem] ?? []).subtracting(Self.problem).sorted())")
        #expect((seen[.transit] ?? []).subtracting(Self.transit).isEmpty, "\((seen[.transit] ?? []).subtracting(Self.transit).sorted())")
        #expect((seen[.parcelReturn] ?? []).subtracting(Self.back).isEmpty, "\((seen[.parcelReturn] ?? []).subtracting(Self.back).sorted())")
        // The walk went somewhere.
        #expect((seen[.problem] ?? []).count + (seen[.transit] ?? []).count >= 6, "\((seen[.problem] ?? []).sorted()) \((seen[.transit] ?? []).sorted())")
        #expect(try shop.isSound())
    }
}

extension Shop {
    func clockForward(minutes: Int) { advance(to: now + minutes * 60) }
}
