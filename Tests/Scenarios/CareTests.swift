import Desk
import Dispatching
import Storage
import Testing

/// Customers that somebody keeps, and callbacks to many of them.
@Suite struct CareTests {
    private func shop() throws -> Shop {
        let shop = try Shop(trade: "decoration")
        try shop.at("2026-11-16 08:40") { s in
            for (login, name) in [("li", "李梅"), ("wu", "吴桐")] { try s.desk("supervisor").perform(.record(.staff, number: login, ["name": .string(name), "roles": ["csSpecialist"]])) }
        }
        return shop
    }

    private func customer(_ s: Shop, _ name: String, _ phone: String, _ more: [String: Value] = [:]) throws -> String {
        let answers: [String: Value] = ["customer": .string(name), "phone": .string(phone)]
        return try #require(try s.desk("clerk").perform(.intake(.customer, parent: nil, answers.merging(more) { $1 }, number: phone)).record).number
    }

    private func keepers(_ s: Shop) throws -> [String: Int] {
        Dictionary(grouping: try s.store.read { try $0.customers() }, by: { $0["keeper"].string ?? "" }).mapValues(\.count)
    }

    @Test("C2-01 C2-03 C2-04 B-61: whoever calls gets a file, a keeper in equal numbers, is contacted within a week and classed every quarter")
    func kept() throws {
        let shop = try shop()
        try shop.at("2026-11-16 10:00") { s in
            for n in 1...5 {
                let answers: [String: Value] = [
                    "problemKind": "INQUIRY", "channel": "phone", "customer": .string("客户\(n)"), "phone": .string("1390000000\(n)"), "address": "人民路1号", "need": "翻新", "problem": "问价", "facts": "三室",
                ]
                try s.desk("clerk").perform(.intake(.ticket, parent: nil, answers))
            }
            try s.desk("clerk").perform(.collectCustomers(limit: 3))
            try s.desk("clerk").perform(.collectCustomers(limit: 10))
            #expect(try s.desk("clerk").perform(.collectCustomers(limit: 10)).txn == 0, "everybody has a file")
            #expect(try keepers(s) == ["": 5])
            #expect(try s.due("C2-03", "13900000001", .customer) == "2026-11-16 17:30")
            guard case .notAllowed = refusal({ try s.desk("clerk").perform(.dealCustomers) }) else { Issue.record("a clerk deals customers out"); return }
            try s.desk("supervisor").perform(.dealCustomers)
            // Three specialists: the clerk, and the two.
            #expect(try keepers(s) == ["clerk": 2, "李梅": 2, "吴桐": 1])
            #expect(try s.standing("C2-03", "13900000001", .customer) == .done && s.told("C2-03") == ["csSpecialist"])
            #expect(refusal { try s.desk("supervisor").perform(.dealCustomers) } == .nothingToDeal)
            let keeper = try #require(try s.record("13900000002", .customer)["keeper"].string)
            #expect(try s.due("C2-04", "13900000002", .customer) == "2026-11-23 10:00" && s.duty("C2-04", "13900000002", .customer)?.person == keeper)
            // Who has fewest gets the next.
            _ = try self.customer(s, "新客", "13900000009")
            try s.desk("supervisor").perform(.dealCustomers)
            #expect(try s.record("13900000009", .customer)["keeper"] == "吴桐")
        }
        try shop.at("2026-11-20 10:00") { s in
            #expect(refusal { try s.stamps("clerk", "13900000002", "contacted", ["channel": "phone"]) } != nil, "what was said is part of it")
            try s.stamps("clerk", "13900000002", "contacted", ["channel": "phone", "text": "下月装修"])
            #expect(try s.standing("C2-04", "13900000002", .customer) == .done)
            #expect(try s.due("B-61", "13900000002", .customer) == "2027-02-14 17:30")
            for missing in ["need", "intention", "stage"] {
                let all: [String: Value] = ["need": "厨房", "intention": "HIGH", "stage": "TALKING"]
                #expect(refusal { try s.stamps("clerk", "13900000002", "customerClassed", all.filter { $0.key != missing }) } != nil, "\(missing)")
            }
        }
        try shop.at("2026-11-24 10:00") { s in
            let (standing, told) = (try s.standing("C2-04", "13900000001", .customer), try s.told("C2-04", late: true))
            #expect(standing == .overdue && told == ["csSupervisor"])
        }
        #expect(try shop.isSound())
    }

    @Test("R-09 C6-04: by keeper, new, active, and who has not been spoken to for a week")
    func statistics() throws {
        let shop = try shop()
        try shop.at("2026-11-16 10:00") { s in
            for n in 1...3 { _ = try self.customer(s, "客\(n)", "1390000000\(n)", ["stage": n == 1 ? "OLD" : "NEW", "member": n == 1 ? true : .null]) }
            try s.desk("supervisor").perform(.dealCustomers)
            try s.stamps("clerk", "13900000001", "contacted", ["channel": "phone", "text": "a"])
        }
        try shop.at("2026-11-22 10:00") { s in try s.stamps("clerk", "13900000002", "contacted", ["channel": "sms", "text": "b"]) }
        try shop.at("2026-11-24 10:00") { s in
            // A promise kept on a ticket of the same telephone is a contact too.
            let answers: [String: Value] = ["problemKind": "INQUIRY", "channel": "phone", "customer": "客3", "phone": "13900000003", "address": "x", "need": "y", "problem": "问价", "facts": "z"]
            let ticket = try #require(try s.desk("clerk").perform(.intake(.ticket, parent: nil, answers)).record).number
            try s.stamps("clerk", ticket, "responded", ["text": "报了价"])
            let (manual, now) = (try s.manual, s.now), month = try #require(Month("2026-11"))
            let figures = try s.store.read { try $0.customerFigures(month, manual: manual, now: now) }
            #expect(figures.total.customers == 3 && figures.total.new == 3 && figures.total.active == 3 && figures.total.members == 1 && figures.total.quiet == 1)
            #expect(figures.quiet.map(\.phone) == ["13900000001"], "eight days ago")
            #expect(figures.total.stages == ["OLD": 1, "NEW": 2])
            #expect(figures.lines.map(\.customers) == [1, 1, 1])
        }
    }

    @Test("F-32 C2-05 C2-07 C2-08 C2-09 C2-12 C2-13 C2-14 Q-24 Q-56: a campaign calls every member within three days, and is reported when all were")
    func campaign() throws {
        let shop = try shop()
        var number = ""
        try shop.at("2026-11-16 10:00") { s in
            for n in 1...4 { _ = try self.customer(s, "客\(n)", "1390000000\(n)", ["member": n < 4 ? true : .null]) }
            try s.stamps("supervisor", "13900000001", "customerKept", ["keeper": "吴桐"])
            guard case .notAllowed = refusal({ try s.desk("clerk").perform(.startCampaign(["title": "中秋回访"])) }) else { Issue.record("a clerk starts a campaign"); return }
            #expect(refusal { try s.desk("supervisor").perform(.startCampaign(["title": "x", "stage": "OLD"])) } == .nobodyToCall)
            #expect(refusal { try s.desk("supervisor").perform(.startCampaign(["member": true])) } != nil, "it has a name")
            for sorted in ["stage", "intention"] {
                guard case .badAnswer? = refusal({ try s.desk("supervisor").perform(.startCampaign(["title": "x", sorted: "SOME"])) }) else { Issue.record("C2-07: \(sorted)"); return }
            }
            number = try #require(try s.desk("supervisor").perform(.startCampaign(["title": "中秋回访", "member": true])).record).number
            let coverage = try self.coverage(s, number)
            #expect(coverage.members.map(\.number) == [1, 2, 3].map { "\(number)-\($0)" } && coverage.permille == 0)
            // Who is kept is called by the keeper; the others are dealt out.
            #expect(coverage.members.first?.keeper == "吴桐" && Set(coverage.members.map(\.keeper)).count == 3)
            #expect(try s.due("C2-14", "\(number)-1", .campaignCall) == "2026-11-19 10:00")
        }
        try shop.at("2026-11-17 10:00") { s in
            let calls = try s.desk("clerk").callbacks(until: s.now, limit: 50).filter { $0.row.kind == .campaignCall }
            #expect(calls.count == 3 && calls.first?.script == "M-P9" && calls.first?.row.phone == "13900000001")
            // an attempt does not move the limit.
            _ = try s.desk("clerk").callTried([calls[0].row], .noAnswer)
            #expect(try s.due("C2-14", "\(number)-1", .campaignCall) == "2026-11-19 10:00")
            let record: [String: Value] = ["channel": "phone", "satisfied": "yes", "suggestion": "没有"]
            for missing in ["satisfied", "suggestion"] {
                #expect(refusal { try s.stamps("clerk", "\(number)-1", "campaignCalled", record.filter { $0.key != missing }) } != nil, "C2-13: \(missing)")
            }
            try s.stamps("clerk", "\(number)-1", "campaignCalled", record)
            try s.stamps("clerk", "\(number)-2", "campaignCalled", ["channel": "phone", "satisfied": "no", "suggestion": "态度", "problem": "门铰链松"])
            #expect(try s.record("\(number)-2/P1").fields["problem"] == "门铰链松", "CB-05")
            let coverage = try self.coverage(s, number)
            #expect(coverage.done == 2 && coverage.permille == 667 && coverage.missing.map(\.name) == ["客3"])
            #expect(try s.duty("C2-09", number, .campaign) == nil)
            #expect(refusal { try s.stamps("supervisor", number, "campaignReported", ["findings": "好"]) }?.rule == "C2-12")
        }
        try shop.at("2026-11-19 11:00") { s in
            #expect(try s.standing("C2-14", "\(number)-3", .campaignCall) == .overdue && s.told("C2-14", late: true) == ["csSupervisor"])
            try s.stamps("clerk", "\(number)-3", "campaignCalled", ["channel": "phone", "satisfied": "soso", "suggestion": "快一点"])
            #expect(try self.coverage(s, number).permille == 1000)
            #expect(try s.due("C2-09", number, .campaign) == "2026-11-23 17:30" && s.duty("C2-09", number, .campaign)?.role == "csSupervisor")
            #expect(refusal { try s.stamps("supervisor", number, "campaignReported") } != nil)
            try s.stamps("supervisor", number, "campaignReported", ["findings": "总体满意，铰链问题两起"])
            #expect(try s.standing("C2-09", number, .campaign) == .done && s.record(number, .campaign).state == "REPORTED")
        }
        #expect(try shop.isSound())
    }

    @Test("C2-06: a customer is reached by one of five ways, and each contact says by which")
    func ways() throws {
        let shop = try shop()
        try shop.at("2026-11-16 10:00") { s in
            let number = try self.customer(s, "单雅芳", "13911112222", [:])
            guard case .badAnswer? = refusal({ try s.stamps("clerk", number, "contacted", ["channel": "pigeon", "text": "问候"]) }) else { Issue.record("by pigeon"); return }
            for way in ["phone", "sms", "mail", "wechat", "visit"] {
                try s.stamps("clerk", number, "contacted", ["channel": .string(way), "text": "问候"])
                #expect(try s.record(number).latest("contacted")?.answers["channel"] == .string(way))
            }
            try s.stamps("clerk", number, "contacted", ["text": "问候"])
            #expect(try s.record(number).latest("contacted")?.answers["channel"] == "phone")
        }
    }

    @Test("F-32: 114 of 120 is 95.0 %, and the six are named")
    func coverageExample() {
        func member(_ n: Int) -> Coverage.Member {
            .init(id: CaseID(Int64(n)), number: "H-\(n)", name: "客\(n)", phone: "", keeper: "", state: n <= 114 ? "DONE" : n == 120 ? "DROPPED" : "DUE", tries: 0)
        }
        let record = CaseRecord(id: CaseID(1), kind: .campaign, number: "H", parent: nil, opened: Instant(seconds: 0), state: "OPEN", by: "x", fields: [:])
        let coverage = Coverage(campaign: record, members: (1...120).map(member))
        #expect(coverage.permille == 950 && coverage.missing.map(\.name) == ["客115", "客116", "客117", "客118", "客119", "客120"])
    }

    @Test("C2-07: equal numbers, with regard to what each has and can bear")
    func dealing() {
        let hands = [Dealing.Hand(name: "a", load: 0), .init(name: "b", load: 2), .init(name: "c", load: 0, share: 2)]
        #expect(Dictionary(grouping: Dealing.deal(7, to: hands), by: { $0 }).mapValues(\.count) == ["a": 3, "c": 4], "nine in all, for four shares")
        #expect(Dealing.deal(3, to: []) == [])
        var counts: [String: Int] = [:]
        for name in Dealing.deal(300, to: (0..<7).map { .init(name: "\($0)", load: 0) }) { counts[name, default: 0] += 1 }
        #expect(Set(counts.values) == [42, 43])
    }

    @Test("D-22: how satisfied a customer was, over time and over everything that was done for them")
    func satisfaction() throws {
        let shop = try shop()
        try shop.at("2026-11-16 10:00") { s in
            _ = try self.customer(s, "单雅芳", "13911112222", ["member": true])
            try s.desk("supervisor").perform(.startCampaign(["title": "回访", "member": true]))
            try s.stamps("clerk", "H261116-01-1", "campaignCalled", ["channel": "phone", "satisfied": "soso", "suggestion": "慢"])
            _ = try s.desk("clerk").perform(.intake("project", parent: nil, ["customer": "单雅芳", "phone": "13911112222", "project": "全案", "style": "原木", "budget": "20"]))
        }
        try shop.at("2026-11-18 10:00") { s in
            try s.stamps("clerk", "Z261116-01", "projectChecked", ["complete": true], kind: "project")
            try s.stamps("clerk", "Z261116-01", "projectRegistered", ["assignee": "李经理"], kind: "project")
            try s.stamps("clerk", "Z261116-01", "projectFinished", kind: "project")
            try s.stamps("clerk", "Z261116-01", "projectAccepted", ["accepted": true, "projectScore": 5], kind: "project")
            let manual = try s.manual
            let file = try s.store.read { try $0.customerFile(phone: "13911112222", manual: manual) }
            #expect(file.scores.map { "\(s.text($0.at)) \($0.number) \($0.value)" } == ["2026-11-16 10:00 H261116-01-1 3", "2026-11-18 10:00 Z261116-01 5"])
            #expect(file.average == 400 && file.cases.map(\.number).contains("Z261116-01") && file.customer?.number == "13911112222")
            #expect(file.lastContact.map { s.text($0) } == "2026-11-16 10:00")
            #expect(try s.store.read { try $0.customerFile(phone: "13900000000", manual: manual) }.scores.isEmpty)
        }
    }

    private func coverage(_ s: Shop, _ number: String) throws -> Coverage {
        let record = try s.record(number, .campaign)
        return try s.store.read { try $0.coverage(of: record) }
    }
}
