import Desk
import Dispatching
import Grid
import Storage

/// Draws the callbacks: the list, and beside it (wide screens) or below it what one needs on the phone.
@MainActor
struct CallbacksPainter {
    let pane: CallbacksPane

    private var context: any AppContext { pane.context }
    /// Rows of the list on a narrow screen.
    private static let listRows = 9
    /// The same where facts and script stand below each other.
    private static let fewRows = 6

    func draw(in region: Region) -> Position? {
        if let parts = pane.split.parts(of: region) {
            if pane.detailFocused { region.put(">", row: 0, column: parts.line, style: .accent) }
            drawBeside(in: parts.right)
            return drawList(in: parts.left)
        }
        if pane.detailFocused { return pane.caseView.draw(in: region) }
        let rows = context.isAccessible ? Self.fewRows : max(Self.listRows, region.rows / 2)
        region.horizontalLine(row: rows)
        drawBelow(in: region.rows(from: rows + 1))
        return drawList(in: region.rows(from: 0, count: rows))
    }

    // MARK: The list

    private func drawList(in region: Region) -> Position? {
        var caret = drawHead(in: region.rows(from: 0, count: 1))
        let focus = pane.list.draw(in: region.rows(from: 1), nothing: "callbacks.nothing")
        if !pane.wantsText { caret = focus }
        return caret
    }

    /// How many are to be called now, whether one may call now at all (C2-11), and the filter.
    private func drawHead(in region: Region) -> Position? {
        // Noughts above a list that has not been read would be taken for an answer.
        guard pane.list.isRead else { return pane.list.drawFilter(in: region, column: 0) }
        let now = context.now
        let calls = pane.list.all.map(\.callback)
        // Each call is counted once; how many are late is said beside that.
        let coming = calls.filter { $0.state.phase == .coming }
        let begun = calls.filter { $0.state.phase != .coming }
        let premature = begun.filter(\.isPremature)
        let waiting = begun.filter { !$0.isPremature && $0.state.waits(at: now) }
        let values: [String: Value] = [
            "now": .int(begun.count - premature.count - waiting.count), "late": .int(calls.count { $0.state.isLate }), "waiting": .int(waiting.count), "premature": .int(premature.count),
            "coming": .int(coming.count),
        ]
        let counts = context.text("callbacks.counts", values) + (coming.isEmpty ? "" : "  " + context.text("callbacks.coming", values))
        var column = region.put(counts, row: 0, style: Style(.accent, .bold)) + 2
        if !CallWindow(context.manual).contains(now) {
            let window = context.manual.playbook.figures["callWindow"]?.text ?? ""
            column += region.put("! " + context.text("callbacks.quiet", ["window": .string(window)]), row: 0, column: column, style: .warn) + 2
        }
        return pane.list.drawFilter(in: region, column: column)
    }

    // MARK: Beside the phone

    private func card(_ call: CallbackRow) -> CallbackCard {
        CallbackCard(call: call, ticks: pane.ticks[call.id] ?? [], context: context)
    }

    /// Wide: the card, and below it the whole case.
    private func drawBeside(in region: Region) {
        guard let call = pane.selected else { return }
        let card = card(call)
        let room = region.rows * 3 / 5
        var used = put(card.facts, in: region.rows(from: 0, count: room))
        if used < room - 1 { used += 1 + put(card.script, in: region.rows(from: used + 1, count: room - used - 1)) }
        region.horizontalLine(row: used)
        pane.caseView.draw(in: region.rows(from: used + 1))
    }

    /// Narrow: facts on the left, the script on the right (below, where it is read aloud); Tab shows the case.
    private func drawBelow(in region: Region) {
        guard let call = pane.selected else { return }
        let card = card(call)
        if context.isAccessible {
            // A reader goes along the lines: two columns would be read as one.
            let used = put(card.facts, in: region)
            _ = put(card.script, in: region.rows(from: used))
            return
        }
        let left = region.columns / 2
        _ = put(card.facts, in: region.columns(from: 0, count: left - 1))
        _ = put(card.script, in: region.columns(from: left + 1))
    }

    /// Returns the number of rows used.
    private func put(_ lines: [CaseLines.Line], in region: Region) -> Int {
        var wrapped = WrappedLines(lines, width: region.columns, ruler: region.ruler)
        wrapped.wrap(through: region.rows)
        for (row, line) in wrapped.done.prefix(region.rows).enumerated() { region.put(line.text, row: row, style: line.style) }
        return min(wrapped.done.count, region.rows)
    }
}
