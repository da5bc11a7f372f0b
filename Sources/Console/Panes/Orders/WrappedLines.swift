import Grid

/// Lines broken to a width, only as far down as they are looked at: a long life has hundreds of rows, a screen thirty.
@MainActor
struct WrappedLines {
    let width: Int
    private(set) var done: [(text: String, style: Style)] = []
    private var next = 0
    private let lines: [CaseLines.Line]
    private let ruler: Ruler

    init(_ lines: [CaseLines.Line], width: Int, ruler: Ruler) {
        self.lines = lines
        self.width = width
        self.ruler = ruler
    }

    /// Makes at least that many rows, if there are so many.
    mutating func wrap(through count: Int) {
        while next < lines.count, done.count < count {
            let line = lines[next]
            next += 1
            let rows = ruler.wrap(line.text, max(10, width))
            guard rows.count > 1, line.indent > 0 else {
                done += rows.map { ($0, line.style) }
                continue
            }
            let rest = ruler.wrap(rows.dropFirst().joined(separator: " "), max(10, width - line.indent))
            done.append((rows[0], line.style))
            done += rest.map { (String(repeating: " ", count: line.indent) + $0, line.style) }
        }
    }
}
