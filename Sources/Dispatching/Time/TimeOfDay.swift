/// A reading of the wall clock, to the minute: 00:00 to 24:00.
///
/// 24:00 is the end of a day and differs from 00:00, its beginning. Encoded as its text, `"15:00"`.
public struct TimeOfDay: Hashable, Comparable, Sendable {
    /// Minutes since 00:00, 0...1440.
    public let minutes: Int

    /// - Parameter minutes: 0...1440; anything else gives nil.
    public init?(minutes: Int) {
        guard (0...1440).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    /// - Parameters:
    ///   - hour: 0...24
    ///   - minute: 0...59, and 0 when the hour is 24
    public init?(hour: Int, minute: Int) {
        guard (0...24).contains(hour), (0...59).contains(minute) else { return nil }
        self.init(minutes: hour * 60 + minute)
    }

    private init(unchecked minutes: Int) {
        self.minutes = minutes
    }

    /// 00:00.
    public static let startOfDay = TimeOfDay(unchecked: 0)
    /// 12:00.
    public static let noon = TimeOfDay(unchecked: 720)
    /// 24:00.
    public static let endOfDay = TimeOfDay(unchecked: 1440)

    /// 0...24
    public var hour: Int { minutes / 60 }
    /// 0...59
    public var minute: Int { minutes % 60 }
    /// Seconds since 00:00, 0...86400.
    public var seconds: Int { minutes * 60 }

    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.minutes < right.minutes
    }

    /// The reading of a clock that shows `seconds` seconds since 00:00, its seconds dropped.
    ///
    /// - Parameter seconds: brought into 0...86400.
    public static func reading(seconds: Int) -> TimeOfDay {
        TimeOfDay(unchecked: min(max(seconds, 0), 86_400) / 60)
    }

    /// The reading `minutes` minutes after 00:00, for constants.
    ///
    /// - Parameter minutes: brought into 0...1440.
    public static func reading(minutes: Int) -> TimeOfDay {
        TimeOfDay(unchecked: min(max(minutes, 0), 1440))
    }
}

extension TimeOfDay: LosslessStringConvertible {
    /// Reads `"15:00"`, `"08:30"`, `"8:30"` or `"24:00"`; nil for anything else.
    public init?(_ description: String) {
        var reader = DigitReader(description)
        guard let hour = reader.number(digits: 1...2), reader.take(":"),
            let minute = reader.number(digits: 2), reader.isAtEnd
        else { return nil }
        self.init(hour: hour, minute: minute)
    }

    /// `"08:30"`, always five characters.
    public var description: String {
        "\(padded(hour, 2)):\(padded(minute, 2))"
    }
}

extension TimeOfDay: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decodeText(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try encodeText(self, to: encoder)
    }
}
