import Desk
import Dispatching
import Grid
import Wording

/// Draws the outbox: the list, and the text of the selected message beside or below it.
@MainActor
struct OutboxPainter {
    let pane: OutboxPane

    private var context: any AppContext { pane.context }

    func draw(in region: Region) -> Position? {
        if region.columns >= 110 {
            let left = region.columns / 2
            region.verticalLine(column: left)
            drawPreview(in: region.columns(from: left + 2))
            return drawLists(in: region.columns(from: 0, count: left - 1))
        }
        let below = region.rows / 2
        region.horizontalLine(row: region.rows - below)
        drawPreview(in: region.rows(from: region.rows - below + 1))
        return drawLists(in: region.rows(from: 0, count: region.rows - below))
    }

    private func drawLists(in region: Region) -> Position? {
        var column = 0
        for (key, isOn) in [("outbox.toSend", !pane.showsSent), ("outbox.sentToday", pane.showsSent)] {
            let count = key == "outbox.toSend" ? pane.items.count : pane.sent.count
            let word = "\(context.text(key)) \(count)"
            column += region.put(isOn ? "[\(word)]" : " \(word) ", row: 0, column: column, style: isOn ? Style(.accent, .bold) : .dim) + 1
        }
        return pane.showsSent ? drawSent(in: region.rows(from: 1)) : drawDue(in: region.rows(from: 1))
    }

    private func drawDue(in region: Region) -> Position? {
        let columns = Columns([
            .init("", .fixed(2)), .init(context.text("column.due"), .fixed(11)), .init(context.text("column.message"), .fixed(14)),
            .init(context.text("column.to"), .flexible(minimum: 14, weight: 2)), .init(context.text("column.obstacle"), .fixed(16)),
            .init(context.text("column.number"), .fixed(13), priority: 1),
        ])
        let slots = columns.layout(width: region.columns)
        columns.drawHeader(in: region, row: 0, slots: slots)
        let rows = region.rows(from: 1)
        pane.listPlace = rows.rect
        pane.list.setHeight(rows.rows)
        if pane.items.isEmpty { rows.put(context.text("outbox.nothing"), row: 0, column: 2, style: .dim) }
        for index in pane.list.visible where index < pane.items.count {
            guard let line = pane.list.line(of: index) else { continue }
            let item = pane.items[index]
            let look = DutyLook(item.row, context: context)
            let isSelected = index == pane.list.selectedIndex
            let isMarked = pane.list.isMarked(item.row.id)
            let style: Style = isSelected ? .selected : isMarked ? .marked : look.style
            let obstacle = item.obstacles.first.map { OutboxText.obstacle($0, context) } ?? context.text("outbox.ready")
            columns.drawRow(
                [
                    .init((isMarked ? "#" : isSelected ? ">" : " ") + look.sign), .init(look.due), .init(OutboxText.name(item, context)),
                    .init(OutboxText.to(item, context)), .init(obstacle, isSelected ? nil : item.obstacles.isEmpty ? .good : .bad),
                    .init(look.number),
                ], in: rows, row: line, slots: slots, style: style)
        }
        return rows.position(row: pane.list.line(of: pane.list.selectedIndex) ?? 0, column: 0)
    }

    private func drawSent(in region: Region) -> Position? {
        let columns = Columns([
            .init("", .fixed(2)), .init(context.text("column.sentAt"), .fixed(11)), .init(context.text("column.message"), .fixed(14)),
            .init(context.text("column.to"), .flexible(minimum: 12, weight: 1)), .init(context.text("column.number"), .fixed(14)),
            .init(context.text("column.by"), .fixed(8), priority: 1),
        ])
        let slots = columns.layout(width: region.columns)
        columns.drawHeader(in: region, row: 0, slots: slots)
        let rows = region.rows(from: 1)
        pane.listPlace = rows.rect
        pane.sentList.setHeight(rows.rows)
        if pane.sent.isEmpty { rows.put(context.text("outbox.noneSent"), row: 0, column: 2, style: .dim) }
        for index in pane.sentList.visible where index < pane.sent.count {
            guard let line = pane.sentList.line(of: index) else { continue }
            let message = pane.sent[index]
            let isSelected = index == pane.sentList.selectedIndex
            columns.drawRow(
                [
                    .init(isSelected ? ">" : " "), .init(context.wording.time(message.at, context.zone)),
                    .init(OutboxText.name(message.template, context)), .init(message.to), .init(message.number), .init(message.by),
                ], in: rows, row: line, slots: slots, style: isSelected ? .selected : .normal)
        }
        return rows.position(row: pane.sentList.line(of: pane.sentList.selectedIndex) ?? 0, column: 0)
    }

    // MARK: Preview

    private func drawPreview(in region: Region) {
        var lines: [(text: String, style: Style)] = []
        if pane.showsSent {
            guard let message = pane.selectedSent else { return }
            lines.append((OutboxText.name(message.template, context) + "  " + message.to, Style(.title, .bold)))
            lines += region.ruler.wrap(message.text, region.columns).map { ($0, .normal) }
        } else {
            guard let item = pane.selected else { return }
            lines = head(item)
            for obstacle in item.obstacles { lines.append(("! " + OutboxText.obstacle(obstacle, context), .bad)) }
            lines.append(("", .normal))
            lines += region.ruler.wrap(item.message.text, region.columns).map { ($0, .normal) }
        }
        let room = region.rows
        pane.textTop = max(0, min(pane.textTop, lines.count - room))
        for (row, line) in lines[pane.textTop..<min(lines.count, pane.textTop + room)].enumerated() {
            region.put(line.text, row: row, style: line.style)
        }
        if pane.textTop + room < lines.count { region.put(context.text("case.more"), row: room - 1, column: region.columns - 2, style: .dim) }
    }

    private func head(_ item: OutboxItem) -> [(text: String, style: Style)] {
        var lines: [(String, Style)] = [(OutboxText.name(item, context), Style(.title, .bold))]
        lines.append((context.text("outbox.addressee", ["to": .string(OutboxText.to(item, context))]), .normal))
        if item.message.channel == .sms {
            let values: [String: Value] = [
                "units": .int(item.message.text.utf16.count), "segments": .int(item.message.segments),
                "sign": .string(context.manual.playbook.figures["signName"]?.string ?? ""),
            ]
            lines.append((context.text("outbox.size", values), .dim))
        }
        return lines
    }
}
