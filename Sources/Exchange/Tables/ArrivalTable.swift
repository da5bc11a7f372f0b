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

extension ArrivalRow: TableRow {
    mutating func take(_ field: ArrivalField, _ value: CellValue) {
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

    static func check(_ row: inout ReadRow<ArrivalField>, _ plan: ColumnPlan<ArrivalField>) {
        // A table with the columns but blanks in them is a slip, not a whole order.
        let identifying = [ArrivalField.lineNumber, .sku].filter { plan.slot($0) != nil }
        if row.problems.isEmpty, let field = identifying.first, identifying.allSatisfy({ plan.slot($0).flatMap { row.values[$0] } == nil }) {
            row.fail(field, in: plan, "", .missing)
        }
    }
}
