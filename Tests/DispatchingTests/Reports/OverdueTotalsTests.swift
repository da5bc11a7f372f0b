import Dispatching
import Testing

@Suite struct OverdueTotalsTests {
    private let groups = [
        OverdueGroup(system: "home-goods", role: "csSpecialist", person: nil, rule: "A-03", count: 3, late: 2, worst: 40),
        OverdueGroup(system: "home-goods", role: "csSpecialist", person: nil, rule: "A-27", count: 1, late: 1, worst: 90),
        OverdueGroup(system: "courier", role: "csSpecialist", person: "林晓", rule: "A-03", count: 2, late: 0, worst: 0),
    ]

    @Test("R-06: totals per owner and rule, the largest first")
    func totals() {
        let totals = OverdueTotals(groups)
        #expect(totals.count == 6 && totals.late == 3)
        #expect(totals.owners.map(\.count) == [4, 2])
        #expect(totals.owners.first?.worst == 90)
        #expect(totals.rules.map { "\($0.key) \($0.count)" } == ["A-03 5", "A-27 1"])
    }

    @Test("R-06: totals under a filter leave the groups for the menus alone")
    func filtered() {
        let totals = OverdueTotals(groups) { $0.system == "courier" }
        #expect(totals.count == 2 && totals.rules.map(\.key) == ["A-03"])
    }

    @Test("R-24: late minutes count begun ones; without a limit nothing is late")
    func messages() {
        func message(_ at: Int64, due: Int64?) -> MessageRecord {
            MessageRecord(
                rootID: CaseID(1), number: "HT1", customer: "单", template: "SMS1", channel: .sms, to: "139", text: "", at: Instant(seconds: at), by: "wu",
                due: due.map { Instant(seconds: $0) })
        }
        #expect(message(600, due: 600).lateMinutes == 0)
        #expect(message(601, due: 600).lateMinutes == 1)
        #expect(message(601, due: nil).lateMinutes == 0)
    }

    @Test("A-40: a month ends at the first day of the next, over the year's end too")
    func months() throws {
        #expect(Month("2026-12")?.next.firstDay == LocalDay("2027-01-01"))
    }
}
