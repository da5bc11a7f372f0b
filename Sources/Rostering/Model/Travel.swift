/// Seconds from every place to every other. Need not be symmetric; the solver is fastest, and never misses a position, when it obeys the triangle inequality.
public struct Travel: Sendable, Codable, Hashable {
    /// Number of places; a place is an index below it.
    public let places: Int
    /// Row-major `places * places`: `seconds[from * places + to]`.
    public let seconds: [Int32]

    /// Takes a flat row-major matrix; nil when its size is not `places * places` or an entry is negative.
    public init?(places: Int, seconds: [Int32]) {
        guard places >= 0, seconds.count == places * places, !seconds.contains(where: { $0 < 0 }) else { return nil }
        self.places = places
        self.seconds = seconds
    }

    /// Tabulates a function once, so that the search only ever reads a matrix. Negative values count as 0.
    public init(places: Int, _ time: (_ from: Int, _ to: Int) -> Int) {
        self.places = places
        var flat: [Int32] = []
        flat.reserveCapacity(places * places)
        for from in 0..<places {
            for to in 0..<places { flat.append(Int32(clamping: max(0, time(from, to)))) }
        }
        seconds = flat
    }

    public subscript(from: Int, to: Int) -> Int { Int(seconds[from * places + to]) }
}
