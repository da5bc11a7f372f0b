/// 512 bits that tell which characters and pairs of characters a text has. A text that contains a query has all the
/// query's bits; most texts that do not contain it lack one.
struct Signature: Hashable, Sendable {
    private var bits = SIMD8<UInt64>()

    init(_ text: String) {
        var last: UInt32?
        for scalar in text.unicodeScalars {
            let code = scalar.value
            guard code >= 0x20 else {
                // Between two parts of a search text: no query goes across.
                last = nil
                continue
            }
            // Single letters and digits stand in nearly every text.
            if code >= 0x80 { set(code &* 0x9E37_79B1) }
            if let last { set((last &* 0x85EB_CA6B) ^ (code &* 0xC2B2_AE35)) }
            last = code
        }
    }

    private mutating func set(_ hash: UInt32) {
        let mixed = (hash ^ (hash >> 15)) &* 0x2C1B_3C6D
        let bit = mixed >> 23
        bits[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
    }

    mutating func formUnion(_ other: Signature) { bits |= other.bits }

    func has(_ other: Signature) -> Bool { bits & other.bits == other.bits }
}
