import Dispatching
import GRDB
import Synchronization

/// All search texts, kept in memory in some 100 bytes a case: what they name is looked up in the file only to be shown.
///
/// Made in pieces, so that other readers come between; until it is whole, queries go through the table.
final class SearchIndex: Sendable {
    /// A case that a query finds, and how well (`SearchRank`).
    struct Hit {
        let id: Int64
        let distance: Int

        /// The best first; equally good ones in the order given.
        static func ranked(_ hits: [Hit]) -> [Hit] {
            var byDistance: [[Hit]] = []
            for hit in hits {
                while byDistance.count <= hit.distance { byDistance.append([]) }
                byDistance[hit.distance].append(hit)
            }
            return byDistance.flatMap { $0 }
        }
    }

    private let state = Mutex(State())

    var isWhole: Bool { state.withLock { $0.isWhole } }
    /// Somebody waits for it to become whole.
    var isBegun: Bool { state.withLock { $0.seq >= 0 } }

    /// Takes in the next cases. Returns true when there are none left.
    func extend(_ db: Database, by count: Int) throws -> Bool {
        let (last, isNew) = state.withLock { ($0.last, $0.seq < 0) }
        // What changes behind the place already reached is caught up with by the journal.
        if isNew {
            let seq = try Int64.fetchOne(db, sql: "SELECT ifnull(max(seq), 0) FROM journal") ?? 0
            state.withLock { $0.seq = seq }
        }
        let found = try Self.texts(db, "case_id > ? ORDER BY case_id LIMIT ?", [last, count])
        return state.withLock { state in
            if isNew { state.code = SearchCode(found.map(\.text)) }
            for (id, text) in found where id > state.last { state.append(id, text) }
            if found.count < count { state.isWhole = true }
            return state.isWhole
        }
    }

    /// Takes in what was written since, by whomever.
    func refresh(_ db: Database) throws {
        let seq = state.withLock { $0.seq }
        let newest = try Int64.fetchOne(db, sql: "SELECT ifnull(max(seq), 0) FROM journal") ?? 0
        guard newest != seq else { return }
        let found = try Self.texts(db, "case_id IN (SELECT case_id FROM journal WHERE seq > ?) ORDER BY case_id", [seq])
        state.withLock { state in
            for (id, text) in found { state.put(id, text) }
            state.seq = newest
        }
    }

    private static func texts(_ db: Database, _ clause: String, _ arguments: StatementArguments) throws -> [(id: Int64, text: String)] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT case_id, text FROM search WHERE \(clause)"), arguments: arguments)
        var found: [(id: Int64, text: String)] = []
        while let row = try rows.next() { found.append((row[0], row[1])) }
        return found
    }

    /// Cases that have all words, newest first.
    func hits(_ words: [String]) -> [Hit] {
        state.withLock { state in
            let coded = words.compactMap { state.code.bytes(of: $0) }
            guard !coded.isEmpty, coded.count == words.count else { return [] }
            return state.hits(coded)
        }
    }
}

private struct State {
    var code = SearchCode()
    /// Each but the last is full and never changes.
    var chunks: [Chunk] = []
    /// Texts that came anew for cases in the chunks.
    var changed: [Int64: [UInt8]] = [:]
    /// The journal up to here is in it.
    var seq: Int64 = -1
    var isWhole = false

    /// The newest case in the chunks; ids only rise.
    var last: Int64 { chunks.last?.last ?? 0 }

    mutating func append(_ id: Int64, _ text: String) {
        if chunks.last.map({ !$0.hasRoom(for: id) }) ?? true {
            chunks.last.map { chunks[chunks.count - 1] = $0.packed }
            chunks.append(Chunk(first: id))
        }
        chunks[chunks.count - 1].append(id, text, &code)
    }

    mutating func put(_ id: Int64, _ text: String) {
        guard id <= last else { return append(id, text) }
        var bytes: [UInt8] = []
        code.learn(text, into: &bytes)
        changed[id] = bytes
    }

    func hits(_ words: [[UInt8]]) -> [SearchIndex.Hit] {
        var found: [SearchIndex.Hit] = []
        for chunk in chunks.reversed() { chunk.collect(words, except: changed, into: &found) }
        guard !changed.isEmpty else { return found }
        for (id, text) in changed {
            if let distance = text.withUnsafeBytes({ SearchRank.distance($0, words) }) { found.append(.init(id: id, distance: distance)) }
        }
        return found.sorted { $0.id > $1.id }
    }
}

/// Texts of neighbouring cases, one behind the other, in the order of their ids.
private struct Chunk {
    private static let size = 1024

    private let first: Int64
    /// Ids, from the first on.
    private var steps: [UInt32] = []
    /// Where each text ends, its separator included.
    private var ends: [Int32] = []
    private var bytes: [UInt8] = []

    init(first: Int64) { self.first = first }

    var last: Int64? { steps.last.map { first + Int64($0) } }
    func hasRoom(for id: Int64) -> Bool { steps.count < Self.size && id - first <= Int64(UInt32.max) }
    private func id(_ index: Int) -> Int64 { first + Int64(steps[index]) }

    mutating func append(_ id: Int64, _ text: String, _ code: inout SearchCode) {
        steps.append(UInt32(id - first))
        code.learn(text, into: &bytes)
        bytes.append(SearchRank.separator)
        ends.append(Int32(bytes.count))
    }

    /// In no more memory than it needs.
    var packed: Chunk {
        func exact<T>(_ array: [T]) -> [T] { Array(unsafeUninitializedCapacity: array.count) { buffer, count in
            count = array.count
            _ = buffer.initialize(from: array)
        } }
        var chunk = Chunk(first: first)
        (chunk.steps, chunk.ends, chunk.bytes) = (exact(steps), exact(ends), exact(bytes))
        return chunk
    }

    func collect(_ words: [[UInt8]], except changed: [Int64: [UInt8]], into found: inout [SearchIndex.Hit]) {
        // The longest is the rarest, nearly always.
        guard let key = words.max(by: { $0.count < $1.count }) else { return }
        var hits: [SearchIndex.Hit] = []
        bytes.withUnsafeBytes { all in
            var from = 0, index = 0
            while let hit = SearchRank.find(key, in: all, from: from) {
                while Int(ends[index]) <= hit { index += 1 }
                let text = UnsafeRawBufferPointer(rebasing: all[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]) - 1])
                if changed[id(index)] == nil, let distance = SearchRank.distance(text, words) { hits.append(.init(id: id(index), distance: distance)) }
                from = Int(ends[index])
            }
        }
        found += hits.reversed()
    }
}
