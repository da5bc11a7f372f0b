import Dispatching
import Grid
import Pinyin

/// The list of a pane: which rows the filter keeps, in what order, which one is selected, which are marked; drawn and
/// driven the same way everywhere.
///
/// Rows keep the order in which they are given until a person chooses a column to sort by.
@MainActor
final class TableList<Row: Identifiable & Sendable> where Row.ID: Sendable {
    /// How rows read in one column, and what they are sorted by.
    struct Column {
        /// Names the column in what is remembered.
        let key: String
        let title: String
        let width: Columns.Column.Width
        var alignment = Alignment.left
        /// On a narrow screen the highest goes first; 0 never goes.
        var priority = 0
        let cell: @MainActor (Row) -> Columns.Cell
        /// `nil`: a column without an order of its own.
        let order: (@MainActor (Row) -> SortValue)?

        @MainActor
        init(
            _ key: String, _ title: String, _ width: Columns.Column.Width, alignment: Alignment = .left, priority: Int = 0,
            order: (@MainActor (Row) -> SortValue)?, cell: @escaping @MainActor (Row) -> Columns.Cell
        ) {
            self.key = key
            self.title = title
            self.width = width
            self.alignment = alignment
            self.priority = priority
            self.cell = cell
            self.order = order
        }

        /// A column of plain text, sorted as it reads or by what stands behind the words.
        @MainActor
        init(
            _ key: String, _ context: any AppContext, _ width: Columns.Column.Width, alignment: Alignment = .left, priority: Int = 0,
            by order: (@MainActor (Row) -> SortValue)? = nil, _ text: @escaping @MainActor (Row) -> String
        ) {
            self.init(
                key, context.text("column." + key), width, alignment: alignment, priority: priority,
                order: order ?? { SortValue(text($0)) }
            ) { .init(text($0)) }
        }
    }

    /// How a row stands out: a sign that is readable without colour, and a style.
    struct Look {
        var sign: String
        var style: Style
    }

    unowned let context: any AppContext
    /// Computed anew for each picture: the language may have changed.
    let columns: @MainActor () -> [Column]
    let look: @MainActor (Row) -> Look
    /// Whether a row is found by a query, normalised as by `SearchKey`. `nil`: the rows come filtered.
    let matches: (@MainActor (Row, String) -> Bool)?
    /// Rows can be marked, and verbs work on all of them.
    var canMark = true

    /// The selection, the filter's text or the order is another one.
    var onMove: @MainActor () -> Void = {}
    var onQuery: @MainActor () -> Void = {}
    /// `nil`: the list sorts its rows itself; else who gives the rows in order is told.
    var onSort: (@MainActor () -> Void)?

    private(set) var all: [Row] = []
    /// Those that the filter keeps, in order.
    private(set) var rows: [Row] = []
    private(set) var state = ListState<Row.ID>()
    var search = ListFilter()
    private(set) var sorting: Sorting?
    /// Where the rows and the column titles were drawn last, for clicks.
    private var place = Rect(rows: 0, columns: 0)
    private var titlePlaces: [(columns: Range<Int>, key: String)] = []

    init(
        _ context: any AppContext, columns: @escaping @MainActor () -> [Column], look: @escaping @MainActor (Row) -> Look,
        matches: (@MainActor (Row, String) -> Bool)? = nil
    ) {
        self.context = context
        self.columns = columns
        self.look = look
        self.matches = matches
    }

    // MARK: Rows

    /// Takes what was read anew. Selection, marks and scroll stay with their rows.
    func take(_ rows: [Row]) {
        all = rows
        refresh()
        guard !state.marks.isEmpty, matches != nil else { return }
        let existing = Set(rows.map(\.id))
        state.dropMarks { !existing.contains($0) }
    }

    func refresh() {
        let query = query
        var kept = all
        if let matches, !query.isEmpty { kept = kept.filter { matches($0, query) } }
        rows = onSort == nil ? sorted(kept) : kept
        state.refresh(rows.map(\.id))
    }

    /// Equal rows keep their order.
    private func sorted(_ rows: [Row]) -> [Row] {
        guard let sorting, let order = columns().first(where: { $0.key == sorting.column })?.order else { return rows }
        let keyed = rows.enumerated().map { (place: $0.offset, value: order($0.element), row: $0.element) }
        return keyed.sorted { a, b in
            if sorting.precedes(a.value, b.value) { return true }
            return !sorting.precedes(b.value, a.value) && a.place < b.place
        }.map(\.row)
    }

    func sort(by sorting: Sorting?) {
        self.sorting = sorting
        if let onSort { onSort() } else { refresh() }
        onMove()
    }

    /// The filter's text, normalised; empty without one.
    var query: String { SearchKey.normalise(search.field?.text ?? "") }

    var isEmpty: Bool { rows.isEmpty }
    var selectedIndex: Int { state.selectedIndex }
    var marks: Set<Row.ID> { state.marks }

    var selected: Row? { rows.isEmpty || selectedIndex >= rows.count ? nil : rows[selectedIndex] }

    /// The marked rows that are shown, else the selected one.
    var targets: [Row] {
        let wanted = Set(state.targets)
        return rows.filter { wanted.contains($0.id) }
    }

    func select(_ id: Row.ID) { state.select(id) }
    func selectFirst() { state.moveToFirst() }
    func clearMarks() { state.clearMarks() }

    func mark(where isWanted: (Row) -> Bool) {
        for row in rows where isWanted(row) { state.mark(row.id) }
    }

    /// The row after the last of these, wherever they go.
    func selectNext(after ids: Set<Row.ID>) {
        if let last = state.ids.lastIndex(where: { ids.contains($0) }), let next = state.ids[(last + 1)...].first { state.select(next) }
    }

    // MARK: Input

    var wantsText: Bool { search.isTyping }

    func handle(_ input: Input) -> Bool {
        if search.isTyping { return handleTyping(input) }
        if case .mouse(let event) = input, event.kind == .press { return click(event.position) }
        guard state.handleMoves(input) else { return false }
        onMove()
        return true
    }

    private func handleTyping(_ input: Input) -> Bool {
        switch search.handle(input) {
        case .ended(let cleared): if cleared { queryChanged() }
        case .changed: queryChanged()
        case .moves: _ = state.handleMoves(input)
        case .kept: return true
        case .unused: return false
        }
        onMove()
        return true
    }

    private func queryChanged() {
        if matches != nil { refresh() }
        onQuery()
    }

    func endFilter(keep: Bool) {
        if search.end(keep: keep) { queryChanged() }
        onMove()
    }

    private func click(_ position: Position) -> Bool {
        if position.row == place.row - 1, let title = titlePlaces.first(where: { $0.columns.contains(position.column) }) {
            sort(by: turned(title.key))
            return true
        }
        guard place.contains(position) else { return false }
        state.select(index: state.top + position.row - place.row)
        onMove()
        return true
    }

    /// Up, then down, then as it was.
    func turned(_ column: String) -> Sorting? {
        guard let sorting, sorting.column == column else { return Sorting(column: column) }
        return sorting.isDescending ? nil : Sorting(column: column, isDescending: true)
    }

    // MARK: Marks

    func toggleMark() {
        state.toggleMark()
        state.move(by: 1)
        onMove()
    }

    func markRange() { state.markRange() }
    func markAll() { state.markAll() }
    func invertMarks() { state.invertMarks() }

    // MARK: Picture

    /// `3/120  已标记 2`.
    /// - Parameter isPartial: there are more rows than were read.
    func status(isPartial: Bool = false) -> String {
        let of = "\(rows.count)" + (isPartial ? "+" : "")
        var words = [context.text("list.place", ["n": .int(rows.isEmpty ? 0 : selectedIndex + 1), "of": .string(of)])]
        if !marks.isEmpty { words.append(context.text("list.marked", ["n": .int(marks.count)])) }
        if matches != nil, state.hiddenMarkCount > 0 { words.append(context.text("list.hiddenMarks", ["n": .int(state.hiddenMarkCount)])) }
        return words.joined(separator: "  ")
    }

    /// Titles and rows; returns where the cursor waits.
    /// - Parameter nothing: what an empty list says; another sentence stands there when a filter hides all rows.
    func draw(in region: Region, nothing: String) -> Position? {
        let columns = columns()
        let table = Columns([.init("", .fixed(2))] + columns.map { column in
            .init(column.title + sign(of: column), column.width, alignment: column.alignment, priority: column.priority)
        })
        let slots = table.layout(width: region.columns)
        table.drawHeader(in: region, row: 0, slots: slots)
        let body = region.rows(from: 1)
        place = body.rect
        titlePlaces = slots.compactMap { slot in
            guard slot.index > 0, columns[slot.index - 1].order != nil else { return nil }
            let start = place.column + slot.start
            return (start..<start + slot.width, columns[slot.index - 1].key)
        }
        state.setHeight(body.rows)
        if rows.isEmpty { body.put(context.text(search.field == nil ? nothing : "list.noMatch"), row: min(1, body.rows - 1), column: 2, style: .dim) }
        for index in state.visible where index < rows.count {
            guard let line = state.line(of: index) else { continue }
            let row = rows[index]
            let isSelected = index == selectedIndex, isMarked = state.isMarked(row.id)
            let look = look(row)
            // Mark and sign stand side by side: both are readable without colour.
            let sign = (isMarked ? "#" : isSelected ? ">" : " ") + look.sign
            let style: Style = isSelected ? .selected : isMarked ? .marked : look.style
            let cells = columns.map { column in
                let cell = column.cell(row)
                return isSelected ? Columns.Cell(cell.text) : cell
            }
            table.drawRow([.init(sign)] + cells, in: body, row: line, slots: slots, style: style)
        }
        return rows.isEmpty ? nil : body.position(row: state.line(of: selectedIndex) ?? 0, column: 0)
    }

    private func sign(of column: Column) -> String {
        guard let sorting, sorting.column == column.key else { return "" }
        return sorting.isDescending ? " v" : " ^"
    }

    /// `/text`, as far as there is a filter; returns the caret while it is typed.
    func drawFilter(in region: Region, column: Int) -> Position? {
        guard let field = search.field else { return nil }
        let used = column + region.put("/", row: 0, column: column, style: .key)
        let caret = field.draw(in: region.columns(from: used, count: max(8, min(30, region.columns - used))))
        return search.isTyping ? caret : nil
    }
}
