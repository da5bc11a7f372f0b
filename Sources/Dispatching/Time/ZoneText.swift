extension Zone {
    /// The moment with its local date, time and offset: `"2026-11-21T15:00:00+08:00"`.
    public func iso(_ moment: Instant) -> String {
        let clock = secondsIntoDay(of: moment)
        let offset = offset(at: moment)
        let east = abs(offset) / 60
        return "\(day(of: moment))T\(padded(clock / 3600, 2)):\(padded(clock / 60 % 60, 2)):\(padded(clock % 60, 2))"
            + (offset < 0 ? "-" : "+") + "\(padded(east / 60, 2)):\(padded(east % 60, 2))"
    }

    /// Reads a date with or without a time: `"2026-11-21"` (its start), `"2026-11-21T15:00"`,
    /// `"2026-11-21T15:00:30"`, each time optionally followed by `Z`, `+08:00` or `+0800`.
    ///
    /// Without an offset the time is local to this zone; a space may stand for the `T`; 24:00 is the next
    /// date's start.
    ///
    /// - Returns: nil for anything else, and for dates and times that do not exist.
    public func parse(_ text: String) -> Instant? {
        guard let day = LocalDay(String(text.prefix(10))) else { return nil }
        var reader = DigitReader(String(text.dropFirst(10)))
        if reader.isAtEnd { return startOfDay(day) }
        guard reader.take("T") || reader.take(" "),
            let hour = reader.number(digits: 2), reader.take(":"),
            let minute = reader.number(digits: 2),
            let time = TimeOfDay(hour: hour, minute: minute)
        else { return nil }
        var seconds = time.seconds
        if reader.take(":") {
            guard let second = reader.number(digits: 2), second < 60 else { return nil }
            seconds += second
        }
        guard seconds <= 86_400 else { return nil }
        if reader.isAtEnd { return instant(day, seconds: seconds) }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        return Instant(seconds: Int64(day.number) * 86_400 + Int64(seconds - offset))
    }
}

extension DigitReader {
    /// Takes `Z`, `+08:00` or `+0800`: seconds east of UTC.
    fileprivate mutating func offset() -> Int? {
        if take("Z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(digits: 2) else { return nil }
        _ = take(":")
        guard let minutes = number(digits: 2), hours <= 18, minutes < 60 else { return nil }
        let east = hours * 3600 + minutes * 60
        return isWest ? -east : east
    }
}
