import Dispatching
import Grid
import Storage

/// Draws what somebody was told: the list, and the case beside it or one sentence below it.
@MainActor
struct ToldPainter {
    let pane: TodayPane

    private var context: any AppContext { pane.context }
    private var view: ToldView { pane.told }
    private var words: ToldWords { ToldWords(context: context) }
    private static let wide = 110

    func draw(in region: Region) -> Position? {
        if region.columns >= Self.wide {
            let left = region.columns * 3 / 5
            region.verticalLine(column: left)
            pane.caseView.draw(in: region.columns(from: left + 2))
            if pane.detailFocused { region.put(">", row: 0, column: left, style: .accent) }
            return drawList(in: region.columns(from: 0, count: left - 1))
        }
        if pane.detailFocused { return pane.caseView.draw(in: region) }
        let strip = 4
        let caret = drawList(in: region.rows(from: 0, count: region.rows - strip))
        drawStrip(in: region.rows(from: region.rows - strip))
        return caret
    }

    private func drawList(in region: Region) -> Position? {
        var caret = TodayPainter(pane: pane).drawHead(in: region.rows(from: 0, count: 1))
        let columns = Columns([
            .init("", .fixed(2)),
            .init(context.text("told.at"), .fixed(11)),
            .init(context.text("told.kind"), .fixed(4)),
            .init(context.text("column.rule"), .fixed(5)),
            .init(context.text("column.what"), .flexible(minimum: 18, weight: 4)),
            .init(context.text("column.customer"), .fixed(8)),
            .init(context.text("told.who"), .fixed(10)),
            .init(context.text("column.number"), .fixed(13), priority: 1),
        ])
        let slots = columns.layout(width: region.columns)
        columns.drawHeader(in: region, row: 1, slots: slots)
        let rows = region.rows(from: 2)
        pane.listPlace = rows.rect
        view.list.setHeight(rows.rows)
        if view.shown.isEmpty { rows.put(context.text(view.filter == nil ? "told.nothing" : "list.noMatch"), row: 1, column: 2, style: .dim) }
        for index in view.list.visible where index < view.shown.count {
            guard let line = view.list.line(of: index) else { continue }
            let row = view.shown[index]
            let look = DutyLook(row.row, context: context)
            let isSelected = index == view.list.selectedIndex
            let isNew = view.isNew(row)
            let base: Style = isSelected ? .selected : row.what == .late ? .bad : isNew ? Style(.normal, .bold) : .normal
            columns.drawRow(
                [
                    .init((isSelected ? ">" : " ") + (isNew ? "*" : " ")), .init(context.wording.moment(row.at, now: context.now, zone: context.zone)),
                    .init(words.kind(row)), .init(row.row.duty.key.rule), .init(look.what), .init(row.row.customer), .init(words.who(row)), .init(look.number),
                ], in: rows, row: line, slots: slots, style: base)
            if isSelected, !view.wantsText { caret = rows.position(row: line, column: 0) }
        }
        return caret
    }

    private func drawStrip(in region: Region) {
        region.horizontalLine(row: 0)
        guard let row = view.selected else { return }
        region.put(words.what(row), row: 1, style: Style(.normal, .bold))
        region.put(words.sentence(row), row: 2)
        let look = DutyLook(row.row, context: context)
        region.put([look.number, row.row.phone, row.row.address].filter { !$0.isEmpty }.joined(separator: "  "), row: 3, style: .dim)
    }
}
