import Console
import Grid
import Testing

@Suite("Text field")
struct TextFieldTests {
    private func type(_ field: inout TextField, _ inputs: Input...) { for input in inputs { _ = field.handle(input) } }

    @Test func typingAndErasing() {
        var field = TextField("客户")
        type(&field, .text("张"), .text("a"), .key(.backspace), .key(.left), .key(.left), .text("名"), .key(.delete))
        #expect(field.text == "客名张")
        #expect(field.caret == 2)
        type(&field, .key(.home), .key(.backspace), .key(.delete), .key(.end), .key(.delete))
        #expect(field.text == "名张")
        let taken = [Input.key(.enter), .key(.function(5)), .unknown([1])].filter { field.handle($0) }
        #expect(taken.isEmpty)
    }

    @Test func wordsEndWhereTheScriptChanges() {
        var field = TextField("浦东新区，张江路88号 ok")
        var places: [Int] = []
        while field.caret > 0 {
            field.moveWordLeft()
            places.append(field.caret)
        }
        #expect(places == [12, 10, 8, 5, 4, 0])
        field.moveWordRight()
        #expect(field.caret == 4)
        field.moveToEnd()
        type(&field, .key(.character("w"), .control), .key(.backspace, .control))
        #expect(field.text == "浦东新区，张江路88")
        type(&field, .key(.character("y"), .control))
        #expect(field.text == "浦东新区，张江路88号 ")
        type(&field, .key(.left), .key(.character("u"), .control))
        #expect(field.text == " ")
        type(&field, .key(.character("y"), .control), .key(.home), .key(.character("k"), .control))
        #expect(field.isEmpty)
    }

    @Test func pasteBecomesOneCleanLine() {
        var field = TextField("前后")
        field.moveLeft()
        type(&field, .paste("  第一行\r\n第二行\t\u{1B}[31m\u{202E}完 \n"))
        #expect(field.text == "前第一行 第二行 [31m完后")
    }

    @Test func theLimitHolds() {
        var field = TextField("12", limit: 5)
        type(&field, .paste("345678"), .text("9"))
        #expect(field.text == "12345")
        field.moveToStart()
        type(&field, .text("0"))
        #expect(field.text == "12345")
    }

    @Test func aLateCombiningMarkJoins() {
        var field = TextField("e")
        type(&field, .text("\u{301}"))
        #expect(field.text == "e\u{301}")
        #expect(field.caret == 1)
    }

    @Test func theCaretAlwaysHasItsCell() {
        let canvas = Canvas(rows: 1, columns: 10)
        var field = TextField("派单台abc客户电话")
        for _ in 0..<30 {
            field.reveal(width: 10, ruler: .standard)
            #expect(field.draw(in: canvas.region)?.row == 0)
            field.moveLeft()
        }
        #expect(field.draw(in: canvas.region) == Position(row: 0, column: 0))
        #expect(canvas.grid.text == "派单台abc")
        field.moveToEnd()
        field.reveal(width: 10, ruler: .standard)
        #expect(field.draw(in: canvas.region) == Position(row: 0, column: 9))
        #expect(canvas.grid.text == "c客户电话")
        #expect(field.draw(in: canvas.region.columns(from: 10)) == nil)
    }

    @Test func aPlaceholderShowsInAnEmptyField() {
        let canvas = Canvas(rows: 1, columns: 12)
        #expect(TextField().draw(in: canvas.region, placeholder: "姓名") == Position(row: 0, column: 0))
        #expect(canvas.grid.text == "姓名")
    }
}

@Suite("List state")
struct ListStateTests {
    private func list(_ count: Int = 20, height: Int = 5, select: Int = 10) -> ListState<Int> {
        var list = ListState(Array(0..<count))
        list.setHeight(height)
        list.select(index: select)
        return list
    }

    @Test func aRefreshKeepsTheRowAndItsLine() {
        var state = list()
        let line = state.line(of: state.selectedIndex)
        state.refresh([100, 101, 102] + Array(0..<20))
        #expect(state.selection == 10)
        #expect(state.line(of: state.selectedIndex) == line)
        state.refresh(Array((0..<20).reversed()))
        #expect(state.selection == 10)
        #expect(state.selectedIndex == 9)
    }

    @Test func aGoneRowGivesWayToItsNeighbour() {
        var state = list()
        state.refresh(Array(0..<20).filter { $0 != 10 && $0 != 11 })
        #expect(state.selection == 12)
        state.refresh([3, 1])
        #expect(state.selection == 3)
        state.refresh([])
        #expect(state.isEmpty && state.targets.isEmpty && state.visible.isEmpty)
        state.refresh([5, 3])
        #expect(state.selection == 3)
        state.refresh([7])
        #expect(state.selection == 7)
    }

    @Test func movingStaysInTheList() {
        var state = list()
        state.moveToLast()
        #expect(state.visible == 15..<20)
        state.move(by: 5)
        #expect(state.selection == 19)
        state.pageUp()
        #expect(state.selection == 15)
        #expect(state.visible == 11..<16 || state.visible.contains(15))
        state.moveToFirst()
        state.pageUp()
        #expect(state.selection == 0 && state.top == 0)
        state.pageDown()
        #expect(state.selection == 4)
        state.scroll(by: 10)
        #expect(state.visible.contains(state.selectedIndex))
        state.scroll(by: 100)
        #expect(state.visible == 15..<20)
    }

    @Test func marksGoByRowAndSurviveAFilter() {
        var state = list()
        state.toggleMark()
        state.move(by: 3)
        state.markRange()
        #expect(state.targets == [10, 11, 12, 13])
        state.refresh([12, 13, 14])
        #expect(state.hiddenMarkCount == 2)
        #expect(state.targets == [12, 13])
        state.invertMarks()
        #expect(state.marks == [10, 11, 14])
        state.markAll()
        #expect(state.marks.count == 5)
        state.dropMarks { $0 < 12 }
        #expect(state.marks == [12, 13, 14])
        state.clearMarks()
        state.refresh([12, 13, 14])
        #expect(state.targets == [13])
    }

    @Test func theSelectionIsAlwaysInTheWindow() {
        var random = SystemlessRandom(state: 5)
        var state = list()
        for _ in 0..<2000 {
            switch random.next(7) {
            case 0: state.move(by: random.next(9) - 4)
            case 1: state.pageDown()
            case 2: state.pageUp()
            case 3: state.setHeight(random.next(8))
            case 4: state.scroll(by: random.next(9) - 4)
            case 5: state.refresh((0..<random.next(30)).map { _ in random.next(1000) })
            default: state.refresh(state.ids.filter { _ in random.next(4) > 0 })
            }
            if state.isEmpty { continue }
            #expect(state.visible.contains(state.selectedIndex))
            #expect(state.ids[state.selectedIndex] == state.selection)
            #expect(state.top >= 0 && state.visible.count == min(state.height, state.ids.count))
        }
    }
}

/// A small generator with a fixed beginning.
struct SystemlessRandom {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

@Suite("Tables, dialogs, hints")
struct PictureTests {
    let columns = Columns([
        .init("单号", .fixed(6)),
        .init("客户", .flexible(minimum: 6, weight: 1)),
        .init("地址", .flexible(minimum: 8, weight: 2), priority: 2),
        .init("金额", .fixed(6), alignment: .right, priority: 1),
    ])

    @Test func columnsDropOutByPriority() {
        #expect(columns.layout(width: 40).map(\.index) == [0, 1, 2, 3])
        #expect(columns.layout(width: 28).map(\.index) == [0, 1, 3])
        #expect(columns.layout(width: 15).map(\.index) == [0, 1])
        #expect(columns.layout(width: 4).map(\.index) == [0, 1])
        for width in 13...120 {
            let slots = columns.layout(width: width)
            #expect(slots.last.map { $0.start + $0.width } == width)
        }
    }

    @Test func aTable() {
        let canvas = Canvas(rows: 3, columns: 40)
        let slots = columns.layout(width: 40)
        columns.drawHeader(in: canvas.region, row: 0, slots: slots)
        columns.drawRow([.init("D-1001"), .init("张三"), .init("浦东新区张江路八十八号"), .init("128.00", .bad)], in: canvas.region, row: 1, slots: slots, style: .selected)
        columns.drawRow([.init("D-1002"), .init("欧阳娜娜公司")], in: canvas.region, row: 2, slots: slots)
        #expect(
            canvas.grid.text == """
                单号   客户      地址               金额
                D-1001 张三      浦东新区张江路 > 128.00
                D-1002 欧阳娜娜>
                """)
        #expect(canvas.grid.attributes.split(separator: "\n")[1] == "ssssssssssssssssssssssssssssssssssbbbbbb")
    }

    @Test func aDialogOverChinese() {
        let canvas = Canvas(rows: 8, columns: 31, borders: .ascii)
        canvas.region.fill(nil, "字")
        let dialog = Dialog(
            title: "取消派单", message: "将取消 3 张派单，客户会收到短信。",
            hints: HintLine([.init(key: "F8", label: "取消"), .init(key: "Esc", label: "返回")]), contentRows: 1, maximumWidth: 24)
        let content = dialog.draw(in: canvas.region)
        content.put("[_]", row: 0)
        #expect(
            canvas.grid.text == """
                字 +------ 取消派单 ------+ 字
                字 | 将取消 3 张派单，客  | 字
                字 | 户会收到短信。       | 字
                字 | [_]                  | 字
                字 |                      | 字
                字 | F8 取消  Esc 返回    | 字
                字 +----------------------+ 字
                字字字字字字字字字字字字字字字
                """)
        #expect(content.columns == 20 && content.rows == 1)
    }

    @Test func aDialogIsWideEnoughForItsKeys() {
        let canvas = Canvas(rows: 6, columns: 40, borders: .ascii)
        let hints = HintLine([.init(key: "F8", label: "取消派单"), .init(key: "Esc", label: "返回")])
        Dialog(title: "", message: "好？", hints: hints, maximumWidth: 10).draw(in: canvas.region)
        #expect(canvas.grid.text.contains("F8 取消派单  Esc 返回"))
    }

    @Test func aDialogOnATinyScreenStaysInside() {
        for rows in 1...8 {
            for columns in 1...30 {
                let canvas = Canvas(rows: rows, columns: columns)
                Dialog(
                    title: "很长很长的标题文字", message: String(repeating: "内容，", count: 30),
                    hints: HintLine([.init(key: "Enter", label: "好")]), contentRows: 2
                ).draw(in: canvas.region)
            }
        }
    }

    @Test func hintsGoFromTheEnd() {
        let hints = HintLine([.init(key: "F2", label: "派单"), .init(key: "F5", label: "刷新", isEnabled: false), .init(key: "?", label: "帮助")])
        for (width, picture) in [(24, "F2 派单  F5 刷新  ? 帮助"), (23, "F2 派单  F5 刷新  >"), (17, "F2 派单  >"), (5, ">"), (0, "")] {
            let canvas = Canvas(rows: 1, columns: width)
            hints.draw(in: canvas.region)
            #expect(canvas.grid.text == picture)
        }
    }
}
