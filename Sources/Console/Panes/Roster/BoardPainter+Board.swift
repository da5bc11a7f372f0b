import Dispatching
import Exchange
import Grid

extension BoardPainter {
    /// The crews that show, so that the selected one is in sight.
    private mutating func visibleCrews(_ count: Int) -> ArraySlice<BoardLayout.CrewRow> {
        let all = layout.crews.count
        if cursor.area == .board, let index = layout.crews.firstIndex(where: { $0.crew == cursor.crew }) {
            scroll.crew = min(scroll.crew, index)
            scroll.crew = max(scroll.crew, index - count + 1)
        }
        scroll.crew = max(0, min(scroll.crew, all - count))
        return layout.crews.dropFirst(scroll.crew).prefix(count)
    }

    private func isRowSelected(_ row: BoardLayout.CrewRow) -> Bool { cursor.area == .board && cursor.crew == row.crew }

    /// Sign, name and, when it has stops of its own to select, no highlight of the whole row.
    private mutating func drawName(_ row: BoardLayout.CrewRow, in region: Region, at line: Int, width: Int) {
        let selected = isRowSelected(row)
        let style: Style = selected && cursor.visit == nil ? .selected : row.isBroken ? .bad : row.absent != nil ? .dim : selected ? .title : .normal
        let sign = row.isBroken ? "!" : row.absent != nil ? "x" : row.isAllowed ? "^" : ""
        let isHere = selected && cursor.visit == nil
        // The place of the sign tells the selected crew too where nothing can be shown in reverse; its sign goes before the name.
        region.put(isHere ? ">" : sign, row: line, style: isHere ? .selected : row.isBroken ? .bad : .dim)
        region.put((isHere ? sign : "") + row.crew, row: line, column: 1, style: selected ? style.with(.bold) : style, width: width - 1)
        add(region, Rect(row: line, column: 0, rows: 1, columns: width), .crew(row.crew), selected: selected && cursor.visit == nil)
    }

    private func loadStyle(_ row: BoardLayout.CrewRow) -> Style {
        guard let load = row.load else { return .dim }
        return load > 1 ? .bad : load > 0.9 ? .warn : .normal
    }

    // MARK: One line a crew

    /// `!送1组   86% 张三 李四 王五              | 赵六`
    mutating func drawLines(_ region: Region) {
        let name = 9, load = 5
        let halves = (region.columns - name - load - (isAccessible ? 8 : 3)) / 2
        let word = isAccessible ? region.ruler.width(of: layout.words.half("PM")) + 1 : 2
        let left = name + load + 1, right = left + halves + word
        region.put(layout.words("head.crew"), row: 0, column: 1, style: .heading)
        region.putFitted(layout.words(layout.day.kind == .deliveryRun ? "head.load" : "head.stops"), row: 0, column: name, width: load, alignment: .right, style: .heading)
        region.put(layout.words.half("AM"), row: 0, column: left, style: .heading)
        if !isAccessible { region.put("|", row: 0, column: right - 2, style: .border) }
        region.put(layout.words.half("PM"), row: 0, column: right, style: .heading)
        for (index, row) in visibleCrews(region.rows - 1).enumerated() {
            let line = index + 1
            add(region, Rect(row: line, column: 0, rows: 1, columns: region.columns), .row(row.crew), selected: false)
            drawName(row, in: region, at: line, width: name)
            region.putFitted(row.loadText, row: line, column: name, width: load, alignment: .right, style: loadStyle(row))
            // Read aloud, the word stands between the halves, for there is no line.
            if !isAccessible {
                region.put("|", row: line, column: right - 2, style: .border)
            } else if row.stops.contains(where: { !$0.isMorning }) {
                region.put(layout.words.half("PM"), row: line, column: right - word, style: .dim)
            }
            // With stops on it the marks say the same, louder.
            if let absent = row.absent, row.stops.isEmpty {
                region.put(layout.words("crewAbsent", ["reason": .string(absent)]), row: line, column: left, style: .warn, width: halves)
            }
            drawHalf(row.stops.filter(\.isMorning), in: region, line: line, column: left, width: halves)
            drawHalf(row.stops.filter { !$0.isMorning }, in: region, line: line, column: right, width: region.columns - right)
        }
        drawMore(region, shown: region.rows - 1)
    }

    private mutating func drawHalf(_ stops: [BoardLayout.Stop], in region: Region, line: Int, column: Int, width: Int) {
        let selected = cursor.area == .board ? stops.firstIndex { $0.visit == cursor.visit } : nil
        let texts = stops.enumerated().map { ($0 == selected ? ">" : "") + signs($1) + $1.name }
        let fit = HalfDayFit(texts.map { region.ruler.width(of: $0) }, width: width, selected: selected)
        if fit.hidesLeft { region.put("<", row: line, column: column, style: .dim) }
        if fit.hidesRight { region.put(">", row: line, column: column + width - 1, style: .dim) }
        for piece in fit.pieces {
            let stop = stops[piece.index]
            // Cut without a sign: it would cost a whole Chinese character of the name.
            region.put(texts[piece.index], row: line, column: column + piece.column, style: style(stop), width: piece.width, overflow: .cut)
            add(
                region, Rect(row: line, column: column + piece.column, rows: 1, columns: piece.width), .visit(stop.visit),
                selected: piece.index == selected)
        }
    }

    private func drawMore(_ region: Region, shown: Int) {
        let below = layout.crews.count - scroll.crew - shown
        if below > 0 { region.put("+\(below)", row: region.rows - 1, column: region.columns - 3, style: .dim) }
        if scroll.crew > 0 { region.put("-\(scroll.crew)", row: 1, column: region.columns - 3, style: .dim) }
    }

    // MARK: Crews by time

    /// What the axis shows: the whole day, the half that the selected stop lies in, or three hours around it.
    private var window: ClosedRange<Int> {
        let isWide = pool == .beside
        let level = isWide ? zoom : zoom - 1
        let stop = layout.crews.lazy.flatMap(\.stops).first { $0.visit == cursor.visit }
        let time = stop?.start ?? layout.axis.lowerBound
        switch level {
        case 1: return time < layout.afternoon ? layout.axis.lowerBound...layout.afternoon : layout.afternoon...max(layout.afternoon + 3600, layout.axis.upperBound)
        case 2...:
            let from = max(layout.axis.lowerBound, min(layout.axis.upperBound - 3 * 3600, (time - 3600) / 1800 * 1800))
            return from...(from + 3 * 3600)
        default: return layout.axis
        }
    }

    /// Two lines a crew: names where they start, and under them the bar of service, driving and waiting.
    mutating func drawTimes(_ region: Region) {
        let side = 15
        let area = region.columns(from: side)
        let headings = 2
        let each = region.rows >= headings + layout.crews.count * 3 + 1 ? 3 : 2
        let axis = TimeAxis(window, width: area.columns)
        let noon = axis.column(layout.afternoon)
        let showsNoon = axis.range.lowerBound < layout.afternoon && layout.afternoon < axis.range.upperBound
        area.put(layout.words.half(axis.range.lowerBound < layout.afternoon ? "AM" : "PM"), row: 0, column: 0, style: .heading)
        if showsNoon { area.put(layout.words.half("PM"), row: 0, column: noon + 2, style: .heading) }
        for (column, hour) in axis.hours() { area.put(hour, row: 1, column: column, style: .dim, overflow: .cut) }
        let count = max(1, (region.rows - headings - 1) / each)
        let shown = visibleCrews(count)
        for row in 0..<min(region.rows - 1, headings + shown.count * each) where row != 1 && showsNoon && !isAccessible { area.put("|", row: row, column: noon, style: .border) }
        for (index, row) in shown.enumerated() {
            let line = headings + index * each
            add(region, Rect(row: line, column: 0, rows: 2, columns: region.columns), .row(row.crew), selected: false)
            drawSide(row, in: region.part(Rect(row: line, column: 0, rows: 2, columns: side)))
            drawStops(row, in: area.part(Rect(row: line, column: 0, rows: 2, columns: area.columns)), axis)
        }
        drawMore(region.rows(from: 0, count: region.rows - 1), shown: count)
        region.put(layout.words("legend"), row: region.rows - 1, style: .dim)
    }

    /// Name above, load bar below.
    private mutating func drawSide(_ row: BoardLayout.CrewRow, in region: Region) {
        drawName(row, in: region, at: 0, width: region.columns - 1)
        guard let load = row.load else {
            region.put(row.loadText, row: 1, column: 1, style: .dim)
            return
        }
        let cells = 6
        let filled = min(cells, max(load > 0 ? 1 : 0, Int(load * Double(cells) + 0.5)))
        region.put(String(repeating: "#", count: filled) + String(repeating: ".", count: cells - filled), row: 1, column: 1, style: loadStyle(row))
        region.put(row.loadText, row: 1, column: cells + 2, style: loadStyle(row))
    }

    private mutating func drawStops(_ row: BoardLayout.CrewRow, in region: Region, _ axis: TimeAxis) {
        if let absent = row.absent, row.stops.isEmpty {
            region.put(layout.words("crewAbsent", ["reason": .string(absent)]), row: 0, column: 0, style: .warn)
        }
        for (index, stop) in row.stops.enumerated() where axis.shows(stop.leaves, stop.end) {
            let style = style(stop)
            if stop.start >= axis.range.upperBound || stop.end <= axis.range.lowerBound {
                bar(region, axis.column(stop.leaves), axis.column(stop.arrival), "-", .dim)
                continue
            }
            let start = axis.column(stop.start), end = max(start + 1, axis.column(stop.end))
            bar(region, axis.column(stop.leaves), axis.column(stop.arrival), "-", .dim)
            bar(region, axis.column(stop.arrival), start, ".", .dim)
            bar(region, start, end, "=", style)
            // The name may run over the drive that follows, not into the next name.
            let next = index + 1 < row.stops.count ? axis.column(row.stops[index + 1].start) - 1 : region.columns
            let width = max(1, next - start)
            let selected = cursor.area == .board && cursor.visit == stop.visit
            let used = region.put((selected ? ">" : "") + signs(stop) + stop.name, row: 0, column: start, style: style, width: width, overflow: .cut)
            add(region, Rect(row: 0, column: start, rows: 2, columns: max(used, end - start)), .visit(stop.visit), selected: selected)
        }
        guard let last = row.stops.last, let end = row.end else { return }
        bar(region, axis.column(last.end), axis.column(end), "-", .dim)
        for pause in row.pauses where pause.lowerBound < end { bar(region, axis.column(pause.lowerBound), axis.column(min(end, pause.upperBound)), ":", .dim) }
    }

    private func bar(_ region: Region, _ from: Int, _ to: Int, _ sign: Character, _ style: Style) {
        guard to > from else { return }
        region.put(String(repeating: sign, count: to - from), row: 1, column: from, style: style, overflow: .cut)
    }
}

/// Seconds of the day -> columns.
struct TimeAxis: Hashable, Sendable {
    let range: ClosedRange<Int>
    let width: Int

    init(_ range: ClosedRange<Int>, width: Int) {
        self.range = range
        self.width = max(1, width)
    }

    func column(_ second: Int) -> Int {
        let span = max(1, range.upperBound - range.lowerBound)
        return min(width, max(0, (second - range.lowerBound) * width / span))
    }

    func shows(_ from: Int, _ to: Int) -> Bool { to > range.lowerBound && from < range.upperBound }

    /// Every hour that has room for its two digits.
    func hours() -> [(column: Int, text: String)] {
        stride(from: (range.lowerBound + 3599) / 3600 * 3600, to: range.upperBound, by: 3600).map { (column($0), RosterWords.clock($0).prefix(2).description) }
    }
}
