import Desk
import Dispatching
import Storage
import Testing

/// What is late, who is told, who takes it over: the supervisor's day.
@Suite struct SupervisorTests {
    /// HT1 came at 09:00 without its SMS 1, which is due by closing; seen the next day at 09:00.
    private func late(_ body: (Shop) throws -> Void) throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            try s.signs("HT2", "王伟", phone: "13922223333")
        }
        try shop.at("2026-11-17 09:00") { s in try body(s) }
        #expect(try shop.isSound())
    }

    private func key(_ s: Shop, _ rule: String, _ number: String) throws -> Duty.Key { try #require(try s.duty(rule, number)).key }

    private func overdue(_ s: Shop, _ change: (inout OverdueFilter) -> Void = { _ in }) throws -> [OverdueRow] {
        var filter = OverdueFilter()
        change(&filter)
        let now = s.now, manual = try s.manual
        return try s.store.read { try $0.overdue(filter, manual: manual, now: now) }
    }

    @Test("R-06: late duties, most late first, under every filter of 2.5")
    func filters() throws {
        try late { s in
            let all = try overdue(s)
            #expect(all.contains { $0.row.duty.key.rule == "A-03" && $0.row.number == "HT1" })
            let minutes = all.map { $0.row.duty.lateMinutes(at: s.now) }
            #expect(minutes == minutes.sorted(by: >) && minutes.allSatisfy { $0 > 0 })
            #expect(try overdue(s) { $0.rule = "A-03" }.map(\.row.number).sorted() == ["HT1", "HT2"])
            #expect(try overdue(s) { $0.role = "installManager" }.allSatisfy { $0.row.duty.role == "installManager" })
            #expect(try overdue(s) { $0.system = "courier" }.isEmpty)
            #expect(try overdue(s) { $0.system = "home-goods" }.count == all.count)
            let yesterday = try #require(LocalDay("2026-11-16"))
            #expect(try overdue(s) { $0.due = s.zone.startOfDay(yesterday)..<s.zone.startOfDay(yesterday + 1) }.count == all.count)
            #expect(try overdue(s) { $0.due = s.zone.startOfDay(yesterday - 1)..<s.zone.startOfDay(yesterday) }.isEmpty)
            #expect(try overdue(s) { $0.view = .open }.count > all.count)
            try s.stamps("clerk", "HT1", "sms1Sent")
            #expect(try overdue(s) { $0.view = .doneLate }.map(\.row.number) == ["HT1"])
            #expect(try overdue(s) { $0.view = .breached; $0.rule = "A-03" }.map(\.row.number).sorted() == ["HT1", "HT2"])
            let groups = try s.store.read { try $0.overdueGroups(OverdueFilter(), now: s.now) }
            #expect(OverdueTotals(groups).count == all.count - 1)
        }
    }

    @Test("R-06 Q-53: a clerk cannot waive, a supervisor can, and the breach stays")
    func waiving() throws {
        try late { s in
            let key = try key(s, "A-03", "HT1")
            guard case .notAllowed = refusal({ try s.desk("clerk").perform(.waive(key, reason: "客户不要短信")) }) else { Issue.record("a clerk may waive"); return }
            #expect(refusal { try s.desk("supervisor").perform(.waive(key, reason: " ")) } == .reasonNeeded)
            try s.desk("supervisor").perform(.waive(key, reason: "客户不要短信"))
            let duty = try #require(try s.duty("A-03", "HT1"))
            #expect(duty.status == .waived && duty.breachedDue == duty.due)
            #expect(try overdue(s).contains { $0.id == key } == false)
            let row = try #require(try overdue(s) { $0.view = .breached }.first { $0.id == key })
            #expect(row.note?.text == "客户不要短信" && row.note?.by == "supervisor")
        }
    }

    @Test("R-06: an escalation is a note on the duty; it stays open and with whom it was")
    func escalation() throws {
        try late { s in
            let key = try key(s, "A-03", "HT1")
            try s.desk("clerk").perform(.escalate(key, to: "csSupervisor", note: "客户电话打不通"))
            let row = try #require(try overdue(s).first { $0.id == key })
            #expect(row.escalation?.to == "csSupervisor" && row.note?.text == "客户电话打不通" && row.note?.by == "clerk")
            #expect(row.row.duty.status == .open && row.row.duty.person == nil)
            guard case .badAnswer = refusal({ try s.desk("clerk").perform(.escalate(key, to: "nobody", note: "x")) }) else { Issue.record("escalated to nobody"); return }
            #expect(refusal { try s.desk("clerk").perform(.escalate(key, to: "csSupervisor", note: "")) } == .reasonNeeded)
            // The other occurrence of the rule has no note.
            #expect(try overdue(s).first { $0.row.number == "HT2" }?.note == nil)
        }
    }

    @Test("A-66: an approved absence gives the person's open duties to the deputy, in one step")
    func absence() throws {
        try late { s in
            let keys = try ["HT1", "HT2"].map { try key(s, "A-03", $0) }
            for key in keys { try s.desk("supervisor").perform(.handOver(key, to: "clerk", reason: "分工")) }
            #expect(try s.duty("A-03", "HT1")?.person == "clerk")
            try s.desk("manager").perform(.record(.absence, number: "clerk/2026-11-18", ["person": "clerk", "from": "2026-11-18", "to": "2026-11-19", "reason": "婚假"]))
            let absence = try s.record("clerk/2026-11-18", .absence).id
            #expect(try s.due("A-66", "clerk/2026-11-18", .absence) == "2026-11-18 08:30")
            // Nobody takes it over: the leave is not approved.
            guard case .missingAnswer(_, _, "A-66") = refusal({ try s.desk("manager").perform(.approveAbsence(absence, deputy: nil, note: "")) }) else {
                Issue.record("approved without a deputy"); return
            }
            #expect(refusal { try s.desk("manager").perform(.approveAbsence(absence, deputy: "谁", note: "")) } == .noSuchPerson("谁"))
            guard case .notAllowed = refusal({ try s.desk("clerk").perform(.approveAbsence(absence, deputy: "assistant", note: "")) }) else {
                Issue.record("approved by a colleague"); return
            }
            #expect(try s.record("clerk/2026-11-18", .absence).state == "ACTIVE")
            try s.desk("manager").perform(.approveAbsence(absence, deputy: "assistant", note: "已当面交接"))
            #expect(try s.record("clerk/2026-11-18", .absence).state == "APPROVED")
            #expect(try s.standing("A-66", "clerk/2026-11-18", .absence) == .done)
            #expect(try keys.map { try s.duty($0.rule, $0 == keys[0] ? "HT1" : "HT2")?.person } == ["assistant", "assistant"])
            #expect(try overdue(s) { $0.people = ["assistant"] }.first?.note?.text == "已当面交接")
            // And back with one undo.
            try s.desk("manager").perform(.undo)
            #expect(try s.duty("A-03", "HT1")?.person == "clerk")
            // The form of the duty goes the same way.
            try s.desk("manager").perform(.stamp(absence, version: nil, name: "absenceApproved", answers: ["deputy": "assistant"], override: nil))
            #expect(try s.duty("A-03", "HT2")?.person == "assistant")
        }
    }

    @Test("A-40 R-01: frozen by the supervisor, from the first working day on, once")
    func freezing() throws {
        let shop = try Shop()
        let day = try #require(LocalDay("2026-12-01"))
        try shop.at("2026-11-30 16:00") { s in
            guard case .tooEarly("A-40", _) = refusal({ try s.desk("supervisor").perform(.freeze(.satisfaction, day)) }) else { Issue.record("too early"); return }
        }
        try shop.at("2026-12-01 09:00") { s in
            #expect(try s.standing("A-40", "2026-12-01", .day) == .open)
            guard case .notAllowed = refusal({ try s.desk("clerk").perform(.freeze(.satisfaction, day)) }) else { Issue.record("a clerk may freeze"); return }
            try s.desk("supervisor").perform(.freeze(.satisfaction, day))
            #expect(try s.standing("A-40", "2026-12-01", .day) == .done)
            #expect(refusal { try s.desk("supervisor").perform(.freeze(.satisfaction, day)) } == .dutyClosed(rule: "A-40"))
            let month = try #require(Month("2026-11"))
            let manual = try s.manual
            #expect(try s.store.read { try $0.frozen(.satisfaction, month, manual: manual) }?.by == "supervisor")
        }
    }

    @Test("R-04 A-46 A-51: the service register with the verdict on 48 hours")
    func register() throws {
        let shop = try Shop()
        func entries(_ s: Shop) throws -> [ServiceEntry] {
            let (manual, now) = (try s.manual, s.now)
            return try s.store.read { try $0.serviceRegister(Month(of: s.zone.day(of: now)), manual: manual, now: now) }
        }
        try shop.at("2026-11-16 09:00") { s in
            try s.desk("clerk").perform(
                .intake(.serviceVisit, parent: nil, ["customer": "赵倩", "phone": "13811112222", "address": "金融街1号", "group": "furniture", "problem": "柜门下垂"]))
            let entry = try #require(try entries(s).first)
            #expect(entry.customer == "赵倩" && entry.problem == "柜门下垂" && entry.inTime == nil)
            #expect(s.text(entry.intake) == "2026-11-16 09:00")
        }
        try shop.at("2026-11-18 09:01") { s in
            let entry = try #require(try entries(s).first)
            #expect(entry.inTime == false)
        }
    }

    @Test("R-24: the message log knows what was due when")
    func messageLog() throws {
        try late { s in
            try s.desk("clerk").perform(.send(rule: "A-03", s.id("HT1"), override: nil))
            let manual = try s.manual
            let message = try #require(try s.store.read { try $0.messageLog(Month(of: s.zone.day(of: s.now)), manual: manual) }.first)
            #expect(message.number == "HT1" && message.due.map(s.text) == "2026-11-16 17:30")
            #expect(message.lateMinutes == 15 * 60 + 30)
        }
    }
}
