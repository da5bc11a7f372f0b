import Desk
import Dispatching
import Storage
import Testing

/// Who is told what: the manual's `tells` and `late`, exactly.
@Suite struct ToldTests {
    private struct Line: Hashable, CustomStringConvertible {
        let what: ToldRow.What
        let rule: String
        let number: String
        var description: String { "\(what) \(rule) \(number)" }
        init(_ what: ToldRow.What, _ rule: String, _ number: String) { (self.what, self.rule, self.number) = (what, rule, number) }
        init(_ row: ToldRow) { self.init(row.what, row.row.duty.key.rule, row.row.number) }
    }

    private func told(_ s: Shop, _ login: String, news: Bool = false) throws -> [Line] { try s.desk(login).told(news: news).rows.map { Line($0) } }

    @Test("A-34 A-36: the CS specialist is told of the installation report, by whom and when, newest first; others are not")
    func completion() throws {
        let shop = try Shop()
        try shop.installed("HT1")
        try shop.at("2026-11-19 16:00") { s in try s.stamps("fitter", "HT1/I1", "installFeedback", ["report": "ok"]) }
        try shop.at("2026-11-19 17:00") { s in try s.stamps("manager", "HT1/I1", "forwarded") }
        try shop.at("2026-11-19 17:10") { s in
            #expect(try s.told("A-34") == ["csSpecialist"] && s.told("A-36") == ["csSpecialist"])
            let rows = try s.desk("clerk").told().rows.filter { $0.row.number == "HT1/I1" && $0.what == .done }
            #expect(rows.map { s.text($0.at) } == rows.map { s.text($0.at) }.sorted(by: >))
            let feedback = try #require(rows.first { $0.row.duty.key.rule == "A-34" })
            #expect(feedback.by == "fitter" && s.text(feedback.at) == "2026-11-19 16:00")
            #expect(try #require(rows.first { $0.row.duty.key.rule == "A-36" }).by == "manager")
            // Nobody else, and the specialist nothing that the manual does not say.
            let playbook = try s.manual.playbook
            for (login, role) in Shop.people {
                for line in try told(s, login) where line.what != .rung {
                    let rule = try #require(playbook.rule(line.rule))
                    #expect((line.what == .late ? rule.lateTells : rule.tells).contains(role), "\(login) \(line)")
                }
            }
            // ... and all that it says: every duty done is told to each role that the rule names.
            var filter = DutyFilter()
            filter.includeClosed = true
            filter.limit = 5000
            for row in try s.store.read({ try $0.dutyRows(filter) }) where row.duty.status == .done {
                for (login, role) in Shop.people where playbook.rule(row.duty.key.rule)?.tells.contains(role) == true {
                    #expect(try told(s, login).contains(Line(.done, row.duty.key.rule, row.number)), "\(login) \(row.duty.key.rule)")
                }
            }
        }
        // Taken back, it was never done and nobody was told.
        try shop.at("2026-11-19 17:20") { s in
            try s.desk("manager").perform(.undo)
            #expect(try !told(s, "clerk").contains(Line(.done, "A-36", "HT1/I1")))
        }
    }

    @Test("A-03 R-06: a limit that passes is told to the supervisor when it passes and not before, once, whatever becomes of the duty")
    func breach() throws {
        let shop = try Shop()
        let line = Line(.late, "A-03", "HT1")
        try shop.at("2026-11-16 09:00") { s in try s.signs("HT1", "单雅芳") }
        try shop.at("2026-11-16 17:30") { s in
            let lines = try told(s, "supervisor")
            #expect(!lines.contains(line))
        }
        try shop.at("2026-11-16 17:31") { s in
            let row = try #require(try s.desk("supervisor").told().rows.first { Line($0) == line })
            #expect(s.text(row.at) == "2026-11-16 17:30" && row.by == nil && row.row.duty.role == "csSpecialist")
            #expect(try !told(s, "clerk").contains(line))
        }
        try shop.at("2026-11-17 09:00") { s in
            try s.stamps("clerk", "HT1", "sms1Sent")
            #expect(try told(s, "supervisor").filter { $0 == line }.count == 1)
            #expect(try #require(try s.desk("supervisor").told().rows.first { Line($0) == line }).at == s.zone.parse("2026-11-16T17:30"))
        }
    }

    @Test("A-25 R-06: a duty that opens with its limit already passed is told when it opens, not when nobody knew of it yet")
    func lateFromTheStart() throws {
        let shop = try Shop()
        try shop.crew("送1组", "delivery", leader: "王师傅")
        try shop.at("2026-11-16 09:00") { s in
            try s.readies("HT1", "单雅芳")
        }
        try shop.at("2026-11-17 15:05") { s in
            try s.stamps("assistant", "HT1/D1", "receiverConfirmed", ["atHome": "yes", "receiver": "本人", "promiseTold": true])
            try s.runs(.deliveryRun)
            try s.stamps("assistant", "2026-11-18", "taskFaxed", kind: .deliveryRun)
            try s.stamps("leader", "HT1/D1", "slotTold", ["half": "AM", "callPromised": true])
        }
        let line = Line(.late, "A-25", "HT1/D1")
        try shop.at("2026-11-18 08:00") { s in
            // Read after the limit (06:30) had passed, and before anybody knew of the change.
            try s.desk("supervisor").readTold(until: s.now)
            #expect(try !told(s, "supervisor").contains(line))
        }
        try shop.at("2026-11-18 08:20") { s in try s.stamps("keeper", "HT1/D1", "loadReported", ["result": "SHORT", "lines": [2]]) }
        try shop.at("2026-11-18 08:21") { s in
            #expect(try s.due("A-25", "HT1/D1") == "2026-11-18 06:30")
            #expect(try told(s, "supervisor", news: true).contains(line))
            try s.stamps("leader", "HT1/D1", "changeTold", ["text": "椅子晚两天"])
            let rows = try s.desk("supervisor").told().rows.filter { Line($0) == line }
            #expect(rows.map { s.text($0.at) } == ["2026-11-18 08:20"])
        }
    }

    @Test("A-55: a technician is told of the visits that are his, not of a colleague's")
    func leaders() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.desk("manager").perform(.record(.staff, number: "second", ["name": "second", "roles": ["serviceTechnician"]]))
            let call: [String: Value] = ["customer": "单雅芳", "phone": "13911112222", "address": "人民路1号", "group": "furniture", "problem": "柜门下垂"]
            try s.desk("service").perform(.intake(.serviceVisit, parent: nil, call))
            let visit = try #require(try s.store.read { try $0.cases(kind: .serviceVisit) }.first)
            try s.stamps("service", visit.number, "serviceAssigned", ["handle": "today", "technician": "technician"])
            try s.stamps("service", visit.number, "serviceCalled", ["half": "PM"])
            try s.stamps("technician", visit.number, "servicePreCalled", ["reached": "no"])
            try s.stamps("technician", visit.number, "unreachableReported")
            try s.stamps("service", visit.number, "unreachableDecided", ["decision": "keep", "verified": "号码没错"])
            let line = Line(.done, "A-55", visit.number)
            let own = try told(s, "technician"), others = try told(s, "second")
            #expect(own.contains(line) && !others.contains(line), "\(own) \(others)")
        }
    }

    @Test("R-06: a note to a post is told to that post alone")
    func escalation() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            try s.desk("clerk").perform(.escalate(#require(try s.duty("A-03", "HT1")).key, to: "installManager", note: "客户打不通"))
            let row = try #require(try s.desk("manager").told().rows.first { $0.what == .escalated })
            #expect(row.note?.text == "客户打不通" && row.by == "clerk" && row.row.number == "HT1")
            #expect(try told(s, "supervisor").allSatisfy { $0.what != .escalated })
        }
    }

    @Test("What was looked at is no news any more, on every desk of that person, and leaves no trace in the journal; own acts are no news")
    func reading() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            try s.signs("HT2", "王伟", phone: "13922223333")
        }
        try shop.at("2026-11-16 18:00") { s in
            let news = try s.desk("supervisor").told(news: true).rows
            #expect(news.contains { Line($0) == Line(.late, "A-03", "HT1") })
            let before = try s.store.read { try $0.journalLength() }
            try s.desk("supervisor").readTold(until: try #require(news.first).at)
            #expect(try s.store.read { try $0.journalLength() } == before)
            #expect(try told(s, "supervisor", news: true).isEmpty)
            // The list itself stays, and so does everybody else's.
            #expect(try told(s, "supervisor").contains(Line(.late, "A-03", "HT1")))
            #expect(try s.desk("supervisor").told().readUntil == news.first?.at)
            // An older mark takes nothing back.
            try s.desk("supervisor").readTold(until: s.now - 86_400)
            #expect(try told(s, "supervisor", news: true).isEmpty)
        }
        try shop.at("2026-11-17 18:00") { s in
            try s.desk("clerk").perform(.escalate(#require(try s.duty("A-03", "HT1")).key, to: "csSupervisor", note: "x"))
            try s.desk("supervisor").perform(.escalate(#require(try s.duty("A-03", "HT2")).key, to: "csSupervisor", note: "y"))
            #expect(try told(s, "supervisor", news: true).filter { $0.what == .escalated } == [Line(.escalated, "A-03", "HT1")])
        }
        #expect(try shop.isSound())
    }

    @Test("A-66: while the supervisor is away the deputy is told")
    func deputy() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            let draft = LeaveDraft(who: "supervisor", from: try #require(LocalDay("2026-11-17")), to: try #require(LocalDay("2026-11-17")), reason: "事假", deputy: "keeper")
            try s.desk("boss").perform(.approveAbsence(#require(try s.desk("manager").perform(.leave(draft)).record).id, deputy: nil, note: ""))
        }
        try shop.at("2026-11-17 09:00") { s in
            let lines = try told(s, "keeper")
            #expect(lines.contains(Line(.late, "A-03", "HT1")))
        }
        try shop.at("2026-11-18 09:00") { s in
            let lines = try told(s, "keeper")
            #expect(!lines.contains(Line(.late, "A-03", "HT1")))
        }
    }
}
