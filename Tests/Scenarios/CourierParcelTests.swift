import Dispatching
import Storage
import Testing

/// Parcels of a courier branch: where they are, what comes next, whose they are.
@Suite struct CourierParcelTests {
    @Test("C-04: an arriving parcel goes from its collecting branch over its hub, Zhengzhou and Xinyang to whoever is responsible; the last scan tells the place")
    func arriving() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 09:00") { s in
            try s.parcel("518012345678", ["collector": "青浦", "senderHub": "上海分拨"])
            #expect(try s.fact("518012345678", "next") == "青浦")
            try s.scan("518012345678", "scanCollect", "青浦", day: "2026-11-15", time: "18:00")
            #expect(try s.fact("518012345678", "place") == "青浦" && s.fact("518012345678", "next") == "上海分拨")
            try s.scan("518012345678", "scanSend", "上海分拨", day: "2026-11-15", time: "23:00")
            #expect(try s.fact("518012345678", "next") == "ZZHUB" && s.state("518012345678") == "UNDERWAY")
            // Names and codes of nodes are the same to us.
            try s.scan("518012345678", "scanArrive", "郑州中心", day: "2026-11-16", time: "09:00")
            #expect(try s.fact("518012345678", "place") == "ZZHUB" && s.fact("518012345678", "next") == "XYHUB")
            try s.scan("518012345678", "scanArrive", "XYHUB", day: "2026-11-16", time: "22:00")
            #expect(try s.fact("518012345678", "next") == "XY2")
            // An older scan that comes later is kept and moves nothing.
            try s.scan("518012345678", "scanSend", "ZZHUB", day: "2026-11-16", time: "10:00", next: "XYHUB")
            #expect(try s.fact("518012345678", "place") == "XYHUB" && s.state("518012345678") == "ARRIVED")
            try s.scan("518012345678", "scanArrive", "XY2", time: "08:30")
            try s.scan("518012345678", "scanDeliver", "XY2", person: "小张")
            #expect(try s.state("518012345678") == "OUT" && s.fact("518012345678", "next") == .null)
            #expect(refusal { try s.scan("518012345678", "scanSign", "XY2", time: "09:30") } != nil, "not in the future")
            try s.scan("518012345678", "scanSign", "XY2", person: "单雅芳")
            #expect(try s.state("518012345678") == "SIGNED")
            #expect(try s.isSound())
        }
    }

    @Test("C-04 C-06: at a place that is not on its way a parcel goes to whoever is responsible, or back to the hub")
    func astray() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 09:00") { s in
            for (number, address, here, there) in [
                ("518000000001", "固始县城关", "GUSHI", nil), ("518000000002", "明港镇", nil, "XYHUB"), ("518000000003", "信阳市浉河区", nil, "XYHUB"),
            ] as [(String, String, String?, String?)] {
                try s.parcel(number, ["address": .string(address)])
                try s.scan(number, "scanArrive", "XY2", time: "08:10")
                #expect(try s.fact(number, "next").string == here, "\(address)")
                try s.scan(number, "scanArrive", "GUSHI", time: "08:30")
                #expect(try s.fact(number, "next").string == there, "\(address)")
            }
        }
    }

    @Test("C-05: what the branch collects itself passes through it first; counties and contract areas send straight to the hub")
    func departing() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 09:00") { s in
            for (number, collector) in [("518000000001", "XY2"), ("518000000002", "GUSHI"), ("518000000003", "平桥")] {
                try s.parcel(number, ["direction": "out", "collector": .string(collector), "destinationHub": "杭州分拨", "destination": "西湖", "address": "杭州市西湖区"])
                try s.scan(number, "scanCollect", collector)
                #expect(try s.fact(number, "next") == "XYHUB")
            }
            try s.scan("518000000002", "scanArrive", "XYHUB")
            #expect(try s.fact("518000000002", "next") == "ZZHUB")
            try s.scan("518000000002", "scanArrive", "ZZHUB")
            #expect(try s.fact("518000000002", "next") == "杭州分拨")
            try s.scan("518000000002", "scanSend", "ZZHUB", next: "杭州分拨")
            try s.scan("518000000002", "scanArrive", "杭州分拨")
            #expect(try s.fact("518000000002", "next") == "西湖")
            try s.scan("518000000002", "scanArrive", "西湖")
            #expect(try s.fact("518000000002", "next") == .null)
        }
    }

    @Test("C-06 C-07: the address decides which node makes arrival, delivery and sign scan", arguments: [
        ("信阳市浉河区中山路1号", "XY2", false), ("信阳市平桥区平西街", "PINGQIAO", false), ("信阳市107国道旁", "R107", false), ("东方红大道8号", "DONGFANGHONG", false),
        ("羊山新区新五大道", "YANGSHAN", true), ("明港镇", "MINGGANG", true), ("固始县城关", "GUSHI", false), ("商城县", "SHANGCHENG", false), ("息县", "XIXIAN", false),
        ("潢川县", "HUANGCHUAN", false), ("罗山县", "LUOSHAN", false), ("光山县", "GUANGSHAN", false), ("新县", "XINXIAN", false), ("淮滨县城", "HUAIBIN", true),
        ("淮滨县马集镇", "HUAIBIN", true),
    ])
    func responsible(address: String, node: String, paused: Bool) throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 09:00") { s in
            try s.parcel("518000000001", ["address": .string(address)])
            #expect(try s.fact("518000000001", "responsible").string == node)
            #expect(try s.fact("518000000001", "areaPaused") == .bool(paused))
            try s.scan("518000000001", "scanArrive", "XYHUB")
            #expect(try s.fact("518000000001", "next").string == node)
            #expect(try s.manual.playbook.network.node(node) != nil)
        }
    }

    @Test("C-08 C-30: out of area is what is not really served: Minggang, the townships of Huaibin and whatever no list names", arguments: [
        ("信阳市浉河区", false), ("羊山新区", false), ("淮滨县城", false), ("固始县", false), ("淮滨县马集镇", true), ("明港镇", true), ("驻马店市确山县", true),
    ])
    func outOfArea(address: String, out: Bool) throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 09:00") { s in
            try s.parcel("518000000001", ["address": .string(address)])
            #expect(try s.fact("518000000001", "decide outOfArea.flag") == (out ? "yes" : .null))
            // A person knows better than the words of the address.
            try s.parcel("518000000002", ["address": .string(address), "area": "MINGGANG"])
            #expect(try s.fact("518000000002", "decide outOfArea.flag") == "yes")
        }
    }

    @Test("a waybill comes once, with a number that can be one, and its scans are found by their own time")
    func numbers() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 09:00") { s in
            try s.parcel("518000000001")
            #expect(refusal { try s.parcel("518000000001") } == .duplicateNumber(kind: .parcel, number: "518000000001"))
            for wrong in ["5180", "51800000000X", "5180000000012345678901"] { #expect(refusal { try s.parcel(wrong) } != nil, "\(wrong)") }
            try s.scan("518000000001", "scanSend", "XYHUB", day: "2026-11-16", time: "12:00", next: "XY2")
            let zone = s.zone
            func rows(_ from: String, _ to: String, _ node: String? = nil) throws -> [String] {
                let filter = ScanFilter([.send, .arrive], in: try #require(zone.parse(from))..<(#require(zone.parse(to))), node: node)
                return try s.store.read { try $0.scans(filter) }.map { "\($0.waybill) \($0.kind) \($0.node) \($0.next ?? "-") \(s.text($0.at))" }
            }
            #expect(try rows("2026-11-16T12:00", "2026-11-17T10:00") == ["518000000001 send XYHUB XY2 2026-11-16 12:00"])
            #expect(try rows("2026-11-16T12:01", "2026-11-17T10:00").isEmpty && rows("2026-11-16T00:00", "2026-11-17T10:00", "XY2").isEmpty)
            // It is told again by the journal, and an undo takes it back.
            #expect(try s.isSound())
            try s.desk("inbound").perform(.undo)
            #expect(try rows("2026-11-16T12:00", "2026-11-17T10:00").isEmpty)
            try s.desk("inbound").perform(.redo)
            #expect(try rows("2026-11-16T12:00", "2026-11-17T10:00").count == 1 && s.isSound())
        }
    }
}

extension Shop {
    @discardableResult
    func parcel(_ number: String, _ more: [String: Value] = [:]) throws -> CaseRecord {
        let usual: [String: Value] = ["waybill": .string(number), "customer": "单雅芳", "phone": "13911112222", "address": "信阳市浉河区中山路1号", "senderBranch": "青浦"]
        return try #require(try desk("inbound").perform(.intake(.parcel, parent: nil, usual.merging(more) { $1 })).record)
    }

    func scan(_ number: String, _ kind: String, _ node: String, day: String? = nil, time: String? = nil, next: String? = nil, person: String? = nil) throws {
        try stamps(
            "inbound", number, kind,
            ["node": .string(node), "day": Value(day), "time": Value(time), "next": Value(next), "person": Value(person)].filter { !$0.value.isNull }, kind: .parcel)
    }

    /// A fact as forms and rules see it.
    func fact(_ number: String, _ name: String, kind: CaseKind? = nil) throws -> Value {
        let own = try record(number, kind)
        return Facts(own: own, family: try store.read { try $0.family(of: own) }, manual: try manual, now: now).value(FactPath(name))
    }
}
