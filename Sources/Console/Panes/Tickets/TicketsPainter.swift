import Dispatching
import Grid
import Storage

/// Draws Tickets: whose they are, the list, the case beside it or a strip of it below.
@MainActor
struct TicketsPainter {
    let pane: TicketsPane

    private var context: any AppContext { pane.context }

    /// From here on the board leaves room for more than a strip of the case.
    private static let tall = 34
    private static let caseRows = 12

    func draw(in region: Region) -> Position? {
        if pane.isBoard { return drawBoard(in: region) }
        return CaseBeside(caseView: pane.caseView, isFocused: pane.detailFocused, split: pane.split).draw(in: region, below: 4, list: drawList, strip: drawStrip)
    }

    /// Columns need the whole width: the case goes below, or takes the place of the board (Enter).
    private func drawBoard(in region: Region) -> Position? {
        if pane.detailFocused { return pane.caseView.draw(in: region) }
        let below = region.rows >= Self.tall ? Self.caseRows : 4
        let (caret, body) = drawHead(in: region.rows(from: 0, count: region.rows - below))
        let focus = pane.board.draw(in: body, nothing: "tickets.nothing")
        region.horizontalLine(row: region.rows - below)
        let rest = region.rows(from: region.rows - below + 1)
        if region.rows >= Self.tall { pane.caseView.draw(in: rest) } else { drawStrip(in: rest) }
        return pane.wantsText ? caret : focus
    }

    private func drawList(in region: Region) -> Position? {
        let (caret, body) = drawHead(in: region)
        let focus = pane.list.draw(in: body, nothing: "tickets.nothing")
        return pane.wantsText ? caret : focus
    }

    /// Whose they are, and the filter.
    private func drawHead(in region: Region) -> (caret: Position?, body: Region) {
        let head = region.rows(from: 0, count: 1)
        let column = head.putChoices(TicketsPane.Scope.allCases.map { (context.text("tickets.scope.\($0)"), $0 == pane.scope) })
        return (pane.list.drawFilter(in: head, column: column + 2), region.rows(from: 1))
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
