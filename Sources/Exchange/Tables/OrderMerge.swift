/// Joins what the rows of one order say about the order.
struct OrderMerge {
    let plan: ColumnPlan<OrderField>

    typealias Row = ReadRow<OrderField>

    /// The joined values; problems are put on the row that causes them.
    func head(_ rows: inout [Row]) -> [OrderField: CellValue] {
        var joined: [OrderField: CellValue] = [:]
        for column in plan.columns {
            guard let merge = column.reader.rule.merge else { continue }
            let said = rows.indices.filter { rows[$0].values[column.field] != nil }
            guard let first = said.first else {
                if column.reader.rule.isRequired {
                    rows[0].problems.append(.init(field: column.field, column: column.index ?? 0, value: "", reason: .missing))
                }
                continue
            }
            let values = said.compactMap { rows[$0].values[column.field] }
            switch merge {
            case .same:
                joined[column.field] = values[0]
                for (i, value) in zip(said, values) where value != values[0] {
                    rows[i].problems.append(.init(field: column.field, column: column.index ?? 0, value: value.shown,
                        reason: .contradicts(line: rows[first].line, value: values[0].shown)))
                }
            case .first: joined[column.field] = values[0]
            case .last: joined[column.field] = values[values.count - 1]
            case .earliest: joined[column.field] = values.min { $0.shown < $1.shown }
            case .latest: joined[column.field] = values.max { $0.shown < $1.shown }
            case .sum:
                var sum = 0
                for (i, value) in zip(said, values) {
                    let (next, overflow) = sum.addingReportingOverflow(value.integer ?? 0)
                    if overflow { rows[i].problems.append(.init(field: column.field, column: column.index ?? 0, value: value.shown, reason: .outOfRange)) }
                    sum = next
                }
                joined[column.field] = .integer(sum)
            case .join:
                var seen: [String] = []
                for text in values.compactMap(\.text) where !seen.contains(text) { seen.append(text) }
                joined[column.field] = .text(seen.joined(separator: "；"))
            }
        }
        return joined
    }

    /// The rows that are order lines, numbered; problems are put on the row that causes them.
    func lines(_ rows: inout [Row], dropIdentical: Bool, dropped: inout Int) -> [OrderLineRow] {
        var lines: [OrderLineRow] = []
        var rowOfNumber: [Int: Int] = [:]
        for i in rows.indices {
            let values = rows[i].values
            let hasContent = OrderField.lineContent.contains { field in
                // A constant or default alone does not make a line of a row that says nothing about goods,
                // unless it names the goods.
                values[field] != nil && (field == .product || field == .sku || plan.column(field)?.index != nil)
            }
            guard hasContent else { continue }
            if values[.product] == nil, values[.sku] == nil {
                rows[i].problems.append(.init(field: .product, column: plan.column(.product)?.index ?? 0, value: "", reason: .missing))
                continue
            }
            if let quantity = plan.column(.quantity), values[.quantity] == nil {
                rows[i].problems.append(.init(field: .quantity, column: quantity.index ?? 0, value: "", reason: .missing))
                continue
            }
            if let number = values[.lineNumber]?.integer {
                if let earlier = rowOfNumber[number] {
                    if dropIdentical, rows[earlier].values == values {
                        dropped += 1
                        continue
                    }
                    rows[i].problems.append(.init(field: .lineNumber, column: plan.column(.lineNumber)?.index ?? 0, value: String(number),
                        reason: .duplicateLine(line: rows[earlier].line, number: number)))
                    continue
                }
                rowOfNumber[number] = i
            }
            lines.append(OrderLineRow(values, line: rows[i].line))
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
