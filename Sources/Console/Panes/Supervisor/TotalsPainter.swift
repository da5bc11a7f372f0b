import Dispatching
import Exchange
import Grid

/// Totals of the overdue view per owner and per rule, as bars of signs.
@MainActor
struct TotalsPainter {
    let pane: SupervisorPane

    private var context: any AppContext { pane.context }

    /// One total, ready to draw.
    private struct Line {
        let name: String
        let count: Int
        let worst: Int
    }

    func draw(in region: Region, isWide: Bool) {
        let totals = pane.totals
        let playbook = context.manual.playbook
        let owners = totals.owners.map { Line(name: $0.key.person ?? context.text(playbook.roleLabel($0.key.role)), count: $0.count, worst: $0.worst) }
        let rules = totals.rules.map { line in
            let label = playbook.rule(line.key).map { context.text($0.label) } ?? ""
            return Line(name: line.key + " " + label, count: line.count, worst: line.worst)
        }
        // Read aloud, one thing a line.
        if isWide || context.isAccessible {
            let half = region.rows / 2
            draw(owners, "supervisor.byOwner", in: region.rows(from: 0, count: half))
            draw(rules, "supervisor.byRule", in: region.rows(from: half))
        } else {
            let half = region.columns / 2
            draw(owners, "supervisor.byOwner", in: region.columns(from: 0, count: half - 1))
            draw(rules, "supervisor.byRule", in: region.columns(from: half))
        }
    }

    /// The longest bar fills its room; the others are measured by it.
    private func draw(_ lines: [Line], _ title: String, in region: Region) {
        let isCut = lines.count > region.rows - 1
        region.put(context.text(title) + (isCut ? " " + context.text("case.more") : ""), row: 0, style: Style(.title, .bold))
        let most = max(1, lines.map(\.count).max() ?? 1)
        let name = region.columns * 2 / 5
        let number = 4
        let worst = 8
        let bar = context.isAccessible ? 0 : max(4, region.columns - name - number - worst - 3)
        for (row, line) in lines.prefix(max(0, region.rows - 1)).enumerated() {
            region.putFitted(line.name, row: row + 1, column: 0, width: name)
            let drawn = bar == 0 ? "" : ShareBar.text(tenths: line.count * 1000 / most, width: bar).replacing("-", with: " ")
            region.put(drawn, row: row + 1, column: name + 1, style: .accent)
            region.putFitted(String(line.count), row: row + 1, column: name + bar + 2, width: number, alignment: .right)
            if line.worst > 0 {
                region.putFitted(context.wording.late(minutes: line.worst), row: row + 1, column: name + bar + number + 3, width: worst, style: .dim)
            }
        }
    }
}
