import Dispatching
import Pinyin

/// An order (or a service call, a ticket of its own, a parcel) that a query finds, and how well.
public struct Found: Hashable, Sendable, Identifiable {
    public let row: OrderRow
    /// 0: the very number or name; the more, the looser (`SearchRank`).
    public let distance: Int

    public var id: CaseID { row.id }
}

extension Store {
    /// The best finds for what somebody types with a customer on the phone: name, pinyin, initials, phone tail, number, address.
    /// Equally good ones newest first. A visit's number (`HT-1002/D1`) finds its order.
    public func find(_ query: String, now: Instant, limit: Int) throws -> [Found] {
        let words = SearchText.words(query).map { $0.split(separator: "/").first.map(String.init) ?? $0 }
        guard !words.isEmpty else { return [] }
        return try read { s in try best(words, s, now: now, limit: limit) }
    }
}
