import Desk
import Dispatching
import struct Exchange.AssignWords
import Storage
import Wording

/// Gives cases to one person: one sheet for all, which says beforehand what will change and what cannot.
@MainActor
struct AssignSheet {
    let context: any AppContext

    /// Rows of the preview; its first line counts the cases beyond them too.
    private nonisolated static let most = 12

    func open(_ rows: [TicketRow], then: @escaping @MainActor () -> Void) {
        guard !rows.isEmpty else { return }
        context.load("assign.people", { desk in try desk.store.read { try $0.members() } }) { members in present(rows, members.map(\.name), then: then) }
    }

    private func present(_ rows: [TicketRow], _ names: [String], then: @escaping @MainActor () -> Void) {
        let form = context.manual.playbook.form(for: Stamp.caseHandOver)
        let questions = (form?.fields ?? []).map { Question($0, initial: $0.initial ?? .null) }
        let title = context.text("bind.tickets.assign"), manual = context.manual
        let about = rows.prefix(Self.most).map { [$0.number, $0.customer, TicketsTable.problem($0, context)].filter { !$0.isEmpty }.joined(separator: "  ") }
        let ids = rows.map(\.id), numbers = rows.map(\.number), (wording, zone) = (context.wording, context.zone)
        context.openForm(
            FormRequest(
                title: rows.count == 1 ? title : "\(title) x\(rows.count)", about: rows.count == 1 ? about : [], questions: questions, offered: ["to": names],
                watch: .init(fields: ["to", "reason"], rows: min(rows.count, Self.most) + 1) { desk, wording, answers in
                    try AssignWords(wording: wording, manual: manual).notice(desk, ids, answers, most: Self.most)
                },
                draftKey: "tickets.assign/\(numbers[0]) x\(rows.count)",
                check: { answers in _ = try form?.validate(answers) },
                save: { desk, answers in
                    let to = answers.values["to"]?.string ?? "", reason = answers.values["reason"]?.string ?? ""
                    return try .bulk(desk, ids.map { .assign($0, to: to, reason: reason) }, names: numbers, wording: wording, zone: zone)
                }, then: { _ in then() }))
    }
}

extension AssignWords {
    /// The preview while the sheet is filled in.
    func notice(_ desk: Desk, _ ids: [CaseID], _ answers: [String: Value], most: Int) throws -> FormRequest.Notice? {
        let to = answers["to"]?.string ?? ""
        guard !to.isEmpty else { return nil }
        do {
            let preview = try desk.previewAssignment(of: ids, to: to, reason: answers["reason"]?.string ?? "")
            // What cannot be done is read first, however many there are.
            let order = preview.cases.filter { $0.refusal != nil } + preview.cases.filter { $0.refusal == nil }
            var lines = [FormRequest.Notice.Line(text: head(preview.cases, to: preview.person), style: .accent)]
            lines += order.prefix(most).map { .init(text: ($0.refusal == nil ? "  " : "! ") + line($0, to: preview.person), style: $0.refusal == nil ? .normal : .bad) }
            return FormRequest.Notice(lines: lines)
        } catch let refusal as Refusal {
            return FormRequest.Notice(lines: [.init(text: explain(refusal), style: .dim)])
        }
    }
}
