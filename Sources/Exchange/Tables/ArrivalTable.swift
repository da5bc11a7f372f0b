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
        let fields = plan.columns.map(\.field)
        var report = BadLineReport<ArrivalField>(file: file, head: grid.rawHead(before: plan.firstRow))
        let identifying = [ArrivalField.lineNumber, .sku].compactMap { plan.slot($0) }
        var reader = RowReader(grid: grid, plan: plan, mapping: mapping)
        for var row in reader.readAll(&result.summary) {
            // A table with the columns but blanks in them is a slip, not a whole order.
            if row.problems.isEmpty, let slot = identifying.first, identifying.allSatisfy({ row.values[$0] == nil }) {
                row.problems.append(.init(field: fields[slot], column: plan.columns[slot].index ?? 0, value: "", reason: .missing))
            }
            if row.problems.isEmpty {
                result.rows.append(ArrivalRow(fields, row.values, line: row.line))
            } else {
                report.add([row])
            }
        }
        (result.badLines, result.refused) = report.finish(grid)
        return result
    }
}

extension ArrivalRow {
    /// The fields are those of the values.
    init(_ fields: [ArrivalField], _ values: [CellValue?], line: Int) {
        fileLine = line
        for (slot, field) in fields.enumerated() {
            guard let value = values[slot] else { continue }
            switch field {
            case .orderNumber: orderNumber = value.text ?? ""
            case .lineNumber: lineNumber = value.integer
            case .sku: sku = value.text ?? ""
            case .quantity: quantity = value.integer
            case .date:
                date = value.day?.day ?? ""
                time = value.day?.time ?? ""
            case .remark: remark = value.text ?? ""
            }
        }
    }
}
