import Desk
import Dispatching
import Storage

/// The desk's door while somebody goes through it: who does what at which moment, and what was refused.
struct Door {
    let now: Instant
    let perform: (Command, Instant, Person) throws -> Outcome
    let tally: Tally
    /// The file as it stands after what has been done so far.
    let snapshot: Snapshot
    /// Told what each command has changed.
    let notice: ([CaseRecord], Door) throws -> Void

    /// - Returns: `nil` when the desk refused; the refusal is counted, nothing has happened.
    @discardableResult
    func callAsFunction(_ command: Command, by person: Person, after seconds: Int = 0) throws -> Outcome? {
        do {
            let outcome = try perform(command, now + seconds, person)
            tally.commands += 1
            try notice(outcome.records, self)
            return outcome
        } catch let refusal as Refusal {
            tally.note(refusal, command)
            return nil
        }
    }

    /// Sets a stamp on a case of the contract's family.
    @discardableResult
    func stamp(
        _ contract: Contract, _ id: CaseID?, _ name: String, _ answers: [String: Value] = [:], by person: Person, override: String? = nil
    ) throws -> Bool {
        guard let id else { return false }
        return try self(.stamp(id, version: nil, name: name, answers: answers, override: override), by: person) != nil
    }
}

/// Counts what went through the door.
final class Tally {
    var commands = 0
    var orders = 0
    private(set) var refusals: [String: Int] = [:]
    private(set) var examples: [String] = []

    func note(_ refusal: Refusal, _ command: Command) {
        let reason = String("\(refusal)".prefix { $0 != "(" })
        refusals[reason, default: 0] += 1
        if examples.count < 20 { examples.append("\(command) -> \(refusal)") }
    }
}
