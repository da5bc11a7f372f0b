import Dispatching
import Grid

/// Draws a board into a region. Two forms: crews by a time axis where there is room, else one line a crew.
@MainActor
struct BoardPainter {
    let layout: BoardLayout
    let cursor: BoardCursor
    /// 0 the usual form, then times, nearer with each step.
    let zoom: Int
    /// What the filter lets through, in words.
    let filter: String?
    /// The screen is read aloud: words in the place of lines.
    let isAccessible: Bool
    /// First line of the pool and first crew that show; drawing moves them so that the selection is in sight.
    var scroll = Scroll()

    struct Scroll: Hashable, Sendable {
        var pool = 0
        var crew = 0
    }

    /// What was drawn where, for the mouse.
    struct Target: Hashable, Sendable {
        enum Thing: Hashable, Sendable { case visit(String), crew(String), row(String), pool }
        let rect: Rect
        let thing: Thing
    }

    /// Where the pool stands; the usual form of the wide board shows times already.
    enum PoolPlace { case beside, above }
    private(set) var pool = PoolPlace.above

    private(set) var targets: [Target] = []
    /// The selected thing, where the hardware cursor waits.
    private(set) var focus: Position?

    init(_ layout: BoardLayout, _ cursor: BoardCursor, scroll: Scroll, zoom: Int = 0, filter: String? = nil, isAccessible: Bool = false) {
        self.isAccessible = isAccessible
        self.zoom = zoom
        self.filter = filter
        self.layout = layout
        self.cursor = cursor
        self.scroll = scroll
    }

    /// The pool stands beside the board, not above it.
    static func isWide(columns: Int, rows: Int) -> Bool { columns >= 110 && rows >= 18 }

    mutating func draw(in region: Region) {
        drawHeader(region.rows(from: 0, count: 2))
        let body = region.rows(from: 2)
        pool = BoardPainter.isWide(columns: region.columns, rows: region.rows) ? .beside : .above
        if pool == .beside { drawWide(body) } else { drawCompact(body) }
    }

    mutating func add(_ region: Region, _ rect: Rect, _ thing: Target.Thing, selected: Bool) {
        guard let position = region.position(row: rect.row, column: rect.column) else { return }
        let place = Rect(row: position.row, column: position.column, rows: rect.rows, columns: rect.columns)
        targets.append(Target(rect: place, thing: thing))
        if selected { focus = position }
    }

    private func drawHeader(_ region: Region) {
        let used = region.put(layout.title, row: 0, style: .title)
        var column = used + 2
        column += region.put(layout.state, row: 0, column: column, style: .accent) + 2
        let counts = layout.counts
        // Right-aligned when there is room, so that figures keep their place from reading to reading.
        let width = counts.reduce(-1) { $0 + region.ruler.width(of: $1.text) + 1 }
        column = max(column, region.columns - width)
        for count in counts {
            column += region.put(count.text, row: 0, column: column, style: Style(count.ink)) + 1
        }
        column = 0
        if let filter { column += region.put(filter, row: 1, column: 0, style: .marked) + 2 }
        for notice in layout.notices {
            column += region.put(notice.text, row: 1, column: column, style: Style(notice.ink)) + 2
        }
        if !cursor.marks.isEmpty {
            let text = layout.words("marked", ["n": .int(cursor.marks.count)])
            region.put(text, row: 1, column: max(column, region.columns - region.ruler.width(of: text)), style: .marked)
        }
    }

    // MARK: The two forms

    private mutating func drawWide(_ region: Region) {
        let details = region.rows >= 26 ? 6 : 4
        let poolWidth = max(36, min(46, region.columns * 3 / 10 + 2))
        let main = region.rows(from: 0, count: region.rows - details - 1)
        add(main, Rect(rows: main.rows, columns: poolWidth), .pool, selected: false)
        drawPool(main.part(Rect(rows: main.rows, columns: poolWidth)), linesEach: 2)
        main.verticalLine(column: poolWidth + 1)
        drawTimes(main.columns(from: poolWidth + 3))
        drawDetail(region.rows(from: main.rows))
    }

    private mutating func drawCompact(_ region: Region) {
        let details = region.rows >= 18 ? 4 : 3
        let main = region.rows - details - 1
        let crewLines = zoom > 0 ? layout.crews.count * 2 + 3 : layout.crews.count + 1
        // The board gets what it needs, but never so much that fewer than four lines are left for the pool.
        let board = max(3, min(crewLines, main - min(4, layout.pool.count + 1)))
        add(region, Rect(rows: main - board, columns: region.columns), .pool, selected: false)
        drawPool(region.rows(from: 0, count: main - board), linesEach: 1)
        let crews = region.rows(from: main - board, count: board)
        if zoom > 0 { drawTimes(crews) } else { drawLines(crews) }
        drawDetail(region.rows(from: main))
    }

    // MARK: Detail

    private func drawDetail(_ region: Region) {
        region.horizontalLine(row: 0)
        let lines: [DetailLine]
        if let visit = cursor.visit {
            lines = layout.detail(visit: visit)
        } else if let crew = cursor.boardCrew {
            lines = layout.detail(crew: crew)
        } else {
            lines = [DetailLine(text: layout.words("nothing"), tone: .quiet)]
        }
        var row = 1
        for line in lines {
            // A long line may take a second row where the next ones leave room.
            let wrapped = region.ruler.wrap(line.text, region.columns)
            let room = region.rows - row
            let spare = max(1, room - (lines.count - 1))
            for (index, text) in wrapped.prefix(min(spare, room)).enumerated() {
                let last = index == min(spare, room) - 1 && wrapped.count > spare
                region.put(last ? wrapped[index...].joined() : text, row: row, style: style(line.tone))
                row += 1
            }
            if row >= region.rows { break }
        }
    }

    private func style(_ tone: DetailLine.Tone) -> Style {
        switch tone {
        case .heading: .title
        case .plain: .normal
        case .quiet: .dim
        case .bad: .bad
        }
    }

    // MARK: Signs

    /// `!` a broken rule, `^` one that is allowed, `@` pinned, `*` marked: signs first, colour second.
    func signs(_ stop: BoardLayout.Stop) -> String {
        (stop.broken.isEmpty ? stop.allowed.isEmpty ? "" : "^" : "!") + (stop.isPinned ? "@" : "") + (cursor.marks.contains(stop.visit) ? "*" : "")
    }

    func style(_ stop: BoardLayout.Stop) -> Style {
        if cursor.area == .board && cursor.visit == stop.visit { return .selected }
        if !stop.broken.isEmpty { return .bad }
        if cursor.marks.contains(stop.visit) { return .marked }
        if stop.isQuiet { return .dim }
        return stop.isPinned ? .accent : .normal
    }
}
