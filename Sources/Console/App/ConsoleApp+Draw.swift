import Dispatching
import Grid
import Wording

extension ConsoleApp {
    /// The smallest screen that the layouts are made for.
    static let leastRows = 24
    static let leastColumns = 80

    var isTooSmall: Bool { size.rows < Self.leastRows || size.columns < Self.leastColumns }

    /// Draws the whole picture; returns the caret or the focused row.
    func draw(in region: Region) -> Position? {
        size = (region.rows, region.columns)
        if isTooSmall {
            let values: [String: Value] = [
                "rows": .int(region.rows), "columns": .int(region.columns), "least": .string("\(Self.leastColumns)x\(Self.leastRows)"),
            ]
            for (row, line) in region.ruler.wrap(text("screen.tooSmall", values), region.columns).enumerated() { region.put(line, row: row) }
            return region.position(row: 0, column: 0)
        }
        drawTitle(in: region.rows(from: 0, count: 1))
        drawTabs(in: region.rows(from: 1, count: 1))
        heading.draw(in: region.rows(from: 2, count: 1), now: now, zone: zone, wording: wording)
        let body = region.rows(from: 3, count: region.rows - 5 - tourRows)
        var focus = current.draw(in: body)
        for overlay in overlays {
            focus = overlay.draw(in: body)
        }
        if tour != nil { drawTour(in: region.rows(from: region.rows - 2 - tourRows, count: tourRows)) }
        drawHints(in: region.rows(from: region.rows - 2, count: 1))
        drawStatus(in: region.rows(from: region.rows - 1, count: 1))
        return focus
    }

    private func drawTitle(in region: Region) {
        region.fill(style: .bar)
        let shop = options.shop ?? manual.playbook.figures["brand"]?.string ?? ""
        let roles = person.roles.sorted().map { text(manual.playbook.roleLabel($0)) }.joined(separator: "/")
        let left = " " + [text("title.name"), shop, person.name, roles].filter { !$0.isEmpty }.joined(separator: "  ")
        let today = today
        let day = "\(wording.monthDay(today)) \(text("weekday.\(today.weekday)"))"
        // A clock would be read out every minute.
        let clock = isAccessible ? day : day + " \(zone.timeOfDay(of: now))"
        let news = heading.news.isEmpty ? "" : text("title.news", ["n": .string(newsCount)]) + " / "
        var right = clock + "  " + news + text("title.counts", ["late": .int(heading.counts.late), "open": .int(heading.counts.open)]) + " "
        if options.isTraining { right = text("title.training") + "  " + right }
        let width = region.ruler.width(of: right)
        region.put(left, row: 0, style: .bar, width: max(0, region.columns - width - 1))
        region.put(right, row: 0, column: region.columns - width, style: heading.counts.late > 0 ? Style(.bar, .bold) : .bar)
    }

    private var newsCount: String { heading.news.count < Heading.mostNews ? "\(heading.news.count)" : "\(Heading.mostNews)+" }

    /// The open pane stands in brackets, so that it is found without colours.
    private func drawTabs(in region: Region) {
        tabPlaces = []
        var column = 0
        func labels(_ after: String) -> [String] {
            panes.map { pane in
                let word = "\(pane.id.rawValue) \(text(pane.id.titleKey))"
                return pane.id == current.id ? "[\(word)]" : " \(word)\(after)"
            }
        }
        func width(_ labels: [String], _ gap: Int) -> Int { labels.reduce(0) { $0 + region.ruler.width(of: $1) + gap } }
        // Eight English words leave no room for gaps on 80 columns, nor for a blank behind each.
        let wide = labels(" ")
        let gap = width(wide, 1) > region.columns ? 0 : 1
        let labels = width(wide, gap) > region.columns ? labels("") : wide
        for (pane, label) in zip(panes, labels) {
            let isCurrent = pane.id == current.id
            let used = region.put(label, row: 0, column: column, style: isCurrent ? Style(.title, .bold) : .normal)
            tabPlaces.append((column..<column + used, pane.id))
            column += used + gap
        }
    }

    private func drawHints(in region: Region) {
        let active = activeBindings
        var shown = active.filter { $0.inHints && !$0.strokes.isEmpty }
        if overlays.isEmpty, heading.runHasBegun, current.id != .roster, let board = active.first(where: { $0.id == "pane.roster" }) {
            // Whoever never saw the program finds the way to the board on every pane.
            shown.insert(board, at: min(1, shown.count))
        }
        let typing = top.wantsText
        let hints = shown.map { HintLine.Hint(key: $0.hintKey(typing: typing), label: text($0.labelKey), isEnabled: $0.isEnabled) }
        let places = HintLine(hints).draw(in: region)
        hintPlaces = Array(zip(places, shown))
    }

    /// `今日 > 问题单 > 订单`: the way that Esc goes back, as far as three steps.
    private var breadcrumbs: String {
        trail.isEmpty ? "" : (trail.suffix(3) + [current.id]).map { text($0.titleKey) }.joined(separator: " > ")
    }

    private func drawStatus(in region: Region) {
        if let message {
            let style: Style = switch message.tone {
            case .plain: .normal
            case .good: .good
            case .warn: .warn
            }
            // A warning is told apart without colour.
            region.put((message.tone == .warn ? "! " : "") + message.text, row: 0, style: style)
        } else if overlays.isEmpty {
            let used = region.put(current.status, row: 0, style: .dim)
            let path = breadcrumbs, width = region.ruler.width(of: path)
            if used + 2 + width <= region.columns { region.put(path, row: 0, column: region.columns - width, style: .dim) }
        }
    }
}
