import Dispatching
import Storage

extension Desk {
    /// the table of the month before `day`, as the callbacks of that month stand now, on the case of that day.
    ///
    /// Only from the month's first working day on, and only once: what is frozen counts in the appraisal.
    func freezeSatisfaction(_ day: LocalDay, _ work: Workspace, _ tx: Transaction) throws -> Phrase {
        try work.need(right: "freeze")
        let month = Month(of: day).previous
        guard let first = work.manual.freezeDay(of: month), let opens = work.manual.time(.opening, on: first) else { throw Refusal.noWorkingDay }
        let begin = work.manual.zone.instant(first, opens)
        guard day >= first, work.now >= begin else { throw Refusal.tooEarly(rule: "A-40", opens: begin) }
        // Also when it is done late: the duty stands on that day.
        guard let record = try work.find(.day, first.description) else { throw Refusal.unknownCase(first.description) }
        if record.has(Stamp.satisfactionFrozen) { throw Refusal.dutyClosed(rule: "A-40") }
        let table = try tx.satisfaction(month, manual: work.manual)
        try work.stamp(
            record.id, Stamp.satisfactionFrozen, ["month": .string(month.description), "table": table.value], automatic: true, author: work.actor)
        return Phrase("done.frozen", ["month": .string(month.description), "count": .int(table.rows.count)])
    }
}
