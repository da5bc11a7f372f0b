/// Draws from the exponential distribution by table: no logarithm in the inner loop. `Search` owns the memory.
struct Quantiles {
    static let size = 4096
    /// -ln u at the middle of each of `size` equal parts of 0...1.
    let table: UnsafeMutablePointer<Double>

    init() {
        table = .allocate(capacity: Quantiles.size)
        for index in 0..<Quantiles.size {
            (table + index).initialize(to: -Arithmetic.logarithm((Double(index) + 0.5) / Double(Quantiles.size)))
        }
    }

    /// With mean 1, from random bits.
    @inline(__always)
    func exponential(_ bits: UInt64) -> Double { table[Int(truncatingIfNeeded: bits &>> 52)] }

    /// Steps until the next of events that come once in `mean` steps; at least 1.
    @inline(__always)
    func gap(_ bits: UInt64, _ mean: Double) -> Int { 1 &+ Int(exponential(bits) * mean) }
}
