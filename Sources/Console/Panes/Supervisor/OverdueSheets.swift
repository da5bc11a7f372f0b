import Desk
import Dispatching
import Storage

/// What a supervisor does with duties that are late: brings them to somebody's notice, excuses them, gives them to somebody else.
@MainActor
struct OverdueSheets {
    let context: any AppContext

    func escalate(_ rows: [OverdueRow], then: @escaping @MainActor () -> Void) {
        guard context.may(stamp: Stamp.escalation) else { return }
        let form = context.manual.playbook.form(for: Stamp.escalation)
        open("supervisor.escalate", rows, questions: questions(form, ["to", "text"]), then: then) { key, answers in
            .escalate(key, to: answers["to"]?.string ?? "", note: answers["text"]?.string ?? "")
        }
    }

    func waive(_ rows: [OverdueRow], then: @escaping @MainActor () -> Void) {
        guard context.may("waive") else { return }
        let label = Label(zh: context.text("today.waiveReason"), en: context.text("today.waiveReason"))
        let values: [String: Value] = ["n": .int(rows.count), "rule": .string(rows.first?.row.duty.key.rule ?? "")]
        open(
            "supervisor.waive", rows, questions: [Question(name: "reason", label: label, kind: .text, required: true)],
            confirmation: context.text("today.waiveConfirm", values), then: then
        ) { key, answers in .waive(key, reason: answers["reason"]?.string ?? "") }
    }

    func handOver(_ rows: [OverdueRow], then: @escaping @MainActor () -> Void) {
        guard context.may(stamp: Stamp.handOver) else { return }
        let form = context.manual.playbook.form(for: Stamp.handOver)
        open("supervisor.handOver", rows, questions: questions(form, ["to", "reason"]), then: then) { key, answers in
            .handOver(key, to: answers["to"]?.string ?? "", reason: answers["reason"]?.string ?? "")
        }
    }

    private func questions(_ form: Form?, _ names: [String]) -> [Question] {
        names.compactMap { name in form?.field(name).map { Question($0, initial: $0.initial ?? .null) } }
    }

    /// One step for the person: one `u` takes it back for all.
    private func open(
        _ binding: String, _ rows: [OverdueRow], questions: [Question], confirmation: String? = nil, then: @escaping @MainActor () -> Void,
        _ command: @escaping @Sendable (Duty.Key, [String: Value]) -> Command
    ) {
        guard !rows.isEmpty else { return }
        let names = rows.map { [$0.row.duty.key.rule, $0.row.number, $0.row.customer].filter { !$0.isEmpty }.joined(separator: " ") }
        let (wording, zone) = (context.wording, context.zone)
        let preview: @Sendable (FormRequest.Answers) -> BulkPreview = { answers in
            BulkPreview(items: zip(names, rows).map { .init(name: $0, command: command($1.id, answers.values)) }, wording: wording, zone: zone)
        }
        let about = rows.prefix(5).map { row in
            let look = DutyLook(row.row, context: context)
            return [row.row.duty.key.rule, look.what, row.row.customer, look.number, look.due].filter { !$0.isEmpty }.joined(separator: "  ")
        }
        context.openForm(
            FormRequest(
                title: context.text("bind.\(binding)"), about: about, questions: questions,
                draftKey: "\(binding)/\(names[0]) x\(rows.count)", confirmation: confirmation,
                preview: rows.count > 1 || confirmation != nil ? preview : nil, save: { try .bulk($0, preview($1)) }, then: { _ in then() }))
    }
}
