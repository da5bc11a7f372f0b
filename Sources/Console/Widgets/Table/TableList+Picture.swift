import Dispatching
import Grid

/// How a list looks: titles, rows, the filter's text, the status line.
extension TableList {
    /// `3/120  已标记 2`.
    /// - Parameter isPartial: there are more rows than were read.
    func status(isPartial: Bool = false) -> String {
        let of = "\(rows.count)" + (isPartial ? "+" : "")
        var words = [context.text("list.place", ["n": .int(rows.isEmpty ? 0 : selectedIndex + 1), "of": .string(of)])]
        if !marks.isEmpty { words.append(context.text("list.marked", ["n": .int(marks.count)])) }
        if state.hiddenMarkCount > 0 { words.append(context.text("list.hiddenMarks", ["n": .int(state.hiddenMarkCount)])) }
        return words.joined(separator: "  ")
    }

    /// Titles and rows; returns where the cursor waits.
    /// - Parameter nothing: what an empty list says; another sentence stands there when a filter hides all rows.
    func draw(in region: Region, nothing: String) -> Position? {
        let columns = columns()
        let table = Columns([.init("", .fixed(2))] + columns.map { column in
            .init(column.title + sign(of: column), width(of: column, region.ruler), alignment: column.alignment, priority: column.priority)
        })
        let slots = table.layout(width: region.columns)
        table.drawHeader(in: region, row: 0, slots: slots)
        let body = region.rows(from: 1)
        place = body.rect
        titlePlaces = slots.compactMap { slot in
            guard slot.index > 0, columns[slot.index - 1].order != nil else { return nil }
            let start = place.column + slot.start
            return (start..<start + slot.width, columns[slot.index - 1].key)
        }
        state.setHeight(body.rows)
        if rows.isEmpty { body.put(emptyText(nothing), row: min(1, body.rows - 1), column: 2, style: .dim) }
        for index in state.visible where index < rows.count {
            guard let line = state.line(of: index) else { continue }
            let row = rows[index]
            let isSelected = index == selectedIndex, isMarked = state.isMarked(row.id)
            let look = look(row)
            // Mark and sign stand side by side: both are readable without colour.
            let sign = (isMarked ? "#" : isSelected ? ">" : " ") + look.sign
            let style: Style = isSelected ? .selected : isMarked ? .marked : look.style
            let cells = columns.map { column in
                let cell = column.cell(row)
                return isSelected ? Columns.Cell(cell.text) : cell
            }
            table.drawRow([.init(sign)] + cells, in: body, row: line, slots: slots, style: style)
        }
        return rows.isEmpty ? nil : body.position(row: state.line(of: selectedIndex) ?? 0, column: 0)
    }

    /// Why there is no row.
    /// - Parameter nothing: key of what an empty list says.
    func emptyText(_ nothing: String) -> String { context.text(!isRead ? "list.reading" : search.field == nil ? nothing : "list.noMatch") }

    private func sign(of column: Column) -> String {
        guard let sorting, sorting.column == column.key else { return "" }
        return sorting.isDescending ? " v" : " ^"
    }

    /// `/text`, as far as there is a filter; returns the caret while it is typed.
    func drawFilter(in region: Region, column: Int) -> Position? {
        guard let field = search.field else { return nil }
        let used = column + region.put("/", row: 0, column: column, style: .key)
        let caret = field.draw(in: region.columns(from: used, count: max(8, min(30, region.columns - used))))
        return search.isTyping ? caret : nil
    }
}
