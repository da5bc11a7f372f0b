import Dispatching
import Grid

/// Keys that lists, texts and sheets take for themselves, in the same record as every command: to be read in help, on the cheat sheets and in the manual page.
/// They are the terminal's and the hand's own habits, and no file of keys changes them.
enum FixedKeys {
    struct Entry: Hashable {
        let id: String
        /// None: the terminal's own way (a paste).
        let strokes: [Stroke]
    }

    /// In lists, cases and texts to read; left and right on boards.
    static let moves = [
        Entry(id: "move.up", strokes: [.key(.up), .text("k")]), Entry(id: "move.down", strokes: [.key(.down), .text("j")]),
        Entry(id: "move.left", strokes: [.key(.left), .text("h")]), Entry(id: "move.right", strokes: [.key(.right), .text("l")]),
        Entry(id: "move.pageUp", strokes: [.key(.pageUp), .control("b")]), Entry(id: "move.pageDown", strokes: [.key(.pageDown), .control("f")]),
        Entry(id: "move.first", strokes: [.key(.home), .text("g")]), Entry(id: "move.last", strokes: [.key(.end), .text("G")]),
    ]

    /// In a field that is typed into.
    static let editing = [
        Entry(id: "typing.left", strokes: [.key(.left), .control("b")]), Entry(id: "typing.right", strokes: [.key(.right), .control("f")]),
        Entry(id: "typing.wordLeft", strokes: [.key(.left, .control), .key(.left, .alt), .key(.character("b"), .alt)]),
        Entry(id: "typing.wordRight", strokes: [.key(.right, .control), .key(.right, .alt), .key(.character("f"), .alt)]),
        Entry(id: "typing.start", strokes: [.key(.home), .control("a")]), Entry(id: "typing.end", strokes: [.key(.end), .control("e")]),
        Entry(id: "typing.deleteBefore", strokes: [.key(.backspace)]), Entry(id: "typing.deleteAfter", strokes: [.key(.delete), .control("d")]),
        Entry(id: "typing.cutWordBefore", strokes: [.control("w"), .key(.backspace, .control), .key(.backspace, .alt)]),
        Entry(id: "typing.cutWordAfter", strokes: [.key(.character("d"), .alt), .key(.delete, .control), .key(.delete, .alt)]),
        Entry(id: "typing.cutToStart", strokes: [.control("u")]), Entry(id: "typing.cutToEnd", strokes: [.control("k")]), Entry(id: "typing.yank", strokes: [.control("y")]),
    ]

    /// Between the fields of a sheet, and what is offered or pasted into one.
    static let sheet = [
        Entry(id: "typing.accept", strokes: [.key(.right)]), Entry(id: "typing.paste", strokes: []),
        Entry(id: "typing.fieldBefore", strokes: [.key(.up), .key(.tab, .shift)]), Entry(id: "typing.fieldAfter", strokes: [.key(.down), .tab]),
        Entry(id: "typing.firstField", strokes: [.key(.pageUp)]), Entry(id: "typing.lastField", strokes: [.key(.pageDown)]),
    ]

    static let ids = Set((moves + editing + sheet).map(\.id))

    /// What they are in the record of commands: to be read, and pressed by themselves.
    @MainActor
    static func bindings(_ entries: [Entry], _ context: any AppContext) -> [Binding] {
        entries.map { entry in
            Binding(entry.id, entry.strokes, inHints: false) { [unowned context] in context.say(context.text("keys.pressItself")) }
        }
    }

    /// Those of a surface, for its help: without keys that a command of it has taken.
    @MainActor
    static func of(_ surface: any Surface, beside commands: [Binding], _ context: any AppContext) -> [Binding] {
        if surface is FormView { return bindings(editing + sheet, context) }
        if surface.wantsText { return bindings(editing, context) }
        let taken = Set(commands.flatMap(\.strokes))
        return bindings(moves, context).map { binding in binding.with(strokes: binding.strokes.filter { !taken.contains($0) }) }.filter { !$0.strokes.isEmpty }
    }
}
