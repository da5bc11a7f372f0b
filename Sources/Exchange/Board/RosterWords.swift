import Desk
import Dispatching
import Rostering
import Wording

/// Puts what the solver and the gate answer into sentences. One key of the string table for every case, so that a test can ask for all of them.
public struct RosterWords: Sendable {
    public let wording: Wording
    public let playbook: Playbook
    /// Visit number -> customer.
    public var names: [String: String]

    public init(wording: Wording, playbook: Playbook, names: [String: String] = [:]) {
        self.wording = wording
        self.playbook = playbook
        self.names = names
    }

    /// With the customers of a board.
    public init(_ board: RunBoard, wording: Wording, playbook: Playbook) {
        self.init(wording: wording, playbook: playbook, names: board.input.byNumber.mapValues { $0.order["customer"].string ?? $0.visit.number })
    }

    public func callAsFunction(_ key: String, _ values: [String: Value] = [:]) -> String { wording("board." + key, values) }

    public var separator: String { wording.language == .zh ? "，" : ", " }
    public var stop: String { wording.language == .zh ? "；" : "; " }

    public func customer(_ visit: String) -> String { names[visit] ?? visit }
    private func name(_ visit: String) -> Value { .string(customer(visit)) }

    /// Whole minutes, never nought: half a minute late is late.
    public static func minutes(_ seconds: Int) -> Int { seconds <= 0 ? 0 : max(1, (seconds + 30) / 60) }

    /// `08:30`; past midnight it goes on counting, as a timetable that broke its shift does.
    public static func clock(_ seconds: Int) -> String {
        let m = max(0, seconds) / 60
        return two(m / 60) + ":" + two(m % 60)
    }

    private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }

    /// Skills are codes of the playbook; people speak of the goods that ask for them.
    public func skills(_ codes: some Sequence<String>) -> String {
        codes.sorted().map { code in
            if let label = playbook.fields["skill_" + code] { return wording.label(label) }
            guard wording.language == .zh else { return code }
            let classes = ["installSkills", "deliverSkills"].flatMap { figure in
                (playbook.figures[figure]?.object ?? [:]).filter { ($0.value.array ?? []).contains(.string(code)) }.map(\.key)
            }
            return classes.isEmpty ? code : Set(classes).sorted().joined(separator: "/")
        }.joined(separator: wording.language == .zh ? "、" : ", ")
    }

    // MARK: Reasons

    /// `key` ends in `one` (of a single crew) or `many` (of several, with their number).
    private func values(_ reason: Reason) -> [String: Value] {
        switch reason {
        case .absent, .forbidden: [:]
        case .lockedToOther(let crew): ["crew": .string(crew)]
        case .lacksSkill(let missing): ["skills": .string(skills(missing))]
        case .outsideShift(let late): ["minutes": .int(RosterWords.minutes(late))]
        case .tooManyJobs(let limit): ["limit": .int(limit)]
        case .full(let over): ["litres": .int(over)]
        case .noTime(let after, let free, let late):
            [
                "minutes": .int(RosterWords.minutes(late)), "after": after.map { name($0) } ?? .null, "time": .string(RosterWords.clock(free)),
            ]
        case .notWorth(let by): ["minutes": .int(RosterWords.minutes(by))]
        case .possible(let saving): ["minutes": .int(RosterWords.minutes(saving))]
        }
    }

    public func reason(_ reason: Reason) -> String {
        let isFirst = if case .noTime(nil, _, _) = reason { true } else { false }
        return self("reason.\(reason.code)" + (isFirst ? ".first" : ""), values(reason))
    }

    public func group(_ group: ReasonGroup) -> String {
        self("group.\(group.reason.code)", values(group.reason).merging(["n": .int(group.crews.count), "nearest": .string(group.nearestCrew)]) { a, _ in a })
    }

    /// `3组会做，2组没空(最近差12分)，1组请假`: who could at all, what keeps the nearest, who is away.
    /// - Parameter all: the verdict of every crew.
    public func summary(_ groups: [ReasonGroup], of all: [CrewReasons]) -> String {
        let unable: Set<String> = ["lacksSkill", "forbidden", "lockedToOther"]
        let able = all.filter { !$0.reasons.contains { unable.contains($0.code) } }
        let away = able.count { $0.reasons.contains(.absent) }
        var parts: [String] = []
        if able.isEmpty { parts.append(self("able.none")) } else if able.count < all.count || away > 0 { parts.append(self("able", ["n": .int(able.count)])) }
        // Absence is counted over all able crews below; with nobody able, what they lack is the news.
        parts += groups.filter { $0.reason != .absent && !(able.isEmpty == false && unable.contains($0.reason.code)) }.map(group)
        if away > 0 { parts.append(self("group.absent", ["n": .int(away)])) }
        return parts.joined(separator: separator)
    }

    /// The answer to "why not crew 3?", for one line of the crew list.
    public func answer(_ answer: Answer) -> String {
        switch answer {
        case .unknown: self("answer.unknown")
        case .there(let position): self("answer.there", ["stop": .int(position + 1)])
        case .fits(let position, let added, let change):
            self(
                "answer.fits",
                ["stop": .int(position + 1), "minutes": .string(signed(added)), "change": .string(signed(change))])
        case .broken(let reasons, _): reasons.filter { $0.stage != .room }.map(reason).joined(separator: separator)
        }
    }

    /// Cost units are seconds of driving; people count minutes.
    func signed(_ cost: Int) -> String {
        let m = RosterWords.minutes(abs(cost))
        return (cost < 0 ? "-" : "+") + String(m)
    }

    /// `1.5 秒，3 单排不下，总计 820 分`
    public func progress(_ p: Solver.Progress) -> String {
        let tenths = Int(p.seconds * 10)
        return self("progress", ["seconds": .string("\(tenths / 10).\(tenths % 10)"), "n": .int(p.unassigned), "minutes": .int(p.cost / 60)])
    }

    // MARK: Violations

    public func violation(_ violation: Violation) -> String {
        var v: [String: Value] = [:]
        if let job = violation.job { v["visit"] = name(job) }
        if let crew = violation.crew { v["crew"] = .string(crew) }
        switch violation {
        case .lacksSkill(_, _, let missing): v["skills"] = .string(skills(missing))
        case .outsideWindow(_, _, let by), .afterShift(_, let by): v["minutes"] = .int(RosterWords.minutes(by))
        case .overCapacity(_, let by): v["litres"] = .int(by)
        case .tooManyJobs(_, let by): v["n"] = .int(by)
        case .lockedToOther(_, _, let locked): v["locked"] = .string(locked)
        case .tooEarly(_, _, let before): v["before"] = name(before)
        case .unknownJob(let job, let crew):
            v["visit"] = .string(job)
            v["crew"] = .string(crew ?? "")
        default: break
        }
        return self("violation.\(violation.code)", v)
    }

    /// A mark with who answers for it, where somebody does.
    public func mark(_ mark: BoardMark) -> String {
        guard mark.isAllowed, let allowance = mark.allowance else { return violation(mark.mark.violation) }
        return violation(mark.mark.violation) + separator + self("allowed", ["by": .string(allowance.by), "reason": .string(allowance.reason)])
    }

    // MARK: Changes

    /// `变更 王芳：送1组 上午 改为 送2组 下午`, with a sign for a customer who has to be called again.
    public func change(_ change: RunChange) -> String {
        var v: [String: Value] = ["visit": name(change.visit)]
        if let before = change.before {
            v["fromCrew"] = .string(before.crew)
            v["crew"] = .string(before.crew)
            v["fromHalf"] = .string(half(before.half))
        }
        if let after = change.after {
            v["crew"] = .string(after.crew)
            v["half"] = .string(half(after.half))
            v["leader"] = .string(after.leader + " " + after.phone)
        }
        let key = change.after == nil ? "removed" : change.before == nil ? "added" : change.isOnlyLeader ? "leader" : "changed"
        return self("change.\(key)", v) + (change.wasTold ? separator + self("change.callAgain") : "")
    }

    public func news(_ news: RunNews) -> String {
        switch news {
        case .newVisit(let v): self("news.newVisit", ["visit": name(v)])
        case .goneVisit(let v): self("news.goneVisit", ["visit": name(v)])
        case .changedVisit(let v): self("news.changedVisit", ["visit": name(v)])
        case .crewAway(let c): self("news.crewAway", ["crew": .string(c)])
        case .crewBack(let c): self("news.crewBack", ["crew": .string(c)])
        case .crewNew(let c): self("news.crewNew", ["crew": .string(c)])
        case .crewGone(let c): self("news.crewGone", ["crew": .string(c)])
        case .crewChanged(let c): self("news.crewChanged", ["crew": .string(c)])
        }
    }

    public func whatIf(_ what: WhatIf) -> String {
        switch what {
        case .without(let crew): self("whatIf.without", ["crew": .string(crew)])
        case .another(let like, _): self("whatIf.another", ["crew": .string(like)])
        case .shift(let crew, let hours):
            self("whatIf.shift", ["crew": .string(crew), "hours": .string(RosterWords.clock(hours.from) + "-" + RosterWords.clock(hours.to))])
        }
    }

    /// What a supposition would mean, line by line.
    public func supposition(_ s: Supposition) -> [String] {
        let d = s.difference
        var lines = [s.what.map(whatIf).joined(separator: separator), ""]
        lines.append(self("whatIf.cost", ["before": .int(d.costBefore / 60), "after": .int(d.costAfter / 60), "change": .string(signed(d.costAfter - d.costBefore))]))
        lines.append(self("whatIf.placed", ["n": .int(d.placed.count), "visits": .array(d.placed.map { name($0) })]))
        lines.append(self("whatIf.dropped", ["n": .int(d.dropped.count), "visits": .array(d.dropped.map { name($0) })]))
        lines.append(self("whatIf.told", ["n": .int(s.toldAgain.count), "visits": .array(s.toldAgain.map { name($0) })]))
        lines += d.violations.map { "! " + violation($0) }
        let moves = d.changes.filter { if case .changedCrew = $0 { true } else { false } }
        lines.append(self("whatIf.moves", ["n": .int(moves.count)]))
        lines += moves.map { "  " + change($0) }
        return lines
    }

    public func room(_ room: Room) -> String {
        self(
            "room", ["crew": .string(room.crew), "visit": name(room.moving), "to": .string(room.to), "stop": .int(room.position + 1), "change": .string(signed(room.change))])
    }

    /// `2组：14:30后没空，差12分`: the crews of a group and what keeps them.
    public func group(_ group: CrewGroup) -> String {
        let what = group.reasons.map(reason).joined(separator: separator)
        guard group.crews.count > 1 else { return self("crews.one", ["crew": .string(group.nearestCrew), "what": .string(what)]) }
        return self("crews.many", ["n": .int(group.crews.count), "nearest": .string(group.nearestCrew), "what": .string(what), "crews": .array(group.crews.map { .string($0) })])
    }

    public func change(_ change: PlanChange) -> String {
        switch change {
        case .added(let job, let crew): self("plan.added", ["visit": name(job), "crew": .string(crew)])
        case .removed(let job, let crew): self("plan.removed", ["visit": name(job), "crew": .string(crew)])
        case .changedCrew(let job, let from, let to): self("plan.changedCrew", ["visit": name(job), "from": .string(from), "to": .string(to)])
        case .changedOrder(let job, let crew): self("plan.changedOrder", ["visit": name(job), "crew": .string(crew)])
        case .changedTime(let job, let from, let to):
            self("plan.changedTime", ["visit": name(job), "from": .string(RosterWords.clock(from)), "to": .string(RosterWords.clock(to))])
        }
    }

    public func half(_ half: String) -> String {
        playbook.fields["half_" + half].map { wording.label($0) } ?? half
    }

    // MARK: The gate

    /// Reason, rule, and the step that mends it.
    public func gate(_ verdict: GateEntry.Verdict) -> (reason: String, rule: String, mend: String?) {
        guard case .kept(let reason, let rule, let mend, _) = verdict else { return ("", "", nil) }
        return (wording("gate." + reason), rule, mend.map { wording.label(playbook.stampLabel($0)) })
    }
}
