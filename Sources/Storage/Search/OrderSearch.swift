import Dispatching
import GRDB
import Pinyin

extension Store {
    /// Cases of an index step, and finds that are looked up at a time.
    private static let step = 4_000
    private static let handful = 200
    /// Hits of the table that are ranked as long as the index is being made.
    private static let fewHits = 400

    /// Prepares what is found for quick answers; other readings come between. Cost: one pass over the search texts.
    public func prepareSearch() throws {
        while try !reader.read({ try searchIndex.extend($0, by: Self.step) }) {}
    }

    /// The order list for a query: every word must occur in number, name, pinyin, initials, phones, address or district. The best finds first, equally good ones newest first.
    ///
    /// Without words, or with `sort`, this is `Snapshot.orders`. Before `prepareSearch` it goes through the table; then the time grows with what is found, hardly with the file.
    public func orders(query: String, now: Instant, limit: Int, sort: OrderSort? = nil, after place: OrderPlace = .start) throws -> [OrderRow] {
        let words = SearchText.words(query)
        return try read { s in
            guard !words.isEmpty, sort == nil else { return try s.orders(query: query, states: [], now: now, limit: limit, sort: sort, after: place) }
            var skipped = 0
            if case .skipping(let count) = place { skipped = count }
            return try best(words, s, now: now, limit: limit, skipping: skipped).map(\.row)
        }
    }

    func best(_ words: [String], _ s: Snapshot, now: Instant, limit: Int, skipping: Int = 0) throws -> [Found] {
        var words = words
        var hits: ArraySlice<SearchIndex.Hit>
        if searchIndex.isWhole {
            try searchIndex.refresh(s.db)
            var all = searchIndex.hits(words)
            if all.isEmpty, let place = words.firstIndex(where: SearchText.isBareNumber) {
                for number in SearchText.hyphenated(words[place]) where all.isEmpty {
                    words[place] = number
                    all = searchIndex.hits(words)
                }
            }
            hits = SearchIndex.Hit.ranked(all)[...]
        } else {
            // While the index is being made a person types, and every key asks: the newest hits must do for that second.
            hits = SearchIndex.Hit.ranked(try s.hits(words, atMost: searchIndex.isBegun ? Self.fewHits : nil))[...]
        }
        // The file says which of them still stand, and are listed at all.
        let query = words.joined(separator: " ")
        var found: [Found] = []
        while found.count < skipping + limit, !hits.isEmpty {
            // Rows of good finds lie all over the file: only as many are read as are wanted.
            let some = hits.prefix(min(Self.handful, skipping + limit - found.count))
            hits = hits.dropFirst(some.count)
            let rows = try s.orders(query: query, states: [], now: now, limit: some.count, among: some.map(\.id))
            let known = Dictionary(uniqueKeysWithValues: rows.map { ($0.id.rawValue, $0) })
            found += some.compactMap { hit in known[hit.id].map { Found(row: $0, distance: hit.distance) } }
        }
        return Array(found.dropFirst(skipping).prefix(limit))
    }
}

extension Snapshot {
    /// What the index answers, from the table itself: time grows with the file, unless the newest `atMost` will do.
    fileprivate func hits(_ words: [String], atMost: Int?) throws -> [SearchIndex.Hit] {
        let conditions = words.map { _ in "instr(text, ?) > 0" }.joined(separator: " AND ")
        let sql = "SELECT case_id, text FROM search WHERE \(conditions) ORDER BY case_id DESC LIMIT ?"
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: StatementArguments(words) + [atMost ?? -1])
        let bytes = words.map { Array($0.utf8) }
        var found: [SearchIndex.Hit] = []
        while let row = try rows.next() {
            let text = Array((row[1] as String).utf8)
            if let distance = text.withUnsafeBytes({ SearchRank.distance($0, bytes) }) { found.append(.init(id: row[0], distance: distance)) }
        }
        return found
    }
}
