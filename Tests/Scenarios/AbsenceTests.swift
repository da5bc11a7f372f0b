import Desk
import Dispatching
import Storage
import Testing

/// Leaves and what falls due meanwhile (A-66).
@Suite struct AbsenceTests {
    /// A visit of 王师傅's on 18 November: announced by 19:00 on the 17th (A-20), phoned ahead on the 18th (A-22).
    private func scheduled(_ body: (Shop) throws -> Void) throws {
        let shop = try Shop()
        try shop.crew("送1组", "delivery", leader: "王师傅")
        try shop.crew("送2组", "delivery", leader: "李师傅")
        try shop.at("2026-11-16 09:00") { s in
            try s.readies("HT1", "单雅芳")
        }
        try body(shop)
        #expect(try shop.isSound())
        try shop.owedByWhoIsThere()
    }

    private func runs(_ s: Shop) throws {
        try s.stamps("assistant", "HT1/D1", "receiverConfirmed", ["atHome": "yes", "receiver": "本人", "promiseTold": true])
        try s.runs(.deliveryRun)
        // The crew does not matter here, its leader does.
        let placed = try #require(try s.record("HT1/D1")["leader"].string)
        if placed != "王师傅" {
            let run = try s.record("2026-11-18", .deliveryRun)
            try s.desk("assistant").perform(.board(run.id, version: nil, .place(visit: "HT1/D1", crew: "送1组", position: nil, half: nil)))
            try s.desk("assistant").perform(.publish(run.id, version: nil, override: nil))
        }
        #expect(try s.record("HT1/D1")["leader"].string == "王师傅")
    }

    @discardableResult
    private func away(_ s: Shop, _ who: String, _ from: String, _ to: String, _ deputy: String?) throws -> CaseID {
        let id = try asks(s, who, from, to, deputy)
        try s.desk("manager").perform(.approveAbsence(id, deputy: nil, note: ""))
        return id
    }

    private func asks(_ s: Shop, _ who: String, _ from: String, _ to: String, _ deputy: String?) throws -> CaseID {
        let draft = LeaveDraft(who: who, from: try #require(LocalDay(from)), to: try #require(LocalDay(to)), reason: "事假", deputy: deputy)
        return try #require(try s.desk("manager").perform(.leave(draft)).record).id
    }

    @Test("A-66: a duty that arises while its owner is away is the deputy's, one that falls due before or after is the owner's")
    func arising() throws {
        try scheduled { shop in
            try shop.at("2026-11-16 10:00") { s in try away(s, "王师傅", "2026-11-18", "2026-11-18", "李师傅") }
            try shop.at("2026-11-17 15:05") { s in
                try runs(s)
                #expect(try s.duty("A-20", "HT1/D1")?.person == "王师傅")
            }
            try shop.at("2026-11-17 17:00") { s in
                try s.stamps("assistant", "2026-11-18", "taskFaxed", kind: .deliveryRun)
                try s.stamps("leader", "HT1/D1", "slotTold", ["half": "AM", "callPromised": true])
            }
            try shop.at("2026-11-18 08:20") { s in
                try s.stamps("keeper", "HT1/D1", "loadReported", ["result": "LOADED"])
                #expect(try s.duty("A-22", "HT1/D1")?.person == "李师傅")
            }
        }
    }

    @Test("A-66: moved out of the leave a duty goes back by itself, moved into it again it goes over again")
    func moving() throws {
        try scheduled { shop in
            try shop.at("2026-11-17 15:05") { s in try runs(s) }
            try shop.at("2026-11-17 16:00") { s in
                #expect(try s.duty("A-20", "HT1/D1")?.person == "王师傅")
                let id = try away(s, "王师傅", "2026-11-17", "2026-11-18", "李师傅")
                #expect(try s.duty("A-20", "HT1/D1")?.person == "李师傅")
                // Back on the same day: what falls due today is not his any more only while he is away.
                try s.desk("manager").perform(.endLeave(id, last: try #require(LocalDay("2026-11-16"))))
                #expect(try s.duty("A-20", "HT1/D1")?.person == "王师傅")
                #expect(try s.record("王师傅/2026-11-17", .absence).state == CaseRecord.void)
                try s.desk("manager").perform(.undo)
                #expect(try s.duty("A-20", "HT1/D1")?.person == "李师傅")
                try s.desk("manager").perform(.redo)
                #expect(try s.duty("A-20", "HT1/D1")?.person == "王师傅")
            }
        }
    }

    @Test("A-66: ended early, what falls due later is the person's own again, and the limit that passed stays with the deputy")
    func endedEarly() throws {
        try scheduled { shop in
            try shop.at("2026-11-17 15:05") { s in
                try runs(s)
                try away(s, "王师傅", "2026-11-17", "2026-11-20", "李师傅")
            }
            try shop.at("2026-11-18 09:00") { s in
                #expect(try s.standing("A-20", "HT1/D1") == .overdue)
                let id = try s.record("王师傅/2026-11-17", .absence).id
                try s.desk("manager").perform(.endLeave(id, last: try #require(LocalDay("2026-11-17"))))
                #expect(try s.record("王师傅/2026-11-17", .absence)["to"].string == "2026-11-17")
                // It fell due while he was away: that is the deputy's to answer for.
                #expect(try s.duty("A-20", "HT1/D1")?.person == "李师傅")
                // A hand-over afterwards reaches whoever is there then.
                try s.desk("supervisor").perform(.handOver(#require(try s.duty("A-20", "HT1/D1")).key, to: "王师傅", reason: "他回来了"))
                #expect(try s.duty("A-20", "HT1/D1")?.person == "王师傅")
            }
        }
    }

    @Test("A-66: a deputy who is away hands on to his own, and a leave that would leave nobody is refused with what to do")
    func chain() throws {
        try scheduled { shop in
            try shop.crew("送3组", "delivery", leader: "赵师傅")
            try shop.at("2026-11-17 15:05") { s in
                try runs(s)
                try away(s, "王师傅", "2026-11-17", "2026-11-17", "李师傅")
                try away(s, "李师傅", "2026-11-17", "2026-11-17", "赵师傅")
                #expect(try s.duty("A-20", "HT1/D1")?.person == "赵师傅")
                // In a circle nobody would do it.
                let circle = try asks(s, "赵师傅", "2026-11-17", "2026-11-17", "王师傅")
                guard case .deputyAway = refusal({ try s.desk("manager").perform(.approveAbsence(circle, deputy: nil, note: "")) }) else {
                    Issue.record("approved a circle"); return
                }
                guard case .missingAnswer("absence", _, "A-66") = refusal({ try s.approvesAlone("赵师傅") }) else { Issue.record("approved without a deputy"); return }
                #expect(refusal { _ = try asks(s, "王师傅", "2026-11-17", "2026-11-18", nil) } == .leaveOverlaps("王师傅", number: "王师傅/2026-11-17"))
                #expect(refusal { _ = try asks(s, "fitter", "2026-11-17", "2026-11-18", "fitter") } == .deputyIsSelf("fitter"))
                #expect(try s.duty("A-20", "HT1/D1")?.person == "赵师傅")
            }
        }
    }

    @Test("A-66: a post of which nobody is there goes to the deputy, with its rights, and comes back")
    func post() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            #expect(try s.duty("A-03", "HT1")?.person == nil)
            // The only CS specialist: without a deputy nobody would hold the post.
            guard case .missingAnswer("absence", _, "A-66") = refusal({ try s.desk("manager").perform(.approveAbsence(asks(s, "clerk", "2026-11-16", "2026-11-16", nil), deputy: nil, note: "")) })
            else { Issue.record("approved without a deputy"); return }
            try s.desk("manager").perform(.approveAbsence(s.record("clerk/2026-11-16", .absence).id, deputy: "keeper", note: ""))
            #expect(try s.duty("A-03", "HT1")?.person == "keeper")
            #expect(try s.desk("keeper").standIn().roles == ["csSpecialist"])
            // A right of the post goes with it, and with nobody else.
            #expect(try s.desk("assistant").standIn().roles.isEmpty)
            var filter = DutyFilter()
            filter.roles = ["warehouseKeeper"]
            filter.people = ["keeper"]
            #expect(try s.store.read { try $0.dutyRows(filter) }.contains { $0.duty.key.rule == "A-03" })
            // A colleague who comes takes the post, not the deputy.
            try s.desk("manager").perform(.record(.staff, number: "new", ["name": "new", "roles": ["csSpecialist"]]))
            #expect(try s.duty("A-03", "HT1")?.person == nil)
            try s.desk("manager").perform(.undo)
            #expect(try s.duty("A-03", "HT1")?.person == "keeper")
        }
        try shop.at("2026-11-17 09:00") { s in
            #expect(try s.desk("keeper").standIn().roles.isEmpty)
            try s.signs("HT2", "王伟", phone: "13922223333")
            #expect(try s.duty("A-03", "HT2")?.person == nil)
        }
        try shop.owedByWhoIsThere()
    }

    @Test("A-66: the deputy of the superior may approve while the superior is away, and not a day longer")
    func rights() throws {
        let shop = try Shop()
        func approval(_ s: Shop, _ who: String) throws -> Refusal? {
            let id = try asks(s, who, "2026-11-23", "2026-11-23", "assistant")
            return refusal { try s.desk("keeper").perform(.approveAbsence(id, deputy: nil, note: "")) }
        }
        try shop.at("2026-11-16 09:00") { s in
            guard case .notAllowed = try approval(s, "clerk") else { Issue.record("a keeper approved"); return }
            let id = try asks(s, "boss", "2026-11-16", "2026-11-17", "keeper")
            try s.desk("supervisor").perform(.approveAbsence(id, deputy: nil, note: ""))
            #expect(try approval(s, "leader") == nil)
        }
        try shop.at("2026-11-18 09:00") { s in
            guard case .notAllowed = try approval(s, "service") else { Issue.record("still approving"); return }
        }
    }

    @Test("A-66: whatever leaves come and go, no duty is lost, none is double, and each stands with whoever is there when it falls due", arguments: [1, 2, 3, 4] as [UInt64])
    func anyLeaves(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let shop = try Shop()
        try shop.crew("送1组", "delivery", leader: "王师傅")
        let people = ["clerk", "assistant", "manager", "keeper", "service", "supervisor", "王师傅"]
        var approved = 0, refused = 0
        for step in 0..<40 {
            let day = 16 + step / 8
            try shop.at("2026-11-\(day) \(step % 8 == 0 ? "09" : "\(9 + step % 8)"):00") { s in
                let owed = try s.allOpen()
                switch dice.roll(5) {
                case 0: try s.signs("HT\(step)", "客户\(step)", phone: "139\(10_000_000 + step)")
                case 1:
                    let from = day + dice.roll(3)
                    let draft = LeaveDraft(
                        who: dice.pick(people), from: try #require(LocalDay("2026-11-\(from)")), to: try #require(LocalDay("2026-11-\(from + dice.roll(3))")), reason: "事假",
                        deputy: dice.roll(5) == 0 ? nil : dice.pick(people))
                    guard let id = try? s.desk("manager").perform(.leave(draft)).record?.id else { refused += 1; return }
                    let isRefused = refusal { try s.desk("boss").perform(.approveAbsence(id, deputy: nil, note: "")) } != nil
                    if isRefused { refused += 1 } else { approved += 1 }
                case 2:
                    let running = try s.store.read { try $0.cases(kind: .absence) }.filter { $0.state == Leave.approved }
                    guard !running.isEmpty else { return }
                    _ = refusal { try s.desk("manager").perform(.endLeave(dice.pick(running).id, last: s.zone.day(of: s.now) - dice.roll(2))) }
                case 3: _ = refusal { try s.desk(dice.roll(2) == 0 ? "manager" : "boss").perform(.undo) }
                default:
                    guard let row = owed.first(where: { $0.duty.key.rule == "A-03" }) else { return }
                    try s.stamps("clerk", row.number, "sms1Sent")
                }
                try s.owedByWhoIsThere()
                // What nobody did is still owed, by one person or one post.
                let now = try s.allOpen()
                #expect(Set(now.map(\.id)).count == now.count)
            }
        }
        #expect(approved > 2 && refused > 0, "\(approved) \(refused)")
        // Everybody back: nothing stays behind with a deputy but what fell due meanwhile.
        for absence in try shop.store.read({ try $0.cases(kind: .absence) }) where absence.state == Leave.approved {
            try shop.desk("manager").perform(.endLeave(absence.id, last: try #require(absence.leaveDays).lowerBound - 1))
        }
        try shop.owedByWhoIsThere()
        for row in try shop.allOpen() where row.duty.key.rule == "A-03" { #expect(row.duty.person == nil, "\(row.number)") }
        #expect(try shop.isSound())
    }
}

/// The same throws for the same seed.
private struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }

    mutating func pick<T>(_ list: [T]) -> T { list[roll(list.count)] }
}

extension Shop {
    fileprivate func allOpen() throws -> [DutyRow] {
        var filter = DutyFilter()
        filter.limit = 10_000
        return try store.read { try $0.dutyRows(filter) }
    }

    fileprivate func approvesAlone(_ who: String) throws {
        let absence = try #require(try store.read { try $0.cases(kind: .absence) }.last { $0["person"].string == who && $0.state == "ACTIVE" })
        try desk("manager").perform(.record(.absence, number: absence.number, ["deputy": .null]))
        try desk("manager").perform(.approveAbsence(absence.id, deputy: nil, note: ""))
    }

    /// Reckoned anew for every case, the duties are those of the file: nothing hangs on when somebody looked.
    fileprivate func owedByWhoIsThere() throws {
        let (manual, now) = (try manual, now)
        let entries = try store.write { tx in
            let work = Workspace(manual: manual, now: now, actor: "test", source: tx)
            for kind in Set(manual.playbook.rules.map(\.on)) {
                for r in try tx.cases(kind: kind) { try work.touch(r.id) }
            }
            try work.reconcile()
            return work.entries
        }
        #expect(entries.isEmpty, "\(entries.prefix(3).map { String(describing: $0.change) }.joined(separator: "\n"))")
        let presence = try store.read { try $0.presence() }
        for row in try allOpen() {
            guard let person = row.duty.person else { continue }
            let stamp = try store.read { try $0.record(row.duty.key.caseID) }?.stamps.last { $0.name == Stamp.handOver && !$0.withdrawn && $0.answers["rule"]?.string == row.duty.key.rule }
            let moment = max(row.duty.due ?? row.duty.opens, stamp?.at ?? row.duty.opens)
            let day = zone.day(of: moment)
            #expect(presence.leave(of: person, on: day) == nil || presence.standIn(for: person, on: day) == nil, "\(row.number) \(row.duty.key.rule) stands with \(person), who is away")
        }
    }
}
