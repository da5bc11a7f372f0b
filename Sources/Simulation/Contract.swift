import Dispatching

/// A contract as the simulated people know it: where its order and its visits stand, and its own stream of chance.
final class Contract {
    struct Visit {
        let id: CaseID
        let number: String
        var state: String
        var date: LocalDay?
        var half: String?
        var crew: String?
        var leader: String?
        var arrival: TimeOfDay?
    }

    let draft: OrderDraft
    /// The shop has agreed to install it, not only to bring it.
    let installs: Bool
    var random: SeededRandom
    private(set) var id: CaseID?
    private(set) var state = ""
    private(set) var delivery: Visit?
    private(set) var install: Visit?
    /// Lines that have not come in yet.
    var missing: [Int]

    init(_ draft: OrderDraft, installs: Bool, random: SeededRandom) {
        self.draft = draft
        self.installs = installs
        self.random = random
        missing = draft.lines.map(\.no)
    }

    var number: String { draft.number }
    /// Nothing is owed any more.
    var isOver: Bool { state == "CANCELLED" || state == "CLOSED" }

    /// Takes over what a command did to the order and its visits.
    func follow(_ records: [CaseRecord]) {
        for r in records {
            switch r.kind {
            case .order where r.number == number:
                id = r.id
                state = r.state
            case .deliveryVisit where r.parent == id: delivery = Contract.visit(r)
            case .installVisit where r.parent == id: install = Contract.visit(r)
            default: continue
            }
        }
    }

    private static func visit(_ r: CaseRecord) -> Visit {
        Visit(
            id: r.id, number: r.number, state: r.state, date: r.date, half: r["half"].string, crew: r["crew"].string,
            leader: r["leader"].string, arrival: r["arrivalTime"].string.flatMap { TimeOfDay($0) })
    }

    var isDelivered: Bool { delivery.map { ["DELIVERED", "PARTIAL", "CALLED_BACK"].contains($0.state) } ?? false }

    /// The customer's answer to "which lines": some of the order's, never all of them.
    func someLines() -> Value {
        let numbers = draft.lines.map(\.no)
        let n = 1 + random.below(max(1, numbers.count / 2))
        return .array(numbers.suffix(min(n, numbers.count - 1)).map { .int($0) })
    }
}
