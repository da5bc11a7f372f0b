import Dispatching
import Storage

extension Desk {
    /// Open cases that a case about to be taken in may be about: with the same telephone, order or address.
    ///
    /// - Parameter limit: of cases, what is alike in most first.
    public func similar(to wanted: Acquaintance, limit: Int = 5) throws -> [SimilarCase] {
        guard !wanted.isEmpty else { return [] }
        return try store.read { s in
            let playbook = try keeper.manual(s).playbook
            return try s.similar(to: wanted, kinds: playbook.ticketKinds, without: playbook.closedTickets, limit: limit)
        }
    }
}
