/// Where the person is on the board: by visit and crew, never by row, so that a refresh from another desk moves nothing under the eyes.
struct BoardCursor: Sendable {
    enum Area: Hashable, Sendable { case pool, board }
    enum Direction: Sendable { case up, down, left, right }

    private(set) var area = Area.pool
    var pool = ListState<String>()
    private(set) var crew: String?
    private(set) var stop: String?
    /// Visits for swap and for verbs on several; kept until a verb has used them or they leave the day.
    private(set) var marks: Set<String> = []
    private var rows: [BoardLayout.CrewRow] = []

    /// The visit that a verb is about; nil on a crew without stops, and in an empty pool.
    var visit: String? {
        switch area {
        case .pool: pool.isEmpty ? nil : pool.selection
        case .board: stop
        }
    }

    /// Crew of the selected row, on the board only.
    var boardCrew: String? { area == .board ? crew : nil }

    // MARK: Refreshing

    mutating func refresh(_ layout: BoardLayout) {
        let old = rows
        rows = layout.crews
        pool.refresh(layout.pool.map(\.visit))
        marks.formIntersection(layout.visits)
        place(old: old)
        if area == .pool, pool.isEmpty, !rows.isEmpty { enterBoard() }
        if area == .board, rows.isEmpty { area = .pool }
    }

    /// The selected stop stays selected wherever it went; when it left the board, its neighbour takes its place.
    private mutating func place(old: [BoardLayout.CrewRow]) {
        if let stop, let row = rows.first(where: { $0.index(of: stop) != nil }) {
            crew = row.crew
            return
        }
        let position = old.first { $0.crew == crew }?.index(of: stop) ?? 0
        let row = rows.first { $0.crew == crew } ?? rows.first
        crew = row?.crew
        stop = row.flatMap { $0.stops.isEmpty ? nil : $0.stops[min(position, $0.stops.count - 1)].visit }
    }

    // MARK: Selecting

    /// Wherever the visit is, on the board or in the pool.
    mutating func select(visit: String) {
        if let row = rows.first(where: { $0.index(of: visit) != nil }) {
            area = .board
            crew = row.crew
            stop = visit
        } else if pool.ids.contains(visit) {
            area = .pool
            pool.select(visit)
        }
    }

    mutating func select(crew name: String) {
        guard let row = rows.first(where: { $0.crew == name }) else { return }
        area = .board
        crew = name
        if row.index(of: stop) == nil { stop = row.stops.first?.visit }
    }

    mutating func switchArea() {
        if area == .pool { enterBoard() } else if !pool.isEmpty { area = .pool }
    }

    private mutating func enterBoard() {
        guard let row = rows.first(where: { $0.crew == crew }) ?? rows.first else { return }
        area = .board
        crew = row.crew
        if row.index(of: stop) == nil { stop = row.stops.first?.visit }
    }

    // MARK: Moving

    /// - Parameter beside: the pool lies left of the board, else above it.
    mutating func move(_ direction: Direction, beside: Bool) {
        switch (area, direction) {
        case (.pool, .up): pool.move(by: -1)
        case (.pool, .down):
            if !beside, pool.selectedIndex >= pool.ids.count - 1 { toRow(0) } else { pool.move(by: 1) }
        case (.pool, .right): if beside { enterBoard() }
        case (.pool, .left): break
        case (.board, .up):
            if let index = rowIndex, index > 0 { toRow(index - 1) } else if !beside, !pool.isEmpty {
                area = .pool
                pool.moveToLast()
            }
        case (.board, .down): if let index = rowIndex { toRow(index + 1) }
        case (.board, .left):
            if !along(-1), beside, !pool.isEmpty { area = .pool }
        case (.board, .right): along(1)
        }
    }

    mutating func moveToEnd(_ first: Bool) {
        switch area {
        case .pool: if first { pool.moveToFirst() } else { pool.moveToLast() }
        case .board:
            guard let row = rowIndex.map({ rows[$0] }) else { return }
            stop = first ? row.stops.first?.visit : row.stops.last?.visit
        }
    }

    private var rowIndex: Int? { rows.firstIndex { $0.crew == crew } }

    /// Up and down keep the time of day, as the eye does.
    private mutating func toRow(_ index: Int) {
        guard rows.indices.contains(index) else { return }
        let time = rows.lazy.flatMap(\.stops).first { $0.visit == stop }?.start ?? 0
        let row = rows[index]
        area = .board
        crew = row.crew
        stop = row.stops.min { abs($0.start - time) < abs($1.start - time) }?.visit
    }

    @discardableResult
    private mutating func along(_ step: Int) -> Bool {
        guard let index = rowIndex, let at = rows[index].index(of: stop), rows[index].stops.indices.contains(at + step) else { return false }
        stop = rows[index].stops[at + step].visit
        return true
    }

    // MARK: Marks

    mutating func toggleMark() {
        guard let visit else { return }
        if marks.remove(visit) == nil { marks.insert(visit) }
    }

    mutating func clearMarks() { marks = [] }

    /// What a verb works on: the marked visits in a steady order, else the selected one.
    var targets: [String] { marks.isEmpty ? [visit].compactMap { $0 } : marks.sorted() }
}
