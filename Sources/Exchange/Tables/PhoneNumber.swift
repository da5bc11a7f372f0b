/// A phone number of mainland China, brought to one way of writing it.
public struct PhoneNumber: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case mobile
        case landline
        /// 400 and 800 numbers.
        case service
    }

    public var kind: Kind
    /// `13812345678`, `0571-88886666`, `4008001234`; an extension follows after a dash.
    public var text: String

    /// Accepts spaces, dashes, brackets, +86, full-width digits, and extensions (`转801`, `-801`, `ext 801`, `#801`).
    public static func parse(_ raw: String) throws(BadReason) -> PhoneNumber {
        if isPlainMobile(raw) { return PhoneNumber(kind: .mobile, text: raw) }  // nearly every cell
        var s = CellText.halfWidth(CellText.trimmed(raw)).lowercased()
        if s.contains("*"), s.utf8.contains(where: { isDigit($0) }), s.contains("**") { throw .phone(.masked) }
        if s.contains(where: { "/、;；|，".contains($0) }) || s.contains(",") { throw .phone(.severalNumbers) }
        if isScientific(s) { throw .scientificNotation }

        var international = false
        for prefix in ["+86", "0086", "(+86)", "(86)", "86-", "86 "] where s.hasPrefix(prefix) {
            s = String(s.dropFirst(prefix.count))
            international = true
            break
        }
        var tail: String?
        for marker in ["分机", "转", "ext.", "ext", "#", "x"] {
            guard let found = s.range(of: marker, in: s) else { continue }
            tail = digits(String(s[found.upperBound...]))
            s = String(s[..<found.lowerBound])
            break
        }
        for scalar in s.unicodeScalars where !isPart(scalar) { throw .phone(.notAPhone) }
        if tail != nil, tail?.isEmpty == true { throw .phone(.notAPhone) }

        let all = digits(s)
        if let whole = number(all, international: international) { return whole.extended(by: tail) }
        // The last group after a dash may be an extension.
        if tail == nil, let dash = s.lastIndex(where: { $0 == "-" || $0 == "—" || $0 == "–" }) {
            let last = digits(String(s[s.index(after: dash)...]))
            if (1...6).contains(last.count), let main = number(digits(String(s[..<dash])), international: international) {
                return main.extended(by: last)
            }
        }
        if all.count == 7 || all.count == 8, all.first != "0" { throw .phone(.missingAreaCode) }
        if all.count < 11 { throw .phone(.tooShort) }
        throw .phone(all.count == 22 || all.count == 23 ? .severalNumbers : all.count > 12 ? .tooLong : .notAPhone)
    }

    private func extended(by tail: String?) -> PhoneNumber {
        guard let tail else { return self }
        return PhoneNumber(kind: kind, text: text + "-" + tail)
    }

    private static func number(_ raw: String, international: Bool) -> PhoneNumber? {
        var d = raw
        if d.count == 13, d.hasPrefix("861") { d = String(d.dropFirst(2)) }
        let a = Array(d.utf8).map { $0 - 0x30 }
        if a.count == 11, a[0] == 1, a[1] >= 3 { return PhoneNumber(kind: .mobile, text: d) }
        if a.count == 10, d.hasPrefix("400") || d.hasPrefix("800") { return PhoneNumber(kind: .service, text: d) }
        if international, let first = a.first, first != 0, first != 1 || a.count < 11 { return landline("0" + d) }
        return landline(d)
    }

    private static func landline(_ d: String) -> PhoneNumber? {
        let a = Array(d.utf8).map { $0 - 0x30 }
        guard a.count >= 10, a[0] == 0, a[1] != 0 else { return nil }
        let area = a[1] <= 2 ? 3 : 4
        let rest = a.count - area
        // Three-digit areas have eight digits, others seven or eight; no subscriber number begins with 0 or 1.
        guard a[area] >= 2, area == 3 ? rest == 8 : rest == 7 || rest == 8 else { return nil }
        return PhoneNumber(kind: .landline, text: d.prefix(area) + "-" + d.dropFirst(area))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func digits(_ s: String) -> String { String(decoding: s.utf8.filter(isDigit), as: UTF8.self) }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        (0x30...0x39).contains(scalar.value) || " -()–—.\u{B7}".unicodeScalars.contains(scalar)
    }

    private static func isPlainMobile(_ s: String) -> Bool {
        let bytes = s.utf8
        guard bytes.count == 11, bytes.allSatisfy(isDigit), bytes.first == 0x31 else { return false }
        return bytes[bytes.index(after: bytes.startIndex)] >= 0x33
    }

    private static func isScientific(_ s: String) -> Bool { NumberText.isScientific(s) }
}

extension String {
    /// First place of a short marker, without Foundation's locale machinery.
    fileprivate func range(of marker: String, in s: String) -> Range<String.Index>? {
        var i = startIndex
        while i < endIndex {
            if self[i...].hasPrefix(marker) { return i..<index(i, offsetBy: marker.count) }
            i = index(after: i)
        }
        return nil
    }
}
