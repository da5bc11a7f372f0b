import Desk
import Dispatching
import struct Exchange.SimilarWords
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

    /// What is read before the sheet opens.
    private struct Reading: Sendable {
        var facts: Facts?
        var draft: [String: Value]?
    }

    func open(_ intake: Intake, parent: CaseID?, then: @escaping @MainActor (CaseID) -> Void) {
        let (manual, now, login, key) = (context.manual, context.now, context.person.login, draftKey(intake, parent))
        context.load("intake", { desk in
            try desk.store.read { s in
                let facts = try parent.flatMap { try s.record($0) }.map { try Facts(own: $0, family: s.family(of: $0), manual: manual, now: now) }
                return Reading(facts: facts, draft: try s.draft(person: login, key: key))
            }
        }) { reading in present(intake, parent: parent, reading, then: then) }
    }

    private func draftKey(_ intake: Intake, _ parent: CaseID?) -> String { "intake/\(intake.kind)/\(parent?.description ?? "")" }

    private func present(_ intake: Intake, parent: CaseID?, _ reading: Reading, then: @escaping @MainActor (CaseID) -> Void) {
        guard let form = context.manual.playbook.form(for: intake.stamp) else { return }
        let facts = reading.facts
        let questions = facts.map { Question.list(form, facts: $0) } ?? form.fields.map { Question($0, initial: $0.initial ?? .null) }
        let kind = intake.kind
        let said = intake.script.flatMap { context.manual.playbook.scripts[$0] }.map { [$0.line { context.text($0) }] } ?? []
        context.openForm(
            FormRequest(
                title: context.text(intake.label), about: (facts.map { [$0.own.number, $0.own["customer"].text] } ?? []) + said, questions: questions,
                usual: .fields(kind), watch: alreadyOpen(order: facts?.record(.order)), draftKey: draftKey(intake, parent), draft: reading.draft,
                check: { answers in _ = try form.validate(answers) },
                save: { desk, answers in
                    let outcome = try desk.perform(.intake(kind, parent: parent, answers.values))
                    return FormRequest.Saved(phrase: outcome.phrase, record: outcome.record)
                },
                then: { saved in if let record = saved.record { then(record.parent ?? record.id) } }))
    }

    /// The same matter taken in twice has two clocks and two people who ring the customer: what is open already is said while the form is filled in.
    private func alreadyOpen(order: CaseRecord?) -> FormRequest.Watch {
        let manual = context.manual
        return FormRequest.Watch(fields: ["phone", "address", "orderNumber"], opens: true) { desk, wording, answers in
            let found = try desk.similar(to: Acquaintance(answers, order: order))
            guard let first = found.first else { return nil }
            let line = SimilarWords(wording: wording, manual: manual).sentence(found)
            return FormRequest.Notice(lines: [.init(text: "! " + line, style: .warn)], found: first.id)
        }
    }
}
