import Dispatching
import Testing

/// A decoration company's customer service: what comes in by phone and online, complaints until the customer is satisfied, projects.
@Suite struct DecorationTests {
    private static let complaint: [String: Value] = [
        "problemKind": "COMPLAINT", "channel": "phone", "customer": "单雅芳", "phone": "13911112222", "address": "人民路1号", "need": "全屋翻新",
        "problem": "墙面开裂", "demand": "重做",
    ]

    private func shop() throws -> Shop { try Shop(trade: "decoration") }

    private func taken(_ shop: Shop, _ more: [String: Value] = [:], by login: String = "clerk") throws -> String {
        let answers = Self.complaint.merging(more) { $1 }
        return try #require(try shop.desk(login).perform(.intake(.ticket, parent: nil, answers)).record).number
    }

    @Test("B-03 B-14 B-24 B-25 B-26 B-27 B-28 B-29 B-58 B-59 Q-37 Q-46 Q-47: a complaint goes round until the customer is satisfied")
    func complaint() throws {
        let shop = try shop()
        var n = ""
        try shop.at("2026-11-16 10:00") { s in
            // B-24, B-58: what must be known before it is a complaint at all.
            for missing in ["customer", "phone", "problem", "demand"] {
                #expect(refusal { _ = try s.desk("clerk").perform(.intake(.ticket, parent: nil, Self.complaint.filter { $0.key != missing })) } != nil, "\(missing)")
            }
            n = try self.taken(s)
            #expect(try s.standing("B-24", n) == .done)
            let ticket = try s.record(n)
            #expect(ticket["address"] == "人民路1号" && ticket["need"] == "全屋翻新" && ticket["customer"] == "单雅芳")
            // nobody states a limit; the profile's 24 hours.
            #expect(try s.due("B-03", n) == "2026-11-17 10:00")
            #expect(try s.duty("B-25", n)?.soft == true)
            try s.stamps("clerk", n, "responded", ["text": "已记录，今天转工程部"])
            #expect(try s.standing("B-03", n) == .done)
            #expect(refusal { try s.stamps("clerk", n, "assigned", ["owner": "赵工"]) } != nil, "a department must be named")
            try s.stamps("clerk", n, "assigned", ["department": "工程部", "head": "钱经理", "owner": "赵工"])
            #expect(try s.standing("B-25", n) == .done && s.told("B-25") == ["responsibleDeptHead"])
            #expect(try s.state(n) == "ASSIGNED")
            // B-26: asked every eight open hours.
            #expect(try s.due("B-26", n) == "2026-11-17 10:00")
        }
        try shop.at("2026-11-17 10:30") { s in
            #expect(try s.standing("B-26", n) == .overdue)
            try s.stamps("clerk", n, "progressed", ["text": "已约周三上门看"])
            #expect(try s.due("B-26", n) == "2026-11-18 10:30")
        }
        try shop.at("2026-11-17 11:00") { s in
            // The clock stands still while the customer is away, with the evidence for it.
            #expect(refusal { try s.stamps("clerk", n, "waiting", ["on": "customer"]) } != nil)
            try s.stamps("clerk", n, "waiting", ["on": "customer", "evidence": "客户出差，微信留言"])
            #expect(try s.due("B-26", n) == nil)
            #expect(refusal { try s.stamps("clerk", n, "waiting", ["on": "parts", "evidence": "x"]) } != nil, "it stands still already")
        }
        try shop.at("2026-11-19 09:00") { s in
            try s.stamps("clerk", n, "resumed", ["reason": "客户回来了"])
            // Half an hour was used up before the pause; it goes on where it stopped.
            #expect(try s.due("B-26", n) == "2026-11-19 17:30")
            try s.stamps("clerk", n, "solved", ["result": "重新刮腻子"])
            #expect(try s.standing("B-26", n) == .done)
            #expect(try s.owes("B-27", n))
            #expect(refusal { try s.stamps("clerk", n, "answered", ["text": "修好了", "satisfied": "no"]) } != nil, "B-29: the ledger is part of it")
            try s.stamps("clerk", n, "answered", ["text": "修好了", "ledger": "开裂，重刮", "satisfied": "no"])
            #expect(try s.standing("B-27", n) == .done)
            #expect(try s.state(n) == "ASSIGNED" && s.record(n)["rounds"] == 1)
            // B-28: with the department again, and B-25 for the new round.
            #expect(try s.owes("B-28", n) && s.told("B-28") == ["responsibleDeptHead"])
            try s.stamps("clerk", n, "assigned", ["department": "工程部", "owner": "钱经理"])
            #expect(try s.standing("B-28", n) == .done)
            try s.stamps("clerk", n, "solved", ["result": "整面重做"])
            try s.stamps("clerk", n, "answered", ["text": "整面重做了", "ledger": "第二次重做", "satisfied": "no"])
            #expect(try s.record(n)["rounds"] == 2)
            try s.stamps("clerk", n, "assigned", ["department": "工程部", "owner": "钱经理"])
            // the loop ends with the supervisor only.
            #expect(refusal { try s.stamps("clerk", n, "closedUnresolved", ["reason": "无法满足"]) } != nil)
            try s.stamps("supervisor", n, "closedUnresolved", ["reason": "无法满足"])
            #expect(try s.state(n) == "CLOSED" && s.record(n)["outcome"] == "UNRESOLVED")
            try s.stamps("clerk", n, "reopened", ["reason": "客户又来电"])
            #expect(try s.state(n) == "OPEN" && s.record(n)["rounds"] == 3)
            #expect(try s.record(n).all("answered").count == 2, "B-59: the whole history stays on it")
        }
        #expect(try shop.isSound())
    }

    @Test("B-07 B-12 B-19 B-21 B-22: an inquiry by phone and one from the website")
    func inquiries() throws {
        let shop = try shop()
        try shop.at("2026-11-16 10:00") { s in
            #expect(refusal { _ = try self.taken(s, ["problemKind": "INQUIRY"]) } != nil, "B-19: the key facts")
            let n = try self.taken(s, ["problemKind": "INQUIRY", "facts": "120平，想问报价"], by: "phone")
            #expect(try s.duty("B-07", n)?.role == "phoneAgent" && s.duty("B-12", n) == nil)
            try s.stamps("phone", n, "assigned", ["department": "设计部", "owner": "孙设计"])
            #expect(try s.standing("B-07", n) == .done && s.told("B-07") == ["customer"])
            // B-21: not known on the spot, so the department, and the day of the answer.
            try s.stamps("phone", n, "responded", ["text": "设计部周三前回复", "promised": "2026-11-18"])
            #expect(try s.due("B-21", n) == "2026-11-18 17:30" && s.told("B-21") == ["customer"])
            #expect(refusal { try s.stamps("clerk", n, "answered", ["text": "每平800"]) } != nil, "B-22: the ledger")
            try s.stamps("clerk", n, "solved", ["result": "已报价"])
            try s.stamps("clerk", n, "answered", ["text": "每平800", "ledger": "咨询报价，已答"])
            #expect(try s.standing("B-21", n) == .done && s.record(n)["ledger"] == "咨询报价，已答")

            let online = try self.taken(s, ["problemKind": "SUGGESTION", "channel": "wechat"], by: "online")
            #expect(try s.duty("B-12", online)?.role == "onlineAgent" && s.duty("B-07", online) == nil && s.duty("B-25", online) == nil)
        }
    }

    @Test("B-14 B-15 B-16 B-17: a repair is arranged, tracked, and asked after")
    func repair() throws {
        let shop = try shop()
        try shop.crew("服1组", "service", leader: "周师傅", skills: [], litres: nil)
        var n = ""
        try shop.at("2026-11-16 10:00") { s in
            n = try self.taken(s, ["problemKind": "SERVICE_REQUEST"], by: "care")
            #expect(try s.duty("B-15", n)?.role == "afterSalesAgent")
            try s.stamps("care", n, "visitPlanned", ["department": "维修部", "date": "2026-11-17", "phoned": true])
            #expect(try s.standing("B-15", n) == .done && s.told("B-15") == ["customer"])
            #expect(try s.due("B-16", n) == "2026-11-17 10:00" && s.duty("B-26", n) == nil)
            #expect(try s.record(n + "/S1")["ticket"].string == n)
            // A ticket cannot close over an open visit.
            try s.stamps("care", n, "solved", ["result": "修好"])
            #expect(refusal { try s.stamps("care", n, "answered", ["text": "好", "ledger": "修好", "satisfied": "yes"]) } != nil)
            try s.stamps("service", n + "/S1", "serviceAssigned", ["handle": "today", "technician": "周师傅"])
            try s.stamps("service", n + "/S1", "serviceCalled", ["half": "PM"])
            try s.stamps("technician", n + "/S1", "serviceDone")
            try s.stamps("care", n, "answered", ["text": "好", "ledger": "修好", "satisfied": "yes"])
            #expect(try s.state(n) == "CLOSED")
            // B-17: in the cycle of the callbacks, once.
            #expect(try s.due("B-17", n + "/S1") == "2027-02-14 17:30" && s.opens("B-17", n + "/S1") == "2027-02-07 08:30")
        }
        try shop.at("2027-02-14 10:00") { s in
            try s.stamps("care", n + "/S1", "serviceAsked", ["satisfied": "yes"])
            #expect(try s.standing("B-17", n + "/S1") == .done)
            #expect(try s.duties(n + "/S1").filter { $0.key.rule == "B-17" }.count == 1)
        }
    }

    @Test("B-08 B-31 B-32 B-33 B-34 B-35 B-36: a project from the first call to the yearly ones")
    func project() throws {
        let shop = try shop()
        let whole: [String: Value] = ["customer": "钱多多", "phone": "13700001111", "address": "文三路1号", "project": "全案", "style": "原木", "budget": "20万"]
        var n = ""
        try shop.at("2026-11-16 10:00") { s in
            for missing in ["customer", "phone", "project", "style", "budget"] {
                #expect(refusal { _ = try s.desk("clerk").perform(.intake("project", parent: nil, whole.filter { $0.key != missing })) } != nil, "\(missing)")
            }
            n = try #require(try s.desk("clerk").perform(.intake("project", parent: nil, whole)).record).number
            #expect(try s.standing("B-31", n, "project") == .done && s.owes("B-32", n, "project"))
            #expect(refusal { try s.stamps("clerk", n, "projectChecked") } != nil)
            try s.stamps("clerk", n, "projectChecked", ["complete": true])
            #expect(try s.standing("B-32", n, "project") == .done)
            #expect(refusal { try s.stamps("clerk", n, "projectRegistered") } != nil, "somebody must have it")
            try s.stamps("clerk", n, "projectRegistered", ["assignee": "李经理"])
            #expect(try s.standing("B-33", n, "project") == .done && s.told("B-33") == ["projectManager"])
            #expect(try s.due("B-34", n, "project") == "2026-11-23 10:00")
        }
        try shop.at("2026-11-23 09:00") { s in
            try s.stamps("clerk", n, "projectProgress", ["text": "水电完成"])
            #expect(try s.owes("B-35", n, "project") && s.told("B-35") == ["customer"])
            try s.stamps("clerk", n, "projectTold", ["text": "水电完成"])
            #expect(try s.standing("B-35", n, "project") == .done)
            #expect(try s.due("B-34", n, "project") == "2026-11-30 09:00")
            try s.stamps("clerk", n, "projectFinished")
            #expect(try s.due("B-36", n, "project") == "2026-11-24 17:30")
            #expect(refusal { try s.stamps("clerk", n, "projectAccepted", ["accepted": true]) } != nil, "the rating belongs to it")
            #expect(refusal { try s.stamps("clerk", n, "projectAccepted", ["projectScore": 5]) } != nil, "so does the acceptance")
            try s.stamps("clerk", n, "projectAccepted", ["accepted": true, "projectScore": 5])
            #expect(try s.standing("B-36", n, "project") == .done)
            // B-08: every 90 days.
            #expect(try s.due("B-08", n, "project") == "2027-02-21 17:30")
        }
        try shop.at("2027-02-20 10:00") { s in
            try s.stamps("phone", n, "periodicCalled", ["satisfied": "yes"])
            #expect(try s.due("B-08", n, "project") == "2027-05-22 17:30", "and again")
        }
        #expect(try shop.isSound())
    }

    @Test("B-50 B-52 B-56 R-05: the month's appraisal is frozen on the first working day, once, and what comes later does not change it")
    func appraisal() throws {
        let shop = try shop()
        let day = try #require(LocalDay("2026-12-01")), month = try #require(Month("2026-11"))
        func lines(_ s: Shop, live: Bool) throws -> [AgentFigures.Line] {
            let (manual, now) = (try s.manual, s.now)
            return try s.store.read { live ? try $0.agentFigures(month, manual: manual, now: now) : AgentFigures(frozen: try $0.frozen(.agents, month, manual: manual)?.lines ?? .null) }.lines
        }
        var n = ""
        try shop.at("2026-11-16 10:00") { s in
            n = try self.taken(s)
            try s.stamps("clerk", n, "responded", ["text": "已记录"])
        }
        try shop.at("2026-11-30 16:00") { s in
            guard case .tooEarly("B-52", _) = refusal({ try s.desk("supervisor").perform(.freeze(.agents, day)) }) else { Issue.record("too early"); return }
        }
        try shop.at("2026-12-01 09:00") { s in
            #expect(try s.due("B-52", "2026-12-01", .day) == "2026-12-01 17:30" && s.duty("B-52", "2026-12-01", .day)?.role == "csSupervisor")
            guard case .notAllowed = refusal({ try s.desk("clerk").perform(.freeze(.agents, day)) }) else { Issue.record("a clerk may freeze"); return }
            // B-50, B-56: what the supervisor enters stands beside what was counted.
            guard case .notAllowed = refusal({ try s.stamps("clerk", "clerk", "appraised", ["month": 202611, "performance": 5, "attitude": 5, "teamwork": 5], kind: .staff) }) else { Issue.record("a clerk rates"); return }
            for missing in ["performance", "attitude", "teamwork"] {
                let all: [String: Value] = ["month": 202611, "performance": 5, "attitude": 5, "teamwork": 5]
                #expect(refusal { try s.stamps("supervisor", "clerk", "appraised", all.filter { $0.key != missing }, kind: .staff) } != nil, "\(missing)")
            }
            try s.stamps("supervisor", "clerk", "appraised", ["month": 202610, "performance": 1, "attitude": 1, "teamwork": 1], kind: .staff)
            try s.stamps("supervisor", "clerk", "appraised", ["month": 202611, "knowledge": 92, "performance": 4, "attitude": 5, "teamwork": 3], kind: .staff)
            let before = try lines(s, live: true)
            #expect(before.first?.marks == ["knowledge": 92, "performance": 4, "attitude": 5, "teamwork": 3])
            #expect(try s.manual.playbook.form(for: "appraised")?.field("knowledge")?.rules == ["B-50"])
            try s.desk("supervisor").perform(.freeze(.agents, day))
            #expect(try s.standing("B-52", "2026-12-01", .day) == .done && s.told("B-52") == ["appraisal"])
            #expect(before.map(\.complaints) == [1] && before.first?.answered.kept == 1)
            let frozen = try lines(s, live: false)
            #expect(frozen == before)
            #expect(refusal { try s.desk("supervisor").perform(.freeze(.agents, day)) } == .dutyClosed(rule: "B-52"))
        }
        try shop.at("2026-12-02 09:00") { s in
            try s.stamps("clerk", n, "assigned", ["department": "工程部", "head": "钱经理", "owner": "赵工"])
            try s.stamps("clerk", n, "solved", ["result": "重新刮腻子"])
            try s.stamps("clerk", n, "answered", ["text": "刮好了", "ledger": "重刮", "satisfied": "yes"])
            let (live, frozen) = (try lines(s, live: true), try lines(s, live: false))
            #expect(live.map(\.satisfied) == [1] && frozen.map(\.satisfied) == [0])
        }
    }

    @Test("B-64: the supervisor owes a backup by closing, every day")
    func backup() throws {
        let shop = try shop()
        try shop.at("2026-11-16 17:00") { s in
            #expect(try s.due("B-64", "2026-11-16", .day) == "2026-11-16 17:30" && s.duty("B-64", "2026-11-16", .day)?.role == "csSupervisor")
            try s.stamps("supervisor", "2026-11-16", "backedUp", kind: .day)
            #expect(try s.standing("B-64", "2026-11-16", .day) == .done)
        }
    }
}
