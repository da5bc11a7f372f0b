/// A moment in time, to the second, independent of any zone or calendar.
///
/// Stored and compared as seconds since 1970-01-01T00:00:00Z without leap seconds (POSIX time).
/// Encoded as that bare integer.
public struct Instant: Hashable, Comparable, Sendable, Codable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before it.
    public var seconds: Int64

    /// - Parameter seconds: seconds since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        self.seconds = seconds
    }

    public init(from decoder: any Decoder) throws {
        seconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }

    /// Seconds from `earlier` to this moment; negative when `earlier` is the later one.
    public func seconds(since earlier: Instant) -> Int {
        Int(seconds - earlier.seconds)
    }

    /// The moment `seconds` seconds later.
    public static func + (moment: Instant, seconds: Int) -> Instant {
        Instant(seconds: moment.seconds + Int64(seconds))
    }

    /// The moment `seconds` seconds earlier.
    public static func - (moment: Instant, seconds: Int) -> Instant {
        Instant(seconds: moment.seconds - Int64(seconds))
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.seconds < right.seconds
    }
}

extension Instant {
    /// The moments that every calculation of this library accepts: years 1 to 9999, in UTC.
    public static let supported = Instant(seconds: -62_135_596_800)..<Instant(seconds: 253_402_300_800)
}
