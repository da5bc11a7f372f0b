/// One thing wrong with one line, pointed at.
public struct BadLine: Hashable, Sendable {
    public var file: String
    public var line: Int
    public var column: Int
    /// The field's mapping name; nil when the line as a whole is meant.
    public var field: String?
    /// What stands in the cell.
    public var value: String
    public var reason: BadReason
    public var orderNumber: String
    /// The line (or lines, when a quoted field runs on) as it lies in the file.
    public var raw: [UInt8]

    public init(file: String, line: Int, column: Int, field: String?, value: String, reason: BadReason, orderNumber: String, raw: [UInt8]) {
        self.file = file
        self.line = line
        self.column = column
        self.field = field
        self.value = value
        self.reason = reason
        self.orderNumber = orderNumber
        self.raw = raw
    }
}

/// What `--skip-bad` puts aside: the file's head and the refused rows, byte for byte and in the file's order,
/// so that the rest can be mended and imported again with the same mapping.
public struct RefusedRows: Hashable, Sendable {
    public var head: [UInt8] = []
    public var rows: [[UInt8]] = []

    public var isEmpty: Bool { rows.isEmpty }
    public var fileBytes: [UInt8] { rows.reduce(into: head) { $0 += $1 } }
}

/// Counts and remarks that every reading gives.
public struct TableSummary: Hashable, Sendable {
    public var encoding: TextEncoding?
    public var delimiter: UInt8?
    /// Rows below the header that are not blank.
    public var dataRows = 0
    public var blankRows = 0
    /// Left out by the mapping's `skipWhen`.
    public var skippedRows = 0
    /// Left out by `duplicateLines: dropIdentical`.
    public var droppedDuplicates = 0
    /// Header names that no field took.
    public var ignoredHeaders: [String] = []
    /// Fields of the mapping that the file has no column for.
    public var absentFields: [String] = []
}
