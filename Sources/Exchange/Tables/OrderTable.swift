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
        let merge = OrderMerge(plan: plan)
        var report = BadLineReport<OrderField>(file: file, head: grid.rawHead(before: plan.firstRow))
        for var group in groups(RowReader(grid: grid, plan: plan, mapping: mapping).readAll(&result.summary)) {
            // A row that was refused by itself would only make its order's other figures look wrong too.
            var head: [OrderField: CellValue] = [:]
            var lines: [OrderLineRow] = []
            var dropped = 0
            if group.allSatisfy(\.problems.isEmpty) {
                head = merge.head(&group)
                lines = merge.lines(&group, dropIdentical: mapping.duplicateLines == .dropIdentical, dropped: &dropped)
            }
            if group.allSatisfy(\.problems.isEmpty) {
                result.summary.droppedDuplicates += dropped
                result.orders.append(OrderDraftRow(head: OrderRow(head, line: group[0].line), lines: lines))
                var rest = lines[...]  // in the order of the rows
                for row in group {
                    var out = OrderRow(row.values, line: row.line)
                    if rest.first?.fileLine == row.line { out.item = rest.removeFirst() }
                    result.rows.append(out)
                }
            } else {
                result.refusedOrders += 1
                report.add(group)
            }
        }
        (result.badLines, result.refused) = report.finish(grid)
        return result
    }

    /// Rows of one order number together, wherever they stand; a row without a readable number stands alone.
    private static func groups(_ rows: [ReadRow<OrderField>]) -> [[ReadRow<OrderField>]] {
        var groups: [[ReadRow<OrderField>]] = []
        var groupOfNumber: [String: Int] = [:]
        for row in rows {
            let number = row.orderNumber
            if let group = groupOfNumber[number], !number.isEmpty {
                groups[group].append(row)
            } else {
                groupOfNumber[number] = groups.count
                groups.append([row])
            }
        }
        return groups
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

public typealias OrderTableResult = OrderTable.Result
public typealias ArrivalTableResult = ArrivalTable.Result
