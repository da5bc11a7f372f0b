import Crypto

/// SHA-256 over the entry before and this one's text: an edited past no longer fits what follows it.
enum JournalHash {
    static let start = [UInt8](repeating: 0, count: 32)

    static func next(after previous: [UInt8], seq: Int64, txn: Int64, at: Int64, actor: String, caseID: Int64?, kind: String, payload: String) -> [UInt8] {
        var hash = SHA256()
        var bytes = previous
        bytes.reserveCapacity(previous.count + payload.utf8.count + 96)
        for part in [String(seq), String(txn), String(at), actor, caseID.map { String($0) } ?? "", kind] {
            bytes.append(contentsOf: part.utf8)
            bytes.append(0x1F)
        }
        bytes.append(contentsOf: payload.utf8)
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Array(hash.finalize())
    }
}
