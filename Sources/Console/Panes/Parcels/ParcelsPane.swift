import Desk
import Dispatching
import Grid
import Pinyin
import Storage

/// 问题件: what keeps parcels from their receivers, by what falls due first; today's entry with one key, for one or for many.
@MainActor
final class ParcelsPane: ArrangedPane {
    /// Which part of the queue is shown.
    enum Scope: String, CaseIterable {
        case problems, transits, returns, rest, all, monitors

        func kinds(_ playbook: Playbook) -> [CaseKind] {
            let all = playbook.parcelKinds
            switch self {
            case .problems: return all.filter { $0 == "problem" }
            case .transits: return all.filter { $0 == "transit" }
            case .returns: return all.filter { $0 == "parcelReturn" || $0 == "signBack" }
            case .rest: return all.filter { !["problem", "transit", "parcelReturn", "signBack"].contains($0) }
            case .all: return all
            // What these find is no case of their own.
            case .monitors: return []
            }
        }

        /// Without monitors in the manual there is nothing to find.
        static func all(_ playbook: Playbook) -> [Scope] { allCases.filter { $0 != .monitors || !playbook.monitors.isEmpty } }
    }

    let id = PaneID.parcels
    unowned let context: any AppContext
    private(set) var scope = Scope.problems
    let list: TableList<Entry>
    private(set) var detailFocused = false
    let caseView: CaseView
    let split: Split
    private(set) lazy var views = SavedViews(context, of: self)
    private(set) lazy var found = FoundView(context) { [unowned self] in showCase() }
    /// To be selected as soon as it is among the rows.
    private var wanted: CaseID?
    private nonisolated static let most = 2000
    private static let note = "problemNoted"

    /// A row with what it is found by: scanners type the whole waybill, people its end.
    struct Entry: Sendable, Identifiable {
        let parcel: ParcelRow
        let foundBy: FoundBy

        var id: CaseID { parcel.id }

        init(_ parcel: ParcelRow) {
            self.parcel = parcel
            let row = parcel.row
            foundBy = FoundBy(name: row.customer, phone: row.phone, [parcel.waybill, row.number, row.next?.duty.key.rule ?? "", row.phone, row.address, row.problem, parcel.note])
        }
    }

    init(_ context: any AppContext) {
        self.context = context
        caseView = CaseView(key: "parcels.case", context: context)
        split = Split(context, "parcels", usual: 60)
        list = ParcelsTable.make(context)
        list.onMove = { [unowned self] in showCase() }
    }

    // MARK: Loading

    func reload() {
        if scope == .monitors {
            found.reload()
            return caseView.show(found.selected?.rootID, again: true)
        }
        let kinds = scope.kinds(context.manual.playbook), manual = context.manual
        context.load("parcels", { desk in
            try desk.store.read { try $0.parcelQueue(kinds, manual: manual, limit: Self.most) }.map { Entry($0) }
        }) { [weak self] entries in
            guard let self else { return }
            list.take(entries)
            if let wanted { find(wanted) }
            showCase()
        }
        caseView.show(selected?.row.rootID, again: true)
    }

    /// Clocks run out by themselves.
    func tick() { reload() }

    func show(_ route: Route) {
        switch route {
        case .record(let id): wanted = id
        case .monitor(let code, let day):
            scope = .monitors
            detailFocused = false
            found.open(code, on: day == context.today ? nil : day)
        default: break
        }
    }

    private func find(_ id: CaseID) {
        wanted = nil
        if let entry = list.all.first(where: { $0.id == id || $0.parcel.row.rootID == id }) {
            if !list.rows.contains(where: { $0.id == entry.id }) { list.endFilter(keep: false) }
            list.select(entry.id)
        } else if scope != .all {
            wanted = id
            scope = .all
            reload()
        } else {
            context.show(id)
        }
    }

    var selected: ParcelRow? { list.selected?.parcel }

    private func showCase() { caseView.show(scope == .monitors ? found.selected?.rootID : selected?.row.rootID) }

    private var targets: [ParcelRow] { list.targets.map(\.parcel) }

    // MARK: Commands

    func bindings() -> [Binding] {
        if scope == .monitors { return foundBindings }
        if list.wantsText { return list.typingBindings }
        let none = list.isEmpty ? "parcels.nothing" : nil
        let notable = none ?? list.whyNoTarget ?? (targets.allSatisfy { $0.row.kind == "problem" } ? nil : "parcels.noNote")
        var all = [
            Binding("parcels.takeUp", [.enter], reason: none) { [unowned self] in takeUp() },
            Binding("parcels.note", [.text("n"), .function(5)], reason: notable) { [unowned self] in usualNote() },
            Binding("parcels.notes", [.text("t"), .function(6)], reason: notable) { [unowned self] in chooseNote() },
            Binding("parcels.reply", [.text("r"), .function(2)], reason: notable) { [unowned self] in stamp("replied") },
            Binding("parcels.redeliver", [.text("d"), .function(7)], reason: notable) { [unowned self] in stamp("redeliver") },
            Binding("parcels.verbs", [.text("m"), .function(9)], reason: none) { [unowned self] in
                if let selected { VerbMenu(context: context).open(selected.id) }
            },
            Binding("parcels.intake", [.text("i"), .function(8)]) { [unowned self] in
                ParcelSheets(context: context).intake(for: selected) { [weak self] id in
                    self?.wanted = id
                    self?.reload()
                }
            },
            Binding("parcels.reconcile", [.text("g"), .control("k")], inHints: false) { [unowned self] in ParcelSheets(context: context).reconcile() },
            Binding("parcels.scope", [.text("v"), .key(.character("v"), .alt)]) { [unowned self] in turn(by: 1) },
            list.filterBinding,
            Binding("list.detail", [.tab]) { [unowned self] in detailFocused.toggle() },
        ]
        all += list.markBindings(reason: none) + [list.markAllBinding(reason: none)]
        all += list.tableBindings(export: "parcels") + [views.binding] + split.bindings
        if let clear = list.clearBinding(first: leaveDetail) { all.append(clear) }
        return all
    }

    /// What a monitor has found: look at it, enter a problem, go to the next monitor, tick it.
    private var foundBindings: [Binding] {
        let list = found.list
        if list.wantsText { return list.typingBindings }
        let none = found.selected?.rootID == nil ? "parcels.nothing" : nil
        var all = [
            Binding("parcels.openFound", [.enter, .tab], reason: none) { [unowned self] in detailFocused.toggle() },
            Binding("parcels.problem", [.text("p"), .function(8)], reason: found.whyNotRegistered) { [unowned self] in found.register { [weak self] _ in self?.reload() } },
            Binding("parcels.foundVerbs", [.text("m"), .function(9)], reason: none) { [unowned self] in
                if let id = found.selected?.caseID { VerbMenu(context: context).open(id) }
            },
            Binding("parcels.before", [.key(.left), .text("[")]) { [unowned self] in found.turn(by: -1) },
            Binding("parcels.after", [.key(.right), .text("]")]) { [unowned self] in found.turn(by: 1) },
            Binding("parcels.monitors", [.text("w"), .function(6)]) { [unowned self] in found.choose() },
            Binding("parcels.tick", [.text("t"), .function(5)], reason: found.whyNotTicked) { [unowned self] in found.tick() },
            Binding("parcels.scope", [.text("v"), .key(.character("v"), .alt)]) { [unowned self] in turn(by: 1) },
            list.filterBinding,
        ]
        all += list.tableBindings(export: "found") + split.bindings
        if let clear = list.clearBinding(first: leaveDetail) { all.append(clear) }
        return all
    }

    func occasionalBindings() -> [Binding] { list.occasionalBindings + foundBindings }

    private var leaveDetail: (@MainActor () -> Void)? {
        guard detailFocused else { return nil }
        return { [unowned self] in detailFocused = false }
    }

    private func takeUp() {
        guard let selected else { return }
        if let next = selected.row.next { TakeUp(context: context)([next]) } else { VerbMenu(context: context).open(selected.id) }
    }

    private func stamp(_ name: String) {
        StampForm(context: context).open(name, on: targets.map(\.id)) { [weak self] in self?.list.clearMarks() }
    }

    /// The house's notes, the usual one first.
    private var notes: [Script.Point] { context.manual.playbook.scripts["notes"]?.points ?? [] }

    /// C-23, C-41: today's entry with one key; the day is set behind it by the form.
    private func usualNote() {
        guard let first = notes.first else { return chooseNote() }
        write(context.manual.playbook.spoken(first))
    }

    private func chooseNote() {
        let playbook = context.manual.playbook
        let items = notes.map { MenuItem(label: playbook.spoken($0)) } + [MenuItem(label: context.text("parcels.ownNote"))]
        context.choose(title: context.text("bind.parcels.notes"), items) { [weak self] index in
            guard let self else { return }
            if notes.indices.contains(index) { write(playbook.spoken(notes[index])) } else { stamp(Self.note) }
        }
    }

    /// One parcel is written on at once; for several the question names them, because one key too many would go upstream ten times.
    private func write(_ text: String) {
        let rows = targets
        let items = rows.map { row in
            BulkPreview.Item(
                name: [row.waybill.isEmpty ? row.row.number : row.waybill, row.row.customer].filter { !$0.isEmpty }.joined(separator: " "),
                command: .stamp(row.id, version: nil, name: Self.note, answers: ["note": .string(text)], override: nil))
        }
        guard rows.count > 1 else { return write(text, rows, items) }
        let question: @MainActor (Int) -> String = { [context] in context.text("parcels.noteMany", ["n": .int($0), "text": .string(text)]) }
        context.confirmMany(title: context.text("bind.parcels.note"), items, question: question) { [weak self] in self?.write(text, rows, items) }
    }

    /// As one step of undo; what cannot bear it is told with its reason, the rest is done.
    private func write(_ text: String, _ rows: [ParcelRow], _ items: [BulkPreview.Item]) {
        let preview = context.preview(items)
        context.attempt({ try FormRequest.Saved.bulk($0, preview) }) { [weak self] result in
            guard let self else { return }
            switch result {
            case .success(let saved):
                context.say(context.text("parcels.noted", ["n": .int(rows.count - saved.refused.count), "text": .string(text)]), saved.refused.isEmpty ? .good : .warn)
                if !saved.refused.isEmpty { context.tell(title: context.text("form.someRefused", ["n": .int(saved.refused.count)]), saved.refused.joined(separator: "\n")) }
                list.clearMarks()
                list.selectNext(after: Set(rows.map(\.id)))
            case .failure(let error): context.explain(error)
            }
        }
    }

    func turn(by step: Int) {
        let all = Scope.all(context.manual.playbook)
        detailFocused = false
        scope = all[((all.firstIndex(of: scope) ?? 0) + step + all.count) % all.count]
        list.clearMarks()
        reload()
    }

    // MARK: Kept views

    var arrangement: [String: Value] { list.arrangement.merging(["scope": .string(scope.rawValue)]) { $1 } }

    func arrange(_ values: [String: Value]) {
        scope = values["scope"]?.string.flatMap { Scope(rawValue: $0) } ?? .problems
        list.arrange(values)
        reload()
    }

    func words(of values: [String: Value]) -> [String] {
        (values["scope"]?.string.map { [context.text("parcels.scope.\($0)")] } ?? []) + list.words(of: values)
    }

    // MARK: Keys

    var awaitsReading: Bool { scope == .monitors ? found.monitor != nil && !found.list.isRead : !list.isRead || wanted != nil }

    var wantsText: Bool { scope == .monitors ? found.list.wantsText : list.wantsText }

    func handle(_ input: Input) -> Bool {
        if detailFocused, !wantsText { return caseView.handle(input) }
        return scope == .monitors ? found.list.handle(input) : list.handle(input)
    }

    var status: String { scope == .monitors ? found.list.status() : list.status(isPartial: list.all.count == Self.most) }

    func draw(in region: Region) -> Position? { ParcelsPainter(pane: self).draw(in: region) }
}

extension Playbook {
    /// Notes go upstream as they are written here: in Chinese, whatever the console speaks.
    fileprivate func spoken(_ point: Script.Point) -> String { point.label.zh }
}
