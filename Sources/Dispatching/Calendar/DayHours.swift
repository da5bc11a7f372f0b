/// The open hours of one day: intervals in ascending order that do not overlap; none means closed.
public struct DayHours: Hashable, Sendable {
    /// One open interval, from inclusive, to exclusive.
    public struct Interval: Hashable, Sendable {
        public let from: TimeOfDay
        public let to: TimeOfDay

        /// - Returns: nil unless `from` is earlier than `to`.
        public init?(from: TimeOfDay, to: TimeOfDay) {
            guard from < to else { return nil }
            self.from = from
            self.to = to
        }

        public func contains(_ time: TimeOfDay) -> Bool {
            from <= time && time < to
        }
    }

    public let intervals: [Interval]

    /// - Parameter intervals: in any order; may touch.
    /// - Returns: nil when two of them overlap.
    public init?(_ intervals: [Interval]) {
        let sorted = intervals.sorted { $0.from < $1.from }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where later.from < earlier.to {
            return nil
        }
        self.intervals = sorted
    }

    private init(single: Interval?) {
        intervals = single.map { [$0] } ?? []
    }

    /// Not open at all: a rest day.
    public static let closed = DayHours(single: nil)
    /// 00:00-24:00.
    public static let allDay = DayHours(single: Interval(from: .startOfDay, to: .endOfDay))

    /// Whether the day is a rest day.
    public var isClosed: Bool { intervals.isEmpty }
    /// The first opening, nil on a rest day.
    public var opening: TimeOfDay? { intervals.first?.from }
    /// The last closing, nil on a rest day.
    public var closing: TimeOfDay? { intervals.last?.to }
    /// Open minutes of the day, 0...1440 (by the clock face).
    public var minutes: Int {
        intervals.reduce(0) { $0 + $1.to.minutes - $1.from.minutes }
    }

    public func contains(_ time: TimeOfDay) -> Bool {
        intervals.contains { $0.contains(time) }
    }
}

extension DayHours: LosslessStringConvertible {
    /// Reads `"08:30-12:00,13:00-17:30"`; 24:00 is allowed as an end; spaces around a part are ignored.
    ///
    /// - Returns: nil when a part is not an interval, when an interval ends at or before its start
    ///   (night shifts are two days' hours), when two overlap, and for an empty text.
    public init?(_ description: String) {
        var intervals: [Interval] = []
        for part in description.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2,
                let from = TimeOfDay(trimmed(ends[0])), let to = TimeOfDay(trimmed(ends[1])),
                let interval = Interval(from: from, to: to)
            else { return nil }
            intervals.append(interval)
        }
        self.init(intervals)
    }

    /// `"08:30-12:00,13:00-17:30"`; empty for a closed day.
    public var description: String {
        intervals.map { "\($0.from)-\($0.to)" }.joined(separator: ",")
    }
}

private func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
}
