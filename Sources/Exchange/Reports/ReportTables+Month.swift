import Dispatching
import Storage
import Wording

extension ReportTables {
    /// R-01, one line for each person in each post.
    public func satisfaction(_ report: Satisfaction) -> ReportTable {
        ReportTable(
            name: "satisfaction-\(report.month)",
            columns: [
                Column("post", .fixed(8)), Column("person", .flexible(8)), Column("rated", .fixed(6), number: true), Column("average", .fixed(6), number: true),
                Column("satisfied", .fixed(6), number: true), Column("share", .fixed(7), number: true), Column("bar", .fixed(12), .screen),
            ],
            rows: report.rows.map { r in
                let post = wording("report.post.\(r.dimension.rawValue)")
                return ReportTable.Row([
                    Cell(post, .string(r.dimension.rawValue)), Cell(r.person.isEmpty ? wording("report.nobody") : r.person, .string(r.person)),
                    number(r.rated), hundredths(r.average), number(r.satisfied), percent(r.share), bar(r.share),
                ])
            })
    }

    /// the month's callbacks, one line each.
    public func callbacks(_ records: [CallbackRecord], month: Month) -> ReportTable {
        let posts = Satisfaction.Dimension.allCases
        var columns = [
            Column("order", .fixed(13)), Column("customer", .fixed(8)), Column("installDate", .fixed(6)), Column("calledAt", .fixed(11)), Column("by", .fixed(8), priority: 2),
        ]
        for post in posts { columns += [Column("\(post.rawValue)Score", .fixed(5), number: true), Column("\(post.rawValue)By", .fixed(8), priority: 1)] }
        columns += [Column("residual", .fixed(5)), Column("remark", .flexible(10), priority: 3)]
        return ReportTable(
            name: "callbacks-\(month)", columns: columns,
            rows: records.map { r in
                var cells = [Cell(r.order), Cell(r.customer), day(r.visitDate), time(r.at), name(r.by)]
                for post in posts { cells += [r.score(post).map { number($0) } ?? Cell("", .null), Cell(r.person(post) ?? "", Value(r.person(post)))] }
                return ReportTable.Row(cells + [flag(r.residual), Cell(r.remark)])
            })
    }

    ///
    public func crews(_ report: CrewReport) -> ReportTable {
        ReportTable(
            name: "crews-\(report.month)",
            columns: [
                Column("work", .fixed(6)), Column("crew", .fixed(8)), Column("leader", .flexible(8)), Column("done", .fixed(5), number: true),
                Column("onTime", .fixed(5), number: true), Column("onTimeShare", .fixed(6), number: true, priority: 2),
                Column("bar", .fixed(12), priority: 3, .screen), Column("withProblem", .fixed(6), number: true), Column("formsDue", .fixed(6), number: true, priority: 1),
                Column("formsInTime", .fixed(6), number: true), Column("phoneOnly", .fixed(6), number: true), Column("average", .fixed(6), number: true),
            ],
            rows: report.rows.map { r in
                ReportTable.Row([
                    Cell(wording("kind.\(r.kind.rawValue)"), .string(r.kind.rawValue)), Cell(r.crew), Cell(r.leader), number(r.done), number(r.onTime),
                    percent(r.onTimeShare), bar(r.onTimeShare), number(r.withProblem), number(r.formsDue), number(r.formsInTime), number(r.phoneOnly),
                    r.rated == 0 ? Cell("", .null) : hundredths(r.average),
                ])
            })
    }

    ///
    public func services(_ entries: [ServiceEntry], month: Month) -> ReportTable {
        ReportTable(
            name: "services-\(month)",
            columns: [
                Column("number", .fixed(13)), Column("intake", .fixed(11)), Column("customer", .fixed(8)), Column("problem", .flexible(10)),
                Column("group", .fixed(8), priority: 4), Column("assignee", .fixed(8)), Column("date", .fixed(5)), Column("half", .fixed(4), priority: 5),
                Column("doneAt", .fixed(11), priority: 2), Column("inTime", .fixed(6)), Column("formAt", .fixed(11), priority: 6),
                Column("calledAt", .fixed(11), priority: 7), Column("result", .flexible(8), priority: 3), Column("oldCustomer", .fixed(6), priority: 8),
                Column("sms7At", .fixed(11), priority: 9), Column("state", .fixed(8), .file),
            ],
            rows: entries.map { e in
                ReportTable.Row(
                    [
                        Cell(e.number), time(e.intake), Cell(e.customer), Cell(e.problem), choice("serviceReceived", "group", e.group), Cell(e.assignee),
                        day(e.date), half(e.half), time(e.doneAt), flag(e.inTime), time(e.formAt), time(e.callbackAt), Cell(e.result), flag(e.isOldCustomer),
                        time(e.sms7At), Cell(wording.label(manual.playbook.stateLabel(.serviceVisit, e.state)), .string(e.state)),
                    ], caseID: e.rootID)
            })
    }

    ///
    public func messages(_ records: [MessageRecord], month: Month) -> ReportTable {
        ReportTable(
            name: "messages-\(month)",
            columns: [
                Column("sentAt", .fixed(11)), Column("template", .fixed(12)), Column("number", .fixed(13)), Column("customer", .fixed(8), priority: 1),
                Column("phone", .fixed(11)), Column("due", .fixed(11), priority: 2), Column("lateMinutes", .fixed(6), number: true),
                Column("by", .fixed(8), priority: 3), Column("text", .flexible(10)),
            ],
            rows: records.map { m in
                let label = manual.playbook.messages[m.template].map { wording.label($0.label) } ?? m.template
                return ReportTable.Row(
                    [
                        time(m.at), Cell(label, .string(m.template)), Cell(m.number), Cell(m.customer), Cell(m.to), time(m.due), number(m.lateMinutes),
                        name(m.by), Cell(m.text.replacing("\n", with: " / "), .string(m.text), full: m.text),
                    ], caseID: m.rootID)
            })
    }
}
