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
        if let parts = pane.split.parts(of: region) {
            drawPreview(in: parts.right)
            return drawLists(in: parts.left)
        }
        let below = region.rows / 2
        region.horizontalLine(row: region.rows - below)
        drawPreview(in: region.rows(from: region.rows - below + 1))
        return drawLists(in: region.rows(from: 0, count: region.rows - below))
    }

    private func drawLists(in region: Region) -> Position? {
        let lists = [
            ("\(context.text("outbox.toSend")) \(pane.due.all.count)", !pane.showsSent), ("\(context.text("outbox.sentToday")) \(pane.sent.all.count)", pane.showsSent),
        ]
        let column = region.putChoices(lists, gap: 1)
        let rows = region.rows(from: 1)
        let caret = pane.showsSent ? pane.sent.drawFilter(in: region, column: column + 1) : pane.due.drawFilter(in: region, column: column + 1)
        let focus = pane.showsSent ? pane.sent.draw(in: rows, nothing: "outbox.noneSent") : pane.due.draw(in: rows, nothing: "outbox.nothing")
        return caret ?? focus ?? rows.position(row: 1, column: 0)
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
