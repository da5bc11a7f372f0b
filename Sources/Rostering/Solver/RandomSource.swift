/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): one word of state, passes the usual tests, same numbers on every machine.
struct RandomSource: Sendable {
    private var state: UInt64

    init(seed: UInt64, lane: Int = 0) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ UInt64(truncatingIfNeeded: lane) &* 0xA076_1D64_78BD_642F &+ 0x5851_F42D_4C95_7F2D
        _ = next()
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z &>> 31)
    }

    /// Uniform in 0..<bound (bound > 0), by multiplication instead of division (Lemire); the bias of 2^-32 * bound does not matter here.
    @inline(__always)
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: ((next() &>> 32) &* UInt64(truncatingIfNeeded: bound)) &>> 32)
    }

    /// Uniform in 0..<1.
    @inline(__always)
    mutating func unit() -> Double { Double(next() &>> 11) * 0x1p-53 }

    /// True with probability `threshold / 2^32`.
    @inline(__always)
    mutating func chance(_ threshold: UInt64) -> Bool { (next() &>> 32) < threshold }
}

/// Natural logarithm and exponential from plain IEEE arithmetic: the C library's differ in the last bit between systems, which would break "same seed, same plan".
enum Arithmetic {
    /// ln x for finite x > 0; relative error below 1e-12.
    static func logarithm(_ x: Double) -> Double {
        var mantissa = x.significand, exponent = Double(x.exponent)
        if mantissa > 1.4142135623730951 {
            mantissa *= 0.5
            exponent += 1
        }
        let z = (mantissa - 1) / (mantissa + 1), z2 = z * z
        var sum = 0.0
        for k in stride(from: 17, through: 1, by: -2) { sum = sum * z2 + 1 / Double(k) }
        return exponent * 0.6931471805599453 + 2 * z * sum
    }

    /// e^x for |x| below 700.
    static func exponential(_ x: Double) -> Double {
        let power = (x / 0.6931471805599453).rounded()
        let rest = x - power * 0.6931471805599453
        var sum = 1.0
        for k in stride(from: 14, through: 1, by: -1) { sum = 1 + sum * rest / Double(k) }
        return Double(sign: .plus, exponent: Int(power), significand: 1) * sum
    }
}
