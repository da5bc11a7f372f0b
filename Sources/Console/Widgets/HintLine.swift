import Grid

/// The line that tells which keys work here.
public struct HintLine: Hashable, Sendable {
    public struct Hint: Hashable, Sendable {
        public var key: String
        public var label: String
        /// A key that cannot be used now shows dimmed rather than not at all.
        public var isEnabled: Bool

        public init(key: String, label: String, isEnabled: Bool = true) {
            self.key = key
            self.label = label
            self.isEnabled = isEnabled
        }
    }

    /// The most important first: those at the end go when there is no room.
    public var hints: [Hint]

    public init(_ hints: [Hint]) { self.hints = hints }

    /// Columns needed to show all of them.
    public func width(_ ruler: Ruler) -> Int {
        hints.reduce(0) { $0 + ruler.width(of: $1.key) + 1 + ruler.width(of: $1.label) } + 2 * max(0, hints.count - 1)
    }

    /// Draws as many whole hints as fit, and the clip sign when some do not. Returns the columns each hint took, for clicks.
    @discardableResult
    public func draw(in region: Region, row: Int = 0, style: Style = .normal) -> [Range<Int>] {
        region.fill(Rect(row: row, column: 0, rows: 1, columns: region.columns), style: style)
        var column = 0
        var places: [Range<Int>] = []
        for (index, hint) in hints.enumerated() {
            let width = region.ruler.width(of: hint.key) + 1 + region.ruler.width(of: hint.label)
            let isLast = index == hints.count - 1
            // Behind all but the last the sign must still find room.
            guard column + width + (isLast ? 0 : 2) <= region.columns else {
                region.put(String(region.ruler.clipSign), row: row, column: column, style: .dim)
                break
            }
            let keyStyle = hint.isEnabled ? Style(.key, style.face) : Style(.dim, style.face)
            let used = region.put(hint.key, row: row, column: column, style: keyStyle)
            region.put(hint.label, row: row, column: column + used + 1, style: hint.isEnabled ? style : keyStyle)
            places.append(column..<column + width)
            column += width + 2
        }
        return places
    }
}
