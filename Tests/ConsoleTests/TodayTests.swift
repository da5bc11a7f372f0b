import Dispatching
import Rostering
import Testing

@testable import Console

/// A clerk's work on Today, told as keys.
@MainActor
struct TodayTests {
    /// whoever never saw the program finds the run at 15:00.
    @Test func theRunStandsOnTopAndLeadsToTheBoard() throws {
        let screen = try Screen(TestShop.busy())
        #expect(screen.has("[15:00> 排班"))
        #expect(screen.has("Enter 办理  3 排班"))
        screen.press("<Enter>")
        #expect(screen.app.current.id == .roster)
        #expect(screen.has("11-25"))
        screen.press("<Esc>")
        #expect(screen.app.current.id == .today)
    }

    @Test func beforeFifteenTheRunIsAheadAndWaits() throws {
        let screen = try Screen(TestShop.busy(now: "2026-11-24T14:55"))
        #expect(screen.has("[15:00 排班]"))
        #expect(!screen.has("Enter 办理  3 排班"))
    }

    @Test func filterFindsByInitialsAndPhoneTail() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("/syf<Enter>")
        #expect(screen.has("单雅芳"))
        #expect(!screen.has("李梅"))
        screen.press("<Esc>")
        #expect(screen.has("李梅"))
        screen.press("/1111")
        #expect(screen.has("李梅") && !screen.has("单雅芳"))
    }

    /// fewer than ten keys for a call with the usual answers.
    @Test func takesUpTheEveCallThroughItsForm() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("/lm<Enter><Enter>")
        #expect(screen.has("送货前一天电话"))
        // The receiver is prefilled with the customer; the promise must be ticked.
        screen.press("<Space>")
        screen.press("<C-s>")
        let visit = try shop.record(.deliveryVisit, "HT-1001/D1")
        #expect(visit.state == "RECEIVER_CONFIRMED")
        #expect(visit["receiver"].string == "李梅")
        #expect(screen.app.overlays.isEmpty)
        #expect(screen.has("没有符合的"))
    }

    @Test func aRefusalKeepsTheAnswersAndAsksForAReason() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("/syf<Enter><Enter><Space><Space><Space><Space><Space><Space><Space>")
        screen.press("25<Enter>25<C-s>")
        // three working days ahead.
        #expect(screen.has("太近"))
        #expect(screen.has("破例原因"))
        #expect(try shop.record(.order, "HT-1003").state == "GOODS_COMPLETE")
        screen.press("客户急用<Enter>")
        let order = try shop.record(.order, "HT-1003")
        #expect(order.state == "BOOKED")
        #expect(order.latest("booked")?.answers["_override"]?.string == "客户急用")
    }

    @Test func undoTakesTheLastChangeBackAndRedoBringsItAgain() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("/lm<Enter><Enter><Space><C-s><Esc>u")
        #expect(try shop.record(.deliveryVisit, "HT-1001/D1").state == "PLANNED")
        // Which case, what, and from which state to which: not a number.
        #expect(screen.has("已撤销：HT-1001/D1 送货: 送货前一天电话") && screen.has("收货人 李梅"))
        screen.press("<C-r>")
        #expect(screen.has("已重做：HT-1001/D1 送货: 送货前一天电话"))
        #expect(try shop.record(.deliveryVisit, "HT-1001/D1").state == "RECEIVER_CONFIRMED")
    }

    @Test func nothingToUndoIsSaidAndNotAsked() throws {
        let screen = try Screen(TestShop.busy(), as: "zhou")
        screen.press("u")
        #expect(screen.has("没有可撤销的操作") && screen.app.overlays.isEmpty)
    }

    /// DV-06: the half-day can be told once the task is faxed; Enter says so before a sheet was filled in for nothing.
    @Test func whatComesFirstIsSaidBeforeTheSheet() throws {
        let shop = try scheduled()
        let screen = try Screen(shop, as: "zhou")
        screen.press("/A-20<Enter><Enter>")
        #expect(screen.has("先办：A-18"))
        #expect(screen.app.overlays.last is TextDialog)
        try shop.desk("lin").perform(.send(rule: "A-18", shop.id(.deliveryRun, "2026-11-25"), override: nil))
        screen.press("<Esc><Enter>")
        #expect(screen.app.overlays.last is FormView)
    }

    /// nobody arrives before the day of the visit; who says so all the same writes why.
    @Test func anArrivalIsForTheDayOfTheVisit() throws {
        let shop = try TestShop.busy()
        let visit = try shop.record(.installVisit, "HT-1001/I1")
        let family = Family(root: try shop.record(.order, "HT-1001"), children: [visit])
        let manual = try shop.desk("lin").manual()
        func refusal(_ state: String, _ now: String) throws -> Refusal? {
            var visit = visit
            visit.state = state
            return Verb.refusal("crewArrived", Facts(own: visit, family: family, manual: manual, now: try #require(manual.zone.parse(now))))
        }
        guard case .unmet("notVisitDay", "A-16", true, _) = try refusal("CUSTOMER_TOLD", "2026-11-25T10:00") else {
            Issue.record("offered the day before"); return
        }
        #expect(try refusal("CUSTOMER_TOLD", "2026-11-26T10:00") == nil)
    }

    private func scheduled() throws -> TestShop {
        let shop = try TestShop.busy()
        try shop.desk(.console).perform(
            .record(.crew, number: "送1组", ["kind": "delivery", "leader": "王师傅", "phone": "13800000001", "skills": ["家具", "furniture"], "capacityLitres": 12_000]))
        let date = try #require(LocalDay("2026-11-25"))
        let proposed = try shop.desk("peng").proposeRun(.deliveryRun, date, options: Solver.Options(seed: 7, iterations: 500))
        try shop.desk("peng").perform(.publish(#require(proposed.record).id, version: nil, override: nil))
        return shop
    }

    @Test func marksWorkTogetherWithACountAndAQuestion() throws {
        let shop = try TestShop.busy()
        let numbers = try (1...3).map { n in
            let id = try shop.receive("HT-200\(n)", "客户\(n)", phone: "1381111000\(n)", address: "路\(n)号")
            try shop.stamp(id, "goodsArrived")
            return "HT-200\(n)"
        }
        let screen = try Screen(shop)
        screen.press("/A-05<Enter><C-a><Enter>")
        #expect(screen.has("4 单"))
        screen.press("<Enter>")
        for number in numbers { #expect(try shop.record(.order, number).state == "GOODS_COMPLETE") }
        #expect(screen.has("已记录 4 单"))
    }

    @Test func markedDutiesOfDifferentKindsAreNotMixed() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("<Down><Space><Space><Enter>")
        #expect(screen.has("不是同一件事"))
    }

    @Test func waivingAsksForTheReason() throws {
        let shop = try TestShop.busy()
        // a clerk cannot, the supervisor can.
        let clerk = try Screen(shop)
        clerk.press("<Down><F8>")
        #expect(clerk.has("你的岗位不能做"))
        let screen = try Screen(shop, as: "zhou")
        screen.press("/A-06<Enter><F8><C-s>")
        #expect(screen.has("这一项必填"))
        screen.press("客户不要了<C-s><Enter>")
        let id = try shop.id(.order, "HT-1003")
        let duties = try shop.store.read { try $0.duties(of: id) }
        #expect(duties.first { $0.key.rule == "A-06" }?.status == .waived)
    }

    @Test func selectionStaysOnItsDutyWhileOthersWork() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("<Down><Down><Down>")
        #expect(screen.has(">* 今天 15:20  A-05"))
        // Another desk settles a duty above, and a new one appears.
        try shop.stamp(try shop.id(.deliveryVisit, "HT-1001/D1"), "receiverConfirmed", ["atHome": "yes", "receiver": "李梅", "promiseTold": true])
        screen.app.reload()
        screen.app.deliver()
        #expect(!screen.has("A-14"))
        #expect(screen.has(">* 今天 15:20  A-05"))
    }

    @Test func aMessageDutyLeadsToItsTextInTheOutbox() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("/A-03<Enter><Enter>")
        #expect(screen.app.current.id == .outbox)
        #expect(screen.has("合同HT-1004已登记"))
    }

    @Test func aSupervisorSeesEverybodysDuties() throws {
        let screen = try Screen(TestShop.busy(), as: "zhou")
        #expect(screen.has("[全部岗位]"))
        #expect(screen.has("A-14") && screen.has("A-31"))
    }

    @Test func scopesShowTheOthersWork() throws {
        let screen = try Screen(TestShop.busy(), as: "wang")
        #expect(!screen.has("A-14"))
        screen.press("v")
        #expect(screen.has("A-14"))
        screen.press("<F7>")
        #expect(screen.has("[只看超时]"))
        #expect(!screen.has("A-05"))
    }
}
