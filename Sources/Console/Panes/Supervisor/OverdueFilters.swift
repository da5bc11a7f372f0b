import Desk
import Dispatching
import Storage
import Synchronization

/// The filters of the overdue view: one by one from what there is, or all on one sheet.
@MainActor
struct OverdueFilters {
    let pane: SupervisorPane

    private var context: any AppContext { pane.context }
    private var groups: [OverdueGroup] { pane.reading?.groups ?? [] }

    // MARK: One by one

    func chooseRole() {
        choose("supervisor.role", groups.map(\.role), words: { context.text(context.manual.playbook.roleLabel($0)) }, count: { $0.role }) { pane.filter.role = $0 }
    }

    func choosePerson() {
        choose("supervisor.person", groups.compactMap(\.person), words: { $0 }, count: { $0.person ?? "" }) { pane.filter.people = $0.map { [$0] } ?? [] }
    }

    func chooseRule() {
        let words: (String) -> String = { id in [id, context.manual.playbook.rule(id).map { context.text($0.label) } ?? ""].joined(separator: " ") }
        choose("supervisor.rule", groups.map(\.rule), words: words, count: { $0.rule }) { pane.filter.rule = $0 }
    }

    func chooseSystem() {
        choose("supervisor.system", groups.map(\.system), words: { $0 }, count: { $0.system }) { pane.filter.system = $0 }
    }

    /// The first line takes the filter off.
    private func choose(
        _ key: String, _ values: [String], words: (String) -> String, count: (OverdueGroup) -> String, set: @escaping @MainActor (String?) -> Void
    ) {
        let all = Set(values).sorted()
        var items = [MenuItem(label: context.text("supervisor.all"), detail: "\(groups.reduce(0) { $0 + $1.count })")]
        items += all.map { value in MenuItem(label: words(value), detail: "\(groups.reduce(0) { $0 + (count($1) == value ? $1.count : 0) })") }
        let pane = pane
        context.choose(title: context.text("bind.\(key)"), items) { index in
            set(index == 0 ? nil : all[index - 1])
            pane.refilter()
        }
    }

    func chooseDay() { ask([dayQuestion]) }

    // MARK: The sheet

    func sheet() {
        let roles = Set(groups.map(\.role)).sorted().map { Question.Choice(value: $0, label: context.manual.playbook.roleLabel($0)) }
        let states = SupervisorPane.states.map { Question.Choice(value: $0.rawValue, label: own("supervisor.state.\($0.rawValue)")) }
        ask([
            Question(name: "state", label: own("supervisor.question.state"), kind: .choice(states), initial: .string(pane.filter.view.rawValue)),
            Question(
                name: "role", label: own("supervisor.question.role"),
                kind: .choice([Question.Choice(value: "-", label: own("supervisor.all"))] + roles), initial: .string(pane.filter.role ?? "-")),
            Question(name: "person", label: own("supervisor.question.person"), kind: .text, initial: Value(pane.filter.people.sorted().first)),
            Question(name: "rule", label: own("supervisor.question.rule"), kind: .text, initial: Value(pane.filter.rule)),
            dayQuestion,
        ])
    }

    private var dayQuestion: Question {
        Question(name: "day", label: own("supervisor.question.day"), kind: .date, initial: Value(pane.day?.description))
    }

    private func ask(_ questions: [Question]) {
        let asked = Set(questions.map(\.name))
        let pane = pane
        let answered = Answered()
        context.openForm(
            FormRequest(
                title: context.text("bind.supervisor.filter"), questions: questions,
                save: { desk, answers in
                    try answered.take(answers.values, desk)
                    return FormRequest.Saved(phrase: Phrase("supervisor.filtered"))
                },
                then: { _ in
                    take(answered, asked, pane)
                    pane.refilter()
                }))
    }

    private func take(_ answered: Answered, _ asked: Set<String>, _ pane: SupervisorPane) {
        let values = answered.values
        if asked.contains("state") { pane.filter.view = values["state"]?.string.flatMap { OverdueFilter.View(rawValue: $0) } ?? .late }
        if asked.contains("role") { pane.filter.role = values["role"]?.string.flatMap { $0 == "-" ? nil : $0 } }
        if asked.contains("person") { pane.filter.people = answered.people }
        if asked.contains("rule") { pane.filter.rule = values["rule"]?.string.flatMap { $0.isEmpty ? nil : $0.uppercased() } }
        pane.day = values["day"]?.string.flatMap { LocalDay($0) }
        let zone = pane.context.zone
        pane.filter.due = pane.day.map { zone.startOfDay($0)..<zone.startOfDay($0 + 1) }
    }

    private func own(_ key: String) -> Label { Label(zh: context.text(key), en: context.text(key)) }
}

/// The answers of the sheet on their way from the desk's thread back to the pane, a person with all names that duties stand under.
private final class Answered: Sendable {
    private let state = Mutex((values: [String: Value](), people: Set<String>()))

    var values: [String: Value] { state.withLock { $0.values } }
    var people: Set<String> { state.withLock { $0.people } }

    func take(_ values: [String: Value], _ desk: Desk) throws {
        var people: Set<String> = []
        if let person = values["person"]?.string, !person.isEmpty {
            let staff = try desk.store.read { try $0.staffNames() }
            people = [person]
            for (login, name) in staff where login == person || name == person { people.formUnion([login, name]) }
        }
        state.withLock { $0 = (values, people) }
    }
}
