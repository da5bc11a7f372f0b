import Grid

/// The layout of a table: which columns have room, and where.
public struct Columns: Hashable, Sendable {
    public struct Column: Hashable, Sendable {
        public enum Width: Hashable, Sendable {
            /// Always this many columns of the screen.
            case fixed(Int)
            /// At least `minimum`; what is left over is shared by weight.
            case flexible(minimum: Int, weight: Int)
        }

        public var title: String
        public var width: Width
        public var alignment: Alignment
        /// On a narrow screen the column with the highest number goes first; 0 never goes.
        public var priority: Int

        public init(_ title: String, _ width: Width, alignment: Alignment = .left, priority: Int = 0) {
            self.title = title
            self.width = width
            self.alignment = alignment
            self.priority = priority
        }

        var minimum: Int {
            switch width {
            case .fixed(let columns): max(1, columns)
            case .flexible(let minimum, _): max(1, minimum)
            }
        }

        var weight: Int {
            if case .flexible(_, let weight) = width { return max(0, weight) }
            return 0
        }
    }

    /// A column that is shown.
    public struct Slot: Hashable, Sendable {
        /// Its place in `Columns.columns`.
        public var index: Int
        public var start: Int
        public var width: Int
    }

    /// The text of a cell; nil style means the row's.
    public struct Cell: Hashable, Sendable {
        public var text: String
        public var style: Style?

        public init(_ text: String, _ style: Style? = nil) {
            self.text = text
            self.style = style
        }
    }

    public var columns: [Column]
    /// Columns of the screen between two columns of the table.
    public var gap: Int

    public init(_ columns: [Column], gap: Int = 1) {
        self.columns = columns
        self.gap = max(0, gap)
    }

    /// The columns that fit into `width`, in order, each with its place. What does not fit even then is cut at the edge.
    public func layout(width: Int) -> [Slot] {
        var kept = Array(columns.indices)
        while needed(kept) > width {
            // Of equals the rightmost goes first.
            guard let victim = kept.filter({ columns[$0].priority > 0 }).max(by: {
                (columns[$0].priority, $0) < (columns[$1].priority, $1)
            }) else { break }
            kept.removeAll { $0 == victim }
        }
        var spare = max(0, width - needed(kept))
        var weights = kept.reduce(0) { $0 + columns[$1].weight }
        var slots: [Slot] = []
        var start = 0
        for index in kept {
            let column = columns[index]
            // Shares are taken from what is left, so that the last flexible column gets the rounding.
            let share = weights > 0 ? spare * column.weight / weights : 0
            spare -= share
            weights -= column.weight
            slots.append(Slot(index: index, start: start, width: column.minimum + share))
            start += column.minimum + share + gap
        }
        return slots
    }

    private func needed(_ indices: [Int]) -> Int {
        indices.reduce(0) { $0 + columns[$1].minimum } + gap * max(0, indices.count - 1)
    }

    /// Draws the titles over the whole row. `slots` come from `layout`, computed once for a picture.
    public func drawHeader(in region: Region, row: Int, slots: [Slot], style: Style = .heading) {
        region.fill(Rect(row: row, column: 0, rows: 1, columns: region.columns), style: style)
        for slot in slots {
            let column = columns[slot.index]
            region.putFitted(
                column.title, row: row, column: slot.start, width: slot.width, alignment: column.alignment, style: style)
        }
    }

    /// Draws one row; `cells` stand in the order of `columns`. The row's style also fills the gaps.
    public func drawRow(_ cells: [Cell], in region: Region, row: Int, slots: [Slot], style: Style = .normal) {
        region.fill(Rect(row: row, column: 0, rows: 1, columns: region.columns), style: style)
        for slot in slots where slot.index < cells.count {
            let cell = cells[slot.index]
            region.putFitted(
                cell.text, row: row, column: slot.start, width: slot.width,
                alignment: columns[slot.index].alignment, style: cell.style ?? style)
        }
    }
}
