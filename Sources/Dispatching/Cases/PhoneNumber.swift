/// A Chinese phone number: a mobile of 11 digits, or a landline with its area code.
public struct PhoneNumber: Hashable, Sendable {
    public let digits: String

    /// Accepts spaces, dashes, brackets, `+86` and full-width digits; refuses what no network would take.
    public init?(_ text: String) {
        var s = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39: s.unicodeScalars.append(scalar)
            case 0xFF10...0xFF19:
                if let d = Unicode.Scalar(scalar.value - 0xFF10 + 0x30) { s.unicodeScalars.append(d) }
            case 0x20, 0x2D, 0x28, 0x29, 0x2B, 0x3000, 0xFF08, 0xFF09, 0xFF0B, 0x2010...0x2015: continue
            default: return nil
            }
        }
        if s.hasPrefix("0086") { s.removeFirst(4) } else if s.count > 11, s.hasPrefix("86") { s.removeFirst(2) }
        let second = s.dropFirst().first
        let mobile = s.count == 11 && s.first == "1" && second.map { "3456789".contains($0) } == true
        let landline = s.first == "0" && (10...12).contains(s.count)
        let local = s.first.map { $0 != "0" && $0 != "1" } == true && (7...8).contains(s.count)
        guard mobile || landline || local else { return nil }
        digits = s
    }

    /// A text message can reach it.
    public var isMobile: Bool { digits.count == 11 && digits.first == "1" }
    public var tail: String { String(digits.suffix(4)) }
}
