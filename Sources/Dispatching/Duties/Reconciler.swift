/// Which duties a case should have now. Pure: the same facts give the same duties, whatever happened before.
public enum Reconciler {
    /// One duty that the playbook asks for, open or proved.
    struct Wanted {
        let key: Duty.Key
        let rule: Rule
        let person: String?
        /// `nil` when the facts that it hangs on are gone because the duty was done (a re-call date after the booking).
        let opens: Instant?
        let due: Instant?
        let proof: Stamp?
        /// The rule speaks of this case, apart from the state that it is in by now: what it does not speak of was never owed.
        let applies: Bool
    }

    /// The duties of one case as they should stand now.
    static func wanted(_ facts: Facts) throws(Refusal) -> [Wanted] {
        let record = facts.own
        if record.state == CaseRecord.void { return [] }
        var out: [Wanted] = []
        let isFinal = facts.manual.playbook.machine(record.kind)?.final.contains(record.state) ?? false
        let hasTrades = facts.manual.playbook.hasTrades
        for rule in facts.manual.playbook.rules(on: record.kind) where rule.opens != nil && rule.within == nil {
            if hasTrades {
                guard let seen = facts.seen(by: rule) else { continue }
                try wanted(by: rule, seen, isFinal: isFinal, &out)
            } else {
                try wanted(by: rule, facts, isFinal: isFinal, &out)
            }
        }
        return out
    }

    private static func wanted(by rule: Rule, _ facts: Facts, isFinal: Bool, _ out: inout [Wanted]) throws(Refusal) {
        if let daily = rule.cycle?.daily {
            out += try days(rule, daily, facts, isFinal: isFinal)
            return
        }
        if let cycle = rule.cycle {
            out += try rounds(rule, cycle, facts, isFinal: isFinal)
            return
        }
        guard let each = rule.each else {
            if let w = try wanted(rule, facts, occurrence: nil, isFinal: isFinal) { out.append(w) }
            return
        }
        let triggers = facts.own.all(each)
        for (i, trigger) in triggers.enumerated() {
            var f = facts
            f.trigger = trigger
            guard let w = try wanted(rule, f, occurrence: i + 1, isFinal: isFinal) else { continue }
            // What answers an older one came before the newer.
            if rule.renewed, i + 1 < triggers.count, w.proof.map({ $0.number > triggers[i + 1].number }) ?? true { continue }
            out.append(w)
        }
    }

    /// One duty for each round that was done, and one for the next.
    private static func rounds(_ rule: Rule, _ cycle: Cycle, _ facts: Facts, isFinal: Bool) throws(Refusal) -> [Wanted] {
        guard let base = try rule.opens.flatMap({ expr throws(Refusal) in try facts.resolve(expr) }) else { return [] }
        let record = facts.own, zone = facts.manual.zone, applies = try facts.holds(rule.when)
        let proofs = record.stamps.filter { !$0.withdrawn && rule.isDone(by: $0.name) && rule.isProved(by: $0) && $0.at >= base }
        var out: [Wanted] = []
        for count in 0...proofs.count {
            let proof = count < proofs.count ? proofs[count] : nil
            guard let round = cycle.round(after: count), proof != nil || applies && (!isFinal || rule.afterwards) else { break }
            let day = cycle.date(of: round, from: zone.day(of: base))
            let due = facts.manual.time(.closing, on: day).map { zone.instant(day, $0) }
            let opens = facts.manual.time(.opening, on: day - cycle.lead).map { zone.instant(day - cycle.lead, $0) }
            out.append(
                Wanted(
                    key: Duty.Key(rule: rule.id, caseID: record.id, occurrence: round), rule: rule, person: facts.owner(of: rule, at: due), opens: opens, due: due,
                    proof: proof, applies: applies))
        }
        return out
    }

    /// One duty for each working day from the first to the next one to come. A day that passed without proof stays what it is: later proof is late.
    private static func days(_ rule: Rule, _ daily: Cycle.Daily, _ facts: Facts, isFinal: Bool) throws(Refusal) -> [Wanted] {
        guard let base = try rule.opens.flatMap({ expr throws(Refusal) in try facts.resolve(expr) }) else { return [] }
        let record = facts.own, manual = facts.manual, zone = manual.zone, applies = try facts.holds(rule.when)
        let first = zone.day(of: base)
        let proofs = record.stamps.filter { !$0.withdrawn && rule.isDone(by: $0.name) && rule.isProved(by: $0) }.map { ($0, zone.day(of: $0.at)) }
        let isOwed = applies && (!isFinal || rule.afterwards)
        var out: [Wanted] = [], day = first + daily.from
        while true {
            if manual.calendar.isWorkday(day) {
                let proof = proofs.first { $0.1 >= day }?.0
                guard proof != nil || isOwed else { break }
                guard let opens = manual.time(.opening, on: day), let due = manual.time(daily.at, on: day) else { break }
                let limit = zone.instant(day, due)
                out.append(
                    Wanted(
                        key: Duty.Key(rule: rule.id, caseID: record.id, occurrence: day.days(since: first) + 1), rule: rule, person: facts.owner(of: rule, at: limit),
                        opens: zone.instant(day, opens), due: limit, proof: proof, applies: applies || proof != nil))
                if day > facts.today { break }
            }
            day = day + 1
            // A calendar without working days has no rounds.
            if day.days(since: facts.today) > 60 { break }
        }
        return out
    }

    private static func wanted(_ rule: Rule, _ facts: Facts, occurrence: Int?, isFinal: Bool) throws(Refusal) -> Wanted? {
        let record = facts.own
        let proofs = rule.alsoDone.isEmpty
            ? rule.done.map { name in record.all(name).filter { rule.isProved(by: $0) } } ?? []
            : record.stamps.filter { !$0.withdrawn && rule.isDone(by: $0.name) && rule.isProved(by: $0) }
        var number = 1
        var proof: Stamp?
        if let occurrence {
            number = occurrence
            proof = proofs.first { stamp in facts.trigger.map { stamp.number > $0.number } ?? true }
        } else if rule.fresh.isEmpty {
            proof = proofs.first
        } else {
            // Told again only when what was told has changed since (section 5 of the rules, common rule for messages).
            let current = facts.seen(rule.fresh)
            var told: [(seen: [String: Value], first: Stamp)] = []
            for p in proofs {
                let seen = p.remembered(rule.fresh)
                if told.last?.seen != seen { told.append((seen, p)) }
            }
            if let last = told.last, last.seen == current {
                number = told.count
                proof = last.first
            } else {
                number = told.count + 1
            }
        }
        if proof == nil {
            guard !isFinal || rule.afterwards, try facts.holds(rule.when) else { return nil }
        }
        let opens = try rule.opens.flatMap { expr throws(Refusal) in try facts.resolve(expr) }
        if opens == nil && proof == nil { return nil }
        let due = try rule.due.flatMap { d throws(Refusal) in try facts.resolve(d.time, opens: opens) }
        var applies = true
        if proof != nil { applies = try facts.holds(rule.when.anyState) }
        let person = facts.owner(of: rule, at: due ?? opens)
        return Wanted(
            key: Duty.Key(rule: rule.id, caseID: record.id, occurrence: number), rule: rule, person: person, opens: opens, due: due,
            proof: proof, applies: applies)
    }

    /// What has to change in the file so that its duties are those that should stand.
    ///
    /// A due time that has passed while a duty was open stays on it as a breach, whatever happens to the duty afterwards.
    public static func changes(_ facts: Facts, existing: [Duty]) throws(Refusal) -> [DutyChange] {
        var rows = Dictionary(existing.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var out: [DutyChange] = []
        let now = facts.now
        let playbook = facts.manual.playbook.stampText
        for w in try wanted(facts) {
            guard var duty = rows.removeValue(forKey: w.key) else {
                guard let opens = w.opens, w.applies else { continue }
                var duty = Duty(
                    key: w.key, role: w.rule.role, person: w.person, opens: opens, due: w.due, soft: w.rule.due?.soft ?? false,
                    playbook: playbook)
                if let proof = w.proof { duty.close(by: proof) }
                out.append(DutyChange(verb: w.proof == nil ? .opened : .done, duty: duty))
                continue
            }
            let before = duty
            switch (duty.status, w.proof) {
            case (.open, let proof?):
                duty.noteBreach(at: proof.at)
                duty.close(by: proof)
                out.append(DutyChange(verb: .done, duty: duty))
            case (.done, nil), (.moot, nil):
                duty.status = .open
                duty.doneAt = nil
                duty.doneBy = nil
                duty.opens = w.opens ?? duty.opens
                duty.due = w.due
                duty.person = w.person
                out.append(DutyChange(verb: .reopened, duty: duty))
            case (.open, nil):
                if duty.due != w.due { duty.noteBreach(at: now) }
                duty.opens = w.opens ?? duty.opens
                duty.due = w.due
                duty.person = w.person
                duty.role = w.rule.role
                if duty != before { out.append(DutyChange(verb: duty.due == before.due && duty.opens == before.opens ? .changed : .redated, duty: duty)) }
            case (.moot, let proof?):
                duty.close(by: proof)
                out.append(DutyChange(verb: .done, duty: duty))
            case (.done, _), (.waived, _): break
            }
        }
        for key in rows.keys.sorted() {
            guard var duty = rows[key], duty.status == .open || duty.status == .done else { continue }
            if duty.status == .done {
                // Done in an earlier occurrence; it only falls when its proof was taken back.
                let proved = facts.manual.playbook.rule(key.rule).map { rule in
                    facts.own.stamps.contains { !$0.withdrawn && rule.isDone(by: $0.name) && rule.isProved(by: $0) && $0.at == duty.doneAt }
                }
                if proved ?? true { continue }
            }
            duty.noteBreach(at: now)
            duty.status = .moot
            duty.doneAt = now
            out.append(DutyChange(verb: .moot, duty: duty))
        }
        return out
    }
}

extension Rule {
    func isProved(by stamp: Stamp) -> Bool {
        doneIf.allSatisfy { name, values in values.contains(stamp.answers[name] ?? .null) }
    }
}

extension Facts {
    /// Whom the rule or the last hand-over names, whether he is there or not; `nil`: the post shares it.
    public func namedOwner(of rule: Rule) -> String? {
        given(rule)?.answers["to"]?.string ?? rule.person.flatMap { value(FactPath($0)).string }
    }

    /// a duty belongs to whoever is there when it falls due, or when it is handed over later than that.
    ///
    /// - Parameter moment: its limit, or its beginning where it has none.
    public func owner(of rule: Rule, at moment: Instant?) -> String? {
        let named = namedOwner(of: rule)
        guard let moment, !presence.leaves.isEmpty else { return named }
        return presence.owner(named, role: rule.role, on: ownerDay(of: rule, at: moment))
    }

    /// The day on which who is there decides.
    public func ownerDay(of rule: Rule, at moment: Instant) -> LocalDay {
        manual.zone.day(of: given(rule).map { max($0.at, moment) } ?? moment)
    }

    func seen(_ names: [String]) -> [String: Value] {
        Dictionary(names.map { ($0, value(FactPath($0))) }, uniquingKeysWith: { a, _ in a }).filter { !$0.value.isNull }
    }
}

extension Stamp {
    /// A duty of the case was given to somebody else.
    public static let handOver = "handedOver"
    /// A duty of the case was brought to somebody's notice.
    public static let escalation = "escalatedDuty"
    /// A leave was approved by the superior.
    public static let absenceApproved = "absenceApproved"
    /// The working day is over: what was not done in it was left out (C-128).
    public static let dayEnded = "dayEnded"

    /// Key under which a stamp keeps the facts that it told, for rules with `fresh`.
    static let seenKey = "_seen"

    func remembered(_ names: [String]) -> [String: Value] {
        let all = answers[Stamp.seenKey]?.object ?? [:]
        return Dictionary(names.map { ($0, all[$0] ?? .null) }, uniquingKeysWith: { a, _ in a }).filter { !$0.value.isNull }
    }
}

extension Duty {
    mutating func close(by proof: Stamp) {
        status = .done
        doneAt = proof.at
        doneBy = proof.by
        noteBreach(at: proof.at)
    }

    mutating func noteBreach(at moment: Instant) {
        guard breachedDue == nil, !soft, let due, moment > due else { return }
        breachedDue = due
    }
}
