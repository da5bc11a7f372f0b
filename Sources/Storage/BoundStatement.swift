import GRDB
import GRDBSQLite

/// A statement that one transaction runs thousands of times: its values go straight to SQLite, without a list of boxed ones in between.
///
/// It asks for no queue of GRDB's: whoever runs it sees to it that nobody else is at the connection.
final class BoundStatement {
    private let connection: OpaquePointer
    private let statement: OpaquePointer
    private var column: Int32 = 0
    private var code = SQLITE_OK

    init(_ connection: OpaquePointer, sql: String) throws {
        self.connection = connection
        var made: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
        guard code == SQLITE_OK, let made else { throw BoundStatement.error(connection, code) }
        statement = made
    }

    deinit { sqlite3_finalize(statement) }

    /// Every run binds all its values anew, from the left.
    func begin() {
        column = 0
        code = SQLITE_OK
    }

    private func note(_ result: Int32) { if code == SQLITE_OK { code = result } }

    /// The next value, left to right.
    func bind(_ value: Int64?) {
        column += 1
        note(value.map { sqlite3_bind_int64(statement, column, $0) } ?? sqlite3_bind_null(statement, column))
    }

    func bind(_ value: Int?) { bind(value.map { Int64($0) }) }

    func bind(_ value: String?) {
        column += 1
        guard var value else { return note(sqlite3_bind_null(statement, column)) }
        note(value.withUTF8 { bytes in
            // A text of no characters may have no address, which SQLite would take for NULL.
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, column, "", 0, transient) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text(statement, column, $0, Int32(bytes.count), transient)
            }
        })
    }

    func bind(_ bytes: [UInt8]) {
        column += 1
        note(bytes.withUnsafeBytes { sqlite3_bind_blob(statement, column, $0.baseAddress, Int32($0.count), transient) })
    }

    func run() throws {
        guard code == SQLITE_OK else { throw BoundStatement.error(connection, code) }
        let result = sqlite3_step(statement)
        let failure = result == SQLITE_DONE ? nil : BoundStatement.error(connection, result)
        sqlite3_reset(statement)
        if let failure { throw failure }
    }

    private static func error(_ connection: OpaquePointer, _ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
    }

    /// SQLite copies what it is given.
    private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
