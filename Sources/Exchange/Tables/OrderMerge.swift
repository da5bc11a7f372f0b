/// Joins what the rows of one order say about the order.
struct OrderMerge {
    typealias Row = ReadRow<OrderField>

    private struct Column {
        let slot: Int
        let field: OrderField
        /// For messages.
        let index: Int
        let isRequired: Bool
        let merge: FieldRule.Merge?

        init(_ slot: Int, _ column: ColumnPlan<OrderField>.Column) {
            self.slot = slot
            field = column.field
            index = column.index ?? 0
            isRequired = column.reader.rule.isRequired
            merge = column.reader.rule.merge
        }

        func problem(_ value: String, _ reason: BadReason) -> Row.Problem {
            Row.Problem(field: field, column: index, value: value, reason: reason)
        }
    }

    private let columns: [Column]
    /// The columns that make a row an order line.
    private let content: [Int]
    private let fields: [OrderField]
    private let product: Column?
    private let sku: Column?
    private let quantity: Column?
    private let lineNumber: Column?

    init(plan: ColumnPlan<OrderField>) {
        let columns = plan.columns.enumerated().map { Column($0, $1) }
        func column(_ field: OrderField) -> Column? { plan.slot(field).map { columns[$0] } }
        self.columns = columns
        fields = columns.map(\.field)
        // A constant or default alone does not make a line of a row that says nothing about goods,
        // unless it names the goods.
        content = columns.indices.filter { slot in
            let field = columns[slot].field
            return OrderField.lineContent.contains(field) && (field == .product || field == .sku || plan.columns[slot].index != nil)
        }
        product = column(.product)
        sku = column(.sku)
        quantity = column(.quantity)
        lineNumber = column(.lineNumber)
    }

    /// The joined values of a group of rows; problems are put on the row that causes them.
    func head(_ rows: inout [Row], _ group: ArraySlice<Int>) -> [CellValue?] {
        var joined = [CellValue?](repeating: nil, count: columns.count)
        for column in columns {
            guard let merge = column.merge else { continue }
            guard let first = group.first(where: { rows[$0].values[column.slot] != nil }) else {
                if column.isRequired { rows[group[group.startIndex]].problems.append(column.problem("", .missing)) }
                continue
            }
            if merge == .same {
                refuseOthers(than: first, &rows, group, column)
                joined[column.slot] = rows[first].values[column.slot]
            } else {
                joined[column.slot] = join(merge, &rows, group, column)
            }
        }
        return joined
    }

    private func refuseOthers(than first: Int, _ rows: inout [Row], _ group: ArraySlice<Int>, _ column: Column) {
        for i in group where i > first {
            guard let value = rows[i].values[column.slot], let agreed = rows[first].values[column.slot], value != agreed else { continue }
            rows[i].problems.append(column.problem(value.shown, .contradicts(line: rows[first].line, value: agreed.shown)))
        }
    }

    private func join(_ merge: FieldRule.Merge, _ rows: inout [Row], _ group: ArraySlice<Int>, _ column: Column) -> CellValue? {
        let values = group.compactMap { rows[$0].values[column.slot] }
        switch merge {
        case .same, .first: return values.first
        case .last: return values.last
        case .earliest: return values.min { $0.shown < $1.shown }
        case .latest: return values.max { $0.shown < $1.shown }
        case .sum:
            var sum = 0
            for i in group {
                guard let value = rows[i].values[column.slot] else { continue }
                let (next, overflow) = sum.addingReportingOverflow(value.integer ?? 0)
                if overflow { rows[i].problems.append(column.problem(value.shown, .outOfRange)) }
                sum = next
            }
            return .integer(sum)
        case .join:
            var seen: [String] = []
            for text in values.compactMap(\.text) where !seen.contains(text) { seen.append(text) }
            return .text(seen.joined(separator: "；"))
        }
    }

    /// The rows of a group that are order lines, numbered; problems are put on the row that causes them.
    func lines(_ rows: inout [Row], _ group: ArraySlice<Int>, dropIdentical: Bool, dropped: inout Int) -> [OrderLineRow] {
        var lines: [OrderLineRow] = []
        lines.reserveCapacity(group.count)
        var rowOfNumber: [Int: Int] = [:]
        for i in group {
            let values = rows[i].values
            func value(_ column: Column?) -> CellValue? { column.flatMap { values[$0.slot] } }
            guard content.contains(where: { values[$0] != nil }) else { continue }
            if value(product) == nil, value(sku) == nil {
                rows[i].problems.append(.init(field: .product, column: product?.index ?? 0, value: "", reason: .missing))
                continue
            }
            if let quantity, value(quantity) == nil {
                rows[i].problems.append(quantity.problem("", .missing))
                continue
            }
            if let lineNumber, let number = value(lineNumber)?.integer {
                if let earlier = rowOfNumber[number] {
                    if dropIdentical, rows[earlier].values == values {
                        dropped += 1
                    } else {
                        rows[i].problems.append(lineNumber.problem(String(number), .duplicateLine(line: rows[earlier].line, number: number)))
                    }
                    continue
                }
                rowOfNumber[number] = i
            }
            lines.append(OrderLineRow(fields, values, line: rows[i].line))
        }
        var next = 1
        for i in lines.indices where lines[i].number == 0 {
            while rowOfNumber[next] != nil { next += 1 }
            lines[i].number = next
            next += 1
        }
        return lines
    }
}
