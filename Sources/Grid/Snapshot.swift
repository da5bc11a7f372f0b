extension Grid {
    /// The picture as plain text: rows without trailing spaces, joined by line ends. A wide character counts once.
    public var text: String {
        (0..<rows).map { rowText($0) }.joined(separator: "\n")
    }

    /// One row as plain text without trailing spaces.
    public func rowText(_ row: Int) -> String {
        var line = ""
        var pending = 0
        for cell in self.row(row) where !cell.isContinuation {
            if cell.glyph == .space {
                pending += 1
            } else {
                line += String(repeating: " ", count: pending) + cell.glyph.text
                pending = 0
            }
        }
        return line
    }

    /// The styles as text that diffs well: one letter per column (`Ink.letter`, upper case when bold), rows without
    /// trailing dots; underlined and reversed stretches follow, one line each, as `underline row:first-last`.
    public var attributes: String {
        var lines: [String] = []
        var stretches: [String] = []
        for row in 0..<rows {
            var line = ""
            for cell in self.row(row) {
                let letter = String(cell.style.ink.letter)
                let bold = cell.style.face.contains(.bold)
                line += bold ? (letter == "." ? "N" : letter.uppercased()) : letter
            }
            while line.last == "." { line.removeLast() }
            lines.append(line)
            stretches += self.stretches(of: .underline, named: "underline", row: row)
            stretches += self.stretches(of: .reverse, named: "reverse", row: row)
        }
        return (lines + stretches).joined(separator: "\n")
    }

    private func stretches(of face: Face, named name: String, row: Int) -> [String] {
        var found: [String] = []
        var start: Int?
        for column in 0...columns {
            let holds = column < columns && self[row, column].style.face.contains(face)
            if holds, start == nil { start = column }
            if !holds, let first = start {
                found.append("\(name) \(row):\(first)-\(column - 1)")
                start = nil
            }
        }
        return found
    }
}
