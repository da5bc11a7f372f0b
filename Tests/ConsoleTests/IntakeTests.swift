import Desk
import Dispatching
import Testing

@testable import Console

/// Taking in by hand what may be there already.
@MainActor
struct IntakeTests {
    /// A problem of order HT-1002 (13900002222, 海淀区学院路8号) is open.
    private func shop() throws -> TestShop {
        let shop = try TestShop.busy()
        try shop.desk("wang").perform(.intake(.ticket, parent: try shop.id(.order, "HT-1002"), ["problemKind": "RESIDUAL_PROBLEM", "problem": "柜门不平"]))
        return shop
    }

    private static let said = "已有未了结的：HT-1002/P1"

    @Test func whatIsOpenAlreadyIsSaidWhileTyping() throws {
        let screen = try Screen(shop(), as: "wang")
        screen.press("4i<Enter>王建国<Enter>1390000222")
        #expect(!screen.has(Self.said))
        screen.press("2")
        #expect(screen.has(Self.said + " (同电话) 已受理 11-24 遗留问题 柜门不平"))
        StoredScreen.expect(screen.text, "intake-similar")
        screen.press("<Enter>海淀区学院路８号")
        #expect(screen.has(Self.said + " (同电话、同地址)"))
        // Another telephone, another address: another matter.
        screen.press("9<Up><BkSp>1")
        #expect(!screen.has(Self.said))
    }

    @Test func ofAnOrderItIsSaidBeforeAnythingIsTyped() throws {
        let screen = try Screen(shop(), as: "wang")
        screen.press("2/1002<Enter>i<Enter>")
        #expect(screen.has(Self.said + " (同电话、同订单、同地址)"))
    }

    @Test func oneKeyOpensItAndWhatWasTypedIsKept() throws {
        let shop = try shop()
        let screen = try Screen(shop, as: "wang")
        // The list is narrowed to something else, and to the scope of another post.
        screen.press("4v/xyz<Enter>i<Enter>王建国<Enter>13900002222<C-o>")
        #expect(screen.app.overlays.isEmpty)
        #expect(screen.has("[4 问题单]") && screen.has("HT-1002/P1"))
        screen.press("i<Enter>")
        #expect(screen.has("上次没存完") && screen.has("13900002222"))
        // Taken in all the same, it is a case of its own, and the draft is gone.
        screen.press("海淀区学院路8号<Enter><Enter>1<Enter>另一件事<C-s>")
        #expect(screen.has("S261124-01"))
        screen.press("i<Enter>")
        #expect(!screen.has("上次没存完"))
    }

    @Test func withNothingLikeItTheKeySaysSo() throws {
        let screen = try Screen(shop(), as: "wang")
        screen.press("4i<Enter>王建国<C-o>")
        #expect(!screen.app.overlays.isEmpty)
        #expect(screen.has("没有相同的未了结单"))
    }
}
