import Dispatching
import Grid

/// The columns of the callbacks.
@MainActor
enum CallbacksTable {
    typealias List = TableList<CallbacksPane.Entry>

    static func make(_ context: any AppContext) -> List {
        List(
            context, columns: { [unowned context] in columns(context) },
            look: { [unowned context] entry in
                let call = entry.callback
                let look = DutyLook(call.row, context: context)
                let waits = call.state.waits(at: context.now) || call.state.phase == .coming
                return .init(sign: look.sign, style: waits && !call.state.isLate ? .dim : look.style)
            }, distance: { $0.foundBy.distance($1) })
    }

    private static func columns(_ context: any AppContext) -> [List.Column] {
        [
            .init("due", context, .fixed(11), by: { SortValue($0.callback.row.duty.due) }) { DutyLook($0.callback.row, context: context).due }.inFile { $0.callback.row.duty.due.map { context.zone.full($0) } ?? "" },
            .init("kind", context, .fixed(context.wording.language == .zh ? 4 : 8)) { context.text("kind." + $0.callback.row.kind.rawValue) },
            .init("customer", context, .fixed(8)) { $0.callback.row.customer },
            .init("phone", context, .fixed(12)) { $0.callback.row.phone },
            .init("tries", context, .fixed(5), alignment: .right, by: { SortValue($0.callback.state.attempts.count) }) { entry in
                let tries = entry.callback.state.attempts.count
                return tries == 0 ? "" : "\(tries)"
            },
            .init("callback", context, .flexible(minimum: 15, weight: 1)) { CallbackWords(context: context).state($0.callback) },
            .init("number", context, .fixed(12), priority: 1) { $0.callback.row.rootNumber },
        ]
    }
}
