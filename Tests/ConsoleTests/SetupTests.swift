import Desk
import Dispatching
import Testing

@testable import Console

/// 设置: people, crews and leaves by keys.
@MainActor
struct SetupTests {
    private func furnished() throws -> TestShop {
        let shop = try TestShop.busy()
        for (crew, kind, leader) in [("送1组", "delivery", "王师傅"), ("安1组", "install", "李师傅")] {
            try shop.desk(.console).perform(
                .record(.crew, number: crew, ["kind": .string(kind), "leader": .string(leader), "phone": "13800000001", "members": ["小赵", "小钱"], "skills": ["furniture"]]))
        }
        return shop
    }

    private func day(_ text: String) -> LocalDay { LocalDay("2026-11-" + text)! }

    private func leave(_ shop: TestShop, _ who: String, _ from: String, _ to: String, _ deputy: String) throws {
        let draft = LeaveDraft(who: who, from: day(from), to: day(to), reason: "婚假", deputy: deputy)
        let id = try #require(try shop.desk("zhou").perform(.leave(draft)).record).id
        try shop.desk("zhou").perform(.approveAbsence(id, deputy: nil, note: "已当面交接"))
    }

    @Test func people() throws {
        let shop = try furnished()
        try leave(shop, "wang", "24", "25", "lin")
        let screen = try Screen(shop, as: "zhou")
        screen.press("9")
        StoredScreen.expect(screen.text, "setup-people")
    }

    @Test func crewsWide() throws {
        let shop = try furnished()
        try leave(shop, "王师傅", "24", "25", "李师傅")
        let screen = try Screen(shop, as: "zhou", rows: 30, columns: 120)
        screen.press("9<Tab>")
        StoredScreen.expect(screen.text, "setup-crews-wide")
    }

    @Test func leaves() throws {
        let shop = try furnished()
        try leave(shop, "wang", "24", "25", "lin")
        try leave(shop, "王师傅", "27", "27", "李师傅")
        try shop.desk("zhou").perform(.leave(LeaveDraft(who: "peng", from: day("26"), to: day("26"), reason: "事假")))
        let screen = try Screen(shop, as: "zhou")
        screen.press("9<Tab><Tab><Down>")
        StoredScreen.expect(screen.text, "setup-leaves")
    }

    @Test func inEnglish() throws {
        let shop = try furnished()
        try leave(shop, "wang", "24", "25", "lin")
        let screen = try Screen(shop, as: "zhou", language: .en)
        screen.press("9")
        StoredScreen.expect(screen.text, "setup-en")
    }

    /// the days of a feast are marked and set at once; what is booked on them is told before.
    @Test func daysOffAreSetByKeys() throws {
        let shop = try furnished()
        let screen = try Screen(shop, as: "zhou")
        screen.press("9<S-Tab>")
        StoredScreen.expect(screen.text, "setup-calendar")
        screen.press("<Space><Space><Enter>")
        #expect(screen.has("共 2 天"))
        screen.press("1<Enter>盘点<C-s>")
        let days = try shop.record("calendar", "shop")
        #expect(days["2026-11-24"]["kind"] == "off" && days["2026-11-25"]["label"].string == "盘点")
        #expect(screen.has("盘点") && screen.has("休息"))
        // The filter finds a day by its occasion; by its weekday again.
        screen.press("/盘点<Enter>b")
        #expect(try shop.record("calendar", "shop")["2026-11-24"] == .null)
        screen.press("u")
        #expect(try shop.record("calendar", "shop")["2026-11-24"]["kind"] == "off")
    }

    @Test func otherHoursMustBeReadable() throws {
        let shop = try furnished()
        let screen = try Screen(shop, as: "zhou", rows: 30, columns: 120)
        screen.press("9<S-Tab><Enter>")
        StoredScreen.expect(screen.text, "setup-day-wide")
    }

    /// a clerk sees everything, and is told whom to ask before a sheet was filled in for nothing.
    @Test func aClerkSeesAndIsToldWhomToAsk() throws {
        let screen = try Screen(furnished(), as: "wang")
        screen.press("9")
        #expect(screen.has("周敏") && screen.has("客服主管"))
        for keys in ["e", "n", "a", "<Tab>e", "<Tab>a"] {
            screen.press(keys)
            #expect(screen.has("安装部经理") && screen.has("请他们来做"), "\(keys)")
            screen.press("<Esc>")
        }
    }

    @Test func aPersonIsAddedAndGetsAnotherPost() throws {
        let shop = try furnished()
        let screen = try Screen(shop, as: "zhou")
        screen.press("9nsun<Enter>孙丽<Enter>13700001111<Enter>")
        let roles = shop.roles
        // The posts are ticks in the order of their names; the first is ticked.
        screen.press("<Space><C-s>")
        let added = try shop.record(.staff, "sun")
        #expect(added["name"].string == "孙丽" && added["phone"].string == "13700001111")
        #expect(added["roles"] == .array([.string(roles[0])]))
        #expect(screen.has("孙丽"))
        // The same login again is refused.
        screen.press("nsun<Enter>另一个<C-s>")
        #expect(screen.has("sun") && !screen.app.overlays.isEmpty)
        #expect(try shop.record(.staff, "sun")["name"].string == "孙丽")
    }

    @Test func aCrewGetsAnotherLeaderAndPeople() throws {
        let shop = try furnished()
        let screen = try Screen(shop, as: "zhou")
        screen.press("9<Tab>")
        #expect(screen.has("小赵 小钱"))
        screen.press("<Enter>")
        #expect(screen.has("修改班组"))
        screen.press("<C-s>")
        let crew = try shop.record(.crew, "送1组")
        #expect(crew["members"] == ["小赵", "小钱"] && crew["skills"] == ["furniture"] && crew["leader"].string == "王师傅")
    }

    /// asked for, approved with a deputy who is there, ended early; all by keys.
    @Test func aLeaveFromAskingToComingBack() throws {
        let shop = try furnished()
        let screen = try Screen(shop, as: "zhou")
        screen.press("9<Tab>a")
        #expect(screen.has("送1组"))
        screen.press("<C-s>")
        #expect(screen.has("这一项必填"))
        screen.press("年检<C-s>")
        #expect(screen.has("待批") && screen.has("年检"))
        // A crew's leave needs no deputy.
        screen.press("<Enter><C-s>")
        #expect(try shop.record(.absence, "送1组/2026-11-24").state == Leave.approved)
        #expect(screen.has("请假中"))
        screen.press("b")
        #expect(screen.has("最后一天"))
        screen.press("<C-s>")
        #expect(try shop.record(.absence, "送1组/2026-11-24")["to"].string == "2026-11-24")
        // A person's does: approving says so at its field.
        screen.press("<Tab><Tab>")
        #expect(screen.has("[人员]"))
    }

    @Test func approvingWithoutADeputySaysWhatToDo() throws {
        let shop = try furnished()
        try shop.desk("zhou").perform(.leave(LeaveDraft(who: "王师傅", from: day("25"), to: day("25"), reason: "事假")))
        let screen = try Screen(shop, as: "zhou")
        screen.press("9<Tab><Tab><Enter><C-s>")
        #expect(screen.has("代班人"))
        #expect(try shop.record(.absence, "王师傅/2026-11-25").state == "ACTIVE")
        screen.press("<Home>")
        for character in "李师傅" { screen.send(.text(character)) }
        screen.press("<C-s>")
        #expect(try shop.record(.absence, "王师傅/2026-11-25").state == Leave.approved)
        #expect(try shop.record(.absence, "王师傅/2026-11-25")["deputy"].string == "李师傅")
    }

    /// Today of the deputy shows what falls due meanwhile, and w says for whom.
    @Test func theDeputySeesAndWSaysWhy() throws {
        let shop = try furnished()
        try shop.desk("zhou").perform(.handOver(shop.duty("A-03", .order, "HT-1004"), to: "wang", reason: "分工"))
        try leave(shop, "wang", "24", "25", "zhou")
        let screen = try Screen(shop, as: "zhou")
        screen.press("/A-03<Enter>")
        screen.press("w")
        #expect(screen.has("本是 王芳 的") && screen.has("周敏 办。") && screen.has("2026-11-25"))
    }

    /// What falls due after the leave stays the owner's, and the deputy sees it all the same.
    @Test func whatFallsDueLaterStaysAndIsSeen() throws {
        let shop = try furnished()
        try shop.desk("zhou").perform(.handOver(shop.duty("A-07", .order, "HT-1003", orElse: "A-06"), to: "peng", reason: "分工"))
        shop.time("2026-11-24T15:04")
        try leave(shop, "peng", "24", "24", "wang")
        let screen = try Screen(shop, as: "wang")
        #expect(screen.app.standIn.people == ["彭店"])
        // Overdue for days already: handed over with the approval. The rest of his post is done by the deputy as well.
        #expect(screen.app.dutyRoles.contains("installManager"))
        #expect(screen.has("A-06") && screen.has("A-31"))
    }
}

extension TestShop {
    fileprivate var roles: [String] {
        let outsiders: Set<String> = ["customer", "brandGroup", "departments", "appraisal"]
        return ((try? desk("lin").manual().playbook.roles.keys.filter { !outsiders.contains($0) }) ?? []).sorted()
    }

    fileprivate func duty(_ rule: String, _ kind: CaseKind, _ number: String, orElse other: String? = nil) throws -> Duty.Key {
        let id = try id(kind, number)
        let duties = try store.read { try $0.duties(of: id) }.filter { $0.status == .open }
        guard let duty = duties.first(where: { $0.key.rule == rule }) ?? duties.first(where: { $0.key.rule == other }) else { throw Refusal.unknownRule(rule) }
        return duty.key
    }
}
