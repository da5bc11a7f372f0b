/// Some facts are written down after they happened: a scan of the afternoon comes with the evening's file. Their stamps stand at the time at
/// which the thing was done, and the journal's entry at the time at which it was told (decision 16).
public struct StampMoment: Hashable, Sendable {
    /// Answers of the form with the local date and the time of day; blank: today, now.
    public let day: String
    public let time: String

    init(day: String, time: String) {
        self.day = day
        self.time = time
    }

    /// - Returns: `nil` where the answers name no time of their own.
    func told(_ answers: [String: Value], zone: Zone, now: Instant) -> Instant? {
        let day = answers[day]?.string.flatMap { LocalDay($0) }, time = answers[time]?.string.flatMap { TimeOfDay($0) }
        if day == nil, time == nil { return nil }
        let date = day ?? zone.day(of: now)
        // A day without a time: the end of it, as far as it has come.
        return time.map { zone.instant(date, $0) } ?? min(now, zone.instant(date + 1, seconds: -60))
    }
}

extension Stamp {
    /// Key under which a stamp keeps its own time, in seconds, where that is not the journal's.
    static let momentKey = "_at"

    /// The time that its answers keep, else that of the entry.
    static func moment(_ answers: [String: Value], entered: Instant) -> Instant {
        answers[momentKey]?.int.map { Instant(seconds: Int64($0)) } ?? entered
    }
}
