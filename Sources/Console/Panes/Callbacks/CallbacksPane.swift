import Desk
import Dispatching
import Grid
import Pinyin
import Storage

/// 回访: whom to phone, in the order of calling; what to say and what was said beside it.
@MainActor
final class CallbacksPane: ArrangedPane {
    let id = PaneID.callbacks
    unowned let context: any AppContext
    let list: TableList<Entry>
    /// Keys scroll the case rather than the list.
    private(set) var detailFocused = false
    let caseView: CaseView
    let split: Split
    private(set) lazy var views = SavedViews(context, of: self)
    /// Points of the script that were said, by their place; they go with the call.
    private(set) var ticks: [Duty.Key: Set<Int>] = [:]
    /// The case called last, whose message comes next (CB-06).
    private var lastCalled: CaseID?
    private var isLoaded = false
    private var wanted: CaseID?
    /// Days ahead that are shown as coming.
    private static let ahead = 4

    /// A callback with what it is found by.
    struct Entry: Sendable, Identifiable {
        let callback: CallbackRow
        let foundBy: FoundBy

        var id: Duty.Key { callback.id }

        init(_ callback: CallbackRow) {
            self.callback = callback
            let row = callback.row
            foundBy = FoundBy(name: row.customer, phone: row.phone, [row.number, row.duty.key.rule, row.phone, row.address])
        }
    }

    init(_ context: any AppContext) {
        self.context = context
        caseView = CaseView(key: "callbacks.case", context: context)
        split = Split(context, "callbacks", usual: 60)
        list = CallbacksTable.make(context)
        list.onMove = { [unowned self] in showCase() }
    }

    // MARK: Loading

    func reload() {
        let (roles, people, until) = (context.watchedRoles, context.dutyPeople, context.zone.startOfDay(context.today + Self.ahead) - 1)
        context.load("callbacks", { try $0.callbacks(roles: roles, people: people, until: until).map { Entry($0) } }) { [weak self] in self?.take($0) }
        caseView.show(selected?.row.rootID, again: true)
    }

    private func take(_ new: [Entry]) {
        list.take(new)
        if !isLoaded { list.selectFirst() }
        isLoaded = true
        if let wanted, let entry = list.rows.first(where: { $0.callback.row.duty.key.caseID == wanted || $0.callback.row.rootID == wanted }) {
            list.select(entry.id)
        }
        wanted = nil
        let existing = Set(new.map(\.id))
        ticks = ticks.filter { existing.contains($0.key) }
        showCase()
    }

    /// The time of a next try may have come.
    func tick() { reload() }

    func show(_ route: Route) {
        if case .record(let id) = route { wanted = id }
    }

    var selected: CallbackRow? { list.selected?.callback }

    private var targets: [CallbackRow] { list.targets.map(\.callback) }

    private func showCase() { caseView.show(selected?.row.rootID) }

    // MARK: Kept views

    var arrangement: [String: Value] { list.arrangement }
    func arrange(_ values: [String: Value]) { list.arrange(values) }
    func words(of values: [String: Value]) -> [String] { list.words(of: values) }

    // MARK: Commands

    func bindings() -> [Binding] {
        if list.wantsText { return list.typingBindings }
        let none = list.isEmpty ? "callbacks.nothing" : nil, noTarget = none ?? list.whyNoTarget
        var all = [
            Binding("callbacks.reached", [.enter], reason: noTarget) { [unowned self] in reached() },
            Binding("callbacks.noAnswer", [.text("n"), .function(5)], reason: noTarget) { [unowned self] in tried(.noAnswer) },
            Binding("callbacks.busy", [.text("b"), .function(6)], reason: noTarget) { [unowned self] in tried(.busy) },
            Binding("callbacks.wrongNumber", [.text("w"), .function(7)], reason: noTarget) { [unowned self] in tried(.wrongNumber) },
            Binding("callbacks.later", [.text("l"), .function(8)], reason: noTarget) { [unowned self] in later() },
            Binding("callbacks.point", [.text("t"), .function(9)], reason: none) { [unowned self] in tickPoint() },
            Binding("callbacks.message", [.text("s"), .function(2)], reason: lastCalled == nil ? "callbacks.noneCalled" : nil) { [unowned self] in
                openMessage()
            },
            Binding("callbacks.care", [.text("c"), .key(.character("c"), .alt)]) { [unowned self] in CareMenu(context: context).open() },
            list.filterBinding,
            Binding("list.detail", [.tab]) { [unowned self] in detailFocused.toggle() },
            Binding("callbacks.open", [.text("o"), .control("o")], inHints: false, reason: none) { [unowned self] in
                if let selected { context.show(selected.row.rootID) }
            },
        ]
        all += list.markBindings(reason: none)
        all += list.tableBindings(export: "callbacks") + [views.binding] + split.bindings
        if let clear = list.clearBinding(first: leaveDetail) { all.append(clear) }
        return all
    }

    private var leaveDetail: (@MainActor () -> Void)? {
        guard detailFocused else { return nil }
        return { [unowned self] in detailFocused = false }
    }

    /// CB-02: the customer answers.
    private func reached() {
        let calls = targets
        guard let first = calls.first else { return }
        guard calls.allSatisfy({ $0.stamp == first.stamp }) else {
            context.say(context.text("takeUp.mixed"), .warn)
            return
        }
        if calls.count == 1, first.isPremature {
            context.say(context.text("callbacks.premature"), .warn)
            return
        }
        var extra: [String: Value] = [:]
        if calls.count == 1, let said = ticks[first.id], !said.isEmpty { extra["script"] = .array(said.sorted().map { .int($0 + 1) }) }
        StampForm(context: context).open(first.stamp, on: calls.map(\.row.duty.key.caseID), extra: extra) { [weak self] in
            self?.lastCalled = first.row.duty.key.caseID
            self?.goOn(after: calls)
        }
    }

    /// CB-06. Without a message the outbox would stand on somebody else's.
    private func openMessage() {
        guard let lastCalled else { return }
        let rules = Set(context.manual.playbook.rules.filter { $0.message != nil }.map(\.id))
        context.load("callbacks.message", { desk in
            try desk.store.read { try $0.duties(of: lastCalled) }.contains { $0.status == .open && rules.contains($0.key.rule) }
        }) { [weak self] isDue in
            guard let self else { return }
            if isDue { context.goTo(.outbox, .record(lastCalled)) } else { context.say(context.text("callbacks.noMessage"), .warn) }
        }
    }

    /// CB-03: one key, and the next customer.
    private func tried(_ outcome: CallbackState.Outcome) {
        let calls = targets
        let rows = calls.map(\.row)
        context.attempt({ try $0.callTried(rows, outcome) }) { [weak self] result in
            guard let self else { return }
            switch result {
            case .success(let states):
                say(calls, outcome, states)
                goOn(after: calls)
            case .failure(let error): context.explain(error)
            }
        }
    }

    private func later() {
        let calls = targets
        LaterSheet(context: context).open(calls.map(\.row)) { [weak self] states in
            self?.say(calls, .later, states)
            self?.goOn(after: calls)
        }
    }

    private func say(_ calls: [CallbackRow], _ outcome: CallbackState.Outcome, _ states: [CallbackState]) {
        let words = CallbackWords(context: context)
        if calls.count > 1 {
            context.say(context.text("callbacks.triedMany", ["n": .int(states.count), "outcome": .string(words.outcome(outcome))]), .good)
        } else if let call = calls.first, let state = states.first {
            context.say(words.sentence(call.row, outcome, state), state.isBeyondDue ? .warn : .good)
        }
    }

    /// The next customer in the order of calling, wherever the called one goes.
    private func goOn(after calls: [CallbackRow]) {
        list.clearMarks()
        list.selectNext(after: Set(calls.map(\.id)))
    }

    private func tickPoint() {
        guard let selected, let script = selected.script.flatMap({ context.manual.playbook.scripts[$0] }) else { return }
        let said = ticks[selected.id] ?? []
        if let next = script.points.indices.first(where: { !said.contains($0) }) {
            ticks[selected.id, default: []].insert(next)
        } else {
            ticks[selected.id] = nil
        }
    }

    func occasionalBindings() -> [Binding] { list.occasionalBindings }

    // MARK: Keys

    var awaitsReading: Bool { !list.isRead || wanted != nil }

    var wantsText: Bool { list.wantsText }

    func handle(_ input: Input) -> Bool { detailFocused ? caseView.handle(input) : list.handle(input) }

    var status: String { list.status() }

    func draw(in region: Region) -> Position? { CallbacksPainter(pane: self).draw(in: region) }
}
