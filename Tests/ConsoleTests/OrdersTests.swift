import Dispatching
import Testing

@testable import Console

@MainActor
struct OrdersTests {
    @Test func searchesWhileTyping() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("2/wangji")
        #expect(screen.has("HT-1002") && !screen.has("HT-1001"))
        screen.press("<BkSp><BkSp><BkSp><BkSp><BkSp><BkSp>3333")
        #expect(screen.has("HT-1003") && !screen.has("HT-1002"))
        // Ended, the found order stays selected among all.
        screen.press("<Esc>")
        #expect(screen.has(">! HT-1003"))
        #expect(screen.has("HT-1001"))
    }

    /// Slash again: the first letter begins anew, a caret key goes on with what is there.
    @Test func anotherFilterTakesTheOldOnesPlace() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("2/1001<Enter>/1002<Enter>")
        #expect(screen.has("HT-1002") && !screen.has("HT-1001"))
        screen.press("/<Left><BkSp>9")
        #expect(screen.has("/1092"))
    }

    @Test func pagesThroughMoreThanOneWindow() throws {
        let shop = try TestShop()
        let drafts = (0..<450).map { OrderDraft(number: "W-\(10_000 + $0)", fields: ["customer": "客户"], lines: []) }
        try shop.desk("wang").batch(drafts.map { .receive($0) })
        let screen = try Screen(shop)
        screen.press("2")
        #expect(screen.has("第 1 / 200+ 条"))
        screen.press("<End>")
        #expect(screen.has("/ 400+ 条"))
        screen.press("<End><End><End>")
        #expect(screen.has("第 450 / 450 条"))
        #expect(screen.has("W-10000"))
        // A refresh keeps the place, far down as it is.
        screen.app.reload()
        screen.app.deliver()
        #expect(screen.has(">! W-10000") || screen.has(">  W-10000"))
    }

    @Test func aJumpFindsTheOrderOfAVisit() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("<Down><Down>o")
        #expect(screen.app.current.id == .orders)
        #expect(screen.has(">! HT-1001"))
        screen.press("<Esc>")
        #expect(screen.has("HT-1005"))
    }

    @Test func impossibleVerbsSayWhy() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("2<Enter>")
        #expect(screen.has("须在："))
        screen.press("<End><Enter>")
        #expect(screen.app.overlays.last is MenuDialog)
    }

    @Test func historyIsToldInWords() throws {
        let screen = try Screen(TestShop.busy(), rows: 60, columns: 140)
        screen.press("2<End>")
        #expect(screen.has("林晓  预约"))
        #expect(screen.has("王芳  短信1已发"))
        #expect(!screen.has("goodsArrived"))
    }

    /// A visit's place on the roster is one line with words, not one for each field with its code.
    @Test func aPlacingIsOneLine() throws {
        let screen = try Screen(SupervisorShop.month(), rows: 120, columns: 160)
        screen.press("2")
        let lines = screen.text.split(separator: "\n").filter { $0.contains("排在 送1组") }
        #expect(lines.count == 1, "\(lines)")
        #expect(lines.first.map { $0.contains("王师傅") && $0.contains("上午") && $0.contains("第1站") } == true, "\(lines)")
        #expect(!screen.has("组长电话 -> ") && !screen.has(" AM"))
    }
}
