import Desk
import Dispatching
import Wording

/// The words around a message: its name, where it goes, what stands in its way.
@MainActor
enum OutboxText {
    static func name(_ item: OutboxItem, _ context: any AppContext) -> String { name(item.message.template, context) }

    static func name(_ template: String, _ context: any AppContext) -> String {
        context.manual.playbook.messages[template].map { context.text($0.label) } ?? template
    }

    static func to(_ item: OutboxItem, _ context: any AppContext) -> String {
        switch item.message.channel {
        case .sms: [item.row.customer, item.message.to].filter { !$0.isEmpty }.joined(separator: " ")
        case .group: context.manual.playbook.figures["group"]?.string ?? context.text("outbox.group")
        case .paper: context.text("outbox.paper")
        }
    }

    static func obstacle(_ name: String, _ context: any AppContext) -> String {
        if name == "NO_PHONE" { return context.text("outbox.noPhone") }
        if name == OutboxItem.tooEarly { return context.text("outbox.tooEarly") }
        let field = FactPath(name).name
        let label = context.manual.playbook.fields[field].map { context.text($0) } ?? field
        return context.text("outbox.missing", ["field": .string(label)])
    }

    static func refusal(_ item: OutboxItem, _ obstacle: String) -> Refusal {
        if obstacle == "NO_PHONE" { return .noPhone(item.row.number) }
        if obstacle == OutboxItem.tooEarly { return .tooEarly(rule: item.row.duty.key.rule, opens: item.row.duty.opens) }
        return .unmet(key: "messageIncomplete", rule: item.row.duty.key.rule, overridable: false, values: ["field": .string(obstacle)])
    }
}
