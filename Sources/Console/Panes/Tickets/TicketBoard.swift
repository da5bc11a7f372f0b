import Dispatching
import Grid

/// The list of Tickets as a board: where a person is on it, what is scrolled where, and what lies under the mouse.
///
/// It has no rows of its own: selection, marks, filter and order are the list's, so that nothing is lost in changing over.
@MainActor
final class TicketBoard {
    private unowned let context: any AppContext
    private let list: TicketsTable.List
    /// First card shown, by column.
    private var tops: [String: Int] = [:]
    private var firstColumn = 0
    /// Cards that a column had room for when it was last drawn.
    private var room = 1
    private var targets: [(rect: Rect, id: CaseID)] = []

    private static let leastWidth = 24
    private static let mostWidth = 40
    private static let gap = 2

    init(_ context: any AppContext, _ list: TicketsTable.List) {
        self.context = context
        self.list = list
    }

    private var board: StateColumns { StateColumns(list.rows, playbook: context.manual.playbook) }

    // MARK: Moving

    func handle(_ input: Input) -> Bool {
        switch input {
        case .key(.up, []), .text("k"): move(by: -1)
        case .key(.down, []), .text("j"): move(by: 1)
        case .key(.left, []), .text("h"): turn(by: -1)
        case .key(.right, []), .text("l"): turn(by: 1)
        case .key(.pageUp, []): move(by: -room)
        case .key(.pageDown, []): move(by: room)
        case .key(.home, _), .text("g"): move(by: -list.rows.count)
        case .key(.end, _), .text("G"): move(by: list.rows.count)
        case .mouse(let event) where event.kind == .wheelUp: move(by: -3)
        case .mouse(let event) where event.kind == .wheelDown: move(by: 3)
        case .mouse(let event) where event.kind == .press:
            guard let hit = targets.first(where: { $0.rect.contains(event.position) }) else { return false }
            select(hit.id)
        default: return false
        }
        return true
    }

    private func select(_ id: CaseID) {
        list.select(id)
        list.onMove()
    }

    func toggleMark() {
        list.state.toggleMark()
        move(by: 1)
    }

    /// Down the column.
    private func move(by step: Int) {
        let columns = board
        guard let id = list.selected?.id, let place = columns.place(of: id) else { return }
        let entries = columns.columns[place.column].entries
        select(entries[min(max(0, place.row + step), entries.count - 1)].id)
    }

    /// To the next column, on the same height of the screen.
    private func turn(by step: Int) {
        let columns = board
        guard let id = list.selected?.id, let place = columns.place(of: id) else { return }
        let next = min(max(0, place.column + step), columns.columns.count - 1)
        guard next != place.column else { return }
        let from = columns.columns[place.column], to = columns.columns[next]
        let row = place.row - tops[from.id, default: 0] + min(tops[to.id, default: 0], max(0, to.entries.count - room))
        select(to.entries[min(max(0, row), to.entries.count - 1)].id)
    }

    // MARK: Drawing

    /// - Parameter nothing: what an empty board says.
    /// - Returns: the selected card.
    func draw(in region: Region, nothing: String) -> Position? {
        targets = []
        let columns = board.columns
        guard !columns.isEmpty, let id = list.selected?.id, let place = board.place(of: id) else {
            region.put(list.emptyText(nothing), row: min(1, region.rows - 1), column: 2, style: .dim)
            return nil
        }
        let shown = min(columns.count, max(1, (region.columns + Self.gap) / (Self.leastWidth + Self.gap)))
        let width = min(Self.mostWidth, (region.columns + Self.gap) / shown - Self.gap)
        firstColumn = min(firstColumn, place.column)
        firstColumn = max(firstColumn, place.column - shown + 1)
        firstColumn = max(0, min(firstColumn, columns.count - shown))
        // Where there is room, a card also says what the problem is.
        let height = region.rows > 18 ? 3 : 2
        room = max(1, (region.rows - 1) / height)
        var focus: Position?
        for (slot, column) in columns[firstColumn..<firstColumn + shown].enumerated() {
            let isHere = firstColumn + slot == place.column
            let area = region.columns(from: slot * (width + Self.gap), count: width)
            let before = slot == 0 ? firstColumn : 0, after = slot == shown - 1 ? columns.count - firstColumn - shown : 0
            drawTitle(column, before: before, after: after, isHere: isHere, in: area.rows(from: 0, count: 1))
            if let position = draw(column, selected: isHere ? place.row : nil, height: height, in: area.rows(from: 1)) { focus = position }
        }
        return focus
    }

    /// `< 已派 12 !3 >`: how many, how many of them late; an arrow where columns go on beyond the screen.
    private func drawTitle(_ column: StateColumns.Column, before: Int, after: Int, isHere: Bool, in region: Region) {
        let late = column.entries.filter { entry in entry.row.next.map { DutyLook($0, context: context).standing == .overdue } ?? false }.count
        let words = [before > 0 ? "<\(before)" : "", context.text(column.label), "\(column.entries.count)", late > 0 ? "!\(late)" : ""]
        let style: Style = isHere ? Style(.heading, .bold) : .heading
        region.putFitted(words.filter { !$0.isEmpty }.joined(separator: " "), row: 0, style: style)
        if after > 0 { region.put("\(after)>", row: 0, column: region.columns - "\(after)>".count, style: style) }
    }

    /// - Parameter selected: place in the column.
    private func draw(_ column: StateColumns.Column, selected: Int?, height: Int, in region: Region) -> Position? {
        let count = column.entries.count
        var top = tops[column.id, default: 0]
        if let selected {
            top = min(top, selected)
            top = max(top, selected - room + 1)
        }
        top = max(0, min(top, count - room))
        tops[column.id] = top
        var focus: Position?
        for (line, entry) in column.entries[top..<min(count, top + room)].enumerated() {
            let card = region.rows(from: line * height, count: height)
            draw(entry, isSelected: top + line == selected, in: card)
            targets.append((card.rect, entry.id))
            if top + line == selected { focus = card.position(row: 0, column: 0) }
        }
        // More above or below: a sign in the corner, as in the case beside a list.
        if top + room < count { region.put(context.text("case.more"), row: min(region.rows, room * height) - 1, column: region.columns - 2, style: .dim) }
        return focus
    }

    /// Number and severity; customer and limit; the problem.
    private func draw(_ entry: TicketsPane.Entry, isSelected: Bool, in region: Region) {
        let row = entry.row
        let look = row.next.map { DutyLook($0, context: context) }
        let isMarked = list.state.isMarked(entry.id)
        let style: Style = isSelected ? .selected : isMarked ? .marked : look?.style ?? .dim
        region.fill(style: isSelected ? .selected : .normal)
        let sign = (isMarked ? "#" : isSelected ? ">" : " ") + (look?.sign ?? " ")
        let severity = row.severity.isEmpty ? "" : context.text("tickets.severity", ["n": .string(row.severity)])
        put(sign + " " + row.number, severity, row: 0, style: style, in: region)
        put("   " + row.customer, look?.due ?? "", row: 1, style: style, in: region)
        if region.rows > 2 { region.putFitted("   " + TicketsTable.problem(row, context), row: 2, style: isSelected ? .selected : .dim) }
    }

    /// The right side is short, and never cut.
    private func put(_ left: String, _ right: String, row: Int, style: Style, in region: Region) {
        let width = region.ruler.width(of: right)
        region.putFitted(left, row: row, width: region.columns - (width > 0 ? width + 1 : 0), style: style)
        if width > 0 { region.put(right, row: row, column: region.columns - width, style: style) }
    }
}
