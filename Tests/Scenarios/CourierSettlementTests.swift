import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Testing
import Wording

/// R-11 and TO-10: what the carriers took in a month, what it brings and costs, and the month's bill beside the lists.
@Suite struct CourierSettlementTests {
    private static let address = "信阳市明港镇新建路3号"

    /// Three by the post, two by STO in December, one by the post in November; delivered but for the last of each.
    private func month() throws -> Shop {
        let shop = try Shop(trade: "courier", opening: "2026-11-30 07:30")
        func hands(_ s: Shop, _ n: Int, _ carrier: String, weight: String, cash: String? = nil) throws {
            let number = "51800000000\(n)", transit = number + "/Z1"
            try s.parcel(number, ["address": .string(Self.address), "weight": .string(weight), "size": "30x20x10"])
            try s.scan(number, "scanArrive", "XY2", time: "08:00")
            try s.stamps("outbound", transit, "carrierChosen", ["carrier": .string(carrier), "weight": .string(weight), "size": "30x20x10"])
            if carrier == "STO" { try s.stamps("outbound", transit, "stoCalled") }
            try s.stamps("outbound", transit, "transitLabelled", [
                "way": "NEW", "ownNumber": .string(number), "receiver": "单雅芳", "receiverPhone": "13911112222", "labelAddress": .string(Self.address), "numberChecked": true, "nameChecked": true, "phoneChecked": true,
            ])
            try s.stamps("outbound", transit, "transitRegistered", [
                "way": "NEW", "outgoing": .string("PA\(n)"), "carrier": .string(carrier), "ownNumber": .string(number), "fee": "12", "registeredAddress": .string(n == 3 ? "明港" : Self.address),
            ])
            try s.stamps("outbound", transit, "carrierTook", ["signature": "邮局小王", "cash": Value(cash)].filter { !$0.value.isNull })
        }
        try shop.at("2026-11-30 10:00") { s in try hands(s, 9, "POST", weight: "1") }
        try shop.at("2026-12-01 10:00") { s in
            for n in 1...3 { try hands(s, n, "POST", weight: "7.3") }
            try hands(s, 4, "STO", weight: "7.3", cash: "11")
            try hands(s, 5, "STO", weight: "7.3", cash: "12")
            try s.stamps("outbound", "2026-12-01", "postalCounted", ["pieces": 2, "signature": "邮局小王"], kind: .day)
        }
        try shop.at("2026-12-05 10:00") { s in for n in [1, 2, 4, 5, 9] { try s.scan("51800000000\(n)", "scanSign", "明港") } }
        return shop
    }

    private func list(_ s: Shop, _ carrier: String? = nil) throws -> TransitList {
        let manual = try s.manual, window = try #require(Month("2026-12")?.instants(s.zone))
        return try s.store.read { try $0.transitList(carrier: carrier, in: window, manual: manual, now: s.now) }
    }

    @Test("R-11 C-45 C-46 C-47 C-48 C-112 F-04 F-05: fee, cost and margin, carrier by carrier; what is not recognised brings nothing")
    func margin() throws {
        let shop = try month()
        try shop.at("2026-12-31 17:00") { s in
            let lines = try list(s).lines
            #expect(lines.map { "\($0.number.suffix(1)) \($0.carrier) \($0.fee) \($0.cost?.description ?? "-") \($0.margin?.description ?? "-") \($0.feeState)" } == [
                "1 POST 12.00 - - RECOGNISED", "2 POST 12.00 - - RECOGNISED", "3 POST 0.00 - - REJECTED", "4 STO 12.00 11.00 1.00 RECOGNISED", "5 STO 12.00 12.00 0.00 RECOGNISED",
            ])
            #expect(try list(s).totals.map { "\($0.carrier) \($0.pieces) \($0.recognised) \($0.fee) \($0.cost) \($0.margin) \($0.unknown)" } == ["POST 3 2 24.00 0.00 0.00 3", "STO 2 2 24.00 23.00 1.00 0"])
            let table = try ReportTables(wording: Wording(.zh), manual: s.manual, now: s.now).transits(list(s, "STO"), name: "2026-12")
            #expect(table.json.array?.map { $0["margin"] } == ["1.00", "0.00"] && table.rows.first?.cells[5].text == "申通")
        }
    }

    @Test("TO-10 C-45 CLK-65 R-11: a month's bill of the post beside the list; what is the same and delivered is settled at once, the rest is shown")
    func post() throws {
        let shop = try month()
        try shop.at("2026-12-31 17:00") { s in
            let month = try #require(Month("2026-12")), desk = try s.desk("outbound")
            #expect(refusal { _ = try desk.settleTransits(.post, month, bill: nil, applies: false) }?.rule == "C-45")
            let csv = "邮件号,资费,重量\nPA1,8.50,7.3\nPA3,8.5,7.30\nPA2,9.00,8\nPA1,8.50,7.3\nPA9,3,1\n"
            let file = try BillFile(bytes: Array(csv.utf8), file: "bill.csv")
            #expect(file.bills.count == 5 && file.badLines.isEmpty)
            let looked = try desk.settleTransits(.post, month, bill: file.bills, applies: false)
            func shown(_ r: TransitSettlement.Row) -> String { "\(r.number) \(r.finding.rawValue)" }
            #expect(looked.rows.map(shown) == ["PA2 DIFFERS", "PA1 TWICE", "PA9 NOT_LISTED", "PA1 MATCHED", "PA3 UNDER_WAY"])
            #expect(looked.days.map { "\($0.day) \($0.listed) \($0.signed ?? -1)" } == ["2026-12-01 3 2"] && looked.differences == 4)
            #expect(try s.state("518000000001/Z1") == "DELIVERED", "nothing is settled by looking")
            _ = try desk.settleTransits(.post, month, bill: file.bills, applies: true)
            #expect(try s.state("518000000001/Z1") == "SETTLED" && s.record("518000000001/Z1")["cost"] == "8.50")
            #expect(try s.state("518000000002/Z1") == "DELIVERED" && s.state("518000000003/Z1") == "PICKED_UP")
            #expect(try list(s).lines.first?.margin?.description == "3.50")
            let again = try desk.settleTransits(.post, month, bill: file.bills, applies: true)
            #expect(try again.count(.settled) == 1 && again.settleable.isEmpty && s.isSound())
            // One step back for all of them.
            try desk.perform(.undo)
            #expect(try s.state("518000000001/Z1") == "DELIVERED")
        }
    }

    @Test("TO-10 C-48 F-05 R-11: cash of STO beside the tariff, for the whole month")
    func sto() throws {
        let shop = try month()
        try shop.at("2026-12-31 17:00") { s in
            let month = try #require(Month("2026-12")), desk = try s.desk("outbound")
            let found = try desk.settleTransits(.sto, month, bill: nil, applies: true)
            #expect(found.rows.map { "\($0.number) \($0.finding.rawValue) \($0.difference?.description ?? "-")" } == ["PA5 DIFFERS 1.00", "PA4 MATCHED 0.00"])
            #expect(try s.state("518000000004/Z1") == "SETTLED" && s.state("518000000005/Z1") == "DELIVERED")
            let table = try ReportTables(wording: Wording(.zh), manual: s.manual, now: s.now).settlement(found)
            #expect(table.rows.first?.cells.map(\.text).first == "不一致" && table.json.array?.first?["difference"] == "1.00")
        }
    }

    @Test("R-11: a bill with a line that cannot be read settles nothing")
    func badBill() throws {
        let file = try BillFile(bytes: Array("邮件号,资费\nPA1,八块五\nPA2,9\n".utf8), file: "bill.csv")
        #expect(file.bills.count == 1 && file.badLines.map { "\($0.line):\($0.column)" } == ["2:5"])
    }
}
