/// Why a calendar cannot answer.
public enum CalendarError: Error, Hashable, Sendable {
    /// No open day within `WorkCalendar.searchLimit` days of that date, so the search was given up.
    case noOpenDay(calendar: String, near: LocalDay)
    /// The span is longer than its unit allows (`Span.Unit.limit`, about a hundred years).
    case spanTooLong(Span)
    /// The moment lies outside the years 1 to 9999 (`Instant.supported`).
    case momentOutOfRange(Instant)
    /// The due time would lie more than 200 years from that start, usually because of a pause without end.
    case tooFar(from: Instant)
}
