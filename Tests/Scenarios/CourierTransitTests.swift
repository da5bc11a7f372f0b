import Dispatching
import Testing

/// Transit-out: the decision table, the cut-off, carriers, labels, registration and fee right.
@Suite struct CourierTransitTests {
    private static let waybill = "518012345678", transit = waybill + "/Z1", problem = waybill + "/W1"
    private static let post: [String: Value] = ["carrier": "POST", "weight": "7.3", "size": "60x50x40"]
    private static let address = "信阳市明港镇新建路3号"
    private static let label: [String: Value] = [
        "way": "NEW", "ownNumber": .string(waybill), "receiver": "单雅芳", "receiverPhone": "13911112222", "labelAddress": .string(address), "numberChecked": true, "nameChecked": true,
        "phoneChecked": true,
    ]
    private static let entry: [String: Value] = ["way": "NEW", "outgoing": "PA123", "carrier": "POST", "ownNumber": .string(waybill), "fee": "12", "registeredAddress": .string(address)]

    private func shop(_ more: [String: Value] = [:], at time: String = "2026-11-17 11:00") throws -> Shop {
        let shop = try Shop(trade: "courier")
        try shop.at(time) { s in
            try s.parcel(Self.waybill, (["address": .string(Self.address)] as [String: Value]).merging(more) { $1 })
            try s.scan(Self.waybill, "scanArrive", "XY2")
        }
        return shop
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let address: String, more: [String: Value], decision: String, fee: String?, rules: [String], carriers: [String]
        var testDescription: String { address + " " + more.keys.sorted().joined(separator: ",") }
        init(_ address: String, _ more: [String: Value] = [:], _ decision: String, _ fee: String?, _ rules: [String], _ carriers: [String] = []) {
            (self.address, self.more, self.decision, self.fee, self.rules, self.carriers) = (address, more, decision, fee, rules, carriers)
        }
    }

    /// Table 4.7, row by row, and what comes where two of them would hold.
    static let table: [Row] = [
        Row("明港镇", ["noTransit": true], "PROBLEM", nil, ["C-33"]),
        Row("明港镇", ["noTransit": true, "cod": "100"], "PROBLEM", nil, ["C-33"]),
        Row("市区车站", ["noTransit": true], "OWN", "NONE", []),
        Row("明港镇", ["cod": "860.50"], "PROBLEM", nil, ["C-13", "Q-17"]),
        Row("明港镇", ["freightCollect": "12"], "PROBLEM", nil, ["C-13", "Q-17"]),
        Row("明港镇", ["signBack": true, "signBackBarcode": "H1"], "PROBLEM", nil, ["C-13", "Q-17"]),
        Row("淮滨县城", ["cod": "860.50"], "TRANSIT", "NONE", ["C-31"], ["AGENT", "POST", "STO"]),
        Row("市区车站", ["cod": "860.50"], "OWN", "NONE", []),
        Row("杭州市西湖区", ["direction": "out", "noTransit": true], "SEND", nil, []),
        Row("羊山新区", [:], "OWN", "NONE", ["C-07", "C-30"]),
        Row("淮滨县城关", [:], "TRANSIT", "NONE", ["C-31"], ["AGENT", "POST", "STO"]),
        Row("淮滨县马集镇", [:], "TRANSIT", "STEPS", ["C-31", "Q-26"], ["POST", "STO", "ZTO", "YTO"]),
        Row("固始县城", [:], "TRANSIT", "NONE", ["C-32"], ["NODE"]),
        Row("明港镇", [:], "TRANSIT", "STEPS", ["C-09", "C-10", "C-30", "Q-51"], ["STO", "ZTO", "YTO", "POST"]),
        Row("确山县", [:], "TRANSIT", "STEPS", ["C-09", "C-10", "C-30", "Q-51"], ["STO", "ZTO", "YTO", "POST"]),
    ]

    @Test("C-07 C-09 C-10 C-13 C-30 C-31 C-32 C-33 Q-17 Q-26 Q-51: the decision table, the first row that holds", arguments: table)
    func decisions(row: Row) throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 11:00") { s in
            try s.parcel(Self.waybill, row.more.merging(["address": .string(row.address)]) { own, _ in own })
            #expect(try s.fact(Self.waybill, "decide transitOut.decision").string == row.decision && s.fact(Self.waybill, "decide transitOut.fee").string == row.fee)
            #expect(try s.fact(Self.waybill, "decide transitOut.rules") == .array(row.rules.map { .string($0) }))
            #expect(try (s.fact(Self.waybill, "decide transitOut.carriers").array ?? []) == row.carriers.map { .string($0) })
            try s.scan(Self.waybill, "scanArrive", "XY2")
            let opened = try s.store.read { try $0.record(kind: .transit, number: Self.transit) }
            #expect((opened != nil) == (row.decision == "TRANSIT") && opened.map { $0["feeRight"].string == row.fee } ?? true)
        }
    }

    @Test("C-11 F-25 Q-18: arrived before 14:00 it goes the same day, at 14:00 or later the next, on Sundays too", arguments: [
        ("2026-11-17 13:59", "2026-11-17 17:30"), ("2026-11-17 14:00", "2026-11-18 17:30"), ("2026-11-21 15:00", "2026-11-22 17:30"),
    ])
    func cutOff(arrived: String, due: String) throws {
        let shop = try shop(at: arrived)
        #expect(try shop.due("C-11", Self.transit) == due && shop.told("C-11", late: true) == ["csSupervisor"])
        // Told in the evening by a file, it is the scan's own time that counts.
        let late = try Shop(trade: "courier")
        try late.at("2026-11-21 17:00") { s in
            try s.parcel(Self.waybill, ["address": .string(Self.address)])
            let parts = arrived.split(separator: " ").map(String.init)
            try s.scan(Self.waybill, "scanArrive", "XY2", day: parts[0], time: parts[1])
            #expect(try s.due("C-11", Self.transit) == due)
        }
    }

    @Test("C-38 Q-28: the post takes less than 20 kg and at most one metre; what was not measured does not go by post", arguments: [
        ("19.99", "100x30x20", true), ("20", "60x50x40", false), ("20.00", "60x50x40", false), ("7.3", "100.5x30x20", false), ("", "60x50x40", false), ("7.3", "", false),
    ])
    func postal(weight: String, size: String, allowed: Bool) throws {
        let shop = try shop()
        try shop.at("2026-11-17 11:30") { s in
            let refused = refusal { try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "POST", "weight": .string(weight), "size": .string(size)]) }
            #expect((refused == nil) == allowed && (refused == nil || weight.isEmpty || size.isEmpty || refused?.rule == "C-38"))
            if !allowed { try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "STO"]) }
            #expect(try s.state(Self.transit) == "CARRIER_CHOSEN")
        }
    }

    @Test("C-09 C-31 C-42 Q-25: only carriers that go there; a postal label is pasted by 14:00, later it goes by STO")
    func carriers() throws {
        let shop = try shop()
        try shop.at("2026-11-17 11:30") { s in
            #expect(refusal { try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "AGENT"]) } != nil)
            try s.stamps("outbound", Self.transit, "carrierChosen", Self.post)
            #expect(try s.due("C-42", Self.transit) == "2026-11-17 14:00")
            try s.stamps("outbound", Self.transit, "transitLabelled", Self.label)
            #expect(try s.standing("C-42", Self.transit) == .done)
        }
        let late = try self.shop()
        try late.at("2026-11-17 14:00") { s in
            #expect(refusal { try s.stamps("outbound", Self.transit, "carrierChosen", Self.post) }?.rule == "C-42")
            try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "STO"])
            #expect(try s.duty("C-42", Self.transit) == nil)
        }
    }

    @Test("C-43 C-44: the label is the original's, begins with the city, and three items are verified")
    func labels() throws {
        let shop = try shop()
        try shop.at("2026-11-17 11:30") { s in
            #expect(refusal { try s.stamps("outbound", Self.transit, "transitLabelled", Self.label) } != nil, "no carrier yet")
            try s.stamps("outbound", Self.transit, "carrierChosen", Self.post)
            for (name, wrong) in [("ownNumber", "518012345679"), ("receiver", "单芳"), ("receiverPhone", "13911112223"), ("labelAddress", "信阳市明港镇新建路8号"), ("labelAddress", "明港镇新建路3号")] as [(String, Value)] {
                #expect(refusal { try s.stamps("outbound", Self.transit, "transitLabelled", Self.label.merging([name: wrong]) { $1 }) }?.rule == "C-43", "\(name)")
            }
            for name in ["numberChecked", "nameChecked", "phoneChecked"] {
                #expect(refusal { try s.stamps("outbound", Self.transit, "transitLabelled", Self.label.filter { $0.key != name }) }?.rule == "C-44", "\(name)")
            }
            try s.stamps("outbound", Self.transit, "transitLabelled", Self.label.merging(["labelAddress": .string("河南省" + Self.address)]) { $1 })
            #expect(try s.state(Self.transit) == "LABELLED")
        }
    }

    @Test("C-10 C-34 C-35 C-36 C-37: registered the same day with five fields or two, the address as on the original, else the fee is not recognised")
    func registration() throws {
        func labelled(_ way: [String: Value] = Self.label) throws -> Shop {
            let shop = try self.shop()
            try shop.at("2026-11-17 11:30") { s in
                try s.stamps("outbound", Self.transit, "carrierChosen", Self.post)
                try s.stamps("outbound", Self.transit, "transitLabelled", way)
            }
            return shop
        }
        let shop = try labelled()
        #expect(try shop.due("C-34", Self.transit) == "2026-11-17 17:30" && shop.told("C-34") == ["senderBranch"] && shop.fact(Self.transit, "decide feeState.state") == "OPEN")
        try shop.at("2026-11-17 12:00") { s in
            for missing in Self.entry.keys where missing != "way" { #expect(refusal { try s.stamps("outbound", Self.transit, "transitRegistered", Self.entry.filter { $0.key != missing }) } != nil, "\(missing)") }
            try s.stamps("outbound", Self.transit, "transitRegistered", Self.entry)
            #expect(try s.state(Self.transit) == "REGISTERED_FEE" && s.standing("C-34", Self.transit) == .done && s.fact(Self.transit, "decide feeState.state") == "RECOGNISED" && s.record(Self.transit)["fee"] == "12.00")
        }
        let original = try labelled(["way": "ORIGINAL"])
        try original.at("2026-11-17 12:00") { s in
            #expect(refusal { try s.stamps("outbound", Self.transit, "transitRegistered", ["way": "ORIGINAL", "deliverer": "老陈"]) }?.rule == "C-35")
            #expect(refusal { try s.stamps("outbound", Self.transit, "transitRegistered", ["way": "ORIGINAL", "contact": "13700001111"]) }?.rule == "C-35")
            try s.stamps("outbound", Self.transit, "transitRegistered", ["way": "ORIGINAL", "deliverer": "老陈", "contact": "13700001111"])
            #expect(try s.fact(Self.transit, "decide feeState.state") == "RECOGNISED")
        }
        let elsewhere = try labelled()
        try elsewhere.at("2026-11-17 12:00") { s in
            try s.stamps("outbound", Self.transit, "transitRegistered", Self.entry.merging(["registeredAddress": "信阳市明港镇"]) { $1 })
            #expect(try s.fact(Self.transit, "decide feeState.state") == "REJECTED" && s.state(Self.transit) == "REGISTERED_FEE")
        }
        let late = try labelled()
        try late.at("2026-11-17 17:29") { _ in }
        #expect(try late.fact(Self.transit, "decide feeState.state") == "OPEN")
        try late.at("2026-11-17 17:30") { _ in }
        #expect(try late.fact(Self.transit, "decide feeState.state") == "REJECTED" && late.state(Self.transit) == "LABELLED")
        try late.at("2026-11-18 09:00") { s in
            try s.stamps("outbound", Self.transit, "transitRegistered", Self.entry)
            #expect(try s.fact(Self.transit, "decide feeState.state") == "REJECTED" && s.standing("C-34", Self.transit) == .doneLate)
        }
    }

    @Test("C-31 C-32: for Huaibin's county town and what another node serves no fee may be registered", arguments: [("信阳市淮滨县城关镇", "POST", "C-31"), ("信阳市固始县城", "NODE", "C-32")])
    func noFee(address: String, carrier: String, rule: String) throws {
        let shop = try shop(["address": .string(address)])
        try shop.at("2026-11-17 11:30") { s in
            try s.stamps("outbound", Self.transit, "carrierChosen", Self.post.merging(["carrier": .string(carrier)]) { $1 })
            try s.stamps("outbound", Self.transit, "transitLabelled", Self.label.merging(["labelAddress": .string(address)]) { $1 })
            let entry = Self.entry.merging(["registeredAddress": .string(address), "carrier": .string(carrier)]) { $1 }
            #expect(refusal { try s.stamps("outbound", Self.transit, "transitRegistered", entry) }?.rule == rule)
            try s.stamps("outbound", Self.transit, "transitRegistered", entry.merging(["fee": "0"]) { $1 })
            #expect(try s.fact(Self.transit, "decide feeState.state") == "NONE")
        }
    }

    @Test("C-45 C-48 C-49 C-50: the post signs, STO is told and paid, progress is looked at daily from the third day, trouble at once")
    func onTheWay() throws {
        let shop = try shop()
        try shop.at("2026-11-17 15:00") { s in
            try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "STO"])
            #expect(try s.owes("C-48", Self.transit) && s.told("C-48") == ["stoCourier"])
            #expect(refusal { try s.stamps("outbound", Self.transit, "carrierTook", ["cash": "11"]) } != nil, "not labelled")
            try s.stamps("outbound", Self.transit, "transitLabelled", Self.label)
            #expect(refusal { try s.stamps("outbound", Self.transit, "carrierTook", ["cash": "11"]) }?.rule == "C-48", "not told")
            try s.stamps("outbound", Self.transit, "stoCalled")
            #expect(try s.standing("C-48", Self.transit) == .done)
            #expect(refusal { try s.stamps("outbound", Self.transit, "carrierTook") }?.rule == "C-48", "not paid")
            try s.stamps("outbound", Self.transit, "carrierTook", ["cash": "11"])
            #expect(try s.state(Self.transit) == "PICKED_UP" && s.state(Self.waybill) == "TRANSFERRED" && s.standing("C-11", Self.transit) == .done && s.record(Self.transit)["cash"] == "11.00")
            #expect(try s.due("C-49", Self.transit) == "2026-11-20 17:30")
        }
        try shop.at("2026-11-20 09:00") { s in
            try s.stamps("outbound", Self.transit, "transitTracked", ["note": "在途"])
            #expect(try s.state(Self.transit) == "TRACKED" && s.record(Self.transit)["note"] == "在途(1120)" && s.due("C-49", Self.transit) == "2026-11-21 17:30")
            try s.stamps("outbound", Self.transit, "transitTrouble", ["text": "两次未投"])
            #expect(try s.state(Self.transit) == "PROBLEM" && s.owes("C-50", Self.transit) && s.told("C-50") == ["customer"])
            try s.stamps("outbound", Self.transit, "transitMended", ["text": "新电话"])
            #expect(try s.state(Self.transit) == "TRACKED" && s.standing("C-50", Self.transit) == .done)
            try s.scan(Self.waybill, "scanSign", "XY2")
            #expect(try s.state(Self.transit) == "DELIVERED" && s.state(Self.waybill) == "SIGNED" && !s.owes("C-49", Self.transit))
            try s.stamps("outbound", Self.transit, "transitSettled", ["cost": "11"])
            #expect(try s.state(Self.transit) == "SETTLED" && s.isSound())
        }
        let posted = try self.shop()
        try posted.at("2026-11-17 11:30") { s in
            try s.stamps("outbound", Self.transit, "carrierChosen", Self.post)
            try s.stamps("outbound", Self.transit, "transitLabelled", Self.label)
            #expect(refusal { try s.stamps("outbound", Self.transit, "carrierTook") }?.rule == "C-45")
            try s.stamps("outbound", Self.transit, "carrierTook", ["signature": "邮局小王"])
            #expect(try s.state(Self.transit) == "PICKED_UP")
            let day = s.zone.day(of: s.now), window = s.zone.instant(day, seconds: 0)..<s.zone.instant(day + 1, seconds: 0)
            let (post, sto) = try s.store.read { (try $0.transits(carrier: "POST", in: window), try $0.transits(carrier: "STO", in: window)) }
            #expect(post.map(\.parcel.number) == [Self.waybill] && sto.isEmpty && post.first?.record["signature"] == "邮局小王")
        }
    }

    @Test("C-45 C-46 C-47: the day's postal pieces are signed for, the postal and the STO list are made")
    func lists() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 15:00") { s in
            for (rule, stamp) in [("C-45", "postalCounted"), ("C-46", "postalListMade"), ("C-47", "stoListMade")] {
                #expect(try s.due(rule, "2026-11-17", .day) == "2026-11-17 17:30" && s.opens(rule, "2026-11-17", .day) == "2026-11-17 14:00")
                #expect(refusal { try s.stamps("outbound", "2026-11-17", stamp, kind: .day) } != nil)
                try s.stamps("outbound", "2026-11-17", stamp, ["pieces": 3, "signature": "邮局小王"], kind: .day)
                #expect(try s.standing(rule, "2026-11-17", .day) == .done)
            }
            #expect(try s.told("C-45") == ["postOffice"])
        }
    }

    @Test("C-12: the sender's instruction comes before the transit")
    func instruction() throws {
        let shop = try shop()
        try shop.at("2026-11-17 11:30") { s in
            try s.stamps("outbound", Self.waybill, "senderInstructed", ["instruction": "放驿站"], kind: .parcel)
            #expect(try s.fact(Self.waybill, "decide transitOut.decision") == "INSTRUCTED" && s.fact(Self.waybill, "decide transitOut.rules") == ["C-12"])
            #expect(try s.owes("C-12", Self.waybill) && s.told("C-12") == ["senderBranch"])
            #expect(refusal { try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "STO"]) }?.rule == "C-12")
            try s.stamps("outbound", Self.waybill, "instructionFollowed", ["text": "已放驿站"], kind: .parcel)
            #expect(try s.standing("C-12", Self.waybill) == .done)
            try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "STO"])
        }
    }

    @Test("C-13 C-33 Q-17: what is not transited is a problem the same day; once the sending branch agrees it goes on", arguments: [("C-13", "OUT_OF_AREA_SERVICE", ["cod": "860.50"]), ("C-33", "NO_TRANSIT_NOTE", ["noTransit": true])] as [(String, String, [String: Value])])
    func notTransited(rule: String, kind: String, more: [String: Value]) throws {
        let shop = try shop(more)
        #expect(try shop.due(rule, Self.waybill) == "2026-11-17 17:30" && shop.told(rule) == ["senderBranch"])
        try shop.at("2026-11-17 11:30") { s in
            try s.problem(Self.waybill, kind)
            #expect(try s.standing(rule, Self.waybill) == .done)
            #expect(refusal { try s.stamps("outbound", Self.problem, "transitAgreed") } != nil, "nobody has answered")
        }
        try shop.at("2026-11-18 15:00") { s in
            try s.stamps("inbound", Self.problem, "replied", ["reply": "可以转"])
            try s.stamps("outbound", Self.problem, "transitAgreed", ["note": "同意转件"])
            #expect(try s.state(Self.problem) == "TRANSIT_OUT" && s.state(Self.transit) == "DUE" && s.record(Self.transit)["feeRight"] == "STEPS")
            #expect(try s.due("C-11", Self.transit) == "2026-11-19 17:30", "from the consent on")
        }
    }

    @Test("C-14 C-31: beyond the agent's reach and everybody else's, EMS goes to the townships too")
    func emsToTownships() throws {
        let shop = try shop(["address": "信阳市淮滨县马集镇1号"])
        try shop.at("2026-11-17 11:30") { s in
            #expect(try s.fact(Self.waybill, "decide transitOut.rules") == ["C-31", "Q-26"])
            try s.stamps("outbound", Self.transit, "noCarrierFound", ["none": true])
            try s.stamps("outbound", Self.transit, "emsConsented", ["agreedFee": "22.00", "who": "青浦"])
            try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "EMS"])
            #expect(try s.record(Self.transit)["feeRight"] == "TARIFF")
        }
    }

    @Test("C-14: EMS only where nobody else goes, with the consent of upstream and the tariff agreed")
    func ems() throws {
        let shop = try shop()
        try shop.at("2026-11-17 11:30") { s in
            #expect(refusal { try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "EMS"]) } != nil, "others go there")
            try s.stamps("outbound", Self.transit, "noCarrierFound", ["none": true])
            #expect(try s.fact(Self.waybill, "decide transitOut.rules") == ["C-14"] && s.owes("C-14", Self.transit) && s.told("C-14") == ["upstreamStation"])
            #expect(refusal { try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "EMS"]) }?.rule == "C-14")
            #expect(refusal { try s.stamps("outbound", Self.transit, "emsConsented", ["who": "青浦"]) }?.rule == "C-14")
            try s.stamps("outbound", Self.transit, "emsConsented", ["agreedFee": "22.00", "who": "青浦"])
            #expect(try s.standing("C-14", Self.transit) == .done)
            try s.stamps("outbound", Self.transit, "carrierChosen", ["carrier": "EMS"])
            #expect(try s.state(Self.transit) == "CARRIER_CHOSEN" && s.record(Self.transit)["agreedFee"] == "22.00" && s.record(Self.transit)["feeRight"] == "TARIFF")
        }
    }
}
