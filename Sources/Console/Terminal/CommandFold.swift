/// Reads letters typed with an input method switched on. Where commands are expected, full-width letters and Chinese
/// punctuation mean their ASCII counterparts; Chinese itself means that the input method stands in the way.
public enum CommandFold {
    public struct Folded: Hashable, Sendable {
        public var text: String
        /// The text holds Chinese: say that the input method is on.
        public var inputMethodOn: Bool

        public init(text: String, inputMethodOn: Bool) {
            self.text = text
            self.inputMethodOn = inputMethodOn
        }
    }

    /// The ASCII character that a key with an input method stands for; the character itself when there is none.
    public static func fold(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return character }
        if (0xFF01...0xFF5E).contains(scalar.value), let ascii = Unicode.Scalar(scalar.value - 0xFEE0) {
            return Character(ascii)
        }
        return punctuation[character] ?? character
    }

    public static func fold(_ text: String) -> Folded {
        Folded(text: String(text.map { fold($0) }), inputMethodOn: text.contains { isChinese($0) })
    }

    /// Ideographs and bopomofo: text that only an input method types.
    public static func isChinese(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD: true
            case 0x3005...0x3007, 0x3105...0x312F: true
            default: false
            }
        }
    }

    private static let punctuation: [Character: Character] = [
        "\u{3000}": " ", "。": ".", "、": "/", "「": "[", "」": "]", "『": "{", "』": "}", "【": "[", "】": "]",
        "《": "<", "》": ">", "〈": "<", "〉": ">", "“": "\"", "”": "\"", "‘": "'", "’": "'", "￥": "$", "·": "`",
        "…": "^", "—": "_", "～": "~", "〔": "{", "〕": "}",
    ]
}
