import Dispatching
import Grid

extension BoardPainter {
    private enum Line {
        case heading(String)
        case item(BoardLayout.PoolItem, part: Int)
    }

    /// What waits, and below it what the gate kept out, with the reason and the step that mends it.
    mutating func drawPool(_ region: Region, linesEach: Int) {
        let lines = poolLines(linesEach)
        guard region.rows > 0 else { return }
        let selected = cursor.pool.selection
        let first = lines.firstIndex { if case .item(let item, _) = $0 { item.visit == selected } else { false } } ?? 0
        // The heading above the first of a group stays in sight with it.
        let from = first > 0 && isHeading(lines[first - 1]) ? first - 1 : first
        scroll.pool = min(scroll.pool, from)
        scroll.pool = max(scroll.pool, first + linesEach - region.rows)
        scroll.pool = max(0, min(scroll.pool, lines.count - region.rows))
        for (row, line) in lines.dropFirst(scroll.pool).prefix(region.rows).enumerated() {
            switch line {
            case .heading(let text): region.put(text, row: row, style: .heading)
            case .item(let item, let part): draw(item, part: part, of: linesEach, in: region, row: row)
            }
        }
        let hidden = lines.count - scroll.pool - region.rows
        if hidden > 0 { region.put(">", row: region.rows - 1, column: region.columns - 1, style: .dim) }
    }

    private func isHeading(_ line: Line) -> Bool {
        if case .heading = line { return true }
        return false
    }

    private func poolLines(_ linesEach: Int) -> [Line] {
        let waiting = layout.eligibleInPool, kept = layout.keptOut
        var lines: [Line] = [.heading(layout.words("pool", ["n": .int(waiting.count)]))]
        for item in waiting { lines += (0..<linesEach).map { .item(item, part: $0) } }
        if !kept.isEmpty {
            lines.append(.heading(layout.words("keptOut", ["n": .int(kept.count)])))
            for item in kept { lines += (0..<linesEach).map { .item(item, part: $0) } }
        }
        return lines
    }

    private mutating func draw(_ item: BoardLayout.PoolItem, part: Int, of parts: Int, in region: Region, row: Int) {
        let isSelected = cursor.area == .pool && cursor.pool.selection == item.visit
        let rect = Rect(row: row, column: 0, rows: 1, columns: region.columns)
        let base: Style = isSelected ? .selected : cursor.marks.contains(item.visit) ? .marked : .normal
        let quiet: Style = isSelected ? .selected : item.isKept ? .warn : .dim
        let sign = cursor.marks.contains(item.visit) ? "*" : item.isKept ? "x" : item.isExcused ? "-" : " "
        if isSelected { region.fill(rect, style: .selected) }
        if part == 0 {
            // What is selected shows its own sign before the name.
            region.put(isSelected ? ">" : sign, row: row, style: base)
            let name = (isSelected && sign != " " ? sign : "") + item.name
            let nameWidth = parts == 1 ? 10 : max(8, region.columns / 2)
            let used = region.put(name, row: row, column: 1, style: base, width: nameWidth)
            if parts == 1 {
                region.put(item.facts, row: row, column: 12, style: base, width: 17)
                region.put(why(item), row: row, column: 30, style: quiet)
            } else {
                region.putFitted(item.facts, row: row, column: used + 2, width: region.columns - used - 2, alignment: .right, style: base)
            }
            add(region, Rect(row: row, column: 0, rows: parts, columns: region.columns), .visit(item.visit), selected: isSelected)
        } else {
            region.put(why(item), row: row, column: 2, style: quiet)
        }
    }

    /// `货未齐 A-05  Enter 货齐`
    private func why(_ item: BoardLayout.PoolItem) -> String {
        guard item.isKept else { return item.why }
        let mend = item.mend.map { " " + layout.words("mendKey", ["mend": .string($0)]) } ?? ""
        return item.why + " " + item.rule + mend
    }
}
