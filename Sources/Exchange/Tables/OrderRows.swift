/// One row of an order table, read but not yet joined with others. Absent texts are empty.
public struct OrderRow: Hashable, Sendable {
    /// The line of the file on which it begins.
    public var fileLine = 0
    public var orderNumber = ""
    public var shop = ""
    public var brand = ""
    public var customer = ""
    /// In the form of `PhoneNumber.text`.
    public var phone = ""
    public var address = ""
    public var district = ""
    /// Days are `2026-11-22`, times `15:04:00`; empty when absent.
    public var contractDate = ""
    public var contractTime = ""
    public var guide = ""
    public var designer = ""
    public var amountCents: Int?
    public var plannedDelivery = ""
    public var plannedInstall = ""
    public var remark = ""
    /// Nil when the row only mentions the order.
    public var item: OrderLineRow?

    public init() {}
}

/// What one row says about goods.
public struct OrderLineRow: Hashable, Sendable {
    public var fileLine = 0
    /// The file's line number, or the next free one of the order.
    public var number = 0
    public var sku = ""
    public var product = ""
    public var quantity = 1
    public var amountCents: Int?
    public var volumeCubicCentimetres: Int?
    public var weightGrams: Int?
    public var pieces: Int?
    public var productClass = ""
    public var needsInstallation: Bool?
    public var expectedArrival = ""
    public var remark = ""

    public init() {}
}

/// One order with its lines, ready to be turned into the core's types.
public struct OrderDraftRow: Hashable, Sendable {
    /// The order's own facts, joined over its rows; `head.item` is nil.
    public var head: OrderRow
    public var lines: [OrderLineRow]

    public init(head: OrderRow, lines: [OrderLineRow]) {
        self.head = head
        self.lines = lines
    }

    public var orderNumber: String { head.orderNumber }

    /// The sum of the lines' amounts, when each has one.
    public var linesAmountCents: Int? {
        lines.isEmpty ? nil : lines.reduce(Int?.some(0)) { sum, line in
            guard let sum, let amount = line.amountCents else { return nil }
            return sum + amount
        }
    }
}

extension OrderRow {
    init(_ values: [OrderField: CellValue], line: Int) {
        func text(_ field: OrderField) -> String { values[field]?.text ?? "" }
        func day(_ field: OrderField) -> String { values[field]?.day?.day ?? "" }
        fileLine = line
        orderNumber = text(.orderNumber)
        shop = text(.shop)
        brand = text(.brand)
        customer = text(.customer)
        phone = text(.phone)
        address = text(.address)
        district = text(.district)
        contractDate = day(.contractDate)
        contractTime = values[.contractDate]?.day?.time ?? ""
        guide = text(.guide)
        designer = text(.designer)
        amountCents = values[.amount]?.integer
        plannedDelivery = day(.plannedDelivery)
        plannedInstall = day(.plannedInstall)
        remark = text(.remark)
    }
}

extension OrderLineRow {
    init(_ values: [OrderField: CellValue], line: Int) {
        func text(_ field: OrderField) -> String { values[field]?.text ?? "" }
        fileLine = line
        number = values[.lineNumber]?.integer ?? 0
        sku = text(.sku)
        product = text(.product)
        quantity = values[.quantity]?.integer ?? 1
        amountCents = values[.lineAmount]?.integer
        volumeCubicCentimetres = values[.volume]?.integer
        weightGrams = values[.weight]?.integer
        pieces = values[.pieces]?.integer
        productClass = text(.productClass)
        needsInstallation = values[.installation]?.flag
        expectedArrival = values[.expectedArrival]?.day?.day ?? ""
        remark = text(.remark)
    }
}
