/// The characters of a phone cell, each as one byte: ASCII as itself in lower case, the few others that
/// mean something in a phone number as bytes above it. So the cell can be looked through byte by byte.
enum PhoneSigns {
    private static let listComma: UInt8 = 0x80  // 、
    private static let turn: UInt8 = 0x81  // 转
    private static let branch: UInt8 = 0x82  // 分
    private static let machine: UInt8 = 0x83  // 机
    private static let longDash: UInt8 = 0x84  // — and –
    private static let middleDot: UInt8 = 0x85  // ·
    /// Anything that has no place in a phone number.
    private static let other: UInt8 = 0xFF

    /// Signs between two numbers.
    static let separators: [UInt8] = Array("/;|".utf8) + [listComma]
    /// What stands before an extension, most telling first.
    static let extensionMarkers: [[UInt8]] = [[branch, machine], [turn]] + ["ext.", "ext", "#", "x"].map { Array($0.utf8) }
    static let dashes: [UInt8] = [0x2D, longDash]
    /// What a number may consist of.
    static let parts: [UInt8] = Array("0123456789 -().".utf8) + [longDash, middleDot]

    /// The text is half width and lower case.
    static func of(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
        return text.flatMap { character in
            // A combining mark makes another character of the sign before it, but a digit stays a digit.
            let alone = character.unicodeScalars.count == 1
            return character.unicodeScalars.map { alone || (0x30...0x39).contains($0.value) ? sign($0) : other }
        }
    }

    private static func sign(_ scalar: Unicode.Scalar) -> UInt8 {
        switch scalar {
        case "、": listComma
        case "转": turn
        case "分": branch
        case "机": machine
        case "—", "–": longDash
        case "\u{B7}": middleDot
        default: UInt8(ascii: scalar, or: other)
        }
    }
}

extension UInt8 {
    fileprivate init(ascii scalar: Unicode.Scalar, or other: UInt8) {
        self = scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : other
    }
}
