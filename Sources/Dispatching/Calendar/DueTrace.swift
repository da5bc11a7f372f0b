/// A stretch of time and what the clock did in it.
public struct TraceStep: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The clock ran.
        case counted
        /// The clock stood still for a whole rest day.
        case rest
        /// The clock stood still outside the open hours of a working day (open clock only).
        case closed
        /// The clock would have run, but was stopped by a pause. A pause that falls on time that does
        /// not count anyway is shown as `rest` or `closed`.
        case pause
    }

    public var from: Instant
    /// Exclusive, later than `from`.
    public var to: Instant
    public var kind: Kind

    public init(from: Instant, to: Instant, kind: Kind) {
        self.from = from
        self.to = to
        self.kind = kind
    }

    /// Length, greater than 0.
    public var seconds: Int { to.seconds(since: from) }
}

/// A due time and how it came about.
public struct DueTrace: Hashable, Sendable {
    public var due: Instant
    /// Every second between the start and the due time, each in exactly one step, in the order of time
    /// (for a negative span the first step begins at the due time). Neighbouring steps differ in kind.
    /// Empty when the due time is the start.
    public var steps: [TraceStep]

    public init(due: Instant, steps: [TraceStep]) {
        self.due = due
        self.steps = steps
    }

    /// Seconds spent in steps of that kind.
    public func seconds(_ kind: TraceStep.Kind) -> Int {
        steps.reduce(0) { $1.kind == kind ? $0 + $1.seconds : $0 }
    }
}
