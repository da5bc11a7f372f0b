import Dispatching
import Storage

/// The stamps that an order and its visits may bear, each with the reason why not now where it is impossible.
struct Verb: Sendable {
    let record: CaseRecord
    let stamp: StampKind
    /// Open duty that this stamp would prove.
    let duty: DutyRow?
    let refusal: Refusal?

    /// What is owed first, then the playbook's order; the impossible ones at the end.
    static func list(_ file: CaseFile, manual: Manual, now: Instant) -> [Verb] {
        var verbs: [Verb] = []
        for record in [file.family.root] + file.family.children where record.state != CaseRecord.void {
            let facts = Facts(own: record, family: file.family, manual: manual, now: now)
            for stamp in manual.playbook.stamps.values where stamp.on.contains(record.kind) && !stamp.automatic {
                let proved = Set(manual.playbook.rules(on: record.kind).filter { $0.isDone(by: stamp.name) }.map(\.id))
                let duty = file.duties.first { $0.duty.key.caseID == record.id && proved.contains($0.duty.key.rule) }
                verbs.append(Verb(record: record, stamp: stamp, duty: duty, refusal: refusal(stamp, facts)))
            }
        }
        return verbs.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    }

    private var order: [Int] {
        let owed = duty?.duty.due.map { Int($0.seconds) } ?? Int.max
        return [refusal == nil ? 0 : 1, owed, stamp.rank, Int(record.id.rawValue)]
    }

    /// Why the stamp would be refused in this state, as far as that can be said before any answer is given.
    static func refusal(_ stamp: String, _ facts: Facts) -> Refusal? {
        facts.manual.playbook.stamps[stamp].flatMap { refusal($0, facts) }
    }

    private static func refusal(_ stamp: StampKind, _ facts: Facts) -> Refusal? {
        let record = facts.own
        let playbook = facts.manual.playbook
        let machine = playbook.machine(record.kind)
        let candidates = machine?.answering(stamp.name) ?? []
        let possible = candidates.contains { $0.from.contains(record.state) && $0.when.mayHold(facts) }
        if !possible, let allowed = stamp.states ?? (candidates.isEmpty ? nil : []), !allowed.contains(record.state) {
            let states = allowed.union(candidates.flatMap(\.from))
            return .notInState(
                stamp: stamp.label, number: record.number, state: playbook.stateLabel(record.kind, record.state),
                allowed: (machine?.order ?? []).filter { states.contains($0) }.map { playbook.stateLabel(record.kind, $0) })
        }
        for need in stamp.needs where (try? facts.holds(need.condition)) == false {
            return facts.unmet(need)
        }
        // Every way that the machine has from here asks for something that no answer brings.
        let ways = candidates.filter { $0.from.contains(record.state) && $0.when.mayHold(facts) }
        let wanting = ways.map { way in way.needs.first { !$0.overridable && !$0.condition.mayHold(facts) } }
        if let need = wanting.first ?? nil, wanting.allSatisfy({ $0 != nil }) { return facts.unmet(need) }
        return nil
    }
}

extension Condition {
    /// False only when the facts alone say no; what depends on the answers may still hold.
    fileprivate func mayHold(_ facts: Facts) -> Bool {
        switch self {
        case .answer, .answerGiven, .check: true
        case .not(let inner): inner.dependsOnAnswers || ((try? facts.holds(self)) ?? true)
        case .all(let parts): parts.allSatisfy { $0.mayHold(facts) }
        case .any(let parts): parts.contains { $0.mayHold(facts) }
        default: (try? facts.holds(self)) ?? true
        }
    }

    private var dependsOnAnswers: Bool {
        switch self {
        case .answer, .answerGiven, .check: true
        case .not(let inner): inner.dependsOnAnswers
        case .all(let parts), .any(let parts): parts.contains { $0.dependsOnAnswers }
        default: false
        }
    }
}
