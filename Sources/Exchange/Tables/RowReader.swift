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
    var values: [Field: CellValue] = [:]
    var problems: [Problem] = []
    /// The rows above that its blanks were filled from.
    var carriedFrom: Set<Int> = []

    var orderNumber: String { Field(rawValue: "orderNumber").flatMap { values[$0]?.text } ?? "" }
}

/// Walks the rows of a grid once, carrying blanks down.
struct RowReader<Field: TableField, Grid: CellGrid> {
    let grid: Grid
    let plan: ColumnPlan<Field>
    let mapping: TableMapping<Field>

    func readAll(_ summary: inout TableSummary) -> [ReadRow<Field>] {
        var out: [ReadRow<Field>] = []
        out.reserveCapacity(max(0, grid.rowCount - plan.firstRow))
        var above: [Int: Above] = [:]
        for row in plan.firstRow..<max(plan.firstRow, grid.rowCount) {
            let count = grid.fieldCount(row: row)
            var cells: [String] = []
            cells.reserveCapacity(count)
            var blank = true
            for column in 0..<count {
                let text = CellText.trimmed(grid.text(row: row, column: column))
                if !text.isEmpty { blank = false }
                cells.append(text)
            }
            if blank {
                summary.blankRows += 1
                continue
            }
            summary.dataRows += 1
            let carried = carryDown(&cells, &above, row)
            if plan.skips.contains(where: { $0.index < cells.count && $0.test.holds(cells[$0.index]) }) {
                summary.skippedRows += 1
                continue
            }
            out.append(read(row, cells, carried))
        }
        return out
    }

    private struct Above {
        let text: String
        let row: Int
    }

    private struct Carried {
        /// Columns where there was nothing to fill from.
        var nothingAbove: Set<Int> = []
        var rows: Set<Int> = []
    }

    private func carryDown(_ cells: inout [String], _ above: inout [Int: Above], _ row: Int) -> Carried {
        var out = Carried()
        for column in plan.columns where column.reader.rule.carriesDown {
            guard let index = column.index, index < cells.count else { continue }
            if !cells[index].isEmpty {
                above[index] = Above(text: cells[index], row: row)
            } else if let source = above[index] {
                cells[index] = source.text
                out.rows.insert(source.row)
            } else {
                out.nothingAbove.insert(index)
            }
        }
        return out
    }

    private func read(_ row: Int, _ cells: [String], _ carried: Carried) -> ReadRow<Field> {
        var out = ReadRow<Field>(row: row, line: grid.position(row: row, column: 0).line)
        out.carriedFrom = carried.rows
        out.values.reserveCapacity(plan.columns.count)
        var fitsWidth = cells.count == plan.width
        if cells.count < plan.width { fitsWidth = mapping.shortRows == .pad }
        // Empty cells at the end are what spreadsheets leave.
        if cells.count > plan.width { fitsWidth = cells[plan.width...].allSatisfy(\.isEmpty) }
        if !fitsWidth {
            out.problems.append(.init(field: nil, column: 0, value: "", reason: .fieldCount(expected: plan.width, found: cells.count)))
        }
        for column in plan.columns {
            // Of a row that does not fit, only the order number is looked at, to know whose it is.
            if !fitsWidth, column.field.rawValue != "orderNumber" { continue }
            let index = column.index ?? 0
            let text = column.index.map { $0 < cells.count ? cells[$0] : "" } ?? ""
            do {
                if let value = try column.reader.read(text) {
                    out.values[column.field] = value
                } else if carried.nothingAbove.contains(index), column.index != nil {
                    out.problems.append(.init(field: column.field, column: index, value: "", reason: .nothingAbove))
                } else if column.reader.rule.isRequired, column.field.usualMerge == nil || column.field.rawValue == "orderNumber" {
                    out.problems.append(.init(field: column.field, column: index, value: text, reason: .missing))
                }
            } catch {
                out.problems.append(.init(field: column.field, column: index, value: text, reason: error))
            }
        }
        return out
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
