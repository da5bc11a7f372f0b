import Desk
import Dispatching
import Storage

/// Everybody does what they owe: each duty that a command has opened is taken up by a person of its post at a moment of their choosing.
extension Life {
    /// What a command has opened is put on somebody's mind.
    func mind(_ r: CaseRecord, _ door: Door) throws {
        guard mindedKinds.contains(r.kind) else { return }
        for duty in try door.snapshot.duties(of: r.id).sorted(by: { $0.key < $1.key }) where duty.status == .open {
            guard let habit = Habit.byRule[duty.key.rule], minded.insert(duty.key).inserted else { continue }
            if let at = try moment(for: duty, habit, after: door.now) { plan(at) { [unowned self] in try take(duty.key, habit, tries: 0, $0) } }
        }
    }

    /// The moment has come: the duty is done if it is still owed and the case lets it, else it is tried again later.
    private func take(_ key: Duty.Key, _ habit: Habit, tries: Int, _ door: Door) throws {
        guard let duty = try door.snapshot.duties(of: key.caseID).first(where: { $0.key == key }), duty.status == .open,
            let record = try door.snapshot.record(key.caseID), let rule = playbook.rule(key.rule)
        else {
            minded.remove(key)
            return
        }
        let stamp = proof(of: rule, record)
        let patient = !habit.best.isEmpty && !habit.best.contains(record.state) && duty.due.map { door.now + 9000 < $0 } ?? false
        if duty.opens > door.now {
            guard let at = try moment(for: duty, habit, after: door.now) else { return }
            return plan(at) { [unowned self] in try take(key, habit, tries: tries, $0) }
        }
        guard !patient, try may(stamp, record, rule) else {
            guard tries < 14 else { return }
            let at = try atWork(door.now + random.within(2400...6000) * (1 + tries / 4), habit.hours)
            return plan(at) { [unowned self] in try take(key, habit, tries: tries + 1, $0) }
        }
        let person = duty.person.flatMap { crowd.person(named: $0) } ?? crowd.anyone(duty.role, &random)
        if tries == 0, random.chance(habit.unanswered) {
            let outcome: Value = random.chance(800) ? "NO_ANSWER" : "BUSY"
            try door(.stamp(record.id, version: nil, name: "callTried", answers: ["outcome": outcome], override: nil), by: person)
            let at = try atWork(door.now + random.within(2400...7200), habit.hours)
            return plan(at) { [unowned self] in try take(key, habit, tries: 1, $0) }
        }
        minded.remove(key)
        if let table = MonthTable.allCases.first(where: { $0.stamp == stamp }) {
            if let day = record.date { try door(.freeze(table, day), by: person) }
        } else if rule.message != nil {
            try door(.send(rule: rule.id, record.id, override: nil), by: person)
        } else {
            let answers = try answers(stamp, record, door)
            try door(.stamp(record.id, version: nil, name: stamp, answers: answers, override: nil), by: person)
        }
    }

    /// Which of the stamps that prove the duty is set, where there is a choice.
    private func proof(of rule: Rule, _ r: CaseRecord) -> String {
        let first = rule.done ?? ""
        switch rule.id {
        case "A-45": return r["problemKind"] == "RESIDUAL_PROBLEM" && random.chance(750) ? "visitPlanned" : "solved"
        case "A-48": return r.state == "OPEN" && random.chance(40) ? "serviceEscalated" : "serviceAssigned"
        case "A-70": return random.chance(300) ? "visitPlanned" : "noVisitNeeded"
        case "A-71": return random.chance(200) ? "visitPlanned" : "handlingArranged"
        default: return first
        }
    }

    /// Whether the case as it stands lets the stamp be set.
    private func may(_ stamp: String, _ r: CaseRecord, _ rule: Rule) throws -> Bool {
        if stamp == "sms4Sent", !r.has("sms3Sent") { return false }
        // A form that is not in yet cannot be handed on.
        if stamp == "forwarded", r.state == "REPORTED", let ended = r.latest("installEnded"), r.latest("installFeedback").map({ $0.number < ended.number }) ?? true {
            return false
        }
        if stamp == "serviceCallback", r["outcome"] != "DONE" { return false }
        let answering = playbook.machine(r.kind)?.answering(stamp) ?? []
        if answering.contains(where: { $0.from.contains(r.state) }) { return true }
        if let states = playbook.stamps[stamp]?.states { return states.contains(r.state) }
        return answering.isEmpty
    }

    // MARK: When

    /// `nil` when it is forgotten.
    private func moment(for duty: Duty, _ habit: Habit, after now: Instant) throws -> Instant? {
        let from = max(duty.opens + 20, now + 60)
        let limit = duty.soft ? from + 1800 : duty.due ?? from + 14_400
        if random.chance(habit.forgotten) { return nil }
        if random.chance(habit.late) { return try tooLate(max(limit, from)) }
        if let soon = habit.soon {
            let at = try atWork(from + random.within(soon), habit.hours)
            if duty.soft || at < limit { return at }
        }
        var spans = try shifts(from, limit - 60, habit.hours)
        if spans.count > habit.rest { spans.removeFirst(habit.rest) }
        guard let span = random.pick(spans) else { return try atWork(from + random.within(60...600), habit.hours) }
        return span.lowerBound + random.below(span.upperBound.seconds(since: span.lowerBound))
    }

    private func tooLate(_ limit: Instant) throws -> Instant {
        let day = times.day(of: limit)
        if times.isWorkday(day), limit < times.moment(day, "14:00"), random.chance(700) { return try atWork(limit + random.within(300...9000), .office) }
        return times.moment(try times.workday(day, random.chance(750) ? 1 : random.within(2...3)), "08:45", "11:50", &random)
    }

    /// Then, or when work begins again.
    func atWork(_ at: Instant, _ hours: Habit.Hours) throws -> Instant {
        let day = times.day(of: at)
        if times.isWorkday(day) {
            let start = times.moment(day, hours.from)
            if at < start { return start + random.below(2400) }
            if at <= times.moment(day, hours.to) { return at }
        }
        return times.moment(try times.workday(day, 1), hours.from) + random.below(2400)
    }

    /// Working hours between two moments, day by day.
    private func shifts(_ from: Instant, _ to: Instant, _ hours: Habit.Hours) throws -> [Range<Instant>] {
        var out: [Range<Instant>] = []
        var day = times.day(of: from)
        let last = times.day(of: max(from, to))
        while day <= last {
            if times.isWorkday(day) {
                let a = max(from, times.moment(day, hours.from)), b = min(to, times.moment(day, hours.to))
                if a < b { out.append(a..<b) }
            }
            day = day + 1
        }
        return out
    }
}
