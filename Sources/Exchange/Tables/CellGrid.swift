/// Rows of cells wherever they come from, so that a workbook is read by the same rules as a text file.
public protocol CellGrid {
    var rowCount: Int { get }
    func fieldCount(row: Int) -> Int
    func text(row: Int, column: Int) -> String
    /// The same text in UTF-8.
    func cell(row: Int, column: Int) -> ArraySlice<UInt8>
    /// For messages; a column past the row's end gives the row's beginning.
    func position(row: Int, column: Int) -> TextPosition
    /// The row as it lies in the file, byte for byte, with its line end.
    func raw(row: Int) -> [UInt8]
    /// Everything before a row: byte order mark, titles, header.
    func rawHead(before row: Int) -> [UInt8]
}

extension CellGrid {
    public func cell(row: Int, column: Int) -> ArraySlice<UInt8> { Array(text(row: row, column: column).utf8)[...] }
}

/// A delimited text file, with the bytes that it had before decoding.
public struct CSVGrid: CellGrid, Sendable {
    public let table: CSVTable
    public let encoding: TextEncoding
    private let decoded: DecodedText
    /// Where each line of the original begins. Line ends are single bytes in GB18030 that no character contains,
    /// so lines of the original and of the decoded text are the same lines.
    private let lineStarts: [Int]

    public init(bytes: [UInt8], reader: CSVReader = CSVReader()) throws(TableError.Content) {
        do {
            decoded = try TextEncodingGuess.decode(bytes)
        } catch {
            throw .encoding(error)
        }
        encoding = decoded.encoding
        do {
            table = try reader.read(decoded.utf8)
        } catch {
            throw .csv(error)
        }
        lineStarts = decoded.encoding == .gb18030 ? Self.lineStarts(decoded.original) : []
    }

    public var rowCount: Int { table.rowCount }
    public func fieldCount(row: Int) -> Int { table.isEmptyLine(row: row) ? 0 : table.fieldCount(row: row) }
    public func text(row: Int, column: Int) -> String { table.text(row: row, column: column) }
    public func cell(row: Int, column: Int) -> ArraySlice<UInt8> { table.cell(row: row, column: column) }

    public func position(row: Int, column: Int) -> TextPosition {
        column < table.fieldCount(row: row) ? table.position(row: row, column: column) : TextPosition(line: table.line(row: row), column: 1)
    }

    public func raw(row: Int) -> [UInt8] {
        switch encoding {
        case .utf8, .utf8BOM: return Array(table.bytes(row: row))
        case .gb18030:
            let first = table.line(row: row) - 1
            return Array(decoded.original[start(ofLine: first)..<start(ofLine: first + table.lineCount(row: row))])
        case .utf16LE, .utf16BE:
            // Both ways are exact, so this is the original again.
            let encoded = (try? TextEncodingGuess.encode(Array(table.bytes(row: row)), as: encoding)) ?? []
            return Array(encoded.dropFirst(encoding.byteOrderMark.count))
        }
    }

    public func rawHead(before row: Int) -> [UInt8] {
        let mark = encoding.byteOrderMark
        switch encoding {
        case .gb18030: return Array(decoded.original[..<start(ofLine: row < rowCount ? table.line(row: row) - 1 : lineStarts.count)])
        case .utf8, .utf8BOM, .utf16LE, .utf16BE:
            let end = row < rowCount ? table.bytes(row: row).startIndex : table.bytes.count
            if encoding == .utf8 || encoding == .utf8BOM { return mark + table.bytes[..<end] }
            return (try? TextEncodingGuess.encode(Array(table.bytes[..<end]), as: encoding)) ?? mark
        }
    }

    private func start(ofLine line: Int) -> Int { line < lineStarts.count ? lineStarts[line] : decoded.original.count }

    private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
        var out = [0]
        for (i, byte) in bytes.enumerated() where byte == 0x0A || (byte == 0x0D && !(i + 1 < bytes.count && bytes[i + 1] == 0x0A)) {
            out.append(i + 1)
        }
        return out
    }
}
