import Dispatching
import Testing

/// The eve of the installation: the run at 15:00, SMS 2 from 16:30, the call by 17:00, and what a change does to them.
@Suite struct InstallationEveTests {
    /// HT1 delivered on Wed 18 Nov, installation on Thu 19.
    private func delivered(_ shop: Shop) throws {
        try shop.crew("送1组", "delivery", leader: "王师傅")
        try shop.crew("安1组", "install", leader: "李师傅")
        try shop.crew("安2组", "install", leader: "赵师傅")
        try shop.at("2026-11-16 09:00") { s in
            try s.readies("HT1", "单雅芳")
        }
        try shop.at("2026-11-17 10:00") { s in try s.stamps("assistant", "HT1/D1", "receiverConfirmed", ["atHome": "yes", "receiver": "本人", "promiseTold": true]) }
        try shop.at("2026-11-17 15:05") { s in
            try s.runs(.deliveryRun)
            try s.desk("assistant").perform(.send(rule: "A-18", s.record("2026-11-18", .deliveryRun).id, override: nil))
        }
        try shop.at("2026-11-17 18:00") { s in try s.stamps("leader", "HT1/D1", "slotTold", ["half": "AM", "callPromised": true]) }
        try shop.at("2026-11-18 08:20") { s in try s.stamps("keeper", "HT1/D1", "loadReported", ["result": "LOADED"]) }
        try shop.at("2026-11-18 11:00") { s in try s.stamps("leader", "HT1/D1", "goodsReceived", ["result": "all"]) }
    }

    @Test("A-27 A-28 A-31: an installation whose date nobody confirmed is kept out of the run")
    func gate() throws {
        let shop = try Shop()
        try delivered(shop)
        try shop.at("2026-11-18 15:05") { s in
            try s.runs(.installRun, publish: false)
            let board = try #require(try s.desk("manager").board(.installRun, LocalDay("2026-11-19")!))
            #expect(board.input.entries.map(\.verdict) == [.kept(reason: "dateNotConfirmed", rule: "A-28", mend: "installConfirmed", onOrder: false)])
            // before SMS 2, and by closing of D+1.
            #expect(try s.due("A-28", "HT1/I1") == "2026-11-18 16:30")
            try s.stamps("clerk", "HT1/D1", "deliveryCallback", ["verdict": "good", "installDate": "2026-11-19"])
            #expect(try s.state("HT1/I1") == "CONFIRMED")
            #expect(try s.standing("A-27", "HT1/D1") == .done)
            try s.runs(.installRun)
            #expect(try s.state("HT1/I1") == "SCHEDULED")
            #expect(try s.state("HT1") == "IN_INSTALL")
            #expect(try s.standing("A-31", "2026-11-18", .day) == .done)
        }
    }

    @Test("A-16 A-29 A-30 A-32 IV-04: SMS 2 from 16:30, the call by 17:00; another leader makes both due again, another stop does not")
    func eve() throws {
        let shop = try Shop()
        try delivered(shop)
        try shop.at("2026-11-18 15:05") { s in
            try s.stamps("clerk", "HT1/D1", "deliveryCallback", ["verdict": "good", "installDate": "2026-11-19"])
            try s.runs(.installRun)
            #expect(try s.due("A-16", "HT1/I1") == "2026-11-20 17:30")
            #expect(try s.due("A-32", "2026-11-19", .installRun) == "2026-11-18 17:30")
            #expect(try s.opens("A-29", "HT1/I1") == "2026-11-18 16:30")
            #expect(try s.due("A-29", "HT1/I1") == "2026-11-18 17:30")
            #expect(try s.due("A-30", "HT1/I1") == "2026-11-18 17:00")
        }
        try shop.at("2026-11-18 16:00") { s in
            guard case .tooEarly(rule: "A-29", _) = refusal({ try s.desk("clerk").perform(.send(rule: "A-29", s.id("HT1/I1"), override: nil)) }) else {
                Issue.record("SMS 2 went out before 16:30")
                return
            }
        }
        var leader = ""
        try shop.at("2026-11-18 16:40") { s in
            leader = try #require(s.record("HT1/I1")["leader"].string)
            try s.desk("clerk").perform(.send(rule: "A-29", s.id("HT1/I1"), override: nil))
            #expect(try s.state("HT1/I1") == "SCHEDULED")
            try s.stamps("clerk", "HT1/I1", "installEveCalled", ["who": "本人"])
            #expect(try s.state("HT1/I1") == "CUSTOMER_TOLD")
            let sms = try #require(try s.record("HT1/I1").latest("sms2Sent")?.answers["text"]?.string)
            #expect(sms.contains(leader) && sms.contains("11月19日"))
        }
        try shop.at("2026-11-18 16:50") { s in
            let other = try s.record("HT1/I1")["crew"] == "安1组" ? "安2组" : "安1组"
            let run = try s.record("2026-11-19", .installRun)
            try s.desk("manager").perform(.board(run.id, version: nil, .place(visit: "HT1/I1", crew: other, position: nil, half: nil)))
            try s.desk("manager").perform(.publish(run.id, version: nil, override: nil))
            #expect(try s.record("HT1/I1")["leader"].string != leader)
            let again = try #require(try s.duty("A-29", "HT1/I1"))
            #expect(again.key.occurrence == 2 && again.status == .open)
            // The correction post too.
            #expect(try s.duty("A-32", "2026-11-19", .installRun)?.status == .open)
            // A-30 told date and half, which stand.
            #expect(try s.duty("A-30", "HT1/I1")?.key.occurrence == 1)
        }
        #expect(try shop.isSound())
    }
}
