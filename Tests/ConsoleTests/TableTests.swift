import Desk
import Dispatching
import Foundation
import Testing

@testable import Console

/// What every list can do: order, marks, a file.
@MainActor
struct TableTests {
    /// Order of the customers on the screen, by the names of the shop.
    private func customers(_ screen: Screen) -> [String] {
        let names = ["赵倩", "欧阳修文", "单雅芳", "王建国", "李梅"]
        return screen.text.split(separator: "\n").dropFirst(5).prefix(5).compactMap { line in names.first { line.contains($0) } }
    }

    @Test func ordersAreSortedByTheReadingOfTheName() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("2O")
        // The given order first, then the columns that can be sorted by.
        screen.press("<Down><Down><Enter>")
        #expect(customers(screen) == ["李梅", "欧阳修文", "单雅芳", "王建国", "赵倩"])
        #expect(screen.has("客户 ^"))
        // Chosen again it turns round, and a third time it is as it was.
        screen.press("O<Down><Down><Enter>")
        #expect(customers(screen) == ["赵倩", "王建国", "单雅芳", "欧阳修文", "李梅"])
        #expect(screen.has("客户 v"))
        screen.press("O<Down><Down><Enter>")
        #expect(customers(screen) == ["赵倩", "欧阳修文", "单雅芳", "王建国", "李梅"])
    }

    @Test func ordersWithoutADueTimeStandLastBothWays() throws {
        let screen = try Screen(TestShop.busy())
        func last() throws -> String { try #require(customers(screen).last) }
        screen.press("2O<End><Up><Enter>")
        #expect(screen.has("最近期限 ^"))
        #expect(try last() == "王建国")
        screen.press("O<End><Up><Enter>")
        #expect(screen.has("最近期限 v"))
        #expect(try last() == "王建国")
    }

    @Test func sortingKeepsTheSelectedRowAndTheMarks() throws {
        let screen = try Screen(TestShop.busy())
        let pane = try #require(screen.app.current as? TodayPane)
        screen.press("<Space>")
        let (marked, selected) = (pane.list.marks, try #require(pane.selected?.id))
        screen.press("O<Down><Down><Enter>")
        #expect(pane.list.sorting == Sorting(column: "rule"))
        let rules = pane.list.rows.map(\.row.duty.key.rule)
        #expect(rules == rules.sorted() && Set(rules).count > 1)
        #expect(pane.selected?.id == selected && pane.list.marks == marked)
    }

    @Test func aRangeOfMarksAndTheirInverse() throws {
        let screen = try Screen(TestShop.busy())
        let pane = try #require(screen.app.current as? TodayPane)
        screen.press("<Home><Space><Down>,")
        #expect(pane.list.marks.count == 3)
        screen.press("*")
        #expect(pane.list.marks.count == pane.list.rows.count - 3)
        #expect(pane.list.marks.isDisjoint(with: pane.list.rows.prefix(3).map(\.id)))
    }

    @Test func theListAsAFileIsTheListOnTheScreen() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "paidan-list-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let screen = try Screen(TestShop.busy())
        screen.press("2/1002<Enter>")
        for name in ["list.csv", "list.txt"] {
            screen.press("X<C-u>" + folder.appending(path: name).path + "<C-s>")
            #expect(screen.has("1 行已写入"))
        }
        let sheet = try Data(contentsOf: folder.appending(path: "list.csv"))
        #expect(String(decoding: sheet, as: UTF8.self) == "\u{FEFF},单号,客户,状态,区域,送货,安装,最近期限,电话\r\n  ,HT-1002,王建国,已预约,海淀,2026-11-25,2026-11-27,,13900002222\r\n")
        let page = try String(contentsOf: folder.appending(path: "list.txt"), encoding: .utf8)
        #expect(page == "订单  /1002  2026-11-24 15:04\n   单号    客户   状态   区域 送货       安装       最近期限 电话\n   HT-1002 王建国 已预约 海淀 2026-11-25 2026-11-27          13900002222\n")
        screen.press("X")
        #expect(screen.has("只写文件名就放在 "))
        screen.press("<Esc>")
        // A name that is taken is not written over.
        screen.press("X<C-u>" + folder.appending(path: "list.csv").path + "<C-s>")
        #expect(!screen.has("1 行已写入"))
    }

    /// The screen reads windows of 200; a file is the whole list.
    @Test func aFileOfOrdersHasAllThatTheFilterNamesInTheOrderOfTheScreen() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "paidan-list-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shop = try TestShop.busy()
        let drafts = (1...230).map { OrderDraft(number: "KX-\(1000 + $0)", fields: ["customer": .string("客户\($0)")], lines: []) }
        _ = try shop.desk("wang").batch(drafts.map { Command.receive($0) })
        let screen = try Screen(shop)
        screen.press("2/KX<Enter>O<Down><Enter>X")
        #expect(screen.has("230 行"))
        screen.press("<C-u>" + folder.appending(path: "all.csv").path + "<C-s>")
        #expect(screen.has("230 行已写入"))
        let lines = try String(contentsOf: folder.appending(path: "all.csv"), encoding: .utf8).split(separator: "\r\n")
        #expect(lines.count == 231)
        #expect(lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false)[1] } == (1...230).map { "KX-\(1000 + $0)" })
    }
}
