/// SplitMix64: the same numbers on every machine for the same seed, cheap enough for one generator a contract.
struct SeededRandom: Sendable {
    private var state: UInt64

    /// - Parameter stream: generators of one seed with different streams are independent of each other.
    init(seed: UInt64, stream: Int = 0) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ UInt64(truncatingIfNeeded: stream) &* 0xA076_1D64_78BD_642F &+ 0x5851_F42D_4C95_7F2D
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z &>> 31)
    }

    /// Uniform in `0..<bound`; 0 for a bound below 2.
    mutating func below(_ bound: Int) -> Int {
        bound < 2 ? 0 : Int(truncatingIfNeeded: ((next() &>> 32) &* UInt64(truncatingIfNeeded: bound)) &>> 32)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True that many times in a thousand.
    mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    /// One of them; `nil` for none.
    mutating func pick<T>(_ list: [T]) -> T? { list.isEmpty ? nil : list[below(list.count)] }

    /// The index of one of the weights, each as likely as its share.
    mutating func weighted(_ weights: [Int]) -> Int {
        var left = below(weights.reduce(0, +))
        for (i, w) in weights.enumerated() {
            if left < w { return i }
            left -= w
        }
        return 0
    }
}
