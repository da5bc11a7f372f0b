import Dispatching
import Grid
import Storage

/// Draws Today: the list, and the case beside it (wide screens), below it in three lines, or instead of it (Tab).
@MainActor
struct TodayPainter {
    let pane: TodayPane

    private var context: any AppContext { pane.context }
    /// From here on there is room for list and case side by side.
    private static let wide = 110

    func draw(in region: Region) -> Position? {
        if region.columns >= Self.wide {
            let left = region.columns * 3 / 5
            region.verticalLine(column: left)
            pane.caseView.draw(in: region.columns(from: left + 2))
            if pane.detailFocused { region.put(">", row: 0, column: left, style: .accent) }
            return drawList(in: region.columns(from: 0, count: left - 1))
        }
        if pane.detailFocused {
            return pane.caseView.draw(in: region)
        }
        let strip = 4
        let caret = drawList(in: region.rows(from: 0, count: region.rows - strip))
        drawStrip(in: region.rows(from: region.rows - strip))
        return caret
    }

    private func drawList(in region: Region) -> Position? {
        var caret = drawHead(in: region.rows(from: 0, count: 1))
        let columns = columns
        let slots = columns.layout(width: region.columns)
        columns.drawHeader(in: region, row: 1, slots: slots)
        let rows = region.rows(from: 2)
        pane.listPlace = rows.rect
        pane.list.setHeight(rows.rows)
        if pane.shown.isEmpty { rows.put(context.text(pane.filter == nil ? "today.nothing" : "list.noMatch"), row: 1, column: 2, style: .dim) }
        for index in pane.list.visible where index < pane.shown.count {
            guard let line = pane.list.line(of: index) else { continue }
            let isSelected = index == pane.list.selectedIndex
            draw(pane.shown[index].row, isSelected: isSelected, columns, slots, in: rows, line: line)
            if isSelected, !pane.wantsText { caret = rows.position(row: line, column: 0) }
        }
        return caret
    }

    /// Scope and filter: what this list is.
    private func drawHead(in region: Region) -> Position? {
        var column = 0
        for scope in TodayPane.Scope.allCases {
            let word = context.text("today.scope.\(scope)")
            let isOn = scope == pane.scope
            column += region.put(isOn ? "[\(word)]" : " \(word) ", row: 0, column: column, style: isOn ? Style(.accent, .bold) : .dim)
        }
        if pane.filter == nil, let missed = pane.missed.first {
            let text = context.text("today.missed", ["run": .string(context.text("kind.\(missed.kind)")), "date": .string(String(missed.date.description.dropFirst(5))), "n": .int(missed.visits)])
            let width = region.ruler.width(of: text)
            region.put(text, row: 0, column: max(column + 2, region.columns - width), style: .bad)
        }
        guard let filter = pane.filter else { return nil }
        column += 2
        column += region.put("/", row: 0, column: column, style: .key)
        return filter.draw(in: region.columns(from: column + 1, count: max(8, min(30, region.columns - column - 1))))
    }

    private var columns: Columns {
        Columns([
            .init("", .fixed(2)),
            .init(context.text("column.due"), .fixed(11)),
            .init(context.text("column.rule"), .fixed(5)),
            .init(context.text("column.what"), .flexible(minimum: 20, weight: 4)),
            .init(context.text("column.customer"), .fixed(8)),
            .init(context.text("column.number"), .fixed(13), priority: 1),
            .init(context.text("column.state"), .fixed(10), priority: 2),
            .init(context.text("column.phone"), .fixed(12), priority: 3),
            .init(context.text("column.address"), .flexible(minimum: 16, weight: 3), priority: 4),
        ])
    }

    private func draw(_ row: DutyRow, isSelected: Bool, _ columns: Columns, _ slots: [Columns.Slot], in region: Region, line: Int) {
        let look = DutyLook(row, context: context)
        let isMarked = pane.list.isMarked(row.id)
        let base: Style = isSelected ? .selected : isMarked ? .marked : look.style
        // Sign and mark stand side by side: both are readable without colour.
        let sign = (isMarked ? "#" : isSelected ? ">" : " ") + look.sign
        let what: Style? = !isSelected && look.isRun ? Style(base.ink, .bold) : nil
        columns.drawRow(
            [
                .init(sign), .init(look.due), .init(row.duty.key.rule), .init(look.whatAndWhere, what), .init(row.customer),
                .init(look.number), .init(look.state), .init(row.phone), .init(row.address),
            ], in: region, row: line, slots: slots, style: base)
    }

    /// On a narrow screen: enough of the selected case to make the call.
    private func drawStrip(in region: Region) {
        region.horizontalLine(row: 0)
        guard let row = pane.selected else { return }
        let look = DutyLook(row, context: context)
        let way = look.isRun ? context.text("today.runHint") : ""
        region.put([row.duty.key.rule, look.what, way].joined(separator: " "), row: 1, style: Style(.normal, .bold))
        region.put([row.customer, row.phone, row.address].filter { !$0.isEmpty }.joined(separator: "  "), row: 2)
        let opens = context.text("today.opens", ["at": .string(context.wording.moment(row.duty.opens, now: context.now, zone: context.zone))])
        let due = row.duty.due.map {
            context.text("today.due", ["at": .string(context.wording.moment($0, now: context.now, zone: context.zone))])
        }
        region.put([look.role, look.number, look.state, opens, due ?? ""].filter { !$0.isEmpty }.joined(separator: "  "), row: 3, style: .dim)
    }
}
