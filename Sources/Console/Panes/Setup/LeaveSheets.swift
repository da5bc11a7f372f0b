import Desk
import Dispatching
import Storage

/// The sheets of a leave: asked for, approved, ended early.
@MainActor
struct LeaveSheets {
    let context: any AppContext

    private func label(_ name: String) -> Label {
        let words = Label(zh: context.text("setup.\(name)"), en: context.text("setup.\(name)"))
        return context.manual.playbook.fields[name] ?? words
    }

    /// - Parameter row: whoever is selected; a crew's leave keeps its visits away, its leader's hands over duties.
    func ask(for row: SetupReading.Row?, then: @escaping @MainActor (CaseID) -> Void) {
        let today = Value.string(context.today.description)
        let who = row.map { Value.string($0.record.kind == .staff ? $0.name : $0.record.number) } ?? .null
        context.openForm(
            FormRequest(
                title: context.text("bind.setup.leave"), about: [context.text("setup.leaveHint")],
                questions: [
                    Question(name: "who", label: label("who"), kind: .text, required: true, initial: who),
                    Question(name: "from", label: label("from"), kind: .date, required: true, initial: today),
                    Question(name: "to", label: label("to"), kind: .date, required: true, initial: today),
                    Question(name: "reason", label: label("reason"), kind: .text, required: true),
                    Question(name: "deputy", label: label("deputy"), kind: .text),
                ],
                draftKey: "setup.leave",
                save: { desk, answers in
                    func text(_ name: String) -> String { answers.values[name]?.string ?? "" }
                    guard let from = LocalDay(text("from")), let to = LocalDay(text("to")) else { throw Refusal.reasonNeeded }
                    let draft = LeaveDraft(who: text("who"), from: from, to: to, reason: text("reason"), deputy: answers.values["deputy"]?.string)
                    let outcome = try desk.perform(.leave(draft))
                    return FormRequest.Saved(phrase: outcome.phrase, record: outcome.record)
                }, then: { saved in if let id = saved.record?.id { then(id) } }))
    }

    /// By the form of its stamp, like every other duty.
    func approve(_ record: CaseRecord) {
        StampForm(context: context).open(Stamp.absenceApproved, on: [record.id])
    }

    func end(_ record: CaseRecord) {
        let id = record.id
        guard record.state == Leave.approved, let days = record.leaveDays, days.lowerBound <= context.today else {
            let message = context.text("setup.withdrawConfirm", ["number": .string(record.number)])
            context.confirm(title: context.text("bind.setup.back"), message: message, isDanger: false) { [context] in
                context.perform(.endLeave(id, last: (record.leaveDays?.lowerBound ?? context.today) - 1))
            }
            return
        }
        let last = Question(name: "to", label: label("to"), kind: .date, required: true, initial: .string(min(days.upperBound, context.today).description))
        context.openForm(
            FormRequest(
                title: context.text("bind.setup.back"), about: [record.number, context.text("setup.backHint")], questions: [last],
                draftKey: "setup.back/\(record.number)",
                save: { desk, answers in
                    guard let day = answers.values["to"]?.string.flatMap({ LocalDay($0) }) else { throw Refusal.reasonNeeded }
                    return FormRequest.Saved(phrase: try desk.perform(.endLeave(id, last: day)).phrase)
                }))
    }
}
