import Desk
import Dispatching
import Exchange
import Grid
import Storage

/// 主管: what is late and with whom, and the month's figures.
@MainActor
final class SupervisorPane: ArrangedPane {
    let id = PaneID.supervisor
    unowned let context: any AppContext
    private(set) var view = SupervisorView.overdue
    private(set) var month: Month
    /// Of the views that show one day; `nil`: today, whenever that is.
    private var shownDay: LocalDay?
    var filter = OverdueFilter()
    /// Local day to which `filter.due` was narrowed.
    var day: LocalDay?
    private(set) var reading: SupervisorReading?
    private(set) var list: TableList<ReportLine>
    private(set) lazy var views = SavedViews(context, of: self)
    private static let doneDays = 31

    init(_ context: any AppContext) {
        self.context = context
        month = Month(of: context.today)
        list = ReportLine.list(context) { nil }
        filter.limit = SupervisorReading.limit
        startList()
    }

    // MARK: Loading

    func reload() {
        var filter = filter
        // Every duty that was ever done is a question for the command line.
        filter.doneSince = context.zone.startOfDay(context.today - Self.doneDays)
        let (view, asked, month, date, wording) = (view, filter, month, date, context.wording)
        context.load("supervisor", { try SupervisorReading.read($0, view, filter: asked, month: month, day: date, wording: wording) }) { [weak self] reading in
            guard let self else { return }
            self.reading = reading
            list.take(ReportLine.lines(of: reading))
        }
    }

    /// Minutes late go on counting.
    func tick() { if view == .overdue { reload() } }

    func open(_ view: SupervisorView) {
        self.view = view
        reading = nil
        startList()
        reload()
    }

    func turn(by step: Int) {
        let all = SupervisorView.all(context.manual.playbook)
        let place = all.firstIndex(of: view) ?? 0
        open(all[(place + step + all.count) % all.count])
    }

    func turnMonth(by step: Int) {
        month = step < 0 ? month.previous : month.next
        startList()
        reload()
    }

    var date: LocalDay { shownDay ?? context.today }

    /// Not beyond today: nothing has happened there.
    func turnDay(by step: Int) {
        let next = min(date + step, context.today)
        shownDay = next == context.today ? nil : next
        startList()
        reload()
    }

    /// Another view or month: other rows, other columns.
    private func startList() { list = ReportLine.list(context) { [unowned self] in reading?.table } }

    /// The filter was changed: what it shows is another list.
    func refilter() {
        list.clearMarks()
        reload()
    }

    // MARK: Kept views

    /// Without days: those of last week say nothing next month.
    var arrangement: [String: Value] {
        var values = list.arrangement
        values["view"] = .string(view.rawValue)
        guard view == .overdue else { return values }
        values["state"] = .string(filter.view.rawValue)
        values["role"] = filter.role.map { .string($0) }
        values["rule"] = filter.rule.map { .string($0) }
        values["system"] = filter.system.map { .string($0) }
        if !filter.people.isEmpty { values["people"] = .array(filter.people.sorted().map { .string($0) }) }
        return values
    }

    func arrange(_ values: [String: Value]) {
        filter = OverdueFilter()
        filter.limit = SupervisorReading.limit
        filter.view = values["state"]?.string.flatMap { OverdueFilter.View(rawValue: $0) } ?? .late
        filter.role = values["role"]?.string
        filter.rule = values["rule"]?.string
        filter.system = values["system"]?.string
        filter.people = Set(values["people"]?.array?.compactMap(\.string) ?? [])
        day = nil
        open(values["view"]?.string.flatMap { SupervisorView(rawValue: $0) } ?? .overdue)
        list.arrange(values)
    }

    func words(of values: [String: Value]) -> [String] {
        let playbook = context.manual.playbook
        var words = values["view"]?.string.map { [context.text("supervisor.view.\($0)")] } ?? []
        if let state = values["state"]?.string { words.append(context.text("supervisor.state.\(state)")) }
        if let role = values["role"]?.string { words.append(context.text(playbook.roleLabel(role))) }
        words += ["system", "rule"].compactMap { values[$0]?.string }
        words += values["people"]?.array?.compactMap(\.string) ?? []
        return words + list.words(of: values)
    }

    // MARK: What is selected

    var table: ReportTable? { reading?.table }

    /// Totals under the filter.
    var totals: OverdueTotals { OverdueTotals(reading?.groups ?? [], where: filter.keeps) }

    var selectedDuty: OverdueRow? { list.selected?.duty }

    /// The marked rows, else the selected one.
    var targets: [OverdueRow] { list.targets.compactMap(\.duty) }

    var selectedCase: CaseID? { list.selected?.row.caseID }

    // MARK: Keys

    var awaitsReading: Bool { reading == nil || !list.isRead }

    var wantsText: Bool { list.wantsText }

    func handle(_ input: Input) -> Bool { list.handle(input) }

    var status: String { list.status(isPartial: view == .overdue && list.all.count == SupervisorReading.limit) }

    func draw(in region: Region) -> Position? { SupervisorPainter(pane: self).draw(in: region) }
}
