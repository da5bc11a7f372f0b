/// The fields that a stamp asks for, described by the playbook and drawn by the console.
public struct Form: Hashable, Sendable {
    public let name: String
    public let title: Label
    public let fields: [FormField]

    public func field(_ name: String) -> FormField? { fields.first { $0.name == name } }

    /// What is asked on a case of that profile.
    public func asked(of profile: Profile?) -> Form {
        guard fields.contains(where: { !$0.profiles.isEmpty }) else { return self }
        return Form(name: name, title: title, fields: fields.filter { field in field.profiles.isEmpty || profile.map { field.profiles.contains($0.id) } ?? false })
    }
}

public struct FormField: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case text
        case tick
        case choice([Option])
        case date
        case time
        case phone
        case number(ClosedRange<Int>)
        /// Lines of the order, by number; several may be chosen.
        case lines
        /// Money, weight, size or moment, kept as exact text.
        case figure(Figure)
    }

    public enum Figure: String, Hashable, Sendable, CaseIterable {
        /// Yuan: `8.60`.
        case money
        /// Kilograms: `12.50`.
        case weight
        /// Centimetres: `60.0x50.0x40.0`.
        case size
        /// A day and a time of it, in the shop's zone: `2026-12-05 09:30`.
        case moment

        /// As it is kept; `nil` for what is none.
        public func read(_ text: String) -> String? {
            switch self {
            case .money: Money(text)?.description
            case .weight: Weight(text)?.description
            case .size: PieceSize(text)?.description
            case .moment:
                if let cut = text.trimmed.firstIndex(where: { $0 == " " || $0 == "T" }), let day = LocalDay(String(text.trimmed[..<cut])),
                    let time = TimeOfDay(String(text.trimmed[text.trimmed.index(after: cut)...].prefix(5)))
                {
                    "\(day) \(time)"
                } else {
                    nil
                }
            }
        }
    }

    public struct Option: Hashable, Sendable {
        public let value: String
        public let label: Label
        /// Rule that this answer carries (a cause of A-72).
        public let rule: String?
    }

    public let name: String
    public let label: Label
    public let kind: Kind
    public let required: Bool
    /// The answer must be this for the stamp to be accepted at all (a script tick that was promised to the customer).
    public let must: Value?
    /// Only asked, and only required, when each of these other answers has one of these values.
    public let onlyIf: [AskedIf]
    /// Only asked on cases of these profiles; empty: on all.
    public let profiles: Set<String>
    /// Where the proposed answer comes from.
    public let prefill: FactPath?
    public let initial: Value?
    /// Rules that the field carries out (A-15 is a tick in the form of A-14).
    public let rules: [String]
    public var rule: String? { rules.first }
    /// The answer is also written to this field of the case (`recallDate`).
    public let sets: FactPath?
    /// The answer is the number of a case of this kind; what is asked of that case can be asked of the answer.
    public let names: CaseKind?
    /// The day on which it is written is set behind the answer, as the house does: 暂放续送(1206) (C-23).
    public let isDated: Bool
    /// A node of the network by its code; a place that the network does not know keeps its own words.
    public let isPlace: Bool

    /// What it offers to choose from; empty for what is no choice.
    public var choices: [Option] { if case .choice(let options) = kind { options } else { [] } }

    public static func == (a: FormField, b: FormField) -> Bool { a.name == b.name && a.label == b.label && a.kind == b.kind }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// Whether the field is asked, given the answers so far.
    public func isAsked(_ answers: [String: Value]) -> Bool {
        onlyIf.allSatisfy { $0.isAny.contains(answers[$0.field] ?? .null) }
    }
}

/// Another answer of the form that decides whether a field is asked.
public struct AskedIf: Hashable, Sendable {
    public let field: String
    public let isAny: Set<Value>

    public init(field: String, isAny: Set<Value>) {
        self.field = field
        self.isAny = isAny
    }
}

extension Form {
    /// Sets today's date behind the notes that bear one, and places by their codes. What was copied from another day loses that day's.
    func finish(_ answers: inout [String: Value], today: LocalDay, network: Network) {
        for field in fields where field.isDated || field.isPlace {
            guard let text = answers[field.name]?.string, !text.isEmpty else { continue }
            if field.isDated { answers[field.name] = .string(DatedNote.text(text, on: today)) }
            if field.isPlace, let node = network.node(text) { answers[field.name] = .string(node.code) }
        }
    }

    /// Checks and normalises answers; the first thing that is wrong is refused, nothing is guessed.
    public func validate(_ given: [String: Value]) throws(Refusal) -> [String: Value] {
        var answers: [String: Value] = [:]
        for field in fields where field.isAsked(answers.merging(given, uniquingKeysWith: { a, _ in a })) {
            let raw = given[field.name] ?? field.initial ?? .null
            let blank = raw.isNull || raw.string?.isEmpty == true
            if blank {
                guard !field.required else {
                    throw .missingAnswer(form: name, field: field.label, rule: field.rule)
                }
                continue
            }
            let value = try field.normalise(raw, form: name)
            if let must = field.must, value != must {
                throw .missingAnswer(form: name, field: field.label, rule: field.rule)
            }
            answers[field.name] = value
        }
        for (key, value) in given where field(key) == nil && !value.isNull { answers[key] = value }
        return answers
    }
}

extension FormField {
    func normalise(_ raw: Value, form: String) throws(Refusal) -> Value {
        let refused = Refusal.badAnswer(form: form, field: label, value: raw.text)
        switch kind {
        case .text:
            guard let s = raw.string else { return .string(raw.text) }
            return .string(s.trimmed)
        case .tick:
            if let b = raw.bool { return .bool(b) }
            switch raw.text.lowercased() {
            case "yes", "y", "true", "1", "x", "是", "✓": return true
            case "no", "n", "false", "0", "否", "-": return false
            default: throw refused
            }
        case .choice(let options):
            let text = raw.text
            let hit = options.first { $0.value == text || $0.label.zh == text || $0.label.en.lowercased() == text.lowercased() || $0.value.lowercased() == text.lowercased() }
            guard let hit else { throw refused }
            return .string(hit.value)
        case .date:
            guard let s = raw.string, let day = LocalDay(s) else { throw refused }
            return .string(day.description)
        case .time:
            guard let s = raw.string, let t = TimeOfDay(s) else { throw refused }
            return .string(t.description)
        case .phone:
            guard let p = PhoneNumber(raw.text) else { throw refused }
            return .string(p.digits)
        case .number(let range):
            guard let n = raw.int ?? Int(raw.text), range.contains(n) else { throw refused }
            return .int(n)
        case .figure(let figure):
            guard let text = figure.read(raw.text) else { throw refused }
            return .string(text)
        case .lines:
            if let list = raw.array { return .array(list) }
            let parts = raw.text.split(whereSeparator: { ",，、 ".contains($0) }).map { Int($0) }
            guard !parts.isEmpty, !parts.contains(nil) else { throw refused }
            return .array(parts.compactMap { $0.map { .int($0) } })
        }
    }
}

extension String {
    var trimmed: String {
        var s = Substring(self)
        while let c = s.first, c.isWhitespace { s.removeFirst() }
        while let c = s.last, c.isWhitespace { s.removeLast() }
        return String(s)
    }
}
