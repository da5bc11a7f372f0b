import Dispatching

/// One field of a sheet: a field of the playbook's form, or one that a pane asks for by itself.
struct Question: Sendable {
    enum Kind: Sendable {
        case text, tick, date, time, phone, lines
        case choice([Choice])
        case number(ClosedRange<Int>)
    }

    struct Choice: Sendable {
        let value: String
        let label: Label
    }

    let name: String
    let label: Label
    let kind: Kind
    var required = false
    /// The only answer that is taken (a point of a checklist).
    var must: Value?
    /// Rule that the field carries out, shown beside it.
    var rule: String?
    /// Shown behind the field: whom a score is about.
    var note = ""
    /// What stands there at first.
    var initial: Value = .null
    /// Where the first answer comes from, for bulk saves in which every case has its own.
    var prefill: FactPath?
    /// Filled by a scanner, which ends each number with Enter: that begins the next one, and Enter on none saves. As long as need be.
    var isScanned = false
    /// Asked only when each of these other answers has one of these values.
    var onlyIf: [AskedIf] = []

    func isAsked(_ answers: [String: Value]) -> Bool {
        onlyIf.allSatisfy { $0.isAny.contains(answers[$0.field] ?? .null) }
    }

    var isTyped: Bool {
        switch kind {
        case .tick, .choice: false
        default: true
        }
    }
}

extension Question {
    init(_ field: FormField, initial: Value) {
        let kind: Kind
        switch field.kind {
        case .text: kind = .text
        case .tick: kind = .tick
        case .choice(let options): kind = .choice(options.map { Choice(value: $0.value, label: $0.label) })
        case .date: kind = .date
        case .time: kind = .time
        case .phone: kind = .phone
        case .number(let range): kind = .number(range)
        case .lines: kind = .lines
        // What is typed is judged by the form itself.
        case .figure: kind = .text
        }
        self.init(
            name: field.name, label: field.label, kind: kind, required: field.required, must: field.must, rule: field.rule,
            initial: initial, prefill: field.prefill, onlyIf: field.onlyIf)
    }

    /// A sheet's questions for a form, answered as far as the facts allow.
    /// - Parameter keeps: facts that the stamp keeps; a score shows whose name it will be kept with.
    static func list(_ form: Form, facts: Facts?, keeps: [String: FactPath] = [:]) -> [Question] {
        form.fields.map { field in
            let known = field.prefill.flatMap { facts?.value($0) } ?? .null
            var question = Question(field, initial: known.isNull ? field.initial ?? .null : known)
            if field.name.hasSuffix("Score"), let path = keeps[field.name.dropLast(5) + "By"] { question.note = facts?.value(path).string ?? "" }
            return question
        }
    }
}
