/// A screen of cells for text of mixed width.
///
/// Holds at all times: every wide character has both its halves, none straddles the right edge, and every cell is
/// printable. All drawing is clipped, so no call can fail.
public struct Grid: Hashable, Sendable {
    public let rows: Int
    public let columns: Int
    public let ruler: Ruler
    private(set) var cells: ContiguousArray<Cell>

    public init(rows: Int, columns: Int, ruler: Ruler = .standard) {
        self.rows = max(0, rows)
        self.columns = max(0, columns)
        self.ruler = ruler
        cells = ContiguousArray(repeating: .blank(), count: self.rows * self.columns)
    }

    public var bounds: Rect { Rect(rows: rows, columns: columns) }

    /// The cell at a place inside `bounds`.
    public subscript(row: Int, column: Int) -> Cell { cells[row * columns + column] }

    /// The cells of one row, left to right.
    public func row(_ row: Int) -> ArraySlice<Cell> { ArraySlice(cells[row * columns..<(row + 1) * columns]) }

    /// Calls `body` with the cells of one row without copying them.
    public func withRow<Result>(_ row: Int, _ body: (UnsafeBufferPointer<Cell>) -> Result) -> Result {
        cells.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[row * columns..<(row + 1) * columns])) }
    }

    public mutating func clear(_ style: Style = .normal) {
        for index in cells.indices { cells[index] = .blank(style) }
    }

    /// Rows in which this grid differs from an older one; all rows when the sizes differ or there is none.
    public func changedRows(since old: Grid?) -> [Int] {
        guard let old, old.rows == rows, old.columns == columns else { return Array(0..<rows) }
        return cells.withUnsafeBufferPointer { new in
            old.cells.withUnsafeBufferPointer { old in
                (0..<rows).filter { row in
                    (row * columns..<(row + 1) * columns).contains { new[$0] != old[$0] }
                }
            }
        }
    }

    // MARK: Writing

    /// Writes a glyph whose cells all lie inside the grid, and blanks what is left of characters it cuts in half.
    @inline(__always)
    mutating func write(_ glyph: Glyph, span: Int, style: Style, row: Int, column: Int) {
        let first = row * columns + column
        let last = first + span - 1
        if cells[first].span == 0 { cells[first - 1] = .blank(cells[first - 1].style) }
        if cells[last].span == 2 { cells[last + 1] = .blank(cells[last + 1].style) }
        cells[first] = Cell(glyph: glyph, style: style, span: UInt8(truncatingIfNeeded: span))
        if span == 2 { cells[last] = .continuation(style) }
    }

    /// Fills a rectangle with one character; a wide one leaves the last odd column blank.
    public mutating func fill(_ rect: Rect, _ character: Character = " ", style: Style = .normal) {
        let rect = rect.intersection(bounds)
        guard !rect.isEmpty else { return }
        var glyphs = ruler.glyphs(String(character))
        let measured = glyphs.next()
        let glyph = measured?.glyph ?? .space
        let span = max(1, measured?.width ?? 1)
        if span == 1 {
            let cell = Cell(glyph: glyph.bits == 0 ? .space : glyph, style: style, span: 1)
            for row in rect.row..<rect.endRow { fillNarrow(row: row, from: rect.column, to: rect.endColumn, with: cell) }
            return
        }
        for row in rect.row..<rect.endRow {
            var column = rect.column
            while column < rect.endColumn {
                let fits = column + span <= rect.endColumn
                write(fits ? glyph : .space, span: fits ? span : 1, style: style, row: row, column: column)
                column += fits ? span : 1
            }
        }
    }

    private mutating func fillNarrow(row: Int, from start: Int, to end: Int, with cell: Cell) {
        let first = row * columns + start
        let last = row * columns + end - 1
        if cells[first].span == 0 { cells[first - 1] = .blank(cells[first - 1].style) }
        if cells[last].span == 2 { cells[last + 1] = .blank(cells[last + 1].style) }
        for index in first...last { cells[index] = cell }
    }

    /// Changes the look of a rectangle and keeps its text; a wide character at the border changes as a whole.
    public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let rect = rect.intersection(bounds)
        guard !rect.isEmpty else { return }
        for row in rect.row..<rect.endRow {
            var first = row * columns + rect.column
            var end = row * columns + rect.endColumn
            if cells[first].span == 0 { first -= 1 }
            if cells[end - 1].span == 2 { end += 1 }
            for index in first..<end { cells[index].style = change(cells[index].style) }
        }
    }
}
