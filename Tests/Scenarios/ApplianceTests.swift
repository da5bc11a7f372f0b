import Dispatching
import Testing

/// Appliance after-sales: intake, classification, repair, hand-over, callback, and nothing closed with a link missing.
@Suite struct ApplianceTests {
    private static let fault: [String: Value] = [
        "problemKind": "SERVICE_REQUEST", "channel": "wechat", "customer": "单雅芳", "phone": "13911112222", "address": "人民路1号",
        "model": "KFR-35", "purchaseDate": "2026-03-05", "problem": "不制冷",
    ]

    private func shop() throws -> Shop { try Shop(trade: "appliance") }

    private func taken(_ shop: Shop, _ more: [String: Value] = [:]) throws -> String {
        try #require(try shop.desk("firstLine").perform(.intake(.ticket, parent: nil, Self.fault.merging(more) { $1 })).record).number
    }

    /// Taken, classified, checked, ordered for tomorrow and assigned.
    private func ordered(_ s: Shop) throws -> String {
        let n = try taken(s)
        try s.stamps("firstLine", n, "classified", ["warranty": "IN", "mode": "VISIT"])
        try s.stamps("firstLine", n, "dataChecked", ["complete": true])
        try s.stamps("firstLine", n, "visitPlanned", ["owner": "吴主管", "date": "2026-11-16"])
        try s.stamps("service", n + "/S1", "serviceAssigned", ["assigneeKind": "OWN", "handle": "today", "technician": "周师傅"])
        try s.stamps("service", n + "/S1", "serviceCalled", ["half": "AM"])
        return n
    }

    private static let report: [String: Value] = ["diagnosis": "缺氟", "cause": "PART", "testPassed": true, "signed": "yes"]

    @Test("D-03 D-04 E3-13 E16-03 D-05 D-06 D-07 D-08 D-27 D-30: a fault is recorded, classified, checked and ordered")
    func intake() throws {
        let shop = try shop()
        try shop.at("2026-11-16 09:00") { s in
            for missing in ["customer", "phone", "model", "purchaseDate", "problem"] {
                #expect(refusal { _ = try s.desk("firstLine").perform(.intake(.ticket, parent: nil, Self.fault.filter { $0.key != missing })) } != nil, "\(missing)")
            }
            #expect(refusal { _ = try self.taken(s, ["channel": "pigeon"]) } != nil)
            for channel in ["phone", "wechat", "web", "shop"] { #expect(try s.record(self.taken(s, ["channel": .string(channel)]))["channel"].string == channel) }
            #expect(try s.record(taken(s, ["problemKind": "SUGGESTION"]))["problemKind"] == "SUGGESTION", "D-24")
            #expect(try s.manual.playbook.form(for: "serviceDone")?.field("parts") != nil, "D-12")
            let n = try taken(s)
            #expect(try s.standing("D-03", n) == .done)
            #expect(try s.due("D-30", n) == "2026-11-17 09:00")
            #expect(try s.owes("D-05", n))
            #expect(refusal { try s.stamps("firstLine", n, "dataChecked", ["complete": true]) }?.rule == "D-05")
            for missing in ["warranty", "mode"] {
                #expect(refusal { try s.stamps("firstLine", n, "classified", (["warranty": "IN", "mode": "VISIT"] as [String: Value]).filter { $0.key != missing }) } != nil)
            }
            try s.stamps("firstLine", n, "classified", ["warranty": "IN", "mode": "VISIT"])
            #expect(try s.standing("D-05", n) == .done && s.standing("D-30", n) == .done)
            #expect(try s.owes("D-06", n))
            #expect(refusal { try s.stamps("firstLine", n, "visitPlanned", ["owner": "吴主管", "date": "2026-11-17"]) }?.rule == "D-06")
            #expect(refusal { try s.stamps("firstLine", n, "dataChecked") } != nil, "it says that they are complete and true")
            try s.stamps("firstLine", n, "dataChecked", ["complete": true])
            #expect(try s.standing("D-06", n) == .done && s.owes("D-07", n))
            // D-07, D-27: nobody's order is no order.
            #expect(refusal { try s.stamps("firstLine", n, "visitPlanned", ["date": "2026-11-17"]) } != nil)
            #expect(refusal { try s.stamps("firstLine", n, "visitPlanned", ["owner": "吴主管"]) } != nil)
            try s.stamps("firstLine", n, "visitPlanned", ["owner": "吴主管", "date": "2026-11-17"])
            #expect(try s.standing("D-07", n) == .done && s.record(n)["owner"] == "吴主管")
            let visit = n + "/S1"
            // D-30, D-08: four open hours to assign it; own technician or provider.
            #expect(try s.due("D-08", visit) == "2026-11-16 14:00" && s.duty("D-08", visit)?.role == "afterSalesSupervisor")
            #expect(refusal { try s.stamps("service", visit, "serviceAssigned", ["assigneeKind": "ANYBODY", "handle": "later", "date": "2026-11-17"]) } != nil)
            try s.stamps("service", visit, "serviceAssigned", ["assigneeKind": "PROVIDER", "handle": "later", "date": "2026-11-17"])
            #expect(try s.standing("D-08", visit) == .done && s.record(visit)["assigneeKind"] == "PROVIDER")
            #expect(try s.told("D-08") == ["repairTechnician", "provider"])
            #expect(try s.due("D-10", visit) == "2026-11-17 17:30")
            // D-04: every step of it can be read afterwards.
            let steps = try s.history(n)
            #expect(steps.contains { $0.kind == "stamped" && $0.payload["name"] == "classified" })
        }
        // D-27: handed to a department without anybody's name, somebody must be found.
        try shop.at("2026-11-16 10:00") { s in
            let n = try taken(s)
            #expect(try s.duty("D-27", n) == nil)
            try s.stamps("clerk", n, "judged", ["cause": "QUALITY", "causeOwner": "QUALITY", "owner": "吴主管"])
            #expect(try s.duty("D-27", n) == nil && s.record(n)["owner"] == "吴主管")
        }
    }

    @Test("D-10 D-13 D-14 D-16 D-17 D-20: repaired, tested, signed, filed, called back, closed")
    func repair() throws {
        let shop = try shop()
        var n = "", visit = ""
        try shop.at("2026-11-16 09:00") { s in
            n = try ordered(s)
            visit = n + "/S1"
            #expect(try s.due("D-10", visit) == "2026-11-16 17:30" && s.duty("D-10", visit)?.person == "周师傅")
            for missing in ["diagnosis", "cause", "testPassed", "signed"] where missing != "signed" {
                #expect(refusal { try s.stamps("repairer", visit, "serviceDone", Self.report.filter { $0.key != missing }) } != nil, "\(missing)")
            }
            #expect(refusal { try s.stamps("repairer", visit, "serviceDone", Self.report.merging(["testPassed": false]) { $1 }) } != nil, "D-13: not before the test is passed")
            #expect(refusal { try s.stamps("repairer", visit, "serviceDone", Self.report.merging(["signed": "perhaps"]) { $1 }) } != nil)
            try s.stamps("repairer", visit, "serviceDone", Self.report)
            #expect(try s.standing("D-10", visit) == .done && s.record(visit)["signed"] == "yes" && s.record(visit)["diagnosis"] == "缺氟")
            #expect(try s.duty("D-15", visit) == nil)
            // D-16: the file of the repair by closing.
            #expect(try s.due("D-16", visit) == "2026-11-16 17:30" && s.duty("D-16", visit)?.person == "周师傅")
            try s.stamps("firstLine", n, "solved", ["result": "加氟"])
            #expect(refusal { try s.stamps("firstLine", n, "answered", ["text": "好", "satisfied": "yes"]) }?.rule == "D-20", "the file is missing")
            #expect(refusal { try s.stamps("repairer", visit, "serviceFeedback", ["hours": 1]) } != nil)
            #expect(refusal { try s.stamps("repairer", visit, "serviceFeedback", ["work": "加氟"]) } != nil)
            try s.stamps("repairer", visit, "serviceFeedback", ["work": "加氟", "parts": "R32", "hours": 1])
            #expect(try s.standing("D-16", visit) == .done)
            // D-17: within the profile's three days.
            #expect(try s.opens("D-17", visit) == "2026-11-17 08:30" && s.due("D-17", visit) == "2026-11-19 17:30")
            #expect(refusal { try s.stamps("firstLine", n, "answered", ["text": "好", "satisfied": "yes"]) }?.rule == "D-20", "so is the callback")
        }
        try shop.at("2026-11-17 10:00") { s in
            try s.stamps("service", visit, "serviceCallback", ["satisfied": "yes", "register": "加氟后正常"])
            #expect(try s.standing("D-17", visit) == .done && s.duty("D-18", visit) == nil)
            try s.stamps("firstLine", n, "answered", ["text": "好", "satisfied": "yes"])
            #expect(try s.state(n) == "CLOSED")
        }
        #expect(try shop.isSound())
    }

    @Test("D-15 D-18 D-33: not satisfied on the spot, not satisfied on the phone, and what cannot wait")
    func notSatisfied() throws {
        let shop = try shop()
        try shop.at("2026-11-16 09:00") { s in
            let n = try ordered(s), visit = n + "/S1"
            try s.stamps("repairer", visit, "serviceDone", Self.report.merging(["signed": "no"]) { $1 })
            #expect(try s.owes("D-15", visit) && s.told("D-15") == ["customer"])
            #expect(refusal { try s.stamps("aftersales", visit, "secondHandled", ["way": "COMPENSATION"]) } != nil, "what is offered")
            #expect(refusal { try s.stamps("aftersales", visit, "secondHandled") } != nil)
            try s.stamps("aftersales", visit, "secondHandled", ["way": "COMPENSATION", "compensation": "免一年清洗"])
            #expect(try s.standing("D-15", visit) == .done && s.record(visit)["compensation"] == "免一年清洗")
            try s.stamps("repairer", visit, "serviceFeedback", ["work": "加氟", "hours": 1])
            // D-18: a named person follows it until solved.
            #expect(refusal { try s.stamps("service", visit, "serviceCallback", ["satisfied": "no", "register": "还响"]) } != nil)
            try s.stamps("service", visit, "serviceCallback", ["satisfied": "no", "register": "还响", "followUpBy": "吴主管"])
            #expect(try s.duty("D-18", visit)?.person == "吴主管" && s.state(visit) == "OPEN")
            try s.stamps("service", visit, "serviceAssigned", ["assigneeKind": "OWN", "handle": "later", "date": "2026-11-17"])
            #expect(try s.standing("D-18", visit) == .done)

            let again = try ordered(s) + "/S1"
            try s.stamps("repairer", again, "serviceDone", Self.report.merging(["signed": "no"]) { $1 })
            try s.stamps("aftersales", again, "secondHandled", ["way": "AGAIN"])
            #expect(try s.state(again) == "OPEN" && s.record(again).date == nil, "a second visit of the same case")
        }
        try shop.at("2026-11-16 14:00") { s in
            let calm = try taken(s), urgent = try taken(s, ["urgent": true])
            #expect(try s.duty("D-33", calm) == nil && s.owes("D-33", urgent) && s.told("D-33") == ["afterSalesSupervisor"])
            try s.stamps("firstLine", urgent, "escalated", ["to": "吴主管", "reason": "漏电"])
            #expect(try s.standing("D-33", urgent) == .done)
        }
    }
}
