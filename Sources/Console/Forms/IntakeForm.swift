import Desk
import Dispatching
import Storage

/// Takes in by hand what the playbook has an intake for: a service call, a problem; for the selected order or for itself.
@MainActor
struct IntakeForm {
    let context: any AppContext

    func choose(for order: OrderRow?, then: @escaping @MainActor (CaseID) -> Void) {
        let intakes = context.manual.playbook.intakes.values.sorted { $0.kind.rawValue > $1.kind.rawValue }
        var choices: [(intake: Intake, parent: OrderRow?)] = []
        if let order { choices += intakes.map { ($0, order) } }
        choices += intakes.filter { !$0.needsOrder }.map { ($0, nil) }
        let items = choices.map { choice in
            MenuItem(
                label: context.text(choice.intake.label),
                detail: choice.parent.map { "\($0.number) \($0.customer)" } ?? context.text("intake.alone"))
        }
        context.choose(title: context.text("bind.orders.intake"), items) { index in
            open(choices[index].intake, parent: choices[index].parent?.id, then: then)
        }
    }

    private func open(_ intake: Intake, parent: CaseID?, then: @escaping @MainActor (CaseID) -> Void) {
        guard let parent else { return present(intake, parent: nil, facts: nil, then: then) }
        let (manual, now) = (context.manual, context.now)
        context.load("intake", { desk in
            try desk.store.read { s in
                try s.record(parent).map { record in try Facts(own: record, family: s.family(of: record), manual: manual, now: now) }
            }
        }) { facts in present(intake, parent: parent, facts: facts, then: then) }
    }

    private func present(_ intake: Intake, parent: CaseID?, facts: Facts?, then: @escaping @MainActor (CaseID) -> Void) {
        guard let form = context.manual.playbook.form(for: intake.stamp) else { return }
        let questions = facts.map { Question.list(form, facts: $0) } ?? form.fields.map { Question($0, initial: $0.initial ?? .null) }
        let kind = intake.kind
        context.openForm(
            FormRequest(
                title: context.text(intake.label), about: facts.map { [$0.own.number, $0.own["customer"].text] } ?? [], questions: questions,
                usual: .fields(kind), draftKey: "intake/\(kind)/\(parent?.description ?? "")", check: { answers in _ = try form.validate(answers) },
                save: { desk, answers in
                    let outcome = try desk.perform(.intake(kind, parent: parent, answers.values))
                    return FormRequest.Saved(phrase: outcome.phrase, record: outcome.record)
                },
                then: { saved in if let record = saved.record { then(record.parent ?? record.id) } }))
    }
}
