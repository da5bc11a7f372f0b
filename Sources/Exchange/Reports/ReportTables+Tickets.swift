import Dispatching
import Wording

extension ReportTables {
    /// Limits of tickets and visits, one line each (F-20).
    public func limits(_ entries: [LimitEntry], name: String) -> ReportTable {
        ReportTable(
            name: name,
            columns: [
                Column("number", .fixed(13)), Column("rule", .fixed(9)), Column("what", .flexible(10)), Column("profile", .fixed(8), priority: 2), Column("owner", .fixed(8), priority: 1),
                Column("opens", .fixed(11), priority: 4), Column("due", .fixed(11)), Column("doneAt", .fixed(11), priority: 3), Column("kept", .fixed(6)),
                Column("lateMinutes", .fixed(7), number: true), Column("claimed", .fixed(6), .file),
            ],
            rows: entries.map { e in
                ReportTable.Row(
                    [
                        Cell(e.number), Cell(e.rule), Cell(manual.playbook.rule(e.rule).map { wording.label($0.label) } ?? ""),
                        Cell(manual.playbook.profiles[e.profile].map { wording.label($0.label) } ?? e.profile, .string(e.profile)), self.name(e.owner),
                        time(e.opens), time(e.due), time(e.doneAt), Cell(wording("report.limit.\(e.standing.rawValue)"), .string(e.standing.rawValue)), number(e.lateMinutes),
                        Cell(e.claimed.map { wording("report.limit.\($0 ? "KEPT" : "MISSED")") } ?? "", e.claimed.map { .bool($0) } ?? .null),
                    ], caseID: e.rootID)
            })
    }

    /// The same by rule and profile, with the share that was kept of what can be judged.
    public func limitTotals(_ entries: [LimitEntry], name: String) -> ReportTable {
        struct Key: Hashable { let rule: String, profile: String }
        let groups = Dictionary(grouping: entries) { Key(rule: $0.rule, profile: $0.profile) }.sorted { ($0.key.rule, $0.key.profile) < ($1.key.rule, $1.key.profile) }
        return ReportTable(
            name: name,
            columns: [
                Column("rule", .fixed(9)), Column("what", .flexible(10)), Column("profile", .fixed(8), priority: 1), Column("judged", .fixed(6), number: true), Column("keptCount", .fixed(6), number: true),
                Column("missed", .fixed(6), number: true), Column("inside", .fixed(6), number: true), Column("keptShare", .fixed(7), number: true), Column("bar", .fixed(12), .screen),
            ],
            rows: groups.map { key, entries in
                let t = Timeliness(entries)
                return ReportTable.Row([
                    Cell(key.rule), Cell(manual.playbook.rule(key.rule).map { wording.label($0.label) } ?? ""),
                    Cell(manual.playbook.profiles[key.profile].map { wording.label($0.label) } ?? key.profile, .string(key.profile)), number(t.judged), number(t.kept), number(t.missed),
                    number(t.inside), share(t.permille), t.permille.map { bar($0) } ?? Cell("", .null),
                ])
            })
    }

    /// R-05.
    public func agents(_ figures: AgentFigures, month: Month) -> ReportTable {
        ReportTable(
            name: "agents-\(month)",
            columns: [
                Column("person", .flexible(8)), Column("inquiries", .fixed(6), number: true), Column("orders", .fixed(6), number: true), Column("complaints", .fixed(6), number: true),
                Column("otherProblems", .fixed(6), number: true, priority: 1), Column("inTimeShare", .fixed(8), number: true), Column("answers", .fixed(9), number: true, priority: 3),
                Column("resolved", .fixed(8), number: true), Column("closedSatisfied", .fixed(6), number: true, priority: 2), Column("closedOtherwise", .fixed(6), number: true, priority: 4),
                Column("average", .fixed(6), number: true), Column("rated", .fixed(6), number: true, priority: 5),
            ] + AgentFigures.Line.marked.map { Column($0, .fixed(4), number: true, priority: 7) } + [Column("bar", .fixed(12), priority: 6, .screen)],
            rows: (figures.lines + (figures.lines.count > 1 ? [figures.total] : [])).map { l in
                ReportTable.Row([
                    l.agent.isEmpty ? Cell(wording("report.total"), .string("")) : name(l.agent), number(l.inquiries), number(l.orders), number(l.complaints), number(l.others),
                    share(l.answered.permille), Cell("\(l.answered.kept)/\(l.answered.judged)"), share(l.resolutionPermille), number(l.satisfied), number(l.dissatisfied),
                    l.average.map { hundredths(Int(($0 * 100).rounded())) } ?? Cell("", .null), number(l.ratings.count),
                ] + AgentFigures.Line.marked.map { name in l.marks[name].map { number($0) } ?? Cell("", .null) } + [l.resolutionPermille.map { bar($0) } ?? Cell("", .null)])
            })
    }

    /// R-08.
    public func causes(_ figures: CauseFigures, month: Month) -> ReportTable {
        let most = max(1, figures.lines.map(\.count).max() ?? 1)
        return ReportTable(
            name: "causes-\(month)",
            columns: [
                Column("cause", .flexible(10)), Column("department", .fixed(10)), Column("product", .fixed(10), priority: 1), Column("count", .fixed(5), number: true),
                Column("repeated", .fixed(5), number: true), Column("daysToSolve", .fixed(6), number: true), Column("rounds", .fixed(5), number: true), Column("bar", .fixed(12), priority: 2, .screen),
            ],
            rows: figures.lines.map { l in
                ReportTable.Row([
                    cause(l.key.cause), Cell(l.key.department), Cell(l.key.product), number(l.count), number(l.repeated),
                    l.tenthsOfDays.map { Cell("\($0 / 10).\($0 % 10)", .double(Double($0) / 10)) } ?? Cell("", .null), number(l.rounds), bar(l.count * 1000 / most),
                ])
            })
    }

    private func share(_ permille: Int?) -> Cell { permille.map { percent($0) } ?? Cell("", .null) }

    private func cause(_ code: String) -> Cell {
        if code.isEmpty { return Cell(wording("report.noCause"), .string("")) }
        return Cell(manual.playbook.option("cause", code).map { wording.label($0) } ?? code, .string(code))
    }
}
