import Desk
import Dispatching
import Grid
import Testing
import Wording

@testable import Console
@testable import Storage

/// Every pane in every state it can be met in, as pictures: Chinese on 80x24, then one thing changed at a time.
@MainActor
struct PaneScreenTests {
    /// The panes under their digits; that of the parcels is a courier's.
    private static let panes = ["1": "today", "2": "orders", "3": "roster", "4": "tickets", "5": "parcels", "6": "callbacks", "7": "outbox", "8": "supervisor", "9": "setup"]

    enum State: String, CaseIterable { case empty, one, many, rare, error, dialog }

    /// The pictures that are drawn here.
    static var names: Set<String> {
        let kinds = State.allCases.map(\.rawValue) + Axis.allCases.map(\.rawValue) + ["readonly", "colours"]
        return Set(panes.values.flatMap { pane in kinds.map { "pane-\(pane)-\($0)" } })
    }

    /// A shop of each kind in the same state, and who looks at the pane there.
    private struct Shops {
        let usual, branch: TestShop

        @MainActor
        func screen(_ pane: String, as login: String = "peng", rows: Int = 24, columns: Int = 80, language: Language = .zh, borders: BorderSet = .unicode, accessible: Bool = false) throws -> Screen {
            let isParcels = pane == "parcels"
            return try Screen(isParcels ? branch : usual, as: isParcels ? "jin" : login, rows: rows, columns: columns, language: language, borders: borders, accessible: accessible)
        }
    }

    @Test(arguments: State.allCases)
    func everyPaneInEveryState(state: State) throws {
        let shops = try Shops(usual: Self.shop(state), branch: Self.branch(state))
        for (digit, name) in Self.panes.sorted(by: { $0.key < $1.key }) {
            let screen = try shops.screen(name)
            if state == .error { try Self.breakFile(screen.shop) }
            screen.press("v" + digit)
            if state == .error { screen.app.reload() ; screen.app.deliver() }
            if state == .dialog { screen.app.confirm(title: "撤销", message: "单雅芳（13700003333）的预约记录会撤销，客户已经知道的日期不变。", isDanger: true) {} }
            StoredScreen.expect(screen.text, "pane-\(name)-\(state.rawValue)")
            if state == .error { try Self.mendFile(screen.shop) }
        }
    }

    enum Axis: String, CaseIterable { case english, ascii, noBorders, wide, large, accessible }

    @Test(arguments: Axis.allCases)
    func everyPaneAlongEveryAxis(axis: Axis) throws {
        let shops = try Shops(usual: .busy(), branch: .branch())
        for (digit, name) in Self.panes.sorted(by: { $0.key < $1.key }) {
            let (rows, columns) = axis == .wide ? (24, 140) : axis == .large ? (60, 200) : (24, 80)
            let screen = try shops.screen(
                name, rows: rows, columns: columns, language: axis == .english ? .en : .zh,
                borders: axis == .ascii ? .ascii : axis == .noBorders || axis == .accessible ? .none : .unicode, accessible: axis == .accessible)
            screen.press("v" + digit)
            StoredScreen.expect(screen.text, "pane-\(name)-\(axis.rawValue)")
            // Nothing straddles the edge, whatever the width of its characters.
            #expect(screen.text.split(separator: "\n").allSatisfy { Ruler.standard.width(of: String($0)) <= columns })
        }
    }

    /// A file that may only be read: everything is shown, and a change says why it cannot be.
    @Test func aFileThatMayOnlyBeRead() throws {
        let (shop, branch) = (try TestShop.busy(), try TestShop.branch())
        func reading(_ shop: TestShop, _ time: String) throws -> TestShop {
            try shop.store.close()
            return try TestShop(time, reading: shop.folder.appending(path: "shop.paidan").path)
        }
        let shops = try Shops(usual: reading(shop, TestShop.afternoon), branch: reading(branch, "2026-12-07T08:20"))
        for (digit, name) in Self.panes.sorted(by: { $0.key < $1.key }) {
            let screen = try shops.screen(name, as: "lin")
            screen.press("v" + digit)
            StoredScreen.expect(screen.text, "pane-\(name)-readonly")
        }
        let screen = try Screen(shops.usual, as: "lin")
        screen.press("<Down><Down><Enter>")
        StoredScreen.expect(screen.text, "readonly-save")
    }

    // MARK: Colours

    private static let depths: [(String, Palette)] = [
        ("mono", Palette(colours: 0)), ("8", Palette(colours: 8)), ("16", Palette(colours: 16)), ("256 dark", Palette(colours: 256, background: .dark)),
        ("256 light", Palette(colours: 256, background: .light)),
    ]

    /// What is drawn, below it what each cell means (`Ink.letter`), and below that how each of these meanings looks with the colours at hand.
    @Test func colours() throws {
        let shops = try Shops(usual: .busy(), branch: .branch())
        for (digit, name) in Self.panes.sorted(by: { $0.key < $1.key }) {
            let screen = try shops.screen(name)
            screen.press("v" + digit)
            let grid = screen.grid
            let styles = Set((0..<grid.rows).flatMap { grid.row($0).map(\.style) }).sorted { $0.id < $1.id }
            let looks = styles.map { style in
                "\(style.ink.letter) \(style.ink)\(style.face.contains(.bold) ? " bold" : ""): " + Self.depths.map { "\($0.0) \(Self.words($0.1.look(style)))" }.joined(separator: ", ")
            }
            StoredScreen.expect(([grid.text, "", grid.attributes, ""] + looks).joined(separator: "\n"), "pane-\(name)-colours")
        }
    }

    private static func words(_ look: Palette.Look) -> String {
        let faces = [(look.bold, "bold"), (look.underline, "underline"), (look.reverse, "reverse"), (look.dim, "dim")].filter(\.0).map(\.1)
        let colours = [look.foreground >= 0 ? "\(look.foreground)" : "", look.background >= 0 ? "on \(look.background)" : ""].filter { !$0.isEmpty }
        let words = colours + faces
        return words.isEmpty ? "plain" : words.joined(separator: " ")
    }

    /// Whoever sees no colours finds the selected row by its `>`, the marked ones by `#` and what is late by its `!`, on every pane.
    @Test func noColourIsNeededToTellThingsApart() throws {
        let shops = try Shops(usual: .busy(), branch: .branch())
        for (digit, name) in Self.panes.sorted(by: { $0.key < $1.key }) {
            let screen = try shops.screen(name)
            screen.press("v" + digit)
            let grid = screen.grid
            for row in 3..<grid.rows - 2 {
                let cells = Array(grid.row(row))
                if let first = cells.firstIndex(where: { $0.style.ink == .selected }) {
                    #expect([first, max(0, first - 1)].contains { cells[$0].glyph.text == ">" }, "\(name): \(grid.rowText(row))")
                }
                if cells.contains(where: { $0.style.ink == .bad && $0.glyph != .space }) { #expect(grid.rowText(row).contains { "!x".contains($0) }, "\(name): \(grid.rowText(row))") }
            }
            // Marks, where a row can be marked at all; a heading counts them in words.
            screen.press(" ")
            let marked = screen.grid
            for row in 3..<marked.rows - 2 where marked.row(row).contains(where: { $0.style.ink == .marked }) {
                #expect(marked.rowText(row).contains { "#*标".contains($0) }, "\(name): \(marked.rowText(row))")
            }
        }
    }

    private static func branch(_ state: State) throws -> TestShop {
        switch state {
        case .empty: try TestShop("2026-12-07T08:20", trade: "courier", staff: [("jin", "金晶", ["inboundAgent"])])
        case .one: try .branch(1)
        case .many: try .branch(11)
        case .error, .dialog: try .branch()
        case .rare: try .branch(names: rareNames, address: rareAddress)
        }
    }

    private static let rareAddress = "内蒙古自治区呼伦贝尔市鄂伦春自治旗阿里河镇中央北路东侧布苏里小区三号综合楼二单元五层五零二室（从北门进，电梯坏了请走楼梯）"
    private static let rareNames = [
        "尉迟𬱖", "阿卜杜热依木江·麦麦提吐尔逊·买买提依明", "e\u{301}e\u{301}lodie Müller", "欧阳\u{200B}娜\u{202E}娜", "👩‍👩‍👧 一家", "𠮷野家 (Yoshinoya)", "ﾊﾝｶｸ", "Ｆｕｌｌ　ｗｉｄｔｈ",
    ]

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
            for (place, name) in rareNames.enumerated() {
                let id = try shop.receive("HT-合同-2026-000\(place)", name, phone: "1380000111\(place)", address: rareAddress, goods: "超大号功能沙发床带储物（左贵妃位）")
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
