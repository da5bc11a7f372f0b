import Dispatching
import Pinyin

/// An order (or a service call, a ticket of its own) that a query finds, and how well.
public struct Found: Hashable, Sendable, Identifiable {
    public let row: OrderRow
    /// 0: the very number or name; the more, the looser.
    public let distance: Int

    public var id: CaseID { row.id }
}

extension Store {
    /// Newest finds that are ranked; a query with more of them needs another letter anyway.
    private static let ranked = 200

    /// The best finds for what somebody types with a customer on the phone: name, pinyin, initials, phone tail, number, address.
    /// Equally good ones newest first. A visit's number (`HT-1002/D1`) finds its order.
    public func find(_ query: String, now: Instant, limit: Int) throws -> [Found] {
        let words = SearchText.words(query).map { $0.split(separator: "/").first.map(String.init) ?? $0 }
        guard !words.isEmpty else { return [] }
        let rows = try orders(query: words.joined(separator: " "), now: now, limit: Self.ranked)
        let exact = try read { s in
            try words.flatMap { try s.orders(numbered: $0, now: now) }.filter { row in !rows.contains { $0.id == row.id } }
        }
        let found = (exact + rows).enumerated().map { place, row in (place: place, found: Found(row: row, distance: FindRank(row).distance(words))) }
        return found.sorted { ($0.found.distance, $0.place) < ($1.found.distance, $1.place) }.prefix(limit).map(\.found)
    }
}

/// How well an order answers to words.
struct FindRank {
    private let number: String
    private let phones: String
    private let address: String
    private let key: SearchKey

    init(_ row: OrderRow) {
        number = SearchKey.normalise(row.number)
        phones = SearchKey.digits(row.phone)
        address = SearchKey.normalise(row.address)
        key = SearchKey(name: row.customer, phone: row.phone)
    }

    /// Words that are all meant: their distances add up.
    func distance(_ words: [String]) -> Int { words.reduce(0) { $0 + distance($1) } }

    private func distance(_ word: String) -> Int {
        if word == number || word == key.text || word == phones { return 0 }
        if number.hasSuffix(word) || phones.hasSuffix(word) || key.initials == word || key.pinyin == word { return 1 }
        if key.text.hasPrefix(word) || key.initials.hasPrefix(word) || key.pinyin.hasPrefix(word) { return 2 }
        if number.contains(word) || phones.contains(word) || key.text.contains(word) { return 3 }
        return address.contains(word) ? 4 : 5
    }
}
