/// What one date is instead of its weekday: a holiday, a make-up working day, a day with other hours.
public struct DayOverride: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A rest day.
        case off
        /// A working day with the calendar's normal hours, whatever the weekday (make-up day).
        case working
        /// These hours; closed hours make it a rest day.
        case hours(DayHours)
    }

    public var kind: Kind
    /// The holiday's or occasion's name, as data gave it.
    public var label: String?

    public init(_ kind: Kind, label: String? = nil) {
        self.kind = kind
        self.label = label
    }

    public static let off = DayOverride(.off)
    public static let working = DayOverride(.working)

    public static func off(_ label: String?) -> DayOverride { DayOverride(.off, label: label) }
    public static func working(_ label: String?) -> DayOverride { DayOverride(.working, label: label) }
    public static func hours(_ hours: DayHours, _ label: String? = nil) -> DayOverride {
        DayOverride(.hours(hours), label: label)
    }
}
