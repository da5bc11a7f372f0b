import Dispatching
import Storage

/// What a new version of the manual would do to the duties that are open now.
public struct DutyMove: Sendable {
    public let number: String
    public let before: Duty?
    public let after: Duty
    public let verb: DutyChange.Verb
}

extension Desk {
    /// Carries the new version out in thought only: which open duties would appear, move, change hands or fall.
    public func difference(_ playbook: Playbook) throws -> [DutyMove] {
        try store.read { s in
            let calendar = ManualKeeper.calendar(playbook.calendar, overrides: try s.record(kind: .calendar, number: CaseRecord.shopCalendar))
            let work = Workspace(manual: Manual(playbook: playbook, calendar: calendar), now: clock(), actor: person.login, source: ReadOnlySource(s))
            for id in try s.casesWithOpenDuties() { try work.touch(id) }
            try work.reconcile()
            return try work.entries.flatMap { entry -> [DutyMove] in
                guard case .duties(let id, let changes) = entry.change else { return [] }
                let existing = try s.duties(of: id)
                let number = try work.record(id).number
                return changes.map { change in
                    DutyMove(number: number, before: existing.first { $0.key == change.duty.key }, after: change.duty, verb: change.verb)
                }
            }
        }
    }
}
