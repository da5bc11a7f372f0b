import Desk
import Dispatching
import Grid
import Pinyin

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
            matches: { item, query in
                let row = item.row
                if SearchKey(name: row.customer, phone: row.phone).matches(query) { return true }
                return SearchKey.normalise(row.number + row.duty.key.rule + item.message.text).contains(query)
            })
    }

    private static func dueColumns(_ context: any AppContext) -> [TableList<OutboxItem>.Column] {
        func obstacle(_ item: OutboxItem) -> String { item.obstacles.first.map { OutboxText.obstacle($0, context) } ?? context.text("outbox.ready") }
        return [
            .init("due", context, .fixed(11), by: { SortValue($0.row.duty.due) }) { DutyLook($0.row, context: context).due },
            .init("message", context, .fixed(14)) { OutboxText.name($0, context) },
            .init("to", context, .flexible(minimum: 14, weight: 2)) { OutboxText.to($0, context) },
            .init("obstacle", context.text("column.obstacle"), .fixed(16), order: { SortValue(obstacle($0)) }) { item in
                .init(obstacle(item), item.obstacles.isEmpty ? .good : .bad)
            },
            .init("number", context, .fixed(13), priority: 1) { DutyLook($0.row, context: context).number },
        ]
    }

    static func sent(_ context: any AppContext) -> TableList<SentMessage> {
        TableList(
            context, columns: { [unowned context] in sentColumns(context) }, look: { _ in .init(sign: "", style: .normal) },
            matches: { SearchKey.normalise($0.to + $0.number + $0.text).contains($1) })
    }

    private static func sentColumns(_ context: any AppContext) -> [TableList<SentMessage>.Column] {
        [
            .init("sentAt", context, .fixed(11), by: { SortValue($0.at) }) { context.wording.time($0.at, context.zone) },
            .init("message", context, .fixed(14)) { OutboxText.name($0.template, context) },
            .init("to", context, .flexible(minimum: 12, weight: 1)) { $0.to },
            .init("number", context, .fixed(14)) { $0.number },
            .init("by", context, .fixed(8), priority: 1) { $0.by },
        ]
    }
}
