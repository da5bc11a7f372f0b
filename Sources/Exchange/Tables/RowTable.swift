/// Something that is filled column by column from the values of a row.
protocol FilledFromRow {
    associatedtype Field: TableField
    init()
    /// The line of the file on which the row begins.
    var fileLine: Int { get set }
    mutating func take(_ field: Field, _ value: CellValue)
}

extension FilledFromRow {
    /// The fields are those of the values.
    init(_ fields: [Field], _ values: [CellValue?], line: Int) {
        self.init()
        fileLine = line
        for (slot, field) in fields.enumerated() {
            if let value = values[slot] { take(field, value) }
        }
    }
}

/// A row that stands for itself: a bad one does not hold up the others.
protocol TableRow: FilledFromRow, Sendable {
    /// Adds to the row's problems what its cells cannot show one by one.
    static func check(_ row: inout ReadRow<Field>, _ plan: ColumnPlan<Field>)
}

/// What was read of a table whose rows stand for themselves.
public struct RowTable<Row: Sendable>: Sendable {
    public private(set) var rows: [Row] = []
    public private(set) var badLines: [BadLine] = []
    public private(set) var refused = RefusedRows()
    public private(set) var summary = TableSummary()

    /// - Parameter judge: what only the caller can judge about a row.
    init(
        bytes: [UInt8], file: String, mapping: TableMapping<Row.Field>, judge: (inout ReadRow<Row.Field>, ColumnPlan<Row.Field>) -> Void = { _, _ in }
    ) throws(TableError) where Row: TableRow {
        let grid = try TableSource.grid(bytes: bytes, file: file, mapping: mapping)
        let plan = try ColumnPlan(mapping: mapping, grid: grid, file: file)
        summary.ignoredHeaders = plan.ignoredHeaders
        summary.absentFields = plan.absentFields
        summary.encoding = grid.encoding
        summary.delimiter = grid.table.delimiter
        let fields = plan.columns.map(\.field)
        var report = BadLineReport<Row.Field>(file: file, head: grid.rawHead(before: plan.firstRow))
        var reader = RowReader(grid: grid, plan: plan, mapping: mapping)
        for var row in reader.readAll(&summary) {
            Row.check(&row, plan)
            judge(&row, plan)
            if row.problems.isEmpty { rows.append(Row(fields, row.values, line: row.line)) } else { report.add([row]) }
        }
        (badLines, refused) = report.finish(grid)
    }
}

extension ReadRow {
    mutating func fail(_ field: Field, in plan: ColumnPlan<Field>, _ value: String, _ reason: BadReason) {
        problems.append(.init(field: field, column: plan.slot(field).flatMap { plan.columns[$0].index } ?? 0, value: value, reason: reason))
    }
}
