/// The columns of a ticket log: one row for each thing that happened to a ticket.
public enum TicketField: String, TableField {
    case number, at, step, openedAt, profile, problemKind, problem, customer, phone, channel, department, owner, note, claimed

    public var kind: FieldKind {
        switch self {
        case .number, .profile, .step, .problemKind, .channel: .code
        case .at, .openedAt: .day
        case .phone: .phone
        case .customer, .department, .owner: .name
        case .problem, .note: .text
        case .claimed: .flag
        }
    }

    public var aliases: [String] {
        switch self {
        case .number: ["单号", "编号", "number", "ticket", "case"]
        case .at: ["时间", "发生时间", "at", "time", "updated at"]
        case .step: ["状态", "步骤", "step", "state", "status"]
        case .openedAt: ["受理时间", "opened at", "opened"]
        case .profile: ["标准", "profile", "priority"]
        case .problemKind: ["类别", "kind"]
        case .problem: ["问题", "problem", "description"]
        case .customer: OrderField.customer.aliases
        case .phone: OrderField.phone.aliases
        case .channel: ["渠道", "channel"]
        case .department: ["部门", "department", "group"]
        case .owner: ["负责人", "owner", "assigned to"]
        case .note: OrderField.remark.aliases
        case .claimed: ["按时", "made sla", "in time"]
        }
    }

    public var isRequired: Bool { self == .number || self == .at || self == .step }
    public var usualMerge: FieldRule.Merge? { nil }
}

/// One row of a ticket log.
public struct TicketEvent: Hashable, Sendable {
    public var fileLine = 0
    public var number = ""
    /// `2016-02-29` and `01:23:00`.
    public var day = "", time = ""
    public var opened: (day: String, time: String)?
    /// What happened, in our words: `TicketEvent.Step`; what the mapping made of the source's state.
    public var step: Step = .none
    /// Other columns by their names.
    public var facts: [TicketField: String] = [:]
    /// The source's own opinion whether its limit was kept.
    public var claimed: Bool?

    public enum Step: String, Hashable, Sendable, CaseIterable {
        case none, taken, assigned, waiting, waitingForParts, waitingOutside, solved, closed
    }

    public init() {}

    public static func == (a: Self, b: Self) -> Bool { a.fileLine == b.fileLine && a.number == b.number }
    public func hash(into hasher: inout Hasher) { hasher.combine(fileLine) }
}

extension TicketEvent: TableRow {
    mutating func take(_ field: TicketField, _ value: CellValue) {
        switch field {
        case .number: number = value.text ?? ""
        case .at: (day, time) = (value.day?.day ?? "", value.day?.time ?? "00:00:00")
        case .openedAt: opened = value.day.map { ($0.day, $0.time ?? "00:00:00") }
        case .step: step = value.text.flatMap { Step(rawValue: $0) } ?? .none
        case .claimed: claimed = value.flag
        default: if let text = value.text { facts[field] = text }
        }
    }

    static func check(_ row: inout ReadRow<TicketField>, _ plan: ColumnPlan<TicketField>) {
        if let slot = plan.slot(.step), let text = row.values[slot]?.text, Step(rawValue: text) == nil {
            row.fail(.step, in: plan, text, .unknownValue(known: Step.allCases.map(\.rawValue)))
        }
    }
}

extension TableMapping<TicketField> {
    public static func tickets(yaml bytes: [UInt8], file: String) throws(MappingError) -> Self {
        try parse(bytes, file: file, table: "tickets")
    }
}
