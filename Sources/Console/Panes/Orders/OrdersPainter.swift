import Dispatching
import Grid
import Storage

/// Draws Orders: list left, case right; on a narrow screen Tab gives the case the whole width.
@MainActor
struct OrdersPainter {
    let pane: OrdersPane

    private var context: any AppContext { pane.context }

    func draw(in region: Region) -> Position? {
        if region.columns >= 110 {
            let left = region.columns / 2
            region.verticalLine(column: left)
            pane.caseView.draw(in: region.columns(from: left + 2))
            if pane.detailFocused { region.put(">", row: 0, column: left, style: .accent) }
            return drawList(in: region.columns(from: 0, count: left - 1))
        }
        if pane.detailFocused { return pane.caseView.draw(in: region) }
        // A third of the rows shows the head of the case.
        let below = max(6, region.rows / 3)
        let caret = drawList(in: region.rows(from: 0, count: region.rows - below))
        region.horizontalLine(row: region.rows - below)
        pane.caseView.draw(in: region.rows(from: region.rows - below + 1))
        return caret
    }

    private func drawList(in region: Region) -> Position? {
        var caret: Position?
        let head = region.rows(from: 0, count: 1)
        if let filter = pane.filter {
            let used = head.put(context.text("orders.find") + " /", row: 0, style: .key)
            caret = filter.draw(in: head.columns(from: used + 1, count: min(40, head.columns - used - 1)))
        } else {
            head.put(context.text("orders.all"), row: 0, style: .dim)
        }
        let columns = columns
        let slots = columns.layout(width: region.columns)
        columns.drawHeader(in: region, row: 1, slots: slots)
        let rows = region.rows(from: 2)
        pane.listPlace = rows.rect
        pane.list.setHeight(rows.rows)
        if pane.rows.isEmpty { rows.put(context.text(pane.filter == nil ? "orders.nothing" : "list.noMatch"), row: 1, column: 2, style: .dim) }
        for index in pane.list.visible where index < pane.rows.count {
            guard let line = pane.list.line(of: index) else { continue }
            let isSelected = index == pane.list.selectedIndex
            draw(pane.rows[index], isSelected: isSelected, columns, slots, in: rows, line: line)
            if isSelected, !pane.wantsText { caret = rows.position(row: line, column: 0) }
        }
        return caret
    }

    private var columns: Columns {
        Columns([
            .init("", .fixed(2)),
            .init(context.text("column.number"), .flexible(minimum: 10, weight: 2)),
            .init(context.text("column.customer"), .fixed(8)),
            .init(context.text("column.state"), .fixed(10)),
            .init(context.text("column.district"), .fixed(8), priority: 3),
            .init(context.text("column.delivery"), .fixed(5), priority: 1),
            .init(context.text("column.install"), .fixed(5), priority: 1),
            .init(context.text("column.nextDue"), .fixed(11)),
            .init(context.text("column.phone"), .fixed(11), priority: 2),
        ])
    }

    private func draw(_ row: OrderRow, isSelected: Bool, _ columns: Columns, _ slots: [Columns.Slot], in region: Region, line: Int) {
        let wording = context.wording
        let late = row.nextDue.map { $0 < context.now } ?? false
        let style: Style = isSelected ? .selected : late ? .bad : .normal
        columns.drawRow(
            [
                .init((isSelected ? ">" : " ") + (late ? "!" : " ")), .init(row.number), .init(row.customer),
                .init(context.text(context.manual.playbook.stateLabel(.order, row.state))), .init(row.district),
                .init(row.delivery.map { wording.monthDay($0) } ?? ""), .init(row.install.map { wording.monthDay($0) } ?? ""),
                .init(wording.due(row.nextDue, now: context.now, zone: context.zone)), .init(row.phone),
            ], in: region, row: line, slots: slots, style: style)
    }
}
