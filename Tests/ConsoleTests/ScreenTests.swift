import Foundation
import Grid
import Testing

@testable import Console

/// The pictures that a clerk sees, as stored text. One thing varies at a time.
@MainActor
struct ScreenTests {
    @Test func today() throws {
        let screen = try Screen(TestShop.busy())
        StoredScreen.expect(screen.text, "today")
    }

    @Test func todayDetails() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("<Down><Down><Tab>")
        StoredScreen.expect(screen.text, "today-details")
    }

    @Test func todayWide() throws {
        let screen = try Screen(TestShop.busy(), rows: 45, columns: 140)
        screen.press("<Down><Down>")
        StoredScreen.expect(screen.text, "today-wide")
    }

    @Test func todayInEnglish() throws {
        let screen = try Screen(TestShop.busy(), language: .en)
        StoredScreen.expect(screen.text, "today-en")
    }

    /// Without colours every meaning has a sign: the attributes are left out on purpose.
    @Test func todayInASCII() throws {
        let screen = try Screen(TestShop.busy(), borders: .ascii, training: true)
        screen.press("<Down><Space>")
        StoredScreen.expect(screen.text, "today-ascii")
    }

    @Test func todayWithoutBorders() throws {
        let screen = try Screen(TestShop.busy(), borders: .none)
        screen.press("w")
        StoredScreen.expect(screen.text, "today-no-borders")
    }

    @Test func orders() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("2<End>")
        StoredScreen.expect(screen.text, "orders")
    }

    @Test func ordersWide() throws {
        let screen = try Screen(TestShop.busy(), rows: 45, columns: 140)
        screen.press("2<End><Up>")
        StoredScreen.expect(screen.text, "orders-wide")
    }

    @Test func verbs() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("2<End><Enter>")
        StoredScreen.expect(screen.text, "orders-verbs")
    }

    @Test func newOrder() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("2n")
        StoredScreen.expect(screen.text, "orders-new")
    }

    @Test func outbox() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("7")
        StoredScreen.expect(screen.text, "outbox")
    }

    @Test func form() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("<Down><Down><Enter>")
        StoredScreen.expect(screen.text, "form-eve-call")
        screen.press("<C-s>")
        StoredScreen.expect(screen.text, "form-missing")
    }

    @Test func help() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("?")
        StoredScreen.expect(screen.text, "help")
    }

    @Test func palette() throws {
        let screen = try Screen(TestShop.busy())
        screen.press(":cx")
        StoredScreen.expect(screen.text, "palette")
    }

    @Test func refusal() throws {
        let screen = try Screen(TestShop.busy(), as: "wang")
        screen.press("9n")
        StoredScreen.expect(screen.text, "refusal")
    }

    @Test func whyThisTime() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("<Down><Down>w")
        StoredScreen.expect(screen.text, "why")
    }

    /// Every stored picture belongs to a test.
    @Test func noScreenIsLeftOver() throws {
        let sources = try FileManager.default.contentsOfDirectory(at: StoredScreen.folder.deletingLastPathComponent(), includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        for file in try FileManager.default.contentsOfDirectory(at: StoredScreen.folder, includingPropertiesForKeys: nil) {
            let name = file.deletingPathExtension().lastPathComponent
            // The board keeps its own (Roster/).
            if name.hasPrefix("roster-") || name.hasPrefix(".") { continue }
            #expect(PaneScreenTests.names.contains(name) || sources.contains("\"\(name)\""), "no test draws \(name)")
        }
    }
}
