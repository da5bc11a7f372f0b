import Dispatching
import Storage
import Wording

/// Journal entries in the words of the playbook: who, when, what.
@MainActor
struct HistoryWords {
    let file: CaseFile
    let context: any AppContext

    private var playbook: Playbook { context.manual.playbook }

    func name(_ login: String) -> String {
        login == Workspace.console ? context.text("history.console") : file.people[login] ?? login
    }

    /// Nil for entries that are mere bookkeeping (duties that were re-dated).
    func sentence(_ entry: JournalEntry) -> String? {
        guard let change = entry.change else { return context.text("history.unreadable") }
        let record = file.record(entry.caseID)
        switch change {
        case .opened(_, let kind, let number, _, _, _):
            return context.text("history.opened", ["kind": .string(context.text("kind." + kind.rawValue)), "number": .string(number)])
        case .fields(_, let changes):
            let words = changes.compactMap { describe($0) }
            return words.isEmpty ? nil : words.joined(separator: context.text("list.separator"))
        case .stamped(_, let stamp, let step): return prefix(record) + self.stamp(stamp) + self.step(step, record)
        case .withdrawn(_, let number, let step):
            let name = record?.stamps.first { $0.number == number }.map { context.text(playbook.stampLabel($0.name)) } ?? ""
            return prefix(record) + context.text("history.withdrawn", ["stamp": .string(name)]) + self.step(step, record)
        case .moved(_, let step): return prefix(record) + context.text("history.moved") + self.step(step, record)
        case .duties(_, let changes):
            let waived = changes.filter { $0.verb == .waived }
            guard !waived.isEmpty else { return nil }
            return waived.map { change in
                let label = playbook.rule(change.duty.key.rule).map { context.text($0.label) } ?? ""
                let values: [String: Value] = [
                    "rule": .string(change.duty.key.rule), "what": .string(label), "reason": .string(change.duty.note ?? ""),
                ]
                return context.text("history.waived", values)
            }.joined(separator: context.text("list.separator"))
        case .playbook, .undid: return nil
        }
    }

    /// Which visit of the order; nothing for the order itself.
    private func prefix(_ record: CaseRecord?) -> String {
        guard let record, record.parent != nil else { return "" }
        return context.text("kind." + record.kind.rawValue) + ": "
    }

    private func step(_ step: Change.Step?, _ record: CaseRecord?) -> String {
        guard let step, let record, step.from != step.to else { return "" }
        return " (\(context.text(playbook.stateLabel(record.kind, step.from))) -> \(context.text(playbook.stateLabel(record.kind, step.to))))"
    }

    /// The answers of a stamp in the words of its form.
    static func answers(_ stamp: Stamp, _ context: any AppContext) -> [String] {
        (context.manual.playbook.form(for: stamp.name)?.fields ?? []).compactMap { field -> String? in
            guard let value = stamp.answers[field.name], !value.isNull else { return nil }
            switch field.kind {
            case .tick: return nil
            case .choice(let options): return options.first { .string($0.value) == value }.map { context.text($0.label) }
            default: return "\(context.text(field.label)) \(Reading.text(value))"
            }
        }
    }

    private func stamp(_ stamp: Stamp) -> String {
        let answers = Self.answers(stamp, context)
        var text = context.text(playbook.stampLabel(stamp.name))
        if !answers.isEmpty { text += ": " + answers.joined(separator: context.text("list.separator")) }
        if let reason = stamp.answers["_override"]?.string { text += " ! " + context.text("history.override", ["reason": .string(reason)]) }
        return text
    }

    private func describe(_ change: Change.FieldChange) -> String? {
        if change.name == "lines" { return lineChanges(change) }
        guard let label = playbook.fields[change.name], change.new.object == nil, change.old.object == nil else { return nil }
        let old = Reading.text(change.old), new = Reading.text(change.new)
        return old.isEmpty ? "\(context.text(label)) \(new)" : "\(context.text(label)) \(old) -> \(new.isEmpty ? "-" : new)"
    }

    /// Only what moved: number and new state.
    private func lineChanges(_ change: Change.FieldChange) -> String? {
        let old = Dictionary((change.old.array ?? []).map { ($0["no"].int ?? 0, $0["state"].string) }, uniquingKeysWith: { $1 })
        let moved = (change.new.array ?? []).filter { old[$0["no"].int ?? 0] != $0["state"].string }
        guard !moved.isEmpty, moved.count < 9 else { return moved.isEmpty ? nil : context.text("case.goods") }
        return moved.map { "\($0["product"].text) \(context.text("line." + $0["state"].text))" }.joined(separator: context.text("list.separator"))
    }
}
