/// Says when a search stops, and how hot it is: geometric cooling over the iterations or the time that are given.
struct Pacer {
    /// Temperature at the start and the logarithm of its ratio to the last one.
    let hot: Double
    let cooling: Double
    /// Iterations this round may still make; Int.max when only time counts.
    var left: Int
    /// Iterations before this round and in all rounds; nil when time alone sets the temperature.
    var done: Int
    let total: Int?
    let started: ContinuousClock.Instant
    /// Seconds for all rounds, and the end of this one.
    let seconds: Double?
    let roundEnd: Double?
    let isCancelled: @Sendable () -> Bool

    private(set) var stopped = false
    private var temperature = 0.0
    private var untilCheck = 0

    /// Clock, cancellation and temperature are looked at once in so many iterations (some 0.2 ms).
    private static let checkEvery = 64

    init(
        hot: Double, cold: Double, left: Int, done: Int, total: Int?, started: ContinuousClock.Instant,
        seconds: Double?, roundEnd: Double?, isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.hot = hot
        cooling = Arithmetic.logarithm(max(cold, 1e-9) / max(hot, 1e-9))
        self.left = left
        self.done = done
        self.total = total
        self.started = started
        self.seconds = seconds
        self.roundEnd = roundEnd
        self.isCancelled = isCancelled
    }

    /// The temperature of the next iteration, or nil to stop.
    @inline(__always)
    mutating func next() -> Double? {
        if left == 0 { return nil }
        if untilCheck == 0 {
            check()
            if stopped { return nil }
        }
        untilCheck &-= 1
        left &-= 1
        done &+= 1
        return temperature
    }

    private mutating func check() {
        untilCheck = Pacer.checkEvery
        if isCancelled() {
            stopped = true
            return
        }
        var progress = 0.0
        if let total { progress = Double(done) / Double(max(1, total)) }
        if let seconds {
            let elapsed = started.secondsUntilNow
            if let roundEnd, elapsed >= roundEnd {
                stopped = true
                return
            }
            progress = max(progress, elapsed / max(seconds, 1e-9))
        }
        temperature = hot * Arithmetic.exponential(cooling * min(1, progress))
    }

    /// Nothing to do: counts the iterations of the round as made.
    mutating func skipAll() -> Int {
        defer { left = 0 }
        return left == Int.max ? 0 : left
    }
}

extension ContinuousClock.Instant {
    /// Only ever used for how long a search has run, never for what time it is.
    var secondsUntilNow: Double {
        let parts = duration(to: .now).components
        return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    }
}
