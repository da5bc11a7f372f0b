import Desk
import Dispatching
import Testing

@testable import Console

/// Half of a number is another number: lists give up names and addresses first.
@MainActor
struct WholeNumberTests {
    private func shop() throws -> TestShop {
        let shop = try TestShop.busy()
        for n in 1...3 { try shop.receive("HT261121-00\(n)", "欧阳客户\(n)", phone: "05718207741\(n)", address: "路\(n)号") }
        return shop
    }

    @Test(arguments: [80, 140]) func ordersShowWholeNumbersAndLandlines(columns: Int) throws {
        let screen = try Screen(shop(), rows: 40, columns: columns)
        screen.press("2")
        for n in 1...3 { #expect(screen.has("HT261121-00\(n)")) }
        #expect(!screen.text.contains(">HT261121-") && !screen.has("0571820774>") && !screen.has("HT261121->"))
    }

    @Test(arguments: [80, 140]) func theOutboxShowsNumberAndPhoneOfEachMessage(columns: Int) throws {
        let screen = try Screen(shop(), rows: 40, columns: columns)
        screen.press("7")
        let list = screen.text.split(separator: "\n").filter { $0.contains("欧阳客户") && $0.contains("HT261121-00") }
        #expect(list.count >= 3)
        for n in 1...3 { #expect(list.contains { $0.contains("HT261121-00\(n)") && $0.contains("05718207741\(n)") }) }
    }

    @Test func todayShowsALongNumberWhole() throws {
        let shop = try TestShop.busy()
        try shop.receive("HT20261121-0001/A", "欧阳客户", phone: "057182077411", address: "路1号")
        let screen = try Screen(shop, as: "wang", rows: 45, columns: 140)
        let pane = try #require(screen.app.current as? TodayPane)
        screen.press("/0571<Enter>")
        #expect(!pane.list.rows.isEmpty && screen.has("HT20261121-0001/A "))
        #expect(!screen.has("HT20261121->"))
    }
}
