import Foundation

/// Cleaning that every cell gets before it is read as anything.
enum CellText {
    /// Full-width letters, digits and signs to ASCII; ideographic and no-break spaces to plain ones.
    static func halfWidth(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: out.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000, 0xA0: out.append(" ")
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    /// White space and invisible marks off both ends; the spreadsheet's `="…"` and text apostrophe off.
    static func trimmed(_ text: String) -> String {
        let all = text.unicodeScalars
        guard let first = all.first, let last = all.last, !(isPlain(first) && isPlain(last)) else { return text }
        var scalars = all[...]
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        if scalars.count >= 3, scalars.starts(with: "=\"".unicodeScalars), scalars.last == "\"" {
            return trimmed(String(scalars.dropFirst(2).dropLast()))
        }
        return FormulaGuard.remove(String(scalars))
    }

    /// Whether nothing is left of a cell when it is trimmed.
    static func isBlank(_ cell: ArraySlice<UInt8>) -> Bool {
        guard let first = cell.first else { return true }
        switch first {
        case 0x21...0x26, 0x28...0x3C, 0x3E...0x7E, 0xE5...0xE9: return false  // most of ASCII, U+5000...U+9FFF
        default: return trimmed(String(decoding: cell, as: UTF8.self)).isEmpty
        }
    }

    /// A common character that is certainly nothing to take off: a quick answer for nearly all cells.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x27, 0x3D: false
        case 0x21...0x7E, 0x4E00...0x9FFF: true
        default: false
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || isInvisible(scalar) || scalar == "\u{200D}"
    }

    /// Format characters that copying from chats and web pages leaves behind. Joiners stay: emoji need them.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF: true
        default: false
        }
    }

    /// Trimmed, composed (NFC), without invisible marks; line breaks and tabs become a space where the field
    /// may have several lines. Any other control character is refused.
    static func clean(_ text: String, multiLine: Bool) throws(BadReason) -> String {
        let text = trimmed(text)
        var changed = false
        var simple = true
        for (i, scalar) in text.unicodeScalars.enumerated() {
            if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                guard multiLine, scalar == "\n" || scalar == "\r" || scalar == "\t" else {
                    throw .controlCharacter(code: Int(scalar.value), index: i + 1)
                }
                changed = true
            } else if isInvisible(scalar) {
                changed = true
            }
            if !isComposed(scalar) { simple = false }
        }
        if !changed, simple { return text }
        var out = String.UnicodeScalarView()
        var spaced = false
        for scalar in text.unicodeScalars where !isInvisible(scalar) {
            if scalar.value < 0x20 {
                if !spaced { out.append(" ") }
                spaced = true
            } else {
                out.append(scalar)
                spaced = false
            }
        }
        let kept = String(out)
        return simple ? kept : kept.precomposedStringWithCanonicalMapping
    }

    /// Scalars that NFC certainly leaves alone; the rest goes through Foundation.
    private static func isComposed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x2010...0x2027, 0x3001...0x3029, 0x3400...0x9FFF, 0xFF01...0xFF5E, 0x20000...0x2F7FF, 0x30000...0x3FFFF: true
        default: false
        }
    }
}
