import Desk
import Dispatching
import Testing

@testable import Console

/// What the manual has somebody told, on the screen.
@MainActor
struct ToldScreenTests {
    private static let evening = "2026-11-24T18:20"

    @Test func told() throws {
        let screen = try Screen(TestShop.busy(now: Self.evening), as: "zhou")
        screen.press("vv")
        StoredScreen.expect(screen.text, "told")
    }

    @Test func toldInEnglish() throws {
        let screen = try Screen(TestShop.busy(now: Self.evening), as: "zhou", rows: 45, columns: 140, language: .en)
        screen.press("vv")
        StoredScreen.expect(screen.text, "told-en-wide")
    }

    /// a supervisor begins with everybody's duties, two keys lead to what was told.
    @Test func lookingAtItIsReading() throws {
        let shop = try TestShop.busy(now: Self.evening)
        let screen = try Screen(shop, as: "zhou")
        #expect(screen.has("新告知"))
        screen.press("vv")
        #expect(screen.has("[告知我的]") && screen.has("A-14"))
        #expect(!screen.has("新告知"))
        // What is new stays marked while it is read, and no more the next time.
        #expect(screen.has(">*"))
        screen.press("vvvv")
        #expect(screen.has("[告知我的]") && !screen.has(">*"))
        let again = try Screen(shop, as: "zhou")
        #expect(!again.has("新告知"))
    }

    @Test func enterOpensTheCaseAndEscComesBack() throws {
        let screen = try Screen(TestShop.busy(now: Self.evening), as: "zhou")
        screen.press("vv/A-14<Enter><Enter>")
        #expect(screen.app.current.id == .orders)
        #expect(screen.has("HT-1001"))
        // Once for the search that found it, once for the way back.
        screen.press("<Esc><Esc>")
        #expect(screen.has("[告知我的]"))
    }

    /// A breach of A-06 is told to the supervisor the minute after 17:30, on whatever pane he is.
    @Test func aBreachAppearsLive() throws {
        let shop = try TestShop.busy(now: "2026-11-24T17:29")
        let screen = try Screen(shop, as: "zhou")
        screen.press("2")
        screen.press("1vv2")
        #expect(!screen.has("告知："))
        shop.time("2026-11-24T17:31")
        screen.app.tickIfDue()
        screen.app.deliver()
        #expect(screen.has("告知：A-") && screen.has("超时"))
        #expect(screen.has("新告知"))
        // Not said a second time.
        screen.press("<Down>")
        screen.app.reload()
        screen.app.deliver()
        #expect(!screen.has("告知：A-"))
    }

    @Test func whyWorksHereToo() throws {
        let screen = try Screen(TestShop.busy(now: Self.evening), as: "zhou")
        screen.press("vv/A-14<Enter>w")
        #expect(screen.has("A-14 为什么是这个时间"))
    }
}
