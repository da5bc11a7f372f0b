import Dispatching

/// The columns of the courier system's scan export: one row for each scan.
public enum ScanField: String, TableField {
    case waybill, kind, at, node, next, person, customer, phone, address, senderBranch, pieces, weight, cod, freightCollect, remark

    public var kind: FieldKind {
        switch self {
        case .waybill, .kind: .code
        case .at: .day
        case .phone: .phone
        case .pieces: .number(.count, sign: .positive)
        case .weight: .number(.weight, sign: .notNegative)
        case .cod, .freightCollect: .number(.money, sign: .notNegative)
        case .node, .next, .person, .customer, .senderBranch: .name
        case .address, .remark: .text
        }
    }

    public var aliases: [String] {
        switch self {
        case .waybill: ["运单号", "运单编号", "单号", "面单号", "waybill", "number"]
        case .kind: ["扫描类型", "类型", "操作类型", "操作", "scan", "kind", "type"]
        case .at: ["扫描时间", "操作时间", "时间", "at", "time", "scanned at"]
        case .node: ["扫描网点", "网点", "操作网点", "站点", "node", "branch"]
        case .next: ["下一站", "发往", "上一站或下一站", "next", "sent to"]
        case .person: ["扫描人", "操作人", "业务员", "派件员", "收派员", "签收人", "person", "courier"]
        case .customer: ["收件人", "收货人", "receiver", "customer"]
        case .phone: ["收件人电话", "收件电话", "电话", "phone"]
        case .address: ["收件地址", "收件人地址", "地址", "address"]
        case .senderBranch: ["寄件网点", "始发网点", "sender branch"]
        case .pieces: ["件数", "pieces"]
        case .weight: ["重量", "weight", "weight kg"]
        case .cod: ["代收货款", "代收", "cod"]
        case .freightCollect: ["到付", "到付款", "freight collect"]
        case .remark: OrderField.remark.aliases
        }
    }

    public var isRequired: Bool { self == .waybill || self == .kind || self == .at || self == .node }
    public var usualMerge: FieldRule.Merge? { nil }
}

/// One row of a scan export.
public struct ScanEvent: Hashable, Sendable {
    public var fileLine = 0
    public var waybill = ""
    public var kind = Parcel.Scan.Kind.arrive
    /// `2026-11-22` and `15:04:00`.
    public var day = "", time = ""
    public var node = ""
    public var next: String?
    public var person: String?
    /// What the row says of the parcel, by the names of its fields.
    public var facts: [String: Value] = [:]

    public init() {}

    /// The courier's words; the English ones are those of our own export.
    static let kinds: [String: Parcel.Scan.Kind] = [
        "收件": .collect, "揽收": .collect, "揽件": .collect, "collect": .collect, "发件": .send, "发出": .send, "发往": .send, "send": .send, "到件": .arrive, "到达": .arrive, "arrive": .arrive,
        "派件": .deliver, "派送": .deliver, "deliver": .deliver, "签收": .sign, "sign": .sign,
    ]

    static func kind(_ text: String) -> Parcel.Scan.Kind? {
        let text = text.lowercased()
        return kinds[text.hasSuffix("扫描") ? String(text.dropLast(2)) : text]
    }
}

extension ScanEvent: TableRow {
    mutating func take(_ field: ScanField, _ value: CellValue) {
        switch field {
        case .waybill: waybill = value.text ?? ""
        case .kind: kind = value.text.flatMap { Self.kind($0) } ?? .arrive
        case .at: (day, time) = (value.day?.day ?? "", value.day?.time ?? "")
        case .node: node = value.text ?? ""
        case .next: next = value.text
        case .person: person = value.text
        case .pieces: facts[field.rawValue] = Value(value.integer)
        case .cod, .freightCollect: facts[field.rawValue] = Value(value.integer.map { Money(units: $0).description })
        // Grams; what is kept is hundredths of a kilogram, halves rounded up.
        case .weight: facts[field.rawValue] = Value(value.integer.map { Weight(units: ($0 + 5) / 10).description })
        case .customer, .phone, .address, .senderBranch, .remark: facts[field.rawValue] = Value(value.text)
        }
    }

    static func check(_ row: inout ReadRow<ScanField>, _ plan: ColumnPlan<ScanField>) {
        if let slot = plan.slot(.kind), let text = row.values[slot]?.text, kind(text) == nil {
            row.fail(.kind, in: plan, text, .unknownValue(known: ["收件", "发件", "到件", "派件", "签收"]))
        }
        // A day alone says nothing about a cut-off at 14:00.
        if let slot = plan.slot(.at), let day = row.values[slot]?.day, day.time == nil { row.fail(.at, in: plan, day.day, .noSuchTime) }
    }
}

extension TableMapping<ScanField> {
    public static func scans(yaml bytes: [UInt8], file: String) throws(MappingError) -> Self {
        try parse(bytes, file: file, table: "scans")
    }
}
