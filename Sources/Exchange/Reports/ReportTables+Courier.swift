import Dispatching
import Wording

extension ReportTables {
    private func money(_ m: Money) -> Cell { Cell(m.description, .double(Double(m.cents) / 100)) }
    private func who(_ person: String?) -> Cell { person.map { name($0) } ?? Cell("", .null) }
    private func post(_ role: String?) -> Cell { Cell(role.map { self.role($0) } ?? "", Value(role)) }
    private func sentence(_ rule: String) -> Cell { Cell(manual.playbook.rule(rule).map { wording.label($0.label) } ?? "") }

    /// R-14, row by row: each with its date, rule, object, amount and who approved it.
    public func liabilityRows(_ sheet: LiabilitySheet) -> ReportTable {
        ReportTable(
            name: "liability-rows-\(sheet.month)",
            columns: [
                Column("person", .flexible(8)), Column("post", .fixed(10), priority: 2), Column("date", .fixed(6)), Column("rule", .fixed(7)), Column("what", .flexible(8), priority: 3),
                Column("object", .flexible(12)), Column("debit", .fixed(9), number: true), Column("credit", .fixed(9), number: true), Column("state", .fixed(8)),
                Column("approvedBy", .fixed(8), priority: 1),
            ],
            rows: sheet.entries.map { e in
                ReportTable.Row(
                    [
                        who(e.person), post(e.post), day(e.date), Cell(e.rule), sentence(e.rule), Cell(e.object),
                        e.side == .debit ? money(e.amount) : Cell("", .null), e.side == .credit ? money(e.amount) : Cell("", .null),
                        Cell(wording.label(manual.playbook.stateLabel(.liability, e.state)), .string(e.state)), who(e.approvedBy),
                    ], caseID: e.rootID)
            })
    }

    /// R-14, by person: debit and credit of the month. Rows that wait for a leader are counted, not summed.
    public func liability(_ sheet: LiabilitySheet) -> ReportTable {
        ReportTable(
            name: "liability-\(sheet.month)",
            columns: [
                Column("person", .flexible(8)), Column("post", .fixed(10), priority: 2), Column("monitorsMissed", .fixed(8), number: true), Column("fines", .fixed(10), number: true),
                Column("shares", .fixed(10), number: true), Column("rewards", .fixed(10), number: true), Column("net", .fixed(10), number: true), Column("waiting", .fixed(6), number: true, priority: 1),
                Column("byRule", .flexible(12), priority: 3),
            ],
            rows: sheet.lines.map { l in
                ReportTable.Row([
                    who(l.person), post(l.post), number(l.monitorsMissed), money(l.fines), money(l.shares), money(l.rewards), money(l.net), number(l.waiting),
                    Cell(
                        l.byRule.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "  "),
                        .object(l.byRule.mapValues { .double(Double($0.cents) / 100) })),
                ])
            })
    }

    ///
    public func monitors(_ sheet: MonitorSheet) -> ReportTable {
        ReportTable(
            name: "monitors-\(sheet.day)",
            columns: [
                Column("monitor", .fixed(6), .file), Column("rule", .fixed(6)), Column("what", .flexible(10)), Column("post", .fixed(10)), Column("due", .fixed(11)), Column("doneAt", .fixed(11), priority: 2),
                Column("doneBy", .fixed(8), priority: 1), Column("standing", .fixed(8)), Column("exceptions", .fixed(6), number: true), Column("closedOf", .fixed(6), number: true),
                Column("openNow", .fixed(6), number: true), Column("fine", .fixed(7), number: true),
            ],
            rows: sheet.lines.map { l in
                ReportTable.Row([
                    Cell(l.monitor.code), Cell(l.monitor.rule), Cell(wording.label(l.monitor.label)), post(l.post), time(l.due), time(l.doneAt), who(l.doneBy),
                    Cell(wording("report.monitor.\(l.standing.rawValue)"), .string(l.standing.rawValue)), l.exceptions.map { number($0) } ?? Cell("", .null),
                    l.closed.map { number($0) } ?? Cell("", .null), number(l.open), l.fine.map { money($0) } ?? Cell("", .null),
                ])
            })
    }

    /// What monitors find, in the order of `rows`: which waybill, since when, where it was and who had it, and why it is looked at.
    public func found(_ rows: [MonitorRow], on day: LocalDay) -> ReportTable {
        ReportTable(
            name: "found-\(day)",
            columns: [
                Column("monitor", .fixed(6), .file), Column("rule", .fixed(6)), Column("waybill", .fixed(13)), Column("since", .fixed(11)), Column("node", .fixed(10)), Column("nextNode", .fixed(10), priority: 3),
                Column("person", .fixed(8), priority: 1), Column("why", .flexible(20)), Column("customer", .fixed(8), priority: 2), Column("problemNumber", .fixed(15), priority: 4), Column("state", .fixed(8), priority: 5),
                Column("day", .fixed(6), .file),
            ],
            rows: rows.map { row in
                ReportTable.Row(
                    [
                        Cell(row.monitor), Cell(row.rule), Cell(row.number), time(row.since), node(row.node), node(row.next), Cell(row.person), Cell(wording.why(row, on: day, manual)), Cell(row.customer),
                        Cell(row.problem ?? "", Value(row.problem)), Cell(state(of: row), .string(row.state)), Cell(row.day.description),
                    ], caseID: row.caseID)
            })
    }

    private func node(_ code: String) -> Cell { Cell(wording.node(code, manual), code.isEmpty ? .null : .string(code)) }

    private func state(of row: MonitorRow) -> String {
        let kind = manual.playbook.monitor(row.monitor)?.finds.first { $0.name == row.find }?.on
        return row.state.isEmpty ? "" : kind.map { wording.label(manual.playbook.stateLabel($0, row.state)) } ?? row.state
    }

    private func figure(_ m: (some Measured)?) -> Cell { m.map { Cell($0.description, .string($0.description)) } ?? Cell("", .null) }

    ///
    public func shipments(_ list: ShipmentList) -> ReportTable {
        ReportTable(
            name: "shipments-\(list.day)",
            columns: [
                Column("waybill", .fixed(13)), Column("customer", .flexible(8)), Column("destination", .flexible(10)), Column("header", .fixed(12)), Column("pieces", .fixed(4), number: true),
                Column("weight", .fixed(7), number: true), Column("billed", .fixed(7), number: true, priority: 2), Column("freight", .fixed(9), number: true), Column("charge", .fixed(9), number: true),
                Column("payKind", .fixed(6), priority: 3), Column("cod", .fixed(9), number: true, priority: 1), Column("enteredAt", .fixed(11)),
            ],
            rows: list.lines.map { l in
                ReportTable.Row(
                    [
                        Cell(l.waybill), Cell(l.customer), Cell(l.destination), Cell(l.header), number(l.pieces), figure(l.weight), figure(l.billed), figure(l.freight), figure(l.charge),
                        choice("shipmentAccepted", "payKind", l.payKind), figure(l.cod), time(l.enteredAt),
                    ], caseID: l.id)
            })
    }

    /// each parcel with its slip, and what slips have beside.
    public func moneyCollected(_ list: MoneyCollected) -> ReportTable {
        ReportTable(
            name: "money-\(list.day)",
            columns: [
                Column("courier", .flexible(8)), Column("waybill", .fixed(13)), Column("freightCollect", .fixed(9), number: true), Column("cod", .fixed(9), number: true),
                Column("topUp", .fixed(9), number: true, priority: 4), Column("takings", .fixed(9), number: true, priority: 3), Column("sum", .fixed(9), number: true), Column("slip", .fixed(12)),
                Column("handedIn", .fixed(11), priority: 2), Column("handedTo", .fixed(8), priority: 5), Column("openMoney", .fixed(9), number: true),
            ],
            rows: list.lines.map { l in
                ReportTable.Row(
                    [
                        courier(l.courier), Cell(l.waybill), figure(l.freightCollect), figure(l.cod), figure(l.topUp), figure(l.takings), figure(l.sum), Cell(l.slip), time(l.handedIn), Cell(l.handedTo),
                        figure(l.open),
                    ], caseID: l.id)
            })
    }

    /// R-25, courier by courier.
    public func moneyTotals(_ list: MoneyCollected) -> ReportTable {
        ReportTable(
            name: "money-totals-\(list.day)",
            columns: [
                Column("courier", .flexible(8)), Column("parcels", .fixed(6), number: true), Column("moneyDue", .fixed(10), number: true), Column("moneyIn", .fixed(10), number: true),
                Column("openMoney", .fixed(10), number: true),
            ],
            rows: list.totals.map { t in ReportTable.Row([courier(t.courier), number(t.parcels), figure(t.due), figure(t.handedIn), figure(t.open)]) })
    }

    /// R-14, standard by standard: how much speaks against it, and of which kind.
    public func appraisal(_ a: Appraisal) -> ReportTable {
        ReportTable(
            name: "appraisal-\(a.month)",
            columns: [Column("rule", .fixed(6)), Column("what", .flexible(12)), Column("faults", .fixed(6), number: true), Column("met", .fixed(6)), Column("ofWhich", .flexible(20), priority: 1)],
            rows: Appraisal.standards.map { standard in
                let count = a.count(standard), kinds = Appraisal.Fault.allCases.filter { $0.standard == standard && a.count($0) > 0 }
                return ReportTable.Row([
                    Cell(standard), sentence(standard), number(count), Cell(wording(count == 0 ? "appraisal.met" : "appraisal.notMet"), .bool(count == 0)),
                    Cell(kinds.map { wording("appraisal.\($0.rawValue)") + " \(a.count($0))" }.joined(separator: "  "), .object(Dictionary(uniqueKeysWithValues: kinds.map { ($0.rawValue, Value.int(a.count($0))) }))),
                ])
            })
    }

    /// R-14, fault by fault.
    public func appraisalLines(_ a: Appraisal) -> ReportTable {
        ReportTable(
            name: "appraisal-lines-\(a.month)",
            columns: [Column("rule", .fixed(6)), Column("fault", .flexible(16)), Column("waybill", .fixed(15)), Column("foundOn", .fixed(6))],
            rows: a.rows.map { r in
                let code = r.fault == .monitorMissed ? manual.playbook.monitor(r.number).map { wording.label($0.label) } : nil
                return ReportTable.Row([Cell(r.fault.standard), Cell(wording("appraisal.\(r.fault.rawValue)"), .string(r.fault.rawValue)), Cell(code ?? r.number, .string(r.number)), day(r.day)], caseID: r.caseID)
            })
    }

    ///
    public func transits(_ list: TransitList, name: String) -> ReportTable {
        ReportTable(
            name: "transits-\(name)",
            columns: [
                Column("takenOn", .fixed(6)), Column("waybill", .fixed(13)), Column("receiver", .fixed(8), priority: 4), Column("receiverPhone", .fixed(12), priority: 7), Column("receiverAddress", .flexible(10), priority: 8),
                Column("carrier", .fixed(6)), Column("outgoing", .fixed(13)), Column("weight", .fixed(7), number: true, priority: 3), Column("fee", .fixed(8), number: true),
                Column("cost", .fixed(8), number: true), Column("margin", .fixed(8), number: true), Column("signature", .fixed(8), priority: 6), Column("state", .fixed(8), priority: 1), Column("recognised", .fixed(6), priority: 2),
            ],
            rows: list.lines.map { l in
                ReportTable.Row(
                    [
                        day(l.day), Cell(l.number), Cell(l.receiver), Cell(l.phone), Cell(l.address), carrier(l.carrier), Cell(l.outgoing), figure(l.weight), figure(l.fee), figure(l.cost), figure(l.margin),
                        Cell(l.signature), Cell(wording.label(manual.playbook.stateLabel(.transit, l.state)), .string(l.state)), Cell(wording("report.fee.\(l.feeState)"), .string(l.feeState)),
                    ], caseID: l.rootID)
            })
    }

    /// R-11, carrier by carrier.
    public func transitTotals(_ list: TransitList, name: String) -> ReportTable {
        ReportTable(
            name: "transit-totals-\(name)",
            columns: [
                Column("carrier", .flexible(8)), Column("pieces", .fixed(6), number: true), Column("recognised", .fixed(6), number: true), Column("fee", .fixed(10), number: true), Column("cost", .fixed(10), number: true),
                Column("margin", .fixed(10), number: true), Column("costUnknown", .fixed(8), number: true),
            ],
            rows: list.totals.map { t in ReportTable.Row([carrier(t.carrier), number(t.pieces), number(t.recognised), figure(t.fee), figure(t.cost), figure(t.margin), number(t.unknown)]) })
    }

    /// TO-10: a carrier's month beside our lists; days whose pieces do not agree stand below the pieces.
    public func settlement(_ s: TransitSettlement) -> ReportTable {
        let pieces = s.rows.map { r in
            ReportTable.Row(
                [
                    Cell(wording("settle.\(r.finding.rawValue)"), .string(r.finding.rawValue)), day(r.transit?.day), Cell(r.number), Cell(r.transit?.number ?? ""), figure(r.transit?.weight), figure(r.billedWeight),
                    figure(r.expected), figure(r.billed), figure(r.difference),
                ], caseID: r.transit?.rootID)
        }
        let days = s.days.map { d in
            ReportTable.Row([
                Cell(wording("settle.DAY"), "DAY"), day(d.day), Cell(wording("settle.pieces", ["listed": .int(d.listed), "signed": .int(d.signed ?? 0)])), Cell(""), Cell("", .null), Cell("", .null),
                number(d.listed), number(d.signed ?? 0), number((d.signed ?? 0) - d.listed),
            ])
        }
        return ReportTable(
            name: "settlement-\(s.carrier.rawValue)-\(s.month)",
            columns: [
                Column("finding", .fixed(10)), Column("takenOn", .fixed(6)), Column("outgoing", .flexible(13)), Column("waybill", .fixed(13), priority: 1), Column("weight", .fixed(7), number: true, priority: 2),
                Column("billedWeight", .fixed(7), number: true, priority: 3), Column("expected", .fixed(9), number: true), Column("billedMoney", .fixed(9), number: true), Column("difference", .fixed(9), number: true),
            ], rows: pieces + days)
    }

    private func carrier(_ code: String) -> Cell { Cell(manual.playbook.option("carrier", code).map { wording.label($0) } ?? code, .string(code)) }

    /// What nobody had out for delivery was fetched.
    private func courier(_ name: String) -> Cell { name.isEmpty ? Cell(wording("report.fetched"), .null) : Cell(name) }
}

extension Wording {
    /// A node by its name; one that the network does not know keeps its own words.
    public func node(_ code: String, _ manual: Manual) -> String { manual.playbook.network.node(code).map { label($0.label) } ?? code }

    /// Why a monitor shows it: the words of the manual with what the scan says.
    ///
    /// - Parameter day: on which the monitor is looked at; days are counted until then.
    public func why(_ row: MonitorRow, on day: LocalDay, _ manual: Manual) -> String {
        let scanned = row.since.map { manual.zone.day(of: $0) } ?? row.day
        let text = filled(row.label, [
            "node": .string(node(row.node, manual)), "next": .string(row.next.isEmpty ? self("monitor.nextStop") : node(row.next, manual)), "person": .string(row.person), "number": .string(row.number),
            "day": .string(String(scanned.description.dropFirst(5))), "time": .string(row.since.map { time($0, manual.zone) } ?? ""), "days": .int(max(0, day.number - scanned.number)),
        ])
        guard let expected = row.expected else { return text }
        return text + self("monitor.expected", ["time": .string(time(expected, manual.zone))])
    }
}
