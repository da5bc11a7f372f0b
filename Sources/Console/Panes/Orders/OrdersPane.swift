import Desk
import Dispatching
import Grid
import Storage

/// 订单: every order, newest first, read in windows; a filter as one types; the case beside the list.
@MainActor
final class OrdersPane: Pane {
    let id = PaneID.orders
    unowned let context: any AppContext
    private(set) var rows: [OrderRow] = []
    var list = ListState<CaseID>()
    private var search = ListFilter()
    var filter: TextField? { search.field }
    private(set) var detailFocused = false
    let caseView: CaseView
    var listPlace = Rect(rows: 0, columns: 0)
    /// Rows asked for at a time.
    private nonisolated static let window = 200
    /// All rows that the query has are loaded.
    private var isComplete = false
    private var isLoadingMore = false
    /// To be selected as soon as it is among the rows.
    private var wanted: CaseID?

    init(_ context: any AppContext) {
        self.context = context
        caseView = CaseView(key: "orders.case", context: context)
    }

    // MARK: Loading

    func reload() {
        load(limit: max(Self.window, rows.count))
        caseView.show(selected?.id, again: true)
    }

    /// Newest query wins: keys typed while one runs make it old before it is answered.
    private func load(limit: Int) {
        let (query, now) = (filter?.text ?? "", context.now)
        isLoadingMore = false
        context.load("orders", { desk in
            try desk.store.read { try $0.orders(query: query, states: [], now: now, limit: limit) }
        }) { [weak self] rows in
            guard let self else { return }
            self.rows = rows
            isComplete = rows.count < limit
            refresh()
        }
    }

    /// The next window, when the selection comes near the end of what is loaded.
    private func loadMoreIfNear() {
        guard !isComplete, !isLoadingMore, let last = rows.last, list.selectedIndex > rows.count - 40 else { return }
        let (query, now) = (filter?.text ?? "", context.now)
        isLoadingMore = true
        context.load("orders.more", { desk in
            try desk.store.read { try $0.orders(query: query, states: [], now: now, limit: Self.window, before: last.id) }
        }) { [weak self] more in
            // A reload in between has changed what the window follows on.
            guard let self, isLoadingMore, rows.last?.id == last.id else { return }
            isLoadingMore = false
            rows += more
            isComplete = more.count < Self.window
            refresh()
        }
    }

    private func refresh() {
        list.refresh(rows.map(\.id))
        if let wanted, rows.contains(where: { $0.id == wanted }) {
            list.select(wanted)
            self.wanted = nil
        }
        showCase()
    }

    func tick() { caseView.refreshWords() }

    /// A jump filters by the order's number: it finds the order however far down it stands, and Esc shows all again.
    func show(_ route: Route) {
        guard case .record(let id) = route else { return }
        wanted = id
        context.load("orders.jump", { desk in
            try desk.store.read { s in
                let record = try s.record(id)
                return try record?.parent.flatMap { try s.record($0) } ?? record
            }
        }) { [weak self] root in
            guard let self, let root else { return }
            wanted = root.id
            search.set(root.number)
            load(limit: Self.window)
        }
    }

    var selected: OrderRow? {
        guard !rows.isEmpty, list.selectedIndex < rows.count else { return nil }
        return rows[list.selectedIndex]
    }

    private func showCase() {
        caseView.show(selected?.id)
        loadMoreIfNear()
    }

    // MARK: Commands

    func bindings() -> [Binding] {
        if search.isTyping { return filterBindings { [unowned self] in endFilter(keep: $0) } }
        let none = selected == nil ? "orders.nothingSelected" : nil
        var list = [
            Binding("orders.verbs", [.enter], reason: none) { [unowned self] in
                if let selected { VerbMenu(context: context).open(selected.id) }
            },
            Binding("orders.filter", [.text("/"), .function(3)]) { [unowned self] in search.start() },
            Binding("orders.add", [.text("n"), .function(7)]) { [unowned self] in
                OrderSheets(context: context).add { [weak self] id in self?.show(.record(id)) }
            },
            Binding("orders.edit", [.text("e"), .function(8)], reason: none) { [unowned self] in
                if let selected { OrderSheets(context: context).edit(selected.id) }
            },
            Binding("orders.intake", [.text("i"), .function(9)]) { [unowned self] in
                IntakeForm(context: context).choose(for: selected) { [weak self] id in self?.show(.record(id)) }
            },
            Binding("orders.detail", [.tab]) { [unowned self] in detailFocused.toggle() },
        ]
        if detailFocused || filter != nil {
            list.append(Binding("orders.clear", [.escape], inHints: false) { [unowned self] in clear() })
        }
        return list
    }

    private func clear() {
        if detailFocused { detailFocused = false } else { endFilter(keep: false) }
    }

    // MARK: Filter and keys

    private func endFilter(keep: Bool) {
        if search.end(keep: keep) { showAll() }
    }

    /// The order that was found stays selected among all.
    private func showAll() {
        wanted = selected?.id
        load(limit: Self.window)
    }

    var wantsText: Bool { search.isTyping }

    func handle(_ input: Input) -> Bool {
        if search.isTyping { return handleFilter(input) }
        if detailFocused { return caseView.handle(input) }
        if case .mouse(let event) = input, event.kind == .press {
            guard listPlace.contains(event.position) else { return false }
            list.select(index: list.top + event.position.row - listPlace.row)
        } else if !list.handleMoves(input) {
            return false
        }
        showCase()
        return true
    }

    private func handleFilter(_ input: Input) -> Bool {
        switch search.handle(input) {
        case .ended(let cleared): if cleared { showAll() }
        case .changed: load(limit: Self.window)
        case .moves:
            _ = list.handleMoves(input)
            showCase()
        case .kept: break
        case .unused: return false
        }
        return true
    }

    var status: String {
        let count = rows.count
        let of = isComplete ? "\(count)" : "\(count)+"
        return context.text("list.place", ["n": .int(rows.isEmpty ? 0 : list.selectedIndex + 1), "of": .string(of)])
    }

    func draw(in region: Region) -> Position? { OrdersPainter(pane: self).draw(in: region) }
}
