import Desk
import Dispatching
import Storage
import Testing

@testable import Console

/// What a courier branch's supervisor looks at beside the overdue: money on delivery, transit-outs and their settlement, the month's standards.
@MainActor
struct CourierSupervisorTests {
    /// One parcel paid at the door, one handed to STO and delivered.
    private func branch() throws -> TestShop {
        let shop = try TestShop.branch()
        let desk = try shop.desk("jin"), out = try shop.desk("chu")
        shop.time("2026-12-07T09:00")
        let paid = try #require(try desk.perform(.intake(.parcel, parent: nil, ["waybill": "518012345679", "customer": "单雅芳", "address": "信阳市浉河区中山路9号", "cod": "860.5"])).record)
        try shop.stamp(paid.id, "scanDeliver", ["node": "XY2", "person": "小张"], by: "jin")
        shop.time("2026-12-07T11:00")
        try shop.stamp(paid.id, "scanSign", ["node": "XY2", "person": "本人"], by: "jin")
        let parcel = try shop.record(.parcel, "518012345673"), transit = try shop.record("transit", "518012345673/Z1").id
        func step(_ name: String, _ answers: [String: Value]) throws { try out.perform(.stamp(transit, version: nil, name: name, answers: answers, override: nil)) }
        let address: Value = parcel["address"]
        try step("carrierChosen", ["carrier": "STO", "weight": "7.3"])
        try step("stoCalled", [:])
        try step("transitLabelled", [
            "way": "NEW", "ownNumber": "518012345673", "receiver": "单雅芳", "receiverPhone": "13911112222", "labelAddress": address, "numberChecked": true, "nameChecked": true, "phoneChecked": true,
        ])
        try step("transitRegistered", ["way": "NEW", "outgoing": "ST73", "carrier": "STO", "ownNumber": "518012345673", "fee": "12", "registeredAddress": address])
        try step("carrierTook", ["cash": "11"])
        shop.time("2026-12-07T16:00")
        try shop.stamp(parcel.id, "scanSign", ["node": "明港"], by: "jin")
        return shop
    }

    @Test("R-25 C-110: money collected on the day, with what is open; a day back there was none")
    func money() throws {
        let screen = try Screen(branch(), as: "zhou")
        screen.press("8i")
        #expect(screen.has("518012345679") && screen.has("860.50") && screen.has("小张") && screen.has("派件收的钱"))
        screen.press("<Left>")
        #expect(!screen.has("518012345679") && screen.has("12-06"))
    }

    @Test("R-11 TO-10: the month's transit-outs with their margin, and the settlement from there")
    func settle() throws {
        let shop = try branch()
        let screen = try Screen(shop, as: "zhou", rows: 30, columns: 120)
        screen.press("8z")
        #expect(screen.has("ST73") && screen.has("12.00") && screen.has("11.00") && screen.has("1.00"))
        screen.press("=")
        #expect(screen.has("账单"))
        // STO, without a bill, and settle what matches.
        screen.press("2<Down><Down><Space><C-s>")
        #expect(screen.has("结算 1 票，差异 0 处"), "\(screen.text)")
        #expect(try shop.record("transit", "518012345673/Z1").state == "SETTLED")
    }

    @Test("R-14 C-121 C-122 C-123: the month's standards, fault by fault")
    func appraisal() throws {
        let shop = try branch()
        shop.time("2026-12-08T08:30")
        try shop.desk("jin").rollIfNeeded()
        let screen = try Screen(shop, as: "zhou", rows: 40, columns: 120)
        screen.press("8a")
        #expect(screen.has("C-121") && screen.has("监控漏看或迟看") && screen.has("录单监控"))
    }
}
