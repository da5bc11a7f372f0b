/// The characters of lines and boxes. Many Chinese consoles draw the Unicode ones wrongly, hence the choice.
public enum BorderSet: String, Hashable, Sendable, CaseIterable {
    case unicode, ascii, none

    /// Unicode lines are characters of ambiguous width: where those are two columns wide, ASCII takes over.
    func usable(with ruler: Ruler) -> BorderSet { self == .unicode && ruler.ambiguous == .two ? .ascii : self }

    var horizontal: Character { pick("─", "-") }
    var vertical: Character { pick("│", "|") }
    var topLeft: Character { pick("┌", "+") }
    var topRight: Character { pick("┐", "+") }
    var bottomLeft: Character { pick("└", "+") }
    var bottomRight: Character { pick("┘", "+") }

    private func pick(_ unicode: Character, _ ascii: Character) -> Character {
        switch self {
        case .unicode: unicode
        case .ascii: ascii
        case .none: " "
        }
    }
}

extension Grid {
    /// A horizontal line of `length` columns.
    public mutating func horizontalLine(
        row: Int, column: Int, length: Int, borders: BorderSet, style: Style = .border, clip: Rect? = nil
    ) {
        let line = Rect(row: row, column: column, rows: 1, columns: length)
        fill(line.intersection(clip ?? bounds), borders.usable(with: ruler).horizontal, style: style)
    }

    /// A vertical line of `length` rows.
    public mutating func verticalLine(
        row: Int, column: Int, length: Int, borders: BorderSet, style: Style = .border, clip: Rect? = nil
    ) {
        let line = Rect(row: row, column: column, rows: length, columns: 1)
        fill(line.intersection(clip ?? bounds), borders.usable(with: ruler).vertical, style: style)
    }

    /// A frame around the inside of `rect`, whose content is left alone. The set `none` blanks the frame's cells.
    public mutating func box(_ rect: Rect, borders: BorderSet, style: Style = .border, clip: Rect? = nil) {
        guard rect.rows >= 2, rect.columns >= 2 else { return }
        let set = borders.usable(with: ruler)
        let right = rect.endColumn - 1
        let bottom = rect.endRow - 1
        for row in [rect.row, bottom] {
            horizontalLine(row: row, column: rect.column, length: rect.columns, borders: set, style: style, clip: clip)
        }
        for column in [rect.column, right] {
            verticalLine(row: rect.row, column: column, length: rect.rows, borders: set, style: style, clip: clip)
        }
        let corners = [
            (rect.row, rect.column, set.topLeft), (rect.row, right, set.topRight),
            (bottom, rect.column, set.bottomLeft), (bottom, right, set.bottomRight),
        ]
        for (row, column, sign) in corners {
            let cell = Rect(row: row, column: column, rows: 1, columns: 1)
            fill(cell.intersection(clip ?? bounds), sign, style: style)
        }
    }
}
