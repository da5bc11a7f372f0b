import Testing

@testable import Console

/// Ctrl-P finds any customer from any pane.
@MainActor
struct FindTests {
    /// Names in the order in which they stand on the screen.
    private func order(of names: [String], _ screen: Screen) -> [String] {
        screen.text.split(separator: "\n").flatMap { line in names.filter { line.contains($0) } }
    }

    @Test(arguments: [("syf", "HT-1003"), ("shanya", "HT-1003"), ("雅芳", "HT-1003"), ("3333", "HT-1003"), ("ht-1003", "HT-1003"), ("HT-1003/D1", "HT-1003"), ("望京 李", "HT-1001"), ("ouyang", "HT-1004")])
    func findsFromAnywhere(_ query: String, _ number: String) throws {
        for pane in ["1", "7", "8"] {
            let screen = try Screen(TestShop.busy())
            screen.press(pane + "<C-p>" + query + "<Enter>")
            #expect(screen.app.current.id == .orders && screen.app.overlays.isEmpty)
            let orders = try #require(screen.app.current as? OrdersPane)
            #expect(orders.selected?.number == number, "\(query) from \(pane)")
            // And back to where one was.
            screen.press("<Esc>")
            #expect(screen.app.current.id.rawValue == Int(pane))
            screen.press("2")
            #expect((screen.app.current as? OrdersPane)?.list.query == "", "all orders again")
        }
    }

    @Test func aParcelIsFoundWithoutAProblemToo() throws {
        for query in ["518012345673", "5673", "dyf", "明港"] {
            let screen = try Screen(TestShop.branch(), as: "jin")
            screen.press("<C-p>" + query)
            #expect(screen.has("518012345673") == (query != "dyf"))
            guard query != "dyf" else { continue }
            screen.press("<Enter>")
            #expect((screen.app.current as? OrdersPane)?.selected?.number == "518012345673", "\(query)")
        }
    }

    @Test("The filter of a list goes to whom it means most, and back with Esc")
    func filterGoesToTheBest() throws {
        let shop = try TestShop()
        let names = ["李王芳", "王方", "汪芳菲", "吴长江", "章单", "单雅芳"]
        for (n, name) in names.enumerated() {
            try shop.desk("wang").perform(.receive(.init(number: "Q-\(n)", fields: ["customer": .string(name), "phone": "13900001111", "address": "王府路2单元"], lines: [])))
        }
        let screen = try Screen(shop)
        screen.press("1v")
        let today = try #require(screen.app.current as? TodayPane)
        for (query, name) in [("wf", "王方"), ("单", "单雅芳"), ("zhang", "章单"), ("wangfangfei", "汪芳菲")] {
            screen.press("/" + query)
            #expect(today.list.selected?.row.customer == name, "Today: \(query)")
            screen.press("<Esc>")
            #expect(today.list.selected?.row.customer == name, "who was found stays selected")
        }
        screen.press("2")
        let orders = try #require(screen.app.current as? OrdersPane)
        for (query, name) in [("wf", "王方"), ("单", "单雅芳"), ("zhang", "章单")] {
            screen.press("/" + query)
            #expect(orders.selected?.customer == name && orders.list.selectedIndex == 0, "Orders: \(query)")
            screen.press("<Esc>")
        }
    }

    @Test func theBestFindStandsFirst() throws {
        let shop = try TestShop()
        let names = ["李王芳", "王方", "王飞", "汪芳菲"]
        for (n, name) in names.enumerated() {
            try shop.desk("wang").perform(.receive(.init(number: "Q-\(n)", fields: ["customer": .string(name), "address": "王府路"], lines: [])))
        }
        let screen = try Screen(shop)
        screen.press("<C-p>wf")
        // Whose initials they are, newest first; then whose begin so; then who only contains them.
        #expect(order(of: names, screen) == ["王飞", "王方", "汪芳菲", "李王芳"])
        #expect(screen.caret != nil)
    }

    @Test func whatIsNotThereIsSaid() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("<C-p>zzzz")
        #expect(screen.has("没有找到"))
        screen.press("<Enter>")
        #expect(screen.app.overlays.count == 1 && !screen.has("先输入要找的"))
        screen.press("<Esc>")
        #expect(screen.app.overlays.isEmpty && screen.app.current.id == .today)
    }
}
