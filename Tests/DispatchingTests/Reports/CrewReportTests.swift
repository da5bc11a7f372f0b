import Dispatching
import Testing

@Suite struct CrewReportTests {
    private func visit(_ crew: String, leader: String, onTime: Bool = true, problem: Bool = false, forms: (due: Int, inTime: Int) = (1, 1), phone: Bool = false) -> CrewVisit {
        CrewVisit(
            kind: .installVisit, crew: crew, leader: leader, onTime: onTime, hadProblem: problem, formsDue: forms.due, formsInTime: forms.inTime, phoneOnly: phone)
    }

    @Test("R-03 A-33 A-59: visits, punctuality, problems, forms, phone reports and scores of each crew")
    func counts() throws {
        let visits = [
            visit("安1组", leader: "李师傅"), visit("安1组", leader: "李师傅", onTime: false, problem: true, forms: (1, 0), phone: true),
            visit("安1组", leader: "李师傅"), visit("安2组", leader: "赵师傅"),
        ]
        let scores = [5, 4, 2].map { CrewScore(kind: .installVisit, leader: "李师傅", score: $0) } + [CrewScore(kind: .deliveryVisit, leader: "李师傅", score: 1)]
        let report = CrewReport(visits, scores: scores, month: Month("2026-11")!)
        #expect(report.rows.map(\.crew) == ["安1组", "安2组"])
        let row = try #require(report.rows.first)
        #expect((row.done, row.onTime, row.withProblem) == (3, 2, 1))
        #expect((row.formsDue, row.formsInTime, row.phoneOnly) == (3, 2, 1))
        #expect(row.onTimeShare == 667)
        // Scores of another work are not this crew's.
        #expect(row.rated == 3 && row.average == 367)
        #expect(report.rows.last?.rated == 0)
    }

    @Test("R-03: a crew under two leaders has a row with each")
    func leaders() {
        let report = CrewReport([visit("安1组", leader: "李"), visit("安1组", leader: "赵")], scores: [], month: Month("2026-11")!)
        #expect(report.rows.map(\.leader) == ["李", "赵"])
    }
}
