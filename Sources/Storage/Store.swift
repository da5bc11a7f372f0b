import Dispatching
import GRDB
import Glibc
import Pinyin

/// The one SQLite file: its journal, the tables that follow from it, and who may touch them how.
///
/// One writing and one reading connection a process; many processes share the file. All methods may be called from any thread.
public final class Store: Sendable {
    public let path: String
    public let journalMode: String
    public let libraryVersion: String
    /// Facts that the administrator should know; keys of the string table (`store.remoteDisk`).
    public let warnings: [String]
    let writer: DatabaseQueue
    let reader: DatabaseQueue
    let searchIndex = SearchIndex()

    public enum Mode: Sendable { case create, open, openOrCreate }

    /// `reading(text)`: Chinese in the order of its readings.
    private static let reading = DatabaseFunction("reading", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).map { Pinyin.sortKey($0) }
    }

    /// Seconds that a writer waits for another process.
    static let patience = 5.0

    public init(path: String, mode: Mode = .open, readOnly: Bool = false) throws {
        self.path = path
        let exists = access(path, F_OK) == 0
        if mode == .create && exists { throw StoreError.alreadyExists(path: path) }
        if mode == .open && !exists { throw StoreError.missing(path: path) }
        var configuration = Configuration()
        configuration.busyMode = .timeout(Store.patience)
        configuration.foreignKeysEnabled = true
        configuration.label = "paidan.writer"
        configuration.readonly = readOnly
        configuration.prepareDatabase { $0.add(function: Self.reading) }
        do {
            let lock = try readOnly ? nil : FileLock(beside: path)
            let writer = try DatabaseQueue(path: path, configuration: configuration)
            let (version, wal) = try writer.writeWithoutTransaction { db -> (String, Bool) in
                let version = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "0"
                let parts = version.split(separator: ".").compactMap { Int($0) } + [0, 0, 0]
                let wal = Schema.walIsSafe(libraryVersion: parts[0] * 1_000_000 + parts[1] * 1000 + parts[2])
                try Store.prepare(db, path: path, wal: wal, readOnly: readOnly)
                return (version, wal)
            }
            _ = consume lock
            self.writer = writer
            libraryVersion = version
            journalMode = wal ? "wal" : "delete"
            // Not opened read-only: after another process was killed in mid-write, the first reader must be able to roll its journal
            // back. GRDB's `read` forbids writing through it all the same.
            var reading = configuration
            reading.label = "paidan.reader"
            reader = try DatabaseQueue(path: path, configuration: reading)
            warnings = Disk.isRemote(path) ? ["store.remoteDisk"] : []
        } catch let error as DatabaseError {
            throw Store.explain(error, path)
        }
    }

    private static func prepare(_ db: Database, path: String, wal: Bool, readOnly: Bool) throws {
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        if application != Schema.applicationID && (tables > 0 || application != 0) { throw StoreError.notOurs(path: path) }
        if found > Schema.version { throw StoreError.newerSchema(path: path, found: found, known: Schema.version) }
        guard !readOnly else { return }
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = \(wal ? "WAL" : "DELETE")")
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA cache_size = -65536")
        guard found < Schema.version else { return }
        try db.inTransaction(.exclusive) {
            for migration in Schema.migrations[found...] { try migration(db) }
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(Schema.version)")
            let broken = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            guard broken.isEmpty else { throw StoreError.damaged(path: path, reason: "foreign_key_check") }
            return .commit
        }
    }

    /// SQLite's codes as the few things that a clerk can do something about. Arguments never appear (phone numbers).
    static func explain(_ error: DatabaseError, _ path: String) -> any Error {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: StoreError.busy(path: path)
        case .SQLITE_FULL: StoreError.diskFull(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: StoreError.readOnly(path: path)
        case .SQLITE_CORRUPT: StoreError.damaged(path: path, reason: error.message ?? "")
        case .SQLITE_NOTADB: StoreError.notOurs(path: path)
        case .SQLITE_CANTOPEN: StoreError.cannotOpen(path: path, reason: error.message ?? "")
        default: error
        }
    }

    /// Runs `body` in one immediate transaction; everything or nothing is kept.
    public func write<T>(_ body: (Transaction) throws -> T) throws -> T {
        do {
            return try writer.writeWithoutTransaction { db in
                var result: T?
                try db.inTransaction(.immediate) {
                    let transaction = try Transaction(opening: db)
                    do {
                        result = try body(transaction)
                        try transaction.finish()
                    } catch {
                        transaction.abandon()
                        throw error
                    }
                    return .commit
                }
                guard let result else { throw StoreError.cancelled }
                return result
            }
        } catch let error as DatabaseError {
            throw Store.explain(error, path)
        }
    }

    /// Reads from one consistent snapshot.
    public func read<T>(_ body: (Snapshot) throws -> T) throws -> T {
        do {
            return try reader.read { db in try body(Snapshot(db)) }
        } catch let error as DatabaseError {
            throw Store.explain(error, path)
        }
    }

    /// A number that moves when another connection has committed; cheap enough to ask several times a second.
    public func dataVersion() throws -> Int {
        try reader.unsafeRead { db in try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0 }
    }

    /// What the open connection really runs with, for `doctor` and the tests.
    public func settings() throws -> [String: String] {
        try writer.writeWithoutTransaction { db in
            var out: [String: String] = [:]
            for name in ["journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id", "user_version"] {
                out[name] = try Row.fetchOne(db, sql: "PRAGMA \(name)").map { row in String.fromDatabaseValue(row[0]) ?? "\(row[0] as Int? ?? 0)" }
            }
            return out
        }
    }

    public func close() throws {
        try reader.close()
        try writer.close()
    }
}
