import Desk
import Dispatching
import Grid
import Testing

@testable import Console

/// `--accessible`: what a screen reader reads.
@MainActor
struct AccessibleTests {
    @Test func aMoveChangesTheTwoRowsAndTheStatusOnly() throws {
        let screen = try Screen(TestShop.busy(), columns: 140, borders: .none, accessible: true)
        screen.press("v")
        for pane in ["1", "2"] {
            screen.press(pane)
            let before = screen.grid
            let row = try #require(screen.caret).row
            screen.press("<Down>")
            let after = screen.grid
            #expect(after.changedRows(since: before) == [row, row + 1, 23])
            // The cursor waits on the selected row.
            #expect(screen.caret?.row == row + 1)
            #expect(after.text.split(separator: "\n", omittingEmptySubsequences: false)[row + 1].hasPrefix(">"))
        }
    }

    @Test func whomToPhoneIsReadWithTheRow() throws {
        let screen = try Screen(TestShop.busy(), borders: .none, accessible: true)
        screen.press("v/A-06<Enter>")
        #expect(screen.text.split(separator: "\n").last?.contains("单雅芳  13700003333  丰台区方庄5里") == true, "\(screen.text)")
    }

    /// One thing a line: nothing stands beside anything else with a line between.
    @Test func theBoardSaysInWordsWhereTheAfternoonBegins() throws {
        let screen = try Screen(TestShop.busy(), as: "peng", borders: .none, accessible: true)
        try screen.shop.desk("peng").perform(.record(.crew, number: "送1组", ["kind": "delivery", "leader": "王师傅", "phone": "13800000001", "capacityLitres": 12_000]))
        screen.press("3")
        #expect(screen.has("送1组") && !screen.has("|"), "\(screen.text)")
    }

    @Test func nothingIsDrawnAndNoClockRuns() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop, columns: 140, borders: .none, accessible: true)
        for pane in 1...9 {
            screen.press("\(pane)")
            #expect(!screen.text.unicodeScalars.contains { (0x2500...0x259F).contains($0.value) }, "pane \(pane)")
        }
        screen.press("2")
        shop.time("2026-11-24T15:21")
        screen.app.tickIfDue()
        screen.app.deliver()
        let before = screen.grid
        shop.time("2026-11-24T15:22")
        screen.app.tickIfDue()
        screen.app.deliver()
        #expect(screen.grid.changedRows(since: before).allSatisfy { $0 > 2 })
        screen.press("<Tab>")
        #expect(screen.has("HT-1005"))
    }
}
