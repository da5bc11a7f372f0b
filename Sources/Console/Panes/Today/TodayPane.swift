import Desk
import Dispatching
import Grid
import Pinyin
import Storage

/// 今日: what I owe until the end of today, in the order in which it falls due; the case beside it.
@MainActor
final class TodayPane: ArrangedPane {
    /// Whose duties are shown.
    enum Scope: CaseIterable { case mine, all, late, told }

    let id = PaneID.today
    unowned let context: any AppContext
    private(set) var scope = Scope.mine
    let list: TableList<Entry>
    /// Runs whose hour has passed unpublished; for those who may publish.
    private(set) var missed: [MissedRun] = []
    /// Keys scroll the case rather than the list.
    private(set) var detailFocused = false
    let caseView: CaseView
    let split: Split
    private(set) lazy var views = SavedViews(context, of: self)
    private(set) lazy var told = ToldView(context) { [unowned self] in showCase() }
    /// The whole list is there.
    private var isLoaded = false
    private var hasBegunToShow = false
    /// It was there before.
    private var hasStood = false
    private nonisolated static let firstRows = 60
    private nonisolated static let most = 1000
    /// Until the first picture stands.
    private static let rest = 0.1

    /// A duty with what it is found by.
    struct Entry: Sendable, Identifiable {
        let row: DutyRow
        let foundBy: FoundBy
        let isRun: Bool

        var id: Duty.Key { row.id }
    }

    init(_ context: any AppContext) {
        self.context = context
        caseView = CaseView(key: "today.case", context: context)
        split = Split(context, "today", usual: 60)
        list = TodayTable.make(context)
        list.onMove = { [unowned self] in showCase() }
        if context.watchedRoles.isEmpty { scope = .all }
    }

    // MARK: Loading

    func reload() {
        if scope == .told {
            told.reload()
            caseView.show(selected?.rootID, again: true)
            return
        }
        let scope = scope
        let roles = scope == .mine ? context.dutyRoles : []
        let person = scope == .mine ? context.dutyPerson : nil
        let people = scope == .mine ? context.dutyPeople : []
        let (now, zone, today, playbook) = (context.now, context.zone, context.today, context.manual.playbook)
        @Sendable func read(_ desk: Desk, _ limit: Int, only rules: Set<String> = []) throws -> [Entry] {
            var filter = DutyFilter()
            filter.roles = roles
            filter.person = person
            filter.people = people
            filter.rules = rules
            filter.openUntil = zone.startOfDay(today + 1) - 1
            if scope == .late { filter.lateAt = now }
            filter.limit = limit
            return try desk.store.read { try $0.dutyRows(filter) }.map { row in
                Entry(
                    row: row, foundBy: FoundBy(name: row.customer, phone: row.phone, [row.number, row.duty.key.rule, row.phone, row.address]),
                    isRun: RunRule.kind(of: row.duty.key.rule, playbook) != nil)
            }
        }
        if !hasStood {
            // The first picture: the runs, wherever they stand, and what the screen has room for. Keys wait for the rest.
            let runs = Set(playbook.rules.map(\.id).filter { RunRule.kind(of: $0, playbook) != nil })
            context.load("today.first", { desk in
                let first = try read(desk, Self.firstRows)
                let known = Set(first.map(\.id))
                return try runs.isEmpty ? first : first + read(desk, Self.firstRows, only: runs).filter { !known.contains($0.id) }
            }) { [weak self] entries in
                guard let self, !hasStood else { return }
                take(entries)
            }
        }
        context.load("today", after: hasStood ? 0 : Self.rest, { try read($0, Self.most) }) { [weak self] entries in
            guard let self else { return }
            isLoaded = true
            hasStood = true
            take(entries)
        }
        caseView.show(selected?.rootID, again: true)
        if context.notAllowed("publish") == nil { context.load("today.missed", after: hasStood ? 0 : Self.rest, { try $0.missedRuns() }) { [weak self] missed in self?.missed = missed } }
    }

    private func take(_ new: [Entry]) {
        // A run that has begun stands on top: everything else of the afternoon hangs on it.
        let (now, today) = (context.now, context.today)
        func hasBegun(_ entry: Entry) -> Bool { entry.isRun && entry.row.date == today && entry.row.duty.opens <= now }
        list.take(new.filter(hasBegun) + new.filter { !hasBegun($0) })
        if !hasBegunToShow { list.selectFirst() }
        hasBegunToShow = true
        showCase()
    }

    func tick() {
        caseView.refreshWords()
        if scope == .late || scope == .told || !missed.isEmpty || list.all.contains(where: { $0.isRun }) { reload() }
    }

    func show(_ route: Route) {
        if case .record(let id) = route, let entry = list.all.first(where: { $0.row.duty.key.caseID == id || $0.row.rootID == id }) {
            list.select(entry.row.id)
        }
    }

    var selected: DutyRow? { scope == .told ? told.list.selected?.row : list.selected?.row }

    /// The marked rows, else the selected one.
    private var targets: [DutyRow] { list.targets.map(\.row) }

    private func showCase() { caseView.show(selected?.rootID) }

    // MARK: Commands

    func bindings() -> [Binding] {
        if scope == .told { return toldBindings }
        if list.wantsText { return list.typingBindings }
        let none = list.isEmpty ? "today.nothingSelected" : nil
        var all = [
            Binding("today.takeUp", [.enter], reason: none ?? list.whyNoTarget) { [unowned self] in TakeUp(context: context)(targets) { [weak self] in self?.list.clearMarks() } },
            Binding("today.why", [.text("w"), .function(6)], reason: none) { [unowned self] in explainTime() },
        ]
        all += list.markBindings(inHints: true, reason: none)
        all += [
            list.markAllBinding(reason: none),
            list.filterBinding,
            Binding("today.scope", [.text("v"), .function(7)]) { [unowned self] in nextScope() },
            Binding("list.detail", [.tab]) { [unowned self] in detailFocused.toggle() },
            Binding("today.open", [.text("o"), .control("o")], inHints: false, reason: none) { [unowned self] in openCase() },
            Binding("today.verbs", [.text("m"), .function(9)], reason: none) { [unowned self] in
                if let selected { VerbMenu(context: context).open(selected.duty.key.caseID) }
            },
            Binding("today.waive", [.text("x"), .function(8)], inHints: false, isDanger: true, reason: none ?? context.notAllowed("waive") ?? list.whyNoTarget) { [unowned self] in waive() },
        ]
        if let first = missed.first {
            all.append(catchUpBinding { [unowned self] in context.goTo(.roster, .catchUp(first.kind, first.date)) })
        }
        all += list.tableBindings(export: "today") + [views.binding] + split.bindings
        if let clear = list.clearBinding(first: leaveDetail) { all.append(clear) }
        return all
    }

    private var toldBindings: [Binding] {
        let list = told.list
        if list.wantsText { return list.typingBindings }
        let none = list.isEmpty ? "today.nothingSelected" : nil
        var all = [
            Binding("told.open", [.enter, .text("o"), .control("o")], reason: none) { [unowned self] in openCase() },
            Binding("today.why", [.text("w"), .function(6)], reason: none) { [unowned self] in explainTime() },
            list.filterBinding,
            Binding("today.scope", [.text("v"), .function(7)]) { [unowned self] in nextScope() },
            Binding("list.detail", [.tab]) { [unowned self] in detailFocused.toggle() },
        ]
        all += list.tableBindings(export: "told") + [views.binding] + split.bindings
        if let clear = list.clearBinding(first: leaveDetail) { all.append(clear) }
        return all
    }

    private var leaveDetail: (@MainActor () -> Void)? {
        guard detailFocused else { return nil }
        return { [unowned self] in detailFocused = false }
    }

    private func nextScope() {
        let all = Scope.allCases
        scope = all[((all.firstIndex(of: scope) ?? 0) + 1) % all.count]
        isLoaded = false
        hasBegunToShow = false
        told.close()
        reload()
    }

    // MARK: Kept views

    var arrangement: [String: Value] {
        (scope == .told ? told.list.arrangement : list.arrangement).merging(["scope": .string("\(scope)")]) { $1 }
    }

    func arrange(_ values: [String: Value]) {
        scope = Scope.allCases.first { values["scope"]?.string == "\($0)" } ?? (context.watchedRoles.isEmpty ? .all : .mine)
        isLoaded = false
        hasBegunToShow = false
        scope == .told ? told.list.arrange(values) : list.arrange(values)
        reload()
    }

    func words(of values: [String: Value]) -> [String] {
        let scope = values["scope"]?.string
        return (scope.map { [context.text("today.scope.\($0)")] } ?? []) + (scope == "\(Scope.told)" ? told.list.words(of: values) : list.words(of: values))
    }

    private func openCase() {
        guard let selected else { return }
        if scope != .told, let (monitor, day) = watched(selected) { return context.goTo(.parcels, .monitor(monitor.code, day)) }
        switch selected.kind {
        case .absence: context.goTo(.setup, .record(selected.rootID))
        case .day where scope == .told && RunRule.kind(of: selected.duty.key.rule, context.manual.playbook) == nil: explainTime()
        case let kind where kind == .day || kind.isRun && scope != .told: TakeUp(context: context)([selected])
        case let kind where kind.isRun: context.goTo(.roster, selected.date.map { .run(kind, $0) } ?? .nothing)
        default: context.show(selected.rootID)
        }
    }

    /// The monitor that the duty asks to look at, on its day.
    private func watched(_ row: DutyRow) -> (Monitor, LocalDay)? {
        let playbook = context.manual.playbook
        guard row.kind == .day, let day = row.date, let monitor = playbook.rule(row.duty.key.rule)?.done.flatMap({ playbook.monitor(ticked: $0) }) else { return nil }
        return (monitor, day)
    }

    private func explainTime() {
        guard let row = selected else { return }
        let id = row.duty.key.caseID
        context.load("today.why", { desk in
            try desk.store.read { s in
                guard let record = try s.record(id) else { throw Refusal.unknownCase(row.number) }
                return StampSubject(record: record, family: try s.family(of: record), presence: try s.presence())
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
        let names = rows.map { [$0.duty.key.rule, $0.number, $0.customer].filter { !$0.isEmpty }.joined(separator: " ") }
        let (wording, zone) = (context.wording, context.zone)
        let preview: @Sendable (FormRequest.Answers) -> BulkPreview = { answers in
            let reason = answers.values["reason"]?.string ?? ""
            return BulkPreview(items: zip(names, rows).map { .init(name: $0, command: .waive($1.duty.key, reason: reason)) }, wording: wording, zone: zone)
        }
        let label = Label(zh: context.text("today.waiveReason"), en: context.text("today.waiveReason"))
        context.openForm(
            FormRequest(
                title: context.text("bind.today.waive"),
                about: rows.prefix(5).map { "\($0.duty.key.rule) \(DutyLook($0, context: context).what)  \($0.customer)  \($0.number)" },
                questions: [Question(name: "reason", label: label, kind: .text, required: true)],
                draftKey: "today.waive/\(names[0]) x\(rows.count)",
                confirmation: context.text("today.waiveConfirm", ["n": .int(rows.count), "rule": .string(first.duty.key.rule)]),
                preview: preview, save: { try .bulk($0, preview($1)) }, then: { [weak self] _ in self?.list.clearMarks() }))
    }

    private func catchUpBinding(_ action: @escaping @MainActor () -> Void) -> Binding { Binding("today.catchUp", [.text("y"), .text("$")], action: action) }

    func occasionalBindings() -> [Binding] { [catchUpBinding {}] + toldBindings + list.occasionalBindings }

    // MARK: Keys

    var awaitsReading: Bool { scope == .told ? !told.isOpen : !isLoaded }

    var wantsText: Bool { scope == .told ? told.list.wantsText : list.wantsText }

    func handle(_ input: Input) -> Bool {
        if detailFocused, !wantsText { return caseView.handle(input) }
        return scope == .told ? told.list.handle(input) : list.handle(input)
    }

    var status: String {
        if scope == .told { return told.list.status() }
        // The head counts what is open now; the list also shows what begins later today.
        let ahead = list.rows.count { $0.row.duty.opens > context.now }
        let counted = list.status() + (ahead == 0 ? "" : "  " + context.text("today.ahead", ["n": .int(ahead)]))
        guard context.isAccessible, let selected else { return counted }
        // Read aloud, the strip below the list would change with every move: whom to phone stands on the line that changes anyway.
        return ([counted] + [selected.customer, selected.phone, selected.address].filter { !$0.isEmpty }).joined(separator: "  ")
    }

    func draw(in region: Region) -> Position? {
        scope == .told ? ToldPainter(pane: self).draw(in: region) : TodayPainter(pane: self).draw(in: region)
    }
}
