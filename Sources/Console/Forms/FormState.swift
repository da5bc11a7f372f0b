import Dispatching
import Grid

/// What stands in a sheet at this moment: a value, so that it can be kept and compared.
struct FormState {
    let questions: [Question]
    private(set) var typed: [String: TextField] = [:]
    /// Ticks and choices.
    private(set) var picked: [String: Value] = [:]
    private(set) var focus = 0
    /// What is wrong, by question name, ready to read.
    var errors: [String: String] = [:]
    private var original: [String: Value] = [:]

    init(_ questions: [Question]) {
        self.questions = questions
        for question in questions { put(question.initial, for: question) }
        original = raw
        focus = firstBlank
    }

    private mutating func put(_ value: Value, for question: Question) {
        if question.isTyped {
            typed[question.name] = TextField(Reading.text(value), limit: question.isScanned ? nil : 500)
        } else {
            picked[question.name] = value
        }
    }

    /// Everything as it stands, readable or not: what a draft keeps.
    var raw: [String: Value] {
        var values = picked
        for (name, field) in typed { values[name] = .string(field.text) }
        return values
    }

    var isDirty: Bool { raw != original }

    /// Ends a number that was scanned into the focused field; false when there is none to end.
    mutating func endScanned() -> Bool {
        guard let question = focused, question.isScanned, let text = typed[question.name]?.text, let last = text.last, last != " " else { return false }
        typed[question.name]?.insert(" ")
        return true
    }

    mutating func restore(_ draft: [String: Value]) {
        for question in questions {
            if let value = draft[question.name] { put(value, for: question) }
        }
        focus = firstBlank
    }

    mutating func startOver() { self = FormState(questions) }

    // MARK: Questions that are asked

    var asked: [Question] {
        let answers = picked
        return questions.filter { $0.isAsked(answers) }
    }

    var focused: Question? {
        let asked = asked
        return asked.isEmpty ? nil : asked[min(focus, asked.count - 1)]
    }

    var isAtLast: Bool { focus >= asked.count - 1 }

    mutating func move(by step: Int) { focus = min(max(0, focus + step), max(0, asked.count - 1)) }
    mutating func moveTo(_ name: String) { focus = asked.firstIndex { $0.name == name } ?? focus }

    /// Work begins at the first required question without an answer, else at the last one: Enter then saves.
    private var firstBlank: Int {
        let asked = asked
        return asked.firstIndex { $0.required && isBlank($0) } ?? max(0, asked.count - 1)
    }

    private func isBlank(_ question: Question) -> Bool {
        if question.isTyped { return typed[question.name]?.isEmpty ?? true }
        guard let value = picked[question.name], !value.isNull else { return true }
        return question.must.map { value != $0 } ?? false
    }

    // MARK: Answering

    /// A change of the focused text; its error has become old.
    mutating func edit(_ change: (inout TextField) -> Bool) -> Bool {
        guard let question = focused, question.isTyped, var field = typed[question.name] else { return false }
        guard change(&field) else { return false }
        typed[question.name] = field
        errors[question.name] = nil
        return true
    }

    /// A number of one digit fills its field at once: four scores are four keys.
    mutating func fill(_ digit: Character) -> Bool {
        guard let question = focused, case .number(let range) = question.kind, (0...9).contains(range.lowerBound), (0...9).contains(range.upperBound),
            let number = digit.wholeNumberValue, range.contains(number)
        else { return false }
        typed[question.name] = TextField(String(number), limit: 500)
        errors[question.name] = nil
        return true
    }

    mutating func pick(_ value: Value, for question: Question) {
        picked[question.name] = value
        errors[question.name] = nil
    }

    /// The values of the asked questions; nil with the first error noted and its question in focus.
    ///
    /// - Parameter unreadable: what a text of a kind should look like.
    mutating func answers(today: LocalDay, opening: TimeOfDay?, missing: String, unreadable: (Question.Kind) -> String) -> [String: Value]? {
        spread(today: today, opening: opening)
        var values: [String: Value] = [:]
        errors = [:]
        for question in asked {
            let value: Value
            if question.isTyped {
                guard let read = Reading.value(typed[question.name]?.text ?? "", question.kind, today: today, opening: opening) else {
                    return refuse(question, unreadable(question.kind))
                }
                value = read
            } else {
                value = picked[question.name] ?? .null
            }
            let blank = value.isNull || (question.must.map { value != $0 } ?? false)
            if blank, question.required { return refuse(question, missing) }
            if !value.isNull { values[question.name] = value }
        }
        return values
    }

    /// The question that stands beside a day for its time, or beside a time for its day.
    func partner(of question: Question) -> Question? {
        let asked = asked
        guard let place = asked.firstIndex(where: { $0.name == question.name }) else { return nil }
        switch question.kind {
        case .date: if place + 1 < asked.count, case .time = asked[place + 1].kind { return asked[place + 1] }
        case .time: if place > 0, case .date = asked[place - 1].kind { return asked[place - 1] }
        default: break
        }
        return nil
    }

    /// 明天下午 in the field of the day, or of the time, fills both.
    mutating func spread(today: LocalDay, opening: TimeOfDay?) {
        for question in asked {
            guard let text = typed[question.name]?.text, !text.isEmpty, Reading.value(text, question.kind, today: today, opening: opening) == nil, let other = partner(of: question),
                let moment = Reading.moment(text, today: today, opening: opening)
            else { continue }
            let (day, time) = if case .date = question.kind { (question.name, other.name) } else { (other.name, question.name) }
            typed[day] = TextField(moment.day.description, limit: 500)
            typed[time] = TextField(moment.time.description, limit: 500)
            errors[day] = nil
            errors[time] = nil
        }
    }

    private mutating func refuse(_ question: Question, _ error: String) -> [String: Value]? {
        errors[question.name] = error
        moveTo(question.name)
        return nil
    }
}
