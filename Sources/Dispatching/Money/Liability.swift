/// The formulas by which rows of the liability sheet come about (section 6 of the rules).
public enum LiabilityFormula: String, Hashable, Sendable, CaseIterable {
    case lateEntry = "F-07", header = "F-08", missedMonitor = "F-09", complaint = "F-10", call = "F-11", refusedOrder = "F-12", shared = "F-13", danger = "F-14",
        outside = "F-15", fault = "F-16"
}

/// One row of the month's sheet: who owes or gets how much, for what, by which sentence of the manual.
public struct LiabilityRow: Hashable, Sendable {
    public enum Side: String, Hashable, Sendable {
        /// A fine, or a share of a loss.
        case debit
        /// A reward.
        case credit
    }

    public let rule: String
    public let formula: LiabilityFormula
    /// Waybill, call, order, monitor of a day: what it is for. The same is not fined twice by the same sentence.
    public let object: String
    public let side: Side
    public let amount: Money
    /// Login; `nil` where only the post is known.
    public let person: String?
    public let post: String?

    /// As a case keeps it.
    func fields(on day: LocalDay, source: String) -> [String: Value] {
        [
            "rule": .string(rule), "formula": .string(formula.rawValue), "object": .string(object), "side": .string(side.rawValue), "amount": .string(amount.description),
            "person": Value(person), "post": Value(post), "date": .string(day.description), "source": .string(source),
        ]
    }
}

/// Who may be named on the sheet, and by which post somebody is found who is not named.
struct LiablePeople {
    let members: [Presence.Member]

    /// Of a login or name.
    func login(_ person: String) throws(Refusal) -> String {
        guard let member = members.first(where: { $0.login == person }) ?? members.first(where: { $0.name == person }) else { throw .noSuchPerson(person) }
        return member.login
    }

    /// The one person who holds the post; `nil` when several do, or nobody.
    func only(_ post: String) -> String? {
        let holders = members.filter { $0.roles.contains(post) }
        return holders.count == 1 ? holders[0].login : nil
    }
}

extension Facts {
    private static let separators = ",，、;； "

    private func named(_ field: String) -> String? { own[field].string.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed } }

    /// What a judged case costs and brings whom. Reads its fields: `object`, `amount`, `departed`, `person`, `people`, `finder`, `post`, `missedBy`.
    func liabilities(_ formula: LiabilityFormula, rule: String, _ people: LiablePeople) throws(Refusal) -> [LiabilityRow] {
        let tariffs = manual.playbook.tariffs, object = named("object") ?? own.number, amount = own["amount"].string.flatMap { Money($0) }
        let person: String? = if let name = named("person") { try people.login(name) } else { nil }
        let post = named("post")
        func row(_ amount: Money, _ person: String?, post: String? = nil, side: LiabilityRow.Side = .debit) -> LiabilityRow {
            LiabilityRow(rule: rule, formula: formula, object: object, side: side, amount: amount, person: person, post: post)
        }
        func known() throws(Refusal) -> Money {
            guard let amount, amount > .zero else { throw .badFigure("amount", amount?.description ?? "") }
            return amount
        }
        func somebody() throws(Refusal) -> String {
            guard let person else { throw .whoIsMissing(rule: rule) }
            return person
        }
        func everybody() throws(Refusal) -> [LiabilityRow] {
            var logins: [String] = []
            for name in (named("people") ?? "").split(whereSeparator: { Facts.separators.contains($0) }) { logins.append(try people.login(String(name))) }
            guard !logins.isEmpty else { throw .whoIsMissing(rule: rule) }
            return try tariffs.shared(known(), among: logins).result.map { row($0.amount, $0.person) }
        }
        switch formula {
        case .lateEntry:
            guard let departed = day(FactPath("departed")) else { throw .nothingOwed(rule: rule, object: object) }
            let fine = try tariffs.lateEntry(departed: [departed], today: today).result.fine
            guard fine > .zero else { throw .nothingOwed(rule: rule, object: object) }
            return [row(fine, person ?? people.only(post ?? "outboundAgent"), post: post ?? "outboundAgent")]
        case .header: return [row(try tariffs.header(1).result, try somebody())]
        case .call: return [row(try tariffs.unansweredCalls(1).result, try somebody())]
        case .refusedOrder: return [row(try tariffs.refusedOrders(1).result.fine, try somebody())]
        case .complaint:
            let quality = "qcAgent", missedByQuality = post == quality
            let shares = try tariffs.complaint(known(), missedByQuality: missedByQuality).result
            let own = missedByQuality ? [] : [row(shares.post, person ?? post.flatMap { people.only($0) }, post: post)]
            return own + [row(shares.quality, missedByQuality ? person ?? people.only(quality) : people.only(quality), post: quality)]
        case .shared: return try everybody()
        case .danger:
            let fault = try somebody()
            let finder: String? = if let name = named("finder") { try people.login(name) } else { nil }
            guard let finder, finder != fault else { throw .whoIsMissing(rule: rule) }
            let found = try tariffs.danger(known()).result
            return [row(found.fine, fault), row(found.reward, finder, side: .credit)]
        case .outside: return [row(try tariffs.outside(known()).result, try somebody(), side: .credit)]
        case .fault: return [row(try tariffs.fault(known()).result, try somebody())]
        case .missedMonitor: return []
        }
    }

    /// C-128, F-09: monitors of this day that were looked at late or not at all. What the supervisor has excused costs nothing.
    func missedMonitors(rule: String, duties: [Duty], _ people: LiablePeople) throws(Refusal) -> [LiabilityRow] {
        guard let day = own.date else { return [] }
        var rows: [LiabilityRow] = []
        for monitor in manual.playbook.monitors {
            let owed = duties.filter { manual.playbook.rule($0.key.rule)?.done == monitor.stamp && $0.status != .waived && $0.status != .moot }
            for duty in owed where duty.breachedDue != nil || duty.lateMinutes(at: now) > 0 {
                let person = duty.person.flatMap { name in people.members.first { $0.name == name || $0.login == name }?.login }
                rows.append(
                    LiabilityRow(
                        rule: rule, formula: .missedMonitor, object: monitor.object(on: day), side: .debit, amount: try manual.playbook.tariffs.missedMonitors(1).result,
                        person: person ?? people.only(duty.role), post: duty.role))
            }
        }
        return rows
    }
}

extension Workspace {
    /// Opens the rows that a formula gives. What a person has judged is refused when it stands already, or when nothing is owed; what the day's end or
    /// the hour brings about is passed over then.
    func raise(_ formula: LiabilityFormula, rule: String, on id: CaseID, answers: [String: Value]) throws {
        let source = try record(id), facts = try facts(id, answers: answers), today = manual.zone.day(of: now)
        let people = LiablePeople(members: try self.source.members())
        if formula == .missedMonitor {
            for row in try facts.missedMonitors(rule: rule, duties: self.source.duties(of: id), people) where try standing([row]) == nil { try open([row], on: today, source: source) }
            return
        }
        do {
            let rows = try facts.liabilities(formula, rule: rule, people)
            guard let first = rows.first else { throw Refusal.nothingOwed(rule: rule, object: source.number) }
            if let number = try standing(rows) { throw Refusal.alreadyRaised(rule: rule, object: first.object, number: number) }
            try open(rows, on: today, source: source)
        } catch let refusal as Refusal {
            if source.kind == .incident { throw refusal }
        }
    }

    /// `C-132/YT8001/2`: the sentence, the object, and which of several who share it. What was cancelled and judged anew has a further number.
    private func number(_ rule: String, _ object: String, _ index: Int, attempt: Int) -> String {
        "\(rule)/\(object)" + (attempt > 1 ? "#\(attempt)" : "") + (index > 0 ? "/\(index + 1)" : "")
    }

    private func number(_ row: LiabilityRow, _ index: Int, attempt: Int) -> String { number(row.rule, row.object, index, attempt: attempt) }

    private func isDead(_ record: CaseRecord) -> Bool { record.state == CaseRecord.void || record.state == LiabilityRow.cancelled }

    /// For each time that the sentence was laid on the object, the first of its rows that was not cancelled.
    private func living(_ rule: String, _ object: String) throws -> [String] {
        var out: [String] = [], attempt = 1
        while let first = try find(.liability, number(rule, object, 0, attempt: attempt)) {
            var found: CaseRecord? = first, index = 0
            while let record = found {
                if !isDead(record) {
                    out.append(record.number)
                    break
                }
                index += 1
                found = try find(.liability, number(rule, object, index, attempt: attempt))
            }
            attempt += 1
        }
        return out
    }

    /// The number of a row for the same sentence and object that was not cancelled.
    private func standing(_ rows: [LiabilityRow]) throws -> String? { try rows.first.flatMap { try living($0.rule, $0.object).first } }

    /// Refuses what would bring a row back beside another that came for the same while it was gone: a cancellation taken back, a judgement done again.
    func refuseSecondRows() throws {
        for record in results where record.kind == .liability && !isDead(record) {
            let rule = record["rule"].text, object = record["object"].text, numbers = try living(rule, object)
            if numbers.count > 1, let other = numbers.last(where: { $0 != record.number }) { throw Refusal.alreadyRaised(rule: rule, object: object, number: other) }
        }
    }

    private func open(_ rows: [LiabilityRow], on day: LocalDay, source: CaseRecord) throws {
        guard let row = rows.first else { return }
        var attempt = 1
        while try find(.liability, number(row, 0, attempt: attempt)) != nil { attempt += 1 }
        for (i, row) in rows.enumerated() {
            var fields = row.fields(on: day, source: source.number)
            if row.formula == .refusedOrder {
                // C-136: how often the same person has refused by now.
                let before = try cases(.liability).count { $0["rule"].string == row.rule && $0["person"].string == row.person && !isDead($0) }
                fields["times"] = .int(before + 1)
                fields["warning"] = .bool(try manual.playbook.tariffs.refusedOrders(before + 1).result.isWarning)
            }
            let id = try open(.liability, number: number(row, i, attempt: attempt), parent: source.parent ?? source.id, fields: fields)
            try settle(id)
        }
    }
}

extension LiabilityRow {
    /// State of a row that a leader took back.
    public static let cancelled = "CANCELLED"
}
