/// How hot a search is: geometric cooling for most of the time, then a quick one to the cold end.
struct Schedule: Sendable {
    private let meanCost: Double
    private let hot: Double
    private let warm: Double
    private let cold: Double
    /// Share of the run at which `warm` is reached.
    private let bend: Double

    init(meanCost: Double, hot: Double, _ tuning: Tuning) {
        self.meanCost = meanCost
        self.hot = max(meanCost * hot, 1e-9)
        warm = max(meanCost * tuning.warm, 1e-9)
        cold = max(meanCost * tuning.cold, 1e-9)
        bend = tuning.bend
    }

    /// A part of the run with a cooling of its own.
    struct Stage: Sendable {
        var from = 0.0
        var to = 1.0
        /// Start, as a share of the mean cost; nil = that of the run.
        var hot: Double?

        func place(_ progress: Double) -> Double { min(1, max(0, (progress - from) / max(to - from, 1e-9))) }
    }

    /// From the share of the run that is over.
    func temperature(_ progress: Double, in stage: Stage) -> Double {
        let place = stage.place(progress), hot = stage.hot.map { max(meanCost * $0, 1e-9) } ?? hot
        return place < bend ? Schedule.between(hot, warm, place / bend) : Schedule.between(warm, cold, (place - bend) / max(1 - bend, 1e-9))
    }

    private static func between(_ a: Double, _ b: Double, _ share: Double) -> Double { a * Arithmetic.exponential(Arithmetic.logarithm(b / a) * share) }
}

/// Says when a search stops, and how hot it is.
struct Pacer {
    private let schedule: Schedule
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
    var stage = Schedule.Stage()
    /// From this share of the stage on, routes are worth remembering.
    var sampleFrom = 0.0
    private(set) var isSampling = false
    /// Whether the clock has just been looked at.
    var hasChecked: Bool { untilCheck == Pacer.checkEvery &- 1 }
    private var temperature = 0.0
    private var untilCheck = 0

    /// Clock, cancellation and temperature are looked at once in so many iterations (some 0.2 ms).
    private static let checkEvery = 64

    init(
        _ schedule: Schedule, left: Int, done: Int, total: Int?, started: ContinuousClock.Instant,
        seconds: Double?, roundEnd: Double?, isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.schedule = schedule
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
        isSampling = stage.place(progress) >= sampleFrom
        temperature = schedule.temperature(progress, in: stage)
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
