import Dispatching
import Exchange
import Grid
import Storage

/// Draws the supervisor's pane: which view, under which filter or of which month, the table, and the totals.
@MainActor
struct SupervisorPainter {
    let pane: SupervisorPane

    private var context: any AppContext { pane.context }
    /// From here on there is room for the totals beside the list.
    private static let wide = 120
    private static let side = 40

    func draw(in region: Region) -> Position? {
        drawViews(in: region.rows(from: 0, count: 1))
        drawScope(in: region.rows(from: 1, count: 1))
        let body = region.rows(from: 2)
        guard pane.view == .overdue else { return drawMonth(in: body) }
        if region.columns >= Self.wide, !context.isAccessible {
            let left = body.columns - Self.side - 2
            body.verticalLine(column: left)
            TotalsPainter(pane: pane).draw(in: body.columns(from: left + 2), isWide: true)
            let list = body.columns(from: 0, count: left)
            list.horizontalLine(row: list.rows - 3)
            drawSelected(in: list.rows(from: list.rows - 2))
            return drawTable(in: list.rows(from: 0, count: list.rows - 3))
        }
        let strip = context.isAccessible ? 11 : 8
        let below = body.rows(from: body.rows - strip)
        below.horizontalLine(row: 0)
        drawSelected(in: below.rows(from: 1, count: 2))
        TotalsPainter(pane: pane).draw(in: below.rows(from: 3), isWide: false)
        return drawTable(in: body.rows(from: 0, count: body.rows - strip))
    }

    /// On a narrow screen those around the open one; what is left out is marked at the ends.
    private func drawViews(in region: Region) {
        let words = SupervisorView.all(context.manual.playbook).map { (text: "\($0.letter) \(context.text($0.titleKey))", isOn: $0 == pane.view) }
        let widths = words.map { region.ruler.width(of: $0.text) + 3 }
        let open = words.firstIndex { $0.isOn } ?? 0
        var shown = open...open
        var room = region.columns - 2 - widths[open]
        // From the left as far as it goes; the open one always.
        while true {
            if shown.lowerBound > 0, widths[shown.lowerBound - 1] <= room {
                shown = shown.lowerBound - 1...shown.upperBound
                room -= widths[shown.lowerBound]
            } else if shown.upperBound < words.count - 1, widths[shown.upperBound + 1] <= room {
                shown = shown.lowerBound...shown.upperBound + 1
                room -= widths[shown.upperBound]
            } else {
                break
            }
        }
        var column = 0
        if shown.lowerBound > 0 { column = region.put("<", row: 0, style: .dim) }
        column += region.columns(from: column).putChoices(Array(words[shown]), gap: 1)
        if shown.upperBound < words.count - 1 { region.put(">", row: 0, column: region.columns - 1, style: .dim) }
    }

    // MARK: Scope

    private func drawScope(in region: Region) {
        let words = pane.view == .overdue ? filterWords : pane.view.isMonthly ? monthWords : [context.text("supervisor.\(pane.view.rawValue).now", ["day": .string(context.wording.dated(pane.date))])]
        region.put(words.joined(separator: "  "), row: 0, style: .normal)
    }

    private var filterWords: [String] {
        let filter = pane.filter, playbook = context.manual.playbook
        let totals = pane.totals
        var words = [context.text("supervisor.state.\(filter.view.rawValue)")]
        if let system = filter.system { words.append("[\(system)]") }
        if let role = filter.role { words.append("[\(context.text(playbook.roleLabel(role)))]") }
        if !filter.people.isEmpty { words.append("[\(filter.people.sorted().joined(separator: "/"))]") }
        if let rule = filter.rule { words.append("[\(rule)]") }
        if let day = pane.day { words.append("[\(context.wording.dated(day))]") }
        words.append(context.text("supervisor.counts", ["n": .int(totals.count), "late": .int(totals.late)]))
        return words
    }

    private var monthWords: [String] {
        var words = ["< \(pane.month) >"]
        guard let table = pane.view.frozenTable, context.manual.playbook.rule(freezing: table) != nil, let reading = pane.reading else { return words }
        if let frozen = reading.frozen {
            words.append(context.text("supervisor.frozen", ["at": .string(context.wording.time(frozen.at, context.zone)), "by": .string(frozen.by)]))
        } else if let day = context.manual.freezeDay(of: pane.month) {
            words.append(context.text("supervisor.notFrozen", ["day": .string(context.wording.dated(day))]))
        }
        return words
    }

    /// Lines that are longer than a screen stand below the table in full.
    private func drawMonth(in region: Region) -> Position? {
        guard pane.view == .services || pane.view == .messages, let table = pane.table, let row = pane.list.selected?.row else { return drawTable(in: region) }
        let words = table.columns.indices.filter { table.columns[$0].place != .screen && !row.cells[$0].full.isEmpty }
            .map { table.columns[$0].title(context.wording) + " " + row.cells[$0].full.replacing("\n", with: " / ") }
        let strip = 5
        let below = region.rows(from: region.rows - strip)
        below.horizontalLine(row: 0)
        for (line, text) in below.ruler.wrap(words.joined(separator: "  "), below.columns).prefix(strip - 1).enumerated() { below.put(text, row: line + 1) }
        return drawTable(in: region.rows(from: 0, count: region.rows - strip))
    }

    // MARK: Table

    private func drawTable(in region: Region) -> Position? {
        guard pane.table != nil else { return region.position(row: 0, column: 0) }
        return pane.list.draw(in: region, nothing: "supervisor.nothing") ?? region.position(row: 0, column: 0)
    }

    // MARK: Selected

    /// What the columns had to leave out.
    private func drawSelected(in region: Region) {
        guard let item = pane.selectedDuty else { return }
        let look = DutyLook(item.row, context: context)
        let words = [item.row.duty.key.rule, look.what, look.role, item.row.customer, item.row.phone, look.state].filter { !$0.isEmpty }
        region.put(words.joined(separator: "  "), row: 0, style: Style(.normal, .bold))
        guard let note = item.note else { return }
        let values: [String: Value] = [
            "at": .string(context.wording.time(note.at, context.zone)), "by": .string(note.by),
            "to": .string(note.to.isEmpty ? "" : "> " + context.text(context.manual.playbook.roleLabel(note.to))), "text": .string(note.text),
        ]
        region.put(context.text("supervisor.note", values), row: 1)
    }
}
