import Desk
import Dispatching
import Testing

@testable import Console

/// Several cases given to one person from the Tickets pane.
@MainActor
struct AssignSheetTests {
    /// Three problems, of which one is over, and one that 彭店 has already.
    private func shop() throws -> TestShop {
        let shop = try TestShop.busy()
        let desk = try shop.desk("wang")
        func problem(_ order: String, _ text: String) throws -> CaseID {
            let taken = try desk.perform(.intake(.ticket, parent: try shop.id(.order, order), ["problemKind": "RESIDUAL_PROBLEM", "problem": .string(text)]))
            return try #require(taken.records.first { $0.kind == .ticket }).id
        }
        shop.time("2026-11-24T10:00")
        _ = try problem("HT-1001", "酒柜门不平")
        let taken = try problem("HT-1002", "门店没有说清楚")
        try desk.perform(.assign(taken, to: "peng", reason: ""))
        let over = try problem("HT-1003", "误报")
        try shop.stamp(over, "verified", ["real": "no"], by: "wang")
        shop.time(TestShop.afternoon)
        return shop
    }

    private func owner(_ shop: TestShop, _ number: String) throws -> String? { try shop.record(.ticket, number)["owner"].string }

    @Test func aPreviewSaysWhatWillChangeAndWhatCannot() throws {
        let shop = try shop()
        let screen = try Screen(shop, as: "zhou")
        screen.press("4vva")
        #expect(screen.has("已标 3 条"))
        screen.press("pzz")
        #expect(screen.has("没有人员 zz"))
        screen.press("<C-u>wang")
        StoredScreen.expect(screen.text, "tickets-assign")
        #expect(screen.has("1 张交给 王芳，2 张不能"))
        #expect(screen.has("! HT-1002/P1  需要写原因") && screen.has("! HT-1003/P1  HT-1003/P1 现在是「已关闭」"))
        #expect(screen.has("HT-1001/P1  已受理  没有人 > 王芳"))
        screen.press("<Enter>彭店外出")
        #expect(screen.has("2 张交给 王芳，1 张不能") && screen.has("彭店 > 王芳"))
        screen.press("<C-s>")
        // What was refused is told, and the rest is done.
        #expect(screen.has("1 单没有办成") && screen.has("HT-1003/P1"))
        screen.press("<Enter>")
        #expect(try owner(shop, "HT-1001/P1") == "王芳" && owner(shop, "HT-1002/P1") == "王芳")
        #expect(!screen.has("已标 "))
        // One step.
        screen.press("u")
        #expect(try owner(shop, "HT-1001/P1") == nil)
        #expect(try owner(shop, "HT-1002/P1") == "彭店")
    }

    @Test func theNameIsOfferedByItsReadingAndTheBoardMarksCardByCard() throws {
        let shop = try shop()
        let screen = try Screen(shop, as: "zhou")
        screen.press("4b<Space><Space>")
        #expect(screen.has("已标 2 条"))
        screen.press("<F5>wf")
        #expect(screen.has("wf > 王芳"))
        screen.press("<Right><Enter>轮班<C-s>")
        #expect(try owner(shop, "HT-1001/P1") == "王芳" && owner(shop, "HT-1002/P1") == "王芳")
        screen.press(",")
        #expect(screen.has("逐张标记"))
    }

    @Test func withoutMarksItIsTheSelectedOne() throws {
        let shop = try shop()
        let screen = try Screen(shop, as: "zhou", language: .en)
        screen.press("4/1001<Enter>pwang<C-s>")
        #expect(try owner(shop, "HT-1001/P1") == "王芳")
        #expect(try owner(shop, "HT-1002/P1") == "彭店")
    }
}
