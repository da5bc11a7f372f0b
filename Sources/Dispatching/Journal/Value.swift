/// A JSON value: the one shape of everything that the journal, the fields of a case and the answers of a form hold.
///
/// It has an encoder of its own because the journal's hash chain needs one canonical text for one value
/// (sorted keys, no spaces), and because the batch door writes tens of thousands of them a second.
public enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([Value])
    case object([String: Value])
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByFloatLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(arrayLiteral elements: Value...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, Value)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}

extension Value {
    public var isNull: Bool { self == .null }
    public var string: String? { if case .string(let s) = self { s } else { nil } }
    public var bool: Bool? { if case .bool(let b) = self { b } else { nil } }
    public var array: [Value]? { if case .array(let a) = self { a } else { nil } }
    public var object: [String: Value]? { if case .object(let o) = self { o } else { nil } }
    public var int: Int? {
        switch self {
        case .int(let i): i
        case .double(let d): Int(exactly: d)
        default: nil
        }
    }
    public var double: Double? {
        switch self {
        case .int(let i): Double(i)
        case .double(let d): d
        default: nil
        }
    }
    public subscript(key: String) -> Value { object?[key] ?? .null }

    /// The value as a person would read it in a list; objects and arrays as JSON.
    public var text: String {
        switch self {
        case .null: ""
        case .bool(let b): b ? "true" : "false"
        case .int(let i): String(i)
        case .double(let d): String(d)
        case .string(let s): s
        case .array, .object: json
        }
    }

    public init(_ string: String?) { self = string.map { .string($0) } ?? .null }
    public init(_ int: Int?) { self = int.map { .int($0) } ?? .null }
}

// MARK: - JSON text

extension Value {
    /// Canonical JSON: keys in Unicode order, no white space, `/` and non-ASCII unescaped.
    public var json: String {
        var out: [UInt8] = []
        out.reserveCapacity(96)
        write(into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    func write(into out: inout [UInt8]) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let b): out.append(contentsOf: (b ? "true" : "false").utf8)
        case .int(let i): out.append(contentsOf: String(i).utf8)
        case .double(let d): out.append(contentsOf: (d.isFinite ? String(d) : "null").utf8)
        case .string(let s): Value.write(s, into: &out)
        case .array(let a):
            out.append(UInt8(ascii: "["))
            for (i, v) in a.enumerated() {
                if i > 0 { out.append(UInt8(ascii: ",")) }
                v.write(into: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let o):
            out.append(UInt8(ascii: "{"))
            var first = true
            for (key, v) in o.sorted(by: { $0.key < $1.key }) {
                if !first { out.append(UInt8(ascii: ",")) }
                first = false
                Value.write(key, into: &out)
                out.append(UInt8(ascii: ":"))
                v.write(into: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    static func write(_ s: String, into out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        // Nearly every text of a shop is plain; those go as they are.
        let plain: Bool? = s.utf8.withContiguousStorageIfAvailable { bytes in
            for b in bytes where b < 0x20 || b == 0x22 || b == 0x5C { return false }
            out.append(contentsOf: bytes)
            return true
        }
        if plain == true {
            out.append(UInt8(ascii: "\""))
            return
        }
        for b in s.utf8 {
            switch b {
            case UInt8(ascii: "\""): out.append(contentsOf: [0x5C, 0x22])
            case 0x5C: out.append(contentsOf: [0x5C, 0x5C])
            case 0x0A: out.append(contentsOf: [0x5C, UInt8(ascii: "n")])
            case 0x09: out.append(contentsOf: [0x5C, UInt8(ascii: "t")])
            case 0x0D: out.append(contentsOf: [0x5C, UInt8(ascii: "r")])
            case 0..<0x20:
                out.append(contentsOf: "\\u00".utf8)
                let hex = Array("0123456789abcdef".utf8)
                out.append(hex[Int(b >> 4)])
                out.append(hex[Int(b & 15)])
            default: out.append(b)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Where a JSON text stopped making sense.
    public struct ParseError: Error, Hashable, Sendable {
        /// Bytes from the start of the text.
        public let offset: Int
    }

    public init(json: String) throws(ParseError) {
        self = try Value(json: Array(json.utf8))
    }

    public init(json bytes: [UInt8]) throws(ParseError) {
        var p = JSONParser(bytes: bytes)
        let v = try p.value(depth: 0)
        p.skipSpace()
        guard p.i == bytes.count else { throw ParseError(offset: p.i) }
        self = v
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    var i = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skipSpace() {
        while i < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[i]) { i += 1 }
    }

    mutating func value(depth: Int) throws(Value.ParseError) -> Value {
        skipSpace()
        guard i < bytes.count, depth < 200 else { throw Value.ParseError(offset: i) }
        switch bytes[i] {
        case UInt8(ascii: "{"):
            i += 1
            var o: [String: Value] = [:]
            skipSpace()
            if peek(UInt8(ascii: "}")) { i += 1; return .object(o) }
            while true {
                skipSpace()
                let k = try string()
                skipSpace()
                try expect(UInt8(ascii: ":"))
                o[k] = try value(depth: depth + 1)
                skipSpace()
                if peek(UInt8(ascii: ",")) { i += 1; continue }
                try expect(UInt8(ascii: "}"))
                return .object(o)
            }
        case UInt8(ascii: "["):
            i += 1
            var a: [Value] = []
            skipSpace()
            if peek(UInt8(ascii: "]")) { i += 1; return .array(a) }
            while true {
                a.append(try value(depth: depth + 1))
                skipSpace()
                if peek(UInt8(ascii: ",")) { i += 1; continue }
                try expect(UInt8(ascii: "]"))
                return .array(a)
            }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): try word("true"); return .bool(true)
        case UInt8(ascii: "f"): try word("false"); return .bool(false)
        case UInt8(ascii: "n"): try word("null"); return .null
        default: return try number()
        }
    }

    func peek(_ b: UInt8) -> Bool { i < bytes.count && bytes[i] == b }

    mutating func expect(_ b: UInt8) throws(Value.ParseError) {
        guard peek(b) else { throw Value.ParseError(offset: i) }
        i += 1
    }

    mutating func word(_ w: StaticString) throws(Value.ParseError) {
        let n = w.utf8CodeUnitCount
        let same = i + n <= bytes.count && w.withUTF8Buffer { $0.elementsEqual(bytes[i..<(i + n)]) }
        guard same else { throw Value.ParseError(offset: i) }
        i += n
    }

    mutating func number() throws(Value.ParseError) -> Value {
        let start = i
        while i < bytes.count, (0x30...0x39).contains(bytes[i]) || [0x2D, 0x2B, 0x2E, 0x65, 0x45].contains(bytes[i]) { i += 1 }
        let s = String(decoding: bytes[start..<i], as: UTF8.self)
        if let n = Int(s) { return .int(n) }
        if let d = Double(s) { return .double(d) }
        throw Value.ParseError(offset: start)
    }

    mutating func string() throws(Value.ParseError) -> String {
        try expect(UInt8(ascii: "\""))
        let start = i
        while i < bytes.count, bytes[i] != 0x22, bytes[i] != 0x5C, bytes[i] >= 0x20 { i += 1 }
        if peek(0x22) {
            defer { i += 1 }
            return String(decoding: bytes[start..<i], as: UTF8.self)
        }
        var out = Array(bytes[start..<i])
        while i < bytes.count, bytes[i] != 0x22 {
            guard bytes[i] == 0x5C else {
                guard bytes[i] >= 0x20 else { throw Value.ParseError(offset: i) }
                out.append(bytes[i]); i += 1
                continue
            }
            i += 1
            guard i < bytes.count else { break }
            let b = bytes[i]
            i += 1
            switch b {
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "r"): out.append(0x0D)
            case UInt8(ascii: "b"): out.append(0x08)
            case UInt8(ascii: "f"): out.append(0x0C)
            case UInt8(ascii: "u"):
                var code = try hex4()
                if (0xD800..<0xDC00).contains(code), i + 1 < bytes.count, bytes[i] == 0x5C, bytes[i + 1] == UInt8(ascii: "u") {
                    i += 2
                    let low = try hex4()
                    code = 0x10000 + ((code - 0xD800) << 10) + (low &- 0xDC00)
                }
                guard let scalar = Unicode.Scalar(code) else { throw Value.ParseError(offset: i) }
                out.append(contentsOf: String(Character(scalar)).utf8)
            case 0x22, 0x5C, UInt8(ascii: "/"): out.append(b)
            default: throw Value.ParseError(offset: i - 1)
            }
        }
        try expect(0x22)
        return String(decoding: out, as: UTF8.self)
    }

    mutating func hex4() throws(Value.ParseError) -> UInt32 {
        guard i + 4 <= bytes.count, let v = UInt32(String(decoding: bytes[i..<(i + 4)], as: UTF8.self), radix: 16)
        else { throw Value.ParseError(offset: i) }
        i += 4
        return v
    }
}
