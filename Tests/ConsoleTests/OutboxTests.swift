import Dispatching
import Testing

@testable import Console

@MainActor
struct OutboxTests {
    @Test func aConfirmedMessageMovesToTheSentOnes() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("7<Enter>")
        #expect(screen.has("欧阳修文"))
        screen.press("<Enter>")
        #expect(try shop.record(.order, "HT-1004").has("sms1Sent"))
        #expect(screen.has("待发 0"))
        screen.press("t")
        #expect(screen.has("[今天已发 1]"))
        #expect(screen.has("合同HT-1004已登记"))
    }

    /// NO_PHONE is an obstacle, not a failure after the fact.
    @Test func withoutAPhoneNothingIsSent() throws {
        let shop = try TestShop.busy()
        let id = try shop.id(.order, "HT-1004")
        try shop.desk("wang").perform(.amend(id, version: nil, ["phone": ""]))
        let screen = try Screen(shop)
        screen.press("7")
        #expect(screen.has("没有电话"))
        screen.press("<Enter>")
        #expect(screen.has("没有办成"))
        #expect(try !shop.record(.order, "HT-1004").has("sms1Sent"))
    }

    @Test func manyAreConfirmedAtOnce() throws {
        let shop = try TestShop.busy()
        for n in 1...3 { try shop.receive("HT-400\(n)", "客户\(n)", phone: "1382222000\(n)", address: "路\(n)号") }
        let screen = try Screen(shop)
        screen.press("7a<F2>")
        #expect(screen.has("4 条都已发出") && !screen.has("0 条"))
        #expect(screen.has("HT-4001 客户1") && screen.has("HT-1004 欧阳修文"))
        screen.press("<Enter>")
        #expect(screen.has("已记为发出 4 条"))
        for n in 1...3 { #expect(try shop.record(.order, "HT-400\(n)").has("sms1Sent")) }
    }
}
