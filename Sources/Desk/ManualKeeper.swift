import Dispatching
import Storage
import Synchronization

/// Keeps the manual that was read from the file, and reads it anew only when a playbook was adopted or the calendar changed.
final class ManualKeeper: Sendable {
    private struct Held {
        var key: String
        var manual: Manual
    }

    private let held = Mutex<Held?>(nil)

    /// - Throws: `DeskError.noPlaybook` for a file that was never initialised.
    func manual(_ snapshot: Snapshot) throws -> Manual {
        let playbooks = try snapshot.playbooks()
        let calendar = try snapshot.record(kind: .calendar, number: CaseRecord.shopCalendar)
        let key = "\(playbooks.last?.seq ?? 0)/\(calendar?.version ?? 0)"
        if let hit = held.withLock({ $0?.key == key ? $0?.manual : nil }) { return hit }
        guard let text = try snapshot.playbookText() else { throw DeskError.noPlaybook }
        let playbook = try PlaybookReader.read(try Value(json: text))
        let manual = Manual(playbook: playbook, calendar: ManualKeeper.calendar(playbook.calendar, overrides: calendar))
        held.withLock { $0 = Held(key: key, manual: manual) }
        return manual
    }

    static func calendar(_ spec: CalendarSpec, overrides record: CaseRecord?) -> WorkCalendar {
        var week = WorkWeek(.closed, on: [])
        for (day, text) in spec.week { week[day] = DayHours(text) ?? .closed }
        let fields = record.map { $0.state == CaseRecord.void ? [:] : $0.fields } ?? [:]
        let dated = fields.reduce(into: [LocalDay: DayOverride]()) { days, field in
            if let day = LocalDay(field.key) { days[day] = DayOverride(field.value) }
        }
        return WorkCalendar(name: "shop", zone: Zone(identifier: spec.zone) ?? .shanghai, week: week, overrides: dated)
    }
}

/// Why a desk can't be taken.
public enum DeskError: Error, Hashable, Sendable {
    case noPlaybook
    case unknownPerson(String, known: [String])
}
