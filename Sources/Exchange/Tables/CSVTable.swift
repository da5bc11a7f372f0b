/// A table cut out of bytes: where each field lies, not what it says.
public struct CSVTable: Sendable {
    struct Row {
        var start: UInt32
        var firstField: UInt32
        var line: UInt32
    }

    struct Field {
        enum Form: UInt8 { case plain, quoted, escaped }
        var start: UInt32
        var end: UInt32
        var form: Form
    }

    public let bytes: [UInt8]
    public let delimiter: UInt8
    /// One more than there are rows: the last marks the end.
    private let rows: ContiguousArray<Row>
    private let fields: ContiguousArray<Field>

    init(bytes: [UInt8], delimiter: UInt8, rows: ContiguousArray<Row>, fields: ContiguousArray<Field>) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.rows = rows
        self.fields = fields
    }

    public var rowCount: Int { rows.count - 1 }

    public func fieldCount(row: Int) -> Int { Int(rows[row + 1].firstField - rows[row].firstField) }

    /// A line with nothing on it at all.
    public func isEmptyLine(row: Int) -> Bool {
        guard fieldCount(row: row) == 1 else { return false }
        let field = fields[Int(rows[row].firstField)]
        return field.start == field.end && field.form == .plain
    }

    public func isQuoted(row: Int, column: Int) -> Bool { field(row, column).form != .plain }

    private func field(_ row: Int, _ column: Int) -> Field { fields[Int(rows[row].firstField) + column] }

    /// The text of a field, unquoted, nothing trimmed. Both indexes count from 0.
    public func text(row: Int, column: Int) -> String { String(decoding: cell(row: row, column: column), as: UTF8.self) }

    /// The same in UTF-8; nothing is copied unless quotes were doubled.
    public func cell(row: Int, column: Int) -> ArraySlice<UInt8> {
        let field = field(row, column)
        let slice = bytes[Int(field.start)..<Int(field.end)]
        guard field.form == .escaped else { return slice }
        var plain: [UInt8] = []
        plain.reserveCapacity(slice.count)
        var i = slice.startIndex
        while i < slice.endIndex {
            plain.append(slice[i])
            i += slice[i] == 0x22 ? 2 : 1
        }
        return plain[...]
    }

    public func texts(row: Int) -> [String] { (0..<fieldCount(row: row)).map { text(row: row, column: $0) } }

    /// The line on which a row begins, and how many lines it takes.
    public func line(row: Int) -> Int { Int(rows[row].line) }

    public func lineCount(row: Int) -> Int { max(1, Int(rows[row + 1].line - rows[row].line)) }

    /// The row's bytes with its line end.
    public func bytes(row: Int) -> ArraySlice<UInt8> { bytes[Int(rows[row].start)..<Int(rows[row + 1].start)] }

    /// Where a field begins (its quote, if it has one).
    public func position(row: Int, column: Int) -> TextPosition {
        let field = field(row, column)
        let begin = Int(field.start) - (field.form == .plain ? 0 : 1)
        let row = rows[row]
        let inside = TextPosition.of(offset: begin - Int(row.start), in: bytes[Int(row.start)...])
        return TextPosition(line: Int(row.line) + inside.line - 1, column: inside.column)
    }
}
