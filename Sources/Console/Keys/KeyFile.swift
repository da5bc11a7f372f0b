import Dispatching

/// A person's own keys, one command a line: `today.why  w F6`. `# ...` is a remark; a command without keys has none left.
public struct KeyFile {
    /// What is wrong with a line; `problem` is a key of the string table.
    public struct Defect: Error, Hashable, Sendable {
        public let file: String
        /// From 1.
        public let line: Int
        /// In characters, from 1.
        public let column: Int
        public let problem: String
        public let values: [String: Value]
    }

    public let map: KeyMap
    public let defects: [Defect]

    /// Reads the text against all commands there are. A line with a defect changes nothing.
    ///
    /// - Parameter catalog: where each command works, by its keys as they come; two commands of one place may not share a key.
    public init(_ text: String, file: String, catalog: KeyCatalog) {
        var wanted: [String: [Stroke]] = [:]
        var lines: [String: Int] = [:]
        var defects: [Defect] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = Self.words(line)
            guard let id = words.first else { continue }
            func defect(_ word: (column: Int, text: String), _ problem: String, _ values: [String: Value] = [:]) {
                let all = values.merging(["text": .string(word.text)]) { own, _ in own }
                defects.append(Defect(file: file, line: index + 1, column: word.column, problem: problem, values: all))
            }
            guard catalog.has(id.text) else {
                defect(id, "keys.unknownCommand")
                continue
            }
            guard !FixedKeys.ids.contains(id.text) else {
                defect(id, "keys.isFixed")
                continue
            }
            if let first = lines[id.text] {
                defect(id, "keys.twice", ["line": .int(first)])
                continue
            }
            lines[id.text] = index + 1
            var strokes: [Stroke] = []
            var isReadable = true
            for word in words.dropFirst() {
                if let stroke = Stroke(named: word.text) {
                    strokes.append(stroke)
                } else {
                    defect(word, "keys.unknownKey")
                    isReadable = false
                }
            }
            if isReadable { wanted[id.text] = strokes }
        }
        // Judged together: two commands may change keys with one another.
        for clash in catalog.clashes(KeyMap(wanted)) {
            let id = wanted[clash.second] != nil ? clash.second : clash.first
            let other = id == clash.first ? clash.second : clash.first
            guard wanted.removeValue(forKey: id) != nil else { continue }
            let values: [String: Value] = ["text": .string(id), "key": .string(clash.stroke.name), "other": .string(other)]
            defects.append(Defect(file: file, line: lines[id] ?? 1, column: 1, problem: "keys.clash", values: values))
        }
        map = KeyMap(wanted)
        self.defects = defects.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    private static func words(_ line: Substring) -> [(column: Int, text: String)] {
        var found: [(column: Int, text: String)] = []
        var isInWord = false
        for (column, character) in line.enumerated() {
            if character.isWhitespace {
                isInWord = false
            } else if character == "#", !isInWord, found.isEmpty || column + 1 < line.count {
                // A `#` that ends its line is the key of that name.
                break
            } else if isInWord {
                found[found.count - 1].text.append(character)
            } else {
                found.append((column + 1, String(character)))
                isInWord = true
            }
        }
        return found
    }
}
