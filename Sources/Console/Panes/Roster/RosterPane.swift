import Desk
import Dispatching
import Grid
import Rostering
import Wording

/// 3 排班: tomorrow's visits on crews. Proposes, is changed by hand, and publishes; what it shows is `BoardLayout`.
@MainActor
final class RosterPane: Pane {
    let id = PaneID.roster
    unowned let context: any AppContext

    private(set) var kind = CaseKind.deliveryRun
    /// The day that was asked for; nil: the next working day, whichever that is by now.
    private var chosen: LocalDay?
    private(set) var day: RosterDay?
    private(set) var layout: BoardLayout?
    var cursor = BoardCursor()
    private var scroll = BoardPainter.Scroll()
    private var targets: [BoardPainter.Target] = []
    private var isWide = false
    var limits = RunSolver.Limits()

    init(_ context: any AppContext) { self.context = context }

    var date: LocalDay { chosen ?? (try? context.manual.calendar.nextWorkday(after: context.today)) ?? context.today + 1 }

    // MARK: Reading

    func reload() {
        let kind = kind, date = date
        context.load("roster", { try RosterDay.read($0, kind, date) }) { [weak self] day in
            guard let self, day.kind == self.kind, day.date == self.date else { return }
            take(day)
        }
    }

    private func take(_ day: RosterDay) {
        let sameRun = self.day?.kind == day.kind && self.day?.date == day.date
        self.day = day
        if !sameRun {
            cursor = BoardCursor()
            scroll = BoardPainter.Scroll()
        }
        relayout()
    }

    private func relayout() {
        guard let day else { return }
        let layout = BoardLayout(day, manual: context.manual, wording: context.wording, now: context.now)
        self.layout = layout
        cursor.refresh(layout)
    }

    func show(_ route: Route) {
        switch route {
        case .run(let kind, let date):
            self.kind = kind
            chosen = date
        default: break
        }
    }

    func tick() { relayout() }

    // MARK: Which run

    func switchKind() {
        let index = CaseKind.runs.firstIndex(of: kind) ?? 0
        kind = CaseKind.runs[(index + 1) % CaseKind.runs.count]
        reload()
    }

    /// Back and forward by working days: on rest days nothing is planned.
    func step(_ days: Int) {
        chosen = (try? context.manual.calendar.workday(date, shiftedBy: days)) ?? date + days
        reload()
    }

    func backToNext() {
        chosen = nil
        reload()
    }

    // MARK: Drawing

    func draw(in region: Region) -> Position? {
        guard let layout else {
            region.put(context.text("board.reading"), row: 0, style: .dim)
            return region.position(row: 0, column: 0)
        }
        isWide = BoardPainter.isWide(columns: region.columns, rows: region.rows)
        var painter = BoardPainter(layout, cursor, scroll: scroll)
        painter.draw(in: region)
        scroll = painter.scroll
        targets = painter.targets
        return painter.focus ?? region.position(row: 0, column: 0)
    }

    // MARK: Input

    func handle(_ input: Input) -> Bool {
        switch input {
        case .key(.up, []): cursor.move(.up, beside: isWide)
        case .key(.down, []): cursor.move(.down, beside: isWide)
        case .key(.left, []): cursor.move(.left, beside: isWide)
        case .key(.right, []): cursor.move(.right, beside: isWide)
        case .key(.home, []): cursor.moveToEnd(true)
        case .key(.end, []): cursor.moveToEnd(false)
        case .key(.pageUp, []): for _ in 0..<8 { cursor.move(.up, beside: true) }
        case .key(.pageDown, []): for _ in 0..<8 { cursor.move(.down, beside: true) }
        case .text(let character): return handleLetter(CommandFold.fold(character))
        case .mouse(let event): return handle(event)
        default: return false
        }
        return true
    }

    private func handleLetter(_ letter: Character) -> Bool {
        switch letter {
        case "k": cursor.move(.up, beside: isWide)
        case "j": cursor.move(.down, beside: isWide)
        case "h": cursor.move(.left, beside: isWide)
        case "l": cursor.move(.right, beside: isWide)
        default: return false
        }
        return true
    }

    private func handle(_ event: MouseEvent) -> Bool {
        switch event.kind {
        case .press where event.button == .left:
            guard let hit = targets.last(where: { $0.rect.contains(event.position) }) else { return false }
            switch hit.thing {
            case .visit(let visit): cursor.select(visit: visit)
            case .crew(let crew): cursor.select(crew: crew)
            }
            return true
        case .wheelUp: cursor.move(.up, beside: isWide)
        case .wheelDown: cursor.move(.down, beside: isWide)
        default: return false
        }
        return true
    }

    /// The legend stands here where the compact board has no room for it.
    var status: String { isWide ? "" : context.text("board.legend.short") }

    // MARK: For the verbs

    var words: RosterWords? { layout?.words }
    var run: CaseRecord? { day?.run }
    var board: RunBoard? { day?.board }

    func item(_ visit: String?) -> BoardLayout.PoolItem? { layout?.pool.first { $0.visit == visit } }
    func isOnBoard(_ visit: String) -> Bool { layout?.crew(of: visit) != nil }
}
