import Dispatching
import Grid
import Storage

/// Draws Today: the list, and the case beside it (wide screens), below it in three lines, or instead of it (Tab).
@MainActor
struct TodayPainter {
    let pane: TodayPane

    private var context: any AppContext { pane.context }

    func draw(in region: Region) -> Position? {
        CaseBeside(caseView: pane.caseView, isFocused: pane.detailFocused, split: pane.split).draw(in: region, below: 4, list: drawList, strip: drawStrip)
    }

    private func drawList(in region: Region) -> Position? {
        var caret = drawHead(in: region.rows(from: 0, count: 1))
        let focus = pane.list.draw(in: region.rows(from: 1), nothing: "today.nothing")
        if !pane.wantsText { caret = focus }
        return caret
    }

    /// Scope and filter: what this list is.
    func drawHead(in region: Region) -> Position? {
        let column = region.putChoices(TodayPane.Scope.allCases.map { (context.text("today.scope.\($0)"), $0 == pane.scope) })
        if pane.list.search.field == nil, pane.scope != .told, let missed = pane.missed.first {
            let date = context.wording.monthDay(missed.date)
            let values: [String: Value] = ["run": .string(context.text("kind.\(missed.kind)")), "date": .string(date), "n": .int(missed.visits)]
            let text = context.text("today.missed", values)
            region.put(text, row: 0, column: max(column + 2, region.columns - region.ruler.width(of: text)), style: .bad)
        }
        return pane.scope == .told
            ? pane.told.list.drawFilter(in: region, column: column + 2) : pane.list.drawFilter(in: region, column: column + 2)
    }

    /// On a narrow screen: enough of the selected case to make the call.
    private func drawStrip(in region: Region) {
        guard let row = pane.selected else { return }
        let look = DutyLook(row, context: context)
        let way = look.isRun ? context.text("today.runHint") : ""
        region.put([row.duty.key.rule, look.what, way].joined(separator: " "), row: 0, style: Style(.normal, .bold))
        region.put([row.customer, row.phone, row.address].filter { !$0.isEmpty }.joined(separator: "  "), row: 1)
        let opens = context.text("today.opens", ["at": .string(context.wording.moment(row.duty.opens, now: context.now, zone: context.zone))])
        let due = row.duty.due.map {
            context.text("today.due", ["at": .string(context.wording.moment($0, now: context.now, zone: context.zone))])
        }
        region.put([look.role, look.number, look.state, opens, due ?? ""].filter { !$0.isEmpty }.joined(separator: "  "), row: 2, style: .dim)
    }
}
