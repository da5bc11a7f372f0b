import Dispatching
import Testing

/// A whole D-1 and D of three customers: one is not at home, one gets a line short at 08:30, one is moved on the day.
@Suite struct DeliveryDayTests {
    /// Mon 16 Nov: three contracts; Tue 17 is the eve; Wed 18 the delivery.
    private func threeCustomers(_ shop: Shop) throws {
        try shop.crew("送1组", "delivery", leader: "王师傅")
        try shop.crew("安1组", "install", leader: "李师傅")
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            try s.signs("HT2", "尉迟𬱖", phone: "13922223333")
            try s.signs("HT3", "仇大海", phone: "13933334444")
        }
        try shop.at("2026-11-16 10:00") { s in
            for n in ["HT1", "HT2", "HT3"] {
                try s.arrives(n)
                try s.books(n, delivery: "2026-11-18", install: "2026-11-19")
            }
        }
    }

    @Test("A-02 A-03 OM-01 OM-02: registration files the contract and owes SMS 1 until closing")
    func registration() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            #expect(try s.state("HT1") == "WAITING_GOODS")
            #expect(try s.standing("A-02", "HT1") == .done)
            #expect(try s.due("A-03", "HT1") == "2026-11-16 17:30")
            #expect(try s.outbox().map(\.message.text) == ["单雅芳您好，您的合同HT1已登记，本店客服中心 400-800-1234 为您服务。"])
            try s.desk("clerk").perform(.send(rule: "A-03", s.id("HT1"), override: nil))
            #expect(try s.standing("A-03", "HT1") == .done)
            #expect(try s.outbox().isEmpty)
            // Once per template and case.
            #expect(refusal { try s.desk("clerk").perform(.send(rule: "A-03", s.id("HT1"), override: nil)) } == .dutyClosed(rule: "A-03"))
        }
    }

    @Test("A-02: a contract without phone or address stays to be registered, with a duty until closing")
    func incomplete() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.desk("clerk").perform(.receive(OrderDraft(number: "HT9", fields: ["customer": "无名"], lines: [.init(no: 1, product: "床")])))
            #expect(try s.state("HT9") == "RECEIVED")
            #expect(try s.due("A-02", "HT9") == "2026-11-16 17:30")
            #expect(refusal { try s.stamps("clerk", "HT9", "registered") }?.rule == "A-02")
            try s.desk("clerk").perform(.amend(s.id("HT9"), version: nil, ["phone": "13900001111", "address": "路2号"]))
            try s.stamps("clerk", "HT9", "registered")
            #expect(try s.state("HT9") == "WAITING_GOODS")
        }
    }

    @Test("A-04: the E-platform import is owed by 12:00 of every working day, and a missed one stays missed")
    func morningImport() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 12:30") { s in
            let standing = try s.standing("A-04", "2026-11-16", .day)
            #expect(standing == .overdue)
        }
        try shop.at("2026-11-17 09:00") { s in
            try s.desk("assistant").perform(.stamp(s.record("2026-11-17", .day).id, version: nil, name: "logisticsImported", answers: [:], override: nil))
            #expect(try s.standing("A-04", "2026-11-17", .day) == .done)
            #expect(try s.standing("A-04", "2026-11-16", .day) == .overdue)
        }
    }

    @Test("A-05 LN-02 LN-03 OM-06: only when all goods are in and checked does the order become bookable")
    func arrival() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in try s.signs("HT1", "单雅芳") }
        try shop.at("2026-11-16 10:00") { s in
            try s.stamps("assistant", "HT1", "goodsArrived", ["lines": [1]])
            #expect(try s.duty("A-05", "HT1") == nil)
            #expect(refusal { try s.stamps("assistant", "HT1", "goodsComplete") }?.rule == "A-05")
            try s.stamps("assistant", "HT1", "goodsArrived", ["lines": [2]])
            #expect(try s.due("A-05", "HT1") == "2026-11-16 12:00")
            try s.stamps("assistant", "HT1", "goodsChecked", ["result": "ok"])
            #expect(try s.state("HT1") == "GOODS_COMPLETE")
            #expect(try s.due("A-06", "HT1") == "2026-11-16 17:30")
        }
    }

    @Test("A-06 A-07 A-16 OM-07 OM-08: seven ticks, three working days ahead, installation within two days of the delivery")
    func booking() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            try s.arrives("HT1")
            #expect(refusal { try s.books("HT1", delivery: "2026-11-17", install: "2026-11-18") }?.rule == "A-06")
            #expect(refusal { try s.books("HT1", delivery: "2026-11-18", install: "2026-11-21") }?.rule == "A-16")
            var ticks = Shop.siteReady
            ticks["gas"] = false
            ticks["deliveryDate"] = "2026-11-18"
            ticks["installDate"] = "2026-11-19"
            #expect(refusal { try s.stamps("assistant", "HT1", "booked", ticks) }?.rule == "A-07")
            try s.stamps("assistant", "HT1", "siteNotReady", ["missing": "gas", "recallDate": "2026-11-18"])
            #expect(try s.state("HT1") == "NOT_READY")
            #expect(try s.due("A-07", "HT1") == "2026-11-18 17:30")
        }
        try shop.at("2026-11-18 09:00") { s in
            try s.books("HT1", delivery: "2026-11-20", install: "2026-11-21")
            #expect(try s.state("HT1") == "BOOKED")
            #expect(try s.standing("A-07", "HT1") == .done)
            #expect(try s.record("HT1/D1").date == LocalDay("2026-11-20"))
            #expect(try s.record("HT1/I1").date == LocalDay("2026-11-21"))
            // Saturday is a working day, so Friday's eve is Thursday; A-30's eve of Saturday is Friday.
            #expect(try s.opens("A-14", "HT1/D1") == "2026-11-19 08:30")
        }
    }

    @Test("A-14 A-15 A-17 DV-02 DV-03: who is not at home is moved and stays out of the run; the others are scheduled from 15:00")
    func eve() throws {
        let shop = try Shop()
        try threeCustomers(shop)
        try shop.at("2026-11-17 10:00") { s in
            #expect(try s.due("A-14", "HT1/D1") == "2026-11-17 15:00")
            #expect(refusal { try s.stamps("assistant", "HT1/D1", "receiverConfirmed", ["atHome": "yes", "receiver": "单"]) }?.rule == "A-15")
            for n in ["HT1", "HT3"] { try s.stamps("assistant", "\(n)/D1", "receiverConfirmed", ["atHome": "yes", "receiver": "本人", "promiseTold": true]) }
            // Moving the delivery must keep D <= I <= D+2.
            #expect(refusal { try s.stamps("assistant", "HT2/D1", "receiverConfirmed", ["atHome": "no", "date": "2026-11-20"]) }?.rule == "A-16")
            try s.stamps("assistant", "HT2/D1", "receiverConfirmed", ["atHome": "no", "date": "2026-11-20", "installDate": "2026-11-21"])
            #expect(try s.state("HT2/D1") == "PLANNED")
            #expect(try s.record("HT2/I1").date == LocalDay("2026-11-21"))
            #expect(try s.due("A-14", "HT2/D1") == "2026-11-19 15:00")
            #expect(try s.standing("A-14", "HT1/D1") == .done)
        }
        try shop.at("2026-11-17 14:50") { s in
            let standing = try s.standing("A-17", "2026-11-17", .day)
            #expect(standing == .notYet)
            #expect(refusal { try s.runs(.deliveryRun) }?.rule == "A-17")
        }
        try shop.at("2026-11-17 15:05") { s in
            try s.runs(.deliveryRun)
            #expect(try s.state("HT1/D1") == "SCHEDULED")
            #expect(try s.state("HT2/D1") == "PLANNED")
            #expect(try s.state("HT1") == "IN_DELIVERY")
            #expect(try s.record("HT1/D1")["leader"] == "王师傅")
            #expect(try s.standing("A-17", "2026-11-17", .day) == .done)
            #expect(try s.due("A-18", "2026-11-18", .deliveryRun) == "2026-11-17 17:00")
            #expect(try s.due("A-19", "2026-11-18", .deliveryRun) == "2026-11-17 17:00")
            #expect(try s.due("A-20", "HT1/D1") == "2026-11-17 19:00")
            #expect(try s.duty("A-20", "HT1/D1")?.person == "王师傅")
            #expect(try s.due("A-23", "HT3/D1") == "2026-11-18 08:30")
        }
        #expect(try shop.isSound())
    }

    @Test("A-18 A-19 A-20 A-21 A-22 A-23 A-24 A-25 A-26: the evening, 08:30 with a line short, a move on the day")
    func wholeDay() throws {
        let shop = try Shop()
        try threeCustomers(shop)
        try shop.at("2026-11-17 10:00") { s in
            for n in ["HT1", "HT3"] { try s.stamps("assistant", "\(n)/D1", "receiverConfirmed", ["atHome": "yes", "receiver": "本人", "promiseTold": true]) }
            try s.stamps("assistant", "HT2/D1", "receiverConfirmed", ["atHome": "no", "date": "2026-11-20", "installDate": "2026-11-21"])
        }
        try shop.at("2026-11-17 15:05") { s in try s.runs(.deliveryRun) }
        try shop.at("2026-11-17 16:00") { s in
            let templates = try s.outbox().map(\.message.template)
            #expect(templates.contains("M-F1") && templates.contains("M-G2"))
            try s.desk("assistant").perform(.send(rule: "A-18", s.record("2026-11-18", .deliveryRun).id, override: nil))
            try s.desk("clerk").perform(.send(rule: "A-19", s.record("2026-11-18", .deliveryRun).id, override: nil))
            #expect(try s.state("HT1/D1") == "TASK_SENT")
            let fax = try s.record("2026-11-18", .deliveryRun).latest("taskFaxed")?.answers["text"]?.string ?? ""
            #expect(fax.contains("单雅芳") && fax.contains("仇大海") && !fax.contains("尉迟"))
        }
        try shop.at("2026-11-17 18:30") { s in
            #expect(refusal { try s.stamps("leader", "HT1/D1", "slotTold", ["half": "AM"]) }?.rule == "A-21")
            for n in ["HT1", "HT3"] { try s.stamps("leader", "\(n)/D1", "slotTold", ["half": "AM", "callPromised": true]) }
            #expect(try s.state("HT3/D1") == "SLOT_TOLD")
        }
        try shop.at("2026-11-18 08:20") { s in
            try s.stamps("keeper", "HT1/D1", "loadReported", ["result": "SHORT", "lines": [2], "remark": "椅子缺"])
            try s.stamps("keeper", "HT3/D1", "loadReported", ["result": "LOADED"])
            #expect(try s.state("HT1/D1") == "CHANGED")
            #expect(OrderLines(try s.record("HT1")).all.map(\.state) == ["LOADED", "SHORT"])
            #expect(try s.state("HT3/D1") == "RELEASED")
            // two hours before 08:30 have passed already: told at once, and the breach stands.
            #expect(try s.due("A-25", "HT1/D1") == "2026-11-18 06:30")
            #expect(try s.duty("A-26", "HT1/D1")?.soft == true)
        }
        try shop.at("2026-11-18 08:40") { s in
            let post = try #require(try s.outbox().first { $0.message.template == "M-G3" })
            #expect(post.message.text.contains("缺件") && post.message.text.contains("已装车"))
            try s.desk("clerk").perform(.send(rule: "A-24", s.record("2026-11-18", .deliveryRun).id, override: nil))
            try s.stamps("leader", "HT1/D1", "changeTold", ["text": "椅子晚两天"])
            try s.stamps("leader", "HT1/D1", "changeReported")
            #expect(try s.duty("A-25", "HT1/D1")?.breachedDue != nil)
            #expect(try s.standing("A-25", "HT1/D1") == .doneLate)
            #expect(try s.standing("A-26", "HT1/D1") == .done)
            try s.stamps("assistant", "HT1/D1", "changeDecided", ["decision": "sameDay", "half": "PM"])
            #expect(try s.state("HT1/D1") == "UNDERWAY")
        }
        try shop.at("2026-11-18 09:00") { s in
            let arrival = try #require(try s.record("HT3/D1")["arrivalTime"].string)
            let due = try #require(try s.due("A-22", "HT3/D1"))
            #expect(due < "2026-11-18 \(arrival)")
            try s.stamps("leader", "HT3/D1", "preCalled", ["promisedTime": "11:30"])
            try s.stamps("leader", "HT3/D1", "troubleReported", ["cause": "NOBODY_HOME"])
            // two hours before the hour that was promised last.
            #expect(try s.due("A-25", "HT3/D1") == "2026-11-18 09:30")
            try s.stamps("leader", "HT3/D1", "changeTold", ["text": "改天"])
            #expect(try s.standing("A-25", "HT3/D1") == .done)
            try s.stamps("manager", "HT3/D1", "changeDecided", ["decision": "notToday"])
            #expect(try s.state("HT3/D1") == "NOT_DELIVERED")
            #expect(try s.state("HT3") == "BOOKED")
            try s.stamps("assistant", "HT3/D1", "moved", ["date": "2026-11-19", "installDate": "2026-11-20", "reason": "客户出差"])
            #expect(try s.state("HT3/D1") == "PLANNED")
            // DV-14: the eve call is owed again for the new day.
            #expect(try s.due("A-14", "HT3/D1") == "2026-11-18 15:00")
            #expect(try s.duty("A-14", "HT3/D1")?.key.occurrence == 2)
        }
        try shop.at("2026-11-18 14:00") { s in
            try s.stamps("leader", "HT1/D1", "goodsReceived", ["result": "all"])
            #expect(try s.state("HT1/D1") == "DELIVERED")
            // A line is still short: the order stays open with a remainder (OM-10, OM-11).
            #expect(try s.state("HT1") == "RESIDUAL_OPEN")
            #expect(try s.opens("A-27", "HT1/D1") == "2026-11-18 15:00")
            #expect(try s.due("A-27", "HT1/D1") == "2026-11-19 17:30")
        }
        #expect(try shop.isSound())
    }

    @Test("A-23: a loading report after 08:30 is late, whatever it says")
    func lateReport() throws {
        let shop = try Shop()
        try threeCustomers(shop)
        try shop.at("2026-11-17 10:00") { s in try s.stamps("assistant", "HT1/D1", "receiverConfirmed", ["atHome": "yes", "receiver": "本人", "promiseTold": true]) }
        try shop.at("2026-11-17 15:05") { s in
            try s.runs(.deliveryRun)
            try s.desk("assistant").perform(.send(rule: "A-18", s.record("2026-11-18", .deliveryRun).id, override: nil))
        }
        try shop.at("2026-11-18 08:31") { s in
            #expect(try s.standing("A-23", "HT1/D1") == .overdue)
            try s.stamps("keeper", "HT1/D1", "loadReported", ["result": "LOADED"])
            #expect(try s.standing("A-23", "HT1/D1") == .doneLate)
            #expect(try s.duty("A-23", "HT1/D1")?.lateMinutes(at: s.now) == 1)
        }
    }

    @Test("A broken sentence breaks the story: without its evidence A-20 is never done, and an hour off A-18 is another due time")
    func brokenRules() throws {
        let shop = try Shop(playbook: manual(changing: "A-18") { $0["due"] = ["day": "date", "shift": "-1wd", "at": "18:00"] })
        try threeCustomers(shop)
        try shop.at("2026-11-17 10:00") { s in try s.stamps("assistant", "HT1/D1", "receiverConfirmed", ["atHome": "yes", "receiver": "本人", "promiseTold": true]) }
        try shop.at("2026-11-17 15:05") { s in
            try s.runs(.deliveryRun)
            #expect(try s.due("A-18", "2026-11-18", .deliveryRun) == "2026-11-17 18:00")
        }
    }
}
