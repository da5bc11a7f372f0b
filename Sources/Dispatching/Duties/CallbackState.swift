/// Where a callback stands (CB-01 to CB-08). It follows from its duty and from what was tried; nothing of it is stored.
public struct CallbackState: Hashable, Sendable {
    public enum Phase: String, Hashable, Sendable, CaseIterable {
        /// Its window has not begun.
        case coming = "COMING"
        case due = "DUE"
        /// The customer named another time, which has not come (CB-04).
        case appointed = "APPOINTED"
        /// Tried, and it is not yet time for the next try (CB-03).
        case unreachable = "UNREACHABLE"
        /// Past its limit, still callable (CB-08).
        case overdue = "OVERDUE"
        case done = "DONE"
    }

    /// What became of a call that brought no answers.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case noAnswer = "NO_ANSWER"
        case busy = "BUSY"
        case wrongNumber = "WRONG_NUMBER"
        case later = "LATER"
    }

    /// Stamp of a call that brought no answers.
    public static let tried = "callTried"

    public let phase: Phase
    /// Calls of this callback that brought no answers, oldest first.
    public let attempts: [Stamp]
    /// The time that the customer named, else the proposal for the next try; `nil` before the first.
    public let nextAt: Instant?
    /// The customer named a time after the limit: kept as an exception (CB-04).
    public let isBeyondDue: Bool
    /// The number was wrong and is still the same: there is nothing to dial.
    public let isWrongNumber: Bool
    public let isLate: Bool

    /// - Parameters:
    ///   - proofs: names of the stamps that close the duty.
    ///   - phone: the customer's number as it stands now.
    public init(_ duty: Duty, stamps: [Stamp], proofs: Set<String>, phone: String, manual: Manual, now: Instant) {
        attempts = Self.attempts(duty, stamps, proofs)
        let last = attempts.last
        let outcome = last?.answers["outcome"]?.string.flatMap { Outcome(rawValue: $0) }
        let isOpen = duty.status == .open
        let dialled = last?.answers["phone"]?.string
        isWrongNumber = isOpen && outcome == .wrongNumber && dialled.map { $0 == phone } ?? true
        let named = outcome == .later ? last.flatMap { Self.named($0, manual.zone) } : nil
        nextAt = !isOpen || isWrongNumber ? nil : named ?? last.map { CallWindow(manual).nextTry(after: $0.at, due: duty.due) }
        isBeyondDue = named.flatMap { named in duty.due.map { named > $0 } } ?? false
        isLate = isOpen && !duty.soft && duty.due.map { now > $0 } ?? false
        let waits = nextAt.map { $0 > now } ?? false
        phase =
            !isOpen ? .done
            : named != nil && waits ? .appointed
            : isLate ? .overdue
            : waits || isWrongNumber ? .unreachable
            : attempts.isEmpty && now < duty.opens ? .coming : .due
    }

    /// Those since the callback before this one, of this rule where a case has several.
    private static func attempts(_ duty: Duty, _ stamps: [Stamp], _ proofs: Set<String>) -> [Stamp] {
        let valid = stamps.filter { !$0.withdrawn }
        let closing = duty.doneAt.flatMap { at in valid.last { proofs.contains($0.name) && $0.at == at }?.number } ?? Int.max
        let before = valid.last { proofs.contains($0.name) && $0.number < closing }?.number ?? 0
        return valid.filter { stamp in
            stamp.name == tried && stamp.number > before && stamp.number < closing
                && stamp.answers["rule"].map { $0.string == duty.key.rule } ?? true
        }
    }

    private static func named(_ attempt: Stamp, _ zone: Zone) -> Instant? {
        guard let day = attempt.answers["nextDate"]?.string.flatMap({ LocalDay($0) }),
            let time = attempt.answers["nextTime"]?.string.flatMap({ TimeOfDay($0) })
        else { return nil }
        return zone.instant(day, time)
    }
}

extension CallbackState {
    /// Not before its next try, or not at all before the number is mended.
    public func waits(at now: Instant) -> Bool { isWrongNumber || nextAt.map { $0 > now } ?? false }

    /// Place in the order of calling: late, then due, then those that wait for their time, then those to come.
    public func rank(_ duty: Duty, now: Instant) -> [Int64] {
        let due = duty.due?.seconds ?? Int64.max
        switch phase {
        case .done: return [4, due]
        case .coming: return [3, duty.opens.seconds, due]
        default:
            if waits(at: now) { return [2, nextAt?.seconds ?? Int64.max, due] }
            return [isLate ? 0 : 1, due]
        }
    }
}
