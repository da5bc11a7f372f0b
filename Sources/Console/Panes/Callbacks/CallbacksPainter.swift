import Desk
import Dispatching
import Grid
import Storage

/// Draws the callbacks: the list, and beside it (wide screens) or below it what one needs on the phone.
@MainActor
struct CallbacksPainter {
    let pane: CallbacksPane

    private var context: any AppContext { pane.context }
    /// From here on there is room for list and card side by side.
    private static let wide = 110
    /// Rows of the list on a narrow screen.
    private static let listRows = 9

    func draw(in region: Region) -> Position? {
        if region.columns >= Self.wide {
            let left = region.columns * 3 / 5
            region.verticalLine(column: left)
            if pane.detailFocused { region.put(">", row: 0, column: left, style: .accent) }
            drawBeside(in: region.columns(from: left + 2))
            return drawList(in: region.columns(from: 0, count: left - 1))
        }
        if pane.detailFocused { return pane.caseView.draw(in: region) }
        let rows = max(Self.listRows, region.rows / 2)
        region.horizontalLine(row: rows)
        drawBelow(in: region.rows(from: rows + 1))
        return drawList(in: region.rows(from: 0, count: rows))
    }

    // MARK: The list

    private func drawList(in region: Region) -> Position? {
        var caret = drawHead(in: region.rows(from: 0, count: 1))
        let columns = columns
        let slots = columns.layout(width: region.columns)
        columns.drawHeader(in: region, row: 1, slots: slots)
        let rows = region.rows(from: 2)
        pane.listPlace = rows.rect
        pane.list.setHeight(rows.rows)
        if pane.shown.isEmpty { rows.put(context.text(pane.filter == nil ? "callbacks.nothing" : "list.noMatch"), row: 0, column: 2, style: .dim) }
        for index in pane.list.visible where index < pane.shown.count {
            guard let line = pane.list.line(of: index) else { continue }
            let isSelected = index == pane.list.selectedIndex
            draw(pane.shown[index].callback, isSelected: isSelected, columns, slots, in: rows, line: line)
            if isSelected, !pane.wantsText { caret = rows.position(row: line, column: 0) }
        }
        return caret
    }

    /// How many are to be called now, whether one may call now at all (C2-11), and the filter.
    private func drawHead(in region: Region) -> Position? {
        let now = context.now
        let calls = pane.entries.map(\.callback)
        let callable = calls.count { $0.state.phase != .coming && !$0.state.waits(at: now) && !$0.isPremature }
        let values: [String: Value] = [
            "now": .int(callable), "late": .int(calls.count { $0.state.isLate }), "waiting": .int(calls.count { $0.state.waits(at: now) }),
            "premature": .int(calls.count { $0.isPremature && $0.state.phase != .coming }),
        ]
        var column = region.put(context.text("callbacks.counts", values), row: 0, style: Style(.accent, .bold)) + 2
        if !CallWindow(context.manual).contains(now) {
            let window = context.manual.playbook.figures["callWindow"]?.text ?? ""
            column += region.put("! " + context.text("callbacks.quiet", ["window": .string(window)]), row: 0, column: column, style: .warn) + 2
        }
        guard let filter = pane.filter else { return nil }
        column += region.put("/", row: 0, column: column, style: .key)
        return filter.draw(in: region.columns(from: column + 1, count: max(8, min(30, region.columns - column - 1))))
    }

    private var columns: Columns {
        Columns([
            .init("", .fixed(2)),
            .init(context.text("column.due"), .fixed(11)),
            .init(context.text("column.kind"), .fixed(context.wording.language == .zh ? 4 : 8)),
            .init(context.text("column.customer"), .fixed(8)),
            .init(context.text("column.phone"), .fixed(12)),
            .init(context.text("column.tries"), .fixed(5), alignment: .right),
            .init(context.text("column.callback"), .flexible(minimum: 15, weight: 1)),
            .init(context.text("column.number"), .fixed(12), priority: 1),
        ])
    }

    private func draw(_ call: CallbackRow, isSelected: Bool, _ columns: Columns, _ slots: [Columns.Slot], in region: Region, line: Int) {
        let look = DutyLook(call.row, context: context)
        let isMarked = pane.list.isMarked(call.id)
        let waits = call.state.waits(at: context.now) || call.state.phase == .coming
        let style: Style = isSelected ? .selected : isMarked ? .marked : waits && !call.state.isLate ? .dim : look.style
        let tries = call.state.attempts.count
        columns.drawRow(
            [
                .init((isMarked ? "#" : isSelected ? ">" : " ") + look.sign), .init(look.due), .init(context.text("kind." + call.row.kind.rawValue)),
                .init(call.row.customer), .init(call.row.phone), .init(tries == 0 ? "" : "\(tries)"),
                .init(CallbackWords(context: context).state(call)), .init(call.row.rootNumber),
            ], in: region, row: line, slots: slots, style: style)
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

    /// Narrow: facts on the left, the script on the right; Tab shows the case.
    private func drawBelow(in region: Region) {
        guard let call = pane.selected else { return }
        let card = card(call)
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
