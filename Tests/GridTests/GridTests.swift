import Grid
import Testing

@Suite("Grid")
struct GridTests {
    /// Every row has as many columns as the grid, and every wide character both halves.
    static func expectSound(_ grid: Grid, _ location: SourceLocation = #_sourceLocation) {
        for row in 0..<grid.rows {
            var column = 0
            while column < grid.columns {
                let cell = grid[row, column]
                #expect(cell.span == 1 || cell.span == 2, "orphan half at \(row):\(column)", sourceLocation: location)
                if cell.span == 2 {
                    #expect(column + 1 < grid.columns && grid[row, column + 1].isContinuation, sourceLocation: location)
                    #expect(grid[row, column + 1].style == cell.style, sourceLocation: location)
                }
                column += max(1, Int(cell.span))
            }
            #expect(column == grid.columns, sourceLocation: location)
        }
    }

    @Test func writingOverHalfACharacterBlanksTheOther() {
        var grid = Grid(rows: 1, columns: 8)
        grid.put("派单台客", row: 0, column: 0)
        grid.put("a", row: 0, column: 1)
        #expect(grid.text == " a单台客")
        grid.put("b", row: 0, column: 4)
        #expect(grid.text == " a单b 客")
        grid.put("中", row: 0, column: 5)
        #expect(grid.text == " a单b中")
        Self.expectSound(grid)
    }

    @Test func aWideCharacterNeverStraddlesTheEdge() {
        var grid = Grid(rows: 2, columns: 5)
        #expect(grid.put("派单台", row: 0, column: 0) == 5)
        #expect(grid.put("派单台", row: 1, column: 0, overflow: .cut) == 5)
        #expect(grid.text == "派单>\n派单")
        #expect(grid.put("x", row: 0, column: 5) == 0)
        #expect(grid.put("x", row: 2, column: 0) == 0)
        #expect(grid.put("x", row: -1, column: 0) == 0)
        Self.expectSound(grid)
    }

    @Test func textLeftOfTheEdgeIsCut() {
        var grid = Grid(rows: 1, columns: 6)
        grid.put("派单台", row: 0, column: -1)
        #expect(grid.text == " 单台")
    }

    @Test func boxesInTheThreeSets() {
        let expected: [BorderSet: String] = [
            .unicode: "┌──┐\n│xx│\n└──┘", .ascii: "+--+\n|xx|\n+--+", .none: "\n xx\n",
        ]
        for (set, picture) in expected {
            var grid = Grid(rows: 3, columns: 4)
            grid.fill(grid.bounds, "x")
            grid.box(grid.bounds, borders: set)
            #expect(grid.text == picture)
        }
        // Unicode lines would be two columns wide there.
        var wide = Grid(rows: 2, columns: 3, ruler: Ruler(ambiguous: .two))
        wide.box(wide.bounds, borders: .unicode)
        #expect(wide.text == "+-+\n+-+")
    }

    @Test func attributesDump() {
        var grid = Grid(rows: 2, columns: 12)
        grid.put("迟到", row: 0, column: 1, style: .bad)
        grid.put("ab", row: 0, column: 6, style: Style(.key, .bold))
        grid.put("客", row: 1, column: 0, style: Style(.normal, [.underline, .bold]))
        #expect(grid.attributes == ".bbbb.KK\nNN\nunderline 1:0-1")
        grid.restyle(Rect(row: 0, column: 2, rows: 1, columns: 2)) { _ in .selected }
        #expect(grid.attributes.hasPrefix(".ssss.KK"))
    }

    @Test func changedRows() {
        var old = Grid(rows: 4, columns: 10)
        old.put("派单", row: 1, column: 0)
        var new = old
        #expect(new.changedRows(since: old) == [])
        new.put("单", row: 1, column: 4)
        new.put("x", row: 3, column: 9, style: .good)
        #expect(new.changedRows(since: old) == [1, 3])
        #expect(new.changedRows(since: nil) == [0, 1, 2, 3])
        #expect(new.changedRows(since: Grid(rows: 4, columns: 9)) == [0, 1, 2, 3])
    }

    @Test func regionsDrawOnlyInTheirRectangle() {
        let canvas = Canvas(rows: 5, columns: 20, borders: .ascii)
        canvas.region.fill(nil, "字")
        let inside = canvas.region.part(Rect(row: 1, column: 3, rows: 3, columns: 10)).box()
        #expect(inside.rect == Rect(row: 2, column: 4, rows: 1, columns: 8))
        inside.fill()
        inside.put("很长的一行文字", row: 0)
        inside.put("外面", row: 1)
        inside.putFitted("右", row: 0, column: 4, width: 4, alignment: .right)
        #expect(
            canvas.grid.text == """
                字字字字字字字字字字
                字 +--------+ 字字字
                字 |很长  右| 字字字
                字 +--------+ 字字字
                字字字字字字字字字字
                """)
        #expect(inside.position(row: 0, column: 7) == Position(row: 2, column: 11))
        #expect(inside.position(row: 0, column: 8) == nil)
        Self.expectSound(canvas.grid)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func anyDrawingKeepsTheGridSound(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let ruler = Ruler(ambiguous: seed.isMultiple(of: 2) ? .two : .one)
        var grid = Grid(rows: 8, columns: Int.random(in: 1...40, using: &random), ruler: ruler)
        for _ in 0..<300 {
            let row = Int.random(in: -1...8, using: &random)
            let column = Int.random(in: -4...42, using: &random)
            let style = Style(Ink.allCases.randomElement(using: &random) ?? .normal)
            let area = Rect(
                row: row, column: column, rows: Int.random(in: 0...6, using: &random), columns: Int.random(in: 0...30, using: &random))
            let text = RandomText.make(using: &random)
            let before = grid
            switch Int.random(in: 0..<6, using: &random) {
            case 0: grid.fill(area, RandomText.pieces.randomElement(using: &random) ?? " ", style: style)
            case 1: grid.box(area, borders: .unicode, style: style)
            case 2: grid.restyle(area) { _ in style }
            case 3: grid.putFitted(text, row: row, column: column, width: area.columns, alignment: .right, style: style)
            case 4: grid.put(text, row: row, column: column, style: style, clip: area)
            default:
                let width = Int.random(in: 0...30, using: &random)
                let used = grid.put(text, row: row, column: column, style: style, width: width)
                #expect(used <= width)
                // Drawing the same again changes nothing.
                let once = grid
                grid.put(text, row: row, column: column, style: style, width: width)
                #expect(grid == once)
            }
            if grid.changedRows(since: before).isEmpty { #expect(grid == before) }
        }
        Self.expectSound(grid)
    }
}
