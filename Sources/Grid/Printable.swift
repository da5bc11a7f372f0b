/// What may reach a screen. Notes and addresses come from outside: control characters could drive the terminal,
/// bidirectional controls could turn a line around, and invisible characters would make two different texts look alike.
public enum Printable {
    enum Kind {
        case visible, space, dropped
    }

    static func kind(of scalar: UInt32) -> Kind {
        if scalar >= 0x20 && scalar < 0x7F { return .visible }
        switch scalar {
        case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: return .space
        case 0x00...0x1F, 0x7F...0x9F: return .dropped  // C0 and C1 controls
        case 0xAD, 0x034F, 0x061C: return .dropped  // soft hyphen, grapheme joiner, Arabic letter mark
        case 0x115F, 0x1160, 0x3164, 0xFFA0: return .dropped  // Hangul fillers: blank although they count as letters
        case 0x180B...0x180F, 0xFE00...0xFE0F: return .dropped  // variation selectors
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F: return .dropped  // zero width, bidirectional
        case 0x20DD...0x20E0, 0x20E2...0x20E4: return .dropped  // enclosing marks: terminals disagree on the width
        case 0xD800...0xDFFF, 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF: return .dropped
        case 0xE0000...0xE0FFF: return .dropped  // tags and further variation selectors
        default: return .visible
        }
    }

    /// One line of text: tabs and line ends become a space each, other invisible characters go.
    public static func line(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch kind(of: scalar.value) {
            case .visible: result.append(scalar)
            case .space where scalar == "\n" && previous == "\r": continue
            case .space: result.append(" ")
            case .dropped: continue
            }
        }
        return String(result)
    }

    /// The same, paragraph by paragraph: line ends separate, they do not turn into spaces.
    public static func paragraphs(_ text: String) -> [String] {
        // Bytes tell whether there is anything to split: no other character contains that of a line end.
        guard text.utf8.contains(0x0A) else { return [line(text)] }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { $0.split(separator: "\r\n", omittingEmptySubsequences: false) }
            .map { line(String($0)) }
    }
}
