import Grid
import Pinyin
import Wording

/// The commands that work here, to read (`?`) or to run by name (`:`). One list, made of the bindings themselves.
@MainActor
final class CommandFinder: Overlay {
    enum Mode { case help, palette }

    private let mode: Mode
    private let commands: [Entry]
    private unowned let context: any AppContext
    private var query = TextField(limit: 40)
    private var list: ListState<String>

    /// A command with everything it may be found by.
    private struct Entry {
        let binding: Binding
        let label: String
        let help: String
        /// Label, initials, pinyin and id; then what else it may be found by.
        let names: [String]
        let rest: String

        /// 0 for the name itself, then its beginning, a part of it, a part of the help; nil: no match.
        func rank(_ query: String) -> Int? {
            if query.isEmpty { return 0 }
            if names.contains(query) { return 0 }
            if names.contains(where: { $0.hasPrefix(query) }) { return 1 }
            if names.contains(where: { $0.contains(query) }) { return 2 }
            return rest.contains(query) ? 3 : nil
        }
    }

    init(_ mode: Mode, commands: [Binding], context: any AppContext) {
        self.mode = mode
        self.context = context
        self.commands = commands.map { binding in
            let label = context.text(binding.labelKey)
            let reading = Pinyin.text(label)
            return Entry(
                binding: binding, label: label, help: context.text(binding.helpKey),
                names: [SearchKey.normalise(label), reading.initials, reading.full, binding.id.lowercased(), binding.id.shortName],
                rest: SearchKey.normalise(context.text(binding.helpKey) + binding.keys))
        }
        list = ListState(self.commands.map(\.binding.id))
    }

    var wantsText: Bool { true }

    private var shown: [Entry] {
        let folded = SearchKey.normalise(query.text)
        let ranked = commands.enumerated().compactMap { place, entry in entry.rank(folded).map { (rank: $0, place: place, entry: entry) } }
        return ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map(\.entry)
    }

    private var selected: Entry? { list.selection.flatMap { id in shown.first { $0.binding.id == id } } }

    func bindings() -> [Binding] {
        [
            Binding("finder.run", [.enter]) { [self] in runSelected() },
            Binding("finder.complete", [.tab], inHints: mode == .palette) { [self] in
                if let selected { query.text = selected.label }
                refresh()
            },
            Binding("finder.close", [.escape]) { [self] in context.dismiss(self) },
        ]
    }

    private func runSelected() {
        guard let binding = selected?.binding else { return }
        context.dismiss(self)
        if let reason = binding.reason { context.say(context.text(reason), .warn) } else { binding.action() }
    }

    func handle(_ input: Input) -> Bool {
        if case .key(let key, []) = input, [.up, .down, .pageUp, .pageDown].contains(key) { return list.handleMoves(input) }
        if case .mouse = input { return list.handleMoves(input) }
        // `?` again closes help, the way it was opened.
        if mode == .help, query.isEmpty, case .text(let character) = input, CommandFold.fold(character) == "?" {
            context.dismiss(self)
            return true
        }
        guard query.handle(input) else { return false }
        refresh()
        return true
    }

    private func refresh() {
        list.refresh(shown.map(\.binding.id))
        list.moveToFirst()
    }

    func draw(in region: Region) -> Position? {
        let height = mode == .help ? region.rows : min(region.rows, 16)
        let width = mode == .help ? min(region.columns, 100) : min(region.columns, 64)
        let area = region.part(region.bounds.centred(rows: height, columns: width))
        area.fill()
        let inside = area.box().inset(rows: 0, columns: 1)
        area.put(" \(context.text(mode == .help ? "finder.help" : "finder.palette")) ", row: 0, column: 2, style: Style(.title, .bold))
        let label = context.text("finder.find") + " "
        let used = inside.put(label, row: 0, style: .dim)
        let caret = query.draw(in: inside.rows(from: 0, count: 1).columns(from: used))
        let rows = inside.rows(from: 1)
        let shown = shown
        list.setHeight(rows.rows)
        let table = columns(width: rows.columns)
        for index in list.visible where index < shown.count {
            guard let row = list.line(of: index) else { continue }
            let entry = shown[index]
            let isSelected = index == list.selectedIndex
            let base: Style = isSelected ? .selected : entry.binding.isEnabled ? .normal : .dim
            let reason = entry.binding.reason.map { context.text($0) }
            table.columns.drawRow(
                [
                    .init((isSelected ? "> " : "  ") + entry.binding.keys, isSelected ? nil : .key), .init(entry.label),
                    .init(reason ?? entry.help, isSelected ? nil : .dim),
                ], in: rows, row: row, slots: table.slots, style: base)
        }
        if shown.isEmpty { rows.put(context.text("finder.nothing"), row: 0, style: .dim) }
        return caret
    }

    private func columns(width: Int) -> (columns: Columns, slots: [Columns.Slot]) {
        let columns = Columns([
            .init("", .fixed(18)), .init("", .fixed(18)), .init("", .flexible(minimum: 12, weight: 1), priority: 1),
        ])
        return (columns, columns.layout(width: width))
    }
}

extension String {
    /// `outbox` of `pane.outbox`: what somebody types who has seen the id.
    fileprivate var shortName: String { split(separator: ".").last.map { $0.lowercased() } ?? self }
}
