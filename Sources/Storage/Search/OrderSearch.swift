import Dispatching
import Pinyin

extension Store {
    /// Cases of an index step, and candidates that are looked up at a time.
    private static let step = 20_000
    private static let handful = 400

    /// Prepares `orders` for quick answers; other readings come between. Cost: one pass over the search texts.
    public func prepareSearch() throws {
        while try !reader.read({ try searchIndex.extend($0, by: Self.step) }) {}
    }

    /// The order list for a query: every word must occur in number, name, pinyin, initials, phones, address or district.
    ///
    /// Without words or with `sort`, or before `prepareSearch`, this is `Snapshot.orders`; else the index says where to look, and the
    /// time grows with what is found, hardly with the file.
    public func orders(query: String, now: Instant, limit: Int, sort: OrderSort? = nil, after place: OrderPlace = .start) throws -> [OrderRow] {
        let words = SearchText.words(query)
        return try read { s in
            guard !words.isEmpty, sort == nil, searchIndex.isWhole else {
                return try s.orders(query: query, states: [], now: now, limit: limit, sort: sort, after: place)
            }
            try searchIndex.refresh(s.db)
            var before: Int64?
            if case .before(let id) = place { before = id.rawValue }
            var candidates = searchIndex.candidates(words, before: before)[...]
            var found: [OrderRow] = []
            while found.count < limit, !candidates.isEmpty {
                let some = candidates.prefix(Self.handful)
                candidates = candidates.dropFirst(Self.handful)
                found += try s.orders(query: query, states: [], now: now, limit: limit - found.count, among: Array(some))
            }
            return found
        }
    }
}
