import Dispatching
import Grid
import Storage

/// Draws Tickets: whose they are, the list, the case beside it or a strip of it below.
@MainActor
struct TicketsPainter {
    let pane: TicketsPane

    private var context: any AppContext { pane.context }

    func draw(in region: Region) -> Position? {
        CaseBeside(caseView: pane.caseView, isFocused: pane.detailFocused, split: pane.split).draw(in: region, below: 4, list: drawList, strip: drawStrip)
    }

    private func drawList(in region: Region) -> Position? {
        let head = region.rows(from: 0, count: 1)
        let column = head.putChoices(TicketsPane.Scope.allCases.map { (context.text("tickets.scope.\($0)"), $0 == pane.scope) })
        let caret = pane.list.drawFilter(in: head, column: column + 2)
        let focus = pane.list.draw(in: region.rows(from: 1), nothing: "tickets.nothing")
        return pane.wantsText ? caret : focus
    }

    /// On a narrow screen: enough of the selected one to make the call.
    private func drawStrip(in region: Region) {
        guard let row = pane.selected else { return }
        region.put(TicketsTable.problem(row, context), row: 0, style: Style(.normal, .bold))
        region.put([row.customer, row.phone, row.address].filter { !$0.isEmpty }.joined(separator: "  "), row: 1)
        let next = row.next.map { duty in
            let look = DutyLook(duty, context: context)
            return [duty.duty.key.rule, look.what, look.role, look.due].joined(separator: " ")
        }
        region.put([row.number, next ?? context.text("tickets.nothingOwed")].joined(separator: "  "), row: 2, style: .dim)
    }
}
