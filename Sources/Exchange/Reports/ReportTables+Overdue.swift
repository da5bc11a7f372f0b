import Dispatching
import Storage
import Wording

extension ReportTables {
    private static let overdueColumns: [Column] = [
        Column("lateMinutes", .fixed(6), number: true), Column("rule", .fixed(5)), Column("what", .flexible(10)), Column("number", .fixed(13)),
        Column("customer", .fixed(8)), Column("owner", .fixed(10)), Column("role", .fixed(10), .file), Column("person", .fixed(8), .file),
        Column("opens", .fixed(11), priority: 4), Column("due", .fixed(11)), Column("state", .fixed(6), priority: 1),
        Column("level", .fixed(4), number: true, priority: 5), Column("breached", .fixed(4), .file), Column("escalatedTo", .fixed(10), priority: 3), Column("escalatedAt", .fixed(11), .file),
        Column("note", .flexible(14), priority: 2), Column("playbook", .fixed(10), .file),
    ]

    ///
    public func overdue(_ rows: [OverdueRow]) -> ReportTable {
        ReportTable(
            name: "overdue", columns: Self.overdueColumns,
            rows: rows.map { item in
                let row = item.row, duty = row.duty
                let standing = duty.standing(at: now)
                let late = duty.lateMinutes(at: now)
                let what = manual.playbook.rule(duty.key.rule).map { wording.label($0.label) } ?? duty.key.rule
                return ReportTable.Row(
                    [
                        number(late), Cell(duty.key.rule), Cell(what), Cell(row.number), Cell(row.customer), Cell(duty.person ?? role(duty.role)),
                        Cell(role(duty.role), .string(duty.role)), Cell(duty.person ?? "", Value(duty.person)), time(duty.opens), time(duty.due),
                        Cell(wording("standing.\(standing.rawValue)"), .string(standing.rawValue)), item.level == 0 ? Cell("", .int(0)) : number(item.level), flag(duty.breachedDue != nil || late > 0),
                        Cell(item.escalation.map { role($0.to) } ?? "", item.escalation.map { .string($0.to) } ?? .null), time(item.escalation?.at),
                        item.note.map { note($0) } ?? Cell(""), Cell(duty.playbook),
                    ], caseID: row.rootID)
            })
    }

    /// On the screen with whom it went to.
    private func note(_ note: DutyNote) -> Cell {
        Cell(note.to.isEmpty ? note.text : role(note.to) + ": " + note.text, .string(note.text), full: note.text)
    }
}
