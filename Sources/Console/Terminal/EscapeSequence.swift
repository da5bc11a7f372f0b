import Grid

/// The sequences behind ESC: CSI (`[`) and SS3 (`O`), in the dialects of xterm, rxvt, the Linux console, tmux and PuTTY.
enum EscapeSequence {
    enum Parsed {
        /// The count is in bytes after the ESC.
        case input(Input, Int)
        case pasteStart(Int)
        case skip(Int)
        case unknown(Int)
        case incomplete
    }

    /// `bytes` begin with `[` or `O`.
    static func parse(_ bytes: ArraySlice<UInt8>) -> Parsed {
        bytes.first == UInt8(ascii: "O") ? singleShift(bytes) : controlSequence(bytes)
    }

    // MARK: OSC

    /// The answer `]11;rgb:1e1e/1e1e/1e1e`, ended by BEL or ESC \; other texts of that kind are skipped. `bytes` begin with `]`; nil: it is Alt-].
    static func report(_ bytes: ArraySlice<UInt8>) -> Parsed? {
        let head = Array("]11;".utf8)
        guard bytes.prefix(head.count).elementsEqual(head.prefix(bytes.count)) else { return nil }
        guard bytes.count > head.count, let end = bytes.firstIndex(where: { $0 == 0x07 || $0 == escapeByte }) else {
            return bytes.count > 64 ? .unknown(bytes.count) : .incomplete
        }
        var count = end - bytes.startIndex + 1
        if bytes[end] == escapeByte {
            guard end + 1 < bytes.endIndex else { return .incomplete }
            if bytes[end + 1] == UInt8(ascii: "\\") { count += 1 } else { return .unknown(count - 1) }
        }
        let text = String(decoding: bytes[(bytes.startIndex + head.count)..<end], as: UTF8.self)
        guard let colon = text.firstIndex(of: ":"), text.hasPrefix("rgb") else { return .unknown(count) }
        // Each part has one to four hexadecimal digits.
        let parts = text[text.index(after: colon)...].split(separator: "/").prefix(3).compactMap { part -> Double? in
            guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
            return Double(value) / Double((1 << (4 * part.count)) - 1)
        }
        guard parts.count == 3 else { return .unknown(count) }
        return .input(.backgroundReport(Background(red: parts[0], green: parts[1], blue: parts[2])), count)
    }

    // MARK: SS3

    private static func singleShift(_ bytes: ArraySlice<UInt8>) -> Parsed {
        var rest = bytes.dropFirst()
        var modifiers: Modifiers = []
        // Older xterms put the modifier between: ESC O 5 P.
        if let digit = rest.first, (0x32...0x39).contains(digit) {
            modifiers = Self.modifiers(Int(digit - 0x30))
            rest = rest.dropFirst()
        }
        guard let final = rest.first else { return .incomplete }
        let count = rest.startIndex - bytes.startIndex + 1
        if let key = letterKeys[final] { return .input(.key(key, modifiers), count) }
        switch final {
        case UInt8(ascii: "a")...UInt8(ascii: "d"):  // rxvt
            guard let key = letterKeys[final - 0x20] else { return .unknown(count) }
            return .input(.key(key, .control), count)
        case UInt8(ascii: "M"): return .input(.key(.enter, modifiers), count)
        case UInt8(ascii: "I"): return .input(.key(.tab, modifiers), count)
        case UInt8(ascii: "j")...UInt8(ascii: "y"):  // the numeric keypad in application mode
            return .input(.text(Character(Unicode.Scalar(final - 0x40))), count)
        default: return .unknown(count)
        }
    }

    // MARK: CSI

    private static func controlSequence(_ bytes: ArraySlice<UInt8>) -> Parsed {
        let body = bytes.dropFirst()
        guard let first = body.first else { return .incomplete }
        if first == UInt8(ascii: "[") {  // Linux console: ESC [ [ A is F1
            guard let letter = body.dropFirst().first else { return .incomplete }
            return (0x41...0x45).contains(letter) ? .input(.key(.function(Int(letter) - 0x40)), 3) : .unknown(3)
        }
        if first == UInt8(ascii: "M") { return plainMouse(body) }

        guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) || $0 == 0x24 }) else {
            return body.count > 64 ? .unknown(bytes.count) : .incomplete
        }
        let count = end - bytes.startIndex + 1
        let final = body[end]
        // A byte that cannot stand in a sequence ends it; it is looked at anew.
        guard final == 0x24 || (0x40...0x7E).contains(final) else { return .unknown(count - 1) }
        let text = body[..<end]
        if text.first == UInt8(ascii: "<") {
            let numbers = numbers(text.dropFirst())
            guard numbers.count == 3, final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else { return .unknown(count) }
            let pressed = final == UInt8(ascii: "M")
            return .input(mouse(code: numbers[0], column: numbers[1], row: numbers[2], pressed: pressed), count)
        }
        guard text.allSatisfy({ (0x30...0x3B).contains($0) }) else { return .unknown(count) }
        return key(final: final, numbers: numbers(text), count: count)
    }

    private static func key(final: UInt8, numbers: [Int], count: Int) -> Parsed {
        let first = numbers.first ?? 1
        let second = numbers.count > 1 ? numbers[1] : 1
        switch final {
        case UInt8(ascii: "~"):
            if first == 200 { return .pasteStart(count) }
            if first == 201 { return .skip(count) }
            if first == 27, numbers.count == 3 { return character(numbers[2], modifiers(second), count) }
            guard let key = numberKeys[first] else { return .unknown(count) }
            return .input(.key(key, modifiers(second)), count)
        case UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "@"):  // rxvt: Ctrl, Shift, both
            guard let key = numberKeys[first] else { return .unknown(count) }
            let shift: Modifiers = final == UInt8(ascii: "^") ? [] : .shift
            return .input(.key(key, final == UInt8(ascii: "$") ? .shift : shift.union(.control)), count)
        case UInt8(ascii: "u"):
            return character(first, modifiers(second), count)
        case UInt8(ascii: "Z"):
            return .input(.key(.tab, .shift), count)
        case UInt8(ascii: "R") where numbers.count == 2 && (first > 1 || second > 16):
            return .input(.cursorReport(Position(row: first - 1, column: second - 1)), count)
        case UInt8(ascii: "a")...UInt8(ascii: "d"):  // rxvt
            guard let key = letterKeys[final - 0x20] else { return .unknown(count) }
            return .input(.key(key, .shift), count)
        default:
            guard let key = letterKeys[final] else { return .unknown(count) }
            // Some terminals leave the 1 out: CSI 5 A.
            let modifier = numbers.count == 1 ? first : second
            return .input(.key(key, modifiers(modifier)), count)
        }
    }

    /// Keys reported by code point (xterm's modifyOtherKeys, CSI u).
    private static func character(_ code: Int, _ modifiers: Modifiers, _ count: Int) -> Parsed {
        switch code {
        case 8, 127: return .input(.key(.backspace, modifiers), count)
        case 9: return .input(.key(.tab, modifiers), count)
        case 13: return .input(.key(.enter, modifiers), count)
        case 27: return .input(.key(.escape, modifiers), count)
        default:
            guard code >= 0x20, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return .unknown(count) }
            let character = Character(scalar)
            if modifiers.subtracting(.shift).isEmpty { return .input(.text(character), count) }
            return .input(.key(.character(character.lowercased().first ?? character), modifiers), count)
        }
    }

    // MARK: Mouse

    private static func plainMouse(_ body: ArraySlice<UInt8>) -> Parsed {
        let values = body.dropFirst().prefix(3).map { Int($0) - 32 }
        guard values.count == 3 else { return .incomplete }
        let released = values[0] & 0x43 == 3
        return .input(mouse(code: released ? 0 : values[0], column: values[1], row: values[2], pressed: !released), 5)
    }

    private static func mouse(code: Int, column: Int, row: Int, pressed: Bool) -> Input {
        var modifiers: Modifiers = []
        if code & 4 != 0 { modifiers.insert(.shift) }
        if code & 8 != 0 { modifiers.insert(.alt) }
        if code & 16 != 0 { modifiers.insert(.control) }
        let position = Position(row: max(0, row - 1), column: max(0, column - 1))
        let buttons: [MouseEvent.Button] = [.left, .middle, .right, .none]
        let button = buttons[code & 3]
        let kind: MouseEvent.Kind
        if code & 64 != 0 {
            guard code & 2 == 0 else { return .unknown([]) }
            kind = code & 1 == 0 ? .wheelUp : .wheelDown
        } else if code & 32 != 0 {
            kind = button == .none ? .move : .drag
        } else {
            kind = pressed ? .press : .release
        }
        let shown = kind == .wheelUp || kind == .wheelDown ? .none : button
        return .mouse(MouseEvent(kind: kind, button: shown, position: position, modifiers: modifiers))
    }

    // MARK: Tables

    private static func numbers(_ text: ArraySlice<UInt8>) -> [Int] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
            part.prefix { (0x30...0x39).contains($0) }.prefix(7).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }.map { max(0, $0) }
    }

    private static func modifiers(_ parameter: Int) -> Modifiers {
        guard (2...16).contains(parameter) else { return [] }
        let bits = parameter - 1
        var modifiers: Modifiers = []
        if bits & 1 != 0 { modifiers.insert(.shift) }
        if bits & 2 != 0 || bits & 8 != 0 { modifiers.insert(.alt) }
        if bits & 4 != 0 { modifiers.insert(.control) }
        return modifiers
    }

    private static let letterKeys: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
        UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
        UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
    ]

    private static let numberKeys: [Int: Key] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
        17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
        23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14), 28: .function(15),
        29: .function(16), 31: .function(17), 32: .function(18), 33: .function(19), 34: .function(20),
    ]
}
