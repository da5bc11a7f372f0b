import Exchange
import Grid

/// The routes over the whole screen; up and down show one crew after the other alone.
@MainActor
final class MapDialog: Overlay {
    private let map: RouteMap
    private let words: RosterWords
    private unowned let context: any AppContext
    private var focus: Int?

    init(_ map: RouteMap, crew: String?, words: RosterWords, context: any AppContext) {
        self.map = map
        self.words = words
        self.context = context
        focus = nil
        start = map.legend.firstIndex { $0.crew == crew } ?? 0
    }

    /// The crew that was selected on the board comes first.
    private let start: Int

    func bindings() -> [Binding] {
        [
            Binding("map.next", [.key(.down), .key(.right), .text("j"), .text("l"), .tab]) { [self] in step(1) },
            Binding("map.previous", [.key(.up), .key(.left), .text("k"), .text("h")]) { [self] in step(-1) },
            Binding("map.close", [.escape, .enter, .text("q"), .text("b"), .text("#")]) { [self] in context.dismiss(self) },
        ]
    }

    /// All crews stand between the last and the first.
    private func step(_ by: Int) {
        guard !map.legend.isEmpty else { return }
        guard let now = focus else {
            focus = by > 0 ? start : map.legend.count - 1
            return
        }
        let next = now + by
        focus = map.legend.indices.contains(next) ? next : nil
    }

    func draw(in region: Region) -> Position? {
        let inside = Dialog(
            title: words("map.title"), message: "", hints: bindings().hintLine(context), contentRows: region.rows - 4, maximumWidth: region.columns
        ).draw(in: region)
        let side = inside.columns >= 100 ? 34 : 0
        // Narrow: the legend below, as many lines as the focus needs.
        let legendRows = side > 0 ? 0 : min(4, max(2, (map.legend.count + 3) / 4 + 1))
        let picture = inside.part(Rect(rows: inside.rows - legendRows - 1, columns: inside.columns - side))
        inside.put(ground, row: 0, style: .dim)
        let area = picture.rows(from: 1)
        let plain = region.borders == .ascii
        for (row, line) in map.picture(rows: area.rows, columns: area.columns, focus: focus, plain: plain).enumerated() {
            for (column, cell) in line.enumerated() where cell.character != " " {
                let style: Style = cell.isLabel ? cell.crew == nil ? .title : cell.crew == focus ? .selected : .normal : .dim
                area.put(String(cell.character), row: row, column: column, style: style)
            }
        }
        if side > 0 { drawSide(inside.columns(from: inside.columns - side)) } else { drawBelow(inside.rows(from: inside.rows - legendRows)) }
        return inside.position(row: 0, column: 0)
    }

    private var ground: String {
        switch map.ground {
        case .zones: words("map.zones")
        case .coordinates(0): words("map.exact")
        case .coordinates(let missing): words("map.coordinates", ["n": .int(missing)])
        }
    }

    private func name(_ index: Int) -> String {
        let entry = map.legend[index]
        return "\(entry.letter) \(entry.pattern.prefix(7)) \(entry.crew) \(words("stops", ["n": .int(entry.stops.count)]))"
    }

    private func drawSide(_ region: Region) {
        region.put(words("map.home") + "  " + (focus == nil ? words("map.all") : ""), row: 0, column: 1, style: .dim)
        var row = 2
        for index in map.legend.indices where row < region.rows {
            region.put(name(index), row: row, column: 1, style: index == focus ? .selected : .normal)
            row += 1
            guard index == focus else { continue }
            for (number, stop) in map.legend[index].stops.enumerated() where row < region.rows {
                region.put("\(map.legend[index].letter)\(number + 1) \(words.customer(stop))", row: row, column: 4, style: .dim)
                row += 1
            }
        }
    }

    private func drawBelow(_ region: Region) {
        if let focus {
            region.put(name(focus), row: 0, style: .selected)
            let stops = map.legend[focus].stops.enumerated().map { "\(map.legend[focus].letter)\($0.offset + 1) \(words.customer($0.element))" }
            for (row, line) in region.ruler.wrap(stops.joined(separator: "  "), region.columns).prefix(region.rows - 1).enumerated() { region.put(line, row: row + 1, style: .dim) }
            return
        }
        let names = [words("map.home")] + map.legend.indices.map(name)
        for (row, line) in region.ruler.wrap(names.joined(separator: "   "), region.columns).prefix(region.rows).enumerated() { region.put(line, row: row) }
    }
}
