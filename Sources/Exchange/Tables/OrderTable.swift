/// Reads a table of orders.
public enum OrderTable {
    public struct Result: Sendable {
        /// In the order of their first rows.
        public var orders: [OrderDraftRow] = []
        /// The good rows by themselves.
        public var rows: [OrderRow] = []
        public var badLines: [BadLine] = []
        public var refused = RefusedRows()
        public var refusedOrders = 0
        public var summary = TableSummary()
    }

    public static func read(
        bytes: [UInt8], file: String, mapping: TableMapping<OrderField> = .builtIn
    ) throws(TableError) -> Result {
        let grid = try TableSource.grid(bytes: bytes, file: file, mapping: mapping)
        var result = try read(grid: grid, file: file, mapping: mapping)
        result.summary.encoding = grid.encoding
        result.summary.delimiter = grid.table.delimiter
        return result
    }

    public static func read(
        grid: some CellGrid, file: String, mapping: TableMapping<OrderField> = .builtIn
    ) throws(TableError) -> Result {
        let plan = try ColumnPlan(mapping: mapping, grid: grid, file: file)
        var result = Result()
        result.summary.ignoredHeaders = plan.ignoredHeaders
        result.summary.absentFields = plan.absentFields
        let fields = plan.columns.map(\.field)
        let merge = OrderMerge(plan: plan)
        var report = BadLineReport<OrderField>(file: file, head: grid.rawHead(before: plan.firstRow))
        var reader = RowReader(grid: grid, plan: plan, mapping: mapping)
        var rows = reader.readAll(&result.summary)
        result.rows.reserveCapacity(rows.count)
        for group in OrderGroups.of(rows) {
            // A row that was refused by itself would only make its order's other figures look wrong too.
            var head: [CellValue?] = []
            var lines: [OrderLineRow] = []
            var dropped = 0
            if group.allSatisfy({ rows[$0].problems.isEmpty }) {
                head = merge.head(&rows, group)
                lines = merge.lines(&rows, group, dropIdentical: mapping.duplicateLines == .dropIdentical, dropped: &dropped)
            }
            guard group.allSatisfy({ rows[$0].problems.isEmpty }) else {
                result.refusedOrders += 1
                report.add(group.map { rows[$0] })
                continue
            }
            result.summary.droppedDuplicates += dropped
            result.orders.append(OrderDraftRow(head: OrderRow(fields, head, line: rows[group[group.startIndex]].line), lines: lines))
            var next = 0  // lines stand in the order of their rows
            for i in group {
                var out = OrderRow(fields, rows[i].values, line: rows[i].line)
                if next < lines.count, lines[next].fileLine == out.fileLine {
                    out.item = lines[next]
                    next += 1
                }
                result.rows.append(out)
            }
        }
        (result.badLines, result.refused) = report.finish(grid)
        return result
    }
}

/// Opens a text table by the settings of a mapping.
enum TableSource {
    static func grid<Field>(bytes: [UInt8], file: String, mapping: TableMapping<Field>) throws(TableError) -> CSVGrid {
        do {
            return try CSVGrid(bytes: bytes, reader: CSVReader(delimiter: mapping.delimiter, allowsQuoteInPlainField: mapping.allowsQuoteInPlainField))
        } catch {
            throw TableError(file: file, position: error.position, reason: .content(error))
        }
    }
}
