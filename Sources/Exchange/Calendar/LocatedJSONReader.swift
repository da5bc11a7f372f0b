/// Reads strict JSON (RFC 8259) in UTF-8, keeping the position of each value.
///
/// A byte order mark at the start is skipped. Object members are kept in order, duplicates included:
/// whether these matter is the caller's business.
struct LocatedJSONReader {
    struct Failure: Error {
        let position: TextPosition
        let problem: Problem
    }

    enum Problem {
        case syntax
        case unexpectedEnd
        case invalidText
        case tooDeep
    }

    private static let deepest = 64

    private let bytes: [UInt8]
    private var index = 0
    /// The last place that was asked for; the next one is counted from there.
    private var mark = (index: 0, position: TextPosition(line: 1, column: 1))

    static func read(_ bytes: [UInt8]) throws(Failure) -> LocatedJSON {
        var reader = LocatedJSONReader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            reader.index = 3
            reader.mark.index = 3
        }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.failure(.syntax, at: reader.index) }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value(depth: Int) throws(Failure) -> LocatedJSON {
        skipSpace()
        let start = index
        guard depth < LocatedJSONReader.deepest else { throw failure(.tooDeep, at: start) }
        mark = (start, position(of: start))
        let content: LocatedJSON.Content
        let position = mark.position
        switch try peek() {
        case UInt8(ascii: "{"): content = .object(try object(depth: depth))
        case UInt8(ascii: "["): content = .array(try array(depth: depth))
        case UInt8(ascii: "\""): content = .string(try string())
        case UInt8(ascii: "t"): content = try word("true", .bool(true))
        case UInt8(ascii: "f"): content = try word("false", .bool(false))
        case UInt8(ascii: "n"): content = try word("null", .null)
        default: content = .number(try number())
        }
        return LocatedJSON(content: content, position: position)
    }

    private mutating func object(depth: Int) throws(Failure) -> [LocatedJSON.Member] {
        var members: [LocatedJSON.Member] = []
        index += 1
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            index += 1
            return members
        }
        while true {
            skipSpace()
            let start = index
            guard try peek() == UInt8(ascii: "\"") else { throw failure(.syntax, at: index) }
            mark = (start, position(of: start))
            let keyPosition = mark.position
            let key = try string()
            skipSpace()
            guard try take() == UInt8(ascii: ":") else { throw failure(.syntax, at: index - 1) }
            let value = try value(depth: depth + 1)
            members.append(.init(key: key, keyPosition: keyPosition, value: value))
            if try closes(with: UInt8(ascii: "}")) { return members }
        }
    }

    private mutating func array(depth: Int) throws(Failure) -> [LocatedJSON] {
        var values: [LocatedJSON] = []
        index += 1
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            index += 1
            return values
        }
        while true {
            values.append(try value(depth: depth + 1))
            if try closes(with: UInt8(ascii: "]")) { return values }
        }
    }

    /// Takes a comma or the closing bracket.
    private mutating func closes(with bracket: UInt8) throws(Failure) -> Bool {
        skipSpace()
        switch try take() {
        case bracket: return true
        case UInt8(ascii: ","): return false
        default: throw failure(.syntax, at: index - 1)
        }
    }

    private mutating func word(
        _ word: StaticString, _ content: LocatedJSON.Content
    ) throws(Failure) -> LocatedJSON.Content {
        let start = index
        let isHere = word.withUTF8Buffer { bytes[start...].starts(with: $0) }
        guard isHere else { throw failure(.syntax, at: start) }
        index += word.utf8CodeUnitCount
        return content
    }

    private mutating func number() throws(Failure) -> String {
        let start = index
        if next(is: UInt8(ascii: "-")) { index += 1 }
        let isZero = next(is: UInt8(ascii: "0"))
        let digits = takeDigits()
        guard digits > 0, !isZero || digits == 1 else { throw failure(.syntax, at: start) }
        if next(is: UInt8(ascii: ".")) {
            index += 1
            guard takeDigits() > 0 else { throw failure(.syntax, at: index) }
        }
        if next(is: UInt8(ascii: "e")) || next(is: UInt8(ascii: "E")) {
            index += 1
            if next(is: UInt8(ascii: "+")) || next(is: UInt8(ascii: "-")) { index += 1 }
            guard takeDigits() > 0 else { throw failure(.syntax, at: index) }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func takeDigits() -> Int {
        let start = index
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        return index - start
    }

    private mutating func string() throws(Failure) -> String {
        let start = index
        var text: [UInt8] = []
        index += 1
        while true {
            let byte = try take()
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw failure(.invalidText, at: start)
                }
                return string
            case UInt8(ascii: "\\"): text += try escape()
            case 0..<0x20: throw failure(.invalidText, at: index - 1)
            default: text.append(byte)
            }
        }
    }

    private mutating func escape() throws(Failure) -> [UInt8] {
        let start = index - 1
        switch try take() {
        case UInt8(ascii: "\""): return [0x22]
        case UInt8(ascii: "\\"): return [0x5C]
        case UInt8(ascii: "/"): return [0x2F]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code), bytes[index...].starts(with: [0x5C, 0x75]) {
                index += 2
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw failure(.invalidText, at: start) }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure(.invalidText, at: start) }
            return Array(String(Character(scalar)).utf8)
        default: throw failure(.invalidText, at: start)
        }
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try take())).hexDigitValue else {
                throw failure(.invalidText, at: index - 1)
            }
            code = code << 4 + UInt32(digit)
        }
        return code
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private func next(is byte: UInt8) -> Bool {
        index < bytes.count && bytes[index] == byte
    }

    private func peek() throws(Failure) -> UInt8 {
        guard index < bytes.count else { throw failure(.unexpectedEnd, at: bytes.count) }
        return bytes[index]
    }

    private mutating func take() throws(Failure) -> UInt8 {
        let byte = try peek()
        index += 1
        return byte
    }

    private func failure(_ problem: Problem, at index: Int) -> Failure {
        Failure(position: position(of: index), problem: problem)
    }
}

extension LocatedJSONReader {
    /// Counts lines and columns up to that byte; a byte order mark takes no column.
    private func position(of index: Int) -> TextPosition {
        let begin = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let start = (index: begin, position: TextPosition(line: 1, column: 1))
        let known = mark.index <= index ? mark : start
        var position = known.position
        for byte in bytes[min(known.index, index)..<index] {
            if byte == 0x0A {
                position.line += 1
                position.column = 1
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
        return position
    }
}
