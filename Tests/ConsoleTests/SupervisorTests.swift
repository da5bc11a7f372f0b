import Dispatching
import Foundation
import Testing
import Wording

@testable import Console

/// The supervisor's pane: R-06, and the month's figures.
@MainActor
struct SupervisorTests {
    private static let evening = "2026-11-24T18:20"

    private func screen(rows: Int = 24, columns: Int = 80, language: Language = .zh, as login: String = "zhou") throws -> Screen {
        let screen = try Screen(TestShop.busy(now: Self.evening), as: login, rows: rows, columns: columns, language: language)
        screen.press("8")
        return screen
    }

    // MARK: Pictures

    @Test func overdue() throws { StoredScreen.expect(try screen().text, "supervisor-overdue") }

    @Test func overdueWide() throws { StoredScreen.expect(try screen(rows: 45, columns: 140).text, "supervisor-overdue-wide") }

    @Test func overdueInEnglish() throws { StoredScreen.expect(try screen(language: .en).text, "supervisor-overdue-en") }

    @Test func satisfaction() throws {
        let screen = try Screen(SupervisorShop.month(), as: "zhou")
        screen.press("8s")
        StoredScreen.expect(screen.text, "supervisor-satisfaction")
    }

    @Test func crews() throws {
        let screen = try Screen(SupervisorShop.month(), as: "zhou", rows: 45, columns: 140)
        screen.press("8c")
        StoredScreen.expect(screen.text, "supervisor-crews-wide")
    }

    @Test func services() throws {
        let screen = try Screen(SupervisorShop.month(), as: "zhou")
        screen.press("8r")
        StoredScreen.expect(screen.text, "supervisor-services")
    }

    @Test func messages() throws {
        let screen = try Screen(SupervisorShop.month(), as: "zhou")
        screen.press("8m")
        StoredScreen.expect(screen.text, "supervisor-messages")
    }

    // MARK: R-06

    @Test("R-06: role, person, rule, day and state narrow the list, Esc shows all again")
    func filters() throws {
        let screen = try screen()
        #expect(screen.has("A-14") && screen.has("A-17"))
        screen.press("L")
        #expect(screen.has("按规则筛选"))
        screen.press("<Down><Down><Enter>")
        #expect(screen.has("[A-03]") && !screen.has("A-17"))
        screen.press("<Esc>")
        #expect(screen.has("A-17"))
        screen.press("v")
        #expect(screen.has("全部待办"))
        screen.press("<Esc>/<Up>a-17<Enter>24<Enter>")
        #expect(screen.has("[A-17]") && screen.has("[11-24 周二]") && screen.has("1 项"))
        screen.press("<Esc>D25<Enter>")
        #expect(screen.has("没有符合的"))
    }

    @Test("R-06: what was done in the last month is one of the states on the screen")
    func done() throws {
        let screen = try screen()
        screen.press("vvvv")
        #expect(screen.has("已办（一个月内）") && screen.has("A-04") && !screen.has("A-17"))
    }

    @Test("A-40: what refuses an early freezing advises no override, for there is none; other rules do")
    func earlyFreezing() throws {
        let context = try screen().app
        let opens = try #require(context.zone.parse("2026-12-01T08:30"))
        for language in Language.allCases {
            let wording = Wording(language)
            let advice = wording.explain(.tooEarly(rule: "A-40", opens: opens), zone: context.zone).next
            #expect(!advice.contains("写明原因") && !advice.contains("reason"))
            #expect(wording.explain(.tooEarly(rule: "A-29", opens: opens), zone: context.zone).next != advice)
        }
    }

    @Test("R-06: a note to a superior stands in the row and in the case's history")
    func escalation() throws {
        let shop = try TestShop.busy(now: Self.evening)
        let screen = try Screen(shop, as: "zhou", rows: 45, columns: 140)
        screen.press("8/<Up>A-14<C-s>e")
        #expect(screen.has("督办"))
        screen.press("2<Enter>没人打电话<Enter>")
        let visit = try shop.record(.deliveryVisit, "HT-1001/D1")
        #expect(visit.latest("escalatedDuty")?.answers["to"]?.string == "installManager")
        #expect(screen.has("> 安装部经理：没人打电话"))
        screen.press("<Enter>")
        #expect(screen.app.current.id == .orders)
        #expect(screen.has("督办: 规则 A-14"))
    }

    @Test("R-06: a supervisor waives with a reason and the breach stays; a clerk is refused")
    func waive() throws {
        let shop = try TestShop.busy(now: Self.evening)
        let key = "8/<Up>A-14<C-s>w客户取消<Enter><Enter>"
        let clerk = try Screen(shop, as: "wang")
        // Before a reason is typed for nothing.
        clerk.press("8/<Up>A-14<C-s>w")
        #expect(clerk.has("客服主管") && !clerk.app.overlays.contains { $0 is FormView })
        let id = try shop.id(.deliveryVisit, "HT-1001/D1")
        func duty() throws -> Duty? { try shop.store.read { try $0.duties(of: id) }.first { $0.key.rule == "A-14" } }
        #expect(try duty()?.status == .open)
        let screen = try Screen(shop, as: "zhou")
        screen.press(key)
        #expect(try duty()?.status == .waived)
        #expect(try duty()?.breachedDue != nil)
        screen.press("vvv")
        #expect(screen.has("所有超过期限的") && screen.has("已免") && screen.has("客户取消"))
    }

    @Test("A-66: a duty is handed over with the reason, to a person who exists")
    func handOver() throws {
        let shop = try TestShop.busy(now: Self.evening)
        let screen = try Screen(shop, as: "zhou")
        screen.press("8/<Up>A-14<C-s>h谁<Enter>请假<Enter>")
        #expect(screen.has("没有人员 谁"))
        screen.press("<Esc>hlin<Enter>请假<Enter>")
        let id = try shop.id(.deliveryVisit, "HT-1001/D1")
        #expect(try shop.store.read { try $0.duties(of: id) }.first { $0.key.rule == "A-14" }?.person == "林晓")
        screen.press("P<Down><Enter>")
        #expect(screen.has("[林晓]"))
    }

    // MARK: Months

    @Test("A-40 R-01: frozen on the first working day with one key, and once")
    func freeze() throws {
        let shop = try SupervisorShop.month()
        let early = try Screen(shop, as: "zhou")
        early.press("8sf")
        #expect(early.has("下个月第一个工作日才能定稿"))
        shop.time("2026-12-01T09:00")
        let screen = try Screen(shop, as: "zhou")
        screen.press("8s<Left>")
        #expect(screen.has("< 2026-11 >") && screen.has("未定稿") && screen.has("李师傅"))
        screen.press("f<Enter>")
        #expect(screen.has("已定稿：12-01 09:00"))
        let day = try shop.record(.day, "2026-12-01")
        #expect(day.latest("satisfactionFrozen")?.answers["month"]?.string == "2026-11")
        screen.press("f")
        #expect(screen.has("这个月已经定稿"))
    }

    @Test("R-01: what is seen is what the file holds, with a mark that spreadsheets know")
    func export() throws {
        let shop = try SupervisorShop.month()
        let screen = try Screen(shop, as: "zhou")
        let file = shop.folder.appending(path: "out.csv").path
        screen.press("8sx<C-u>" + file + "<Enter>")
        let bytes = try Data(contentsOf: URL(filePath: file))
        #expect(bytes.prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]))
        let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
        #expect(text.hasPrefix("岗位,人员,评分数,平均,满意,满意率\r\n"))
        #expect(text.contains("安装,李师傅,1,4.00,1,100.0%") && text.contains("设计,何设计,1,3.00,0,0.0%"))
        // A file that is there stays as it is.
        screen.press("x<C-u>" + file + "<Enter>")
        #expect(screen.has("已经存在"))
    }
}
