/// The encodings that office programs in China write.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf8BOM = "utf-8-bom"
    case gb18030
    case utf16LE = "utf-16le"
    case utf16BE = "utf-16be"

    public var byteOrderMark: [UInt8] {
        switch self {
        case .utf8, .gb18030: []
        case .utf8BOM: [0xEF, 0xBB, 0xBF]
        case .utf16LE: [0xFF, 0xFE]
        case .utf16BE: [0xFE, 0xFF]
        }
    }
}

/// Why a file is not text that can be read, and where.
public struct TextEncodingError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// Neither UTF-8 nor GB18030.
        case unknownEncoding
        /// Plainly meant as this encoding, but damaged here; reading it as another one would only give wrong characters.
        case damaged(TextEncoding)
        /// Not text at all; a spreadsheet or archive given by its wrong name is the usual case.
        case binary(Container)
        /// The text has a character that the wanted encoding cannot hold.
        case cannotEncode(TextEncoding)
        /// The host has no converter.
        case noConverter(TextEncoding)
    }

    public enum Container: String, Hashable, Sendable {
        /// Also .xlsx and .ods.
        case zip
        /// .xls and .doc of old.
        case oldOffice
        case gzip
        case pdf
        case other
    }

    public var reason: Reason
    public var offset: Int
    public var position: TextPosition

    public init(reason: Reason, offset: Int, position: TextPosition) {
        self.reason = reason
        self.offset = offset
        self.position = position
    }
}

/// Text as UTF-8 without a byte order mark, together with the bytes that it came from.
public struct DecodedText: Sendable {
    public let utf8: [UInt8]
    public let encoding: TextEncoding
    public let original: [UInt8]

    public var string: String { String(decoding: utf8, as: UTF8.self) }

    public init(utf8: [UInt8], encoding: TextEncoding, original: [UInt8]) {
        self.utf8 = utf8
        self.encoding = encoding
        self.original = original
    }
}
