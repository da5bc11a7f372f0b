import Desk
import Dispatching
import Foundation
import Grid
import Testing

@testable import Console

/// Tickets by state: columns, cards, arrows, the mouse, and the way back to the list.
@MainActor
struct TicketBoardTests {
    /// Two problems just taken in, one handed to its department, one solved, and a service call; the first has been waiting since morning.
    private func shop() throws -> TestShop {
        let shop = try TestShop.busy()
        let desk = try shop.desk("wang")
        shop.time("2026-11-24T09:00")
        func problem(_ order: String, _ kind: String, _ text: String) throws -> CaseID {
            let taken = try desk.perform(.intake(.ticket, parent: try shop.id(.order, order), ["problemKind": .string(kind), "problem": .string(text)]))
            return try #require(taken.records.first { $0.kind == .ticket && $0["problem"].string == text }).id
        }
        _ = try problem("HT-1001", "RESIDUAL_PROBLEM", "酒柜门不平")
        shop.time("2026-11-24T11:00")
        _ = try problem("HT-1002", "COMPLAINT", "门店没有说清楚")
        let handed = try problem("HT-1003", "COMPLAINT", "台面有划痕")
        let solved = try problem("HT-1003", "RESIDUAL_PROBLEM", "少一个拉手")
        let hand: [String: Value] = ["department": "安装部", "owner": "彭店"]
        for id in [handed, solved] { try shop.stamp(id, "assigned", hand, by: "wang") }
        try shop.stamp(solved, "solved", ["result": "拉手已寄"], by: "wang")
        try desk.perform(.intake(.serviceVisit, parent: nil, ["customer": "赵敏", "phone": "13600005555", "address": "西城区新街口1号", "group": "appliance", "problem": "油烟机不转"]))
        shop.time(TestShop.afternoon)
        return shop
    }

    private func selected(_ screen: Screen) -> String? { (screen.app.current as? TicketsPane)?.selected?.number }

    @Test func columnsAreTheStatesThatHoldACase() throws {
        let screen = try Screen(shop(), as: "wang")
        screen.press("4b")
        StoredScreen.expect(screen.text, "tickets-board")
        #expect(screen.has("已受理 3") && screen.has("已派 1") && screen.has("已解决 1"))
        #expect(!screen.has("处理中 ") && !screen.has("已关闭"))
        let wide = try Screen(shop(), as: "wang", rows: 45, columns: 140)
        wide.press("4b")
        StoredScreen.expect(wide.text, "tickets-board-wide")
        #expect(wide.has("油烟机不转") && wide.has("少一个拉手"))
        let english = try Screen(shop(), as: "wang", language: .en)
        english.press("4b")
        StoredScreen.expect(english.text, "tickets-board-english")
    }

    @Test func arrowsMoveEnterOpensAndEscLeadsBack() throws {
        let screen = try Screen(shop(), as: "wang")
        screen.press("4b<Right>")
        #expect(selected(screen) == "HT-1003/P1")
        screen.press("<Right>")
        #expect(selected(screen) == "HT-1003/P2")
        screen.press("<Right><Left><Left><End>")
        let last = selected(screen)
        screen.press("<Home>")
        #expect(selected(screen) != last)
        screen.press("<Right><Enter>")
        #expect(screen.has("单雅芳  13700003333") && screen.has("方庄5里") && !screen.has("已受理 3"))
        screen.press("<Esc>")
        #expect(screen.has("已受理 3") && selected(screen) == "HT-1003/P1")
    }

    @Test func selectionFilterAndMarksStayWhenTheListComesBack() throws {
        let shop = try shop()
        let screen = try Screen(shop, as: "wang")
        screen.press("4b/syf<Enter><Right>")
        #expect(screen.has("已派 1") && !screen.has("已受理"))
        let pane = try #require(screen.app.current as? TicketsPane)
        let selected = pane.selected?.number
        screen.press("b")
        #expect(pane.selected?.number == selected && screen.has("/syf") && screen.has("台面有划痕"))
        // Tomorrow, at another desk, the board is there as it was left.
        screen.press("b")
        let other = try Screen(shop, as: "wang")
        other.press("4")
        #expect(other.has("已受理 3"))
        other.press("<Esc>b")
        #expect(!other.has("已受理 3"))
    }

    @Test func aClickSelectsACardAndTheWheelGoesDownItsColumn() throws {
        let screen = try Screen(shop(), as: "wang")
        screen.press("4b")
        let lines = screen.text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(lines.firstIndex { $0.contains("HT-1003/P1") })
        let column = try #require(lines[row].range(of: "HT-1003/P1")).lowerBound
        let place = Position(row: row, column: Ruler.standard.width(of: String(lines[row][..<column])))
        screen.send(.mouse(MouseEvent(kind: .press, button: .left, position: place)))
        #expect(selected(screen) == "HT-1003/P1")
        screen.press("<Left>")
        screen.send(.mouse(MouseEvent(kind: .wheelDown, button: .none, position: place)))
        #expect(selected(screen) != "HT-1001/P1")
    }

    @Test func anEmptyBoardSaysSoAndAScreenReaderKeepsTheList() throws {
        let screen = try Screen(TestShop(TestShop.afternoon), as: "wang")
        screen.press("4b")
        #expect(screen.has("没有问题单"))
        let read = try Screen(shop(), as: "wang", borders: .none, accessible: true)
        read.press("4b")
        #expect(read.has("读屏时用清单"))
    }

    @Test func statesOfSeveralMachinesStandInTheOrderOfEach() throws {
        let screen = try Screen(shop(), as: "wang")
        screen.press("4")
        let pane = try #require(screen.app.current as? TicketsPane)
        let board = StateColumns(pane.list.rows, playbook: screen.app.manual.playbook)
        #expect(board.columns.map(\.label.zh) == ["已受理", "已派", "已解决"])
        #expect(board.columns.map(\.entries.count) == [3, 1, 1])
        #expect(board.columns[0].entries.map(\.row.kind).contains(.serviceVisit))
    }
}
