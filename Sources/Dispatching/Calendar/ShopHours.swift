/// The clock times that split a shop's day, where the manuals give none.
public struct ShopHours: Hashable, Sendable {
    /// Start of the day and of the morning half; 08:30 unless configured.
    public var opening: TimeOfDay
    /// Lunch break; none unless configured.
    public var lunch: DayHours.Interval?
    /// Start of the afternoon half, as announced to customers; 13:00 unless configured.
    public var afternoonStart: TimeOfDay
    /// End of the day, "closing" of every rule that ends there; 17:30 unless configured.
    public var closing: TimeOfDay

    public init(
        opening: TimeOfDay = .reading(minutes: 510),
        lunch: DayHours.Interval? = nil,
        afternoonStart: TimeOfDay = .reading(minutes: 780),
        closing: TimeOfDay = .reading(minutes: 1050)
    ) {
        self.opening = opening
        self.lunch = lunch
        self.afternoonStart = afternoonStart
        self.closing = closing
    }

    /// 08:30-17:30, afternoon from 13:00, no lunch break.
    public static let standard = ShopHours()

    /// The open hours: opening to closing, without the part of lunch that lies between; closed when
    /// closing is not after opening.
    public var dayHours: DayHours {
        guard let lunch, lunch.from < closing, lunch.to > opening else {
            return DayHours([DayHours.Interval(from: opening, to: closing)].compactMap(\.self)) ?? .closed
        }
        let parts = [
            DayHours.Interval(from: opening, to: lunch.from),
            DayHours.Interval(from: lunch.to, to: closing),
        ]
        return DayHours(parts.compactMap(\.self)) ?? .closed
    }
}
