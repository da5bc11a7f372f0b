import Desk
import Dispatching
import Grid
import Pinyin
import Storage

/// 今日: what I owe until the end of today, in the order in which it falls due; the case beside it.
@MainActor
final class TodayPane: Pane {
    /// Whose duties are shown.
    enum Scope: CaseIterable { case mine, all, late }

    let id = PaneID.today
    unowned let context: any AppContext
    private(set) var scope = Scope.mine
    private(set) var entries: [Entry] = []
    private(set) var shown: [Entry] = []
    /// Runs whose hour has passed unpublished; for those who may publish.
    private(set) var missed: [MissedRun] = []
    var list = ListState<Duty.Key>()
    private var search = ListFilter()
    var filter: TextField? { search.field }
    /// Keys scroll the case rather than the list.
    private(set) var detailFocused = false
    let caseView: CaseView
    private var isLoaded = false
    var listPlace = Rect(rows: 0, columns: 0)

    /// A duty with what it is found by.
    struct Entry: Sendable {
        let row: DutyRow
        let key: SearchKey
        let folded: String
        let isRun: Bool

        func matches(_ query: String) -> Bool { key.matches(query) || folded.contains(query) }
    }

    init(_ context: any AppContext) {
        self.context = context
        caseView = CaseView(key: "today.case", context: context)
        if context.watchedRoles.isEmpty { scope = .all }
    }

    // MARK: Loading

    func reload() {
        let scope = scope
        let roles = scope == .mine ? context.dutyRoles : []
        let person = scope == .mine ? context.dutyPerson : nil
        let (now, zone, today, playbook) = (context.now, context.zone, context.today, context.manual.playbook)
        context.load(
            "today",
            { desk in
                var filter = DutyFilter()
                filter.roles = roles
                filter.person = person
                filter.openUntil = zone.startOfDay(today + 1) - 1
                if scope == .late { filter.lateAt = now }
                filter.limit = 1000
                return try desk.store.read { try $0.dutyRows(filter) }.map { row in
                    Entry(
                        row: row, key: SearchKey(name: row.customer, phone: row.phone),
                        folded: SearchKey.normalise(row.number + row.duty.key.rule + row.phone + row.address),
                        isRun: RunRule.kind(of: row.duty.key.rule, playbook) != nil)
                }
            }
        ) { [weak self] entries in self?.take(entries) }
        caseView.show(selected?.rootID, again: true)
        if context.notAllowed("publish") == nil { context.load("today.missed", { try $0.missedRuns() }) { [weak self] missed in self?.missed = missed } }
    }

    private func take(_ new: [Entry]) {
        // A run that has begun stands on top: everything else of the afternoon hangs on it.
        let (now, today) = (context.now, context.today)
        func hasBegun(_ entry: Entry) -> Bool { entry.isRun && entry.row.date == today && entry.row.duty.opens <= now }
        entries = new.filter(hasBegun) + new.filter { !hasBegun($0) }
        let isFirst = !isLoaded
        isLoaded = true
        refreshShown()
        if isFirst { list.moveToFirst() }
        let existing = Set(entries.map(\.row.id))
        list.dropMarks { !existing.contains($0) }
        showCase()
    }

    private func refreshShown() {
        let query = SearchKey.normalise(filter?.text ?? "")
        shown = query.isEmpty ? entries : entries.filter { $0.matches(query) }
        list.refresh(shown.map(\.row.id))
    }

    func tick() {
        caseView.refreshWords()
        if scope == .late || !missed.isEmpty || entries.contains(where: { $0.isRun }) { reload() }
    }

    func show(_ route: Route) {
        if case .record(let id) = route, let entry = entries.first(where: { $0.row.duty.key.caseID == id || $0.row.rootID == id }) {
            list.select(entry.row.id)
        }
    }

    var selected: DutyRow? {
        guard !shown.isEmpty, list.selectedIndex < shown.count else { return nil }
        return shown[list.selectedIndex].row
    }

    /// The marked rows, else the selected one.
    private var targets: [DutyRow] {
        let wanted = Set(list.targets)
        return shown.map(\.row).filter { wanted.contains($0.id) }
    }

    private func showCase() { caseView.show(selected?.rootID) }

    // MARK: Commands

    func bindings() -> [Binding] {
        if search.isTyping { return filterBindings { [unowned self] in endFilter(keep: $0) } }
        let none = shown.isEmpty ? "today.nothingSelected" : nil
        var list = [
            Binding("today.takeUp", [.enter], reason: none) { [unowned self] in TakeUp(context: context)(targets) { [weak self] in self?.list.clearMarks() } },
            Binding("today.why", [.text("w"), .function(6)], reason: none) { [unowned self] in explainTime() },
            Binding("today.mark", [.space, .key(.insert)], reason: none) { [unowned self] in mark() },
            Binding("today.markAll", [.text("a"), .control("a")], inHints: false, reason: none) { [unowned self] in self.list.markAll() },
            Binding("today.filter", [.text("/"), .function(3)]) { [unowned self] in search.start() },
            Binding("today.scope", [.text("v"), .function(7)]) { [unowned self] in nextScope() },
            Binding("today.detail", [.tab]) { [unowned self] in detailFocused.toggle() },
            Binding("today.open", [.text("o"), .control("o")], inHints: false, reason: none) { [unowned self] in openCase() },
            Binding("today.verbs", [.text("m"), .function(9)], reason: none) { [unowned self] in
                if let selected { VerbMenu(context: context).open(selected.duty.key.caseID) }
            },
            Binding("today.waive", [.text("x"), .function(8)], inHints: false, isDanger: true, reason: none ?? context.notAllowed("waive")) { [unowned self] in waive() },
        ]
        if let first = missed.first {
            list.append(Binding("today.catchUp", [.text("y"), .text("$")]) { [unowned self] in context.goTo(.roster, .catchUp(first.kind, first.date)) })
        }
        if let escape = escape { list.append(Binding("today.clear", [.escape], inHints: false, action: escape)) }
        return list
    }

    /// Esc undoes the last narrowing: the detail's focus, the filter, the marks.
    private var escape: (@MainActor () -> Void)? {
        if detailFocused { return { [unowned self] in detailFocused = false } }
        if filter != nil { return { [unowned self] in endFilter(keep: false) } }
        if !list.marks.isEmpty { return { [unowned self] in list.clearMarks() } }
        return nil
    }

    private func mark() {
        list.toggleMark()
        list.move(by: 1)
        showCase()
    }

    private func nextScope() {
        let all = Scope.allCases
        scope = all[((all.firstIndex(of: scope) ?? 0) + 1) % all.count]
        isLoaded = false
        reload()
    }

    private func openCase() {
        guard let selected else { return }
        if selected.kind == .day || selected.kind.isRun { TakeUp(context: context)([selected]) } else { context.show(selected.rootID) }
    }

    private func explainTime() {
        guard let row = selected else { return }
        let id = row.duty.key.caseID
        context.load("today.why", { desk in
            try desk.store.read { s in
                guard let record = try s.record(id) else { throw Refusal.unknownCase(row.number) }
                return StampSubject(record: record, family: try s.family(of: record))
            }
        }) { [weak self] subject in
            guard let self else { return }
            let words = WhyThisTime(row: row, facts: subject.facts(context.manual, now: context.now), context: context)
            context.tell(title: context.text("why.title", ["rule": .string(row.duty.key.rule)]), words.text)
        }
    }

    private func waive() {
        let rows = targets
        guard let first = rows.first else { return }
        let keys = rows.map(\.duty.key)
        let label = Label(zh: context.text("today.waiveReason"), en: context.text("today.waiveReason"))
        context.openForm(
            FormRequest(
                title: context.text("bind.today.waive"),
                about: rows.prefix(5).map { "\($0.duty.key.rule) \(DutyLook($0, context: context).what)  \($0.customer)  \($0.number)" },
                questions: [Question(name: "reason", label: label, kind: .text, required: true)],
                confirmation: context.text("today.waiveConfirm", ["n": .int(rows.count), "rule": .string(first.duty.key.rule)]),
                save: { desk, answers in
                    let reason = answers.values["reason"]?.string ?? ""
                    let count = try desk.batch(keys.map { Command.waive($0, reason: reason) }, grouped: true)
                    return FormRequest.Saved(phrase: Phrase("form.bulkDone", ["n": .int(count)]))
                }, then: { [weak self] _ in self?.list.clearMarks() }))
    }

    // MARK: Filter and keys

    private func endFilter(keep: Bool) {
        if search.end(keep: keep) { refreshShown() }
        showCase()
    }

    var wantsText: Bool { search.isTyping }

    func handle(_ input: Input) -> Bool {
        if search.isTyping { return handleFilter(input) }
        if detailFocused { return caseView.handle(input) }
        if case .mouse(let event) = input, event.kind == .press { return click(event) }
        guard list.handleMoves(input) else { return false }
        showCase()
        return true
    }

    private func handleFilter(_ input: Input) -> Bool {
        switch search.handle(input) {
        case .ended(let cleared): if cleared { refreshShown() }
        case .changed: refreshShown()
        case .moves: _ = list.handleMoves(input)
        case .kept: return true
        case .unused: return false
        }
        showCase()
        return true
    }

    private func click(_ event: MouseEvent) -> Bool {
        guard listPlace.contains(event.position) else { return false }
        list.select(index: list.top + event.position.row - listPlace.row)
        showCase()
        return true
    }

    var status: String {
        var words = [context.text("list.place", ["n": .int(shown.isEmpty ? 0 : list.selectedIndex + 1), "of": .int(shown.count)])]
        if !list.marks.isEmpty { words.append(context.text("list.marked", ["n": .int(list.marks.count)])) }
        if list.hiddenMarkCount > 0 { words.append(context.text("list.hiddenMarks", ["n": .int(list.hiddenMarkCount)])) }
        return words.joined(separator: "  ")
    }

    func draw(in region: Region) -> Position? { TodayPainter(pane: self).draw(in: region) }
}
