import Dispatching
import Testing

@testable import Console

/// Phoning through the list, told as keys.
@MainActor
struct CallbackPaneTests {
    /// Keys that the script costs.
    private func count(_ script: String) -> Int {
        var count = 0
        var inName = false
        for character in script {
            if character == "<" { inName = true } else if character == ">" { inName = false; count += 1 } else if !inName { count += 1 }
        }
        return count
    }

    private func open(_ customer: String = "") throws -> (TestShop, Screen) {
        let shop = try TestShop.callbacks()
        let screen = try Screen(shop, as: "wang")
        screen.press("6")
        if !customer.isEmpty {
            screen.press("/" + customer + "<Enter>")
            #expect(screen.has(">"))
        }
        return (shop, screen)
    }

    @Test("CB-01: late first, then by their limit, then what is to come") func order() throws {
        let (_, screen) = try open()
        let places = ["单雅芳", "李梅", "欧阳修文", "赵倩"].compactMap { name in screen.text.range(of: name)?.lowerBound }
        #expect(places.count == 4)
        #expect(places[0] < places[1] && places[0] < places[2] && places[2] < places[3] && places[1] < places[3])
        #expect(screen.has("该打 4  超期 1"))
    }

    @Test("CB-01: who oversees everybody sees everybody's callbacks") func oversight() throws {
        let screen = try Screen(TestShop.callbacks(), as: "zhou")
        screen.press("6")
        #expect(screen.has("李梅") && screen.has("单雅芳"))
    }

    @Test("A-38 A-39 A-42 CB-02 CB-05: four scores, a remark and a follow-up ticket in at most 25 keys") func installation() throws {
        let (shop, screen) = try open("李梅")
        let script = "<Enter>4535很满意，台面裂了<Tab>y<Tab>台面裂缝<C-s>"
        #expect(count(script) <= 25, "\(count(script)) keys")
        screen.press(script)
        let visit = try shop.visit("HT-5001/I1")
        let call = try #require(visit.latest("installCallback"))
        #expect(visit.state == "CALLED_BACK")
        #expect(["deliveryScore", "installScore", "designScore", "guideScore"].map { call.answers[$0]?.int } == [4, 5, 3, 5])
        #expect(call.answers["remark"]?.string == "很满意，台面裂了")
        // Frozen to those who did the work.
        #expect(["deliveryBy", "installBy", "designBy", "guideBy"].map { call.answers[$0]?.string } == ["王师傅", "李师傅", "何晨", "孙雯"])
        let ticket = try shop.record(.ticket, "HT-5001/P1")
        #expect(ticket["problem"].string == "台面裂缝" && ticket["source"].string == "HT-5001/I1")
    }

    @Test("A-42 CB-05: a low score alone opens a ticket as well") func lowScore() throws {
        let (shop, screen) = try open("李梅")
        screen.press("<Enter>2555<C-s>")
        #expect(try shop.record(.ticket, "HT-5001/P1")["problemKind"].string == "COMPLAINT")
    }

    @Test("CB-05: what the customer is not satisfied with becomes a ticket of the delivery") func deliveryProblem() throws {
        let (shop, screen) = try open("单雅芳")
        screen.press("<Enter><PgUp>b<Tab><Tab>桌面划伤<C-s>")
        let ticket = try shop.record(.ticket, "HT-5003/P1")
        #expect(ticket["problem"].string == "桌面划伤" && ticket["source"].string == "HT-5003/D1")
    }

    @Test("A-27 CB-02: a satisfied customer after a delivery takes two keys") func delivery() throws {
        let (shop, screen) = try open("单雅芳")
        screen.press("<Enter><Enter>")
        #expect(try shop.visit("HT-5003/D1").state == "CALLED_BACK")
        // No message follows: the outbox would offer somebody else's.
        screen.press("s")
        #expect(screen.app.current.id == .callbacks && screen.has("没有要发的短信"))
    }

    @Test("CB-03 Q-24: an unanswered call takes one key, and the next customer is selected") func noAnswer() throws {
        let (shop, screen) = try open()
        #expect(screen.app.current.id == .callbacks)
        screen.press("n")
        let visit = try shop.visit("HT-5003/D1")
        let attempt = try #require(visit.latest("callTried"))
        #expect(attempt.answers["outcome"]?.string == "NO_ANSWER" && attempt.answers["rule"]?.string == "A-27")
        #expect(screen.has("单雅芳 没人接，第 1 次，下次 今天 16:20"))
        let pane = try #require(screen.app.current as? CallbacksPane)
        #expect(pane.selected?.row.customer != "单雅芳")
        #expect(pane.list.rows.first?.callback.row.customer != "单雅芳")
        // The limit did not move.
        let duty = try #require(try shop.store.read { try $0.duties(of: visit.id) }.first { $0.key.rule == "A-27" })
        #expect(duty.status == .open && duty.due == Zone.shanghai.parse("2026-11-20T17:30"))
        screen.press("u")
        #expect(try !shop.visit("HT-5003/D1").has("callTried"))
    }

    @Test("CB-03: busy, and a wrong number that waits until it is corrected") func wrongNumber() throws {
        let (shop, screen) = try open("单雅芳")
        screen.press("bw")
        #expect(try shop.visit("HT-5003/D1").all("callTried").count == 2)
        #expect(screen.has("号码不对"))
        try shop.desk("wang").perform(.amend(try shop.id(.order, "HT-5003"), version: nil, ["phone": "13711110000"]))
        screen.app.reload()
        screen.app.deliver()
        let pane = try #require(screen.app.current as? CallbacksPane)
        #expect(pane.selected?.state.isWrongNumber == false && pane.selected?.state.phase == .overdue)
    }

    @Test("CB-04: the customer names another time; after the limit it is noted as an exception") func later() throws {
        let (shop, screen) = try open("李梅")
        screen.press("l1600<C-s>")
        #expect(screen.has("李梅 约在 今天 16:00"))
        let pane = try #require(screen.app.current as? CallbacksPane)
        #expect(pane.selected?.state.phase == .appointed)
        screen.press("l<S-Tab><C-u>23<Tab>10<C-s>")
        #expect(screen.has("晚于期限"))
        #expect(try shop.visit("HT-5001/I1").latest("callTried")?.answers["beyondDue"] != nil)
        // Yesterday is no time to call.
        screen.press("l<S-Tab><C-u>11-20<Tab>10<C-s>")
        #expect(try shop.visit("HT-5001/I1").all("callTried").count == 2)
    }

    @Test("CB-03: marked calls go together and one undo takes them back") func many() throws {
        let (shop, screen) = try open()
        screen.press("<Space><Space>n")
        #expect(screen.has("已记 2 单"))
        screen.press("u")
        for number in ["HT-5001/I1", "HT-5002/I1", "HT-5003/D1", "HT-5004/D1"] { #expect(try !shop.visit(number).has("callTried")) }
    }

    @Test("A-41 CB-06: the message after the call takes three keys") func message() throws {
        let (shop, screen) = try open("李梅")
        screen.press("<Enter>5555<C-s>")
        let script = "s<Enter><Enter>"
        #expect(count(script) <= 3)
        screen.press(script)
        #expect(try shop.visit("HT-5001/I1").has("sms4Sent"))
        // Taken up from Today it is three keys as well.
        screen.press("6<Esc>/王建国<Enter><Enter>5555<C-s>1/A-41<Enter>")
        screen.press("<Enter><Enter><Enter>")
        #expect(try shop.visit("HT-5002/I1").has("sms4Sent"))
    }

    @Test("M-P6: the points are ticked without being in the way, and go with the call") func script() throws {
        let (shop, screen) = try open("李梅")
        #expect(screen.has("[ ] 送货：客户怎么说"))
        screen.press("tt")
        #expect(screen.has("[x] 安装：客户怎么说") && screen.has("2/6"))
        screen.press("<Enter>5555<C-s>")
        #expect(try shop.visit("HT-5001/I1").latest("installCallback")?.answers["script"] == [1, 2])
    }

    @Test("C2-11: outside the call hours the list says so") func quiet() throws {
        let shop = try TestShop.callbacks(now: "2026-11-21T13:00")
        let screen = try Screen(shop, as: "wang")
        screen.press("6")
        #expect(screen.has("现在不宜打电话"))
    }

    @Test("A-61 A-62 CB-02: a service callback waits for the report; what it says is the register's entry") func service() throws {
        let shop = try TestShop("2026-11-19T09:00")
        let desk = shop.desk(.console)
        try desk.perform(.record(.staff, number: "gu", ["name": "顾晴", "roles": ["serviceSpecialist"]]))
        let answers: [String: Value] = ["customer": "赵倩", "phone": "13500005555", "address": "金融街1号", "group": "furniture", "problem": "铰链松动"]
        let id = try #require(try desk.perform(.intake(.serviceVisit, parent: nil, answers)).record?.id)
        try shop.stamp(id, "serviceAssigned", ["handle": "today", "technician": "马师傅"])
        try shop.stamp(id, "serviceCalled", ["half": "AM"])
        shop.time("2026-11-19T11:00")
        try shop.stamp(id, "serviceDone")
        shop.time("2026-11-20T09:05")
        let screen = try Screen(shop, as: "gu")
        screen.press("6")
        #expect(screen.has("等反馈") && screen.has("M-P7") && screen.has("马师傅"))
        // A call that could not be recorded is not begun.
        screen.press("<Enter>")
        #expect(screen.app.overlays.isEmpty && screen.has("打了也存不了"))
        try shop.stamp(id, "serviceFeedback", ["work": "换铰链"])
        screen.app.reload()
        screen.app.deliver()
        #expect(screen.has("该打"))
        screen.press("<Enter>换了铰链<C-s>")
        let visit = try #require(try shop.store.read { try $0.record(id) })
        #expect(visit["result"].string == "换了铰链" && visit.state == "CLOSED")
        #expect(visit.latest("serviceCallback")?.answers["serviceBy"]?.string == "马师傅")
        #expect(screen.has("没有要回访的"))
    }

    @Test func aLetterChoosesAndADigitScores() throws {
        let (_, screen) = try open("李梅")
        screen.press("<Enter>9")
        // No score: it stays in the field as unreadable, and nothing moves on.
        #expect(screen.has("看不懂"))
        screen.press("4<Tab>")
        let form = try #require(screen.app.overlays.last as? FormView)
        #expect(form.state.typed["deliveryScore"]?.text == "4")
        screen.press("<PgDn>y")
        #expect(form.state.picked["residual"] == "yes")
        screen.press("n")
        #expect(form.state.picked["residual"] == "no")
    }
}
