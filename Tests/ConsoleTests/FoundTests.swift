import Desk
import Dispatching
import Testing

@testable import Console

/// The monitors' part of Parcels: what each finds, the problem entry and the day's tick from there, and the ways to it.
@MainActor
struct FoundTests {
    private static let waybill = "518012345673"

    @Test("C-67 C-117: what is unsigned stands in a list with its reason; a problem entered there takes it out")
    func list() throws {
        let shop = try TestShop.branch()
        let screen = try Screen(shop, as: "jin")
        screen.press("5vvvvv")
        #expect(screen.has("C-60 录单监控") && screen.has("这项监控现在没有异常"))
        screen.press("<Right><Right><Right><Right><Right><Right>")
        #expect(screen.has("C-67 未签收查询") && screen.has("1票") && screen.has("12-05到件，没有签收，也没有问题件"))
        StoredScreen.expect(screen.text, "parcels-monitors")
        screen.press("<Enter>")
        #expect(screen.has("明港镇"), "the parcel's own scans and facts")
        screen.press("<Enter>p")
        #expect(screen.has("登记问题件"))
        screen.press("1<Down>收件人外出<C-s>")
        #expect(screen.has("这项监控现在没有异常"))
        #expect(try shop.record("problem", Self.waybill + "/W1").state == "WAIT_REPLY")
        // Each monitor says how many it finds.
        screen.press("w")
        #expect(screen.has("C-62 到件未发") && screen.has("0票"))
    }

    @Test("C-67 R-21: the tick comes with the number that was found, and keeps which")
    func tick() throws {
        let shop = try TestShop.branch()
        let screen = try Screen(shop, as: "jin")
        screen.press("5vvvvv<Left><Left><Left><Left><Left><Left>")
        #expect(screen.has("C-67 未签收查询"))
        screen.press("t")
        #expect(screen.has("发现异常(票)") && screen.has("1"))
        screen.press("<C-s>")
        #expect(screen.has("已看，当时1票"))
        let tick = try #require(try shop.record(.day, "2026-12-07").latest("unsignedWatched"))
        #expect(tick.answers["exceptions"] == 1 && tick.found == [Self.waybill])
    }

    @Test("C-59 C-117: Today's monitor and the Supervisor's sheet lead to what is found")
    func ways() throws {
        let shop = try TestShop.branch()
        let clerk = try Screen(shop, as: "jin")
        clerk.press("1/C-67<Enter>o")
        #expect(clerk.has("C-67 未签收查询") && clerk.has(Self.waybill))
        let supervisor = try Screen(shop, as: "zhou", rows: 30, columns: 120)
        supervisor.press("8n")
        #expect(supervisor.has("未签收查询"))
        supervisor.press("<Down><Down><Down><Down><Down><Down><Enter>")
        #expect(supervisor.has("C-67 未签收查询") && supervisor.has(Self.waybill))
    }
}
