import Dispatching
import Storage

/// A call that is owed to a customer, with what one wants to know before dialling.
public struct CallbackRow: Sendable, Identifiable {
    /// Somebody whose work the customer is asked about.
    public struct Worker: Hashable, Sendable {
        /// Under which the stamp keeps the name (`installBy`); scores stay with it whatever changes later.
        public let kept: String
        /// Where the name stands now.
        public let fact: FactPath
        public let kind: CaseKind
        public let name: String
    }

    /// What the customer said in an earlier call.
    public struct Earlier: Hashable, Sendable {
        public let kind: CaseKind
        public let stamp: Stamp
    }

    public let row: DutyRow
    /// The stamp that the answered call leaves.
    public let stamp: String
    public let script: String?
    public let state: CallbackState
    public let workers: [Worker]
    /// Newest first.
    public let earlier: [Earlier]
    /// The reports that must come first are not there: the call could not be recorded yet.
    public let isPremature: Bool
    /// Who else has this case open.
    public let claimant: String?

    public var id: Duty.Key { row.id }

    /// What cannot be recorded yet comes after what can, whatever its limit.
    func rank(_ now: Instant) -> [Int64] {
        let rank = state.rank(row.duty, now: now) + [row.duty.key.caseID.rawValue]
        return isPremature && rank[0] < 2 ? [2, 0] + rank : rank
    }

    /// What the customer said last, in this call's attempts or in an earlier callback.
    public var lastRemark: String? {
        let said = (state.attempts + earlier.map(\.stamp)).sorted { $0.at > $1.at }
        return said.lazy.compactMap { stamp in
            ["remark", "customerNote", "problem"].lazy.compactMap { stamp.answers[$0]?.string }.first { !$0.isEmpty }
        }.first
    }
}

extension Desk {
    /// Callbacks that open until `until`, in the order in which they are to be called.
    ///
    /// - Parameter caseID: only those of this visit, or of this order.
    public func callbacks(roles: Set<String> = [], people: Set<String> = [], until: Instant, of caseID: CaseID? = nil, includeDone: Bool = false, limit: Int = 500) throws -> [CallbackRow] {
        try store.read { s in
            let manual = try keeper.manual(s)
            let now = clock()
            var filter = DutyFilter()
            filter.rules = Set(manual.playbook.rules.filter { $0.callback != nil }.map(\.id))
            guard !filter.rules.isEmpty else { return [] }
            filter.roles = roles
            filter.people = people
            filter.caseID = caseID
            filter.openUntil = until
            filter.includeClosed = includeDone
            filter.limit = limit
            return try s.dutyRows(filter).filter { $0.duty.status == .open || $0.duty.status == .done }
                .compactMap { try self.callback($0, s, manual, now) }
                .map { (rank: $0.rank(now), row: $0) }
                .sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.map(\.row)
        }
    }

    private func callback(_ row: DutyRow, _ s: Snapshot, _ manual: Manual, _ now: Instant) throws -> CallbackRow? {
        let playbook = manual.playbook
        guard let rule = playbook.rule(row.duty.key.rule), let stamp = rule.done, let record = try s.record(row.duty.key.caseID) else { return nil }
        let family = try s.family(of: record)
        let facts = Facts(own: record, family: family, manual: manual, now: now)
        let said = Set(playbook.rules.filter { $0.callback != nil }.compactMap(\.done))
        let steps = playbook.machine(record.kind)?.answering(stamp) ?? []
        let earlier = ([family.root] + family.children).flatMap { member in
            member.stamps.filter { !$0.withdrawn && said.contains($0.name) }.map { CallbackRow.Earlier(kind: member.kind, stamp: $0) }
        }
        return CallbackRow(
            row: row, stamp: stamp, script: rule.callback,
            state: CallbackState(row.duty, stamps: record.stamps, proofs: Set(rule.proofs), phone: row.phone, manual: manual, now: now),
            workers: Desk.workers(stamp, facts), earlier: earlier.sorted { $0.stamp.at > $1.stamp.at },
            isPremature: row.duty.status == .open && !steps.isEmpty && !steps.contains { $0.from.contains(record.state) },
            claimant: try s.claimant(of: family.root.id, now: now).flatMap { $0 == person.login ? nil : $0 })
    }

    /// Whose names the stamp would keep now; where it keeps none, the leader of the visit.
    private static func workers(_ stamp: String, _ facts: Facts) -> [CallbackRow.Worker] {
        var kept = (facts.manual.playbook.stamps[stamp]?.keeps ?? [:]).filter { $0.key.hasSuffix("By") }
        if kept.isEmpty { kept = ["leaderBy": FactPath("leader")] }
        // In the order in which the form asks about them.
        let asked = facts.manual.playbook.form(for: stamp)?.fields.map(\.name) ?? []
        func place(_ name: String) -> Int { asked.firstIndex(of: name.dropLast(2) + "Score") ?? asked.count }
        return kept.sorted { (place($0.key), $0.key) < (place($1.key), $1.key) }.compactMap { name, path in
            guard let person = facts.value(path).string, !person.isEmpty else { return nil }
            return CallbackRow.Worker(kept: name, fact: path, kind: facts.record(path.scope)?.kind ?? facts.own.kind, name: person)
        }
    }

    /// Records that calls brought no answers, as one step for `undo`, and says how each of them stands now.
    ///
    /// - Parameter named: the time that the customer named; only with `.later`.
    @discardableResult
    public func callTried(_ rows: [DutyRow], _ outcome: CallbackState.Outcome, named: Instant? = nil, remark: String = "") throws -> [CallbackState] {
        let manual = try manual()
        let commands = rows.map { row in
            Command.stamp(row.duty.key.caseID, version: nil, name: CallbackState.tried, answers: attempt(row, outcome, named, remark, manual), override: nil)
        }
        var states: [CallbackState] = []
        try batch(commands, grouped: true, each: { outcome in
            guard states.count < rows.count, let record = outcome.record else { return }
            let row = rows[states.count]
            let proofs = Set(manual.playbook.rule(row.duty.key.rule)?.proofs ?? [])
            states.append(CallbackState(row.duty, stamps: record.stamps, proofs: proofs, phone: row.phone, manual: manual, now: self.clock()))
        })
        return states
    }

    /// The playbook has the dialled number kept with it; here the limit is, where the customer's time lies beyond it (CB-04).
    private func attempt(_ row: DutyRow, _ outcome: CallbackState.Outcome, _ named: Instant?, _ remark: String, _ manual: Manual) -> [String: Value] {
        var answers: [String: Value] = ["outcome": .string(outcome.rawValue), "rule": .string(row.duty.key.rule)]
        if !remark.isEmpty { answers["remark"] = .string(remark) }
        if let named, outcome == .later {
            answers["nextDate"] = .string(manual.zone.day(of: named).description)
            answers["nextTime"] = .string(manual.zone.timeOfDay(of: named).description)
            if let due = row.duty.due, named > due { answers["beyondDue"] = .string(manual.zone.iso(due)) }
        }
        return answers
    }
}
