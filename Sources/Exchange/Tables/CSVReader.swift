/// RFC 4180 over bytes, with what office programs do on top: LF and CR line ends, other delimiters, a leading `sep=` line.
public struct CSVReader: Sendable {
    public enum Delimiter: Hashable, Sendable {
        case guess
        case byte(UInt8)

        public static let comma = Delimiter.byte(0x2C)
        public static let tab = Delimiter.byte(0x09)
        public static let semicolon = Delimiter.byte(0x3B)
    }

    public var delimiter: Delimiter
    /// Takes a quote inside an unquoted field as itself (`24" panel`) instead of refusing it.
    public var allowsQuoteInPlainField: Bool

    public init(delimiter: Delimiter = .guess, allowsQuoteInPlainField: Bool = false) {
        self.delimiter = delimiter
        self.allowsQuoteInPlainField = allowsQuoteInPlainField
    }

    /// Cuts UTF-8 bytes (no byte order mark) into rows and fields. Nothing is copied until a field is asked for.
    public func read(_ bytes: [UInt8]) throws(CSVError) -> CSVTable {
        guard bytes.count < Int(UInt32.max) else { throw CSVError(reason: .tooLarge, position: TextPosition(line: 1, column: 1)) }
        let declared = DelimiterGuess.separatorLine(bytes)
        let separator: UInt8
        switch delimiter {
        case .byte(let byte): separator = byte
        case .guess: separator = declared?.delimiter ?? DelimiterGuess.guess(bytes)
        }
        var scanner = Scanner(separator: separator, lenient: allowsQuoteInPlainField, start: declared?.length ?? 0, count: bytes.count)
        let failure = bytes.withUnsafeBufferPointer { scanner.scan($0) }
        if let failure {
            throw CSVError(reason: failure.reason, position: TextPosition.of(offset: failure.offset, in: bytes))
        }
        return CSVTable(bytes: bytes, delimiter: separator, rows: scanner.rows, fields: scanner.fields)
    }

    private struct Scanner {
        let separator: UInt8
        let lenient: Bool
        let start: Int
        var rows: ContiguousArray<CSVTable.Row> = []
        var fields: ContiguousArray<CSVTable.Field> = []

        init(separator: UInt8, lenient: Bool, start: Int, count: Int) {
            self.separator = separator
            self.lenient = lenient
            self.start = start
            rows.reserveCapacity(count / 96 + 16)
            fields.reserveCapacity(count / 9 + 16)
        }

        mutating func scan(_ b: UnsafeBufferPointer<UInt8>) -> (reason: CSVError.Reason, offset: Int)? {
            let count = b.count
            var i = start
            var line: UInt32 = start > 0 ? 2 : 1
            while i < count {
                let row = CSVTable.Row(start: UInt32(i), firstField: UInt32(fields.count), line: line)
                var endOfRow = false
                while !endOfRow {
                    let fieldStart = i
                    var field: CSVTable.Field
                    if i < count, b[i] == 0x22 {
                        i += 1
                        var escaped = false
                        while true {
                            guard i < count else { return (.unterminatedQuote, fieldStart) }
                            let byte = b[i]
                            i += 1
                            if byte == 0x22 {
                                guard i < count, b[i] == 0x22 else { break }
                                escaped = true
                                i += 1
                            } else if byte == 0x0A || (byte == 0x0D && !(i < count && b[i] == 0x0A)) {
                                line += 1
                            }
                        }
                        field = .init(start: UInt32(fieldStart + 1), end: UInt32(i - 1), form: escaped ? .escaped : .quoted)
                        if i < count, b[i] != separator, b[i] != 0x0A, b[i] != 0x0D { return (.textAfterQuote, i) }
                    } else {
                        while i < count {
                            let byte = b[i]
                            if byte == separator || byte == 0x0A || byte == 0x0D { break }
                            // `="00123"` is how some exports keep a spreadsheet from touching a number.
                            if byte == 0x22, !lenient, b[fieldStart] != 0x3D { return (.quoteInPlainField, i) }
                            i += 1
                        }
                        field = .init(start: UInt32(fieldStart), end: UInt32(i), form: .plain)
                    }
                    fields.append(field)
                    if i < count, b[i] == separator {
                        i += 1
                        continue
                    }
                    endOfRow = true
                    if i < count {
                        if b[i] == 0x0D, i + 1 < count, b[i + 1] == 0x0A { i += 1 }
                        i += 1
                        line += 1
                    }
                }
                rows.append(row)
            }
            rows.append(CSVTable.Row(start: UInt32(count), firstField: UInt32(fields.count), line: line))
            return nil
        }
    }
}
