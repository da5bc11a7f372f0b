/// Who is told when a limit comes near, and who when it has passed by more and more: rungs of (offset, person).
///
/// A rung is reached at a moment that follows from the limit, so it is told once for each limit: a limit that was moved has moments of its own.
public struct Ladder: Hashable, Sendable {
    public struct Rung: Hashable, Sendable {
        /// From the limit; negative: before it.
        public let offset: Span
        public let clock: ClockKind
        /// Posts that are told; `owner`: whoever owes the duty.
        public let tells: [String]
        public let label: Label
        /// From 1 for the first rung after the limit; 0: a warning.
        public let level: Int
    }

    public static let owner = "owner"

    public let id: String
    /// In the order of time.
    public let rungs: [Rung]
}

/// A rung that was reached while the duty was still owed.
public struct ReachedRung: Hashable, Sendable {
    public let rung: Ladder.Rung
    public let at: Instant
}

extension Ladder {
    /// The rungs that the duty had reached by `now`. Soft limits have none, and what was done in time leaves those after it untouched.
    ///
    /// Only the limit that stands counts: what a limit before it had told is told.
    public func reached(by duty: Duty, calendar: WorkCalendar, now: Instant) -> [ReachedRung] {
        guard let due = duty.due, !duty.soft else { return [] }
        let end = duty.status == .open ? now : duty.doneAt ?? now
        return rungs.compactMap { rung in
            // Nobody is warned of what has not begun to be owed.
            guard let at = rung.moment(due, calendar).map({ max($0, duty.opens) }), at <= now, at < end || duty.status == .open else { return nil }
            return ReachedRung(rung: rung, at: at)
        }
    }
}

extension Ladder.Rung {
    /// The offset walks the calendar, backwards too; `nil` beyond the calendar's end.
    func moment(_ due: Instant, _ calendar: WorkCalendar) -> Instant? { try? calendar.due(from: due, span: offset, clock: clock).due }
}

extension Facts {
    /// The rule's own ladder, or the one that the case's profile names.
    public func ladder(of rule: Rule) -> Ladder? {
        switch rule.ladder {
        case .given(let id): manual.playbook.ladders[id]
        case .term(let name): profile?[name].string.flatMap { manual.playbook.ladders[$0] }
        case nil: nil
        }
    }
}
