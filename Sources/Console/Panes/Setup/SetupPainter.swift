import Dispatching
import Grid
import Storage

/// Draws people, crews or leaves as a list, and what there is to know of the selected one below it.
@MainActor
struct SetupPainter {
    let pane: SetupPane

    private var context: any AppContext { pane.context }
    private var playbook: Playbook { context.manual.playbook }
    private static let strip = 5

    func draw(in region: Region) -> Position? {
        let column = region.putChoices(SetupReading.View.allCases.map { (context.text("setup.view.\($0)"), $0 == pane.view) })
        let body = region.rows(from: 1, count: region.rows - 1 - Self.strip)
        let place = region.rows(from: 0, count: 1)
        let caret: Position?, focus: Position?
        if pane.view == .calendar {
            caret = pane.calendar.list.drawFilter(in: place, column: column + 2)
            focus = pane.calendar.list.draw(in: body, nothing: "setup.nothing")
        } else {
            caret = pane.list.drawFilter(in: place, column: column + 2)
            focus = pane.list.draw(in: body, nothing: "setup.nothing")
        }
        drawStrip(in: region.rows(from: region.rows - Self.strip))
        return caret ?? focus
    }

    private func word(_ key: String) -> String { context.text(key) }

    private func drawStrip(in region: Region) {
        region.horizontalLine(row: 0)
        let lines = pane.view == .calendar ? pane.calendar.words : pane.selected.map { pane.view == .leaves ? leave($0) : person($0) } ?? []
        for (index, line) in lines.flatMap({ region.ruler.wrap($0, region.columns) }).prefix(Self.strip - 1).enumerated() {
            region.put(line, row: index + 1, style: index == 0 ? Style(.normal, .bold) : .normal)
        }
    }

    private func person(_ row: SetupReading.Row) -> [String] {
        let r = row.record
        var lines = [[r.number, row.name, r["phone"].string ?? ""].filter { !$0.isEmpty }.joined(separator: "  ")]
        if pane.view == .people {
            lines.append((r["roles"].array ?? []).compactMap(\.string).map { context.text(playbook.roleLabel($0)) }.joined(separator: "  "))
        } else {
            lines.append([word("setup.members") + " " + SetupTables.words(r["members"]), word("setup.skills") + " " + SetupTables.words(r["skills"]), r["shift"].string ?? ""].joined(separator: "  "))
        }
        lines.append(context.text("setup.open", ["n": .int(row.open)]) + "  " + SetupTables.today(row, context))
        return lines
    }

    private func leave(_ row: SetupReading.Row) -> [String] {
        let r = row.record
        var lines = ["\(r.number)  \(r["reason"].text)"]
        if let stamp = r.latest(Stamp.absenceApproved) {
            let at = context.wording.moment(stamp.at, now: context.now, zone: context.zone)
            lines.append(context.text("setup.approvedBy", ["who": .string(row.approver), "at": .string(at), "note": .string(stamp.answers["remark"]?.string ?? "")]))
        } else {
            lines.append(word("setup.waits"))
        }
        if r["crew"].string != nil {
            lines.append(word("setup.crewLeave"))
        } else if let deputy = row.deputy {
            lines.append(context.text("setup.deputyDoes", ["deputy": .string(deputy), "person": .string(row.name), "n": .int(row.open)]))
        } else {
            lines.append(word("setup.noDeputy"))
        }
        return lines
    }
}
