import Desk
import Dispatching
import Grid
import Storage

/// 设置: who works here, with which posts; the crews and their people; who is away and who stands in; the shop's days.
@MainActor
final class SetupPane: ArrangedPane {
    let id = PaneID.setup
    unowned let context: any AppContext
    private(set) var view = SetupReading.View.people
    private(set) var list: TableList<SetupReading.Row>
    private(set) lazy var calendar = CalendarView(context)
    private(set) lazy var views = SavedViews(context, of: self)
    private var wanted: CaseID?

    init(_ context: any AppContext) {
        self.context = context
        list = SetupTables.make(.people, context)
    }

    func reload() {
        if view == .calendar { return calendar.reload() }
        let (view, today) = (view, context.today)
        context.load("setup", { try SetupReading.read($0, view, today: today) }) { [weak self] reading in
            guard let self else { return }
            list.take(reading.rows)
            if let wanted { list.select(wanted) }
            wanted = nil
        }
    }

    func show(_ route: Route) {
        guard case .record(let id) = route else { return }
        turn(to: .leaves)
        wanted = id
    }

    func open(_ view: SetupReading.View) {
        turn(to: view)
        reload()
    }

    private func turn(to view: SetupReading.View) {
        guard view != self.view else { return }
        self.view = view
        list = SetupTables.make(view, context)
    }

    var selected: SetupReading.Row? { list.selected }
    /// The list on the screen.
    private var shown: any ListCommands { shown(in: view) }
    private func shown(in view: SetupReading.View) -> any ListCommands { view == .calendar ? calendar.list : list }

    // MARK: Commands

    func bindings() -> [Binding] {
        if wantsText { return shown.typingBindings }
        return commands(in: view)
    }

    /// Those of the views that are not open.
    func occasionalBindings() -> [Binding] {
        SetupReading.View.allCases.flatMap { commands(in: $0) } + list.occasionalBindings
    }

    private func commands(in view: SetupReading.View) -> [Binding] {
        let none = list.isEmpty ? "setup.nothing" : nil
        let sheets = SetupSheets(context: context)
        let leaves = LeaveSheets(context: context)
        var all: [Binding] = []
        switch view {
        case .people:
            all.append(Binding("setup.edit", [.enter, .text("e")], reason: none) { [unowned self] in allowed { if let row = self.selected { sheets.person(row.record) } } })
            if context.manual.playbook.stamps["appraised"] != nil {
                all.append(Binding("setup.appraise", [.text("r"), .control("y")], inHints: false, reason: none) { [unowned self] in
                    if let row = self.selected { StampForm(context: context).open("appraised", on: [row.record.id]) }
                })
            }
            all.append(Binding("setup.add", [.text("n"), .key(.insert)]) { [unowned self] in allowed { sheets.person(nil) } })
        case .crews:
            all.append(Binding("setup.edit", [.enter, .text("e")], reason: none) { [unowned self] in allowed { if let row = self.selected { sheets.crew(row.record) } } })
            all.append(Binding("setup.add", [.text("n"), .key(.insert)]) { [unowned self] in allowed { sheets.crew(nil) } })
        case .leaves:
            let over = none ?? (selected.map { LeavePlace($0.record, context.today).standing == .past } ?? false ? "setup.leavePast" : nil)
            let approved = over ?? (selected?.record.state == Leave.approved ? "setup.leaveApproved" : nil)
            all.append(Binding("setup.approve", [.enter, .text("p"), .function(8)], reason: approved) { [unowned self] in
                if let row = self.selected { leaves.approve(row.record) }
            })
            all.append(Binding("setup.back", [.text("b"), .function(9)], reason: over) { [unowned self] in allowed { if let row = self.selected { leaves.end(row.record) } } })
        case .calendar:
            all.append(Binding("setup.day", [.enter, .text("e")], reason: calendar.list.isEmpty ? "setup.nothing" : nil) { [unowned self] in allowed { self.calendar.change() } })
            all.append(Binding("setup.resetDay", [.text("b"), .key(.backspace)], reason: calendar.whyNotReset) { [unowned self] in allowed { self.calendar.reset() } })
            all += calendar.list.markBindings(inHints: true, reason: calendar.list.isEmpty ? "setup.nothing" : nil)
        }
        if view != .calendar { all.append(Binding("setup.leave", [.text("a"), .function(6)]) { [unowned self] in
            allowed { leaves.ask(for: self.view == .leaves ? nil : self.selected) { [weak self] in self?.showLeave($0) } }
        }) }
        all.append(Binding("setup.next", [.tab, .text("v"), .function(7)]) { [unowned self] in turn(by: 1) })
        all.append(Binding("setup.previous", [.key(.tab, .shift)], inHints: false) { [unowned self] in turn(by: -1) })
        let shown = shown(in: view)
        all.append(shown.filterBinding)
        all += shown.tableBindings(export: "setup-\(view)") + [views.binding]
        if let clear = shown.clearBinding(first: nil) { all.append(clear) }
        return all
    }

    // MARK: Kept views

    var arrangement: [String: Value] { shown.arrangement.merging(["view": .string("\(view)")]) { $1 } }

    func arrange(_ values: [String: Value]) {
        turn(to: SetupReading.View.allCases.first { values["view"]?.string == "\($0)" } ?? .people)
        shown.arrange(values)
        reload()
    }

    func words(of values: [String: Value]) -> [String] {
        (values["view"]?.string.map { [context.text("setup.view.\($0)")] } ?? []) + shown(in: values["view"] == "calendar" ? .calendar : .people).words(of: values)
    }

    private func turn(by step: Int) {
        let all = SetupReading.View.allCases
        open(all[((all.firstIndex(of: view) ?? 0) + step + all.count) % all.count])
    }

    private func showLeave(_ id: CaseID) {
        wanted = id
        view == .leaves ? reload() : open(.leaves)
    }

    /// Everybody may see; who may not change is told whom to ask, before a sheet was filled in for nothing.
    private func allowed(_ action: () -> Void) {
        if context.may("people") { action() }
    }

    // MARK: Keys

    var awaitsReading: Bool { !shown.isRead || wanted != nil }

    var wantsText: Bool { shown.wantsText }

    func handle(_ input: Input) -> Bool { shown.handle(input) }

    var status: String { shown.status(isPartial: false) }

    func draw(in region: Region) -> Position? { SetupPainter(pane: self).draw(in: region) }
}
