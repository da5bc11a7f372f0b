import Desk
import Dispatching
import Exchange
import Storage
import Testing

/// Who is told that a limit comes near, and who when it has passed by more and more.
@Suite struct LadderTests {
    private func rungs(_ s: Shop, _ login: String, news: Bool = false) throws -> [String] {
        let rows = try s.desk(login).told(news: news).rows.filter { $0.what == .rung }
        return rows.reversed().map { row in "\(row.row.duty.key.rule) \(row.rung?.level ?? -1) \(s.text(row.at))" }
    }

    private func complaint(_ s: Shop) throws -> String {
        try #require(
            try s.desk("clerk").perform(
                .intake(
                    .ticket, parent: nil,
                    [
                        "problemKind": "COMPLAINT", "channel": "phone", "customer": "单雅芳", "phone": "13911112222", "address": "人民路1号", "need": "翻新",
                        "problem": "墙面开裂", "demand": "重做",
                    ])
            ).record
        ).number
    }

    @Test("B-03: the owner is warned, then the supervisor is told, then the company's leader; each once, and only while it is owed")
    func climbs() throws {
        let shop = try Shop(trade: "decoration")
        var n = ""
        try shop.at("2026-11-16 10:00") { s in
            try s.desk("supervisor").perform(.record(.staff, number: "leader2", ["name": "钱总", "roles": ["companyLeader"]]))
            n = try self.complaint(s)
            #expect(try s.due("B-03", n) == "2026-11-17 10:00")
        }
        // Two open hours before the limit: on the evening before, for the shop opens at 08:30.
        try shop.at("2026-11-16 16:55") { s in
            let early = try rungs(s, "clerk")
            #expect(early.isEmpty)
        }
        try shop.at("2026-11-17 08:31") { s in
            let (owner, supervisor, leader) = (try rungs(s, "clerk"), try rungs(s, "supervisor"), try rungs(s, "leader2"))
            #expect(owner.filter { $0.hasPrefix("B-03") } == ["B-03 0 2026-11-16 17:00"])
            #expect(supervisor.isEmpty && leader.isEmpty)
        }
        try shop.at("2026-11-17 15:01") { s in
            #expect(try rungs(s, "supervisor") == ["B-03 1 2026-11-17 15:00"])
            #expect(try rungs(s, "supervisor", news: true) == ["B-03 1 2026-11-17 15:00"])
            try s.desk("supervisor").readTold(until: s.now)
            #expect(try rungs(s, "supervisor", news: true).isEmpty, "told once")
            #expect(try rungs(s, "leader2").isEmpty)
        }
        try shop.at("2026-11-19 10:01") { s in
            #expect(try rungs(s, "leader2") == ["B-03 2 2026-11-19 10:00"])
            var filter = OverdueFilter()
            filter.rule = "B-03"
            let (now, manual, wanted) = (s.now, try s.manual, filter)
            let levels = try s.store.read { try $0.overdue(wanted, manual: manual, now: now) }.map(\.level)
            #expect(levels == [2])
            try s.stamps("clerk", n, "responded", ["text": "已联系"])
            #expect(try rungs(s, "leader2") == ["B-03 2 2026-11-19 10:00"], "it was told")
        }
    }

    @Test("B-03: what is answered after the limit but before the next rung is told no further")
    func stops() throws {
        let shop = try Shop(trade: "decoration")
        var n = ""
        try shop.at("2026-11-16 10:00") { s in
            try s.desk("supervisor").perform(.record(.staff, number: "leader2", ["name": "钱总", "roles": ["companyLeader"]]))
            n = try self.complaint(s)
        }
        try shop.at("2026-11-17 16:00") { s in
            try s.stamps("clerk", n, "responded", ["text": "已联系"])
        }
        try shop.at("2026-11-20 10:00") { s in
            let (supervisor, leader) = (try rungs(s, "supervisor"), try rungs(s, "leader2"))
            #expect(supervisor.contains("B-03 1 2026-11-17 15:00"))
            #expect(leader.filter { $0.hasPrefix("B-03") }.isEmpty)
        }
    }

    @Test("L15: an offset walks the calendar, backwards over a rest day too, and a new limit has rungs of its own")
    func walks() throws {
        let manual = try Shop(trade: "decoration").manual
        let zone = manual.zone
        let ladder = try #require(manual.playbook.ladders["usual"])
        func moments(_ due: String) throws -> [String] {
            let instant = try #require(zone.parse(due))
            let duty = Duty(
                key: .init(rule: "B-03", caseID: CaseID(1), occurrence: 1), role: "csSpecialist", person: nil, opens: instant - 30 * 86_400, due: instant, soft: false, playbook: "x 1")
            return ladder.reached(by: duty, calendar: manual.calendar, now: instant + 30 * 86_400).map { String(zone.iso($0.at).prefix(16)) }
        }
        // Monday 09:00: half an hour of it on Monday, the rest on Saturday before closing.
        let (monday, tuesday) = (try moments("2026-11-23T09:00"), try moments("2026-11-24T09:00"))
        #expect(monday == ["2026-11-21T16:00", "2026-11-23T14:00", "2026-11-25T09:00"])
        #expect(tuesday == ["2026-11-23T16:00", "2026-11-24T14:00", "2026-11-26T09:00"])
    }

    @Test("a playbook whose ladder nobody knows is refused with its place")
    func checked() throws {
        let error = #expect(throws: PlaybookIssues.self) { _ = try manual(changing: "A-44") { $0["ladder"] = "nowhere" } }
        #expect(error?.issues.map(\.phrase.key) == ["playbook.unknownLadder"])
    }
}
