import Dispatching
import Storage

extension Desk {
    /// somebody asks for a leave. It takes effect with the superior's approval.
    func askLeave(_ draft: LeaveDraft, _ work: Workspace) throws -> Phrase {
        try work.need(right: "people")
        guard !draft.reason.allSatisfy(\.isWhitespace) else { throw Refusal.reasonNeeded }
        let crew = try work.find(.crew, draft.who)
        let who = try crew?.number ?? work.personName(draft.who)
        func label(_ name: String) -> Label { work.manual.playbook.fields[name] ?? Label(zh: name, en: name) }
        guard draft.from <= draft.to else { throw Refusal.badAnswer(form: "absence", field: label("to"), value: draft.to.description) }
        let deputy = try draft.deputy.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : try work.personName($0) }
        if deputy == who { throw Refusal.deputyIsSelf(who) }
        let field = crew == nil ? "person" : "crew"
        for other in try work.cases(.absence) where other.state != CaseRecord.void {
            let names = try crew == nil ? work.names(of: who) : [who]
            guard let theirs = other[field].string, names.contains(theirs), let days = other.leaveDays else { continue }
            if days.overlaps(draft.from...draft.to) { throw Refusal.leaveOverlaps(who, number: other.number) }
        }
        // One that was withdrawn keeps its number.
        var number = "\(draft.who)/\(draft.from)"
        var n = 1
        while try work.find(.absence, number) != nil {
            n += 1
            number = "\(draft.who)/\(draft.from)-\(n)"
        }
        try work.open(
            .absence, number: number,
            fields: [
                field: .string(who), "from": .string(draft.from.description), "to": .string(draft.to.description), "reason": .string(draft.reason),
                "deputy": Value(deputy),
            ])
        return Phrase("done.leaveAsked", ["number": .string(number)])
    }

    /// What falls due after the last day is the person's own again; the reconciler sees to it.
    func endLeave(_ id: CaseID, _ last: LocalDay, _ work: Workspace) throws -> Phrase {
        try work.need(right: "people")
        let record = try work.record(id)
        guard record.kind == .absence, record.state != CaseRecord.void, let days = record.leaveDays else { throw Refusal.unknownCase(record.number) }
        if last < days.lowerBound || record.state != Leave.approved {
            try work.withdraw(id)
            return Phrase("done.leaveWithdrawn", ["number": .string(record.number)])
        }
        guard last <= days.upperBound else {
            throw Refusal.badAnswer(form: "absence", field: work.manual.playbook.fields["to"] ?? Label(zh: "to", en: "to"), value: last.description)
        }
        try work.set(id, ["to": .string(last.description)])
        return Phrase("done.leaveEnded", ["number": .string(record.number), "day": .string(last.description)])
    }

    /// the superior's approval. What falls due while the person is away is the deputy's from now on (`Presence`); what is overdue
    /// already is handed over with a record of its own.
    func approveAbsence(_ id: CaseID, _ given: [String: Value], _ work: Workspace, _ tx: Transaction) throws -> Phrase {
        let record = try work.record(id)
        guard record.kind == .absence else { throw Refusal.unknownStamp(Stamp.absenceApproved, kind: record.kind) }
        var answers = given
        let wanted = [given["deputy"]?.string, record["deputy"].string].compactMap { $0 }.first { !$0.isEmpty }
        let deputy = try wanted.map { try work.personName($0) }
        answers["deputy"] = Value(deputy)
        let before = try work.presence()
        try work.stamp(id, Stamp.absenceApproved, answers)
        guard let named = record["person"].string, let days = record.leaveDays else { return Phrase("done.absenceApproved", ["number": .string(record.number)]) }
        let names = try work.names(of: named)
        let person = try work.personName(named)
        if deputy == person { throw Refusal.deputyIsSelf(person) }
        let presence = try work.presence()
        let open = try tx.openDuties(of: names)
        guard let deputy else {
            guard try open.isEmpty && !isNeeded(person, days, presence, work) else {
                throw Refusal.missingAnswer(form: "absence", field: work.manual.playbook.fields["deputy"] ?? Label(zh: "deputy", en: "deputy"), rule: "A-66")
            }
            return Phrase("done.absenceApproved", ["number": .string(record.number)])
        }
        try refuseGaps(person, deputy, days, before, presence)
        let reason = [given["remark"]?.string, record["reason"].string].compactMap { $0 }.first { !$0.isEmpty } ?? record.number
        for duty in open where duty.due.map({ $0 < work.now }) ?? false { try work.handOver(duty.key, to: deputy, reason: reason) }
        return Phrase("done.absenceApproved", ["number": .string(record.number), "to": .string(deputy)])
    }

    /// How many duties the approval moved is known when all of them have been looked at.
    func counted(_ phrase: Phrase, _ work: Workspace) -> Phrase {
        guard phrase.key == "done.absenceApproved", let deputy = phrase.values["to"]?.string else { return phrase }
        let moved = work.duties.filter { $0.status == .open && $0.person == deputy }.count
        return moved == 0 ? phrase : Phrase("done.absenceHandedOver", phrase.values.merging(["count": .int(moved)]) { $1 })
    }

    /// Something would stay undone: the person leads a crew, stands in for others, or nobody else holds the post.
    private func isNeeded(_ person: String, _ days: ClosedRange<LocalDay>, _ presence: Presence, _ work: Workspace) throws -> Bool {
        if try work.cases(.crew).contains(where: { $0.state != CaseRecord.void && $0["leader"].string == person }) { return true }
        if presence.leaves.contains(where: { $0.deputy == person && $0.days.overlaps(days) }) { return true }
        let owing = Set(work.manual.playbook.rules.filter { $0.opens != nil }.map(\.role))
        return !presence.bared(by: person, days).isDisjoint(with: owing)
    }

    /// Neither this person's work nor that of others for whom the person stands in may end with somebody who is away.
    private func refuseGaps(_ person: String, _ deputy: String, _ days: ClosedRange<LocalDay>, _ before: Presence, _ after: Presence) throws {
        if let day = after.firstGap(of: person, days) { throw Refusal.deputyAway(person: person, deputy: deputy, day: day) }
        for leave in after.leaves where leave.person != person && leave.deputy != nil {
            let common = leave.days.clamped(to: days)
            guard leave.days.overlaps(days), let day = after.firstGap(of: leave.person, common), before.standIn(for: leave.person, on: day) != nil else { continue }
            throw Refusal.deputyAway(person: leave.person, deputy: deputy, day: day)
        }
    }
}

extension CaseRecord {
    /// The days of an absence, approved or not.
    public var leaveDays: ClosedRange<LocalDay>? {
        guard let first = self["from"].string.flatMap({ LocalDay($0) }) else { return nil }
        let last = self["to"].string.flatMap { LocalDay($0) } ?? first
        return first <= last ? first...last : nil
    }
}

extension Workspace {
    /// The name under which duties stand: of a login or name on the staff list, or of a crew's leader.
    func personName(_ person: String) throws -> String {
        if let staff = try staff(person) { return staff["name"].string ?? staff.number }
        guard try cases(.crew).contains(where: { $0["leader"].string == person }) else { throw Refusal.noSuchPerson(person) }
        return person
    }

    /// Login and name.
    func names(of person: String) throws -> Set<String> {
        guard let staff = try staff(person) else { return [person] }
        return [staff.number, staff["name"].string ?? staff.number]
    }

    private func staff(_ person: String) throws -> CaseRecord? {
        try cases(.staff).first { $0.state != CaseRecord.void && $0.number == person }
            ?? cases(.staff).first { $0.state != CaseRecord.void && $0["name"].string == person }
    }
}
