import Grid

/// A list and the case of its selected row: side by side on a wide screen; on a narrow one a strip of the case below the list, or the whole case instead (Tab).
@MainActor
struct CaseBeside {
    let caseView: CaseView
    /// Keys go to the case.
    let isFocused: Bool
    /// The list's part of a wide screen, in fifths or halves: `3/5`.
    var share = (3, 5)

    /// From here on there is room for both.
    private static let wide = 110

    /// - Parameters:
    ///   - below: rows of the strip, its line included.
    /// - Returns: where the cursor waits, from `list`.
    func draw(in region: Region, below: Int, list: (Region) -> Position?, strip: (Region) -> Void) -> Position? {
        if region.columns >= Self.wide {
            let left = region.columns * share.0 / share.1
            region.verticalLine(column: left)
            caseView.draw(in: region.columns(from: left + 2))
            if isFocused { region.put(">", row: 0, column: left, style: .accent) }
            return list(region.columns(from: 0, count: left - 1))
        }
        if isFocused { return caseView.draw(in: region) }
        let caret = list(region.rows(from: 0, count: region.rows - below))
        region.horizontalLine(row: region.rows - below)
        strip(region.rows(from: region.rows - below + 1))
        return caret
    }
}
