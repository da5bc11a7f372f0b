import Dispatching
import Storage

/// The shop's own days: what a date is instead of its weekday. Kept as fields of one case, by date.
extension Desk {
    /// - Parameter days: `nil` gives the date back to its weekday.
    func setDays(_ days: [LocalDay: DayOverride?], _ work: Workspace) throws -> Phrase {
        try work.need(right: "people")
        let fields = days.reduce(into: [String: Value]()) { $0[$1.key.description] = $1.value?.value ?? .null }
        if let shop = try work.find(.calendar, CaseRecord.shopCalendar) { try work.set(shop.id, fields) } else { try work.open(.calendar, number: CaseRecord.shopCalendar, fields: fields) }
        let dates = days.keys.sorted()
        guard let first = dates.first, let last = dates.last else { return Phrase("done.nothing") }
        if dates.count > 1 { return Phrase("done.days", ["from": .string(first.description), "to": .string(last.description), "n": .int(dates.count)]) }
        return Phrase("done.day", ["day": .string(first.description)])
    }

    /// Where the command has changed the calendar, everything that is owed moves with it in the same command.
    func followCalendar(_ work: Workspace, _ tx: Transaction) throws {
        guard let shop = work.results.first(where: { $0.kind == .calendar && $0.number == CaseRecord.shopCalendar }) else { return }
        work.take(ManualKeeper.calendar(work.manual.playbook.calendar, overrides: shop))
        for id in try tx.casesWithOpenDuties() { try work.touch(id) }
    }
}

extension CaseKind {
    static let calendar: CaseKind = "calendar"
}

extension CaseRecord {
    /// The one calendar of a file.
    static let shopCalendar = "shop"
}

extension DayOverride {
    init?(_ value: Value) {
        let label = value["label"].string
        switch value["kind"].string {
        case "off": self = .off(label)
        case "working": self = .working(label)
        case let text?:
            guard let hours = DayHours(text) else { return nil }
            self = .hours(hours, label)
        case nil: return nil
        }
    }

    var value: Value {
        let kind =
            switch kind {
            case .off: "off"
            case .working: "working"
            case .hours(let hours): hours.description
            }
        var fields: [String: Value] = ["kind": .string(kind)]
        if let label { fields["label"] = .string(label) }
        return .object(fields)
    }
}
