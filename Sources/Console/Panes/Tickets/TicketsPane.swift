import Desk
import Dispatching
import Grid
import Pinyin
import Storage

/// 问题单: what is wrong and being mended (tickets, service visits, residual orders), by what falls due first; the case beside it.
@MainActor
final class TicketsPane: ArrangedPane {
    /// Which of them are shown.
    enum Scope: String, CaseIterable { case open, mine, all }

    let id = PaneID.tickets
    unowned let context: any AppContext
    private(set) var scope = Scope.open
    let list: TableList<Entry>
    private(set) var detailFocused = false
    let caseView: CaseView
    let split: Split
    private(set) lazy var views = SavedViews(context, of: self)
    private(set) lazy var board = TicketBoard(context, list)
    /// A person's own, and the same tomorrow.
    private static let layoutHabit = "tickets.layout"
    private static let boardLayout = "board"
    /// To be selected as soon as it is among the rows.
    private var wanted: CaseID?
    private nonisolated static let most = 1000

    /// A row with what it is found by.
    struct Entry: Sendable, Identifiable {
        let row: TicketRow
        let foundBy: FoundBy

        var id: CaseID { row.id }

        init(_ row: TicketRow) {
            self.row = row
            foundBy = FoundBy(name: row.customer, phone: row.phone, [row.number, row.next?.duty.key.rule ?? "", row.phone, row.address, row.problem])
        }
    }

    init(_ context: any AppContext) {
        self.context = context
        caseView = CaseView(key: "tickets.case", context: context)
        split = Split(context, "tickets", usual: 60)
        list = TicketsTable.make(context)
        list.onMove = { [unowned self] in showCase() }
    }

    // MARK: Loading

    func reload() {
        let kinds = context.manual.playbook.ticketKinds, closed = scope == .all ? [:] : context.manual.playbook.closedTickets
        let roles = scope == .mine ? context.dutyRoles : [], people = context.dutyPeople
        context.load("tickets", { desk in
            try desk.store.read { try $0.tickets(kinds, without: closed, limit: Self.most) }.filter { row in
                guard !roles.isEmpty else { return true }
                guard let duty = row.next?.duty else { return false }
                return duty.person.map { people.contains($0) } ?? roles.contains(duty.role)
            }.map { Entry($0) }
        }) { [weak self] entries in
            guard let self else { return }
            list.take(entries)
            if let wanted { find(wanted) }
            showCase()
        }
        caseView.show(selected?.rootID, again: true)
    }

    func tick() {
        caseView.refreshWords()
    }

    func show(_ route: Route) {
        if case .record(let id) = route { wanted = id }
    }

    /// A jump finds its case whatever narrows the list; what the list does not hold (older, or closed) is shown with its order.
    private func find(_ id: CaseID) {
        if list.all.contains(where: { $0.id == id }) {
            wanted = nil
            if !list.rows.contains(where: { $0.id == id }) { list.endFilter(keep: false) }
            list.select(id)
        } else if scope == .mine {
            scope = .open
            reload()
        } else {
            wanted = nil
            context.show(id)
        }
    }

    var selected: TicketRow? { list.selected?.row }

    private func showCase() { caseView.show(selected?.rootID) }

    // MARK: Commands

    func bindings() -> [Binding] {
        if list.wantsText { return list.typingBindings }
        let none = list.isEmpty ? "tickets.nothing" : nil
        var all = [
            isBoard ? caseBinding(reason: none) : Binding("tickets.takeUp", [.enter], reason: none) { [unowned self] in takeUp() },
            Binding("tickets.verbs", [.text("m"), .function(9)], reason: none) { [unowned self] in
                if let selected { VerbMenu(context: context).open(selected.id) }
            },
            Binding("tickets.intake", [.text("i"), .text("n"), .function(8)]) { [unowned self] in
                IntakeForm(context: context).choose(for: nil) { [weak self] id in
                    self?.wanted = id
                    self?.reload()
                }
            },
            Binding("tickets.scope", [.text("v"), .function(7)]) { [unowned self] in nextScope() },
            Binding("tickets.board", [.text("b"), .function(6)], reason: context.isAccessible ? "tickets.boardAloud" : nil) { [unowned self] in
                context.keepHabit(Self.layoutHabit, isBoard ? nil : .string(Self.boardLayout))
            },
            Binding("tickets.assign", [.text("p"), .function(5)], reason: none ?? list.whyNoTarget) { [unowned self] in
                AssignSheet(context: context).open(list.targets.map(\.row)) { [weak self] in self?.list.clearMarks() }
            },
            list.filterBinding,
            Binding("list.detail", [.tab]) { [unowned self] in detailFocused.toggle() },
            Binding("tickets.open", [.text("o"), .control("o")], inHints: false, reason: none) { [unowned self] in
                if let selected { context.show(selected.rootID) }
            },
        ]
        // A range follows the list's order, which a board does not show.
        all += list.markBindings(reason: none, boardToggle)
        all.append(list.markAllBinding(reason: none))
        all += list.tableBindings(export: "tickets") + [views.binding] + split.bindings
        if let clear = list.clearBinding(first: leaveDetail) { all.append(clear) }
        return all
    }

    func occasionalBindings() -> [Binding] { [caseBinding(reason: nil)] + list.occasionalBindings }

    /// On the board the card's whole case.
    private func caseBinding(reason: String?) -> Binding {
        Binding("tickets.case", [.enter], reason: reason) { [unowned self] in detailFocused.toggle() }
    }

    private var boardToggle: (@MainActor () -> Void)? {
        guard isBoard else { return nil }
        return { [unowned self] in board.toggleMark() }
    }

    private var leaveDetail: (@MainActor () -> Void)? {
        guard detailFocused else { return nil }
        return { [unowned self] in detailFocused = false }
    }

    /// What falls due first, or what else can be done with it.
    private func takeUp() {
        guard let selected else { return }
        if let next = selected.next { TakeUp(context: context)([next]) } else { VerbMenu(context: context).open(selected.id) }
    }

    private func nextScope() {
        let all = Scope.allCases
        scope = all[((all.firstIndex(of: scope) ?? 0) + 1) % all.count]
        reload()
    }

    // MARK: Kept views

    /// By state; read aloud, columns side by side say nothing.
    var isBoard: Bool { !context.isAccessible && context.habit(Self.layoutHabit)?.string == Self.boardLayout }

    var arrangement: [String: Value] {
        let layout: [String: Value] = isBoard ? ["layout": .string(Self.boardLayout)] : [:]
        return list.arrangement.merging(["scope": .string(scope.rawValue)]) { $1 }.merging(layout) { $1 }
    }

    func arrange(_ values: [String: Value]) {
        scope = values["scope"]?.string.flatMap { Scope(rawValue: $0) } ?? .open
        context.keepHabit(Self.layoutHabit, values["layout"])
        list.arrange(values)
        reload()
    }

    func words(of values: [String: Value]) -> [String] {
        let scope = values["scope"]?.string.map { [context.text("tickets.scope.\($0)")] } ?? []
        return scope + (values["layout"] == nil ? [] : [context.text("bind.tickets.board")]) + list.words(of: values)
    }

    // MARK: Keys

    var awaitsReading: Bool { !list.isRead || wanted != nil }

    var wantsText: Bool { list.wantsText }

    func handle(_ input: Input) -> Bool {
        if detailFocused, !wantsText { return caseView.handle(input) }
        return isBoard && !wantsText ? board.handle(input) : list.handle(input)
    }

    var status: String { list.status(isPartial: list.all.count == Self.most) }

    func draw(in region: Region) -> Position? { TicketsPainter(pane: self).draw(in: region) }
}
