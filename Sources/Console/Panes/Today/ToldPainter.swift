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
        let focus = view.list.draw(in: region.rows(from: 1), nothing: "told.nothing")
        if !view.list.wantsText { caret = focus }
        return caret
    }

    private func drawStrip(in region: Region) {
        region.horizontalLine(row: 0)
        guard let row = view.list.selected else { return }
        region.put(words.what(row), row: 1, style: Style(.normal, .bold))
        region.put(words.sentence(row), row: 2)
        let look = DutyLook(row.row, context: context)
        region.put([look.number, row.row.phone, row.row.address].filter { !$0.isEmpty }.joined(separator: "  "), row: 3, style: .dim)
    }
}
