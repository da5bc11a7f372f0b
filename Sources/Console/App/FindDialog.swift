import Dispatching
import Grid
import Storage

/// Ctrl-P: any customer or order from any pane. Typed and answered at once, best find first; Enter goes there.
@MainActor
final class FindDialog: Overlay {
    private unowned let context: any AppContext
    private var query = TextField(limit: 40)
    private let list: TableList<Found>
    /// The query that the list answers.
    private var answered = ""
    private nonisolated static let limit = 50

    init(context: any AppContext) {
        self.context = context
        list = TableList(
            context, columns: { [unowned context] in Self.columns(context) },
            look: { [unowned context] found in
                let isLate = found.row.nextDue.map { $0 < context.now } ?? false
                return .init(sign: isLate ? "!" : " ", style: isLate ? .bad : .normal)
            })
    }

    private static func columns(_ context: any AppContext) -> [TableList<Found>.Column] {
        [
            .init("customer", context, .fixed(8)) { $0.row.customer },
            .init("phone", context, .fixed(11)) { $0.row.phone },
            .init("number", context, .flexible(minimum: 10, weight: 2)) { $0.row.number },
            .init("state", context, .fixed(10)) { context.text(context.manual.playbook.stateLabel($0.row.kind, $0.row.state)) },
            .init("nextDue", context, .fixed(11), priority: 1) { context.wording.due($0.row.nextDue, now: context.now, zone: context.zone) },
            .init("address", context, .flexible(minimum: 12, weight: 3), priority: 2) { $0.row.address },
        ]
    }

    var wantsText: Bool { true }

    func bindings() -> [Binding] {
        let none = list.isEmpty ? answered.isEmpty ? "find.nothingSelected" : "find.nothing" : nil
        return [
            Binding("find.open", [.enter], reason: none) { [unowned self] in
                guard let found = list.selected else { return }
                context.dismiss(self)
                context.show(found.id)
            },
            Binding("find.verbs", [.function(9), .key(.enter, .alt)], reason: none) { [unowned self] in
                guard let found = list.selected else { return }
                context.dismiss(self)
                VerbMenu(context: context).open(found.id)
            },
            Binding("find.close", [.escape, .control("p")]) { [unowned self] in context.dismiss(self) },
        ]
    }

    func handle(_ input: Input) -> Bool {
        switch input {
        case .key(.up, []), .key(.down, []), .key(.pageUp, []), .key(.pageDown, []), .mouse: return list.handle(input)
        default: break
        }
        let before = query.text
        guard query.handle(input) else { return false }
        if query.text != before { search() }
        return true
    }

    private func search() {
        let (text, now) = (query.text, context.now)
        context.load("find", { try $0.store.find(text, now: now, limit: Self.limit) }) { [weak self] found in
            guard let self else { return }
            answered = text
            list.take(found)
            list.selectFirst()
        }
    }

    func draw(in region: Region) -> Position? {
        let area = region.part(region.bounds.centred(rows: min(region.rows, 18), columns: min(region.columns, 110)))
        area.fill()
        let inside = area.box().inset(rows: 0, columns: 1)
        area.put(" \(context.text("bind.general.find")) ", row: 0, column: 2, style: Style(.title, .bold))
        let used = inside.put(context.text("find.label") + " ", row: 0, style: .dim)
        let caret = query.draw(in: inside.rows(from: 0, count: 1).columns(from: used))
        let body = inside.rows(from: 1, count: inside.rows - 2)
        if answered.isEmpty {
            for (row, line) in region.ruler.wrap(context.text("find.help"), body.columns).enumerated() { body.put(line, row: row + 1, style: .dim) }
        } else {
            _ = list.draw(in: body, nothing: "find.nothing")
        }
        bindings().hintLine(context).draw(in: inside, row: inside.rows - 1)
        return caret
    }
}
