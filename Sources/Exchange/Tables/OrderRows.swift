/// One row of an order table, read but not yet joined with others. Absent texts are empty.
public struct OrderRow: Hashable, Sendable {
    /// The line of the file on which it begins.
    public var fileLine = 0
    public var orderNumber = ""
    public var shop = ""
    public var brand = ""
    public var customer = ""
    /// In the form of `PhoneCell.text`.
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

extension OrderRow: FilledFromRow {
    mutating func take(_ field: OrderField, _ value: CellValue) {
        switch field {
        case .orderNumber: orderNumber = value.text ?? ""
        case .shop: shop = value.text ?? ""
        case .brand: brand = value.text ?? ""
        case .customer: customer = value.text ?? ""
        case .phone: phone = value.text ?? ""
        case .address: address = value.text ?? ""
        case .district: district = value.text ?? ""
        case .contractDate:
            contractDate = value.day?.day ?? ""
            contractTime = value.day?.time ?? ""
        case .guide: guide = value.text ?? ""
        case .designer: designer = value.text ?? ""
        case .amount: amountCents = value.integer
        case .plannedDelivery: plannedDelivery = value.day?.day ?? ""
        case .plannedInstall: plannedInstall = value.day?.day ?? ""
        case .remark: remark = value.text ?? ""
        case .lineNumber, .sku, .product, .quantity, .lineAmount, .volume, .weight, .pieces, .productClass, .installation, .expectedArrival: break
        }
    }
}

extension OrderLineRow: FilledFromRow {
    mutating func take(_ field: OrderField, _ value: CellValue) {
        switch field {
        case .lineNumber: number = value.integer ?? 0
        case .sku: sku = value.text ?? ""
        case .product: product = value.text ?? ""
        case .quantity: quantity = value.integer ?? 1
        case .lineAmount: amountCents = value.integer
        case .volume: volumeCubicCentimetres = value.integer
        case .weight: weightGrams = value.integer
        case .pieces: pieces = value.integer
        case .productClass: productClass = value.text ?? ""
        case .installation: needsInstallation = value.flag
        case .expectedArrival: expectedArrival = value.day?.day ?? ""
        case .remark: remark = value.text ?? ""
        case .orderNumber, .shop, .brand, .customer, .phone, .address, .district, .contractDate, .guide, .designer, .amount,
            .plannedDelivery, .plannedInstall: break
        }
    }
}
