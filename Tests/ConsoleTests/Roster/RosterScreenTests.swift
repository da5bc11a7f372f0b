import Dispatching
import Grid
import Testing

@testable import Console

/// Stored pictures of the pane alone: what the shell puts around it is not its business.
@MainActor
struct RosterScreenTests {
    /// The pane's part of a screen of that size.
    private func picture(_ script: RosterScript, rows: Int, columns: Int) -> Grid {
        let canvas = Canvas(rows: rows - 5, columns: columns)
        _ = script.pane.draw(in: canvas.region)
        return canvas.grid
    }

    @Test func beforeTheRun() throws {
        let script = try RosterScript(try RosterShop(time: "11:20"))
        StoredScreen.expect(picture(script, rows: 24, columns: 80).text, "roster-zh-80x24-before")
    }

    @Test func proposed() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        script.press(.tab, .key(.right))
        StoredScreen.expect(picture(script, rows: 24, columns: 80).text, "roster-zh-80x24-proposed")
    }

    @Test func proposedWide() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        // One that breaks rules and is pinned, so that the signs show.
        script.select(try #require(script.plan?.plan.routes["送2组"]?.first))
        script.press(.text("m"))
        script.choose("送4组")
        script.press(.text("P"))
        let grid = picture(script, rows: 45, columns: 140)
        StoredScreen.expect(grid.text, "roster-zh-140x45-broken")
        StoredScreen.expect(grid.attributes, "roster-zh-140x45-broken-styles")
    }

    @Test func english() throws {
        let script = try RosterScript(try RosterShop(), language: .en)
        script.press(.enter, .tab)
        StoredScreen.expect(picture(script, rows: 24, columns: 80).text, "roster-en-80x24-proposed")
    }

    @Test func installationsWide() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.text("t"), .enter)
        StoredScreen.expect(picture(script, rows: 45, columns: 140).text, "roster-zh-140x45-install")
    }

    @Test func lookingWritesNothing() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        script.press(.text("t"), .text("]"), .text("["))
        #expect(shop.visits(.deliveryRun).isEmpty && shop.visits(.installRun).isEmpty)
    }

    /// No row may be wider than the screen, and the bars of a crew stand under its names, whatever the names are.
    @Test func longAndRareNamesStayInLine() throws {
        let shop = try RosterShop(deliveries: 6, installs: 0)
        let names = ["𠮷田𡈽屋家具有限责任公司", "Конструктор Иванович", "👨‍👩‍👧‍👦一家", "é́́́", ""]
        for (i, name) in names.enumerated() where !name.isEmpty { try shop.receive(i, customer: name) }
        let script = try RosterScript(shop)
        script.press(.enter, .tab)
        for (rows, columns) in [(24, 80), (45, 140), (30, 111), (24, 100)] {
            let grid = picture(script, rows: rows, columns: columns)
            for row in 0..<grid.rows {
                var column = 0
                for cell in grid.row(row) where !cell.isContinuation { column += Int(cell.span) }
                #expect(column == columns)
            }
            #expect(grid.text.contains("𠮷田") || grid.text.contains("𠮷"))
        }
    }

    @Test func halfDayFitsOrScrolls() {
        let whole = HalfDayFit([4, 6, 4], width: 20, selected: nil)
        #expect(whole.pieces.map(\.width) == [4, 6, 4] && !whole.hidesLeft && !whole.hidesRight)
        let cut = HalfDayFit([12, 12, 4], width: 20, selected: nil)
        #expect(cut.pieces.map(\.width) == [7, 7, 4])
        for selected in 0..<9 {
            let window = HalfDayFit([Int](repeating: 9, count: 9), width: 24, selected: selected)
            #expect(window.pieces.contains { $0.index == selected })
            #expect(window.pieces.allSatisfy { $0.column + $0.width <= 24 })
            #expect(window.hidesLeft || window.hidesRight)
        }
    }
}
