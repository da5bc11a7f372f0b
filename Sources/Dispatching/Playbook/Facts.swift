/// An order with its visits, or any other case with its children: what the words of a rule may speak of.
public struct Family: Sendable {
    public var root: CaseRecord
    /// In the order of their opening.
    public var children: [CaseRecord]

    public init(root: CaseRecord, children: [CaseRecord]) {
        self.root = root
        self.children = children
    }

    public func child(_ kind: CaseKind) -> CaseRecord? {
        children.last { $0.kind == kind && $0.state != "CANCELLED" && $0.state != CaseRecord.void }
    }
}

/// The facts of one case, as rules, guards, forms and messages see them: its fields, its relatives' and what follows from them.
public struct Facts: Sendable {
    public let own: CaseRecord
    public let family: Family
    public let manual: Manual
    public let now: Instant
    /// For rules that recur with a trigger: the stamp of this occurrence.
    public var trigger: Stamp?
    /// Answers of the stamp that is about to be set.
    public var answers: [String: Value] = [:]
    /// Cases outside the family that the answers name, by the field that names them.
    public var named: [String: Facts] = [:]
    /// The profile where the case names none and the playbook's usual one is another trade's.
    var assumed: Profile?
    /// Figures that the file gives for the stamp that is about to be set.
    public var figures: [String: Int] = [:]
    /// Who is away, for the question who owes a duty.
    public var presence = Presence.everybody

    public init(own: CaseRecord, family: Family, manual: Manual, now: Instant, trigger: Stamp? = nil, answers: [String: Value] = [:]) {
        self.own = own
        self.family = family
        self.manual = manual
        self.now = now
        self.trigger = trigger
        self.answers = answers
    }

    public func record(_ scope: FactPath.Scope) -> CaseRecord? {
        switch scope {
        case .own: own
        // A service request of a customer without an order of ours stands for itself.
        case .order: family.root
        case .delivery: own.kind == .deliveryVisit ? own : family.child(.deliveryVisit)
        case .install: own.kind == .installVisit ? own : family.child(.installVisit)
        case .service: own.kind == .serviceVisit ? own : family.child(.serviceVisit)
        case .ticket: own.kind == .ticket ? own : family.child(.ticket)
        case .residual: own.kind == .residual ? own : family.child(.residual)
        case .profile, .answer: nil
        case .parcel: family.root.kind == .parcel ? family.root : nil
        case .problem, .transit, .parcelReturn, .signBack:
            own.kind.rawValue == scope.rawValue ? own : family.child(CaseKind(rawValue: scope.rawValue))
        }
    }

    public var today: LocalDay { manual.zone.day(of: now) }

    /// The value of a fact, derived ones included; `null` when there is none.
    public func value(_ path: FactPath) -> Value {
        if path.scope == .profile { return profile?[path.name] ?? .null }
        if path.scope == .answer {
            guard let dot = path.name.firstIndex(of: ".") else { return answers[path.name] ?? .null }
            return named[String(path.name[..<dot])]?.value(FactPath(String(path.name[path.name.index(after: dot)...]))) ?? .null
        }
        guard let record = record(path.scope) else { return .null }
        if let v = record.fields[path.name] { return v }
        if !figures.isEmpty, let figure = figures[path.name] { return .int(figure) }
        return derived(path.name, of: record)
    }

    public func instant(_ path: FactPath) -> Instant? {
        guard let record = record(path.scope) else { return nil }
        switch path.name {
        case "announcedStart": return announcedStart(of: record)
        case "arrival": return arrival(of: record)
        default: return value(path).string.flatMap { manual.zone.parse($0) }
        }
    }

    public func day(_ path: FactPath) -> LocalDay? { value(path).string.flatMap { LocalDay($0) } }

    public func stamp(_ path: FactPath) -> Stamp? {
        if path.scope == .own, let trigger, trigger.name == path.name { return trigger }
        return record(path.scope)?.latest(path.name)
    }

    private func derived(_ name: String, of record: CaseRecord) -> Value {
        // Only where asked: most facts have nothing to do with the goods.
        var lines: OrderLines { OrderLines(record) }
        switch name {
        case "number": return .string(record.number)
        case "state": return .string(record.state)
        case "today": return .string(today.description)
        case "hasLines": return .bool(record["lines"].array?.isEmpty == false)
        case "allLinesArrived": return .bool(OrderLines.areAll(of: record, in: ["ARRIVED", "CHECKED_OK"]))
        case "allLinesChecked": return .bool(OrderLines.areAll(of: record, in: ["CHECKED_OK"]))
        case "allLinesDelivered": return .bool(OrderLines.areAll(of: record, in: ["DELIVERED", "INSTALLED"]))
        case "complete":
            return .bool(lacking(record).isEmpty)
        case "goods": return .string(lines.summary)
        case "loading": return record.latest("loadReported")?.answers["result"] ?? .null
        case "loadRemark": return record.latest("loadReported")?.answers["remark"] ?? .null
        case "sameDayAsDelivery":
            return .bool(record.date != nil && record.date == family.child(.deliveryVisit)?.date)
        case "allLinesInstalled": return .bool(OrderLines.areAll(of: record, in: ["INSTALLED"]))
        case "delayReason": return record.latest("delayNotice")?.answers["reason"] ?? .null
        case "causeText": return record.fields["cause"] ?? .null
        case "lowScore":
            // Which posts got less than "satisfied", in the words of the form.
            let least = manual.playbook.figure("satisfiedFrom") ?? 4
            let low = (manual.playbook.form(for: "installCallback")?.fields ?? []).compactMap { field in
                answers[field.name]?.int.flatMap { field.name.hasSuffix("Score") && $0 < least ? "\(field.label.zh) \($0)" : nil }
            }
            return low.isEmpty ? .null : .string(low.joined(separator: " "))
        case "waitingGoods": return .string(OrderLines(lines.all.filter { ["SHORT", "DAMAGED", "RESIDUAL"].contains($0.state) }).summary)
        case "firstWorkday":
            // the month's first working day, on which last month's satisfaction is frozen.
            guard let day = record.date, manual.calendar.isWorkday(day) else { return false }
            let before = try? manual.calendar.previousWorkday(before: day)
            return .bool(before.map { $0.month != day.month } ?? true)
        case "annualOldCustomer":
            // an installation closed more than a year ago, and not thanked by SMS 7 in this year yet.
            guard let closed = family.root.latest("closed")?.at, closed.seconds + 365 * 86_400 <= now.seconds else { return false }
            let thanked = family.children.compactMap { $0.latest("sms7Sent") }.contains { manual.zone.day(of: $0.at).year == today.year }
            return .bool(!thanked)
        case "warrantyUntil":
            // F-28: from the acceptance, else the purchase; none where the profile says nothing.
            guard let months = own.id == record.id ? profile?["warrantyMonths"].int : nil,
                let start = (record["acceptedOn"].string ?? record["purchaseDate"].string).flatMap({ LocalDay($0) })
            else { return .null }
            return Value(start.adding(months: months)?.description)
        case "warrantyProposed":
            guard let until = derived("warrantyUntil", of: record).string.flatMap({ LocalDay($0) }) else { return .null }
            return today <= until ? "IN" : "OUT"
        case "stars":
            // F-24: the mean of all services, rounded; nobody is judged before the first.
            let grades = record.all("providerRated").compactMap { stamp -> Int? in ["NOT": 1, "BASICALLY": 3, "RATHER": 5][stamp.answers["content"]?.string ?? ""] }
            guard !grades.isEmpty else { return .null }
            return .int(Int((Double(grades.reduce(0, +)) / Double(grades.count)).rounded()))
        case "eligible":
            // E17-27: three stars or more; who is new may be tried (E17-28).
            return .bool(derived("stars", of: record).int.map { $0 >= 3 } ?? true)
        case "tooEarly":
            // E17-03, E17-05: promised for an earlier day than the notices page gives.
            guard let promised = record["estimatedDate"].string, let standard = record["standardDate"].string else { return false }
            return .bool(promised < standard)
        case "partsNeeded": return .bool(record.latest("serviceDone")?.answers["parts"]?.string?.isEmpty == false)
        case "freightError":
            // F-31: what it cost more than was estimated, in the unit of the form.
            guard let estimated = record["estimatedFreight"].int, let freight = record["freight"].int else { return .null }
            return .int(freight + (record["packingFee"].int ?? 0) - estimated)
        case "covered":
            // C2-12, F-32: everybody of the list was called, or excused by the supervisor.
            return .bool(record["members"].int.map { $0 <= record.all("callMade").count } ?? false)
        case "appraisalMonth":
            // B-56: at a month's end its own, in the days after it the month before.
            let month = today.day >= 25 ? Month(of: today) : Month(of: today).previous
            return .int(month.year * 100 + month.month)
        case "daysLeft":
            // until the customer's last date.
            return .init(record["lastDate"].string.flatMap { LocalDay($0) }.map { $0.number - today.number })
        case "returnDeadline":
            // F-29, Q-42: purchase and receipt are both known; the later counts.
            guard let days = own.id == record.id ? profile?["returnDays"].int : nil,
                let start = [record["purchaseDate"], record["receivedOn"]].compactMap({ $0.string.flatMap { LocalDay($0) } }).max()
            else { return .null }
            return .string((start + days).description)
        case "freightOwed":
            // a return without a fault is paid for by whom the profile names; one with a fault by us (E1-08).
            return record["returnReason"] == "SUBJECTIVE" ? profile?["freightBy"] ?? .null : "US"
        case "returnOpen":
            guard let last = derived("returnDeadline", of: record).string.flatMap({ LocalDay($0) }) else { return .null }
            return .bool(today <= last)
        case "clockStopped":
            // A pause that has not ended yet.
            let began = record.latest("waiting"), ended = record.latest("resumed")
            return .bool(began.map { began in ended.map { $0.number < began.number } ?? true } ?? false)
        case "visitOpen":
            // A visit that was planned for this problem and is not over.
            return .bool(family.children.contains { child in
                child.kind.isVisit && child["ticket"].string == record.number && child.state != CaseRecord.void && child["outcome"] != "DONE"
                    && !(manual.playbook.machine(child.kind)?.final.contains(child.state) ?? false)
            })
        case _ where name.hasPrefix("open "):
            // Whether a child of that kind is still alive.
            let kind = CaseKind(rawValue: String(name.dropFirst(5)))
            let over = (manual.playbook.machine(kind)?.final ?? []).union([CaseRecord.void])
            return .bool(family.children.contains { $0.kind == kind && !over.contains($0.state) })
        case _ where name.hasPrefix("fresh "):
            // The stamp stands, and what it told is still so.
            let stampName = String(name.dropFirst(6))
            guard let stamp = record.latest(stampName) else { return false }
            let told = manual.playbook.rules(on: record.kind).filter { $0.isDone(by: stampName) }.flatMap(\.fresh)
            var f = self
            if record.id != own.id { f = Facts(own: record, family: family, manual: manual, now: now) }
            return .bool(stamp.remembered(told) == f.seen(told))
        case "dayWord":
            // How the day is called today: a Monday told on Saturday is not "tomorrow".
            guard let date = record.date else { return .null }
            return date == today ? "today" : date == today + 1 ? "tomorrow" : .string(String(date.weekday))
        case _ where name.hasPrefix("decide "): return decided(String(name.dropFirst(7)), of: record)
        case _ where record.kind.isParcels: return ofParcel(name, record)
        case _ where record.kind == .shipment || record.kind == .unknownGoods: return ofCounter(name, record)
        case "dateText": return record.date.map { .string("\($0.month)/\($0.day)") } ?? .null
        default: return .null
        }
    }

    /// Start of the announced half, or the hour promised in the pre-call, whichever was announced last.
    func announcedStart(of record: CaseRecord) -> Instant? {
        guard let day = record.date else { return nil }
        if let promised = record.latest("preCalled")?.answers["promisedTime"]?.string.flatMap({ TimeOfDay($0) }) {
            return manual.zone.instant(day, promised)
        }
        switch record["half"].string {
        case "PM": return manual.playbook.time("afternoon").map { manual.zone.instant(day, $0) }
        case "AM": return manual.time(.opening, on: day).map { manual.zone.instant(day, $0) }
        default: return nil
        }
    }

    /// Planned arrival from the schedule, else the announced start.
    func arrival(of record: CaseRecord) -> Instant? {
        guard let day = record.date else { return nil }
        if let t = record["arrivalTime"].string.flatMap({ TimeOfDay($0) }) { return manual.zone.instant(day, t) }
        return announcedStart(of: record)
    }
}

extension Facts {
    public func holds(_ condition: Condition) throws(Refusal) -> Bool {
        switch condition {
        case .always: return true
        case .state(let scope, let states): return record(scope).map { states.contains($0.state) } ?? false
        case .has(let path): return stamp(path) != nil
        case .lacks(let path): return stamp(path) == nil
        case .hasAfter(let path, let other):
            guard let stamp = stamp(path) else { return false }
            return self.stamp(other).map { stamp.at >= $0.at } ?? true
        case .fact(let path, let values): return values.contains(value(path))
        case .truth(let path):
            switch value(path) {
            case .null, .bool(false), .int(0), .string(""): return false
            case .array(let a): return !a.isEmpty
            default: return true
            }
        case .answer(let name, let values): return values.contains(answers[name] ?? .null)
        case .answerGiven(let name): return !(answers[name] ?? .null).isNull
        case .trigger(let name, let values): return values.contains(trigger?.answers[name] ?? .null)
        case .not(let c): return try !holds(c)
        case .all(let cs):
            for c in cs where try !holds(c) { return false }
            return true
        case .any(let cs):
            for c in cs where try holds(c) { return true }
            return false
        case .past(let time): return try resolve(time).map { $0 <= now } ?? false
        case .check(let check): return try holds(check)
        }
    }

    /// Resolves a time expression; `nil` while a fact that it hangs on is missing.
    public func resolve(_ expr: TimeExpr, opens: Instant? = nil) throws(Refusal) -> Instant? {
        switch expr {
        case .stamp(let path): return stamp(path)?.at
        case .fact(let path): return instant(path)
        case .opens: return opens
        case .opened: return own.opened
        case .after(let base, let stretch):
            guard let start = try resolve(base, opens: opens) else { return nil }
            return try due(from: start, stretch)?.due
        case .day(let dayExpr, let shift, let at):
            guard var day = try day(of: dayExpr, opens: opens) else { return nil }
            if shift != nil {
                guard let span = span(shift) else { return nil }
                day = try shifted(day, span)
            }
            guard let time = time(at, on: day) else { return nil }
            return manual.zone.instant(day, time)
        case .latest(let parts):
            var best: Instant?
            for p in parts { if let t = try resolve(p, opens: opens) { best = max(best ?? t, t) } }
            return best
        case .earliest(let parts):
            var best: Instant?
            for p in parts { if let t = try resolve(p, opens: opens) { best = min(best ?? t, t) } }
            return best
        }
    }

    public func day(of expr: DayExpr, opens: Instant?) throws(Refusal) -> LocalDay? {
        switch expr {
        case .time(let time): try resolve(time, opens: opens).map { manual.zone.day(of: $0) }
        case .fact(let path): day(path)
        case .stamp(let path): stamp(path).map { manual.zone.day(of: $0.at) }
        case .opens: opens.map { manual.zone.day(of: $0) }
        }
    }

    /// When the stretch ends, and how it came about; `nil` while its clock stands still or where the profile sets no such limit.
    public func due(from: Instant, _ stretch: Stretch) throws(Refusal) -> DueTrace? {
        guard let span = span(stretch), let pauses = pauses(stretch) else { return nil }
        do { return try manual.calendar.due(from: from, span: span, clock: clock(stretch), pauses: pauses) } catch { throw .noWorkingDay }
    }

    func shifted(_ day: LocalDay, _ span: Span) throws(Refusal) -> LocalDay {
        if span.unit == .workdays {
            do { return try manual.calendar.workday(day, shiftedBy: span.amount) } catch { throw .noWorkingDay }
        }
        return day + span.amount
    }
}

extension Facts {
    /// Fields without which an order cannot be registered, as far as this one lacks them.
    func lacking(_ record: CaseRecord) -> [String] { ["customer", "phone", "address"].filter { record[$0].string?.isEmpty != false } }

    /// What is said when that is not fulfilled.
    ///
    /// - Parameter answers: what was given; a sentence may speak of it.
    public func unmet(_ need: Requirement, _ answers: [String: Value] = [:]) -> Refusal {
        var told: [String: Value] = ["number": .string(own.number)]
        if need.refusal == "orderIncomplete" {
            let labels = lacking(own).map { manual.playbook.fieldLabel($0) ?? Label(zh: $0, en: $0) }
            told["missing"] = .string(labels.map(\.zh).joined(separator: "、"))
            told["missingEn"] = .string(labels.map(\.en).joined(separator: ", "))
        }
        return .unmet(key: need.refusal, rule: need.rule, overridable: need.overridable, values: answers.merging(told) { a, _ in a })
    }
}
