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
        /// Numbers and telephones: half of one is another one, so the column is as wide as its longest, and names and addresses give way.
        var isWhole: Bool { ["number", "phone", "waybill"].contains(key) }
        /// How it reads in a file, where a cell of the screen says less (a day without its year, "late 12 min").
        private(set) var full: (@MainActor (Row) -> String)?

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

        /// The same column, with the text that a file gets.
        func inFile(_ full: @escaping @MainActor (Row) -> String) -> Column {
            var column = self
            column.full = full
            return column
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
    /// How well a row answers to a query, normalised as by `SearchKey`; 0 best, `nil` not at all. Without it the rows come filtered.
    let distance: (@MainActor (Row, String) -> Int?)?

    /// Another row may be the selected one.
    var onMove: @MainActor () -> Void = {}
    /// For who gives the rows filtered and in order: the text or the order is another one. `nil`: the list does it itself.
    var onQuery: (@MainActor () -> Void)?

    private(set) var all: [Row] = []
    /// Whether there was an answer: an unread list is not an empty one.
    private(set) var isRead = false
    /// Those that the filter keeps, in order.
    private(set) var rows: [Row] = []
    var state = ListState<Row.ID>()
    var search = ListFilter()
    private(set) var sorting: Sorting?
    /// Columns of the screen that the longest cell of a whole column takes, by column; of the rows as they are now.
    private var longest: [String: Int] = [:]
    /// Where the rows and the column titles were drawn last, for clicks.
    var place = Rect(rows: 0, columns: 0)
    var titlePlaces: [(columns: Range<Int>, key: String)] = []

    init(
        _ context: any AppContext, columns: @escaping @MainActor () -> [Column], look: @escaping @MainActor (Row) -> Look,
        distance: (@MainActor (Row, String) -> Int?)? = nil
    ) {
        self.context = context
        self.columns = columns
        self.look = look
        self.distance = distance
    }

    // MARK: Rows

    /// Takes what was read anew. Selection, marks and scroll stay with their rows; a mark goes with its row.
    func take(_ rows: [Row]) {
        all = rows
        isRead = true
        refresh()
        // Whoever gives the rows filtered says nothing about the others.
        guard !state.marks.isEmpty, onQuery == nil else { return }
        let existing = Set(rows.map(\.id))
        state.dropMarks { !existing.contains($0) }
    }

    private func refresh() {
        let query = query
        var kept = all
        if let distance, !query.isEmpty { kept = kept.filter { distance($0, query) != nil } }
        rows = onQuery == nil ? sorted(kept) : kept
        longest = [:]
        state.refresh(rows.map(\.id))
    }

    /// Rows that are measured for it; what is longer further down is cut there.
    private static var measured: Int { 2000 }
    /// Nothing that a person calls a number is longer.
    private static var widest: Int { 24 }

    /// The column's width, grown to its longest cell where none may be cut.
    func width(of column: Column, _ ruler: Ruler) -> Columns.Column.Width {
        guard column.isWhole else { return column.width }
        let known = longest[column.key] ?? rows.prefix(Self.measured).reduce(0) { max($0, ruler.width(of: column.cell($1).text)) }
        longest[column.key] = known
        let needed = min(known, Self.widest)
        return switch column.width {
        case .fixed(let n): .fixed(max(n, needed))
        case .flexible(let n, let weight): .flexible(minimum: max(n, needed), weight: weight)
        }
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
        arrangementChanged()
    }

    private func queryChanged() {
        arrangementChanged()
        guard onQuery == nil, let best = bestFind else { return }
        state.select(best)
        onMove()
    }

    private func arrangementChanged() {
        // Who gives the rows gives them later; until then nothing has moved.
        if let onQuery { return onQuery() }
        refresh()
        onMove()
    }

    /// The row that the query means most: rows keep their order, the selection goes to it.
    private var bestFind: Row.ID? {
        let query = query
        guard let distance, !query.isEmpty else { return nil }
        return rows.compactMap { row in distance(row, query).map { (id: row.id, distance: $0) } }.min { $0.distance < $1.distance }?.id
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

    /// Why no verb on the marked rows can run: a filter hides every one of them, and acting on another row instead would be worse than nothing.
    var whyNoTarget: String? { !marks.isEmpty && state.hiddenMarkCount == marks.count ? "list.marksHidden" : nil }

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
        case .moves:
            _ = state.handleMoves(input)
            onMove()
        case .kept: break
        case .unused: return false
        }
        return true
    }

    func endFilter(keep: Bool) {
        if search.end(keep: keep) { queryChanged() }
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
}
