import Dispatching
import Grid
import Testing

@testable import Console
@testable import Storage

/// Every pane in every state it can be met in, as pictures: Chinese on 80x24, then one thing changed at a time.
@MainActor
struct PaneScreenTests {
    /// The panes under their digits.
    private static let panes = ["1": "today", "2": "orders", "3": "roster", "4": "tickets", "6": "callbacks", "7": "outbox", "8": "supervisor", "9": "setup"]

    enum State: String, CaseIterable { case empty, one, many, rare, error, dialog }

    /// The pictures that are drawn here.
    static var names: Set<String> {
        let kinds = State.allCases.map(\.rawValue) + Axis.allCases.map(\.rawValue) + ["readonly"]
        return Set(panes.values.flatMap { pane in kinds.map { "pane-\(pane)-\($0)" } })
    }

    @Test(arguments: State.allCases)
    func everyPaneInEveryState(state: State) throws {
        let shop = try Self.shop(state)
        for (digit, name) in Self.panes.sorted(by: { $0.key < $1.key }) {
            let screen = try Screen(shop, as: "peng")
            if state == .error { try Self.breakFile(shop) }
            screen.press("v" + digit)
            if state == .error { screen.app.reload() ; screen.app.deliver() }
            if state == .dialog { screen.app.confirm(title: "撤销", message: "单雅芳（13700003333）的预约记录会撤销，客户已经知道的日期不变。", isDanger: true) {} }
            StoredScreen.expect(screen.text, "pane-\(name)-\(state.rawValue)")
            if state == .error { try Self.mendFile(shop) }
        }
    }

    enum Axis: String, CaseIterable { case english, ascii, noBorders, wide, large, accessible }

    @Test(arguments: Axis.allCases)
    func everyPaneAlongEveryAxis(axis: Axis) throws {
        let shop = try TestShop.busy()
        for (digit, name) in Self.panes.sorted(by: { $0.key < $1.key }) {
            let (rows, columns) = axis == .wide ? (24, 140) : axis == .large ? (60, 200) : (24, 80)
            let screen = try Screen(
                shop, as: "peng", rows: rows, columns: columns, language: axis == .english ? .en : .zh,
                borders: axis == .ascii ? .ascii : axis == .noBorders || axis == .accessible ? .none : .unicode, accessible: axis == .accessible)
            screen.press("v" + digit)
            StoredScreen.expect(screen.text, "pane-\(name)-\(axis.rawValue)")
            // Nothing straddles the edge, whatever the width of its characters.
            #expect(screen.text.split(separator: "\n").allSatisfy { Ruler.standard.width(of: String($0)) <= columns })
        }
    }

    /// A file that may only be read: everything is shown, and a change says why it cannot be.
    @Test func aFileThatMayOnlyBeRead() throws {
        let shop = try TestShop.busy()
        let path = shop.folder.appending(path: "shop.paidan").path
        try shop.store.close()
        let reading = try TestShop(TestShop.afternoon, reading: path)
        for (digit, name) in Self.panes.sorted(by: { $0.key < $1.key }) {
            let screen = try Screen(reading, as: "lin")
            screen.press("v" + digit)
            StoredScreen.expect(screen.text, "pane-\(name)-readonly")
        }
        let screen = try Screen(reading, as: "lin")
        screen.press("<Down><Down><Enter>")
        StoredScreen.expect(screen.text, "readonly-save")
    }

    private static func shop(_ state: State) throws -> TestShop {
        switch state {
        case .empty: return try TestShop(TestShop.afternoon)
        case .one:
            let shop = try TestShop("2026-11-24T09:00")
            try shop.receive("HT-1001", "李梅", phone: "13800001111", address: "朝阳区望京花园3号楼1201")
            shop.time(TestShop.afternoon)
            return shop
        case .many, .error, .dialog: return try TestShop.busy()
        case .rare:
            let shop = try TestShop("2026-11-24T09:00")
            let long = "内蒙古自治区呼伦贝尔市鄂伦春自治旗阿里河镇中央北路东侧布苏里小区三号综合楼二单元五层五零二室（从北门进，电梯坏了请走楼梯）"
            let names = [
                "尉迟𬱖", "阿卜杜热依木江·麦麦提吐尔逊·买买提依明", "e\u{301}e\u{301}lodie Müller", "欧阳\u{200B}娜\u{202E}娜", "👩‍👩‍👧 一家", "𠮷野家 (Yoshinoya)", "ﾊﾝｶｸ", "Ｆｕｌｌ　ｗｉｄｔｈ",
            ]
            for (place, name) in names.enumerated() {
                let id = try shop.receive("HT-合同-2026-000\(place)", name, phone: "1380000111\(place)", address: long, goods: "超大号功能沙发床带储物（左贵妃位）")
                if place < 4 { try shop.goodsComplete(id) }
            }
            shop.time(TestShop.afternoon)
            return shop
        }
    }

    private static func breakFile(_ shop: TestShop) throws {
        try shop.store.writer.write { try $0.execute(sql: "ALTER TABLE duties RENAME TO lost_duties; ALTER TABLE cases RENAME TO lost_cases") }
    }

    private static func mendFile(_ shop: TestShop) throws {
        try shop.store.writer.write { try $0.execute(sql: "ALTER TABLE lost_duties RENAME TO duties; ALTER TABLE lost_cases RENAME TO cases") }
    }
}
