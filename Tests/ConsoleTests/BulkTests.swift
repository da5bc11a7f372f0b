import Dispatching
import Testing

@testable import Console

/// One act on many: what will change is named before it does.
@MainActor
struct BulkTests {
    private func shop(_ count: Int = 3) throws -> TestShop {
        let shop = try TestShop.busy()
        for n in 1...count { try shop.receive("HT-400\(n)", "客户\(n)", phone: "1382222000\(n)", address: "路\(n)号") }
        return shop
    }

    @Test func whatCannotBeSentIsNamedWithItsReasonAndNotCounted() throws {
        let shop = try shop()
        try shop.desk("wang").perform(.amend(try shop.id(.order, "HT-4002"), version: nil, ["phone": ""]))
        let screen = try Screen(shop)
        screen.press("7<Space><Space><Space><Space><Enter>")
        #expect(screen.has("3 条都已发出"))
        #expect(screen.has("有 1 项办不了，会跳过"))
        #expect(screen.has("! HT-4002 客户2: HT-4002 没有电话"))
        screen.press("<Enter>")
        #expect(screen.has("1 单没有办成"))
        #expect(try shop.record(.order, "HT-4001").has("sms1Sent") && !shop.record(.order, "HT-4002").has("sms1Sent"))
    }

    @Test func aStampOnManyNamesThemAndLeavesOutWhatCannotBear() throws {
        let shop = try shop()
        let ids = try [shop.id(.order, "HT-4001"), shop.id(.order, "HT-1001")]
        try shop.stamp(ids[0], "goodsArrived")
        let screen = try Screen(shop)
        StampForm(context: screen.app).open("goodsComplete", on: ids)
        screen.settle()
        #expect(screen.has("对 1 单一起记录「"))
        #expect(screen.has("有 1 项办不了，会跳过"))
        #expect(screen.has("! HT-1001 李梅: ") && screen.has("HT-4001 客户1"))
        screen.press("<Enter>")
        #expect(try shop.record(.order, "HT-4001").has("goodsComplete"))
    }

    @Test func whereNothingCanBeDoneTheReasonIsToldAndNothingIsAsked() throws {
        let shop = try shop()
        let screen = try Screen(shop)
        StampForm(context: screen.app).open("goodsComplete", on: [try shop.id(.order, "HT-1001"), try shop.id(.order, "HT-1002")])
        screen.settle()
        #expect(screen.has("没有办成") && screen.has("! HT-1001 李梅: ") && screen.has("! HT-1002 王建国: "))
        #expect(!screen.has("一起记录"))
    }

    @Test func theSheetOnManyNamesThemAndSoDoesItsQuestion() throws {
        let shop = try shop()
        for n in 1...2 { try shop.stamp(try shop.id(.order, "HT-400\(n)"), "goodsArrived") }
        let screen = try Screen(shop)
        StampForm(context: screen.app).open("goodsChecked", on: [try shop.id(.order, "HT-4001"), try shop.id(.order, "HT-4002")])
        screen.settle()
        #expect(screen.has("HT-4001 客户1，HT-4002 客户2"))
        screen.press("1<C-s>")
        #expect(screen.has("对 2 单一起记录「") && screen.app.overlays.count == 2)
        #expect(screen.has("HT-4001 客户1，HT-4002 客户2"))
        screen.press("<Enter>")
        for n in 1...2 { #expect(try shop.record(.order, "HT-400\(n)").has("goodsChecked")) }
    }

    /// Marks that a filter hides are neither acted on nor silently swallow the key.
    @Test(arguments: ["1", "7"]) func marksThatAFilterHidesSaySo(pane: String) throws {
        let shop = try shop()
        let screen = try Screen(shop)
        screen.press(pane + "/4001<Enter><Space>/<C-u>4002<Enter><Enter>")
        #expect(screen.has("! 标记的几条都被筛选挡住了"))
        #expect(screen.app.overlays.isEmpty)
        screen.press("<Esc><Esc><Enter>")
        #expect(!screen.has("筛选挡住"))
    }

    /// Marked orders have one menu: how many of them can, then who they are, those that cannot with their reason.
    @Test func markedOrdersAreStampedTogether() throws {
        let shop = try shop()
        for n in 1...2 { try shop.stamp(try shop.id(.order, "HT-400\(n)"), "goodsArrived") }
        let screen = try Screen(shop)
        screen.press("2/400<Enter><Space><Space><Space>")
        // Another filter keeps the marks, even one that shows none of them.
        screen.press("/1001<Enter>")
        #expect(screen.app.current.status.contains("3"))
        screen.press("<Enter>")
        #expect(screen.has("标记的 3 单"))
        StoredScreen.expect(screen.text, "orders-many")
        let line = try #require(screen.text.split(separator: "\n").first { $0.contains("货齐") && $0.contains("3 单中") })
        #expect(line.contains("3 单中 2 单能办"), "\(line)")
    }

    @Test func allOrdersAreOnlyMarkedUnderAFilter() throws {
        let shop = try shop()
        let screen = try Screen(shop)
        screen.press("2/400<Enter>a")
        guard let pane = screen.app.current as? OrdersPane else { return #expect(Bool(false)) }
        #expect(pane.list.marks.count == 3)
    }
}
