import Dispatching
import Grid
import Storage

/// The columns of Orders. They are sorted by the file (`OrderSort` has their names): only a window of the rows is here.
@MainActor
enum OrdersTable {
    typealias List = TableList<OrderRow>

    static func make(_ context: any AppContext) -> List {
        let list = List(
            context, columns: { [unowned context] in columns(context) },
            look: { [unowned context] row in
                let isLate = row.nextDue.map { $0 < context.now } ?? false
                return .init(sign: isLate ? "!" : " ", style: isLate ? .bad : .normal)
            })
        return list
    }

    private static func columns(_ context: any AppContext) -> [List.Column] {
        [
            .init("number", context, .flexible(minimum: 10, weight: 2)) { $0.number },
            .init("customer", context, .fixed(8)) { $0.customer },
            .init("state", context, .fixed(10)) { context.text(context.manual.playbook.stateLabel($0.kind, $0.state)) },
            .init("district", context, .fixed(8), priority: 3) { $0.district },
            .init("delivery", context, .fixed(5), priority: 1) { $0.delivery.map { context.wording.monthDay($0) } ?? "" }.inFile { $0.delivery?.description ?? "" },
            .init("install", context, .fixed(5), priority: 1) { $0.install.map { context.wording.monthDay($0) } ?? "" }.inFile { $0.install?.description ?? "" },
            .init("nextDue", context, .fixed(11)) { context.wording.due($0.nextDue, now: context.now, zone: context.zone) }.inFile { $0.nextDue.map { context.zone.full($0) } ?? "" },
            .init("phone", context, .fixed(11), priority: 2) { $0.phone },
        ]
    }
}
