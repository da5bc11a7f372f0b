/// One to three bytes for each character: what stands in half of all addresses takes one. 200,000 search texts of 130 bytes are kept in 90 each.
///
/// No code is the beginning or the end of another, and only its first byte is below `trail` or below 0x80: where the bytes of a word stand, there stands the word.
struct SearchCode: Sendable {
    private static let single: UInt8 = 0x80
    private static let lead: UInt8 = 0xB0
    private static let trail: UInt8 = 0xD8
    private static let trails = 0x100 - Int(trail)
    /// Codes of one byte, then of two, then of three.
    private static let singles = Int(lead - single)
    private static let pairs = singles + Int(trail - lead) * trails
    /// Control characters stand in no search text but between its parts: they begin the long codes.
    private static let longLead: UInt8 = 0x02
    private static let longLeads = 0x10

    /// Of the first plane by place, 0 for none and one more than the code; beyond it in a dictionary. Empty before the first.
    private var plane: [UInt16] = []
    private var beyond: [UInt32: Int] = [:]
    private var count = 0

    /// Gives the shortest codes to what is frequent in these texts. Later characters take what is left in the order in which they come.
    init(_ sample: [String] = []) {
        var counts: [UInt32: Int] = [:]
        for text in sample { for scalar in text.unicodeScalars where scalar.value >= 0x80 { counts[scalar.value, default: 0] += 1 } }
        for entry in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) { _ = give(entry.key) }
    }

    /// The bytes of a text; its new characters are taken in.
    mutating func learn(_ text: String, into bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 { bytes.append(UInt8(scalar.value)); continue }
            Self.append(code(of: scalar.value) ?? give(scalar.value), &bytes)
        }
    }

    /// `nil`: no text has all of its characters.
    func bytes(of word: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in word.unicodeScalars {
            if scalar.value < 0x80 { bytes.append(UInt8(scalar.value)); continue }
            guard let code = code(of: scalar.value) else { return nil }
            Self.append(code, &bytes)
        }
        return bytes
    }

    private func code(of scalar: UInt32) -> Int? {
        guard scalar < 0x10000 else { return beyond[scalar] }
        let code = plane.isEmpty ? 0 : plane[Int(scalar)]
        return code == 0 ? nil : Int(code) - 1
    }

    /// The next code, for a character that has none.
    private mutating func give(_ scalar: UInt32) -> Int {
        if plane.isEmpty { plane = [UInt16](repeating: 0, count: 0x10000) }
        let code = count
        // More than the table can hold would share the last one, which only costs a look into the file.
        count = min(count + 1, 0xFFFE)
        if scalar < 0x10000 { plane[Int(scalar)] = UInt16(code + 1) } else { beyond[scalar] = code }
        return code
    }

    private static func append(_ code: Int, _ bytes: inout [UInt8]) {
        if code < singles { return bytes.append(single + UInt8(code)) }
        if code < pairs {
            let (high, low) = (code - singles).quotientAndRemainder(dividingBy: trails)
            return bytes += [lead + UInt8(high), trail + UInt8(low)]
        }
        // All of Unicode's Chinese would need 60 of these; beyond the last lead the codes of rare characters are shared, which only costs a look into the file.
        let (high, low) = ((code - pairs) % (longLeads * trails * trails)).quotientAndRemainder(dividingBy: trails * trails)
        bytes += [longLead + UInt8(high), trail + UInt8(low / trails), trail + UInt8(low % trails)]
    }
}
