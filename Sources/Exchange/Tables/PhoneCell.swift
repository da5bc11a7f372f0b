import Foundation

/// A cell with a phone number of mainland China, brought to one way of writing it.
public struct PhoneCell: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case mobile
        case landline
        /// 400 and 800 numbers.
        case service
    }

    public var kind: Kind
    /// `13812345678`, `0571-88886666`, `4008001234`; an extension follows after a dash.
    public var text: String

    private init(_ kind: Kind, _ text: some Collection<UInt8>) {
        self.kind = kind
        self.text = String(decoding: text, as: UTF8.self)
    }

    /// Accepts spaces, dashes, brackets, +86, full-width digits, and extensions (`转801`, `-801`, `ext 801`, `#801`).
    public static func parse(_ raw: String) throws(BadReason) -> PhoneCell {
        try parse(Array(raw.utf8)[...])
    }

    static func parse(_ cell: ArraySlice<UInt8>) throws(BadReason) -> PhoneCell {
        if isPlainMobile(cell) { return PhoneCell(.mobile, cell) }  // nearly every cell
        let text = CellText.halfWidth(CellText.trimmed(String(decoding: cell, as: UTF8.self))).lowercased()
        var signs = PhoneSigns.of(text)[...]
        if has("**", text), signs.contains(where: isDigit) { throw .phone(.masked) }
        if has(",", text) || signs.contains(where: { PhoneSigns.separators.contains($0) }) { throw .phone(.severalNumbers) }
        if NumberText.isScientific(signs) { throw .scientificNotation }

        var international = false
        if let prefix = ["+86", "0086", "(+86)", "(86)", "86-", "86 "].first(where: { signs.starts(with: $0.utf8) }) {
            signs = signs.dropFirst(prefix.utf8.count)
            international = true
        }
        var tail: ArraySlice<UInt8>?
        for marker in PhoneSigns.extensionMarkers {
            guard let found = place(of: marker, in: signs) else { continue }
            tail = digits(signs[(found + marker.count)...])
            signs = signs[..<found]
            break
        }
        guard signs.allSatisfy({ PhoneSigns.parts.contains($0) }), tail?.isEmpty != true else { throw .phone(.notAPhone) }

        let all = digits(signs)
        if let whole = number(all, international: international) { return whole.extended(by: tail) }
        // The last group after a dash may be an extension.
        if tail == nil, let dash = signs.lastIndex(where: { PhoneSigns.dashes.contains($0) }) {
            let last = digits(signs[(dash + 1)...])
            if (1...6).contains(last.count), let main = number(digits(signs[..<dash]), international: international) {
                return main.extended(by: last)
            }
        }
        if all.count == 7 || all.count == 8, all.first != 0x30 { throw .phone(.missingAreaCode) }
        if all.count < 11 { throw .phone(.tooShort) }
        throw .phone(all.count == 22 || all.count == 23 ? .severalNumbers : all.count > 12 ? .tooLong : .notAPhone)
    }

    private func extended(by tail: ArraySlice<UInt8>?) -> PhoneCell {
        guard let tail else { return self }
        return PhoneCell(kind, text.utf8 + [0x2D] + tail)
    }

    private static func number(_ raw: ArraySlice<UInt8>, international: Bool) -> PhoneCell? {
        let d = raw.count == 13 && raw.starts(with: "861".utf8) ? raw.dropFirst(2) : raw
        if isPlainMobile(d) { return PhoneCell(.mobile, d) }
        if d.count == 10, d.starts(with: "400".utf8) || d.starts(with: "800".utf8) { return PhoneCell(.service, d) }
        if international, let first = d.first, first != 0x30, first != 0x31 || d.count < 11 { return landline([0x30] + d) }
        return landline(Array(d))
    }

    private static func landline(_ d: [UInt8]) -> PhoneCell? {
        guard d.count >= 10, d[0] == 0x30, d[1] != 0x30 else { return nil }
        let area = d[1] <= 0x32 ? 3 : 4
        let rest = d.count - area
        // Three-digit areas have eight digits, others seven or eight; no subscriber number begins with 0 or 1.
        guard d[area] >= 0x32, area == 3 ? rest == 8 : rest == 7 || rest == 8 else { return nil }
        return PhoneCell(.landline, d[..<area] + [0x2D] + d[area...])
    }

    private static func isPlainMobile(_ d: ArraySlice<UInt8>) -> Bool {
        d.count == 11 && d.first == 0x31 && d[d.startIndex + 1] >= 0x33 && d.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func digits(_ signs: ArraySlice<UInt8>) -> ArraySlice<UInt8> { signs.filter(isDigit)[...] }

    /// What is joined to such a sign may make another character of it, so the text is asked, if its bytes have the sign at all.
    private static func has(_ sign: String, _ text: String) -> Bool {
        guard let first = sign.utf8.first, text.utf8.contains(first) else { return false }
        return text.contains(sign)
    }

    private static func place(of marker: [UInt8], in signs: ArraySlice<UInt8>) -> Int? {
        signs.indices.first { signs[$0...].starts(with: marker) }
    }
}
