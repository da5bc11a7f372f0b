import Desk
import Dispatching
import Exchange
import Grid
import Rostering
import Wording

/// 3 排班: tomorrow's visits on crews. Proposes, is changed by hand, and publishes; what it shows is `BoardLayout`.
@MainActor
final class RosterPane: Pane {
    let id = PaneID.roster
    unowned let context: any AppContext

    /// The run that verbs are about. With all three on one board it follows the selection.
    private(set) var kind = CaseKind.deliveryRun
    /// All three runs of the day on one board.
    private(set) var isTogether = false
    /// The day that was asked for; nil: the next working day, whichever that is by now.
    private var chosen: LocalDay?
    private var reading: RosterReading?
    private var layouts: [CaseKind: BoardLayout] = [:]
    /// What is drawn: one run or all of them, as far as the filter lets through.
    private(set) var picture: BoardLayout?
    /// The same without the filter.
    private var whole: BoardLayout?
    private(set) var filter: BoardFilter?
    private(set) var zoom = 0
    var cursor = BoardCursor() {
        didSet { if isTogether { followSelection() } }
    }
    private var scroll = BoardPainter.Scroll()
    private var targets: [BoardPainter.Target] = []
    private var isWide = false
    /// The visit that the mouse holds.
    private var grabbed: String?
    /// Asked for by a jump that wants a proposal at once.
    private var catchesUp = false
    var limits = RunSolver.Limits()

    init(_ context: any AppContext) { self.context = context }

    var date: LocalDay { chosen ?? (try? context.manual.calendar.nextWorkday(after: context.today)) ?? context.today + 1 }
    var day: RosterDay? { reading?.days[kind] }
    /// The whole board of the run that verbs are about, whatever the filter hides.
    var layout: BoardLayout? { layouts[kind] }
    var missed: [MissedRun] { reading?.missed ?? [] }
    private var kinds: [CaseKind] { isTogether ? CaseKind.runs : [kind] }

    // MARK: Reading

    func reload() {
        let kinds = kinds, date = date
        context.load("roster", { try RosterReading.read($0, kinds, date) }) { [weak self] reading in
            guard let self, Set(reading.days.keys) == Set(self.kinds), reading.days.values.allSatisfy({ $0.date == self.date }) else { return }
            take(reading)
        }
    }

    private func take(_ new: RosterReading) {
        let same = reading.map { $0.days.mapValues(\.date) == new.days.mapValues(\.date) } ?? false
        reading = new
        if !same {
            cursor = BoardCursor()
            scroll = BoardPainter.Scroll()
        }
        relayout()
        guard catchesUp, day != nil else { return }
        catchesUp = false
        if whyNotPropose == nil { propose(afresh: day?.isOpen != false) }
    }

    private func relayout() {
        guard let reading else { return }
        layouts = reading.days.mapValues { BoardLayout($0, missed: missed, manual: context.manual, wording: context.wording, now: context.now) }
        let parts = CaseKind.runs.compactMap { layouts[$0] }
        let whole = isTogether && parts.count > 1 ? BoardLayout(together: parts, missed: missed) : layout ?? parts[0]
        if let wanted = filter, !whole.filters.contains(wanted) { filter = nil }
        self.whole = whole
        let picture = whole.filtered(filter)
        self.picture = picture
        cursor.refresh(picture)
    }

    private func followSelection() {
        let owner = layouts.first { entry in
            cursor.visit.map { entry.value.day.byNumber[$0] != nil } ?? false || cursor.boardCrew.map { name in entry.value.crews.contains { $0.crew == name } } ?? false
        }
        if let owner { kind = owner.key }
    }

    func show(_ route: Route) {
        switch route {
        case .run(let kind, let date):
            self.kind = kind
            isTogether = false
            chosen = date
        case .catchUp(let kind, let date):
            self.kind = kind
            isTogether = false
            chosen = date
            catchesUp = true
        default: break
        }
    }

    /// The clock may have made a run late.
    func tick() { reload() }

    // MARK: Which run

    /// Deliveries, installations, services, all together, and round again.
    func switchKind() {
        let index = CaseKind.runs.firstIndex(of: kind) ?? 0
        if isTogether {
            isTogether = false
            kind = CaseKind.runs[0]
        } else if index == CaseKind.runs.count - 1 {
            isTogether = true
        } else {
            kind = CaseKind.runs[index + 1]
        }
        filter = nil
        reload()
    }

    /// To the oldest run that nobody made, with a proposal at once.
    func catchUp() {
        guard let first = missed.first else { return }
        show(.catchUp(first.kind, first.date))
        reload()
    }

    func switchZoom() { zoom = (zoom + 1) % (isWide ? 3 : 4) }

    func chooseFilter() {
        guard let whole else { return }
        let filters = whole.filters
        let items = filters.map { filter in
            let shown = whole.filtered(filter)
            return MenuItem(
                label: whole.name(filter),
                detail: whole.words("filter.pool", ["n": .int(shown.eligibleInPool.count), "crews": .int(shown.crews.count)]))
        }
        let at = filter.flatMap { filters.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        context.choose(title: whole.words("filter.title"), [MenuItem(label: whole.words("filter.none"))] + items, start: at) { [weak self] index in
            self?.filter = index == 0 ? nil : filters[index - 1]
            self?.relayout()
        }
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
        guard let picture else {
            region.put(context.text("board.reading"), row: 0, style: .dim)
            return region.position(row: 0, column: 0)
        }
        isWide = BoardPainter.isWide(columns: region.columns, rows: region.rows)
        var painter = BoardPainter(picture, cursor, scroll: scroll, zoom: min(zoom, isWide ? 2 : 3), filter: filter.map { picture.words("filtered", ["filter": .string(picture.name($0))]) }, isAccessible: context.isAccessible)
        painter.draw(in: region)
        scroll = painter.scroll
        targets = painter.targets
        return painter.focus ?? region.position(row: 0, column: 0)
    }

    // MARK: Input

    var awaitsReading: Bool { reading == nil }

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
        let hit = targets.last { $0.rect.contains(event.position) }?.thing
        switch event.kind {
        case .press where event.button == .left || event.button == .right:
            guard let hit, select(hit) else { return false }
            grabbed = event.button == .left ? cursor.visit : nil
            if case .visit(let visit) = hit, event.button == .right, whyNotPlace == nil, visit == cursor.visit { chooseCrew() }
            return true
        case .release:
            defer { grabbed = nil }
            guard let grabbed, let hit, cursor.visit == grabbed else { return false }
            drop(grabbed, on: hit)
            return true
        case .wheelUp: cursor.move(.up, beside: isWide)
        case .wheelDown: cursor.move(.down, beside: isWide)
        default: return false
        }
        return true
    }

    private func select(_ thing: BoardPainter.Target.Thing) -> Bool {
        switch thing {
        case .visit(let visit): cursor.select(visit: visit)
        case .crew(let crew): cursor.select(crew: crew)
        case .row, .pool: return false
        }
        return true
    }

    /// A visit let go over a crew goes where it costs least there, over a stop before that stop, over the pool off its crew.
    private func drop(_ visit: String, on thing: BoardPainter.Target.Thing) {
        guard day?.byNumber[visit]?.isEligible == true, board != nil, let layout else { return }
        let own = layout.crew(of: visit)
        switch thing {
        case .visit(let other) where other != visit:
            if let row = layout.crew(of: other), let at = row.index(of: other) {
                place(visit, row.crew, at: at)
            } else if own != nil {
                takeOff()
            }
        case .crew(let crew), .row(let crew):
            if layout.crews.contains(where: { $0.crew == crew }), own?.crew != crew { place(visit, crew, at: nil) }
        case .pool: if own != nil { takeOff() }
        default: break
        }
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
