import Desk
import Dispatching
import Exchange
import Grid
import Storage

/// 主管: what is late and with whom, and the month's figures.
@MainActor
final class SupervisorPane: Pane {
    let id = PaneID.supervisor
    unowned let context: any AppContext
    private(set) var view = SupervisorView.overdue
    private(set) var month: Month
    var filter = OverdueFilter()
    /// Local day to which `filter.due` was narrowed.
    var day: LocalDay?
    private(set) var reading: SupervisorReading?
    private static let doneDays = 31
    /// Rows of the overdue view; the others have nothing that could be told apart by more than its place.
    var duties = ListState<Duty.Key>()
    var lines = ListState<Int>()
    var listPlace = Rect(rows: 0, columns: 0)

    init(_ context: any AppContext) {
        self.context = context
        month = Month(of: context.today)
        filter.limit = SupervisorReading.limit
    }

    // MARK: Loading

    func reload() {
        var filter = filter
        // Every duty that was ever done is a question for the command line.
        filter.doneSince = context.zone.startOfDay(context.today - Self.doneDays)
        let (view, asked, month, wording) = (view, filter, month, context.wording)
        context.load("supervisor", { try SupervisorReading.read($0, view, filter: asked, month: month, wording: wording) }) { [weak self] reading in
            guard let self else { return }
            self.reading = reading
            if view == .overdue {
                duties.refresh(reading.overdue.map(\.id))
                let existing = Set(duties.ids)
                duties.dropMarks { !existing.contains($0) }
            } else {
                lines.refresh(Array(reading.table.rows.indices))
            }
        }
    }

    /// Minutes late go on counting.
    func tick() { if view == .overdue { reload() } }

    func open(_ view: SupervisorView) {
        self.view = view
        reading = nil
        lines = ListState()
        reload()
    }

    func turn(by step: Int) {
        let all = SupervisorView.allCases
        let place = all.firstIndex(of: view) ?? 0
        open(all[(place + step + all.count) % all.count])
    }

    func turnMonth(by step: Int) {
        month = step < 0 ? month.previous : month.next
        lines = ListState()
        reload()
    }

    /// The filter was changed: what it shows is another list.
    func refilter() {
        duties.clearMarks()
        reload()
    }

    // MARK: What is selected

    var table: ReportTable? { reading?.table }

    /// Totals under the filter.
    var totals: OverdueTotals { OverdueTotals(reading?.groups ?? [], where: filter.keeps) }

    var selectedDuty: OverdueRow? {
        guard view == .overdue, let rows = reading?.overdue, duties.selectedIndex < rows.count else { return nil }
        return rows[duties.selectedIndex]
    }

    /// The marked rows, else the selected one.
    var targets: [OverdueRow] {
        let wanted = Set(duties.targets)
        return (reading?.overdue ?? []).filter { wanted.contains($0.id) }
    }

    var selectedIndex: Int { view == .overdue ? duties.selectedIndex : lines.selectedIndex }

    var selectedCase: CaseID? {
        guard let rows = table?.rows, selectedIndex < rows.count else { return nil }
        return rows[selectedIndex].caseID
    }

    // MARK: Keys

    func handle(_ input: Input) -> Bool {
        if case .mouse(let event) = input, event.kind == .press {
            guard listPlace.contains(event.position) else { return false }
            let line = event.position.row - listPlace.row
            if view == .overdue { duties.select(index: duties.top + line) } else { lines.select(index: lines.top + line) }
            return true
        }
        return view == .overdue ? duties.handleMoves(input) : lines.handleMoves(input)
    }

    var status: String {
        let count = table?.rows.count ?? 0
        let of = count == SupervisorReading.limit && view == .overdue ? "\(count)+" : "\(count)"
        var words = [context.text("list.place", ["n": .int(count == 0 ? 0 : selectedIndex + 1), "of": .string(of)])]
        if !duties.marks.isEmpty, view == .overdue { words.append(context.text("list.marked", ["n": .int(duties.marks.count)])) }
        return words.joined(separator: "  ")
    }

    func draw(in region: Region) -> Position? { SupervisorPainter(pane: self).draw(in: region) }
}
