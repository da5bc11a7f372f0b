/// Header names made comparable.
enum HeaderKey {
    /// Half width, lower case, trimmed: also for the keys of value tables.
    static func fold(_ text: String) -> String { CellText.halfWidth(CellText.trimmed(text)).lowercased() }

    /// Also without inner spaces, underscores and the marks that people put round a header.
    static func of(_ header: String) -> String {
        String(String.UnicodeScalarView(fold(header).unicodeScalars.filter {
            !$0.properties.isWhitespace && $0 != "_" && $0 != "-" && $0 != "*" && $0 != ":" && $0 != "." && !CellText.isInvisible($0)
        }))
    }

    /// `体积(m³)` cut into name and unit.
    static func split(_ header: String) -> (name: String, unit: String)? {
        let folded = fold(header)
        guard let last = folded.last, last == ")" || last == "]" || last == "】",
            let open = folded.lastIndex(where: { $0 == "(" || $0 == "[" || $0 == "【" }), open > folded.startIndex
        else { return nil }
        let unit = folded[folded.index(after: open)...].dropLast()
        return (of(String(folded[..<open])), CellText.trimmed(String(unit)))
    }
}
