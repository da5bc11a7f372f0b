import Desk
import Dispatching
import Testing

/// Posts, rights and hand-overs.
@Suite struct PeopleTests {
    @Test("A-01: posts and who may do what are data of the playbook; a clerk cannot waive, a supervisor can, and the breach stays")
    func rights() throws {
        let shop = try Shop()
        #expect(try shop.manual.playbook.roles.count >= 15)
        try shop.at("2026-11-16 09:00") { s in try s.signs("HT1", "单雅芳") }
        try shop.at("2026-11-17 09:00") { s in
            let key = try #require(try s.duty("A-03", "HT1")).key
            #expect(refusal { try s.desk("clerk").perform(.waive(key, reason: "客户不要")) } != nil)
            try s.desk("supervisor").perform(.waive(key, reason: "客户不要短信"))
            let duty = try #require(try s.duty("A-03", "HT1"))
            #expect(duty.status == .waived && duty.breachedDue != nil)
        }
    }

    @Test("A-66 PT-13: an absence is approved by the superior before it begins, and a duty is handed over with a reason")
    func absence() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.desk("manager").perform(.record(.absence, number: "QJ1", ["person": "clerk", "from": "2026-11-18", "to": "2026-11-19", "reason": "事假"]))
            #expect(try s.due("A-66", "QJ1", .absence) == "2026-11-18 08:30")
            #expect(refusal { try s.stamps("clerk", "QJ1", "absenceApproved") } != nil)
            try s.stamps("boss", "QJ1", "absenceApproved", ["deputy": "assistant"])
            #expect(try s.standing("A-66", "QJ1", .absence) == .done)
            try s.signs("HT1", "单雅芳")
            let key = try #require(try s.duty("A-03", "HT1")).key
            #expect(refusal { try s.desk("clerk").perform(.handOver(key, to: "nobody", reason: "请假")) } == .noSuchPerson("nobody"))
            #expect(refusal { try s.desk("clerk").perform(.handOver(key, to: "assistant", reason: " ")) } == .reasonNeeded)
            try s.desk("clerk").perform(.handOver(key, to: "assistant", reason: "请假"))
            #expect(try s.duty("A-03", "HT1")?.person == "assistant")
            #expect(try s.desk("clerk").perform(.undo).txn > 0)
            #expect(try s.duty("A-03", "HT1")?.person == nil)
        }
    }

    @Test("A-65: a rest day moves a period back; without the sentence it would not")
    func restDays() throws {
        let shop = try Shop()
        try shop.at("2026-11-20 10:00") { s in
            // Friday + 2 working days over a Sunday.
            let due = try s.manual.calendar.due(from: s.now, span: Span(amount: 48, unit: .hours), clock: .wall).due
            #expect(s.text(due) == "2026-11-23 10:00")
        }
    }
}
