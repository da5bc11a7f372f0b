/// Finds out how a file is encoded: byte order mark, else strict UTF-8, else GB18030 (which contains GBK and GB2312).
public enum TextEncodingGuess {
    public static func decode(_ bytes: [UInt8]) throws(TextEncodingError) -> DecodedText {
        if let container = container(of: bytes) { throw failure(.binary(container), bytes: [], offset: 0) }
        if bytes.starts(with: TextEncoding.utf8BOM.byteOrderMark) {
            let body = Array(bytes[3...])
            if let wrong = body.withUnsafeBufferPointer({ UTF8Scan.scan($0) }).firstError {
                throw failure(.damaged(.utf8BOM), bytes: body[..<wrong], offset: wrong + 3)
            }
            return DecodedText(utf8: body, encoding: .utf8BOM, original: bytes)
        }
        if bytes.starts(with: TextEncoding.utf16LE.byteOrderMark) { return try utf16(bytes, .utf16LE) }
        if bytes.starts(with: TextEncoding.utf16BE.byteOrderMark) { return try utf16(bytes, .utf16BE) }
        if let nul = bytes.firstIndex(of: 0) { throw failure(.binary(.other), bytes: bytes[..<nul], offset: nul) }

        let scan = bytes.withUnsafeBufferPointer { UTF8Scan.scan($0) }
        guard let wrong = scan.firstError else { return DecodedText(utf8: bytes, encoding: .utf8, original: bytes) }
        // GB18030 accepts nearly any pair of high bytes, so a UTF-8 file with one bad byte would be "read" as nonsense.
        // Real GBK text hardly ever contains long UTF-8 sequences, let alone many.
        if scan.longSequences > 2 * scan.wrongBytes {
            throw failure(.damaged(.utf8), bytes: bytes[..<wrong], offset: wrong)
        }
        switch Iconv.convert(bytes, from: "GB18030", to: "UTF-8") {
        case .converted(let utf8): return DecodedText(utf8: utf8, encoding: .gb18030, original: bytes)
        case .failed(let offset, let soFar): throw failure(.unknownEncoding, bytes: soFar, offset: offset)
        case .unavailable: throw failure(.noConverter(.gb18030), bytes: [], offset: 0)
        }
    }

    /// The other way, with the byte order mark where the encoding has one. The text must be UTF-8.
    public static func encode(_ utf8: [UInt8], as encoding: TextEncoding) throws(TextEncodingError) -> [UInt8] {
        switch encoding {
        case .utf8: return utf8
        case .utf8BOM: return encoding.byteOrderMark + utf8
        case .gb18030:
            switch Iconv.convert(utf8, from: "UTF-8", to: "GB18030") {
            case .converted(let bytes): return bytes
            case .failed(let offset, _): throw failure(.cannotEncode(encoding), bytes: utf8[..<offset], offset: offset)
            case .unavailable: throw failure(.noConverter(encoding), bytes: [], offset: 0)
            }
        case .utf16LE: return encoding.byteOrderMark + units(utf8).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        case .utf16BE: return encoding.byteOrderMark + units(utf8).flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        }
    }

    private static func units(_ utf8: [UInt8]) -> [UInt16] { Array(String(decoding: utf8, as: UTF8.self).utf16) }

    private static func utf16(_ bytes: [UInt8], _ encoding: TextEncoding) throws(TextEncodingError) -> DecodedText {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var i = 2
        while i + 1 < bytes.count {
            let (a, b) = (UInt16(bytes[i]), UInt16(bytes[i + 1]))
            units.append(encoding == .utf16LE ? b << 8 | a : a << 8 | b)
            i += 2
        }
        var utf8: [UInt8] = []
        utf8.reserveCapacity(bytes.count)
        var decoder = UTF16()
        var iterator = units.makeIterator()
        var read = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar):
                utf8.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
                read += scalar.value > 0xFFFF ? 2 : 1
            case .emptyInput:
                if i < bytes.count { throw failure(.damaged(encoding), bytes: utf8[...], offset: i) }
                return DecodedText(utf8: utf8, encoding: encoding, original: bytes)
            case .error: throw failure(.damaged(encoding), bytes: utf8[...], offset: 2 + 2 * read)
            }
        }
    }

    private static func container(of bytes: [UInt8]) -> TextEncodingError.Container? {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .zip }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .oldOffice }
        if bytes.starts(with: [0x1F, 0x8B]) { return .gzip }
        if bytes.starts(with: [0x25, 0x50, 0x44, 0x46]) { return .pdf }
        return nil
    }

    private static func failure(_ reason: TextEncodingError.Reason, bytes: some Collection<UInt8>, offset: Int) -> TextEncodingError {
        TextEncodingError(reason: reason, offset: offset, position: TextPosition.of(offset: bytes.count, in: bytes))
    }
}
