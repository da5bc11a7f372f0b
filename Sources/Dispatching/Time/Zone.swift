/// A time zone: how an instant reads on the wall clock of a place, and back.
///
/// Zones whose offset has not changed since 1992 (all of China) are kept as that one offset and are
/// pure arithmetic; for those, earlier changes are ignored (Shanghai's summer time of 1986-1991).
/// Other zones carry a table of their changes from 1970 to 2100.
///
/// **Readings that are not unique.** When clocks go forward some readings do not exist: such a reading
/// means the instant as much after the change as the reading lies after the gap's beginning (02:30 reads
/// 03:30). When clocks go back some readings occur twice: the reading means the first of the two.
public struct Zone: Sendable {
    /// The IANA name, `"Asia/Shanghai"`.
    public let identifier: String
    private let offsets: ZoneOffsets

    private init(identifier: String, offsets: ZoneOffsets) {
        self.identifier = identifier
        self.offsets = offsets
    }

    /// UTC+8 at all times; `Zone(identifier: "Asia/Shanghai")` is the same value.
    public static let shanghai = Zone(identifier: "Asia/Shanghai", offsets: .fixed(8 * 3600))

    /// UTC.
    public static let utc = Zone(identifier: "UTC", offsets: .fixed(0))

    /// The zone with that IANA name, or nil when the system does not know it.
    ///
    /// Reads the system's zone data (a few milliseconds for a zone with summer time): keep the value.
    public init?(identifier: String) {
        switch identifier {
        case Zone.shanghai.identifier: self = .shanghai
        case Zone.utc.identifier: self = .utc
        default:
            guard let offsets = ZoneOffsets(identifier: identifier) else { return nil }
            self.init(identifier: identifier, offsets: offsets)
        }
    }

    /// Seconds east of UTC that are in force at that moment.
    @inline(__always)
    public func offset(at moment: Instant) -> Int {
        offsets.offset(at: moment.seconds)
    }

    /// The date on the wall at that moment.
    public func day(of moment: Instant) -> LocalDay {
        LocalDay(number: Int(floorDivide(local(moment), 86_400)))
    }

    /// What the wall clock shows at that moment, in seconds since 00:00: 0..<86400.
    ///
    /// On a day on which the clock is changed this is not the time that has passed since midnight.
    public func secondsIntoDay(of moment: Instant) -> Int {
        Int(floorRemainder(local(moment), 86_400))
    }

    /// What the wall clock shows at that moment, seconds dropped: 00:00...23:59.
    public func timeOfDay(of moment: Instant) -> TimeOfDay {
        .reading(seconds: secondsIntoDay(of: moment))
    }

    /// The moment at which the wall clock shows that time on that date; 24:00 is the next date's start.
    public func instant(_ day: LocalDay, _ time: TimeOfDay) -> Instant {
        instant(day, seconds: time.seconds)
    }

    /// The moment at which the wall clock shows that many seconds since 00:00.
    ///
    /// - Parameter seconds: usually 0...86400; values outside it run into the neighbouring dates.
    public func instant(_ day: LocalDay, seconds: Int) -> Instant {
        let reading = Int64(day.number) * 86_400 + Int64(seconds)
        if case .fixed(let offset) = offsets { return Instant(seconds: reading - Int64(offset)) }
        // No zone is a whole day away from UTC, so these two lie on either side of a change.
        let before = Instant(seconds: reading - 86_400)
        let after = Instant(seconds: reading + 86_400)
        let oldOffset = offset(at: before)
        let newOffset = offset(at: after)
        let first = Instant(seconds: reading - Int64(oldOffset))
        if oldOffset == newOffset || offset(at: first) == oldOffset { return first }
        let second = Instant(seconds: reading - Int64(newOffset))
        return offset(at: second) == newOffset ? second : first
    }

    /// The first moment of that date: 00:00, or the end of the gap where the clocks skip midnight (every
    /// such gap since 1970 begins at midnight).
    public func startOfDay(_ day: LocalDay) -> Instant {
        instant(day, seconds: 0)
    }

    /// The first change of the offset in `low..<high`, that is the first moment with another offset than
    /// at `low`; nil when the offset at the last second is the same. At most one change is expected in it.
    func change(after low: Instant, before high: Instant) -> Instant? {
        if case .fixed = offsets { return nil }
        let old = offset(at: low)
        guard low < high, offset(at: high - 1) != old else { return nil }
        var same = low.seconds
        var other = high.seconds - 1
        while other - same > 1 {
            let middle = same + (other - same) / 2
            if offsets.offset(at: middle) == old { same = middle } else { other = middle }
        }
        return Instant(seconds: other)
    }

    private func local(_ moment: Instant) -> Int64 {
        moment.seconds + Int64(offset(at: moment))
    }
}

extension Zone: Hashable {
    public static func == (left: Zone, right: Zone) -> Bool {
        left.identifier == right.identifier
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(identifier)
    }
}
