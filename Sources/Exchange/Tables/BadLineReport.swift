/// Collects what was refused, and gives it back in the file's order.
struct BadLineReport<Field: TableField> {
    let file: String
    let head: [UInt8]
    private var refused: [ReadRow<Field>] = []

    init(file: String, head: [UInt8]) {
        self.file = file
        self.head = head
    }

    /// Rows that are refused together; those without a fault of their own point to the first that has one.
    mutating func add(_ group: [ReadRow<Field>]) {
        let cause = group.first { !$0.problems.isEmpty }?.line ?? 0
        for var row in group {
            if row.problems.isEmpty {
                row.problems = [.init(field: nil, column: 0, value: "", reason: .refusedWithOrder(line: cause))]
            }
            refused.append(row)
        }
    }

    func finish(_ grid: some CellGrid) -> ([BadLine], RefusedRows) {
        var lines: [BadLine] = []
        var rows = RefusedRows(head: head)
        // A blank that meant "as above" needs the row above it also in the new file, even if that one was skipped.
        rows.rows = Set(refused.map(\.row)).union(refused.flatMap(\.carriedFrom)).sorted().map { grid.raw(row: $0) }
        for row in refused.sorted(by: { $0.row < $1.row }) {
            let raw = grid.raw(row: row.row)
            for problem in row.problems {
                let at = grid.position(row: row.row, column: problem.column)
                lines.append(BadLine(file: file, line: at.line, column: at.column, field: problem.field?.rawValue, value: problem.value,
                    reason: problem.reason, orderNumber: row.orderNumber, raw: raw))
            }
        }
        return (lines, rows)
    }
}
