import Dispatching

/// Cases by state: one column for each state that holds a case, in the order of the machines.
///
/// Several kinds of case stand on one board; states of the same name are one column, and a kind's own states come where its machine has them.
struct StateColumns {
    struct Column: Identifiable {
        let label: Label
        /// In the order of the list.
        var entries: [TicketsPane.Entry]

        /// The word is what tells two columns apart.
        var id: String { label.zh }
    }

    let columns: [Column]

    init(_ entries: [TicketsPane.Entry], playbook: Playbook) {
        let kinds = Set(entries.map(\.row.kind))
        var order: [Label] = []
        for machine in playbook.ticketKinds.filter({ kinds.contains($0) }).compactMap({ playbook.machine($0) }) {
            var place = -1
            for label in machine.order.compactMap({ machine.states[$0] }) {
                if let known = order.firstIndex(where: { $0.zh == label.zh }) {
                    place = known
                } else {
                    place += 1
                    order.insert(label, at: place)
                }
            }
        }
        let held = Dictionary(grouping: entries) { playbook.stateLabel($0.row.kind, $0.row.state).zh }
        // A state that the manual of today no longer knows comes last.
        let unknown = held.keys.filter { key in !order.contains { $0.zh == key } }.sorted().map { Label(zh: $0, en: $0) }
        columns = (order + unknown).compactMap { label in held[label.zh].map { Column(label: label, entries: $0) } }
    }

    /// The column and the place in it.
    func place(of id: CaseID) -> (column: Int, row: Int)? {
        for (column, held) in columns.enumerated() {
            if let row = held.entries.firstIndex(where: { $0.id == id }) { return (column, row) }
        }
        return nil
    }
}
