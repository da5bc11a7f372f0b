import Grid
import Wording

/// One key press that a command listens to.
enum Stroke: Hashable, Sendable {
    /// A character without Ctrl or Alt; matched after folding full-width forms.
    case text(Character)
    case key(Key, Modifiers = [])

    static func control(_ character: Character) -> Stroke { .key(.character(character), .control) }
    static func function(_ number: Int) -> Stroke { .key(.function(number)) }
    static let enter = Stroke.key(.enter)
    static let escape = Stroke.key(.escape)
    static let tab = Stroke.key(.tab)
    static let space = Stroke.text(" ")

    init?(_ input: Input) {
        switch input {
        case .text(let character): self = .text(CommandFold.fold(character))
        case .key(let key, let modifiers): self = .key(key, modifiers)
        default: return nil
        }
    }

    /// A letter never arrives while an input method is open, so a command may not hang on one alone.
    var isLetter: Bool {
        if case .text(let character) = self { return character.isLetter }
        return false
    }

    /// `F6`, `Ctrl-S`, `Enter`: as it stands in hints. Key names are the same in both languages, as on the keyboard.
    var name: String {
        switch self {
        case .text(" "): return "Space"
        case .text(let character): return String(character)
        case .key(let key, let modifiers):
            var prefix = ""
            if modifiers.contains(.control) { prefix += "Ctrl-" }
            if modifiers.contains(.alt) { prefix += "Alt-" }
            if modifiers.contains(.shift) { prefix += "Shift-" }
            return prefix + Stroke.name(key)
        }
    }

    private static func name(_ key: Key) -> String {
        switch key {
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .insert: "Ins"
        case .delete: "Del"
        case .backspace: "BkSp"
        case .enter: "Enter"
        case .tab: "Tab"
        case .escape: "Esc"
        case .function(let number): "F\(number)"
        case .character(let character): String(character).uppercased()
        }
    }
}

/// One command: its keys, its words, whether it can run. Hint line, help, palette and cheat sheets are all made of it.
struct Binding {
    /// `today.takeUp`; the words stand in the string table under `bind.<id>` and `bind.<id>.help`.
    let id: String
    /// The first is shown in hints. At least one is no letter (or there are none and the palette is the way).
    private(set) var strokes: [Stroke]
    /// Stands on the hint line; the order of bindings is the order there.
    var inHints = true
    /// Asks before it acts.
    var isDanger = false
    /// Key of the sentence that says why it cannot run now; nil: it can.
    var reason: String?
    /// Works above overlays too (quit, redraw, language).
    var isUniversal = false
    let action: @MainActor () -> Void

    init(
        _ id: String, _ strokes: [Stroke], inHints: Bool = true, isDanger: Bool = false, reason: String? = nil,
        isUniversal: Bool = false, action: @escaping @MainActor () -> Void
    ) {
        self.id = id
        self.strokes = strokes
        self.inHints = inHints
        self.isDanger = isDanger
        self.reason = reason
        self.isUniversal = isUniversal
        self.action = action
    }

    var labelKey: String { "bind.\(id)" }
    var helpKey: String { "bind.\(id).help" }
    var isEnabled: Bool { reason == nil }

    /// The same command under other keys.
    func with(strokes: [Stroke]) -> Binding {
        var binding = self
        binding.strokes = strokes
        return binding
    }

    /// The same command without its letter keys.
    func withoutLetters() -> Binding {
        var binding = self
        binding.strokes.removeAll { $0.isLetter }
        return binding
    }

    /// The key to show: while text is typed, one that a field does not take for itself.
    func hintKey(typing: Bool) -> String {
        let usable = typing ? strokes.first { if case .text = $0 { false } else { true } } : nil
        return (usable ?? strokes.first)?.name ?? ""
    }

    /// `Enter  F2`
    var keys: String { strokes.map(\.name).joined(separator: " ") }
}
