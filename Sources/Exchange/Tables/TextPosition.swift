/// A place in a text file, both counted from 1; the column counts characters as a reader sees them.
public struct TextPosition: Hashable, Sendable, Comparable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (a: TextPosition, b: TextPosition) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }

    /// The place of a byte in UTF-8 text. Walks the bytes before it, so only for messages.
    static func of(offset: Int, in bytes: some Collection<UInt8>) -> TextPosition {
        var line = 1
        var lineStart = bytes.startIndex
        let end = bytes.index(bytes.startIndex, offsetBy: min(offset, bytes.count))
        var i = bytes.startIndex
        while i < end {
            let byte = bytes[i]
            i = bytes.index(after: i)
            if byte == 0x0A || (byte == 0x0D && !(i < bytes.endIndex && bytes[i] == 0x0A)) {
                line += 1
                lineStart = i
            }
        }
        return TextPosition(line: line, column: String(decoding: bytes[lineStart..<end], as: UTF8.self).count + 1)
    }
}
