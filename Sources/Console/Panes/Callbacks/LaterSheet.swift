import Desk
import Dispatching
import Storage
import Synchronization
import Wording

/// CB-04: when the customer wants to be called. The fields are those of the playbook's form for a call that brought no answers.
@MainActor
struct LaterSheet {
    let context: any AppContext

    func open(_ rows: [DutyRow], then: @escaping @MainActor ([CallbackState]) -> Void) {
        guard let first = rows.first, let form = context.manual.playbook.form(for: CallbackState.tried) else { return }
        let questions = Question.list(form, facts: nil).compactMap { question -> Question? in
            guard question.name != "outcome" else { return nil }
            var question = question
            question.onlyIf = []
            if question.name == "nextDate" { question.initial = .string(context.today.description) }
            return question
        }
        let zone = context.zone
        let later = CallbackState.Outcome.later
        let states = Kept()
        context.openForm(
            FormRequest(
                title: CallbackWords(context: context).outcome(later),
                about: rows.prefix(4).map { [$0.customer, $0.phone, $0.number].joined(separator: "  ") }, questions: questions,
                draftKey: "callbacks.later/\(first.duty.key.rule) \(first.number) x\(rows.count)",
                check: { answers in _ = try form.validate(answers.merging(["outcome": .string(later.rawValue)]) { own, _ in own }) },
                save: { desk, answers in
                    guard let day = answers.values["nextDate"]?.string.flatMap({ LocalDay($0) }),
                        let time = answers.values["nextTime"]?.string.flatMap({ TimeOfDay($0) })
                    else { throw Refusal.missingAnswer(form: form.name, field: form.title, rule: nil) }
                    let named = zone.instant(day, time)
                    guard named > desk.clock() else { throw Refusal.unmet(key: "pastDate", rule: nil, overridable: false, values: [:]) }
                    states.list.withLock { $0 = [] }
                    let made = try desk.callTried(rows, later, named: named, remark: answers.values["remark"]?.string ?? "")
                    states.list.withLock { $0 = made }
                    return FormRequest.Saved(phrase: Phrase("done.stamped", ["number": .string(first.number)]))
                }, then: { _ in then(states.list.withLock { $0 }) }))
    }

    /// From the thread that saves to the one that tells.
    private final class Kept: Sendable {
        let list = Mutex<[CallbackState]>([])
    }
}
