import Dispatching

/// All words that a person reads, in one language: sentences from the string tables, names of rules and states from the playbook.
public struct Wording: Sendable {
    public let language: Language
    private let table: [String: String]

    /// Tables with lines `key <tab> Chinese <tab> English`; `#` begins a comment.
    public static let tables = ["strings/core.tsv", "strings/cli.tsv", "strings/console.tsv", "strings/board.tsv"]

    public init(_ language: Language) {
        self.language = language
        table = language == .zh ? Wording.chinese : Wording.english
    }

    // Read once: the first picture waits for them.
    private static let chinese = read(column: 1)
    private static let english = read(column: 2)

    private static func read(column: Int) -> [String: String] {
        var table: [String: String] = [:]
        table.reserveCapacity(4096)
        for path in tables {
            Resource.withBytes(path) { bytes in
                for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
                    let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 2, omittingEmptySubsequences: false)
                    guard parts.count == 3 else { continue }
                    let template = String(decoding: UnsafeBufferPointer(rebasing: parts[column]), as: UTF8.self)
                    table[String(decoding: UnsafeBufferPointer(rebasing: parts[0]), as: UTF8.self)] = parts[column].contains(UInt8(ascii: "\\")) ? unescaped(template) : template
                }
            }
        }
        return table
    }

    /// `\n` in a table is a line end.
    private static func unescaped(_ template: String) -> String {
        template.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }

    /// The sentence of a key with `{name}` places filled; a key that is in no table shows itself, so that it is noticed.
    public func callAsFunction(_ key: String, _ values: [String: Value] = [:]) -> String {
        guard let template = table[key] else { return values.isEmpty ? key : key + " " + Value.object(values).json }
        return fill(template, values)
    }

    public func callAsFunction(_ phrase: Phrase) -> String { self(phrase.key, phrase.values) }

    public func has(_ key: String) -> Bool { table[key] != nil }
    public var keys: Set<String> { Set(table.keys) }

    private func fill(_ template: String, _ values: [String: Value]) -> String {
        let bytes = template.utf8
        guard var open = bytes.firstIndex(of: UInt8(ascii: "{")) else { return template }
        var out = ""
        var start = bytes.startIndex
        while let close = bytes[open...].firstIndex(of: UInt8(ascii: "}")) {
            out += template[start..<open]
            let name = String(template[bytes.index(after: open)..<close])
            let end = bytes.index(after: close)
            if let value = values[name] { out += text(value) } else { out += template[open..<end] }
            start = end
            guard let next = bytes[end...].firstIndex(of: UInt8(ascii: "{")) else { break }
            open = next
        }
        return out + template[start...]
    }

    private func text(_ value: Value) -> String {
        if let list = value.array { return list.map { text($0) }.joined(separator: language == .zh ? "、" : ", ") }
        return value.text
    }

    public func label(_ label: Label) -> String { label(language) }

    /// Words of the playbook with their `{name}` places filled.
    public func filled(_ label: Label, _ values: [String: Value]) -> String { fill(label(language), values) }
}
