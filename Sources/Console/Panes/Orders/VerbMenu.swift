import Desk
import Dispatching
import Storage
import Wording

/// The menu of what can be done on a case now; the impossible stays in sight with its reason.
@MainActor
struct VerbMenu {
    let context: any AppContext

    /// Of several orders: what can be done on any of them, at once on all that can.
    func open(_ ids: [CaseID], then: @escaping @MainActor () -> Void = {}) {
        guard ids.count > 1 else { return ids.first.map { open($0) } ?? () }
        context.load("verbs", { desk in try ids.compactMap { try CaseFile.read(desk, $0) } }) { files in choose(files, then: then) }
    }

    /// The same stamp on cases of one kind.
    private struct Joint {
        let stamp: StampKind
        let kind: CaseKind
        var possible: [CaseRecord] = []
        /// Of orders on which it is impossible, one each: they are named with their reason before anything is done.
        var others: [CaseRecord] = []
    }

    private func choose(_ files: [CaseFile], then: @escaping @MainActor () -> Void) {
        var joints: [Joint] = []
        for file in files {
            let verbs = Verb.list(file, manual: context.manual, now: context.now)
            for verb in verbs where !joints.contains(where: { $0.stamp.name == verb.stamp.name && $0.kind == verb.record.kind }) { joints.append(Joint(stamp: verb.stamp, kind: verb.record.kind)) }
            for index in joints.indices {
                let own = verbs.filter { $0.stamp.name == joints[index].stamp.name && $0.record.kind == joints[index].kind }
                if let verb = own.first(where: { $0.refusal == nil }) { joints[index].possible.append(verb.record) } else if let verb = own.first { joints[index].others.append(verb.record) }
            }
        }
        joints = joints.filter { !$0.possible.isEmpty }
        guard !joints.isEmpty else { return context.say(context.text("orders.noVerbs"), .warn) }
        let items = joints.map { joint in
            let stamp = context.text(joint.stamp.label)
            let label = joint.kind == .order ? stamp : context.text("kind." + joint.kind.rawValue) + ": " + stamp
            return MenuItem(label: label, detail: context.text("orders.ofMany", ["n": .int(joint.possible.count), "of": .int(files.count)]))
        }
        context.choose(title: context.text("orders.many", ["n": .int(files.count)]), items) { [context] index in
            let joint = joints[index]
            StampForm(context: context).open(joint.stamp.name, on: (joint.possible + joint.others).map(\.id), then: then)
        }
    }

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
