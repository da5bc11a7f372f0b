import Grid

/// A list and the case of its selected row: side by side on a wide screen; on a narrow one a strip of the case below the list, or the whole case instead (Tab).
@MainActor
struct CaseBeside {
    let caseView: CaseView
    /// Keys go to the case.
    let isFocused: Bool
    let split: Split

    /// - Parameters:
    ///   - below: rows of the strip, its line included.
    /// - Returns: where the cursor waits, from `list`.
    func draw(in region: Region, below: Int, list: (Region) -> Position?, strip: (Region) -> Void) -> Position? {
        if let parts = split.parts(of: region) {
            caseView.draw(in: parts.right)
            if isFocused { region.put(">", row: 0, column: parts.line, style: .accent) }
            return list(parts.left)
        }
        if isFocused { return caseView.draw(in: region) }
        // Every move would change the strip too, and a reader would read it all.
        if split.isListOnly { return list(region) }
        let caret = list(region.rows(from: 0, count: region.rows - below))
        region.horizontalLine(row: region.rows - below)
        strip(region.rows(from: region.rows - below + 1))
        return caret
    }
}
