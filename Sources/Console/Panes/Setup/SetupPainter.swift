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
        var column = 0
        for view in SetupReading.View.allCases {
            let word = context.text("setup.view.\(view)")
            column += region.put(view == pane.view ? "[\(word)]" : " \(word) ", row: 0, column: column, style: view == pane.view ? Style(.accent, .bold) : .dim)
        }
        let body = region.rows(from: 1, count: region.rows - 1 - Self.strip)
        let columns = columns
        let slots = columns.layout(width: body.columns)
        columns.drawHeader(in: body, row: 0, slots: slots)
        let rows = body.rows(from: 1)
        pane.listPlace = rows.rect
        pane.list.setHeight(rows.rows)
        if pane.rows.isEmpty { rows.put(context.text("setup.nothing"), row: 1, column: 2, style: .dim) }
        var focus: Position?
        for index in pane.list.visible where index < pane.rows.count {
            guard let line = pane.list.line(of: index) else { continue }
            let isSelected = index == pane.list.selectedIndex
            let row = pane.rows[index]
            columns.drawRow(cells(row, isSelected), in: rows, row: line, slots: slots, style: isSelected ? .selected : style(row))
            if isSelected { focus = rows.position(row: line, column: 0) }
        }
        drawStrip(in: region.rows(from: region.rows - Self.strip))
        return focus
    }

    private func word(_ key: String) -> String { context.text(key) }

    private var columns: Columns {
        switch pane.view {
        case .people:
            Columns([
                .init("", .fixed(2)), .init(word("setup.login"), .fixed(12)), .init(word("setup.name"), .fixed(10)),
                .init(word("setup.roles"), .flexible(minimum: 16, weight: 3)), .init(word("setup.today"), .flexible(minimum: 20, weight: 1)),
                .init(word("setup.phone"), .fixed(12), priority: 1),
            ])
        case .crews:
            Columns([
                .init("", .fixed(2)), .init(word("setup.crew"), .fixed(8)), .init(word("setup.work"), .fixed(4)), .init(word("setup.leader"), .fixed(8)),
                .init(word("setup.phone"), .fixed(12)), .init(word("setup.members"), .flexible(minimum: 10, weight: 2)),
                .init(word("setup.today"), .flexible(minimum: 20, weight: 1)), .init(word("setup.skills"), .flexible(minimum: 14, weight: 1), priority: 1),
                .init(word("setup.zone"), .fixed(8), priority: 2),
            ])
        case .leaves:
            Columns([
                .init("", .fixed(2)), .init(word("setup.who"), .fixed(10)), .init(word("setup.from"), .fixed(10)), .init(word("setup.to"), .fixed(10)),
                .init(word("setup.standing"), .fixed(8)), .init(word("setup.deputy"), .fixed(10)), .init(word("setup.reason"), .flexible(minimum: 12, weight: 1)),
            ])
        }
    }

    private func standing(_ row: SetupReading.Row) -> LeavePlace.Standing { LeavePlace(row.record, context.today).standing }

    private func style(_ row: SetupReading.Row) -> Style {
        if pane.view != .leaves { return row.away == nil ? .normal : .warn }
        return switch standing(row) {
        case .waiting: .warn
        case .running: Style(.normal, .bold)
        case .coming: .normal
        case .past: .dim
        }
    }

    private func cells(_ row: SetupReading.Row, _ isSelected: Bool) -> [Columns.Cell] {
        let r = row.record
        let lead = isSelected ? ">" : " "
        switch pane.view {
        case .people:
            let roles = (r["roles"].array ?? []).compactMap(\.string).map { context.text(playbook.roleLabel($0)) }
            return [
                .init(lead + (row.away == nil ? " " : "~")), .init(r.number), .init(row.name), .init(roles.joined(separator: " ")), .init(today(row)),
                .init(r["phone"].string ?? ""),
            ]
        case .crews:
            return [
                .init(lead + (row.away == nil ? " " : "~")), .init(r.number), .init(word("setup.work.\(r["kind"].string ?? "delivery")")), .init(row.name),
                .init(r["phone"].string ?? ""), .init(list(r["members"])), .init(today(row)), .init(list(r["skills"])), .init(r["zone"].string ?? ""),
            ]
        case .leaves:
            let standing = standing(row)
            return [
                .init(lead + (standing == .waiting ? "*" : standing == .running ? "~" : " ")), .init(row.name), .init(r["from"].text), .init(r["to"].text),
                .init(word("setup.standing.\(standing)")), .init(row.deputy ?? "-"), .init(r["reason"].text),
            ]
        }
    }

    private func list(_ value: Value) -> String { (value.array ?? []).map(\.text).joined(separator: " ") }

    /// There, or away until when and who does the work.
    private func today(_ row: SetupReading.Row) -> String {
        guard let away = row.away else {
            if row.standsFor.isEmpty { return word("setup.present") }
            return context.text("setup.standsFor", ["people": .array(row.standsFor.map { .string($0) })])
        }
        let until = Value.string(context.wording.monthDay(away.days.upperBound))
        return row.deputy.map { context.text("setup.away", ["to": until, "deputy": .string($0)]) } ?? context.text("setup.awayAlone", ["to": until])
    }

    private func drawStrip(in region: Region) {
        region.horizontalLine(row: 0)
        guard let row = pane.selected else { return }
        let lines = pane.view == .leaves ? leave(row) : person(row)
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
            lines.append([word("setup.members") + " " + list(r["members"]), word("setup.skills") + " " + list(r["skills"]), r["shift"].string ?? ""].joined(separator: "  "))
        }
        lines.append(context.text("setup.open", ["n": .int(row.open)]) + "  " + today(row))
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
