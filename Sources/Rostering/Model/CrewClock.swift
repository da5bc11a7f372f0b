/// The time of a crew with fixed pauses. Work (driving or service) stops at a pause and goes on after it.
///
/// The search runs in *working* seconds, where pauses take no time; this file is the only place that knows both clocks.
struct CrewClock: Sendable, Hashable {
    /// Sorted, apart from each other, never empty spans.
    let pauses: [Interval]

    init(_ crew: Crew) {
        pauses = Interval.normalized(crew.pauses.filter { $0.from < $0.to })
    }

    /// Wall time at which work of `seconds` that begins at `time` is done.
    func after(_ time: Int, working seconds: Int) -> Int {
        if pauses.isEmpty || seconds == 0 { return time + seconds }
        var now = time, rest = seconds
        for pause in pauses where pause.to > now {
            if now < pause.from {
                let free = pause.from - now
                if rest <= free { break }
                rest -= free
            }
            now = pause.to
        }
        return now + rest
    }

    /// Latest wall time at which work of `seconds` may begin to be done by `time`.
    func before(_ time: Int, working seconds: Int) -> Int {
        if pauses.isEmpty || seconds == 0 { return time - seconds }
        var now = time, rest = seconds
        for pause in pauses.reversed() where pause.from < now {
            if now > pause.to {
                let free = now - pause.to
                if rest <= free { break }
                rest -= free
            }
            now = pause.from
        }
        return now - rest
    }

    /// The time itself, or the last second before the pause it lies in.
    func lastStart(by time: Int) -> Int {
        for pause in pauses where pause.from <= time && time < pause.to { return pause.from - 1 }
        return time
    }

    /// The time itself, or the end of the pause it lies in: service does not start in a pause.
    func firstStart(from time: Int) -> Int {
        for pause in pauses where pause.from <= time && time < pause.to { return pause.to }
        return time
    }

    /// Earliest permitted start at or after `arrival`; nil when every window has closed. Windows must be normalized.
    func start(arriving arrival: Int, in windows: [Interval]) -> Int? {
        if windows.isEmpty { return firstStart(from: arrival) }
        for window in windows where arrival <= window.to {
            let start = firstStart(from: max(arrival, window.from))
            if start <= window.to { return start }
        }
        return nil
    }

    /// Wall time -> working time: seconds after midnight without the pauses before.
    func working(_ time: Int) -> Int {
        var result = time
        for pause in pauses where pause.from < time { result -= min(time, pause.to) - pause.from }
        return result
    }

    /// The permitted starts of a job in working time. A start at the very second a pause begins is really one after it,
    /// so a window that closes inside a pause ends one second before the pause.
    func workingWindows(_ windows: [Interval]) -> [Interval] {
        if pauses.isEmpty { return windows }
        return Interval.normalized(windows.map { window in
            let inside = pauses.contains { $0.from <= window.to && window.to < $0.to }
            return Interval(working(window.from), working(window.to) - (inside ? 1 : 0))
        })
    }
}
