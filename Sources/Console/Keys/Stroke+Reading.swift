import Grid

extension Stroke {
    /// Reads what `name` writes: `w`, `F6`, `Ctrl-S`, `Alt-Left`, `Space`, `PgDn`; upper and lower case alike but for a single letter.
    init?(named text: String) {
        var rest = Substring(text)
        var modifiers: Modifiers = []
        let prefixes: [(String, Modifiers)] = [("ctrl-", .control), ("alt-", .alt), ("shift-", .shift)]
        while let (prefix, modifier) = prefixes.first(where: { rest.lowercased().hasPrefix($0.0) }), rest.count > prefix.count {
            modifiers.insert(modifier)
            rest = rest.dropFirst(prefix.count)
        }
        let name = rest.lowercased()
        if name == "space" {
            guard modifiers.isEmpty else { return nil }
            self = .space
        } else if let key = Self.named[name] {
            self = .key(key, modifiers)
        } else if name.count > 1, name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...12).contains(number) {
            self = .key(.function(number), modifiers)
        } else if rest.count == 1, let character = rest.first {
            // With Ctrl or Alt a terminal tells no upper case.
            self = modifiers.isEmpty ? .text(character) : .key(.character(Character(character.lowercased())), modifiers)
        } else {
            return nil
        }
    }

    private static let named: [String: Key] = [
        "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end, "pgup": .pageUp, "pgdn": .pageDown, "ins": .insert,
        "del": .delete, "bksp": .backspace, "enter": .enter, "tab": .tab, "esc": .escape,
    ]
}
