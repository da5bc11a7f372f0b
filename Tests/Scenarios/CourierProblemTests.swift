import Dispatching
import Testing

/// Problem parcels: what each kind must show, the daily entry, 72 hours that no rest day moves.
@Suite struct CourierProblemTests {
    private static let waybill = "518012345678"

    private func shop(_ kind: String = "NOT_HOME", at time: String = "2026-11-17 09:30", _ more: [String: Value] = [:]) throws -> Shop {
        let shop = try Shop(trade: "courier")
        try shop.at(time) { s in
            try s.parcel(Self.waybill, ["childNumbers": "518012345678-1 518012345678-2"])
            try s.scan(Self.waybill, "scanArrive", "XY2")
            try s.problem(Self.waybill, kind, more)
        }
        return shop
    }
    private static let n = waybill + "/W1"

    @Test("C-23: what is written on the waybill bears its day: 暂放续送(1206)")
    func datedNote() throws {
        let shop = try shop()
        try shop.at("2026-12-06 09:00") { _ in }
        try shop.at("2026-12-07 09:00") { s in
            try s.stamps("inbound", Self.n, "problemNoted")
            #expect(try s.record(Self.n)["note"] == "暂放续送(1207)")
            // A note copied from another day bears today's.
            try s.stamps("inbound", Self.n, "problemNoted", ["note": "客户改约(1206)"])
            #expect(try s.record(Self.n)["note"] == "客户改约(1207)" && s.record(Self.n).latest("problemNoted")?.answers["note"] == "客户改约(1207)")
        }
        #expect(DatedNote.text("暂放续送（1205）", on: try #require(LocalDay("2026-12-06"))) == "暂放续送(1206)")
        #expect(DatedNote.bare("电话(13911112222)") == "电话(13911112222)" && DatedNote.bare("(1206)") == "")
    }

    @Test("C-24 Q-57: every open problem of an earlier day is reviewed by ten, each day anew; what is left out is a breach of its day")
    func review() throws {
        let shop = try shop()
        #expect(try shop.due("C-24", Self.n) == "2026-11-18 10:00", "not on the day of its registration")
        try shop.at("2026-11-18 09:50") { s in
            try s.stamps("inbound", Self.n, "problemNoted")
            #expect(try s.duties(Self.n).first { $0.key.rule == "C-24" && $0.key.occurrence == 2 }?.standing(at: s.now) == .done && s.told("C-24", late: true) == ["csSupervisor"])
            #expect(try s.due("C-24", Self.n) == "2026-11-19 10:00" && s.duty("C-24", Self.n)?.role == "inboundAgent")
        }
        try shop.at("2026-11-20 09:00") { s in
            // The nineteenth went by.
            let rows = try s.duties(Self.n).filter { $0.key.rule == "C-24" }
            #expect(rows.map { s.text($0.due!) } == ["2026-11-18 10:00", "2026-11-19 10:00", "2026-11-20 10:00", "2026-11-21 10:00"])
            #expect(rows[1].standing(at: s.now) == .overdue)
            try s.stamps("inbound", Self.n, "replied", ["reply": "改地址"])
            let after = try s.duties(Self.n).filter { $0.key.rule == "C-24" }
            #expect(after[1].standing(at: s.now) == .doneLate && after[2].standing(at: s.now) == .done)
        }
        // Sunday rests.
        try shop.at("2026-11-21 09:00") { s in try s.stamps("inbound", Self.n, "problemNoted") }
        #expect(try shop.due("C-24", Self.n) == "2026-11-23 10:00")
        try shop.at("2026-11-23 09:00") { s in
            try s.scan(Self.waybill, "scanSign", "XY2")
            #expect(try s.state(Self.n) == "SIGNED" && !s.owes("C-24", Self.n) && !s.owes("C-41", Self.n))
        }
    }

    @Test("C-41: the entry is updated every day until closing, one breach for each day without")
    func daily() throws {
        let shop = try shop()
        #expect(try shop.due("C-41", Self.n) == "2026-11-18 17:30")
        try shop.at("2026-11-21 08:00") { s in
            let rows = try s.duties(Self.n).filter { $0.key.rule == "C-41" }
            #expect(rows.filter { $0.standing(at: s.now) == .overdue }.map { s.text($0.due!) } == ["2026-11-18 17:30", "2026-11-19 17:30", "2026-11-20 17:30"])
            try s.scan(Self.waybill, "scanSign", "XY2")
            #expect(try s.duties(Self.n).filter { $0.key.rule == "C-41" && $0.breachedDue != nil }.count == 3, "a breach stays")
            #expect(try s.told("C-41", late: true) == ["csSupervisor"] && s.isSound())
        }
    }

    @Test("C-27 C-28 C-29 C-33 C-39 C-40 C-109: each kind shows its evidence; the photo is named by the waybill", arguments: [
        ("DAMAGE", ["photo": "D:\\photos\\518012345678-1.jpg"], ["photo": "IMG_0001.jpg"]),
        ("INCOMPLETE", ["piece": "518012345678-2"], ["piece": "518012345678-9"]),
        ("MISSORT_HEADER", ["photo": "518012345678.jpg", "header": "青浦-十六部"], ["photo": "518012345678.jpg"]),
        ("MISSORT_ADDRESS", ["photo": "518012345678.jpg", "header": "青浦-十六部", "confirmedAddress": "徐汇区1号"], ["photo": "518012345678.jpg", "header": "青浦-十六部"]),
        ("CONTACT", [:], nil), ("NO_TRANSIT_NOTE", [:], nil), ("OUT_OF_AREA_SERVICE", [:], nil), ("AGENT_DELAY", [:], nil), ("EMPTY_SIGNBACK", [:], nil),
    ] as [(String, [String: Value], [String: Value]?)])
    func evidence(kind: String, right: [String: Value], wrong: [String: Value]?) throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 09:30") { s in
            try s.parcel(Self.waybill, ["childNumbers": "518012345678-1 518012345678-2"])
            if let wrong {
                #expect(refusal { try s.problem(Self.waybill, kind) } != nil, "nothing shown")
                #expect(refusal { try s.problem(Self.waybill, kind, wrong) } != nil)
            }
            try s.problem(Self.waybill, kind, right)
            #expect(try s.record(Self.n)["problemKind"].string == kind)
            for (name, value) in right { #expect(try s.record(Self.n)[name] == value) }
        }
    }

    @Test("C-27 C-28 C-29: contact, damage and missing pieces are told upstream the same day", arguments: [("C-27", "CONTACT", [:]), ("C-28", "DAMAGE", ["photo": "518012345678.jpg"]), ("C-29", "INCOMPLETE", ["piece": "518012345678-2"])] as [(String, String, [String: Value])])
    func toldUpstream(rule: String, kind: String, evidence: [String: Value]) throws {
        let shop = try shop(kind, evidence.merging(["sent": false]) { $1 })
        #expect(try shop.state(Self.n) == "REGISTERED" && shop.due(rule, Self.n) == "2026-11-17 17:30" && shop.told(rule) == ["upstreamStation"])
        try shop.at("2026-11-17 10:00") { s in
            #expect(try s.outbox().contains { $0.row.duty.key.rule == rule && $0.message.text.contains(Self.waybill) })
            try s.sends("inbound", rule, Self.n)
            #expect(try s.standing(rule, Self.n) == .done && s.state(Self.n) == "WAIT_REPLY")
        }
    }

    @Test("C-39 C-40: what was sorted wrongly goes back on the evening bus of the same day, with the driver's signature", arguments: [("C-39", "MISSORT_HEADER"), ("C-40", "MISSORT_ADDRESS")])
    func missorted(rule: String, kind: String) throws {
        let shop = try shop(kind, ["photo": "518012345678.jpg", "header": "青浦", "confirmedAddress": "徐汇区1号"])
        #expect(try shop.state(Self.n) == "REGISTERED" && shop.due(rule, Self.n) == "2026-11-17 19:00" && shop.told(rule) == ["upstreamStation"])
        try shop.at("2026-11-17 18:30") { s in
            #expect(try s.record(Self.n).has("upstreamNotified") && s.duty("C-101", Self.n) == nil)
            #expect(refusal { try s.stamps("inbound", Self.n, "handedToBus") } != nil, "nobody signed")
            #expect(refusal { try s.stamps("inbound", Self.n, "replied", ["reply": "好"]) } != nil, "nobody was asked")
            try s.stamps("inbound", Self.n, "handedToBus", ["driver": "老李"])
            #expect(try s.state(Self.n) == "BACK_TO_HUB" && s.standing(rule, Self.n) == .done)
        }
    }

    @Test("C-101 Q-33 Q-63 F-26: 72 hours from the notice, Sunday included; an unclear reply stops nothing, a usable one does")
    func seventyTwo() throws {
        // Saturday 5 December, 09:30: F-26.
        let shop = try shop(at: "2026-12-05 09:30")
        #expect(try shop.opens("C-101", Self.n) == "2026-12-08 09:30" && shop.told("C-101") == ["senderBranch"])
        try shop.at("2026-12-07 09:00") { s in
            try s.stamps("inbound", Self.n, "replyUnclear", ["reply": "再等等"])
            #expect(try s.opens("C-101", Self.n) == "2026-12-08 09:30" && s.state(Self.n) == "WAIT_REPLY")
            #expect(refusal { try s.stamps("inbound", Self.n, "returnDecided") } != nil)
        }
        try shop.at("2026-12-08 09:29") { _ in }
        #expect(try shop.state(Self.n) == "WAIT_REPLY")
        try shop.at("2026-12-08 09:30") { s in
            // The console itself takes the step.
            #expect(try s.state(Self.n) == "RETURN_ALLOWED" && s.record(Self.n).latest("replyOverdue")?.by == "console" && s.owes("C-101", Self.n))
            try s.stamps("inbound", Self.n, "returnDecided")
            #expect(try s.standing("C-101", Self.n) == .done && s.state(Self.n) == "RETURN_DUE" && s.isSound())
        }
        // Asked again, the clock begins anew.
        let other = try self.shop(at: "2026-12-05 09:30")
        try other.at("2026-12-07 12:00") { s in
            try s.stamps("inbound", Self.n, "upstreamNotified")
            #expect(try s.opens("C-101", Self.n) == "2026-12-10 12:00")
            let waiting = try s.duties(Self.n).filter { $0.key.rule == "C-101" && $0.status == .open }
            #expect(waiting.count == 1, "the first notice counts no longer")
        }
        try other.at("2026-12-09 12:00") { s in
            #expect(try s.state(Self.n) == "WAIT_REPLY")
            try s.stamps("inbound", Self.n, "replied", ["reply": "改地址"])
        }
        try other.at("2026-12-12 12:00") { _ in }
        #expect(try other.state(Self.n) == "REPLIED" && !other.owes("C-101", Self.n))
    }

    @Test("C-103 Q-33: what the origin asks to hold is held three days from the hold, then it may go back")
    func held() throws {
        let shop = try shop()
        try shop.at("2026-11-19 09:00") { s in
            #expect(refusal { try s.stamps("inbound", Self.n, "held") } != nil, "not before a reply")
            try s.stamps("inbound", Self.n, "replied", ["reply": "客户出差，先留"])
            try s.stamps("inbound", Self.n, "held")
            #expect(try s.state(Self.n) == "ON_HOLD" && s.opens("C-103", Self.n) == "2026-11-22 09:00" && s.told("C-103") == ["senderBranch"])
        }
        try shop.at("2026-11-22 08:59") { _ in }
        #expect(try shop.state(Self.n) == "ON_HOLD")
        try shop.at("2026-11-23 08:00") { s in
            #expect(try s.state(Self.n) == "RETURN_ALLOWED" && s.owes("C-103", Self.n))
            try s.stamps("inbound", Self.n, "returnDecided")
            #expect(try s.standing("C-103", Self.n) == .done)
        }
    }

    @Test("redelivered and signed, or registered anew with a clock of its own; the customer may collect at any time")
    func redelivery() throws {
        let shop = try shop()
        try shop.at("2026-11-18 09:00") { s in
            try s.stamps("inbound", Self.n, "replied", ["reply": "明天在家"])
            try s.stamps("inbound", Self.n, "redeliver", ["courier": "小张"])
            #expect(try s.state(Self.n) == "REDELIVER" && s.record(Self.n)["courier"] == "小张")
        }
        try shop.at("2026-11-19 16:00") { s in
            #expect(refusal { try s.stamps("inbound", Self.n, "notDelivered", ["problemKind": "DAMAGE", "problem": "破了"]) } != nil, "evidence again")
            try s.stamps("inbound", Self.n, "notDelivered", ["problemKind": "CONTACT", "problem": "电话停机"])
            #expect(try s.state(Self.n) == "WAIT_REPLY" && s.opens("C-101", Self.n) == "2026-11-22 16:00" && s.standing("C-27", Self.n) == .done)
        }
        try shop.at("2026-11-20 10:00") { s in
            try s.scan(Self.waybill, "scanSign", "XY2", person: "单雅芳")
            #expect(try s.state(Self.n) == "SIGNED" && !s.owes("C-101", Self.n))
        }
        let other = try self.shop()
        try other.at("2026-11-18 09:00") { s in
            try s.stamps("inbound", Self.n, "replied", ["reply": "明天在家"])
            try s.stamps("inbound", Self.n, "redeliver")
            try s.scan(Self.waybill, "scanSign", "XY2")
            #expect(try s.history(Self.n).contains { if case .stamped(_, _, let step?)? = $0.change { step.via == "PP-07" } else { false } })
        }
    }

    @Test("C-20: news on payments, branches, areas and fines are passed to the couriers")
    func bulletins() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 08:30") { s in
            for kind in ["PAYMENT", "BRANCH", "AREA", "FINE", "OTHER"] {
                let n = try #require(try s.desk("inbound").perform(.intake("bulletin", parent: nil, ["problemKind": .string(kind), "problem": "淮滨网点暂停"])).record).number
                #expect(try s.owes("C-20", n) == (kind != "OTHER"))
                try s.stamps("inbound", n, "bulletinRelayed", ["text": "短信群发"])
                if kind != "OTHER" { #expect(try s.standing("C-20", n) == .done && s.told("C-20") == ["courier"]) }
            }
        }
    }

    @Test("C-25 C-26: documents and goods are compared each day; what differs is traced at once")
    func reconciliation() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 10:30") { s in
            #expect(try s.due("C-25", "2026-11-17", .day) == "2026-11-17 17:30" && s.opens("C-25", "2026-11-17", .day) == "2026-11-17 10:00")
            #expect(refusal { try s.stamps("inbound", "2026-11-17", "reconciled", kind: .day) } != nil)
            try s.stamps("inbound", "2026-11-17", "reconciled", ["documents": 10, "goods": 11], kind: .day)
            #expect(try s.standing("C-25", "2026-11-17", .day) == .done && s.told("C-25") == ["warehouseKeeper"])
            for kind in ["NO_DOCUMENT", "NO_GOODS"] {
                let n = try #require(try s.desk("inbound").perform(.intake("difference", parent: nil, ["waybill": "518012345678", "problemKind": .string(kind)])).record).number
                #expect(try s.owes("C-26", n) && s.told("C-26") == ["warehouseKeeper"])
                #expect(refusal { try s.stamps("inbound", n, "differenceClosed", ["text": "平"]) } != nil, "not traced")
                try s.stamps("inbound", n, "differenceTraced", ["text": "在平桥"])
                #expect(try s.standing("C-26", n) == .done)
                try s.stamps("inbound", n, "differenceClosed", ["text": "已退回"])
                #expect(try s.state(n) == "CLOSED")
            }
        }
    }

    @Test("C-25 C-26: scanned goods against the documents of problem and self-pickup parcels; a difference is found once")
    func goodsCount() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 10:30") { s in
            for (number, more) in [("518000000001", [:]), ("518000000002", ["pickup": true]), ("518000000003", [:])] as [(String, [String: Value])] {
                try s.parcel(number, more)
                try s.scan(number, "scanArrive", "XY2")
            }
            try s.problem("518000000001", "NOT_HOME")
            let first = try s.desk("inbound").reconcile(goods: ["518000000002", "518000000003", "518000000003"])
            #expect(first.documents == 2 && first.goods == 2 && first.missing == ["518000000001"] && first.extra == ["518000000003"])
            let found = try s.store.read { try $0.cases(kind: "difference") }.map { "\($0["problemKind"].text) \($0["waybill"].text)" }
            #expect(Set(found) == ["NO_GOODS 518000000001", "NO_DOCUMENT 518000000003"] && found.count == 2)
            #expect(try s.standing("C-25", "2026-11-17", .day) == .done)
            _ = try s.desk("inbound").reconcile(goods: ["518000000002", "518000000003"])
            #expect(try s.store.read { try $0.cases(kind: "difference") }.count == 2, "not found twice")
            // One step for the person: one undo takes all of it back.
            try s.desk("inbound").perform(.undo)
            #expect(try s.store.read { try $0.cases(kind: "difference") }.count == 2)
        }
    }

    @Test("C-25: what a courier brought back lies here, what he took out again or what is stuck at the hub does not")
    func goodsHere() throws {
        let shop = try Shop(trade: "courier"), all = ["518000000001", "518000000002", "518000000003", "518000000004"]
        func documents(_ s: Shop) throws -> [String] {
            let closed = try s.manual.playbook.machine(.problem)?.final ?? []
            return try s.store.read { try $0.keptParcels(closed: closed, here: "XY2") }
        }
        try shop.at("2026-11-17 10:30") { s in
            for number in all {
                try s.parcel(number)
                try s.scan(number, "scanArrive", number == all[3] ? "XYHUB" : "XY2", time: "07:30")
            }
            for number in all.prefix(2) { try s.scan(number, "scanDeliver", "XY2", time: "09:00") }
            // One not at home, one not told of yet, one that never went out, one that never came.
            for number in [all[0], all[2], all[3]] { try s.problem(number, "NOT_HOME") }
            #expect(try documents(s) == [all[0], all[2]])
            try s.stamps("inbound", all[0] + "/W1", "replied", ["reply": "明天在家"])
            try s.stamps("inbound", all[0] + "/W1", "redeliver")
        }
        try shop.at("2026-11-18 09:30") { s in
            try s.scan(all[0], "scanDeliver", "XY2")
            #expect(try documents(s) == [all[2]])
            try s.stamps("inbound", all[0] + "/W1", "notDelivered", ["problemKind": "NOT_HOME", "problem": "又不在"])
            #expect(try documents(s) == [all[0], all[2]])
        }
    }

    @Test("C-55 C-56: the list is made from what was scanned out to the agent, and every number is registered with the house's text")
    func agentBatch() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 15:00") { s in
            for (number, address) in [("518000000001", "淮滨县城关"), ("518000000002", "淮滨县滨湖"), ("518000000003", "信阳市浉河区")] {
                try s.parcel(number, ["address": .string(address)])
                try s.scan(number, "scanDeliver", "XY2", person: "淮滨代派")
            }
            let today = s.zone.day(of: s.now)
            let made = try #require(try s.desk("inbound").makeAgentList(on: today, agent: "淮滨代派"))
            #expect(made.waybills == ["518000000001", "518000000002"])
            #expect(try s.record("518000000001/W1")["problem"] == "淮滨网点暂停,代派时效不保" && s.state("518000000002/W1") == "WAIT_REPLY" && s.standing("C-56", made.list.number) == .done)
            #expect(try s.desk("inbound").makeAgentList(on: today, agent: "淮滨代派") == nil, "made once")
            try s.desk("inbound").perform(.undo)
            #expect(try s.state("518000000001/W1") == CaseRecord.void && s.isSound())
        }
    }

    @Test("C-55 C-56 C-57 Q-58: the agent's list is given to the driver, its numbers are registered, after two days the unsigned are sent to him")
    func agent() throws {
        let shop = try shop("AGENT_DELAY")
        try shop.at("2026-11-17 15:00") { s in
            let list = try #require(try s.desk("inbound").perform(.intake("agentList", parent: nil, ["agent": "淮滨代派", "day": "2026-11-17", "numbers": .string(Self.waybill)])).record).number
            #expect(try s.due("C-55", list) == "2026-11-17 17:30" && s.due("C-56", list) == "2026-11-17 17:30" && s.due("C-57", list) == "2026-11-19 17:30")
            try s.stamps("clerk", list, "listPrinted", ["driver": "老李"])
            try s.stamps("inbound", list, "agentProblems")
            #expect(try s.standing("C-55", list) == .done && s.told("C-55") == ["lineHaulDriver"] && s.standing("C-56", list) == .done && s.told("C-56") == ["upstreamStation"])
            // While the agent's two days run, nobody owes a daily entry, and no return comes near.
            for rule in ["C-41", "C-24", "C-101"] { #expect(try s.duty(rule, Self.n) == nil, "\(rule)") }
        }
        try shop.at("2026-11-19 07:59") { _ in }
        #expect(try shop.record(Self.n)["problemKind"] == "AGENT_DELAY")
        try shop.at("2026-11-19 08:00") { s in
            #expect(try s.record(Self.n)["problemKind"] == "UNSIGNED" && s.state(Self.n) == "REGISTERED")
            #expect(try s.due("C-41", Self.n) == "2026-11-20 17:30" && s.due("C-24", Self.n) == "2026-11-20 10:00" && s.duty("C-101", Self.n) == nil)
            let list = try #require(try s.store.read { try $0.cases(kind: "agentList") }.first).number
            try s.stamps("inbound", list, "agentAsked", ["unsigned": .string(Self.waybill)])
            #expect(try s.standing("C-57", list) == .done && s.told("C-57") == ["localAgent"])
            try s.stamps("inbound", Self.n, "upstreamNotified")
            #expect(try s.opens("C-101", Self.n) == "2026-11-22 08:00")
        }
        // Signed in time: nothing comes of it.
        let other = try self.shop("AGENT_DELAY")
        try other.at("2026-11-18 15:00") { s in try s.scan(Self.waybill, "scanSign", "HUAIBIN") }
        try other.at("2026-11-19 09:00") { _ in }
        #expect(try other.state(Self.n) == "SIGNED" && other.record(Self.n)["problemKind"] == "AGENT_DELAY")
    }

    @Test("C-58 C-72 C-137 C-138: departures are followed, pop-ups answered, self-pickup told, missed calls called back")
    func smallDuties() throws {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 09:00") { s in
            #expect(try s.due("C-58", "2026-11-17", .day) == "2026-11-17 17:30")
            try s.stamps("outbound", "2026-11-17", "outgoingFollowed", ["text": "催了3票"], kind: .day)
            #expect(try s.standing("C-58", "2026-11-17", .day) == .done && s.told("C-58") == ["customer"])
            let popup = try #require(try s.desk("inbound").perform(.intake("popup", parent: nil, ["waybill": "518012345678", "problem": "为何未派"])).record).number
            #expect(try s.owes("C-72", popup))
            try s.stamps("outbound", popup, "popupAnswered", ["text": "明日派"])
            #expect(try s.standing("C-72", popup) == .done && s.told("C-72") == ["upstreamStation"])
            let missed = try #require(try s.desk("inbound").perform(.intake("phoneCall", parent: nil, ["phone": "13911112222", "answered": "no"])).record).number
            #expect(try s.owes("C-138", missed))
            try s.stamps("outbound", missed, "calledBackMissed", ["text": "问自提"])
            #expect(try s.standing("C-138", missed) == .done && s.told("C-138") == ["customer"])
            let taken = try #require(try s.desk("inbound").perform(.intake("phoneCall", parent: nil, ["phone": "13911112222", "problem": "问自提"])).record).number
            #expect(try s.state(taken) == "DONE" && s.duty("C-138", taken) == nil)
            try s.parcel("518000000001", ["pickup": true])
            #expect(try s.duty("C-137", "518000000001") == nil)
            try s.scan("518000000001", "scanArrive", "XY2")
            #expect(try s.due("C-137", "518000000001") == "2026-11-17 17:30" && s.told("C-137") == ["customer"])
            #expect(refusal { try s.stamps("inbound", "518000000001", "pickupTold") } != nil)
            try s.stamps("inbound", "518000000001", "pickupTold", ["answer": "下午来取"])
            #expect(try s.standing("C-137", "518000000001") == .done)
        }
    }
}

extension Shop {
    @discardableResult
    func problem(_ waybill: String, _ kind: String, _ more: [String: Value] = [:]) throws -> CaseRecord {
        let parcel = try id(waybill)
        return try #require(
            try desk("inbound").perform(.intake(.problem, parent: parcel, (["problemKind": .string(kind), "problem": "客户不在家"] as [String: Value]).merging(more) { $1 })).records
                .last { $0.kind == .problem })
    }
}
