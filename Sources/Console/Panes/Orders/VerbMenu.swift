import Desk
import Dispatching
import Storage
import Wording

/// The menu of what can be done on a case now; the impossible stays in sight with its reason.
@MainActor
struct VerbMenu {
    let context: any AppContext

    /// - Parameter id: the order, or any of its visits.
    func open(_ id: CaseID) {
        context.load("verbs", { try CaseFile.read($0, id) }) { file in
            if let file { choose(file) }
        }
    }

    private func choose(_ file: CaseFile) {
        let verbs = Verb.list(file, manual: context.manual, now: context.now)
        let papers = ([file.root] + file.family.children).flatMap { record in context.manual.playbook.papers(for: record.kind).map { (record: record, template: $0) } }
        guard !verbs.isEmpty || !papers.isEmpty else {
            context.say(context.text("orders.noVerbs"), .warn)
            return
        }
        let title = [file.root.number, file.root["customer"].string ?? ""].joined(separator: " ")
        let prints = papers.map { MenuItem(label: context.text("orders.paper", ["name": .string(context.text($0.template.label))]), detail: $0.record.number) }
        context.choose(title: title, verbs.map(item) + prints) { [context] index in
            if index >= verbs.count { return PaperSheet(context: context).open(papers[index - verbs.count].template, for: papers[index - verbs.count].record) }
            let verb = verbs[index]
            if let duty = verb.duty {
                TakeUp(context: context)([duty])
            } else {
                StampForm(context: context).open(verb.stamp.name, on: [verb.record.id])
            }
        }
    }

    private func item(_ verb: Verb) -> MenuItem {
        let record = verb.record
        // Both visits may be moved or cancelled: whose verb it is stands first.
        let kind = context.text("kind." + record.kind.rawValue)
        let label = record.parent == nil ? context.text(verb.stamp.label) : kind + ": " + context.text(verb.stamp.label)
        var detail = record.date.map { context.wording.monthDay($0) } ?? ""
        if let duty = verb.duty { detail += "  \(duty.duty.key.rule) " + DutyLook(duty, context: context).due }
        return MenuItem(label: label, detail: detail, reason: verb.refusal.map(reason))
    }

    /// In a few words: the states in which it would be possible, or what is missing.
    private func reason(_ refusal: Refusal) -> String {
        guard case .notInState(_, _, _, let allowed) = refusal else { return context.wording.explain(refusal, zone: context.zone).what }
        return context.text("orders.onlyIn", ["states": .array(allowed.map { .string(context.text($0)) })])
    }
}
