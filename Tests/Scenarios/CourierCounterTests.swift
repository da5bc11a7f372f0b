import Dispatching
import Testing

/// A day at the counter: what is accepted, what it costs, what is written on it; money, brush pieces, goods without label.
@Suite struct CourierCounterTests {
    private func branch() throws -> Shop { try Shop.branch(trade: "courier-counter") }

    private static let paper: [String: Value] = [
        "waybill": "518012345678", "sender": "王掌柜", "senderPhone": "13900001111", "senderAddress": "信阳市中山路1号", "receiver": "李先生", "phone": "13911112222",
        "address": "人民路1号", "province": "河南省", "city": "郑州市", "goods": "衣服", "weight": "12", "size": "60x50x40", "freight": "20", "idChecked": true, "opened": true,
        "xRayed": true,
    ]

    private func accepts(_ s: Shop, _ more: [String: Value] = [:], without: String? = nil) throws -> CaseRecord {
        let count = try s.store.read { try $0.cases(kind: .shipment).count }
        let answers = Self.paper.merging(["waybill": .string("5180123456\(78 + count)")]) { $1 }.merging(more) { $1 }.filter { $0.key != without }
        return try #require(try s.desk("counter").perform(.intake("shipment", parent: nil, answers)).record)
    }

    @Test("C-73 C-77 C-83 C-86: what must be on the paper, and the three hundred per cent")
    func paper() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            for missing in ["waybill", "sender", "senderPhone", "senderAddress", "receiver", "phone", "address", "goods", "weight", "freight", "idChecked", "opened", "xRayed"] {
                #expect(refusal { _ = try accepts(s, without: missing) } != nil, "\(missing)")
            }
            #expect(refusal { _ = try accepts(s, ["pieces": 0]) } != nil && refusal { _ = try accepts(s, ["payKind": "LATER"]) } != nil)
            #expect(refusal { _ = try accepts(s, ["payKind": "COLLECT"]) } != nil, "marked as collect")
            #expect(try accepts(s, ["payKind": "COLLECT", "marked": true])["payKind"] == "COLLECT")
            let r = try accepts(s, ["noCharge": true])
            #expect(refusal { _ = try accepts(s, ["waybill": r["waybill"]]) } == .duplicateNumber(kind: .shipment, number: r.number))
            #expect(r["pieces"] == 1 && r["payKind"] == "PREPAID" && r["noCharge"] == true && r["size"] == "60.0x50.0x40.0")
        }
    }

    @Test("C-74 C-76 C-84 C-111 F-01 F-03 F-06: billed weight, heavy fee and COD fee go on the freight, and stay as they were reckoned")
    func fees() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            let plain = try accepts(s)
            #expect(plain["billed"] == "17.14" && plain["heavyFee"] == "0.00" && plain["codFee"] == .null && plain["charge"] == "20.00")
            let heavy = try accepts(s, ["weight": "62", "size": .null, "cod": "3000"])
            #expect(heavy["billed"] == "62.00" && heavy["heavyFee"] == "186.00" && heavy["codFee"] == "30.00" && heavy["charge"] == "236.00" && heavy["cod"] == "3000.00")
            #expect(try accepts(s, ["cod": "860"])["codFee"] == "10.00")
            #expect(refusal { _ = try accepts(s, ["cod": "8.605"]) } != nil && refusal { _ = try accepts(s, ["weight": "12kg"]) } != nil)
        }
    }

    @Test("C-75 F-02: a piece above the limits is refused", arguments: [("240x40x30", "20"), ("251x10x10", "20"), ("60x50x40", "100.01")])
    func limits(size: String, weight: String) throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            #expect(refusal { _ = try accepts(s, ["size": .string(size), "weight": .string(weight)]) }?.rule == "C-75")
            #expect(refusal { _ = try accepts(s, ["weight": "100.01"], without: "size") }?.rule == "C-75", "the weight is judged without a size too")
            _ = try accepts(s, ["size": "240x30x30", "weight": "100"])
        }
    }

    @Test("C-87 C-88 C-89 Q-50: forbidden, not carried, limited", arguments: [
        ("香水", GoodsClass.Verdict.forbidden, "C-87"), ("医用酒精", .forbidden, "C-87"), ("散装液体", .forbidden, "C-87"), ("充电宝2个", .forbidden, "C-87"), ("玻璃杯", .forbidden, "C-87"), ("Perfume", .forbidden, "C-87"),
        ("茅台白酒", .notCarried, "C-89"), ("葡萄酒", .notCarried, "C-89"), ("洗发水", .restricted, "C-88"), ("面膜", .restricted, "C-88"), ("信阳毛尖茶叶", .restricted, "C-88"),
        ("香水味洗衣液", .forbidden, "C-87"), ("衣服", .allowed, nil), ("合同文件", .allowed, nil),
    ] as [(String, GoodsClass.Verdict, String?)])
    func goods(text: String, verdict: GoodsClass.Verdict, rule: String?) throws {
        let shop = try branch()
        let found = try shop.manual.playbook.goods.verdict(on: text)
        #expect(found.verdict == verdict && found.rule == rule)
        try shop.at("2026-12-07 09:00") { s in
            let goods: [String: Value] = ["goods": .string(text)]
            switch verdict {
            case .forbidden, .notCarried: #expect(refusal { _ = try accepts(s, goods) }?.rule == rule)
            case .restricted:
                _ = try accepts(s, goods.merging(["weight": "20"]) { $1 })
                #expect(refusal { _ = try accepts(s, goods.merging(["weight": "20.01"]) { $1 }) }?.rule == rule)
            case .allowed: _ = try accepts(s, goods)
            }
        }
    }

    @Test("C-78 C-79 C-80 C-81: the routing header by its destination", arguments: [
        (["province": "河南省", "city": "郑州市"], "河南郑州"), (["province": "河南", "city": "巩义市"], "河南巩义"), (["province": "广西壮族自治区", "city": "南宁市"], "广西南宁"),
        (["province": "上海市", "city": "上海", "district": "浦东新区"], "沪-浦东"), (["province": "上海", "city": "上海", "district": "徐汇区"], "沪-徐汇"),
        // Special services into another province; at home the usual way.
        (["province": "上海", "city": "上海", "district": "青浦区", "branch": "十六部", "cod": "100"], "青浦-十六部"),
        (["province": "湖北省", "city": "武汉市", "district": "洪山区", "branch": "三部", "pieces": 2], "洪山-三部"), (["province": "湖北省", "city": "武汉市", "district": "洪山区", "branch": "三部", "intoWarehouse": true], "洪山-三部"),
        (["province": "河南省", "city": "郑州市", "district": "金水区", "branch": "三部", "pieces": 2], "河南郑州"),
    ] as [([String: Value], String)])
    func header(to: [String: Value], expected: String) throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            let r = try accepts(s, to)
            let facts = try Facts(own: s.record(r.number, .shipment), family: Family(root: r, children: []), manual: s.manual, now: s.now)
            #expect(facts.value(FactPath("headerProposed")) == .string(expected))
        }
    }

    @Test("C-80: both ends in East China, the branch that really serves; what is not known is not guessed")
    func eastChina() throws {
        let shop = try branch(), manual = try shop.manual
        func header(_ fields: [String: Value], from origin: String) throws -> Value {
            var source = manual.playbook.source.object ?? [:]
            source["figures"] = .object((source["figures"]?.object ?? [:]).merging(["origin": .string(origin)]) { $1 })
            let other = Manual(playbook: try PlaybookReader.read(.object(source)), calendar: manual.calendar)
            let r = CaseRecord(id: CaseID(1), kind: .shipment, number: "K1", parent: nil, opened: shop.now, state: "ACCEPTED", by: "counter", fields: fields)
            return Facts(own: r, family: Family(root: r, children: []), manual: other, now: shop.now).value(FactPath("headerProposed"))
        }
        let hangzhou: [String: Value] = ["province": "浙江省", "city": "杭州市", "district": "西湖区", "branch": "杭州五部", "cod": "100"]
        #expect(try header(hangzhou, from: "江苏") == "杭州五部" && header(hangzhou, from: "河南") == "西湖-杭州五部")
        #expect(try header(["province": "浙江", "city": "杭州"], from: "江苏") == .null && header(["province": "上海", "city": "上海"], from: "河南") == .null)
    }

    @Test("C-51 C-54 C-112 C-113 C-114 R-10: entered the same day, and the day's lists")
    func entry() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            let r = try accepts(s)
            #expect(try s.due("C-51", r.number, .shipment) == "2026-12-07 17:30" && s.duty("C-51", r.number, .shipment)?.role == "outboundAgent")
            _ = try accepts(s, ["waybill": "518012345679", "sender": "张三"])
            #expect(refusal { try s.stamps("out", r.number, "waybillEntered", kind: .shipment) } != nil, "with its header")
            try s.stamps("out", r.number, "waybillEntered", ["header": "河南郑州"], kind: .shipment)
            #expect(try s.standing("C-51", r.number, .shipment) == .done && s.record(r.number, .shipment).state == "ENTERED")
            let list = try s.store.read { try $0.shipmentList(s.zone.day(of: s.now)) }
            #expect(list.lines.map(\.waybill) == ["518012345678", "518012345679"] && list.charge.description == "40.00" && list.notEntered == 1)
            #expect(list.lines[0].header == "河南郑州" && list.lines[0].billed?.description == "17.14")
            for (rule, role, stamp) in [("C-54", "outboundAgent", "shipmentListMade"), ("C-112", "inboundAgent", "transitCounted"), ("C-113", "outboundAgent", "departuresCounted"), ("C-114", "qcAgent", "attendanceKept")] {
                #expect(try s.duty(rule, "2026-12-07", .day)?.role == role && s.due(rule, "2026-12-07", .day) == "2026-12-07 17:30", "\(rule)")
                try s.stamps("qc", "2026-12-07", stamp, stamp == "shipmentListMade" ? ["count": 2] : ["text": "已统计"], kind: .day)
                #expect(try s.standing(rule, "2026-12-07", .day) == .done)
            }
        }
    }

    @Test("C-52 F-07 Q-34: departed and not entered, on the sixth day the fine comes by itself, once")
    func lateEntry() throws {
        let shop = try branch()
        var late = "", entered = ""
        try shop.at("2026-12-07 09:00") { s in
            late = try accepts(s).number
            entered = try accepts(s).number
            for n in [late, entered] { try s.stamps("counter", n, "shipmentDeparted", kind: .shipment) }
            try s.stamps("out", entered, "waybillEntered", ["header": "河南郑州"], kind: .shipment)
        }
        try shop.at("2026-12-12 23:00") { s in
            let rows = try s.sheet().filter { $0["rule"] == "C-52" }
            #expect(rows.isEmpty, "day 5 is the last on which it can be entered")
        }
        try shop.at("2026-12-13 00:30") { s in
            let rows = try s.sheet().filter { $0["rule"] == "C-52" }
            #expect(rows.map { $0["object"].text } == [late] && rows.first?["amount"] == "500.00" && rows.first?["post"] == "outboundAgent")
            #expect(refusal { try s.judges("LATE_ENTRY", late, [:], taken: ["departed": "2026-12-07"]) } != nil, "not twice")
            try s.stamps("out", late, "waybillEntered", ["header": "河南郑州"], kind: .shipment)
        }
        try shop.at("2026-12-14 09:00") { s in
            let rows = try s.sheet().filter { $0["rule"] == "C-52" }
            #expect(try rows.count == 1 && s.isSound())
        }
    }

    @Test("C-82 F-08: a wrong header is found by quality control and becomes a fine of its writer")
    func wrongHeader() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            let r = try accepts(s)
            try s.stamps("out", r.number, "waybillEntered", ["header": "郑州"], kind: .shipment)
            #expect(refusal { try s.stamps("counter", r.number, "headerChecked", ["result": "ok"], kind: .shipment) } != nil, "quality control checks")
            #expect(refusal { try s.stamps("qc", r.number, "headerChecked", ["result": "wrong"], kind: .shipment) } != nil, "whose fault")
            try s.stamps("qc", r.number, "headerChecked", ["result": "wrong", "person": "counter"], kind: .shipment)
            try s.stamps("qc", r.number + "/J1", "incidentJudged", ["person": "counter"], kind: "incident")
            let row = try s.record("C-82/518012345678", .liability)
            #expect(row["amount"] == "2.00" && row["person"] == "counter" && row.state == "STANDING")
        }
    }

    @Test("C-110 R-25: slip and money go together to the appointed person, the same day")
    func money() throws {
        let shop = try branch()
        try shop.at("2026-12-07 17:00") { s in
            func slip(_ answers: [String: Value]) throws -> String { try #require(try s.desk("in").perform(.intake("remittance", parent: nil, answers)).record).number }
            #expect(refusal { _ = try slip(["cod": "860"]) } != nil, "who paid it in")
            let a = try slip(["courier": "快递员甲", "waybill": "YT1 YT2", "freightCollect": "12.5", "cod": "860", "topUp": "3"])
            _ = try slip(["courier": "快递员乙", "cod": "100"])
            #expect(try s.owes("C-110", a, .remittance) && s.due("C-110", a, .remittance) == "2026-12-07 17:30" && s.duty("C-110", a, .remittance)?.person == "快递员甲" && s.told("C-110") == ["cashier"])
            #expect(refusal { try s.stamps("c1", a, "handedIn", ["to": "出纳"], kind: .remittance) } != nil, "slip and money together")
            #expect(refusal { try s.stamps("c1", a, "handedIn", ["slip": true], kind: .remittance) } != nil, "to whom")
            try s.stamps("c1", a, "handedIn", ["to": "出纳", "slip": true], kind: .remittance)
            let list = try s.collected()
            #expect(list.lines.map(\.sum.description).sorted() == ["100.00", "875.50"] && list.open.description == "100.00" && list.lines.contains { $0.handedTo == "出纳" })
            #expect(try s.standing("C-110", a, .remittance) == .done && s.isSound())
        }
    }

    @Test("C-90 C-92 C-93 C-94 C-95: brush pieces, from the envelope to the batch signature")
    func brush() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            func piece(_ answers: [String: Value]) throws -> String { try #require(try s.desk("in").perform(.intake("brushPiece", parent: nil, answers.merging(["waybill": "YT1"]) { a, _ in a })).record).number }
            let envelope = try piece([:])
            #expect(try s.owes("C-90", envelope, "brushPiece"))
            try s.stamps("in", envelope, "brushScreened", ["result": "brush"], kind: "brushPiece")
            #expect(try s.record(envelope, "brushPiece")["parcelKind"] == "BRUSH" && s.owes("C-95", envelope, "brushPiece") && s.duty("C-92", envelope, "brushPiece") == nil)
            #expect(refusal { try s.stamps("in", envelope, "brushSigned", kind: "brushPiece") } != nil, "scanned in first")
            try s.stamps("in", envelope, "brushSigned", ["scanned": true], kind: "brushPiece")
            #expect(try s.record(envelope, "brushPiece").state == "SIGNED_BATCH" && s.record(envelope, "brushPiece").latest("brushSigned")?.answers["receiver"] == "草签")

            // A soft bag: the receiver is asked, and the sending branch complained of.
            let bag = try piece(["packing": "SOFT_BAG"])
            try s.stamps("in", bag, "brushScreened", ["result": "brush"], kind: "brushPiece")
            #expect(try s.record(bag, "brushPiece").state == "ASK")
            try s.stamps("in", bag, "brushAsked", ["confirmed": "brush"], kind: "brushPiece")
            #expect(try s.owes("C-92", bag, "brushPiece") && s.told("C-92") == ["senderBranch"])
            #expect(refusal { try s.stamps("in", bag, "brushComplained", kind: "brushPiece") } != nil)
            try s.stamps("in", bag, "brushComplained", ["text": "软袋刷单"], kind: "brushPiece")
            #expect(try s.standing("C-92", bag, "brushPiece") == .done)

            // Nobody knows: the supervisor decides.
            let unsure = try piece([:])
            try s.stamps("in", unsure, "brushScreened", ["result": "unsure"], kind: "brushPiece")
            #expect(try s.owes("C-93", unsure, "brushPiece") && s.told("C-93") == ["csSupervisor"])
            try s.stamps("in", unsure, "brushEscalated", kind: "brushPiece")
            #expect(refusal { try s.stamps("in", unsure, "brushDecided", ["decision": "normal"], kind: "brushPiece") } != nil)
            try s.stamps("supervisor", unsure, "brushDecided", ["decision": "normal"], kind: "brushPiece")
            #expect(try s.standing("C-93", unsure, "brushPiece") == .done && s.owes("C-94", unsure, "brushPiece"))

            // C-94: the waybill says that it is none.
            let real = try piece(["declaredReal": true])
            #expect(try s.record(real, "brushPiece").state == "NORMAL" && s.owes("C-94", real, "brushPiece"))
            try s.stamps("in", real, "brushSorted", kind: "brushPiece")
            #expect(try s.record(real, "brushPiece").state == "SORTED" && s.isSound())
        }
    }

    @Test("C-97 C-98 C-99: goods without label are photographed, entered in OA, stored, and go back under a child label")
    func unknown() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            let all: [String: Value] = ["photoOutside": "IMG1", "photoInside": "IMG2", "way": "郑州班车", "packing": "纸箱", "goods": "鞋"]
            for missing in all.keys { #expect(refusal { _ = try s.desk("in").perform(.intake("unknownGoods", parent: nil, all.filter { $0.key != missing })) } != nil, "\(missing)") }
            let n = try #require(try s.desk("in").perform(.intake("unknownGoods", parent: nil, all)).record).number
            let record = try s.record(n, .unknownGoods)
            #expect(try s.owes("C-97", n, .unknownGoods) && s.told("C-97") == ["oa"])
            let facts = try Facts(own: record, family: Family(root: record, children: []), manual: s.manual, now: s.now)
            let title = facts.value(FactPath("unknownTitle"))
            #expect(title == "河南信阳分拨中心26年12月7日不明货物")
            #expect(refusal { try s.stamps("in", n, "unknownRegistered", kind: .unknownGoods) } != nil, "under its title")
            try s.stamps("in", n, "unknownRegistered", ["title": title], kind: .unknownGoods)
            #expect(try s.standing("C-97", n, .unknownGoods) == .done && s.owes("C-98", n, .unknownGoods))
            try s.stamps("in", n, "unknownStored", kind: .unknownGoods)
            #expect(try s.record(n, .unknownGoods)["place"] == "问题件区" && s.standing("C-98", n, .unknownGoods) == .done)
            #expect(refusal { try s.stamps("in", n, "unknownReturned", kind: .unknownGoods) }?.rule == "C-99")
            try s.stamps("in", n, "unknownReturned", ["waybill": "518000000001"], kind: .unknownGoods)
            #expect(try s.record(n, .unknownGoods).state == "RETURNED_UP" && s.isSound())
        }
    }
}
