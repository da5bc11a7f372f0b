import Dispatching
import Grid
import Storage

/// Draws Orders: list left, case right; on a narrow screen Tab gives the case the whole width.
@MainActor
struct OrdersPainter {
    let pane: OrdersPane

    private var context: any AppContext { pane.context }

    func draw(in region: Region) -> Position? {
        // A third of the rows shows the head of the case.
        CaseBeside(caseView: pane.caseView, isFocused: pane.detailFocused, split: pane.split).draw(
            in: region, below: max(6, region.rows / 3), list: drawList, strip: { pane.caseView.draw(in: $0) })
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
