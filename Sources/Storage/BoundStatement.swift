import GRDB
import GRDBSQLite

/// A statement that one transaction runs thousands of times: its values go straight to SQLite, without a list of boxed ones in between.
final class BoundStatement {
    private let statement: Statement
    private var column: Int32 = 0
    private var code = SQLITE_OK

    init(_ db: Database, sql: String) throws { statement = try db.cachedStatement(sql: sql) }

    /// Forgets the values of the run before.
    func begin() {
        statement.setUncheckedArguments(StatementArguments())
        column = 0
        code = SQLITE_OK
    }

    private func note(_ result: Int32) { if code == SQLITE_OK { code = result } }

    /// The next value, left to right.
    func bind(_ value: Int64?) {
        column += 1
        if let value { note(sqlite3_bind_int64(statement.sqliteStatement, column, value)) }
    }

    func bind(_ value: Int?) { bind(value.map { Int64($0) }) }

    func bind(_ value: String?) {
        column += 1
        guard var value else { return }
        note(value.withUTF8 { bytes in
            // A text of no characters may have no address, which SQLite would take for NULL.
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement.sqliteStatement, column, "", 0, transient) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text(statement.sqliteStatement, column, $0, Int32(bytes.count), transient)
            }
        })
    }

    func bind(_ bytes: [UInt8]) {
        column += 1
        note(bytes.withUnsafeBytes { sqlite3_bind_blob(statement.sqliteStatement, column, $0.baseAddress, Int32($0.count), transient) })
    }

    func run() throws {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        try statement.execute()
    }

    /// SQLite copies what it is given.
    private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
