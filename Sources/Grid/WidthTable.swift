/// How many columns a scalar takes. One table of our own, so that layout never depends on the machine's locale;
/// it agrees with glibc 2.36 on everything that glibc knows and goes on where glibc ends (Han extensions G to J).
public enum WidthTable {
    /// Raised whenever a width changes, since stored layouts and screen snapshots depend on it.
    public static let version = 1

    enum Width: UInt8 {
        case zero, narrow, wide, ambiguous
    }

    static func width(of scalar: UInt32) -> Width {
        if scalar < 0x7F { return .narrow }
        if isPlainWide(scalar) { return .wide }
        if scalar >= 0x20000 {
            if scalar <= 0x3FFFD { return .wide }
            return scalar >= 0xE0000 && scalar <= 0xE0FFF ? .zero : .narrow
        }
        if contains(zero, scalar) { return .zero }
        if contains(wide, scalar) { return .wide }
        if contains(ambiguous, scalar) { return .ambiguous }
        return .narrow
    }

    /// The bulk of Chinese text, decided without a search: ideographs, CJK punctuation, kana, full-width forms.
    @inline(__always)
    static func isPlainWide(_ scalar: UInt32) -> Bool {
        (scalar >= 0x4E00 && scalar <= 0x9FFF)
            || (scalar >= 0x3000 && scalar <= 0x3029)
            || (scalar >= 0xFF01 && scalar <= 0xFF60)
            || (scalar >= 0x3400 && scalar <= 0x4DBF)
            || (scalar >= 0x3041 && scalar <= 0x3096)
    }

    private static func contains(_ pairs: [UInt32], _ scalar: UInt32) -> Bool {
        var low = 0
        var high = pairs.count / 2 - 1
        while low <= high {
            let middle = (low + high) / 2
            if scalar < pairs[2 * middle] {
                high = middle - 1
            } else if scalar > pairs[2 * middle + 1] {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}
