/// A grid that several regions draw into. A class so that panes can be handed their rectangle of one shared picture.
public final class Canvas {
    public private(set) var grid: Grid
    public let borders: BorderSet

    public init(rows: Int, columns: Int, ruler: Ruler = .standard, borders: BorderSet = .unicode) {
        grid = Grid(rows: rows, columns: columns, ruler: ruler)
        self.borders = borders
    }

    /// The whole picture.
    public var region: Region { Region(canvas: self, rect: grid.bounds) }

    fileprivate func change<Result>(_ body: (inout Grid) -> Result) -> Result { body(&grid) }
}

/// A rectangle of a canvas with coordinates of its own, (0, 0) being its top left cell. Nothing drawn here shows outside
/// it, except that a neighbour's wide character cut in half becomes blank.
public struct Region {
    private let canvas: Canvas
    /// Where the region lies on the canvas.
    public let rect: Rect

    fileprivate init(canvas: Canvas, rect: Rect) {
        self.canvas = canvas
        self.rect = rect
    }

    public var rows: Int { rect.rows }
    public var columns: Int { rect.columns }
    public var bounds: Rect { Rect(rows: rows, columns: columns) }
    public var ruler: Ruler { canvas.grid.ruler }
    public var borders: BorderSet { canvas.borders }

    /// A part of this region, cut to it.
    public func part(_ part: Rect) -> Region {
        Region(canvas: canvas, rect: absolute(part).intersection(rect))
    }

    /// The rows from `first` on, `count` of them or to the end.
    public func rows(from first: Int, count: Int? = nil) -> Region {
        part(Rect(row: first, column: 0, rows: count ?? rows - first, columns: columns))
    }

    /// The columns from `first` on, `count` of them or to the end.
    public func columns(from first: Int, count: Int? = nil) -> Region {
        part(Rect(row: 0, column: first, rows: rows, columns: count ?? columns - first))
    }

    public func inset(rows vertical: Int, columns horizontal: Int) -> Region {
        part(bounds.inset(rows: vertical, columns: horizontal))
    }

    /// The place on the canvas of a cell of this region, for the caret; nil when it lies outside.
    public func position(row: Int, column: Int) -> Position? {
        let position = Position(row: rect.row + row, column: rect.column + column)
        return rect.contains(position) ? position : nil
    }

    @discardableResult
    public func put(
        _ text: String, row: Int, column: Int = 0, style: Style = .normal, width: Int? = nil, overflow: Overflow = .sign
    ) -> Int {
        canvas.change {
            $0.put(
                text, row: rect.row + row, column: rect.column + column, style: style, width: width, clip: rect,
                overflow: overflow)
        }
    }

    @discardableResult
    public func putFitted(
        _ text: String, row: Int, column: Int = 0, width: Int? = nil, alignment: Alignment = .left,
        style: Style = .normal
    ) -> Int {
        canvas.change {
            $0.putFitted(
                text, row: rect.row + row, column: rect.column + column, width: width ?? columns - column,
                alignment: alignment, style: style, clip: rect)
        }
    }

    public func fill(_ part: Rect? = nil, _ character: Character = " ", style: Style = .normal) {
        canvas.change { $0.fill(absolute(part ?? bounds).intersection(rect), character, style: style) }
    }

    public func restyle(_ part: Rect? = nil, _ change: (Style) -> Style) {
        canvas.change { $0.restyle(absolute(part ?? bounds).intersection(rect), change) }
    }

    public func horizontalLine(row: Int, column: Int = 0, length: Int? = nil, style: Style = .border) {
        canvas.change {
            $0.horizontalLine(
                row: rect.row + row, column: rect.column + column, length: length ?? columns - column,
                borders: borders, style: style, clip: rect)
        }
    }

    public func verticalLine(row: Int = 0, column: Int, length: Int? = nil, style: Style = .border) {
        canvas.change {
            $0.verticalLine(
                row: rect.row + row, column: rect.column + column, length: length ?? rows - row,
                borders: borders, style: style, clip: rect)
        }
    }

    /// Draws a frame along the edge of the region and returns the region inside it.
    @discardableResult
    public func box(style: Style = .border) -> Region {
        canvas.change { $0.box(rect, borders: borders, style: style, clip: rect) }
        return inset(rows: 1, columns: 1)
    }

    private func absolute(_ part: Rect) -> Rect {
        Rect(row: rect.row + part.row, column: rect.column + part.column, rows: part.rows, columns: part.columns)
    }
}
