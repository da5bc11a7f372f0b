/// What happens to a text that is longer than its place.
public enum Overflow: Hashable, Sendable {
    /// The clip sign of the ruler stands in the last column.
    case sign
    /// Cut without a sign: for text that scrolls sideways.
    case cut
}

extension Grid {
    /// Draws one line of text and returns how many columns it took (from `column` on, at most `width`).
    ///
    /// - Parameters:
    ///   - column: may be negative; what lies left of the clip rectangle is not drawn.
    ///   - width: the most columns the text may take; to the edge of `clip` when nil.
    ///   - clip: nothing outside this rectangle is drawn; the whole grid when nil.
    @discardableResult
    public mutating func put(
        _ text: String, row: Int, column: Int, style: Style = .normal, width: Int? = nil, clip: Rect? = nil,
        overflow: Overflow = .sign
    ) -> Int {
        let area = clip.map { $0.intersection(bounds) } ?? bounds
        guard row >= area.row, row < area.endRow, column < area.endColumn else { return 0 }
        var end = area.endColumn
        if let width, width < end - column { end = column + max(0, width) }
        guard end > column else { return 0 }

        var at = column
        for measured in ruler.glyphs(text) where measured.width > 0 {
            let next = at + measured.width
            if next > end {
                blank(from: at, to: end, row: row, style: style, left: area.column)
                if overflow == .sign && end - 1 >= area.column {
                    write(ruler.clipGlyph, span: 1, style: style, row: row, column: end - 1)
                }
                return end - column
            }
            if at >= area.column {
                write(measured.glyph, span: measured.width, style: style, row: row, column: at)
            } else {
                // The right half of a character that begins left of the clip rectangle.
                blank(from: at, to: next, row: row, style: style, left: area.column)
            }
            at = next
        }
        return at - column
    }

    /// Draws a text in a field of exactly `width` columns: padded, aligned and clipped. Returns `width`, or less at the edge.
    @discardableResult
    public mutating func putFitted(
        _ text: String, row: Int, column: Int, width: Int, alignment: Alignment = .left, style: Style = .normal,
        clip: Rect? = nil
    ) -> Int {
        let area = (clip ?? bounds).intersection(bounds).intersection(Rect(row: row, column: column, rows: 1, columns: width))
        guard !area.isEmpty else { return 0 }
        fill(area, style: style)
        var start = column
        if alignment != .left {
            let gap = max(0, width - ruler.width(of: text))
            start += alignment == .right ? gap : gap / 2
        }
        put(text, row: row, column: start, style: style, width: column + width - start, clip: area)
        return area.endColumn - column
    }

    private mutating func blank(from start: Int, to end: Int, row: Int, style: Style, left: Int) {
        for column in max(start, left)..<max(end, left) {
            write(.space, span: 1, style: style, row: row, column: column)
        }
    }
}
