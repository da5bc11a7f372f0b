import Desk
import Dispatching

/// A pane whose list can be narrowed and ordered, so that the way it is shown can be kept under a name.
@MainActor
protocol ArrangedPane: Pane {
    /// How the list is shown now.
    var arrangement: [String: Value] { get }
    /// Shows it so; what is not named is as at first.
    func arrange(_ values: [String: Value])
    /// What is special about an arrangement: `迟误  /单  截止 ^`.
    func words(of values: [String: Value]) -> [String]
}

/// A person's own views of a pane: a menu to choose, keep and forget them.
@MainActor
final class SavedViews {
    private unowned let context: any AppContext
    private unowned let pane: any ArrangedPane

    private struct View {
        let name: String
        let values: [String: Value]

        init(_ name: String, _ values: [String: Value]) { (self.name, self.values) = (name, values) }

        init?(_ value: Value) {
            guard let name = value["name"].string, let values = value["values"].object else { return nil }
            self.init(name, values)
        }

        var value: Value { ["name": .string(name), "values": .object(values)] }
    }

    init(_ context: any AppContext, of pane: any ArrangedPane) {
        self.context = context
        self.pane = pane
    }

    private var key: String { "views.\(pane.id)" }
    private var views: [View] { (context.habit(key)?.array ?? []).compactMap { View($0) } }

    var binding: Binding {
        Binding("list.views", [.text("V"), .key(.character("v"), .alt)], inHints: false) { [unowned self] in open() }
    }

    /// As at first, those that are kept, and what can be done with them.
    private func open() {
        let views = views
        func words(_ values: [String: Value]) -> String { pane.words(of: values).joined(separator: "  ") }
        var items = [MenuItem(label: context.text("views.plain"))]
        items += views.map { MenuItem(label: $0.name, detail: words($0.values)) }
        items.append(MenuItem(label: context.text("views.keep"), detail: words(pane.arrangement)))
        items.append(MenuItem(label: context.text("views.forget"), reason: views.isEmpty ? context.text("views.none") : nil))
        context.choose(title: context.text("bind.list.views"), items, start: views.isEmpty ? items.count - 2 : 1) { [weak self] place in
            guard let self else { return }
            switch place {
            case 0: pane.arrange([:])
            case ...views.count: pane.arrange(views[place - 1].values)
            case views.count + 1: keep()
            default: forget()
            }
        }
    }

    private func keep() {
        let (key, values, login, views) = (key, pane.arrangement, context.person.login, views.map(\.value))
        let label = Label(zh: context.text("views.name"), en: context.text("views.name"))
        context.openForm(
            FormRequest(
                title: context.text("views.keep"), about: [pane.words(of: values).joined(separator: "  ")].filter { !$0.isEmpty },
                questions: [Question(name: "name", label: label, kind: .text, required: true, initial: Value(values["filter"]?.string))],
                save: { desk, answers in
                    let name = answers.values["name"]?.string ?? ""
                    let kept = views.filter { $0["name"].string != name } + [View(name, values).value]
                    try desk.store.write { try $0.keepHabit(login, key, .array(kept)) }
                    return FormRequest.Saved(phrase: Phrase("views.kept", ["name": .string(name)]))
                },
                then: { [weak self] _ in self?.context.rereadHabits() }))
    }

    private func forget() {
        let views = views
        context.choose(title: context.text("views.forget"), views.map { MenuItem(label: $0.name, detail: pane.words(of: $0.values).joined(separator: "  ")) }) { [weak self] place in
            guard let self else { return }
            var rest = views
            let gone = rest.remove(at: place)
            context.keepHabit(key, rest.isEmpty ? nil : .array(rest.map(\.value)))
            context.say(context.text("views.forgotten", ["name": .string(gone.name)]))
        }
    }
}

extension TableList {
    var arrangement: [String: Value] {
        var values: [String: Value] = [:]
        if let text = search.field?.text, !text.isEmpty { values["filter"] = .string(text) }
        if let sorting {
            values["sort"] = .string(sorting.column)
            if sorting.isDescending { values["down"] = true }
        }
        return values
    }

    func words(of values: [String: Value]) -> [String] {
        var words: [String] = []
        if let text = values["filter"]?.string { words.append("/" + text) }
        if let key = values["sort"]?.string, let column = columns().first(where: { $0.key == key }) { words.append(column.title + (values["down"]?.bool == true ? " v" : " ^")) }
        return words
    }

    func arrange(_ values: [String: Value]) {
        clearMarks()
        search.set(values["filter"]?.string)
        sort(by: values["sort"]?.string.map { Sorting(column: $0, isDescending: values["down"]?.bool == true) })
        selectFirst()
    }
}
