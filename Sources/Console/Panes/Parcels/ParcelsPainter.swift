import Dispatching
import Exchange
import Grid
import Storage

/// Draws Parcels: which part, how much of today's work is done, the list, the parcel beside it or a strip of it below.
@MainActor
struct ParcelsPainter {
    let pane: ParcelsPane

    private var context: any AppContext { pane.context }

    func draw(in region: Region) -> Position? {
        if pane.scope == .monitors {
            return CaseBeside(caseView: pane.caseView, isFocused: pane.detailFocused, split: pane.split).draw(in: region, below: 4, list: drawFound, strip: drawFoundStrip)
        }
        return CaseBeside(caseView: pane.caseView, isFocused: pane.detailFocused, split: pane.split).draw(in: region, below: 5, list: drawList, strip: drawStrip)
    }

    private func drawList(in region: Region) -> Position? {
        let head = region.rows(from: 0, count: 1)
        var column = head.putChoices(ParcelsPane.Scope.all(context.manual.playbook).map { (context.text("parcels.scope.\($0)"), $0 == pane.scope) }) + 1
        if pane.scope == .problems, !pane.list.all.isEmpty {
            let rows = pane.list.all.map(\.parcel), done = rows.count { ParcelsTable.isToday($0, context) }
            let text = context.text("parcels.count", ["done": .int(done), "of": .int(rows.count)])
            column += head.put(text, row: 0, column: column, style: done == rows.count ? .good : Style(.accent, .bold)) + 2
        }
        let caret = pane.list.drawFilter(in: head, column: column)
        let focus = pane.list.draw(in: region.rows(from: 1), nothing: "parcels.nothing")
        return pane.wantsText ? caret : focus
    }

    // MARK: Monitors

    private func drawFound(in region: Region) -> Position? {
        let head = region.rows(from: 0, count: 1)
        let column = head.putChoices(ParcelsPane.Scope.all(context.manual.playbook).map { (context.text("parcels.scope.\($0)"), $0 == pane.scope) }) + 1
        let caret = pane.found.list.drawFilter(in: head, column: column)
        region.put(pane.found.head, row: 1, style: Style(.accent, .bold))
        let focus = pane.found.list.draw(in: region.rows(from: 2), nothing: "parcels.nothingFound")
        return pane.wantsText ? caret : focus
    }

    /// The reason in full, and what is known of the parcel.
    private func drawFoundStrip(in region: Region) {
        guard let row = pane.found.selected else { return }
        region.put(context.wording.why(row, on: pane.found.date, context.manual), row: 0, style: Style(.normal, .bold))
        region.put([row.number, row.customer, context.wording.node(row.node, context.manual), row.person].filter { !$0.isEmpty }.joined(separator: "  "), row: 1)
        region.put([row.rule, row.problem.map { context.text("parcels.hasProblem", ["number": .string($0)]) } ?? ""].filter { !$0.isEmpty }.joined(separator: "  "), row: 2, style: .dim)
    }

    /// On a narrow screen: what one needs on the phone with the upstream station.
    private func drawStrip(in region: Region) {
        guard let parcel = pane.selected else { return }
        let row = parcel.row
        region.put([ParcelsTable.kind(row, context), row.problem].filter { !$0.isEmpty }.joined(separator: "  "), row: 0, style: Style(.normal, .bold))
        region.put([parcel.waybill, row.customer, row.phone, row.address].filter { !$0.isEmpty }.joined(separator: "  "), row: 1)
        let told = parcel.notified.map { context.text("parcels.notifiedAt", ["at": .string(context.wording.time($0, context.zone))]) } ?? ""
        region.put([parcel.note, told, context.text(context.manual.playbook.stateLabel(row.kind, row.state))].filter { !$0.isEmpty }.joined(separator: "  "), row: 2)
        let next = row.next.map { duty in
            let look = DutyLook(duty, context: context)
            return [duty.duty.key.rule, look.what, look.role, look.due].joined(separator: " ")
        }
        region.put([row.number, next ?? context.text("tickets.nothingOwed")].joined(separator: "  "), row: 3, style: .dim)
    }
}
