import Dispatching
import Storage
import Wording

extension ReportTables {
    /// R-09.
    public func customers(_ figures: CustomerFigures, month: Month) -> ReportTable {
        let stages = Set(figures.lines.flatMap(\.stages.keys)).filter { !$0.isEmpty }
        let known = manual.playbook.form(for: "customerClassed")?.field("stage")?.choices.map(\.value).filter(stages.contains) ?? []
        return ReportTable(
            name: "customers-\(month)",
            columns: [
                Column("keeper", .flexible(8)), Column("customers", .fixed(6), number: true), Column("newCustomers", .fixed(6), number: true), Column("active", .fixed(6), number: true),
                Column("members", .fixed(6), number: true, priority: 2), Column("quiet", .fixed(8), number: true), Column("stages", .flexible(16), priority: 3), Column("bar", .fixed(12), priority: 4, .screen),
            ],
            rows: (figures.lines + (figures.lines.count > 1 ? [figures.total] : [])).enumerated().map { place, l in
                let isTotal = place == figures.lines.count
                let words = known.compactMap { stage in l.stages[stage].map { "\(choice("customerClassed", "stage", stage).text) \($0)" } }.joined(separator: " ")
                return ReportTable.Row([
                    isTotal ? Cell(wording("report.total"), .string("")) : l.keeper.isEmpty ? Cell(wording("report.nobody"), .string("")) : name(l.keeper), number(l.customers), number(l.new),
                    number(l.active), number(l.members), number(l.quiet), Cell(words), bar(l.quiet * 1000 / max(1, l.customers)),
                ])
            })
    }

    /// Customers without a contact for too long.
    public func quietCustomers(_ figures: CustomerFigures) -> ReportTable {
        ReportTable(
            name: "quiet-customers",
            columns: [
                Column("customer", .flexible(8)), Column("phone", .fixed(12)), Column("keeper", .fixed(8)), Column("lastContact", .fixed(11)), Column("quietDays", .fixed(6), number: true),
            ],
            rows: figures.quiet.map { q in
                let days = q.lastContact.map { now.seconds(since: $0) / 86_400 }
                return ReportTable.Row([Cell(q.name), Cell(q.phone), name(q.keeper), time(q.lastContact), days.map { number($0) } ?? Cell("", .null)], caseID: q.id)
            })
    }

    /// F-32: whom the campaign has not reached yet, or everybody.
    public func coverage(_ coverage: Coverage, onlyMissing: Bool) -> ReportTable {
        ReportTable(
            name: "coverage-\(coverage.campaign.number)",
            columns: [
                Column("number", .fixed(16)), Column("customer", .flexible(8)), Column("phone", .fixed(12)), Column("keeper", .fixed(8)), Column("state", .fixed(8)), Column("tries", .fixed(5), number: true),
            ],
            rows: (onlyMissing ? coverage.missing : coverage.members).map { m in
                ReportTable.Row(
                    [
                        Cell(m.number), Cell(m.name), Cell(m.phone), name(m.keeper), Cell(wording.label(manual.playbook.stateLabel(.campaignCall, m.state)), .string(m.state)), number(m.tries),
                    ], caseID: m.id)
            })
    }

    /// R-20.
    public func atRisk(_ orders: [AtRiskOrder]) -> ReportTable {
        ReportTable(
            name: "at-risk",
            columns: [
                Column("number", .fixed(13)), Column("customer", .flexible(8)), Column("product", .flexible(8), priority: 2), Column("signs", .flexible(14)), Column("lastDate", .fixed(6)),
                Column("daysLeft", .fixed(5), number: true), Column("urgency", .fixed(6), priority: 1), Column("supply", .fixed(6), priority: 3), Column("state", .fixed(6), priority: 4),
                Column("lastTalk", .fixed(11), priority: 5),
            ],
            rows: orders.map { o in
                ReportTable.Row(
                    [
                        Cell(o.number), Cell(o.customer), Cell(o.product), Cell(o.signs.map { wording("report.risk.\($0.rawValue)") }.joined(separator: " "), .array(o.signs.map { .string($0.rawValue) })),
                        day(o.lastDate), o.daysLeft.map { number($0) } ?? Cell("", .null), choice("saleTaken", "urgency", o.urgency), choice("stockChecked", "stock", o.supply),
                        Cell(wording.label(manual.playbook.stateLabel("sale", o.state)), .string(o.state)), time(o.lastTalk),
                    ], caseID: o.id)
            })
    }
}
