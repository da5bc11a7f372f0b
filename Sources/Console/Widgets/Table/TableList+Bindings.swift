import Dispatching

/// The commands that every list has, whatever its rows are.
@MainActor
protocol ListCommands {
    var wantsText: Bool { get }
    var typingBindings: [Binding] { get }
    var occasionalBindings: [Binding] { get }
    var filterBinding: Binding { get }
    func tableBindings(export name: String) -> [Binding]
    func clearBinding(first: (@MainActor () -> Void)?) -> Binding?
    func handle(_ input: Input) -> Bool
    func status(isPartial: Bool) -> String
    var isRead: Bool { get }
    var arrangement: [String: Value] { get }
    func arrange(_ values: [String: Value])
    func words(of values: [String: Value]) -> [String]
}

/// Under the same keys everywhere.
extension TableList: ListCommands {
    /// While the filter is typed: kept with Enter, dropped with Esc.
    var typingBindings: [Binding] {
        [
            Binding("filter.keep", [.enter]) { [unowned self] in endFilter(keep: true) },
            Binding("filter.drop", [.escape]) { [unowned self] in endFilter(keep: false) },
        ]
    }

    /// - Parameters:
    ///   - hints: marking stands on the hint line, because verbs on many rows are what the list is for.
    ///   - none: why nothing can be marked now.
    ///   - toggle: marks where rows do not stand below each other in the list's order; a range says nothing there.
    func markBindings(inHints hints: Bool = false, reason none: String?, _ toggle: (@MainActor () -> Void)? = nil) -> [Binding] {
        [
            Binding("list.mark", [.space, .key(.insert)], inHints: hints, reason: none) { [unowned self] in
                if let toggle { toggle() } else { toggleMark() }
            },
            Binding("list.markRange", [.text(",")], inHints: false, reason: none ?? (toggle == nil ? nil : "list.noRange")) { [unowned self] in markRange() },
            Binding("list.invert", [.text("*")], inHints: false, reason: none) { [unowned self] in invertMarks() },
        ]
    }

    func markAllBinding(reason none: String?, _ markAll: (@MainActor () -> Void)? = nil) -> Binding {
        Binding("list.markAll", [.text("a"), .control("a")], inHints: false, reason: none) { [unowned self] in
            if let markAll { markAll() } else { self.markAll() }
        }
    }

    var filterBinding: Binding {
        Binding("list.filter", [.text("/"), .function(3)]) { [unowned self] in search.start() }
    }

    var sortBinding: Binding {
        Binding("list.sort", [.text("O"), .key(.character("o"), .alt)], inHints: false) { [unowned self] in chooseSorting() }
    }

    /// Order by a column, and the list as a file.
    func tableBindings(export name: String) -> [Binding] { tableBindings(export: name, whole: nil) }

    /// - Parameter whole: reads all rows that the filter keeps, where only some of them are loaded.
    func tableBindings(export name: String, whole: (@MainActor (@escaping @MainActor ([Row]) -> Void) -> Void)?) -> [Binding] {
        [
            sortBinding,
            Binding("list.export", [.text("X"), .key(.character("x"), .alt)], inHints: false, reason: isEmpty ? "list.nothing" : nil) { [unowned self] in
                if let whole { whole { [weak self] in self?.export($0, as: name) } } else { export(rows, as: name) }
            },
        ]
    }

    /// Esc takes back the last narrowing: what the pane says first (its detail, another list), then the filter, then the marks. `nil`: nothing is narrowed.
    func clearBinding(first: (@MainActor () -> Void)? = nil) -> Binding? {
        if first == nil, search.field == nil, marks.isEmpty { return nil }
        return Binding("list.clear", [.escape], inHints: false) { [unowned self] in
            if let first { first() } else if search.field != nil { endFilter(keep: false) } else { clearMarks() }
        }
    }

    /// Those that come and go, for the list of all keys.
    var occasionalBindings: [Binding] { typingBindings + [Binding("list.clear", [.escape], inHints: false) {}] }

    /// A chosen column turns round when it is chosen again.
    private func chooseSorting() {
        let sortable = columns().filter { $0.order != nil }
        let given = MenuItem(label: context.text("list.sortGiven"), detail: sorting == nil ? context.text("list.sortNow") : "")
        let items = sortable.map { column in
            let now = sorting?.column == column.key
            let way = now ? context.text(sorting?.isDescending == true ? "list.sortDown" : "list.sortUp") : ""
            return MenuItem(label: column.title, detail: way)
        }
        context.choose(title: context.text("bind.list.sort"), [given] + items) { [weak self] place in
            guard let self else { return }
            sort(by: place == 0 ? nil : turned(sortable[place - 1].key))
        }
    }

    private func export(_ rows: [Row], as name: String) { ListExport(context: context).ask(name: name, snapshot(of: rows, title: title(name))) }

    /// `订单  /1002  客户 ^`: what a page is a list of.
    private func title(_ name: String) -> String {
        let key = switch name {
        case "told": "today.scope.told"
        case "sent": "outbox.sentToday"
        case "found": "parcels.scope.monitors"
        case _ where name.hasPrefix("setup-"): "setup.view." + name.dropFirst(6)
        default: "pane." + name
        }
        return ([context.text(key)] + words(of: arrangement)).joined(separator: "  ")
    }

    /// The list as it stands: titles and the cells of every row that the filter keeps, in the order shown; days with their year.
    private func snapshot(of rows: [Row], title: String) -> ListExport.Table {
        let columns = columns()
        return .init(
            title: "\(title)  \(context.zone.full(context.now))",
            columns: [.init("", .fixed(2))] + columns.map { .init($0.title, $0.width, alignment: $0.alignment, priority: $0.priority) },
            rows: rows.map { row in
                let sign = (state.isMarked(row.id) ? "#" : " ") + look(row).sign
                return [sign] + columns.map { $0.full?(row) ?? $0.cell(row).text }
            })
    }
}

extension Zone {
    /// `2026-11-24 15:04`: as it reads in a file.
    func full(_ t: Instant) -> String { "\(day(of: t)) \(timeOfDay(of: t))" }
}
