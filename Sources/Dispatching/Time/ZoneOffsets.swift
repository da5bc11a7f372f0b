import Foundation

/// The offsets of a zone over time. The only place in this library that asks the system about zones.
enum ZoneOffsets: Sendable {
    /// Seconds east of UTC, at all times.
    case fixed(Int)
    /// `offsets[i]` is in force from `starts[i]`, the first one also before it. From `end` on, ask `system`.
    case table(starts: [Int64], offsets: [Int], end: Int64, system: TimeZone)

    /// 1970-01-01, 1992-01-01 and 2101-01-01, UTC.
    private static let begin: Int64 = 0
    private static let modern: Int64 = 694_224_000
    private static let end: Int64 = 4_133_980_800
    /// Shorter than any summer time on record, so that no change is stepped over.
    private static let stride: Int64 = 5 * 86_400

    init?(identifier: String) {
        guard let system = TimeZone(identifier: identifier) else { return nil }
        let changes = ZoneOffsets.changes(of: system)
        let starts = changes.map(\.start)
        let offsets = changes.map(\.offset)
        if let last = changes.last, last.start < ZoneOffsets.modern {
            self = .fixed(last.offset)
        } else {
            self = .table(starts: starts, offsets: offsets, end: ZoneOffsets.end, system: system)
        }
    }

    @inline(__always)
    func offset(at moment: Int64) -> Int {
        switch self {
        case .fixed(let offset):
            return offset
        case .table(let starts, let offsets, let end, let system):
            if moment >= end { return ZoneOffsets.ask(system, moment) }
            var low = 0
            var high = starts.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if starts[middle] <= moment { low = middle } else { high = middle }
            }
            return offsets[low]
        }
    }

    private static func changes(of system: TimeZone) -> [(start: Int64, offset: Int)] {
        var found = [(start: begin, offset: ask(system, begin))]
        var moment = begin
        var offset = found[0].offset
        while moment < end {
            let next = min(moment + stride, end)
            let nextOffset = ask(system, next)
            if nextOffset != offset {
                var same = moment
                var other = next
                while other - same > 1 {
                    let middle = same + (other - same) / 2
                    if ask(system, middle) == offset { same = middle } else { other = middle }
                }
                found.append((start: other, offset: nextOffset))
            }
            moment = next
            offset = nextOffset
        }
        return found
    }

    private static func ask(_ system: TimeZone, _ moment: Int64) -> Int {
        system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
    }
}
