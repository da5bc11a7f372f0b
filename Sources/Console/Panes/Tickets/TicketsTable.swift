import Dispatching
import Grid
import Storage

/// The columns of Tickets.
@MainActor
enum TicketsTable {
    typealias List = TableList<TicketsPane.Entry>

    static func make(_ context: any AppContext) -> List {
        List(
            context, columns: { [unowned context] in columns(context) },
            look: { [unowned context] entry in
                guard let next = entry.row.next else { return .init(sign: " ", style: .dim) }
                let look = DutyLook(next, context: context)
                return .init(sign: look.sign, style: look.style)
            }, distance: { $0.foundBy.distance($1) })
    }

    private static func columns(_ context: any AppContext) -> [List.Column] {
        [
            .init("due", context, .fixed(11), by: { SortValue($0.row.next?.duty.due) }) { entry in
                entry.row.next.map { DutyLook($0, context: context).due } ?? ""
            }.inFile { $0.row.next?.duty.due.map { context.zone.full($0) } ?? "" },
            .init("next", context, .flexible(minimum: 14, weight: 3)) { entry in entry.row.next.map { DutyLook($0, context: context).what } ?? "" },
            .init("problem", context, .flexible(minimum: 14, weight: 4)) { problem($0.row, context) },
            .init("customer", context, .fixed(8)) { $0.row.customer },
            .init("number", context, .fixed(13), priority: 1) { $0.row.number },
            .init("state", context, .fixed(8)) { context.text(context.manual.playbook.stateLabel($0.row.kind, $0.row.state)) },
            .init("opened", context, .fixed(5), priority: 2, by: { SortValue($0.row.opened) }) { context.wording.monthDay(context.zone.day(of: $0.row.opened)) }.inFile { context.zone.full($0.row.opened) },
            .init("phone", context, .fixed(12), priority: 3) { $0.row.phone },
        ]
    }

    /// `遗留问题 柜门不平`: its kind, then what it is.
    static func problem(_ row: TicketRow, _ context: any AppContext) -> String {
        let kind = context.manual.playbook.intakeLabel(row.kind, "problemKind", row.problemKind).map { context.text($0) } ?? context.text("kind." + row.kind.rawValue)
        return [kind, row.problem].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
