import Dispatching
import Testing

/// From the crew's leaving to the closed order: reports, thanks, scores.
@Suite struct AfterInstallationTests {
    @Test("A-33 A-34 A-36 A-37 A-38 A-41 IV-08 IV-09 IV-10 OM-14 OM-16: form, hand-over, SMS 3, scored callback, SMS 4, closed")
    func straight() throws {
        let shop = try Shop()
        try shop.installed("HT1")
        #expect(try shop.state("HT1") == "INSTALLED")
        #expect(try shop.due("A-34", "HT1/I1") == "2026-11-20 09:00")
        #expect(try shop.due("A-33", "HT1/I1") == "2026-11-20 17:30")
        // Two working days after the installation: Saturday works, so Thursday + 2 is Saturday.
        #expect(try shop.due("A-38", "HT1/I1") == "2026-11-21 17:30")
        #expect(try shop.duty("A-33", "HT1/I1")?.person == "李师傅")
        try shop.at("2026-11-20 08:40") { s in
            #expect(refusal { try s.stamps("clerk", "HT1/I1", "installCallback", Shop.contentCustomer) } != nil, "not before a report (IV-10)")
            try s.stamps("fitter", "HT1/I1", "installFeedback", ["report": "ok", "signed": true])
            #expect(try s.state("HT1/I1") == "REPORTED")
            #expect(try s.standing("A-33", "HT1/I1") == .done)
            #expect(try s.standing("A-34", "HT1/I1") == .done)
            #expect(try s.due("A-36", "HT1/I1") == "2026-11-20 17:30")
            #expect(try s.duty("A-35", "HT1/I1") == nil)
        }
        try shop.at("2026-11-20 10:00") { s in
            // Only the installation manager hands the reports over.
            #expect(refusal { try s.stamps("clerk", "HT1/I1", "forwarded") } != nil)
            try s.stamps("manager", "HT1/I1", "forwarded")
            #expect(try s.state("HT1/I1") == "FORWARDED")
            #expect(try s.due("A-37", "HT1/I1") == "2026-11-20 17:30")
            #expect(try s.outbox().contains { $0.message.text == "单雅芳您好，感谢您的支持，如有问题请拨客服中心 400-800-1234。" })
            try s.sends("clerk", "A-37", "HT1/I1")
            try s.stamps("clerk", "HT1/I1", "installCallback", Shop.contentCustomer)
            #expect(try s.state("HT1/I1") == "CALLED_BACK")
            #expect(try s.standing("A-38", "HT1/I1") == .done)
            #expect(try s.due("A-41", "HT1/I1") == "2026-11-20 17:30")
            #expect(try s.state("HT1") == "INSTALLED", "not closed before SMS 4")
            try s.sends("clerk", "A-41", "HT1/I1")
            #expect(try s.state("HT1") == "CLOSED")
            #expect(try s.open("HT1") == ["A-03", "A-16"].filter { _ in false }, "nothing is owed on a closed order")
        }
        #expect(try shop.isSound())
    }

    @Test("A-34 A-33 Q-08: a phone report by 09:00 keeps the control time, the form stays due until closing")
    func phoneReport() throws {
        let shop = try Shop()
        try shop.installed("HT1")
        try shop.at("2026-11-20 08:50") { s in
            try s.stamps("fitter", "HT1/I1", "installPhoned", ["report": "ok"])
            #expect(try s.standing("A-34", "HT1/I1") == .done)
            #expect(try s.duty("A-33", "HT1/I1")?.status == .open)
            #expect(try s.told("A-34") == ["csSpecialist"])
            // IV-09: no hand-over without the form.
            #expect(refusal { try s.stamps("manager", "HT1/I1", "forwarded") }?.rule == "A-33")
        }
        try shop.at("2026-11-20 18:00") { s in
            #expect(try s.standing("A-33", "HT1/I1") == .overdue)
            try s.stamps("fitter", "HT1/I1", "installFeedback", ["report": "ok"])
            #expect(try s.standing("A-33", "HT1/I1") == .doneLate)
        }
    }

    @Test("A-37 A-41 Q-09: SMS 4 goes out after SMS 3, unless somebody says why")
    func order() throws {
        let shop = try Shop()
        try shop.installed("HT1")
        try shop.at("2026-11-20 09:30") { s in
            try s.stamps("fitter", "HT1/I1", "installPhoned", ["report": "ok"])
            try s.stamps("clerk", "HT1/I1", "installCallback", Shop.contentCustomer)
            #expect(refusal { try s.sends("clerk", "A-41", "HT1/I1") }?.rule == "A-37")
            try s.sends("clerk", "A-41", "HT1/I1", override: "客户要出差")
            #expect(try s.state("HT1") == "CLOSED")
        }
    }

    @Test("A-38 A-39 A-40 F-19 Q-10 R-01: the scores go to the people who did the work then, and last month is frozen on the first working day")
    func scores() throws {
        let shop = try Shop()
        try shop.installed("HT1")
        try shop.at("2026-11-20 10:00") { s in
            try s.stamps("fitter", "HT1/I1", "installFeedback", ["report": "ok"])
            #expect(refusal { try s.stamps("clerk", "HT1/I1", "installCallback", ["deliveryScore": 5, "residual": "no"]) }?.rule == "A-39")
            #expect(refusal { try s.stamps("clerk", "HT1/I1", "installCallback", Shop.contentCustomer.merging(["guideScore": 6], uniquingKeysWith: { $1 })) } != nil)
            try s.stamps("clerk", "HT1/I1", "installCallback", Shop.contentCustomer)
            // A later change of the designer does not move the score.
            try s.desk("clerk").perform(.amend(s.id("HT1"), version: nil, ["designer": "别人"]))
        }
        let month = try #require(Month("2026-11"))
        let table = try shop.store.read { s in Satisfaction(try s.callbacks(stamp: "installCallback", in: month, zone: shop.zone), month: month) }
        #expect(table.rows.map { "\($0.dimension) \($0.person) \($0.rated) \($0.average) \($0.satisfied)" } == [
            "delivery 王师傅 1 500 1", "install 李师傅 1 400 1", "design 沈设计 1 500 1", "guide 钱导购 1 500 1",
        ])
        try shop.at("2026-12-01 09:00") { s in
            #expect(try s.due("A-40", "2026-12-01", .day) == "2026-12-01 17:30")
            #expect(refusal { try s.desk("clerk").perform(.freeze(.satisfaction, LocalDay("2026-12-01")!)) } != nil)
            try s.desk("supervisor").perform(.freeze(.satisfaction, LocalDay("2026-12-01")!))
            #expect(try s.standing("A-40", "2026-12-01", .day) == .done)
            #expect(try s.record("2026-12-01", .day).latest("satisfactionFrozen")?.answers["table"]?.array?.count == 4)
        }
        try shop.at("2026-12-02 09:00") { s in
            let found = try s.duty("A-40", "2026-12-02", .day)
            #expect(found == nil)
        }
    }

    @Test("A-42 A-43 A-44 A-45 OM-17 OM-18 PT-05 PT-08 CB-05: a residual problem is verified, visited, answered within 48 h, and the customer is called back again")
    func residualProblem() throws {
        let shop = try Shop()
        try shop.installed("HT1")
        try shop.at("2026-11-20 10:00") { s in
            try s.stamps("fitter", "HT1/I1", "installFeedback", ["report": "ok"])
            try s.stamps("manager", "HT1/I1", "forwarded")
            try s.sends("clerk", "A-37", "HT1/I1")
            #expect(refusal { try s.stamps("clerk", "HT1/I1", "sms4Sent") } != nil, "no thanks before the callback")
            try s.stamps("clerk", "HT1/I1", "installCallback", Shop.contentCustomer.merging(["residual": "yes", "problem": "柜门不平"], uniquingKeysWith: { $1 }))
            #expect(try s.state("HT1") == "INSTALLED", "an open ticket keeps the order open")
            #expect(try s.record("HT1/P1")["source"] == "HT1/I1")
            #expect(try s.duty("A-42", "HT1/P1")?.status == .open)
            // 48 h over a Sunday: Friday 10:00 + 48 h, the clock stands still on Sunday 22 Nov (F-17, A-65).
            #expect(try s.due("A-44", "HT1/P1") == "2026-11-23 10:00")
            #expect(refusal { try s.stamps("clerk", "HT1/P1", "verified", ["real": "yes"]) }?.rule == "A-43")
            try s.stamps("clerk", "HT1/P1", "verified", ["real": "yes", "expectedVisit": "2026-11-21"])
            #expect(try s.standing("A-42", "HT1/P1") == .done)
            #expect(try s.state("HT1") == "RESIDUAL_OPEN")
            #expect(try s.duty("A-45", "HT1/P1")?.status == .open)
            try s.stamps("clerk", "HT1/P1", "visitPlanned", ["department": "安装部", "date": "2026-11-21", "phoned": true])
            #expect(try s.standing("A-45", "HT1/P1") == .done)
            #expect(try s.state("HT1/P1") == "IN_PROGRESS")
            #expect(try s.record("HT1/S1")["ticket"] == "HT1/P1")
        }
        try shop.at("2026-11-21 16:00") { s in
            try s.stamps("clerk", "HT1/P1", "solved", ["result": "已调平"])
            // PT-08: not over a visit that nobody has ended.
            #expect(refusal { try s.stamps("clerk", "HT1/P1", "answered", ["text": "已调平", "satisfied": "yes"]) } != nil)
            try s.stamps("service", "HT1/S1", "serviceAssigned", ["handle": "today", "technician": "周师傅"])
            try s.stamps("service", "HT1/S1", "serviceCalled", ["half": "PM"])
            try s.stamps("technician", "HT1/S1", "serviceDone")
            try s.stamps("clerk", "HT1/P1", "answered", ["text": "已调平", "satisfied": "yes"])
            #expect(try s.standing("A-44", "HT1/P1") == .done)
            #expect(try s.state("HT1/P1") == "CLOSED")
            // OM-18: back to INSTALLED, and another callback is due within two working days.
            #expect(try s.state("HT1") == "INSTALLED")
            #expect(try s.duty("A-38", "HT1/I1")?.key.occurrence == 2)
            #expect(try s.due("A-38", "HT1/I1") == "2026-11-24 17:30")
            // The thanks of the first callback are still owed, and do not end what the second is for.
            #expect(try s.duty("A-41", "HT1/I1")?.status == .open)
            try s.sends("clerk", "A-41", "HT1/I1")
            #expect(try s.duty("A-41", "HT1/I1")?.status == .done && s.state("HT1") == "INSTALLED" && s.state("HT1/I1") == "FORWARDED")
        }
        try shop.at("2026-11-23 10:00") { s in
            try s.stamps("clerk", "HT1/I1", "installCallback", Shop.contentCustomer)
            try s.sends("clerk", "A-41", "HT1/I1")
            #expect(try s.state("HT1") == "CLOSED")
        }
    }

    @Test("A-42 PT-06: a problem that is not real closes the ticket; PT-09: an unsatisfied answer sends it back")
    func unverified() throws {
        let shop = try Shop()
        try shop.installed("HT1")
        try shop.at("2026-11-20 10:00") { s in
            try s.stamps("fitter", "HT1/I1", "installFeedback", ["report": "ok"])
            // A low score alone is followed up too.
            try s.stamps("clerk", "HT1/I1", "installCallback", Shop.contentCustomer.merging(["designScore": 2], uniquingKeysWith: { $1 }))
            #expect(try s.record("HT1/P1")["problemKind"] == "COMPLAINT")
            #expect(try s.record("HT1/P1")["problem"] == "设计评分 2")
            try s.stamps("clerk", "HT1/P1", "solved", ["result": "设计师道歉"])
            try s.stamps("clerk", "HT1/P1", "answered", ["text": "道歉", "satisfied": "no"])
            #expect(try s.state("HT1/P1") == "ASSIGNED")
            try s.stamps("clerk", "HT1/P1", "verified", ["real": "no"])
            #expect(try s.state("HT1/P1") == "CLOSED")
        }
    }

    @Test("A-35 A-67 A-68 A-69 A-70 A-72 IV-07 OM-15 PT-02 PT-04: a problem of the shop's is written to the shop manager")
    func shopProblem() throws {
        let shop = try Shop()
        try shop.installed("HT1", ending: "installProblem", ["cause": "DESIGN_BLOCKS", "result": "partly", "remark": "管道挡住"])
        #expect(try shop.state("HT1") == "RESIDUAL_OPEN")
        #expect(try shop.standing("A-67", "HT1/I1") == .done)
        #expect(try shop.told("A-67") == ["installManager"])
        #expect(try shop.record("HT1/P1")["cause"] == "DESIGN_BLOCKS")
        try shop.at("2026-11-19 11:30") { s in
            for cause in ["DESIGN_DIFFERS", "SALES_MISMATCH"] {
                // causes that the manual knows.
                #expect(refusal { try s.stamps("manager", "HT1/P1", "judged", ["cause": .string(cause), "causeOwner": "SHOP"]) }.map { "\($0)".contains("负责人") } == true)
            }
            try s.stamps("manager", "HT1/P1", "judged", ["cause": "DESIGN_BLOCKS", "causeOwner": "SHOP", "owner": "城西店"])
            #expect(try s.state("HT1/P1") == "ASSIGNED")
            #expect(try s.duty("A-68", "HT1/P1")?.status == .open)
            #expect(try s.duty("A-71", "HT1/P1") == nil)
            try s.stamps("manager", "HT1/P1", "passedToCS")
            #expect(try s.standing("A-68", "HT1/P1") == .done)
            #expect(try s.duty("A-69", "HT1/P1")?.role == "csSupervisor")
            #expect(try s.told("A-69") == ["shopManager"])
            let notice = try #require(try s.outbox().first { $0.message.template == "M-W1" })
            #expect(notice.message.text.contains("设计导致无法安装"))
            try s.sends("supervisor", "A-69", "HT1/P1")
            #expect(try s.standing("A-69", "HT1/P1") == .done)
            #expect(try s.duty("A-70", "HT1/P1")?.status == .open)
            try s.stamps("supervisor", "HT1/P1", "noVisitNeeded", ["action": "门店改图"])
            #expect(try s.standing("A-70", "HT1/P1") == .done)
        }
        try shop.at("2026-11-20 08:30") { s in
            try s.stamps("fitter", "HT1/I1", "installFeedback", ["report": "problem", "problem": "管道挡住"])
            #expect(try s.duty("A-35", "HT1/I1")?.status == .open)
            try s.stamps("clerk", "HT1/I1", "problemPassed")
            #expect(try s.standing("A-35", "HT1/I1") == .done)
            let order = try s.id("HT1")
            let tickets = try s.store.read { try $0.children(of: order) }.filter { $0.kind == .ticket }
            #expect(tickets.count == 1, "one problem, one ticket")
        }
    }

    @Test("A-71 A-73 A-74 IV-11: what is not the shop's fault the installation manager arranges; a failed installation gets a new date")
    func ownProblem() throws {
        let shop = try Shop()
        try shop.installed("HT1", ending: "installProblem", ["cause": "QUALITY", "result": "not", "remark": "板材开裂"])
        try shop.at("2026-11-19 12:00") { s in
            try s.stamps("manager", "HT1/P1", "judged", ["cause": "SALES_MISMATCH", "causeOwner": "QUALITY", "owner": "工厂"])
            #expect(try s.duty("A-71", "HT1/P1")?.status == .open)
            #expect(try s.duty("A-68", "HT1/P1") == nil)
            try s.stamps("manager", "HT1/P1", "handlingArranged", ["action": "补板"])
            #expect(try s.standing("A-71", "HT1/P1") == .done)
            try s.stamps("manager", "HT1/P1", "judged", ["cause": "DESIGN_DIFFERS", "causeOwner": "QUALITY", "owner": "工厂"])
        }
        try shop.at("2026-11-20 08:30") { s in
            try s.stamps("fitter", "HT1/I1", "installFeedback", ["report": "ok"])
            #expect(try s.duty("A-38", "HT1/I1") == nil, "nobody is asked for a score of what was not installed")
            try s.stamps("manager", "HT1/I1", "installMoved", ["date": "2026-11-24", "reason": "补板"])
            #expect(try s.state("HT1/I1") == "CONFIRMED")
        }
    }
}
