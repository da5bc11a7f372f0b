import Dispatching
import Exchange
import Storage
import Testing
import Wording

/// R-25: what couriers collect at the door, and whether it comes home.
@Suite struct CourierMoneyTests {
    private static let a = "518000000001", b = "518000000002", c = "518000000003", d = "518000000004"

    /// Two couriers on the round; one parcel is fetched, one costs nothing.
    private func round() throws -> Shop {
        let shop = try Shop.branch(trade: "courier", opening: "2026-12-07 07:30")
        try shop.at("2026-12-07 16:00") { s in
            for (number, more, courier) in [
                (Self.a, ["cod": "860.5"], "快递员甲"), (Self.b, ["freightCollect": "12"], "c1"), (Self.c, ["cod": "100", "freightCollect": "8.5"], "快递员乙"), (Self.d, [:], "快递员乙"),
            ] as [(String, [String: Value], String)] {
                try s.parcel(number, more)
                try s.scan(number, "scanArrive", "XY2", time: "07:40")
                try s.scan(number, "scanDeliver", "XY2", time: "09:00", person: courier)
                try s.scan(number, "scanSign", "XY2", time: "11:00", person: "本人")
            }
            try s.parcel("518000000005", ["cod": "5", "pickup": true])
            try s.scan("518000000005", "scanSign", "XY2", time: "15:00", person: "本人")
        }
        return shop
    }

    @Test("C-110 C-66 R-25: what was to be collected stands under its courier, open until slip and money are handed in")
    func open() throws {
        let shop = try round()
        try shop.at("2026-12-07 17:00") { s in
            #expect(try s.lines() == [" 518000000005 5.00 - 5.00", "快递员乙 518000000003 108.50 - 108.50", "快递员甲 518000000001 860.50 - 860.50", "快递员甲 518000000002 12.00 - 12.00"])
            let slip = try s.slip(["courier": "快递员甲", "waybill": .string(Self.a + "、" + Self.b), "cod": "860.5", "freightCollect": "12"])
            #expect(try s.lines().suffix(2) == ["快递员甲 518000000001 860.50 \(slip) 860.50", "快递员甲 518000000002 12.00 \(slip) 12.00"], "filled in is not handed in")
            try s.handsIn(slip)
            #expect(try s.lines().suffix(2) == ["快递员甲 518000000001 860.50 \(slip) 0.00", "快递员甲 518000000002 12.00 \(slip) 0.00"])
            #expect(try s.totals() == [" 1 5.00 0.00 5.00", "快递员乙 1 108.50 0.00 108.50", "快递员甲 2 872.50 872.50 0.00"])
            #expect(try s.found("courierSigning").filter { $0.hasPrefix("518") } == [Self.c, "518000000005"])
        }
    }

    @Test("C-110 R-25: what a slip is short of stays open, each kind of money for itself; what it has beside stands on a line of its own")
    func short() throws {
        let shop = try round()
        try shop.at("2026-12-07 17:00") { s in
            let slip = try s.slip(["courier": "c1", "waybill": .string(Self.a + " " + Self.b), "cod": "800", "freightCollect": "15", "takings": "30"])
            try s.handsIn(slip)
            #expect(try s.lines().suffix(3) == ["快递员甲 518000000001 860.50 \(slip) 60.50", "快递员甲 518000000002 12.00 \(slip) 0.00", "快递员甲  33.00 \(slip) 0.00"])
            #expect(try s.collected().open.description == "174.00", "60.50, 108.50 and 5.00")
            #expect(try s.found("courierSigning").contains(Self.a))
        }
    }

    @Test("C-110 R-25: a slip that names no parcel is for all of the courier's day, not for another's; a later slip counts for what it names")
    func unnamed() throws {
        let shop = try round()
        try shop.at("2026-12-07 17:00") { s in
            try s.handsIn(s.slip(["courier": "快递员乙", "cod": "960.5", "freightCollect": "20.5"]))
            #expect(try s.lines().filter { $0.hasPrefix("快递员乙") }.map { $0.split(separator: " ").last } == ["0.00", "0.00"])
            #expect(try s.lines().filter { $0.hasPrefix("快递员甲") }.map { $0.split(separator: " ").last } == ["860.50", "12.00"])
        }
        try shop.at("2026-12-08 09:00") { s in
            try s.handsIn(s.slip(["courier": "快递员甲", "waybill": .string(Self.a), "cod": "860.50"]))
            try s.handsIn(s.slip(["courier": "快递员甲", "freightCollect": "12"]))
            let before = try #require(LocalDay("2026-12-07"))
            #expect(try s.lines(before).filter { $0.hasPrefix("快递员甲") }.map { $0.split(separator: " ").last } == ["0.00", "12.00"], "without a name it is for its own day")
            #expect(try s.isSound())
        }
    }

    @Test("C-110 R-25: as a table, courier by courier")
    func table() throws {
        let shop = try round()
        let tables = try ReportTables(wording: Wording(.zh), manual: shop.manual, now: shop.now)
        let table = try tables.moneyCollected(shop.collected())
        #expect(table.json.array?.first?["openMoney"] == "5.00" && table.rows.first?.cells.first?.text == "自提")
        #expect(try tables.moneyTotals(shop.collected()).json.array?.map { "\($0["courier"].text) \($0["openMoney"].text)" } == [" 5.00", "快递员乙 108.50", "快递员甲 872.50"])
    }
}

extension Shop {
    func collected(_ day: LocalDay? = nil) throws -> MoneyCollected {
        let manual = try manual
        return try store.read { try $0.moneyCollected(day ?? zone.day(of: now), manual: manual, now: now) }
    }

    /// Courier, waybill, sum, slip, open.
    fileprivate func lines(_ day: LocalDay? = nil) throws -> [String] { try collected(day).lines.map { "\($0.courier) \($0.waybill) \($0.sum) \($0.slip.isEmpty ? "-" : $0.slip) \($0.open)" } }
    fileprivate func totals() throws -> [String] { try collected().totals.map { "\($0.courier) \($0.parcels) \($0.due) \($0.handedIn) \($0.open)" } }
    fileprivate func slip(_ answers: [String: Value]) throws -> String { try #require(try desk("c1").perform(.intake("remittance", parent: nil, answers)).record).number }
    fileprivate func handsIn(_ slip: String) throws { try stamps("c1", slip, "handedIn", ["to": "出纳", "slip": true], kind: "remittance") }
}
