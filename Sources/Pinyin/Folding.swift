/// Width folding, so that what an input method writes full-width is the same as what a keyboard writes.
enum Folding {
    /// Full-width forms to ASCII, ideographic and no-break space to space; others unchanged.
    @inline(__always)
    static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000, 0xA0: " "
        default: scalar
        }
    }

    /// The lower-case ASCII letter or digit that a scalar stands for.
    @inline(__always)
    static func letterOrDigit(_ scalar: Unicode.Scalar) -> UInt8? {
        switch halfWidth(scalar).value {
        case let v where (0x30...0x39).contains(v) || (0x61...0x7A).contains(v): UInt8(v)
        case let v where (0x41...0x5A).contains(v): UInt8(v + 0x20)
        default: nil
        }
    }
}
