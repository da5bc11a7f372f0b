import Dispatching

/// What the journal says, in the words of the playbook. One command on one case is one sentence, however many entries it wrote.
public struct JournalWords: Sendable {
    let wording: Wording
    let playbook: Playbook
    /// Login -> name.
    let people: [String: String]

    public init(wording: Wording, playbook: Playbook, people: [String: String] = [:]) {
        self.wording = wording
        self.playbook = playbook
        self.people = people
    }

    public func name(_ login: String) -> String { login == Workspace.console ? wording("history.console") : people[login] ?? login }

    private var separator: String { wording("list.separator") }

    /// What was done to one case, oldest entry first; nil for mere bookkeeping (duties that were re-dated).
    public func sentence(_ changes: [Change], of record: CaseRecord?) -> String? {
        var words: [String] = []
        var fields = Fields()
        var told: [String: Value] = [:]
        var steps: [Change.Step] = []
        for change in changes {
            switch change {
            case .opened(_, let kind, let number, _, _, _):
                words.append(wording("history.opened", ["kind": .string(wording("kind." + kind.rawValue)), "number": .string(number)]))
            case .fields(_, let list): list.forEach { fields.add($0) }
            case .stamped(_, let stamp, let step):
                words.append(self.stamp(stamp))
                told.merge(stamp.answers) { $1 }
                if let step { steps.append(step) }
            case .withdrawn(_, let number, let step):
                let name = record?.stamps.first { $0.number == number }.map { wording.label(playbook.stampLabel($0.name)) } ?? ""
                words.append(wording("history.withdrawn", ["stamp": .string(name)]))
                if let step { steps.append(step) }
            case .moved(_, let step):
                words.append(wording(step.to == CaseRecord.void ? "history.void" : "history.moved"))
                if step.to != CaseRecord.void { steps.append(step) }
            case .duties(_, let list): words += waived(list)
            case .playbook(let name, let version, _): words.append(wording("done.adopted", ["name": .string(name), "version": .string(version)]))
            case .undid: continue
            }
        }
        if let placing = placing(&fields) { words.append(placing) }
        // What stands in the form's answers already is not said again.
        words += fields.list.filter { told[$0.name] != $0.new || $0.new.isNull }.compactMap { describe($0) }
        guard !words.isEmpty else { return nil }
        // Which visit of the order; where it is opened that is said already.
        let isOpened = changes.contains { if case .opened = $0 { true } else { false } }
        let prefix = record.map { $0.parent == nil || isOpened ? "" : wording("kind." + $0.kind.rawValue) + ": " } ?? ""
        return prefix + words.joined(separator: separator) + self.steps(steps, record)
    }

    /// A whole command: what it did to the first case, and how many others it touched.
    public func sentence(ofCommand changes: [Change], records: [CaseID: CaseRecord]) -> String {
        var order: [CaseID?] = []
        for change in changes where !order.contains(change.caseID) { order.append(change.caseID) }
        let parts = order.compactMap { id -> String? in
            let record = id.flatMap { records[$0] }
            return sentence(changes.filter { $0.caseID == id }, of: record).map { [record?.number ?? "", $0].filter { !$0.isEmpty }.joined(separator: " ") }
        }
        guard let first = parts.first else { return wording("done.nothing") }
        return parts.count == 1 ? first : first + " " + wording("history.others", ["n": .int(parts.count - 1)])
    }

    // MARK: Parts

    private func stamp(_ stamp: Stamp) -> String {
        let answers = answers(of: stamp)
        var text = wording.label(playbook.stampLabel(stamp.name))
        if !answers.isEmpty { text += ": " + answers.joined(separator: separator) }
        if let reason = stamp.answers["_override"]?.string { text += " ! " + wording("history.override", ["reason": .string(reason)]) }
        return text
    }

    /// The answers of a stamp in the words of its form.
    public func answers(of stamp: Stamp) -> [String] {
        (playbook.form(for: stamp.name)?.fields ?? []).compactMap { field -> String? in
            guard let value = stamp.answers[field.name], !value.isNull else { return nil }
            switch field.kind {
            case .tick: return nil
            case .choice(let options): return options.first { .string($0.value) == value }.map { wording.label($0.label) }
            default: return "\(wording.label(field.label)) \(Self.plain(value))"
            }
        }
    }

    /// From the first state to the last.
    private func steps(_ steps: [Change.Step], _ record: CaseRecord?) -> String {
        guard let record, let from = steps.first?.from, let to = steps.last?.to, from != to else { return "" }
        return " (\(wording.label(playbook.stateLabel(record.kind, from))) -> \(wording.label(playbook.stateLabel(record.kind, to))))"
    }

    private func waived(_ changes: [DutyChange]) -> [String] {
        changes.filter { $0.verb == .waived }.map { change in
            let label = playbook.rule(change.duty.key.rule).map { wording.label($0.label) } ?? ""
            return wording("history.waived", ["rule": .string(change.duty.key.rule), "what": .string(label), "reason": .string(change.duty.note ?? "")])
        }
    }

    // MARK: Fields

    /// Several changes of one field are one: from what was first to what is last.
    private struct Fields {
        private(set) var list: [Change.FieldChange] = []

        mutating func add(_ change: Change.FieldChange) {
            guard let i = list.firstIndex(where: { $0.name == change.name }) else { return list.append(change) }
            let merged = Change.FieldChange(name: change.name, old: list[i].old, new: change.new)
            if merged.old == merged.new { list.remove(at: i) } else { list[i] = merged }
        }

        mutating func take(_ names: Set<String>) -> [String: Change.FieldChange] {
            let taken = list.filter { names.contains($0.name) }
            list.removeAll { names.contains($0.name) }
            return Dictionary(taken.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        }
    }

    private static let placing: Set<String> = ["crew", "leader", "leaderPhone", "half", "seq", "arrivalTime", "run"]

    /// A visit's place on the roster: crew, stop, half-day and time belong together.
    private func placing(_ fields: inout Fields) -> String? {
        guard fields.list.contains(where: { ["crew", "run", "seq"].contains($0.name) }) else { return nil }
        let taken = fields.take(Self.placing)
        if let crew = taken["crew"], crew.new.isNull { return wording("history.unplaced", ["crew": .string(crew.old.text)]) }
        let parts = [
            taken["crew"].map { crew in crew.old.isNull ? crew.new.text : "\(crew.old.text) -> \(crew.new.text)" },
            taken["leader"]?.new.string, taken["half"].map { value("half", $0.new) },
            taken["seq"]?.new.int.map { wording("history.stop", ["n": .int($0)]) }, taken["arrivalTime"]?.new.string,
        ].compactMap { $0 }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : wording("history.placed", ["place": .string(parts.joined(separator: " "))])
    }

    private func describe(_ change: Change.FieldChange) -> String? {
        if change.name == "lines" { return lines(change) }
        guard let label = playbook.fieldLabel(change.name), change.new.object == nil, change.old.object == nil else { return nil }
        let old = value(change.name, change.old), new = value(change.name, change.new)
        return old.isEmpty ? "\(wording.label(label)) \(new)" : "\(wording.label(label)) \(old) -> \(new.isEmpty ? "-" : new)"
    }

    /// A code as the form words it that asks for it: of the case's own forms before any other's.
    public func value(_ name: String, of record: CaseRecord) -> String {
        let value = record[name]
        if let code = value.string {
            let own = [playbook.intakes[record.kind].flatMap { playbook.form(for: $0.stamp) }] + record.stamps.reversed().filter { !$0.withdrawn }.map { playbook.form(for: $0.name) }
            for form in own.compactMap({ $0 }) {
                for field in form.fields where field.name == name || field.sets?.name == name {
                    if case .choice(let options) = field.kind, let option = options.first(where: { $0.value == code }) { return wording.label(option.label) }
                }
            }
        }
        return self.value(name, value)
    }

    /// A code as any form words it that asks for it.
    public func value(_ name: String, _ value: Value) -> String {
        if name == "half", let v = value.string { return playbook.fields["half_" + v].map { wording.label($0) } ?? v }
        if name == "roles" { return (value.array ?? []).map { wording.label(playbook.roleLabel($0.text)) }.joined(separator: " ") }
        if name == "amount", let cents = value.int { return "\(cents / 100).\(cents % 100 / 10)\(cents % 10)" }
        if let code = value.string, let option = playbook.option(name, code) { return wording.label(option) }
        if case .bool(let b) = value { return wording(b ? "report.yes" : "report.no") }
        return Self.plain(value)
    }

    private static func plain(_ value: Value) -> String { value.array.map { $0.map(\.text).joined(separator: " ") } ?? value.text }

    /// Only what moved: goods and new state.
    private func lines(_ change: Change.FieldChange) -> String? {
        let old = Dictionary((change.old.array ?? []).map { ($0["no"].int ?? 0, $0["state"].string) }, uniquingKeysWith: { $1 })
        let moved = (change.new.array ?? []).filter { old[$0["no"].int ?? 0] != $0["state"].string }
        guard !moved.isEmpty, moved.count < 9 else { return moved.isEmpty ? nil : wording("case.goods") }
        return moved.map { "\($0["product"].text) \(wording("line." + $0["state"].text))" }.joined(separator: separator)
    }
}

extension Phrase {
    /// The same phrase with names of stamps and fields in the words of the playbook.
    public func readable(with playbook: Playbook, _ language: Language) -> Phrase {
        var values = values
        if let stamp = values["stamp"]?.string { values["stamp"] = .string(playbook.stampLabel(stamp)(language)) }
        if let fields = values["fields"]?.array {
            values["fields"] = .array(fields.map { .string($0.string.flatMap { playbook.fieldLabel($0)?(language) } ?? $0.text) })
        }
        return Phrase(key, values)
    }
}
