import Dispatching
import Storage

extension Desk {
    /// A-40, B-52: the table of the month before `day`, as it stands now, on the case of that day.
    ///
    /// Only from the month's first working day on, and only once: what is frozen counts in the appraisal.
    func freeze(_ table: MonthTable, _ day: LocalDay, _ work: Workspace, _ tx: Transaction) throws -> Phrase {
        try work.need(right: "freeze")
        let month = Month(of: day).previous
        guard let rule = work.manual.playbook.rule(freezing: table)?.id else { throw Refusal.unknownStamp(table.stamp, kind: .day) }
        guard let first = work.manual.freezeDay(of: month), let opens = work.manual.time(.opening, on: first) else { throw Refusal.noWorkingDay }
        let begin = work.manual.zone.instant(first, opens)
        guard day >= first, work.now >= begin else { throw Refusal.tooEarly(rule: rule, opens: begin) }
        // Also when it is done late: the duty stands on that day.
        guard let record = try work.find(.day, first.description) else { throw Refusal.unknownCase(first.description) }
        if record.has(table.stamp) { throw Refusal.dutyClosed(rule: rule) }
        let lines: Value = switch table {
        case .satisfaction: try tx.satisfaction(month, manual: work.manual).value
        case .agents: try tx.agentFigures(month, manual: work.manual, now: work.now).value
        }
        try work.stamp(record.id, table.stamp, ["month": .string(month.description), "table": lines], automatic: true, author: work.actor)
        return Phrase("done.frozen.\(table.rawValue)", ["month": .string(month.description), "count": .int(lines.array?.count ?? 0)])
    }
}
