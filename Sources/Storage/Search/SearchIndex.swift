import Dispatching
import GRDB
import Synchronization

/// Which search texts may contain a query, kept in memory: 72 bytes a case. What it names is looked up in the file, so
/// that an answer is exact; what it does not name cannot match.
///
/// Made in pieces, so that other readings come between; until it is whole, queries go through the table.
final class SearchIndex: Sendable {
    fileprivate struct State {
        /// Ascending; each has a signature.
        var ids: [Int64] = []
        var signatures: [Signature] = []
        /// The journal up to here is in it.
        var seq: Int64 = -1
        var isWhole = false
    }

    private let state = Mutex(State())

    var isWhole: Bool { state.withLock { $0.isWhole } }

    /// Takes in the next cases. Returns true when there are none left.
    func extend(_ db: Database, by count: Int) throws -> Bool {
        let (last, isNew) = state.withLock { ($0.ids.last ?? 0, $0.seq < 0) }
        // What changes behind the place already reached is caught up with by the journal.
        if isNew {
            let seq = try Int64.fetchOne(db, sql: "SELECT ifnull(max(seq), 0) FROM journal") ?? 0
            state.withLock { $0.seq = seq }
        }
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT case_id, text FROM search WHERE case_id > ? ORDER BY case_id LIMIT ?"), arguments: [last, count])
        let found = rows.map { row -> (Int64, Signature) in (row[0], Signature(row[1])) }
        return state.withLock { state in
            for (id, signature) in found where id > state.ids.last ?? 0 {
                state.ids.append(id)
                state.signatures.append(signature)
            }
            if found.count < count { state.isWhole = true }
            return state.isWhole
        }
    }

    /// Takes in what was written since, by whomever.
    func refresh(_ db: Database) throws {
        let seq = state.withLock { $0.seq }
        let newest = try Int64.fetchOne(db, sql: "SELECT ifnull(max(seq), 0) FROM journal") ?? 0
        guard newest != seq else { return }
        let sql = "SELECT case_id, text FROM search WHERE case_id IN (SELECT case_id FROM journal WHERE seq > ?) ORDER BY case_id"
        let found = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [seq]).map { row -> (Int64, Signature) in (row[0], Signature(row[1])) }
        state.withLock { state in
            for (id, signature) in found { state.put(id, signature) }
            state.seq = newest
        }
    }

    /// Cases that may contain all words, newest first.
    func candidates(_ words: [String], before: Int64?) -> [Int64] {
        var wanted = Signature("")
        for word in words { wanted.formUnion(Signature(word)) }
        return state.withLock { state in
            var found: [Int64] = []
            var place = state.ids.count - 1
            while place >= 0 {
                if state.signatures[place].has(wanted), before.map({ state.ids[place] < $0 }) ?? true { found.append(state.ids[place]) }
                place -= 1
            }
            return found
        }
    }
}

extension SearchIndex.State {
    /// A case that is known already may have lost words; its old bits only cost a look into the file, so they go.
    fileprivate mutating func put(_ id: Int64, _ signature: Signature) {
        guard let last = ids.last, id <= last else {
            ids.append(id)
            signatures.append(signature)
            return
        }
        var low = 0, high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        if ids[low] == id {
            signatures[low] = signature
        } else {
            ids.insert(id, at: low)
            signatures.insert(signature, at: low)
        }
    }
}
