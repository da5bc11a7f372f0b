/// How far a cell is from needing any cleaning, told from its bytes alone.
enum CellShape {
    /// Printable ASCII, signs like `¥` and `³`, common Chinese characters: nothing to trim, compose or fold to half width.
    case plain
    /// Nothing to trim or compose, but full-width signs among it.
    case wide
    /// Only `CellText` can tell.
    case other

    init(_ cell: ArraySlice<UInt8>) {
        self = cell.withUnsafeBufferPointer { Self.of($0) }
    }

    private static func of(_ b: UnsafeBufferPointer<UInt8>) -> CellShape {
        guard let first = b.first, let last = b.last, !isStripped(first), !isStripped(last) else { return .other }
        var shape = CellShape.plain
        var i = 0
        while i < b.count {
            let byte = b[i]
            if (0x20...0x7E).contains(byte) {
                i += 1
                continue
            }
            if byte == 0xC2, i + 1 < b.count, b[i + 1] >= 0xA1, b[i + 1] != 0xAD {  // U+00A1...U+00BF without the soft hyphen
                i += 2
                continue
            }
            guard i + 2 < b.count else { return .other }
            switch byte {
            case 0xE5...0xE9: break  // U+5000...U+9FFF
            case 0xE4 where b[i + 1] >= 0xB8: break  // U+4E00...U+4FFF
            case 0xE3 where b[i + 1] == 0x80 && (0x81...0xA9).contains(b[i + 2]): shape = .wide  // U+3001...U+3029
            case 0xEF where b[i + 1] == 0xBC && b[i + 2] >= 0x81: shape = .wide  // U+FF01...U+FF3F
            case 0xEF where b[i + 1] == 0xBD && b[i + 2] <= 0x9E: shape = .wide  // U+FF40...U+FF5E
            default: return .other
            }
            i += 3
        }
        return shape
    }

    /// Bytes that trimming may take off an end: the space, and the apostrophe and `=` of spreadsheets.
    private static func isStripped(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x27 || byte == 0x3D }
}
