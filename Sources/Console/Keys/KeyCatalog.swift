public import Desk
import Dispatching
import Wording

/// Every command of the console by the place in which it works: what cheat sheets, the manual page and a person's own keys are made of.
///
/// Made by opening the panes and windows themselves, so that it holds what they hold.
public struct KeyCatalog: Sendable {
    public struct Command: Hashable, Sendable {
        public let id: String
        /// `Enter`, `F2`: as they stand in hints.
        public let keys: [String]
        public let label: String
        public let help: String
        public let isDanger: Bool
        let strokes: [Stroke]
    }

    public struct Place: Hashable, Sendable {
        /// `pane.today`, `keys.form`: key of its title in the string table.
        public let title: String
        public let commands: [Command]
    }

    struct Clash: Hashable {
        let stroke: Stroke
        let first: String
        let second: String
    }

    /// The commands that work everywhere come first.
    public let places: [Place]

    /// Nothing of the file is read but its playbook.
    ///
    /// - Throws: what stands in the way of that.
    @MainActor
    public static func make(_ desk: Desk, language: Language) throws -> KeyCatalog {
        var options = ConsoleApp.Options()
        options.language = language
        let app = try ConsoleApp(desk: desk, options: options, worker: RestingWorker(), waker: Waker())
        func place(_ title: String, _ bindings: [Binding]) -> Place {
            var seen: Set<String> = []
            let commands = bindings.filter { seen.insert($0.id).inserted }.map { binding in
                Command(
                    id: binding.id, keys: binding.strokes.map(\.name), label: app.text(binding.labelKey), help: app.text(binding.helpKey),
                    isDanger: binding.isDanger, strokes: binding.strokes)
            }
            return Place(title: title, commands: commands)
        }
        // Also the panes that only other trades have.
        let panes = (app.panes + PaneList.others(app, than: app.panes)).sorted { $0.id.rawValue < $1.id.rawValue }
        let general = app.generalBindings().filter { !$0.id.hasPrefix("pane.") } + panes.map(app.paneBinding)
        var places = [place("keys.everywhere", general + app.tourBindings)]
        for pane in panes {
            places.append(place(pane.id.titleKey, pane.catalogued))
        }
        for (title, surface) in app.specimens { places.append(place(title, surface.catalogued)) }
        places.append(place("keys.moves", FixedKeys.bindings(FixedKeys.moves, app)))
        places.append(place("keys.typing", FixedKeys.bindings(FixedKeys.editing + FixedKeys.sheet, app)))
        return KeyCatalog(places: places)
    }

    public func has(_ id: String) -> Bool { places.contains { $0.commands.contains { $0.id == id } } }

    /// Keys that mean two things in one place.
    func clashes(_ map: KeyMap) -> [Clash] {
        var found: [Clash] = []
        let general = places.first?.commands ?? []
        for (index, place) in places.enumerated() {
            var owner: [Stroke: String] = [:]
            // Above a pane the general commands work too; windows keep only a few of them, and those have keys of their own.
            let isPane = index > 0 && place.title.hasPrefix("pane.")
            for command in (isPane ? general : []) + place.commands {
                for stroke in map.strokes[command.id] ?? command.strokes {
                    if let other = owner[stroke], other != command.id, map.strokes[other] != nil || map.strokes[command.id] != nil {
                        found.append(Clash(stroke: stroke, first: other, second: command.id))
                    } else {
                        owner[stroke] = command.id
                    }
                }
            }
        }
        return found
    }
}

extension Surface {
    /// All commands that the surface ever has, whatever it shows just now.
    var catalogued: [Binding] { bindings() + occasionalBindings() }
}

extension ConsoleApp {
    /// A window of each kind, to read its commands from.
    var specimens: [(title: String, surface: any Surface)] {
        let label = Label(zh: "", en: "")
        func form(_ kind: Question.Kind) -> FormView {
            var request = FormRequest(title: "", questions: [Question(name: "a", label: label, kind: kind)], save: { _, _ in .init(phrase: Phrase("done.nothing")) })
            request.draft = [:]
            return FormView(request, context: self)
        }
        return [
            ("keys.form", form(.text)), ("keys.tick", form(.tick)), ("keys.choice", form(.choice([]))),
            ("keys.menu", MenuDialog(title: "", items: [MenuItem(label: "")], context: self) { _ in }),
            ("keys.question", ConfirmDialog(title: "", message: "", isDanger: false, context: self) {}),
            ("keys.danger", ConfirmDialog(title: "", message: "", isDanger: true, context: self) {}),
            ("keys.text", TextDialog(title: "", text: "", ink: .title, context: self)),
            ("keys.finder", CommandFinder(.palette, commands: [], context: self)), ("keys.find", FindDialog(context: self)),
            ("keys.progress", ProgressDialog(title: "", work: LongWork {}, context: self)),
        ]
    }
}
