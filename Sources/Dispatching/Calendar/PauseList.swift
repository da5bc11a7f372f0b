/// Pauses put in order: ascending, not overlapping, not touching, none empty.
struct PauseList {
    private let ranges: [Range<Instant>]

    init(_ pauses: [Range<Instant>]) {
        guard pauses.count > 1 else {
            ranges = pauses.filter { !$0.isEmpty }
            return
        }
        var merged: [Range<Instant>] = []
        for pause in pauses.sorted(by: { $0.lowerBound < $1.lowerBound }) where !pause.isEmpty {
            if let last = merged.last, pause.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, pause.upperBound)
            } else {
                merged.append(pause)
            }
        }
        ranges = merged
    }

    /// Whether the time just after `moment` is paused, and until when that stays so (nil: for ever).
    func state(after moment: Instant) -> (isPaused: Bool, until: Instant?) {
        let index = firstIndex { $0.upperBound > moment }
        guard index < ranges.count else { return (false, nil) }
        let next = ranges[index]
        return next.lowerBound <= moment ? (true, next.upperBound) : (false, next.lowerBound)
    }

    /// Whether the time just before `moment` is paused, and since when that is so (nil: for ever).
    func state(before moment: Instant) -> (isPaused: Bool, since: Instant?) {
        let index = firstIndex { $0.lowerBound >= moment } - 1
        guard index >= 0 else { return (false, nil) }
        let last = ranges[index]
        return last.upperBound >= moment ? (true, last.lowerBound) : (false, last.upperBound)
    }

    /// Binary search: the predicate is false, then true.
    private func firstIndex(where isBeyond: (Range<Instant>) -> Bool) -> Int {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(ranges[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
