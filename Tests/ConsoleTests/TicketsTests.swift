import Dispatching
import Testing

@testable import Console

/// Tickets, service visits and residual orders by what falls due first.
@MainActor
struct TicketsTests {
    /// One problem of an order, verified half an hour ago; one that stands alone, just taken.
    private func shop() throws -> TestShop {
        let shop = try TestShop.busy()
        let order = try shop.id(.order, "HT-1002")
        let desk = try shop.desk("wang")
        shop.time("2026-11-24T10:00")
        let first = try desk.perform(.intake(.ticket, parent: order, ["problemKind": "RESIDUAL_PROBLEM", "problem": "柜门不平"]))
        shop.time("2026-11-24T14:30")
        if let id = first.records.first(where: { $0.kind == .ticket })?.id { try shop.stamp(id, "verified", ["real": "yes", "expectedVisit": "2026-11-26"], by: "wang") }
        try desk.perform(.intake(.ticket, parent: try shop.id(.order, "HT-1003"), ["problemKind": "COMPLAINT", "problem": "门店没有说清楚"]))
        shop.time(TestShop.afternoon)
        return shop
    }

    @Test func whatFallsDueFirstStandsOnTopWithWhatComesNext() throws {
        let screen = try Screen(shop(), as: "wang")
        screen.press("4")
        StoredScreen.expect(screen.text, "tickets")
        #expect(screen.has("柜门不平") && screen.has("门店没有说清楚"))
        screen.press("/baojian<Esc>/syf")
        #expect(!screen.has("柜门不平") && screen.has("门店没有说清楚"))
    }

    @Test func enterTakesUpTheNextDutyAndTheTicketGoesOn() throws {
        let shop = try shop()
        let screen = try Screen(shop, as: "wang")
        screen.press("4/syf<Enter><Enter>")
        #expect(screen.has("核实"))
        screen.press("<Up>2<C-s>")
        // Not a real problem: it is over, and only the view of all has it.
        #expect(!screen.has("门店没有说清楚"))
        screen.press("vv")
        #expect(screen.has("门店没有说清楚") && screen.has("已关闭"))
    }

    @Test func mineAreThoseWhoseNextStepIsMine() throws {
        let shop = try shop()
        let clerk = try Screen(shop, as: "wang"), manager = try Screen(shop, as: "zhou")
        clerk.press("4v")
        manager.press("4v")
        #expect(clerk.has("柜门不平"))
        #expect(!manager.has("柜门不平"))
    }
}
