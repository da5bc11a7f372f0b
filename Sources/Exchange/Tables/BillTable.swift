import Dispatching

/// The columns of a carrier's monthly bill: one row for each piece.
public enum BillField: String, TableField {
    case number, amount, weight, day

    public var kind: FieldKind {
        switch self {
        case .number: .code
        case .amount: .number(.money, sign: .notNegative)
        case .weight: .number(.weight, sign: .notNegative)
        case .day: .day
        }
    }

    public var aliases: [String] {
        switch self {
        case .number: ["单号", "邮件号", "邮件号码", "运单号", "转出单号", "number", "waybill"]
        case .amount: ["金额", "资费", "费用", "运费", "amount", "fee", "charge"]
        case .weight: ["重量", "计费重量", "weight", "weight kg"]
        case .day: ["日期", "收寄日期", "寄件日期", "date", "day"]
        }
    }

    public var isRequired: Bool { self == .number || self == .amount }
    public var usualMerge: FieldRule.Merge? { nil }
}

/// One row of a bill.
public struct BillRow: Hashable, Sendable {
    public var fileLine = 0
    public var number = ""
    /// Cents.
    public var amount = 0
    /// Grams.
    public var weight: Int?

    public init() {}

    public var bill: TransitBill {
        TransitBill(number: number, amount: Money(units: amount), weight: weight.map { Weight(units: ($0 + 5) / 10) }, line: fileLine)
    }
}

extension BillRow: TableRow {
    mutating func take(_ field: BillField, _ value: CellValue) {
        switch field {
        case .number: number = value.text ?? ""
        case .amount: amount = value.integer ?? 0
        case .weight: weight = value.integer
        // The month is asked for by its own name.
        case .day: break
        }
    }

    static func check(_ row: inout ReadRow<BillField>, _ plan: ColumnPlan<BillField>) {}
}

/// A bill as it was read; a line that cannot be read is told, and nothing is settled by such a bill.
public struct BillFile: Sendable {
    public let bills: [TransitBill]
    public let badLines: [BadLine]

    public init(bytes: [UInt8], file: String, mapping: TableMapping<BillField> = .builtIn) throws(TableError) {
        let table = try RowTable<BillRow>(bytes: bytes, file: file, mapping: mapping)
        bills = table.rows.map(\.bill)
        badLines = table.badLines
    }
}
