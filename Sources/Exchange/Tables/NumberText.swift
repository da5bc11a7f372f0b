/// The lexical side of numbers.
enum NumberText {
    /// Signs of money that may stand before a number, in lower case.
    private static let currencies = ["¥", "￥", "rmb", "cny", "人民币"].map { Array($0.utf8) }

    static func split(_ cell: ArraySlice<UInt8>, currency: Bool) -> (number: ArraySlice<UInt8>, unit: String) {
        var body = cell
        if currency, let first = body.first, !isDigit(first) {
            if let sign = currencies.first(where: { body.starts(with: $0) }) { body = body.dropFirst(sign.count) }
            body = body.drop { $0 == 0x20 }
        }
        let number = body.prefix { isDigit($0) || (0x2B...0x2E).contains($0) }  // + , - .
        if number.endIndex == body.endIndex { return (number, "") }
        return (number, String(String(decoding: body[number.endIndex...], as: UTF8.self).drop { $0 == " " }))
    }

    static func isScientific(_ text: some Collection<UInt8>) -> Bool {
        guard let e = text.firstIndex(where: { $0 | 0x20 == 0x65 }), e != text.startIndex else { return false }
        let tail = text[text.index(after: e)...]
        return text[..<e].allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B }
            && tail.contains(where: isDigit) && tail.allSatisfy { isDigit($0) || $0 == 0x2B || $0 == 0x2D }
    }

    /// Digits without marks, and how many of them are decimals.
    /// Decimals after the given number of them are cut off.
    static func value(_ text: ArraySlice<UInt8>, marks: NumberPolicy.Marks, decimals most: Int?) throws(BadReason) -> (digits: Int, decimals: Int) {
        let negative = text.first == 0x2D
        let bytes = negative || text.first == 0x2B ? text.dropFirst() : text
        let decimalMark: UInt8 = marks == .decimalComma ? 0x2C : 0x2E
        let groupMark: UInt8 = marks == .decimalComma ? 0x2E : 0x2C
        let mark = bytes.firstIndex(of: decimalMark)
        let whole = bytes[..<(mark ?? bytes.endIndex)]
        var decimals = mark.map { bytes[($0 + 1)...] } ?? []
        if decimals.contains(decimalMark) { throw .ambiguousSeparator }
        if whole.isEmpty { throw bytes.contains(groupMark) ? .ambiguousSeparator : .notANumber }
        if whole.contains(groupMark), marks == .plain || !isGrouped(whole, groupMark) { throw .ambiguousSeparator }
        if mark != nil, decimals.isEmpty { throw .notANumber }
        if decimals.contains(groupMark) { throw .ambiguousSeparator }
        // Zeros at the end say nothing, and a spreadsheet may write many.
        while decimals.last == 0x30 { decimals = decimals.dropLast() }
        guard decimals.allSatisfy(isDigit) else { throw .notANumber }
        let kept = decimals.prefix(most ?? decimals.count)
        var digits = 0
        for byte in whole where byte != groupMark { try append(byte, to: &digits) }
        for byte in kept { try append(byte, to: &digits) }
        return (negative ? -digits : digits, kept.count)
    }

    /// One to three digits, then marks with three digits after each.
    private static func isGrouped(_ whole: ArraySlice<UInt8>, _ mark: UInt8) -> Bool {
        guard let first = whole.firstIndex(of: mark), (1...3).contains(first - whole.startIndex), (whole.endIndex - first) % 4 == 0 else { return false }
        return whole[first...].enumerated().allSatisfy { i, byte in (byte == mark) == (i % 4 == 0) }
    }

    private static func append(_ byte: UInt8, to digits: inout Int) throws(BadReason) {
        guard isDigit(byte) else { throw .notANumber }
        let (shifted, a) = digits.multipliedReportingOverflow(by: 10)
        let (sum, b) = shifted.addingReportingOverflow(Int(byte - 0x30))
        if a || b { throw .outOfRange }
        digits = sum
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
