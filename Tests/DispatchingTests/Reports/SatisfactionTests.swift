import Dispatching
import Testing

@Suite struct SatisfactionTests {
    private func call(_ scores: [String: Int], by people: [String: String] = [:]) -> CallbackRecord {
        var answers: [String: Value] = [:]
        for (post, score) in scores { answers[post + "Score"] = .int(score) }
        for (post, person) in people { answers[post + "By"] = .string(person) }
        return CallbackRecord(order: "HT1", customer: "单雅芳", visit: "HT1/I1", visitDate: nil, at: Instant(seconds: 0), by: "clerk", answers: answers)
    }

    private let month = Month("2026-11")!

    @Test("F-19 R-01 A-40: scored 5, 4, 2 is 3.67 on average, two of three satisfied, 66.7 %")
    func workedExample() throws {
        let report = Satisfaction([5, 4, 2].map { call(["install": $0], by: ["install": "李师傅"]) }, month: month)
        let row = try #require(report.rows.first)
        #expect(report.rows.count == 1)
        #expect(row.person == "李师傅" && row.rated == 3)
        #expect(row.average == 367)
        #expect(row.satisfied == 2 && row.share == 667)
    }

    @Test("Q-10: what counts as satisfied is a figure of the playbook")
    func scale() {
        let calls = [5, 4, 3].map { call(["guide": $0], by: ["guide": "孙悦"]) }
        #expect(Satisfaction(calls, month: month).rows.first?.satisfied == 2)
        #expect(Satisfaction(calls, month: month, satisfiedFrom: 5).rows.first?.satisfied == 1)
    }

    @Test("A-38: a post that was not scored is nobody's row, and each person has one row in each post")
    func posts() {
        let report = Satisfaction(
            [call(["delivery": 5, "install": 3], by: ["delivery": "王", "install": "王"]), call(["delivery": 4], by: ["delivery": "赵"])], month: month)
        #expect(report.rows.map { "\($0.dimension.rawValue) \($0.person) \($0.rated)" } == ["delivery 王 1", "delivery 赵 1", "install 王 1"])
        #expect(report.callbacks == 2)
    }

    @Test("A-40: what was frozen reads back as it was")
    func frozen() {
        let report = Satisfaction([5, 4, 2].map { call(["design": $0], by: ["design": "何"]) }, month: month)
        #expect(Satisfaction(frozen: report.value, month: month).rows == report.rows)
    }
}
