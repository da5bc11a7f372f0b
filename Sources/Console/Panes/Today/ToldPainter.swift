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

    func draw(in region: Region) -> Position? {
        CaseBeside(caseView: pane.caseView, isFocused: pane.detailFocused, split: pane.split).draw(in: region, below: 4, list: drawList, strip: drawStrip)
    }

    private func drawList(in region: Region) -> Position? {
        var caret = TodayPainter(pane: pane).drawHead(in: region.rows(from: 0, count: 1))
        let focus = view.list.draw(in: region.rows(from: 1), nothing: "told.nothing")
        if !view.list.wantsText { caret = focus }
        return caret
    }

    private func drawStrip(in region: Region) {
        guard let row = view.list.selected else { return }
        region.put(words.what(row), row: 0, style: Style(.normal, .bold))
        region.put(words.sentence(row), row: 1)
        let look = DutyLook(row.row, context: context)
        region.put([look.number, row.row.phone, row.row.address].filter { !$0.isEmpty }.joined(separator: "  "), row: 2, style: .dim)
    }
}
