import Desk
import Dispatching
import Grid
import Storage

/// 订单: every order, newest first, read in windows; a filter as one types; the case beside the list.
@MainActor
final class OrdersPane: ArrangedPane {
    let id = PaneID.orders
    unowned let context: any AppContext
    let list: TableList<OrderRow>
    private(set) var detailFocused = false
    let caseView: CaseView
    let split: Split
    private(set) lazy var views = SavedViews(context, of: self)
    /// Rows asked for at a time.
    private nonisolated static let window = 200
    /// While somebody types, as many as the screen shows: the best finds lie all over the file, and are to be there with the key. The others are read when the hand goes down to them.
    private var firstFinds: Int { max(20, list.place.rows + 1) }
    /// All rows that the query has are loaded.
    private var isComplete = false
    private var isLoadingMore = false
    /// To be selected as soon as it is among the rows.
    private var wanted: CaseID?
    /// The order that another pane wanted to see: one Esc leads back there, as long as its number is the filter.
    private var jumped: String?
    /// The query that the rows answer.
    private var answered = ""

    init(_ context: any AppContext) {
        self.context = context
        caseView = CaseView(key: "orders.case", context: context)
        split = Split(context, "orders", usual: 50)
        list = OrdersTable.make(context)
        list.onMove = { [unowned self] in showCase() }
        list.onQuery = { [unowned self] in
            // Whoever was found stays selected among all.
            if list.search.field == nil { wanted = selected?.id }
            load(limit: text.isEmpty ? Self.window : firstFinds)
        }
    }

    // MARK: Loading

    func reload() {
        load(limit: max(text.isEmpty ? Self.window : firstFinds, list.rows.count))
        caseView.show(selected?.id, again: true)
    }

    private var text: String { list.search.field?.text ?? "" }

    private var sort: OrderSort? {
        list.sorting.flatMap { sorting in OrderSort.Column(rawValue: sorting.column).map { OrderSort($0, isDescending: sorting.isDescending) } }
    }

    /// Newest query wins: keys typed while one runs make it old before it is answered.
    private func load(limit: Int) {
        let (query, sort, now) = (text, sort, context.now)
        isLoadingMore = false
        context.load("orders", { desk in
            try desk.store.orders(query: query, now: now, limit: limit, sort: sort)
        }) { [weak self] rows in
            guard let self else { return }
            isComplete = rows.count < limit
            // The best find is the one that was meant.
            let isNew = query != answered && !query.isEmpty
            answered = query
            take(rows, best: isNew)
        }
    }

    /// The next window, when the selection comes near the end of what is loaded.
    private func loadMoreIfNear() {
        let rows = list.rows
        guard !isComplete, !isLoadingMore, let last = rows.last, list.selectedIndex > rows.count - min(40, rows.count / 2) else { return }
        let (query, sort, now) = (text, sort, context.now)
        let place: OrderPlace = sort == nil && query.isEmpty ? .before(last.id) : .skipping(rows.count)
        isLoadingMore = true
        context.load("orders.more", { desk in
            try desk.store.orders(query: query, now: now, limit: Self.window, sort: sort, after: place)
        }) { [weak self] more in
            guard let self else { return }
            isLoadingMore = false
            // A reload in between has changed what the window follows on.
            guard list.rows.last?.id == last.id else { return }
            isComplete = more.count < Self.window
            let known = Set(list.rows.map(\.id))
            take(list.rows + more.filter { !known.contains($0.id) })
        }
    }

    /// All orders that the filter names, in the order shown: the list itself holds only what has been looked at.
    private func readAll(then: @escaping @MainActor ([OrderRow]) -> Void) {
        guard !isComplete else { return then(list.rows) }
        let (query, sort, now) = (text, sort, context.now)
        context.say(context.text("export.reading"))
        context.load("orders.all", { try $0.store.orders(query: query, now: now, limit: .max, sort: sort) }) { [context] rows in
            context.say("")
            then(rows)
        }
    }

    private func take(_ rows: [OrderRow], best: Bool = false) {
        list.take(rows)
        if best { list.selectFirst() }
        if let wanted, rows.contains(where: { $0.id == wanted }) {
            list.select(wanted)
            self.wanted = nil
        }
        caseView.show(selected?.id, rested: best)
        loadMoreIfNear()
    }

    func tick() { caseView.refreshWords() }

    /// A jump filters by the order's number: it finds the order however far down it stands, and Esc shows all again.
    func show(_ route: Route) {
        guard case .record(let id) = route else { return }
        reveal(id, isJump: context.cameFromElsewhere)
    }

    private func reveal(_ id: CaseID, isJump: Bool = false) {
        wanted = id
        context.load("orders.jump", { desk in
            try desk.store.read { s in
                let record = try s.record(id)
                return try record?.parent.flatMap { try s.record($0) } ?? record
            }
        }) { [weak self] root in
            guard let self, let root else { return }
            wanted = root.id
            jumped = isJump ? root.number : nil
            list.search.set(root.number)
            load(limit: Self.window)
        }
    }

    var selected: OrderRow? { list.selected }

    private func showCase() {
        caseView.show(selected?.id)
        loadMoreIfNear()
    }

    // MARK: Commands

    func bindings() -> [Binding] {
        if list.wantsText { return list.typingBindings }
        let none = selected == nil ? "orders.nothingSelected" : nil
        var all = [
            Binding("orders.verbs", [.enter], reason: list.marks.isEmpty ? none : nil) { [unowned self] in
                VerbMenu(context: context).open(targets) { [weak self] in self?.list.clearMarks() }
            },
            list.filterBinding,
            Binding("orders.add", [.text("n"), .function(7)]) { [unowned self] in
                OrderSheets(context: context).add { [weak self] id in self?.reveal(id) }
            },
            Binding("orders.edit", [.text("e"), .function(8)], reason: none) { [unowned self] in
                if let selected { OrderSheets(context: context).edit(selected.id) }
            },
            Binding("orders.intake", [.text("i"), .function(9)]) { [unowned self] in
                IntakeForm(context: context).choose(for: selected) { [weak self] id in self?.reveal(id) }
            },
            Binding("list.detail", [.tab]) { [unowned self] in detailFocused.toggle() },
        ]
        all += list.markBindings(reason: none)
        all.append(list.markAllBinding(reason: none ?? (text.isEmpty && !isComplete ? "orders.filterFirst" : nil), markAll))
        all += list.tableBindings(export: "orders", whole: readAll) + [views.binding] + split.bindings
        if let clear = list.clearBinding(first: leaveDetail ?? leaveJump) { all.append(clear) }
        return all
    }

    /// The marked orders, wherever the filter and the window are now: the menu says how many, and what it does names them. Without marks the selected one.
    private var targets: [CaseID] { list.marks.isEmpty ? [selected?.id].compactMap(\.self) : list.marks.sorted(by: >) }

    /// Also those further down, which have not been looked at.
    private func markAll() {
        readAll { [weak self] rows in
            guard let self else { return }
            isComplete = true
            take(rows)
            list.markAll()
        }
    }

    private var leaveDetail: (@MainActor () -> Void)? {
        guard detailFocused else { return nil }
        return { [unowned self] in detailFocused = false }
    }

    private var leaveJump: (@MainActor () -> Void)? {
        guard let jumped, text == jumped, list.marks.isEmpty else { return nil }
        return { [unowned self] in
            self.jumped = nil
            list.endFilter(keep: false)
            context.goBack()
        }
    }

    func occasionalBindings() -> [Binding] { list.occasionalBindings }

    // MARK: Kept views

    var arrangement: [String: Value] { list.arrangement }
    func arrange(_ values: [String: Value]) { list.arrange(values) }
    func words(of values: [String: Value]) -> [String] { list.words(of: values) }

    // MARK: Keys

    var awaitsReading: Bool { !list.isRead }

    var wantsText: Bool { list.wantsText }

    func handle(_ input: Input) -> Bool { detailFocused ? caseView.handle(input) : list.handle(input) }

    var status: String { list.status(isPartial: !isComplete) }

    func draw(in region: Region) -> Position? { OrdersPainter(pane: self).draw(in: region) }
}
