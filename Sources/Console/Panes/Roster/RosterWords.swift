import Desk
import Dispatching
import Rostering
import Wording

/// Puts what the solver and the gate answer into sentences. One key of the string table for every case, so that a test can ask for all of them.
struct RosterWords: Sendable {
    let wording: Wording
    let playbook: Playbook
    /// Visit number -> customer.
    var names: [String: String] = [:]

    func callAsFunction(_ key: String, _ values: [String: Value] = [:]) -> String { wording("board." + key, values) }

    var separator: String { wording.language == .zh ? "，" : ", " }
    var stop: String { wording.language == .zh ? "；" : "; " }

    private func name(_ visit: String) -> Value { .string(names[visit] ?? visit) }

    /// Whole minutes, never nought: half a minute late is late.
    static func minutes(_ seconds: Int) -> Int { seconds <= 0 ? 0 : max(1, (seconds + 30) / 60) }

    /// `08:30`; past midnight it goes on counting, as a timetable that broke its shift does.
    static func clock(_ seconds: Int) -> String {
        let m = max(0, seconds) / 60
        return two(m / 60) + ":" + two(m % 60)
    }

    private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }

    /// Skills are codes of the playbook; people speak of the goods that ask for them.
    func skills(_ codes: some Sequence<String>) -> String {
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
        case .noTime(let after, let late):
            ["minutes": .int(RosterWords.minutes(late)), "after": after.map { name($0) } ?? .string(self("firstStop"))]
        case .notWorth(let by): ["minutes": .int(RosterWords.minutes(by))]
        case .possible(let saving): ["minutes": .int(RosterWords.minutes(saving))]
        }
    }

    func reason(_ reason: Reason) -> String { self("reason.\(reason.code)", values(reason)) }

    func group(_ group: ReasonGroup) -> String {
        self("group.\(group.reason.code)", values(group.reason).merging(["n": .int(group.crews.count), "nearest": .string(group.nearestCrew)]) { a, _ in a })
    }

    /// `3组会做，2组没空(最近差12分)，1组请假`: who could at all, what keeps the nearest, who is away.
    /// - Parameter all: the verdict of every crew.
    func summary(_ groups: [ReasonGroup], of all: [CrewReasons]) -> String {
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
    func answer(_ answer: Answer) -> String {
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
    private func signed(_ cost: Int) -> String {
        let m = RosterWords.minutes(abs(cost))
        return (cost < 0 ? "-" : "+") + String(m)
    }

    // MARK: Violations

    static func code(_ violation: Violation) -> String {
        switch violation {
        case .lacksSkill: "lacksSkill"
        case .outsideWindow: "outsideWindow"
        case .afterShift: "afterShift"
        case .overCapacity: "overCapacity"
        case .tooManyJobs: "tooManyJobs"
        case .crewAbsent: "crewAbsent"
        case .forbidden: "forbidden"
        case .lockedToOther: "lockedToOther"
        case .leftOut: "leftOut"
        case .unknownCrew: "unknownCrew"
        case .unknownJob: "unknownJob"
        case .jobTwice: "jobTwice"
        case .needsTwoCrews: "needsTwoCrews"
        case .tooEarly: "tooEarly"
        case .deadlock: "deadlock"
        }
    }

    func violation(_ violation: Violation) -> String {
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
        return self("violation.\(RosterWords.code(violation))", v)
    }

    // MARK: Changes

    func change(_ change: BoardChange) -> String {
        switch change {
        case .added(let visit, let crew, let half): self("change.added", ["visit": name(visit), "crew": .string(crew), "half": .string(self.half(half))])
        case .changed(let visit, let crew, let half, let fromCrew, let fromHalf):
            self(
                "change.changed",
                ["visit": name(visit), "crew": .string(crew), "half": .string(self.half(half)), "fromCrew": .string(fromCrew),
                 "fromHalf": .string(self.half(fromHalf))])
        case .removed(let visit, let crew): self("change.removed", ["visit": name(visit), "crew": .string(crew)])
        }
    }

    func change(_ change: PlanChange) -> String {
        switch change {
        case .added(let job, let crew): self("plan.added", ["visit": name(job), "crew": .string(crew)])
        case .removed(let job, let crew): self("plan.removed", ["visit": name(job), "crew": .string(crew)])
        case .changedCrew(let job, let from, let to): self("plan.changedCrew", ["visit": name(job), "from": .string(from), "to": .string(to)])
        case .changedOrder(let job, let crew): self("plan.changedOrder", ["visit": name(job), "crew": .string(crew)])
        case .changedTime(let job, let from, let to):
            self("plan.changedTime", ["visit": name(job), "from": .string(RosterWords.clock(from)), "to": .string(RosterWords.clock(to))])
        }
    }

    func half(_ half: String) -> String {
        playbook.fields["half_" + half].map { wording.label($0) } ?? half
    }

    // MARK: The gate

    /// Reason, rule, and the step that mends it.
    func gate(_ verdict: GateEntry.Verdict) -> (reason: String, rule: String, mend: String?) {
        guard case .kept(let reason, let rule, let mend, _) = verdict else { return ("", "", nil) }
        return (wording("gate." + reason), rule, mend.map { wording.label(playbook.stampLabel($0)) })
    }
}
