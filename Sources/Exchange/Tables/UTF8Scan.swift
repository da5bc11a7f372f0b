/// Strict UTF-8 checking: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Scan {
    struct Result {
        /// Offset of the first wrong byte.
        var firstError: Int?
        /// Well-formed sequences of three or four bytes, and of two.
        var longSequences = 0
        var shortSequences = 0
        var wrongBytes = 0
    }

    /// Reads everything, starting anew after each wrong byte, so that damage can be told from another encoding.
    static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Result {
        var result = Result()
        var i = 0
        let count = bytes.count
        let raw = UnsafeRawBufferPointer(bytes)
        while i < count {
            if i + 8 <= count, raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                i += 8
                continue
            }
            let length = sequenceLength(bytes, at: i)
            switch length {
            case 0:
                if result.firstError == nil { result.firstError = i }
                result.wrongBytes += 1
                i += 1
                continue
            case 1: break
            case 2: result.shortSequences += 1
            default: result.longSequences += 1
            }
            i += length
        }
        return result
    }

    /// Length of the well-formed sequence that begins here, or 0.
    @inline(__always)
    private static func sequenceLength(_ b: UnsafeBufferPointer<UInt8>, at i: Int) -> Int {
        func trail(_ n: Int) -> Bool { i + n < b.count && b[i + n] & 0xC0 == 0x80 }
        let lead = b[i]
        switch lead {
        case 0..<0x80: return 1
        case 0xC2...0xDF: return trail(1) ? 2 : 0
        case 0xE0...0xEF:
            guard trail(1), trail(2) else { return 0 }
            if lead == 0xE0 && b[i + 1] < 0xA0 { return 0 }
            if lead == 0xED && b[i + 1] > 0x9F { return 0 }
            return 3
        case 0xF0...0xF4:
            guard trail(1), trail(2), trail(3) else { return 0 }
            if lead == 0xF0 && b[i + 1] < 0x90 { return 0 }
            if lead == 0xF4 && b[i + 1] > 0x8F { return 0 }
            return 4
        default: return 0
        }
    }
}
