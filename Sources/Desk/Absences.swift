import Dispatching
import Storage

extension Desk {
    /// the superior's approval, and with it every open duty under the person's name goes to the deputy.
    func approveAbsence(_ id: CaseID, _ given: [String: Value], _ work: Workspace, _ tx: Transaction) throws -> Phrase {
        let record = try work.record(id)
        guard record.kind == .absence else { throw Refusal.unknownStamp(Stamp.absenceApproved, kind: record.kind) }
        var answers = given
        let wanted = [given["deputy"]?.string, record["deputy"].string].compactMap { $0 }.first { !$0.isEmpty }
        let deputy = try wanted.map { try work.personName($0) }
        answers["deputy"] = Value(deputy)
        try work.stamp(id, Stamp.absenceApproved, answers)
        let duties = try record["person"].string.map { try tx.openDuties(of: work.names(of: $0)) } ?? []
        guard !duties.isEmpty else { return Phrase("done.absenceApproved", ["number": .string(record.number)]) }
        guard let deputy else {
            throw Refusal.missingAnswer(form: "absence", field: work.manual.playbook.fields["deputy"] ?? Label(zh: "deputy", en: "deputy"), rule: "A-66")
        }
        let reason = [given["remark"]?.string, record["reason"].string].compactMap { $0 }.first { !$0.isEmpty } ?? record.number
        for key in Set(duties.map(\.key)).sorted() { try work.handOver(key, to: deputy, reason: reason) }
        return Phrase("done.absenceHandedOver", ["number": .string(record.number), "count": .int(duties.count), "to": .string(deputy)])
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
