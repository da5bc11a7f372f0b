/// Why the file cannot be used. The sentences stand in the string table under `store.<case>`.
public enum StoreError: Error, Hashable, Sendable {
    case cannotOpen(path: String, reason: String)
    case notOurs(path: String)
    case newerSchema(path: String, found: Int, known: Int)
    case alreadyExists(path: String)
    case missing(path: String)
    /// Another program held the file longer than the busy timeout.
    case busy(path: String)
    case diskFull(path: String)
    case readOnly(path: String)
    case damaged(path: String, reason: String)
    case backupUnverified(path: String, reason: String)
    case cancelled
}
