/// Which hours count towards a span of minutes or hours. Every span says its clock.
public enum ClockKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Day and night count, but the clock stands still from 00:00 to 24:00 on rest days (F-17, A-65).
    case wall
    /// Only the open hours count.
    case open
    /// Day and night on all days: a limit that no rest day moves (the courier's 72 h, Q-01; 24 h "round the clock", Q-37).
    case always
}
