/// What came into the warehouse, row by row.
public struct ArrivalRow: Hashable, Sendable {
    public var fileLine = 0
    public var orderNumber = ""
    /// Neither line number nor article: the whole order came.
    public var lineNumber: Int?
    public var sku = ""
    /// Nil: all of it.
    public var quantity: Int?
    public var date = ""
    public var time = ""
    public var remark = ""

    public init() {}
}

/// Reads a table of arrivals. Rows stand for themselves: a bad one does not hold up the others.
public enum ArrivalTable {
    public struct Result: Sendable {
        public var rows: [ArrivalRow] = []
        public var badLines: [BadLine] = []
        public var refused = RefusedRows()
        public var summary = TableSummary()
    }

    public static func read(
        bytes: [UInt8], file: String, mapping: TableMapping<ArrivalField> = .builtIn
    ) throws(TableError) -> Result {
        let grid = try TableSource.grid(bytes: bytes, file: file, mapping: mapping)
        var result = try read(grid: grid, file: file, mapping: mapping)
        result.summary.encoding = grid.encoding
        result.summary.delimiter = grid.table.delimiter
        return result
    }

    public static func read(
        grid: some CellGrid, file: String, mapping: TableMapping<ArrivalField> = .builtIn
    ) throws(TableError) -> Result {
        let plan = try ColumnPlan(mapping: mapping, grid: grid, file: file)
        var result = Result()
        result.summary.ignoredHeaders = plan.ignoredHeaders
        result.summary.absentFields = plan.absentFields
        var report = BadLineReport<ArrivalField>(file: file, head: grid.rawHead(before: plan.firstRow))
        let identifying = [ArrivalField.lineNumber, .sku].compactMap { plan.column($0) }
        for var row in RowReader(grid: grid, plan: plan, mapping: mapping).readAll(&result.summary) {
            // A table with the columns but blanks in them is a slip, not a whole order.
            if row.problems.isEmpty, let column = identifying.first, identifying.allSatisfy({ row.values[$0.field] == nil }) {
                row.problems.append(.init(field: column.field, column: column.index ?? 0, value: "", reason: .missing))
            }
            guard row.problems.isEmpty else {
                report.add([row])
                continue
            }
            var out = ArrivalRow()
            out.fileLine = row.line
            out.orderNumber = row.orderNumber
            out.lineNumber = row.values[.lineNumber]?.integer
            out.sku = row.values[.sku]?.text ?? ""
            out.quantity = row.values[.quantity]?.integer
            out.date = row.values[.date]?.day?.day ?? ""
            out.time = row.values[.date]?.day?.time ?? ""
            out.remark = row.values[.remark]?.text ?? ""
            result.rows.append(out)
        }
        (result.badLines, result.refused) = report.finish(grid)
        return result
    }
}
