import Desk
import Dispatching
import Grid

/// The columns of what is to be sent and of what was sent.
@MainActor
enum OutboxTables {
    static func due(_ context: any AppContext) -> TableList<OutboxItem> {
        TableList(
            context, columns: { [unowned context] in dueColumns(context) },
            look: { [unowned context] item in
                let look = DutyLook(item.row, context: context)
                return .init(sign: look.sign, style: look.style)
            },
            distance: { item, query in
                FoundBy(name: item.row.customer, phone: item.row.phone, [item.row.number, item.row.duty.key.rule, item.message.text]).distance(query)
            })
    }

    private static func dueColumns(_ context: any AppContext) -> [TableList<OutboxItem>.Column] {
        func obstacle(_ item: OutboxItem) -> String { item.obstacles.first.map { OutboxText.obstacle($0, context) } ?? context.text("outbox.ready") }
        return [
            .init("due", context, .fixed(11), by: { SortValue($0.row.duty.due) }) { DutyLook($0.row, context: context).due }.inFile { $0.row.duty.due.map { context.zone.full($0) } ?? "" },
            .init("message", context, .flexible(minimum: 9, weight: 1)) { OutboxText.name($0, context) },
            .init("to", context, .flexible(minimum: 22, weight: 2)) { OutboxText.to($0, context) },
            .init("obstacle", context.text("column.obstacle"), .flexible(minimum: 8, weight: 1), order: { SortValue(obstacle($0)) }) { item in
                .init(obstacle(item), item.obstacles.isEmpty ? .good : .bad)
            },
            .init("number", context, .fixed(8)) { DutyLook($0.row, context: context).number },
        ]
    }

    static func sent(_ context: any AppContext) -> TableList<SentMessage> {
        TableList(
            context, columns: { [unowned context] in sentColumns(context) }, look: { _ in .init(sign: "", style: .normal) },
            distance: { FoundBy(name: "", phone: "", [$0.to, $0.number, $0.text]).distance($1) })
    }

    private static func sentColumns(_ context: any AppContext) -> [TableList<SentMessage>.Column] {
        [
            .init("sentAt", context, .fixed(11), by: { SortValue($0.at) }) { context.wording.time($0.at, context.zone) }.inFile { context.zone.full($0.at) },
            .init("message", context, .fixed(14)) { OutboxText.name($0.template, context) },
            .init("to", context, .flexible(minimum: 12, weight: 1)) { $0.to },
            .init("number", context, .fixed(14)) { $0.number },
            .init("by", context, .fixed(8), priority: 1) { $0.by },
        ]
    }
}
