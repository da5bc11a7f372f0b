import Desk
import Dispatching
import Storage

/// A seeded stretch of a shop's life, lived through the same door as everybody's: for the demo, for load and for tests.
///
/// The same options give the same journal, entry by entry, on every machine.
public enum Simulation {
    public struct Options: Sendable {
        /// Working days, the last one being `end` (or the working day before it).
        public var days: Int
        /// New contracts on an ordinary working day; a day has a fifth more or fewer.
        public var ordersPerDay: Int
        public var seed: UInt64
        public var end: LocalDay
        /// The moment at which the life stops; by default 14:40 of `end`, when today's runs are about to be made.
        public var now: Instant?
        /// Today's runs are left to whoever opens the file, however late it is.
        public var leavesRunsOpen: Bool
        /// Limit of the solver in each run; it never looks at the clock.
        public var iterations: Int

        public init(
            days: Int, ordersPerDay: Int, seed: UInt64, end: LocalDay, now: Instant? = nil, leavesRunsOpen: Bool = false, iterations: Int = 400
        ) {
            self.days = days
            self.ordersPerDay = ordersPerDay
            self.seed = seed
            self.end = end
            self.now = now
            self.leavesRunsOpen = leavesRunsOpen
            self.iterations = iterations
        }
    }

    public struct Summary: Sendable {
        public var days = 0
        public var orders = 0
        public var commands = 0
        /// Entries of the journal.
        public var entries = 0
        /// Wall time that it took.
        public var seconds = 0.0
        public var began: Instant
        public var ended: Instant
        /// Commands that the desk refused, by the refusal's name. A sound simulation has none.
        public var refusals: [String: Int] = [:]
        /// The first of them, for whoever mends it.
        public var examples: [String] = []

        public var entriesPerSecond: Double { seconds > 0 ? Double(entries) / seconds : 0 }
    }

    public struct Progress: Sendable {
        public let day: LocalDay
        /// Working days lived through, of so many.
        public let done: Int
        public let total: Int
        public let orders: Int
    }

    public enum Failure: Error, Hashable, Sendable {
        /// The file has a history of its own.
        case notEmpty(entries: Int)
        case badOptions
    }

    /// Fills an empty store.
    ///
    /// - Parameter progress: told after each day; return `false` to stop, which keeps the days lived so far.
    /// - Throws: `Failure`, `StoreError.cancelled`
    @discardableResult
    public static func run(store: Store, options: Options, progress: (Progress) -> Bool = { _ in true }) throws -> Summary {
        guard options.days > 0, options.ordersPerDay > 0 else { throw Failure.badOptions }
        let entries = try store.read { try $0.journalLength() }
        guard entries == 0 else { throw Failure.notEmpty(entries: entries) }
        return try Life(store: store, options: options).live(progress)
    }
}
