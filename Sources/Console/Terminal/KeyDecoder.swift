/// Turns the bytes of a terminal into input. Pure: no clock and no descriptor; the caller feeds bytes as they come and
/// calls `flush` when `waiting` has lasted too long.
public struct KeyDecoder: Sendable {
    /// What the bytes held back could still become.
    public enum Waiting: Hashable, Sendable {
        case nothing
        /// A lone ESC: the Escape key, or the start of something. Ends after the escape delay.
        case escape
        /// A sequence or character that is cut in the middle, as slow links do.
        case sequence
        case paste
    }

    /// Bytes of a paste beyond this are dropped: no field takes more.
    public static let pasteLimit = 1 << 20

    private var pending: [UInt8] = []
    private var pasted: [UInt8]?
    private var extra: [[UInt8]: KeyPress] = [:]

    struct KeyPress: Hashable, Sendable {
        var key: Key
        var modifiers: Modifiers
    }

    /// The result of looking at the first bytes.
    enum Step {
        case scalar(Unicode.Scalar, Int)
        case input(Input, Int)
        case pasteStart(Int)
        case skip(Int)
        case incomplete
    }

    public init() {}

    public var waiting: Waiting {
        if pasted != nil { return .paste }
        guard let first = pending.first else { return .nothing }
        return first == escapeByte && pending.allSatisfy { $0 == escapeByte } ? .escape : .sequence
    }

    /// Teaches a sequence of this terminal, such as a terminfo key capability. Single bytes are not accepted.
    public mutating func learn(_ bytes: [UInt8], as key: Key, _ modifiers: Modifiers = []) {
        guard bytes.count >= 2, bytes[0] == escapeByte else { return }
        extra[bytes] = KeyPress(key: key, modifiers: modifiers)
    }

    /// Takes bytes as they were read and returns what is complete.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [Input] {
        pending += bytes
        return drain(atEnd: false)
    }

    /// No more bytes came in time: what is held back is taken as it stands.
    public mutating func flush() -> [Input] {
        var inputs = drain(atEnd: true)
        if let rest = pasted {
            pasted = nil
            inputs.append(.paste(String(decoding: rest, as: UTF8.self)))
        }
        return inputs
    }

    private mutating func drain(atEnd: Bool) -> [Input] {
        var inputs: [Input] = []
        // Scalars are gathered so that combining marks join their base character.
        var text = ""
        var start = 0
        func endText() {
            inputs += text.map { .text($0) }
            text = ""
        }
        loop: while start < pending.count {
            if pasted != nil {
                guard takePaste(from: &start, into: &inputs) else { break loop }
                continue
            }
            switch step(pending[start...], atEnd: atEnd) {
            case .scalar(let scalar, let count):
                text.unicodeScalars.append(scalar)
                start += count
            case .input(let input, let count):
                endText()
                inputs.append(input)
                start += count
            case .pasteStart(let count):
                endText()
                pasted = []
                start += count
            case .skip(let count):
                start += count
            case .incomplete:
                break loop
            }
        }
        endText()
        pending.removeFirst(start)
        return inputs
    }

    /// Moves bytes into the paste; true when its end was found.
    private mutating func takePaste(from start: inout Int, into inputs: inout [Input]) -> Bool {
        let end = Self.pasteEnd
        var at = start
        while at < pending.count {
            guard let escape = pending[at...].firstIndex(of: escapeByte) else {
                at = pending.count
                break
            }
            let tail = pending[escape...].prefix(end.count)
            at = escape
            if tail.elementsEqual(end) {
                appendPasted(pending[start..<escape])
                start = escape + end.count
                inputs.append(.paste(String(decoding: pasted ?? [], as: UTF8.self)))
                pasted = nil
                return true
            }
            // Perhaps the beginning of the end marker: wait for the rest.
            if tail.count < end.count && end.starts(with: tail) { break }
            at = escape + 1
        }
        appendPasted(pending[start..<at])
        start = at
        return false
    }

    private mutating func appendPasted(_ bytes: ArraySlice<UInt8>) {
        let room = Self.pasteLimit - (pasted?.count ?? 0)
        pasted?.append(contentsOf: bytes.prefix(max(0, room)))
    }

    private static let pasteEnd: [UInt8] = [escapeByte] + Array("[201~".utf8)

    // MARK: One step

    private func step(_ bytes: ArraySlice<UInt8>, atEnd: Bool) -> Step {
        let first = bytes[bytes.startIndex]
        if first == escapeByte {
            if let learned = learnedStep(bytes, atEnd: atEnd) { return learned }
            return escapeStep(bytes, atEnd: atEnd)
        }
        return first < 0x20 || first == 0x7F ? .input(control(first), 1) : characterStep(bytes, atEnd: atEnd)
    }

    private func learnedStep(_ bytes: ArraySlice<UInt8>, atEnd: Bool) -> Step? {
        var mayGrow = false
        for (sequence, press) in extra {
            if bytes.starts(with: sequence) { return .input(.key(press.key, press.modifiers), sequence.count) }
            if bytes.count < sequence.count && sequence.starts(with: bytes) { mayGrow = true }
        }
        return mayGrow && !atEnd ? .incomplete : nil
    }

    private func escapeStep(_ bytes: ArraySlice<UInt8>, atEnd: Bool) -> Step {
        let rest = bytes.dropFirst()
        guard let second = rest.first else { return atEnd ? .input(.key(.escape), 1) : .incomplete }
        switch second {
        case UInt8(ascii: "["), UInt8(ascii: "O"):
            return sequenceStep(EscapeSequence.parse(rest), bytes, second, atEnd: atEnd)
        case UInt8(ascii: "]"):
            guard let parsed = EscapeSequence.report(rest) else { return .input(altCharacter(second), 2) }
            return sequenceStep(parsed, bytes, second, atEnd: atEnd)
        case escapeByte:
            // ESC in front of a whole sequence means Alt; otherwise it was the Escape key.
            guard rest.count > 1 else { return atEnd ? .input(.key(.escape), 1) : .incomplete }
            switch escapeStep(rest, atEnd: atEnd) {
            case .incomplete: return .incomplete
            case .input(.key(let key, let modifiers), let count) where count > 2:
                return .input(.key(key, modifiers.union(.alt)), count + 1)
            default: return .input(.key(.escape), 1)
            }
        case 0x20..<0x7F:
            return .input(altCharacter(second), 2)
        case 0x00..<0x20, 0x7F:
            guard case .key(let key, let modifiers) = control(second) else { return .input(.key(.escape), 1) }
            return .input(.key(key, modifiers.union(.alt)), 2)
        default:
            // Escape and then, at once, Chinese: two keystrokes in one read.
            return .input(.key(.escape), 1)
        }
    }

    private func sequenceStep(_ parsed: EscapeSequence.Parsed, _ bytes: ArraySlice<UInt8>, _ second: UInt8, atEnd: Bool) -> Step {
        switch parsed {
        case .incomplete where !atEnd: .incomplete
        case .incomplete where bytes.count == 2: .input(.key(.character(Character(Unicode.Scalar(second))), .alt), 2)
        case .incomplete: .input(.unknown(Array(bytes)), bytes.count)
        case .pasteStart(let count): .pasteStart(count + 1)
        case .input(let input, let count): .input(input, count + 1)
        case .skip(let count): .skip(count + 1)
        case .unknown(let count): .input(.unknown(Array(bytes.prefix(count + 1))), count + 1)
        }
    }

    private func altCharacter(_ byte: UInt8) -> Input {
        let upper = byte >= 0x41 && byte <= 0x5A
        let character = Character(Unicode.Scalar(upper ? byte + 0x20 : byte))
        return .key(.character(character), upper ? [.alt, .shift] : .alt)
    }

    private func control(_ byte: UInt8) -> Input {
        switch byte {
        case 0x00: .key(.character(" "), .control)
        case 0x08, 0x7F: .key(.backspace)
        case 0x09: .key(.tab)
        case 0x0D: .key(.enter)
        case 0x01...0x1A: .key(.character(Character(Unicode.Scalar(byte + 0x60))), .control)
        default: .key(.character(Character(Unicode.Scalar(byte + 0x40))), .control)
        }
    }

    /// A character of UTF-8, which may be cut in the middle. Controls above ASCII and broken bytes are no text.
    private func characterStep(_ bytes: ArraySlice<UInt8>, atEnd: Bool) -> Step {
        let first = bytes[bytes.startIndex]
        let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
        guard length > 0 else { return .input(.unknown([first]), 1) }
        let candidate = bytes.prefix(length)
        guard candidate.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return .input(.unknown([first]), 1) }
        if candidate.count < length { return atEnd ? .input(.unknown(Array(candidate)), candidate.count) : .incomplete }
        var decoder = UTF8()
        var iterator = candidate.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator), !(0x80...0x9F).contains(scalar.value) else {
            return .input(.unknown(Array(candidate)), length)
        }
        return .scalar(scalar, length)
    }
}

let escapeByte: UInt8 = 0x1B
