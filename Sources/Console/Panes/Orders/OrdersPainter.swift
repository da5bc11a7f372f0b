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
        let head = region.rows(from: 0, count: 1)
        var caret: Position?
        if let filter = pane.list.search.field {
            let used = head.put(context.text("orders.find") + " /", row: 0, style: .key)
            caret = filter.draw(in: head.columns(from: used, count: min(40, head.columns - used - 1)))
        } else {
            head.put(context.text("orders.all"), row: 0, style: .dim)
        }
        let focus = pane.list.draw(in: region.rows(from: 1), nothing: "orders.nothing")
        return pane.wantsText ? caret : focus
    }
}
