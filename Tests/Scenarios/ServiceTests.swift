import Desk
import Dispatching
import Testing

/// After-sales service from the call to the thanks.
@Suite struct ServiceTests {
    private static let call: [String: Value] = [
        "customer": "单雅芳", "phone": "13911112222", "address": "人民路1号", "group": "furniture", "problem": "抽屉拉不开",
    ]

    private func taken(_ shop: Shop, _ answers: [String: Value] = [:], parent: CaseID? = nil) throws -> String {
        let outcome = try shop.desk("service").perform(.intake(.serviceVisit, parent: parent, Self.call.merging(answers, uniquingKeysWith: { $1 })))
        return try #require(outcome.record).number
    }

    @Test("A-46 A-48 A-50 A-51 A-52 A-53 A-56 A-57 A-58 A-59 A-60 A-61 A-62 A-63 SV-01..SV-14: a call is scheduled at 16:00, visited, reported and called back")
    func wholeChain() throws {
        let shop = try Shop()
        try shop.crew("服1组", "service", leader: "周师傅", skills: [], litres: nil)
        var n = ""
        try shop.at("2026-11-16 10:00") { s in
            #expect(refusal { _ = try s.desk("service").perform(.intake(.serviceVisit, parent: nil, ["customer": "单"])) } != nil)
            n = try self.taken(s)
            #expect(n == "S261116-01")
            #expect(try s.standing("A-46", n) == .done)
            #expect(try s.due("A-51", n) == "2026-11-18 10:00")
            #expect(try s.duty("A-48", n)?.status == .open)
            #expect(try s.duty("A-47", n) == nil)
            try s.stamps("service", n, "serviceAssigned", ["handle": "later", "date": "2026-11-17"])
            #expect(try s.standing("A-48", n) == .done)
            #expect(try s.duty("A-49", n) == nil)
        }
        try shop.at("2026-11-16 15:30") { s in
            let standing = try s.standing("A-57", "2026-11-16", .day)
            #expect(standing == .notYet)
            #expect(refusal { try s.runs(.serviceRun) }?.rule == "A-57")
        }
        try shop.at("2026-11-16 16:05") { s in
            try s.runs(.serviceRun)
            #expect(try s.state(n) == "SCHEDULED")
            #expect(try s.standing("A-57", "2026-11-16", .day) == .done)
            #expect(try s.due("A-52", "2026-11-17", .serviceRun) == "2026-11-16 17:30")
            #expect(try s.opens("A-50", n) == "2026-11-16 16:30")
            #expect(refusal { try s.sends("service", "A-50", n) } != nil, "FROM 16:30 (Q-06)")
            let post = try #require(try s.outbox().first { $0.message.template == "M-G5" })
            #expect(post.message.text.contains("周师傅") && post.message.text.contains("抽屉拉不开"))
            try s.sends("service", "A-52", "2026-11-17", kind: .serviceRun)
        }
        try shop.at("2026-11-16 16:31") { s in
            #expect(try s.outbox().first { $0.message.template == "SMS6" }?.message.text == "单雅芳您好，售服人员周师傅(13800000001)预计明日上午上门。")
            try s.sends("service", "A-50", n)
            // One message, two sentences of the manual.
            #expect(try s.standing("A-50", n) == .done)
            #expect(try s.standing("A-58", n) == .done)
            #expect(try s.state(n) == "CUSTOMER_TOLD")
        }
        try shop.at("2026-11-17 08:00") { s in
            #expect(try s.duty("A-53", n)?.person == "周师傅")
            try s.stamps("technician", n, "servicePreCalled", ["reached": "yes"])
            #expect(try s.standing("A-53", n) != .open)
            #expect(try s.state(n) == "UNDERWAY")
            try s.stamps("technician", n, "serviceArrived")
            #expect(try s.standing("A-51", n) == .done)
        }
        try shop.at("2026-11-17 16:10") { s in
            #expect(try s.duty("A-56", n)?.status == .open)
            try s.stamps("service", n, "serviceDone")
            #expect(try s.standing("A-56", n) == .done)
            #expect(try s.due("A-59", n) == "2026-11-18 09:00")
            #expect(try s.due("A-61", n) == "2026-11-18 17:30")
        }
        try shop.at("2026-11-18 08:50") { s in
            try s.stamps("technician", n, "servicePhoned", ["work": "换轨道"])
            #expect(try s.standing("A-60", n) == .done)
            #expect(try s.duty("A-59", n)?.status == .open)
            try s.stamps("technician", n, "serviceFeedback", ["work": "换轨道"])
            #expect(try s.standing("A-59", n) == .done)
        }
        try shop.at("2026-11-18 10:00") { s in
            #expect(refusal { try s.stamps("service", n, "serviceCallback", ["satisfied": "yes"]) }?.rule == "A-62")
            try s.stamps("service", n, "serviceCallback", ["satisfied": "yes", "register": "轨道已换", "customerNote": "喜欢周师傅"])
            #expect(try s.standing("A-61", n) == .done)
            #expect(try s.record(n)["result"] == "轨道已换")
            #expect(try s.record(n).latest("serviceCallback")?.answers["customerNote"] == "喜欢周师傅")
            #expect(try s.state(n) == "CLOSED")
            #expect(try s.duty("A-64", n) == nil, "no old customer")
        }
        #expect(try shop.isSound())
    }

    @Test("A-62 A-63: the register entry and the customer's record are fields of the callback")
    func register() throws {
        let form = try #require(try Shop().manual.playbook.form(for: "serviceCallback"))
        #expect(form.field("register")?.rule == "A-62" && form.field("register")?.required == true)
        #expect(form.field("customerNote")?.rule == "A-63")
        #expect(try Shop().manual.playbook.rule("A-63")?.within == "A-61")
    }

    @Test("A-47 A-49 SV-04 Q-62: electrical goods go to the appliance specialist; what is handled today is phoned today")
    func today() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 10:00") { s in
            let n = try self.taken(s, ["group": "appliance"])
            #expect(try s.duty("A-47", n)?.status == .open)
            #expect(try s.duty("A-48", n) == nil)
            #expect(try s.told("A-47") == ["applianceServiceSpecialist"])
            try s.stamps("service", n, "serviceAssigned", ["handle": "today", "technician": "周师傅", "technicianPhone": "13800000001"])
            #expect(try s.standing("A-47", n) == .done)
            #expect(try s.due("A-49", n) == "2026-11-16 17:30")
            try s.stamps("service", n, "serviceCalled", ["half": "PM"])
            #expect(try s.standing("A-49", n) == .done)
            #expect(try s.state(n) == "CUSTOMER_TOLD")
        }
    }

    @Test("A-54 A-55 SV-08 SV-09: a customer who is not reached is reported at once, verified, and moved")
    func unreachable() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 10:00") { s in
            let n = try self.taken(s)
            try s.stamps("service", n, "serviceAssigned", ["handle": "today", "technician": "周师傅"])
            try s.stamps("service", n, "serviceCalled", ["half": "PM"])
            try s.stamps("technician", n, "servicePreCalled", ["reached": "no"])
            #expect(try s.state(n) == "UNREACHABLE")
            #expect(try s.duty("A-54", n)?.soft == true)
            try s.stamps("technician", n, "unreachableReported")
            #expect(try s.standing("A-54", n) == .done)
            #expect(try s.told("A-54") == ["serviceSpecialist"])
            #expect(try s.duty("A-55", n)?.status == .open)
            try s.stamps("service", n, "unreachableDecided", ["decision": "move", "date": "2026-11-17", "verified": "号码没错"])
            #expect(try s.standing("A-55", n) == .done)
            #expect(try s.state(n) == "ASSIGNED")
            #expect(try s.record(n).date == LocalDay("2026-11-17"))
        }
    }

    @Test("A-51 F-17 Q-01 SV-11: the 48 hours stand still on rest days, and a visit that was not finished keeps its T0")
    func fortyEightHours() throws {
        let shop = try Shop()
        try shop.at("2026-11-20 10:20") { s in
            // F-17: Friday 10:20 -> Monday 10:20, as Sunday rests.
            let n = try self.taken(s)
            #expect(try s.due("A-51", n) == "2026-11-23 10:20")
            try s.stamps("service", n, "serviceAssigned", ["handle": "today", "technician": "周师傅"])
            try s.stamps("service", n, "serviceCalled", ["half": "PM"])
            try s.stamps("technician", n, "servicePreCalled", ["reached": "yes"])
            try s.stamps("technician", n, "serviceNotDone", ["reason": "缺件"])
            #expect(try s.due("A-51", n) == "2026-11-23 10:20")
            #expect(try s.duty("A-51", n)?.status == .open)
        }
        try shop.at("2026-11-23 11:00") { s in
            let found = try s.standing("A-51", "S261120-01")
            #expect(found == .overdue)
        }
    }

    @Test("A-64 Q-11 SV-15: an annual old customer is thanked by SMS 7; an unsatisfied one gets another round")
    func annual() throws {
        let shop = try Shop()
        try shop.installed("HT1")
        try shop.at("2026-11-20 10:00") { s in
            try s.callsBack("HT1/I1")
        }
        try shop.at("2027-12-01 09:00") { s in
            let n = try self.taken(s, parent: s.id("HT1"))
            #expect(n == "HT1/S1")
            try s.stamps("service", n, "serviceAssigned", ["handle": "today", "technician": "周师傅"])
            try s.stamps("service", n, "serviceCalled", ["half": "AM"])
            try s.stamps("technician", n, "servicePreCalled", ["reached": "yes"])
            try s.stamps("technician", n, "serviceDone")
            try s.stamps("technician", n, "serviceFeedback", ["work": "上油"])
            try s.stamps("service", n, "serviceCallback", ["satisfied": "yes", "register": "上油"])
            #expect(try s.due("A-64", n) == "2027-12-01 17:30")
            #expect(try s.state(n) == "CALLED_BACK", "not closed before SMS 7")
            try s.sends("service", "A-64", n)
            #expect(try s.standing("A-64", n) == .done)
            #expect(try s.state(n) == "CLOSED")
        }
        try shop.at("2027-12-02 09:00") { s in
            let n = try self.taken(s, parent: s.id("HT1"))
            try s.stamps("service", n, "serviceAssigned", ["handle": "today", "technician": "周师傅"])
            try s.stamps("service", n, "serviceCalled", ["half": "AM"])
            try s.stamps("technician", n, "servicePreCalled", ["reached": "yes"])
            try s.stamps("technician", n, "serviceDone")
            try s.stamps("technician", n, "serviceFeedback", ["work": "没修好"])
            try s.stamps("service", n, "serviceCallback", ["satisfied": "no", "register": "还响"])
            #expect(try s.state(n) == "OPEN")
            #expect(try s.duty("A-51", n)?.key.occurrence == 2)
            #expect(try s.duty("A-64", n) == nil, "thanked this year already")
        }
    }
}
