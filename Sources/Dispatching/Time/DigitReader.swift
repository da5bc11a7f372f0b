/// Reads fixed-format ASCII text (dates, times, spans) from left to right.
struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// What has not been read yet.
    var rest: String { String(decoding: bytes[position...], as: UTF8.self) }

    /// A number of exactly that many digits; nil, and nothing is taken, when there is none.
    mutating func number(digits: Int) -> Int? {
        number(digits: digits...digits)
    }

    /// A number with as many digits as possible within that range; nil when there are too few.
    mutating func number(digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var end = position
        while end < bytes.count, end - position < digits.upperBound, (0x30...0x39).contains(bytes[end]) {
            value = value * 10 + Int(bytes[end] - 0x30)
            end += 1
        }
        guard end - position >= digits.lowerBound else { return nil }
        position = end
        return value
    }

    /// Takes the character when it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }
}

/// The number in decimal, zeros in front up to `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (number < 0 ? "-" : "") + zeros + digits
}
