/// One row read by a plan: its values, and what is wrong with it.
struct ReadRow<Field: TableField> {
    struct Problem {
        var field: Field?
        var column: Int
        var value: String
        var reason: BadReason
    }

    let row: Int
    let line: Int
    /// One for each of the plan's columns.
    var values: [CellValue?] = []
    var problems: [Problem] = []
    /// The rows above that its blanks were filled from.
    var carriedFrom: [Int] = []
    /// Empty when it could not be read.
    var orderNumber = ""
}

/// Walks the rows of a grid once, carrying blanks down.
struct RowReader<Field: TableField, Grid: CellGrid> {
    private struct Column {
        let field: Field
        let index: Int?
        let isRequiredOnEachRow: Bool
        var memo: CellMemo
    }

    private let grid: Grid
    private let firstRow: Int
    private let width: Int
    private let padsShortRows: Bool
    private let skips: [ColumnPlan<Field>.Skip]
    private let carryingColumns: [Int]
    private let numberSlot: Int?

    private var columns: [Column]
    /// The cells of the row at hand, blanks filled.
    private var cells: [ArraySlice<UInt8>] = []
    private var above: [Int: Above] = [:]

    private struct Above {
        let cell: ArraySlice<UInt8>
        let row: Int
    }

    private struct Carried {
        /// Columns where there was nothing to fill from.
        var nothingAbove: [Int] = []
        var rows: [Int] = []
    }

    init(grid: Grid, plan: ColumnPlan<Field>, mapping: TableMapping<Field>) {
        self.grid = grid
        firstRow = plan.firstRow
        width = plan.width
        padsShortRows = mapping.shortRows == .pad
        skips = plan.skips
        numberSlot = plan.numberSlot
        carryingColumns = plan.columns.compactMap { $0.reader.rule.carriesDown ? $0.index : nil }
        columns = plan.columns.map {
            Column(field: $0.field, index: $0.index, isRequiredOnEachRow: $0.isRequiredOnEachRow, memo: CellMemo($0.reader))
        }
    }

    mutating func readAll(_ summary: inout TableSummary) -> [ReadRow<Field>] {
        var out: [ReadRow<Field>] = []
        out.reserveCapacity(max(0, grid.rowCount - firstRow))
        for row in firstRow..<max(firstRow, grid.rowCount) {
            cells.removeAll(keepingCapacity: true)
            for column in 0..<grid.fieldCount(row: row) { cells.append(grid.cell(row: row, column: column)) }
            if cells.allSatisfy(CellText.isBlank) {
                summary.blankRows += 1
                continue
            }
            summary.dataRows += 1
            let carried = carryDown(row)
            if skips.contains(where: { $0.index < cells.count && $0.test.holds(text(cells[$0.index])) }) {
                summary.skippedRows += 1
                continue
            }
            out.append(read(row, carried))
        }
        return out
    }

    private func text(_ cell: ArraySlice<UInt8>) -> String { CellText.trimmed(String(decoding: cell, as: UTF8.self)) }

    private mutating func carryDown(_ row: Int) -> Carried {
        var out = Carried()
        for index in carryingColumns where index < cells.count {
            if !CellText.isBlank(cells[index]) {
                above[index] = Above(cell: cells[index], row: row)
            } else if let source = above[index] {
                cells[index] = source.cell
                out.rows.append(source.row)
            } else {
                out.nothingAbove.append(index)
            }
        }
        return out
    }

    private mutating func read(_ row: Int, _ carried: Carried) -> ReadRow<Field> {
        var out = ReadRow<Field>(row: row, line: grid.position(row: row, column: 0).line, carriedFrom: carried.rows)
        var fitsWidth = cells.count == width
        if cells.count < width { fitsWidth = padsShortRows }
        // Empty cells at the end are what spreadsheets leave.
        if cells.count > width { fitsWidth = cells[width...].allSatisfy(CellText.isBlank) }
        if !fitsWidth {
            out.problems.append(.init(field: nil, column: 0, value: "", reason: .fieldCount(expected: width, found: cells.count)))
        }
        out.values.reserveCapacity(columns.count)
        for slot in columns.indices {
            // Of a row that does not fit, only the order number is looked at, to know whose it is.
            out.values.append(fitsWidth || slot == numberSlot ? readCell(slot, carried, &out.problems) : nil)
        }
        if let numberSlot { out.orderNumber = out.values[numberSlot]?.text ?? "" }
        return out
    }

    private mutating func readCell(_ slot: Int, _ carried: Carried, _ problems: inout [ReadRow<Field>.Problem]) -> CellValue? {
        let index = columns[slot].index
        let cell = index.flatMap { $0 < cells.count ? cells[$0] : nil } ?? []
        let reason: BadReason
        do {
            if let value = try columns[slot].memo.read(cell) { return value }
            if let index, carried.nothingAbove.contains(index) {
                reason = .nothingAbove
            } else if columns[slot].isRequiredOnEachRow {
                reason = .missing
            } else {
                return nil
            }
        } catch {
            reason = error
        }
        problems.append(.init(field: columns[slot].field, column: index ?? 0, value: text(cell), reason: reason))
        return nil
    }
}

extension TableMapping.Skip.Test {
    func holds(_ cell: String) -> Bool {
        switch self {
        case .oneOf(let values): values.contains(HeaderKey.fold(cell))
        case .blank: cell.isEmpty
        case .notBlank: !cell.isEmpty
        }
    }
}
