/// A span of the day, both ends included, in seconds after midnight.
public struct Interval: Sendable, Codable, Hashable {
    public var from: Int
    public var to: Int

    public init(_ from: Int, _ to: Int) {
        self.from = from
        self.to = to
    }

    public func contains(_ time: Int) -> Bool { from <= time && time <= to }

    /// The common part, or nil when there is none.
    public func meeting(_ other: Interval) -> Interval? {
        let low = max(from, other.from), high = min(to, other.to)
        return low <= high ? Interval(low, high) : nil
    }

    /// Sorted, with touching and overlapping spans merged: the form in which "first window not yet closed" is also the earliest start.
    static func normalized(_ spans: [Interval]) -> [Interval] {
        var result: [Interval] = []
        for span in spans.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) where span.from <= span.to {
            if let last = result.last, span.from <= last.to + 1 {
                result[result.count - 1].to = max(last.to, span.to)
            } else {
                result.append(span)
            }
        }
        return result
    }
}
