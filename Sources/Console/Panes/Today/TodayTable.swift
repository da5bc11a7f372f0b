import Dispatching
import Grid

/// The columns of Today.
@MainActor
enum TodayTable {
    typealias List = TableList<TodayPane.Entry>

    static func make(_ context: any AppContext) -> List {
        List(
            context, columns: { [unowned context] in columns(context) },
            look: { [unowned context] entry in
                let look = DutyLook(entry.row, context: context)
                return .init(sign: look.sign, style: look.style)
            }, distance: { $0.foundBy.distance($1) })
    }

    private static func columns(_ context: any AppContext) -> [List.Column] {
        func look(_ entry: TodayPane.Entry) -> DutyLook { DutyLook(entry.row, context: context) }
        return [
            .init("due", context, .fixed(11), by: { SortValue($0.row.duty.due) }) { look($0).due }.inFile { $0.row.duty.due.map { context.zone.full($0) } ?? "" },
            .init("rule", context, .fixed(5)) { $0.row.duty.key.rule },
            .init("what", context.text("column.what"), .flexible(minimum: 20, weight: 4), order: { SortValue(look($0).what) }) { entry in
                let look = look(entry)
                return .init(look.whatAndWhere, entry.isRun ? Style(look.style.ink, .bold) : nil)
            },
            .init("customer", context, .fixed(8)) { $0.row.customer },
            .init("number", context, .fixed(13), priority: 1) { look($0).number },
            .init("state", context, .fixed(10), priority: 2) { look($0).state },
            .init("phone", context, .fixed(12), priority: 3) { $0.row.phone },
            .init("address", context, .flexible(minimum: 16, weight: 3), priority: 4) { $0.row.address },
        ]
    }
}
