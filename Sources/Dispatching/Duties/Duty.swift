/// A rule applied to one case: what somebody owes, from when, by when, and whether it was done.
///
/// Lateness is never stored as a flag that a job must set in time: it follows from `due` and `doneAt` or the clock.
public struct Duty: Hashable, Sendable {
    public struct Key: Hashable, Sendable, Comparable {
        public let rule: String
        public let caseID: CaseID
        /// From 1. A second occurrence arises when the fact that was told has changed, or a trigger came again.
        public let occurrence: Int

        public init(rule: String, caseID: CaseID, occurrence: Int) {
            self.rule = rule
            self.caseID = caseID
            self.occurrence = occurrence
        }

        public static func < (a: Key, b: Key) -> Bool {
            (a.caseID, a.rule, a.occurrence) < (b.caseID, b.rule, b.occurrence)
        }
    }

    public enum Status: String, Sendable {
        case open = "OPEN"
        case done = "DONE"
        /// Excused by a person with a reason.
        case waived = "WAIVED"
        /// The case went another way before it was done.
        case moot = "MOOT"
    }

    public let key: Key
    public var role: String
    /// Login or name of the one person who owes it; `nil` when anyone in the role does.
    public var person: String?
    public var opens: Instant
    /// `nil`: no limit is stated.
    public var due: Instant?
    /// A limit such as "at once" that turns amber and never is a breach by itself.
    public var soft: Bool
    public var status: Status
    public var doneAt: Instant?
    public var doneBy: String?
    /// The due time was passed while it was open: a permanent fact, also after re-dating, waiving or closing.
    public var breachedDue: Instant?
    public var note: String?
    public var playbook: String

    public init(
        key: Key, role: String, person: String?, opens: Instant, due: Instant?, soft: Bool, status: Status = .open,
        doneAt: Instant? = nil, doneBy: String? = nil, breachedDue: Instant? = nil, note: String? = nil, playbook: String
    ) {
        self.key = key
        self.role = role
        self.person = person
        self.opens = opens
        self.due = due
        self.soft = soft
        self.status = status
        self.doneAt = doneAt
        self.doneBy = doneBy
        self.breachedDue = breachedDue
        self.note = note
        self.playbook = playbook
    }

    /// The states of the overdue view.
    public enum Standing: String, Sendable, CaseIterable {
        case notYet = "NOT_YET"
        case open = "OPEN"
        case dueSoon = "DUE_SOON"
        case overdue = "OVERDUE"
        case done = "DONE"
        case doneLate = "DONE_LATE"
        case waived = "WAIVED"
        case moot = "MOOT"
    }

    /// - Parameter soonMinutes: how long before its due time a duty is shown as due soon.
    public func standing(at now: Instant, soonMinutes: Int = 30) -> Standing {
        switch status {
        case .done: return lateMinutes(at: now) > 0 ? .doneLate : .done
        case .waived: return .waived
        case .moot: return .moot
        case .open:
            if now < opens, due.map({ now <= $0 }) ?? true { return .notYet }
            guard let due else { return .open }
            if now > due { return soft ? .dueSoon : .overdue }
            return due.seconds(since: now) <= soonMinutes * 60 ? .dueSoon : .open
        }
    }

    /// Whole minutes past the limit, 0 when in time or soft. An open duty goes on counting.
    public func lateMinutes(at now: Instant) -> Int {
        guard let due, !soft else { return 0 }
        switch status {
        case .moot, .waived:
            guard let breachedDue, let doneAt else { return 0 }
            return max(0, (doneAt.seconds(since: breachedDue) + 59) / 60)
        case .done, .open: return max(0, ((status == .done ? doneAt ?? now : now).seconds(since: due) + 59) / 60)
        }
    }
}

/// What reconciling did to one duty; it carries the whole new row so that replaying needs nothing else.
public struct DutyChange: Hashable, Sendable {
    public enum Verb: String, Sendable {
        case opened, redated, done, waived, moot, reopened, changed
    }

    public let verb: Verb
    public let duty: Duty

    public init(verb: Verb, duty: Duty) {
        self.verb = verb
        self.duty = duty
    }
}

extension DutyChange {
    func write(into out: inout ObjectWriter) {
        let d = duty
        out.object {
            $0.member("breached", d.breachedDue?.seconds)
            $0.member("case", d.key.caseID.rawValue)
            $0.member("doneAt", d.doneAt?.seconds)
            $0.member("doneBy", d.doneBy)
            $0.member("due", d.due?.seconds)
            $0.member("note", d.note)
            $0.member("occ", Int64(d.key.occurrence))
            $0.member("opens", d.opens.seconds)
            $0.member("person", d.person)
            $0.member("playbook", d.playbook)
            $0.member("role", d.role)
            $0.member("rule", d.key.rule)
            if d.soft { $0.member("soft", .bool(true)) }
            $0.member("status", d.status.rawValue)
            $0.member("verb", verb.rawValue)
        }
    }

    init?(_ v: Value) {
        guard let verb = v["verb"].string.flatMap(Verb.init(rawValue:)), let rule = v["rule"].string,
            let occ = v["occ"].int, let id = v["case"].int, let role = v["role"].string, let opens = v["opens"].int,
            let status = v["status"].string.flatMap(Duty.Status.init(rawValue:)), let playbook = v["playbook"].string
        else { return nil }
        func instant(_ key: String) -> Instant? { v[key].int.map { Instant(seconds: Int64($0)) } }
        self.init(
            verb: verb,
            duty: Duty(
                key: .init(rule: rule, caseID: CaseID(Int64(id)), occurrence: occ), role: role, person: v["person"].string,
                opens: Instant(seconds: Int64(opens)), due: instant("due"), soft: v["soft"].bool ?? false, status: status,
                doneAt: instant("doneAt"), doneBy: v["doneBy"].string, breachedDue: instant("breached"),
                note: v["note"].string, playbook: playbook))
    }
}
