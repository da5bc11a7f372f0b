/// Writes rows so that `CSVReader` reads the same rows back.
public struct CSVWriter: Sendable {
    public enum LineEnd: String, Sendable {
        case lf = "\n"
        case crlf = "\r\n"
    }

    public var delimiter: UInt8
    public var lineEnd: LineEnd
    /// Excel takes a file for UTF-8 only by its mark.
    public var byteOrderMark: Bool
    /// A cell that a spreadsheet would run as a formula gets an apostrophe before it; `FormulaGuard.remove` takes it off.
    public var guardsFormulas: Bool

    public private(set) var bytes: [UInt8] = []

    public init(delimiter: UInt8 = 0x2C, lineEnd: LineEnd = .crlf, byteOrderMark: Bool = false, guardsFormulas: Bool = false) {
        self.delimiter = delimiter
        self.lineEnd = lineEnd
        self.byteOrderMark = byteOrderMark
        self.guardsFormulas = guardsFormulas
        if byteOrderMark { bytes = TextEncoding.utf8BOM.byteOrderMark }
    }

    public mutating func write(_ row: [String]) {
        for (i, cell) in row.enumerated() {
            if i > 0 { bytes.append(delimiter) }
            append(guardsFormulas ? FormulaGuard.add(cell) : cell, alone: row.count == 1, first: i == 0)
        }
        bytes.append(contentsOf: lineEnd.rawValue.utf8)
    }

    private mutating func append(_ cell: String, alone: Bool, first: Bool) {
        var needsQuotes = alone && cell.isEmpty  // else it would be an empty line
        for byte in cell.utf8 where byte == delimiter || byte == 0x22 || byte == 0x0A || byte == 0x0D {
            needsQuotes = true
            break
        }
        // A first cell like `sep=` or a byte order mark would be taken for the file's own.
        if first, !needsQuotes, cell.hasPrefix("sep=") || cell.hasPrefix("\u{FEFF}") { needsQuotes = true }
        guard needsQuotes else {
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(0x22)
        for byte in cell.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}

/// Keeps a spreadsheet from running a customer's text.
public enum FormulaGuard {
    public static func add(_ cell: String) -> String {
        isRisky(cell) && !isNumber(cell) ? "'" + cell : cell
    }

    /// Takes off what `add` put on, and the text mark of a spreadsheet.
    public static func remove(_ cell: String) -> String {
        cell.utf8.first == 0x27 && isRisky(cell) ? String(cell.dropFirst()) : cell
    }

    /// `=`, `+`, `-`, `@`, tab or carriage return, after any number of apostrophes.
    private static func isRisky(_ cell: String) -> Bool {
        switch cell.utf8.first(where: { $0 != 0x27 }) {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
        default: false
        }
    }

    private static func isNumber(_ cell: String) -> Bool {
        let digits = cell.utf8.drop { $0 == 0x2B || $0 == 0x2D }
        return cell.utf8.count - digits.count <= 1 && !digits.isEmpty
            && digits.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } && digits.count { $0 == 0x2E } <= 1
    }
}
