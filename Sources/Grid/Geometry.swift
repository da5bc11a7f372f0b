/// A cell of the screen; row 0 is the top, column 0 the left.
public struct Position: Hashable, Sendable {
    public var row: Int
    public var column: Int

    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}

/// A rectangle of cells. Never has a negative size.
public struct Rect: Hashable, Sendable {
    public var row: Int
    public var column: Int
    public var rows: Int
    public var columns: Int

    public init(row: Int = 0, column: Int = 0, rows: Int, columns: Int) {
        self.row = row
        self.column = column
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }

    /// One past the last row and column.
    public var endRow: Int { row + rows }
    public var endColumn: Int { column + columns }
    public var isEmpty: Bool { rows == 0 || columns == 0 }

    public func contains(_ position: Position) -> Bool {
        position.row >= row && position.row < endRow && position.column >= column && position.column < endColumn
    }

    public func intersection(_ other: Rect) -> Rect {
        let top = max(row, other.row)
        let left = max(column, other.column)
        return Rect(
            row: top, column: left,
            rows: min(endRow, other.endRow) - top, columns: min(endColumn, other.endColumn) - left)
    }

    /// Smaller by these margins on each side.
    public func inset(rows vertical: Int, columns horizontal: Int) -> Rect {
        Rect(
            row: row + vertical, column: column + horizontal,
            rows: rows - 2 * vertical, columns: columns - 2 * horizontal)
    }

    /// A rectangle of this size in the middle; cut to this rectangle when it is too large.
    public func centred(rows height: Int, columns width: Int) -> Rect {
        let height = min(height, rows)
        let width = min(width, columns)
        return Rect(row: row + (rows - height) / 2, column: column + (columns - width) / 2, rows: height, columns: width)
    }
}
