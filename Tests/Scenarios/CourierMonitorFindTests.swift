import Dispatching
import Exchange
import Storage
import Testing
import Wording

/// What the monitors find in the scans: each exception, what ends it, and where its window ends.
@Suite struct CourierMonitorFindTests {
    private static let a = "518000000001", b = "518000000002", c = "518000000003", d = "518000000004"

    private func at(_ time: String, from opening: String = "2026-12-01 07:30", _ body: (Shop) throws -> Void) throws {
        let shop = try Shop(trade: "courier", opening: opening)
        try shop.at(time, body)
    }

    @Test("C-60: departed within five days and not entered, at the counter or known by its scans alone")
    func entry() throws {
        let shop = try Shop.branch(trade: "courier", opening: "2026-11-27 07:30")
        try shop.at("2026-11-30 10:00") { s in
            try s.accepts(Self.d)
            try s.stamps("out", Self.d, "shipmentDeparted", kind: .shipment)
        }
        try shop.at("2026-12-01 18:00") { s in
            for (number, more) in [(Self.a, [:]), (Self.b, [:])] as [(String, [String: Value])] {
                try s.accepts(number, more)
                try s.stamps("out", number, "shipmentDeparted", kind: .shipment)
            }
            try s.stamps("out", Self.b, "waybillEntered", ["header": "上海"], kind: .shipment)
            // Nobody has entered it: it is known by its scan.
            try s.sends(Self.c)
            #expect(try s.found("entry") == [Self.d, Self.a, Self.c])
        }
        try shop.at("2026-12-06 17:00") { s in
            // Five days back, not six.
            #expect(try s.found("C-60") == [Self.a, Self.c])
            try s.stamps("out", Self.c, "parcelEntered", ["waybill": .string(Self.c), "customer": "王", "address": "杭州市"], kind: .parcel)
            #expect(try s.found("entry") == [Self.a])
            try s.stamps("out", Self.a, "waybillEntered", ["header": "上海"], kind: .shipment)
            #expect(try s.found("entry").isEmpty)
        }
    }

    @Test("C-60: what the counter has entered is entered, although the parcel itself is known by its scans alone")
    func enteredAtTheCounter() throws {
        let shop = try Shop.branch(trade: "courier", opening: "2026-12-01 07:30")
        try shop.at("2026-12-01 18:00") { s in
            try s.accepts(Self.a)
            try s.sends(Self.a)
            #expect(try s.found("entry") == [Self.a], "accepted, not entered")
            try s.stamps("out", Self.a, "waybillEntered", ["header": "上海"], kind: .shipment)
            #expect(try s.found("entry").isEmpty)
        }
    }

    @Test("C-61 CLK-50 CLK-51: sent here yesterday 12:00 to today 10:00 and not arrived at the next stop; a scan further on shows the missed one")
    func arrival() throws {
        try at("2026-12-02 09:59") { s in
            try s.sends(Self.d, day: "2026-12-01", time: "11:59")
            try s.sends(Self.a, day: "2026-12-01", time: "12:00")
            try s.sends(Self.b, day: "2026-12-01", time: "19:00")
            try s.sends(Self.c, day: "2026-12-02", time: "09:59")
            #expect(try s.found("arrival") == [Self.a, Self.b, Self.c], "11:59 was yesterday's")
            // Elsewhere on the way: the hub has missed its scan.
            try s.scan(Self.b, "scanArrive", "ZZHUB", day: "2026-12-02", time: "06:00")
            #expect(try s.rows("C-61").map(\.find) == ["missing", "missedScan", "missing"])
            let row = try #require(try s.rows("arrival").first)
            #expect(row.node == "XY2" && row.next == "XYHUB" && row.since.map(s.text) == "2026-12-01 12:00" && row.expected.map(s.text) == "2026-12-02 20:00")
            #expect(try Wording(.zh).why(row, on: row.day + 1, s.manual) == "12-01 12:00发往信阳分拨中心，之后哪里都没有扫描，应在12-02 20:00前到")
            #expect(try Wording(.en).why(row, on: row.day + 1, s.manual) == "sent to Xinyang hub at 12-01 12:00, seen nowhere since; due by 12-02 20:00")
            try s.scan(Self.a, "scanArrive", "信阳分拨中心", day: "2026-12-02", time: "05:00")
            #expect(try s.found("arrival") == [Self.b, Self.c])
            // The same node again is no arrival, and what is signed is over.
            try s.scan(Self.c, "scanArrive", "XY2")
            #expect(try s.found("arrival") == [Self.b, Self.c])
            try s.scan(Self.b, "scanSign", "西湖")
            #expect(try s.found("arrival") == [Self.c])
        }
    }

    @Test("C-62: stuck at the hub, day by day for three days, unless it was sent on, seen elsewhere, signed, or has a problem entry")
    func hub() throws {
        try at("2026-12-05 09:00") { s in
            for (i, day) in ["01", "02", "03", "04", "05"].enumerated() {
                try s.parcel("51800000001\(i)")
                try s.scan("51800000001\(i)", "scanArrive", "XYHUB", day: "2026-12-\(day)", time: day == "05" ? "08:00" : "22:00")
            }
            #expect(try s.rows("C-62").map { "\($0.number) \($0.day)" } == ["518000000011 2026-12-02", "518000000012 2026-12-03", "518000000013 2026-12-04"])
            try s.scan("518000000011", "scanSend", "XYHUB", day: "2026-12-03", time: "05:00", next: "XY2")
            #expect(try s.found("hub") == ["518000000012", "518000000013"])
            // Back at the hub it waits there anew.
            try s.scan("518000000011", "scanArrive", "XYHUB", day: "2026-12-04", time: "06:00")
            #expect(try s.rows("hub").map { "\($0.number) \($0.day)" } == ["518000000012 2026-12-03", "518000000011 2026-12-04", "518000000013 2026-12-04"])
            try s.scan("518000000011", "scanArrive", "XY2", day: "2026-12-04", time: "09:00")
            try s.scan("518000000012", "scanSign", "XY2", day: "2026-12-04", time: "18:00")
            #expect(try s.found("hub") == ["518000000013"])
            try s.problem("518000000013", "STUCK_AT_HUB")
            #expect(try s.found("hub").isEmpty)
        }
    }

    @Test("C-63 C-59: not scanned out though here by ten, signed without a delivery scan, the agent's without a list, a courier without a scan")
    func delivery() throws {
        let shop = try Shop.branch(trade: "courier", opening: "2026-12-01 07:30")
        try shop.at("2026-12-02 17:00") { s in
            for (number, more) in [(Self.a, [:]), (Self.b, ["pickup": true]), (Self.c, ["address": "固始县城关"]), (Self.d, [:])] as [(String, [String: Value])] {
                try s.parcel(number, more)
                try s.scan(number, "scanArrive", "XY2", day: "2026-12-02", time: number == Self.d ? "10:00" : "09:59")
            }
            #expect(try s.found("delivery") == [Self.a], "not what is collected, is another node's, or came at ten")
            try s.problem(Self.a, "CONTACT")
            #expect(try s.found("delivery").isEmpty)
            // Scanned by nobody: then it is no courier's omission.
            try s.scan(Self.d, "scanSign", "XY2", time: "16:00")
            #expect(try s.rows("delivery").map(\.find) == ["unscanned"])
            try s.scan(Self.d, "scanDeliver", "XY2", time: "11:00", person: "快递员甲")
            #expect(try s.found("delivery") == ["c2", "c3", "rider"])
            #expect(try s.rows("delivery").allSatisfy { $0.find == "idle" && $0.caseID == nil })
            try s.parcel("518000000005", ["address": "淮滨县城关"])
            try s.scan("518000000005", "scanDeliver", "XY2", time: "12:00", person: "淮滨代派")
            #expect(try s.rows("delivery").map(\.find) == ["noList", "idle", "idle", "idle"])
            _ = try s.desk("in").makeAgentList(on: s.zone.day(of: s.now), agent: "淮滨代派")
            #expect(try s.found("delivery") == ["c2", "c3", "rider"])
        }
    }

    @Test("C-65 Q-23: the agent's of two and of three days ago that are not signed")
    func agent() throws {
        try at("2026-12-05 09:00") { s in
            for (i, day) in ["01", "02", "03", "04"].enumerated() {
                let number = "51800000001\(i)"
                try s.parcel(number, ["address": "淮滨县城关"])
                try s.scan(number, "scanDeliver", "XY2", day: "2026-12-\(day)", time: "09:00", person: "淮滨代派")
            }
            try s.parcel(Self.a)
            try s.scan(Self.a, "scanDeliver", "XY2", day: "2026-12-03", time: "09:00", person: "rider")
            #expect(try s.found("C-65") == ["518000000011", "518000000012"], "our own couriers' are none")
            #expect(try s.rows("C-65").map { try Wording(.zh).why($0, on: s.zone.day(of: s.now), s.manual) }.first == "12-02交代派淮滨代派，3天未签收")
            // The problem of the agent's time ends nothing.
            try s.problem("518000000011", "AGENT_DELAY")
            try s.scan("518000000012", "scanSign", "淮滨", day: "2026-12-04", time: "12:00")
            #expect(try s.found("agentSigning") == ["518000000011"])
        }
    }

    @Test("C-66: out for three days and neither signed nor entered as a problem; money of what is signed not handed in; couriers who did not scan today")
    func couriers() throws {
        let shop = try Shop.branch(trade: "courier", opening: "2026-12-01 07:30")
        try shop.at("2026-12-05 17:00") { s in
            for (i, day) in ["01", "02", "05"].enumerated() {
                let number = "51800000001\(i)"
                try s.parcel(number, i == 1 ? ["cod": "860.50"] : [:])
                try s.scan(number, "scanDeliver", "XY2", day: "2026-12-\(day)", time: "09:00", person: "快递员甲")
            }
            #expect(try s.rows("C-66").map { "\($0.find) \($0.number) \($0.person)" } == ["unsigned 518000000011 快递员甲", "unsigned 518000000012 快递员甲", "idle c2 快递员乙", "idle c3 快递员丙", "idle rider rider"])
            try s.problem("518000000012", "NOT_HOME")
            try s.scan("518000000011", "scanSign", "XY2", day: "2026-12-03", time: "15:00", person: "本人")
            #expect(try s.rows("courierSigning").map { "\($0.find) \($0.number)" }.prefix(1) == ["money 518000000011"])
            let slip = try #require(try s.desk("c1").perform(.intake("remittance", parent: nil, ["courier": "快递员甲", "waybill": "518000000010、518000000011", "cod": "860.50"])).record)
            #expect(try s.found("courierSigning").contains("518000000011"), "filled is not handed in")
            try s.stamps("c1", slip.number, "handedIn", ["to": "财务", "slip": true], kind: "remittance")
            #expect(try s.found("courierSigning") == ["c2", "c3", "rider"])
        }
    }

    @Test("C-67: arrived within three days and unsigned; what has an open problem entry is filtered out, what was sent on is another's")
    func unsigned() throws {
        try at("2026-12-05 09:00") { s in
            for (i, day) in ["01", "02", "04", "05"].enumerated() {
                let number = "51800000001\(i)"
                try s.parcel(number)
                try s.scan(number, "scanArrive", "XY2", day: "2026-12-\(day)", time: "08:00")
            }
            #expect(try s.found("C-67") == ["518000000011", "518000000012", "518000000013"], "four days ago is not looked at")
            try s.problem("518000000011", "CONTACT")
            #expect(try s.found("unsigned") == ["518000000012", "518000000013"])
            try s.scan("518000000012", "scanSend", "XY2", day: "2026-12-04", time: "20:00", next: "PINGQIAO")
            #expect(try s.found("unsigned") == ["518000000013"])
            try s.scan("518000000013", "scanSign", "XY2", time: "08:50")
            #expect(try s.found("unsigned").isEmpty)
            // Once the problem is over, the parcel is unsigned again.
            try s.stamps("inbound", "518000000011/W1", "replied", ["reply": "可退"])
            #expect(try s.found("unsigned").isEmpty)
            try s.desk("inbound").perform(.undo)
            try s.desk("inbound").perform(.undo)
            #expect(try s.isSound())
        }
    }

    @Test("C-49 CLK-58: handed over three days ago, not delivered and not tracked today, or in trouble")
    func transits() throws {
        let shop = try Shop(trade: "courier", opening: "2026-11-30 07:30")
        try shop.at("2026-12-01 09:00") { s in
            for number in [Self.a, Self.b] { try s.handsOn(number) }
        }
        try shop.at("2026-12-02 09:00") { s in try s.handsOn(Self.c) }
        try shop.at("2026-12-04 09:00") { s in
            #expect(try s.found("C-49") == [Self.a, Self.b], "two days ago is too early")
            try s.stamps("outbound", Self.a + "/Z1", "transitTracked", ["note": "在途"])
            #expect(try s.found("transitTracking") == [Self.b])
            try s.stamps("outbound", Self.a + "/Z1", "transitTrouble", ["text": "电话打不通"])
            #expect(try s.rows("transitTracking").map(\.find) == ["trouble", "underway"])
            try s.scan(Self.a, "scanSign", "明港")
            #expect(try s.found("transitTracking") == [Self.b])
        }
        try shop.at("2026-12-05 09:00") { s in
            let found = try s.found("transitTracking")
            #expect(found == [Self.c])
        }
    }

    @Test("C-58: departed three days ago or more and unsigned")
    func departed() throws {
        try at("2026-12-12 09:00") { s in
            for (i, day) in ["04", "05", "09", "10"].enumerated() { try s.sends("51800000001\(i)", day: "2026-12-\(day)", time: "18:00") }
            #expect(try s.found("C-58") == ["518000000011", "518000000012"])
            try s.scan("518000000011", "scanSign", "西湖", day: "2026-12-08", time: "12:00")
            try s.problem("518000000012", "UNSIGNED")
            #expect(try s.found("departedSigning").isEmpty)
        }
    }

    @Test("C-68 C-69 C-71: open network orders, arbitrations nobody has answered, fines nobody has reported, of three days")
    func desks() throws {
        let shop = try Shop.branch(trade: "courier", opening: "2026-11-30 07:30")
        try shop.at("2026-12-01 09:00") { s in
            try s.desk("qc").perform(.intake("networkOrder", parent: nil, ["customer": "王", "phone": "13911112222", "address": "中山路1号"]))
            try s.desk("qc").perform(.intake("arbitration", parent: nil, ["waybill": .string(Self.a), "branch": "青浦", "acceptedAt": "2026-12-01 08:00"]))
            try s.desk("qc").perform(.intake("incident", parent: nil, ["cause": "FINE", "object": .string(Self.b), "amount": "200"]))
            try s.desk("qc").perform(.intake("incident", parent: nil, ["cause": "HEADER", "object": .string(Self.c)]))
            try s.desk("in").perform(.intake("bulletin", parent: nil, ["problemKind": "FINE", "problem": "罚款通报"]))
        }
        try shop.at("2026-12-04 09:00") { s in
            #expect(try s.found("C-68") == ["R261201-01"] && s.found("C-69") == [Self.a] && s.rows("C-71").map(\.find).sorted() == ["bulletin", "incident"])
            try s.stamps("qc", "R261201-01", "networkOrderHandled", ["text": "已派人取件"])
            try s.stamps("qc", "Z261201-01", "appealed", ["facts": "录像", "branchTold": true])
            try s.stamps("qc", "J261201-01", "incidentJudged", ["post": "outboundAgent"])
            try s.stamps("in", "G261201-01", "bulletinRelayed", ["text": "群里发了"])
            for code in ["networkOrders", "arbitrations", "fines"] { #expect(try s.found(code).isEmpty, "\(code)") }
        }
        try shop.at("2026-12-05 09:00") { s in
            try s.desk("qc").perform(.undo)
            #expect(try s.found("C-71").isEmpty, "four days ago is not looked at")
        }
    }

    @Test("C-60 C-61 C-62 C-63 C-65 C-66 C-67 C-68 C-69 C-71 C-49 C-58: a day without parcels finds nothing, and its tick stands")
    func nothing() throws {
        let shop = try Shop.branch(trade: "courier", opening: "2026-12-01 07:30")
        try shop.at("2026-12-02 20:00") { s in
            let day = "2026-12-02"
            for monitor in try s.manual.playbook.monitors {
                #expect(try s.found(monitor.code).isEmpty, "\(monitor.code)")
                try s.stamps("qc", day, monitor.stamp, monitor.code == "fines" ? ["leaderTold": true] : [:], kind: .day)
                let tick = try #require(try s.record(day, .day).latest(monitor.stamp))
                #expect(tick.answers["exceptions"] == 0 && tick.found == [], "\(monitor.code)")
            }
        }
    }

    @Test("R-21 C-62: the tick has the number that was found and keeps the waybills; closed is what is an exception no longer")
    func evidence() throws {
        let shop = try Shop(trade: "courier", opening: "2026-12-01 07:30"), day = "2026-12-04"
        func line(_ s: Shop) throws -> MonitorSheet.Line {
            let manual = try s.manual
            return try #require(try s.store.read { try $0.monitorSheet(LocalDay(day)!, manual: manual, now: s.now) }?.lines.first { $0.monitor.code == "hub" })
        }
        try shop.at("2026-12-04 09:00") { s in
            for number in [Self.a, Self.b, Self.c] {
                try s.parcel(number)
                try s.scan(number, "scanArrive", "XYHUB", day: "2026-12-03", time: "22:00")
            }
            let before = try line(s)
            #expect(before.exceptions == nil && before.closed == nil && before.open == 3)
            try s.stamps("outbound", day, "hubWatched", kind: .day)
            let tick = try #require(try s.record(day, .day).latest("hubWatched"))
            #expect(tick.answers["exceptions"] == 3 && tick.found == [Self.a, Self.b, Self.c])
        }
        try shop.at("2026-12-05 15:00") { s in
            try s.scan(Self.a, "scanSend", "XYHUB", time: "10:00", next: "XY2")
            try s.problem(Self.b, "STUCK_AT_HUB")
            let after = try line(s)
            #expect(after.exceptions == 3 && after.closed == 2 && after.open == 1)
            #expect(try s.isSound())
        }
        // A number that somebody typed stays that person's.
        try shop.at("2026-12-05 15:30") { s in
            try s.stamps("outbound", "2026-12-05", "hubWatched", ["exceptions": 7, "closed": 4], kind: .day)
            let tick = try #require(try s.record("2026-12-05", .day).latest("hubWatched"))
            #expect(tick.answers["exceptions"] == 7 && tick.found?.count == 1)
        }
    }

    @Test("a file owes nothing for the days before it")
    func newFile() throws {
        let shop = try Shop(trade: "courier", opening: "2026-12-07 08:00")
        // Somebody looks at it as of an earlier day, as one does to learn.
        let before = try #require(shop.zone.parse("2026-11-18T09:00"))
        let desk = try shop.desk("inbound").beside(try shop.desk("inbound").person, clock: { before })
        try desk.rollIfNeeded()
        #expect(try shop.store.read { try $0.cases(kind: .day) }.map(\.number).sorted() == ["2026-11-18", "2026-12-07"])
        // A file that was left alone catches up a month.
        let after = try #require(shop.zone.parse("2027-03-01T09:00"))
        try desk.beside(desk.person, clock: { after }).rollIfNeeded()
        let days = try shop.store.read { try $0.cases(kind: .day) }.compactMap(\.date).sorted()
        #expect(days.count > 20 && days.dropFirst(2).first.map { $0 >= LocalDay("2027-01-29")! } == true)
    }
}

extension Shop {
    /// What a monitor finds now, looked at today.
    func rows(_ code: String) throws -> [MonitorRow] {
        let manual = try manual, monitor = try #require(manual.playbook.monitor(code), "\(code)")
        return try store.read { try $0.found(monitor, on: zone.day(of: now), manual: manual, now: now) }
    }

    func found(_ code: String) throws -> [String] { try rows(code).map(\.number) }

    /// A parcel of ours that is sent off; nobody has entered it.
    func sends(_ number: String, day: String? = nil, time: String? = nil) throws {
        let zone = zone, date = day.flatMap { LocalDay($0) } ?? zone.day(of: now), clock = time.flatMap { TimeOfDay($0) } ?? zone.timeOfDay(of: now)
        try desk("outbound").perform(.scan(ScanDraft(waybill: number, kind: .send, at: zone.instant(date, clock), node: "XY2", next: "XYHUB")))
    }

    func accepts(_ number: String, _ more: [String: Value] = [:]) throws {
        let usual: [String: Value] = [
            "waybill": .string(number), "sender": "李", "senderPhone": "13700000000", "senderAddress": "信阳市中山路", "receiver": "王", "phone": "13911112222", "address": "上海市徐汇区", "province": "上海",
            "city": "上海", "district": "徐汇", "goods": "书", "weight": "2", "freight": "12", "idChecked": true, "opened": true, "xRayed": true,
        ]
        try desk("out").perform(.intake(.shipment, parent: nil, usual.merging(more) { $1 }))
    }

    /// A transit-out to STO of today, handed over now.
    func handsOn(_ number: String) throws {
        try parcel(number, ["address": "信阳市明港镇新建路3号"])
        try scan(number, "scanArrive", "XY2", time: "08:00")
        let transit = number + "/Z1"
        try stamps("outbound", transit, "carrierChosen", ["carrier": "STO"])
        try stamps("outbound", transit, "stoCalled")
        try stamps("outbound", transit, "transitLabelled", [
            "way": "NEW", "ownNumber": .string(number), "receiver": "单雅芳", "receiverPhone": "13911112222", "labelAddress": "信阳市明港镇新建路3号", "numberChecked": true, "nameChecked": true, "phoneChecked": true,
        ])
        try stamps("outbound", transit, "carrierTook", ["cash": "5"])
    }
}
