/// Cases that are taken in by hand.
extension Workspace {
    /// Takes a case in by hand: opens it with the answers of its form, and stamps that they were taken.
    ///
    /// - Parameter parent: the order that it belongs to.
    @discardableResult
    public func intake(_ kind: CaseKind, parent: CaseID?, _ given: [String: Value], number known: String? = nil) throws -> CaseID {
        guard let intake = manual.playbook.intakes[kind], let form = manual.playbook.form(for: intake.stamp) else { throw Refusal.unknownKind(kind) }
        let answers = try form.validate(given)
        let number: String
        if let known {
            number = known
        } else if let parent {
            let root = try family(of: parent).root
            let n = try family(of: parent).children.filter { $0.kind == kind }.count + 1
            number = "\(root.number)/\(intake.prefix)\(n)"
        } else {
            if intake.needsOrder { throw Refusal.orderNeeded(intake.label) }
            number = try intake.numberedBy.flatMap { answers[$0]?.string } ?? freeNumber(kind, intake.prefix)
        }
        if let parent, !intake.under.isEmpty, !intake.under.contains(try family(of: parent).root.kind) { throw Refusal.orderNeeded(intake.label) }
        let root = try parent.map { try family(of: $0).root.id }
        let id = try open(kind, number: number, parent: root, fields: [:])
        try stamp(id, intake.stamp, answers)
        return id
    }

    /// `S261121-03`: the day, and the first number of it that is free.
    public func freeNumber(_ kind: CaseKind, _ prefix: String) throws -> String {
        let day = manual.zone.day(of: now)
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
        let head = "\(prefix)\(two(day.year % 100))\(two(day.month))\(two(day.day))-"
        var n = 1
        while try find(kind, head + two(n)) != nil { n += 1 }
        return head + two(n)
    }
}
