/// A length of time in one of the units that the manuals use, as in "within 48 hours" or "3 working days".
///
/// What a span means on a calendar is said by `WorkCalendar.due`. Encoded as its text, `"48h"`.
public struct Span: Hashable, Sendable {
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        /// Minutes of the span's clock.
        case minutes = "m"
        /// Hours of the span's clock.
        case hours = "h"
        /// Calendar days: rest days count, the time of day is kept.
        case days = "d"
        /// Working days: rest days do not count, the time of day is kept (F-18).
        case workdays = "wd"

        /// The greatest amount of this unit that a span may have: about a hundred years.
        public var limit: Int {
            switch self {
            case .minutes: 36_525 * 24 * 60
            case .hours: 36_525 * 24
            case .days, .workdays: 36_525
            }
        }
    }

    /// How many units; negative points to the past.
    public var amount: Int
    public var unit: Unit

    public init(_ amount: Int, _ unit: Unit) {
        self.amount = amount
        self.unit = unit
    }

    public init(amount: Int, unit: Unit) {
        self.init(amount, unit)
    }

    /// Whether the amount is within the unit's limit; a longer span is refused by every calculation.
    public var isSupported: Bool {
        (-unit.limit...unit.limit).contains(amount)
    }
}

extension Span: LosslessStringConvertible {
    /// Reads `"90m"`, `"48h"`, `"3d"`, `"3wd"`, each with an optional sign (`"-1wd"`).
    ///
    /// - Returns: nil for anything else, and for more than about a hundred years.
    public init?(_ description: String) {
        var reader = DigitReader(description)
        let isNegative = reader.take("-")
        if !isNegative { _ = reader.take("+") }
        guard let amount = reader.number(digits: 1...9), let unit = Unit(rawValue: reader.rest) else { return nil }
        self.init(isNegative ? -amount : amount, unit)
        guard isSupported else { return nil }
    }

    /// `"48h"`, `"-1wd"`.
    public var description: String { "\(amount)\(unit.rawValue)" }
}

extension Span: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decodeText(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try encodeText(self, to: encoder)
    }
}
