import Dispatching
import Testing

@testable import Console

/// What the sheet does with answers: reading, refusing, other people's saves, hang-ups.
@MainActor
struct FormTests {
    @Test func aStaleSaveShowsBothSidesAndCanBeReadAgain() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("2<End>e")
        #expect(screen.has("李梅"))
        // Meanwhile another desk corrects the address.
        let id = try shop.id(.order, "HT-1001")
        try shop.desk("wang").perform(.amend(id, version: nil, ["address": "顺义区新址1号"]))
        screen.press("<F2>")
        screen.press("<Esc>")
        screen.press("2e<Home><C-u>")
        screen.app.overlays = []
        screen.press("e")
        try shop.desk("wang").perform(.amend(id, version: nil, ["address": "顺义区新址2号"]))
        screen.press("急单<C-s>")
        StoredScreen.expect(screen.text, "stale")
        #expect(screen.has("顺义区新址2号"))
        #expect(screen.has("备注: 急单"))
        #expect(try shop.record(.order, "HT-1001")["remark"].isNull)
        screen.press("<Enter><C-s>")
        let order = try shop.record(.order, "HT-1001")
        #expect(order["remark"].string == "急单")
        #expect(order["address"].string == "顺义区新址2号")
    }

    @Test func aDraftSurvivesAHangUp() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("/syf<Enter><Enter><Space><Space>")
        screen.app.handle(.terminate(signal: 1))
        #expect(screen.app.ending == 129)
        let next = try Screen(shop)
        next.press("/syf<Enter><Enter>")
        #expect(next.has("上次没存完"))
        #expect(next.has("[x] 开关面板已装"))
        #expect(next.has("> [ ] 吊顶完成"))
        next.press("<C-x>")
        #expect(!next.has("[x]"))
    }

    @Test func leavingATypedSheetAsksWhatToDoWithIt() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("/syf<Enter><Enter><Space><Esc>")
        #expect(screen.has("还没保存"))
        screen.press("3<Enter>")
        #expect(screen.app.overlays.isEmpty)
        screen.press("<Enter>")
        #expect(!screen.has("[x]"))
    }

    @Test func datesAreReadTheWayClerksWriteThem() throws {
        let today = try #require(LocalDay("2026-11-24"))
        let cases = [
            ("2026-12-01", "2026-12-01"), ("12-1", "2026-12-01"), ("1201", "2026-12-01"), ("25", "2026-11-25"), ("3", "2026-12-03"),
            ("+1", "2026-11-25"), ("明天", "2026-11-25"), ("1-5", "2027-01-05"), ("１２／１", "2026-12-01"), ("12月1日", "2026-12-01"),
        ]
        for (typed, meant) in cases { #expect(Reading.value(typed, .date, today: today) == .string(meant), "\(typed)") }
        for nonsense in ["13-40", "abc", "+x", "0", "周八", "下", "monkey business"] { #expect(Reading.value(nonsense, .date, today: today) == nil, "\(nonsense)") }
        #expect(Reading.value("1530", .time, today: today) == .string("15:30"))
        #expect(Reading.value("9", .time, today: today) == .string("09:00"))
        #expect(Reading.value("2575", .time, today: today) == nil)
        #expect(Reading.value("1 3，4", .lines, today: today) == .array([1, 3, 4]))
        #expect(Reading.value(" ", .phone, today: today) == .null)
    }

    @Test func goodsAreReadFromOneLine() {
        let lines = LineText.read("餐桌(家具)x1，椅子x4、沙发")
        #expect(lines.map(\.product) == ["餐桌", "椅子", "沙发"])
        #expect(lines.map(\.quantity) == [1, 4, 1])
        #expect(lines[0].productClass == "家具")
    }

    @Test func aNewOrderIsTakenIn() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("2nHT-3001<Enter>孙悦<Enter>13812345678<Enter><Enter>昌平区1号<C-s>")
        let order = try shop.record(.order, "HT-3001")
        #expect(order["customer"].string == "孙悦")
        #expect(order.state == "REGISTERED")
        #expect(screen.has(">  HT-3001"))
        // The same number again is refused, and the sheet stays.
        screen.press("<Esc>nHT-3001<C-s>")
        #expect(screen.has("已存在"))
    }

    @Test func aFieldOffersWhatWasWrittenThereBefore() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        // By its beginning: Right takes what is offered.
        screen.press("2nHT-3001<Enter>单雅<Right>")
        #expect(screen.has("单雅芳"))
        // By the initials of its reading.
        screen.press("<Enter><Enter><Enter>wjhy")
        #expect(screen.has("wjhy > 朝阳区望京花园3号楼1201") == false)
        screen.press("<C-u>cyqwj")
        #expect(screen.has("cyqwj > 朝阳区望京花园3号楼1201"))
        screen.press("<Right><C-s>")
        let order = try shop.record(.order, "HT-3001")
        #expect(order["customer"].string == "单雅芳" && order["address"].string == "朝阳区望京花园3号楼1201")
    }

    @Test func aNumberThatIsTakenAndAKnownPhoneAreSaidWhileTyping() throws {
        let screen = try Screen(TestShop.busy(), columns: 100)
        screen.press("2nHT-1003")
        #expect(screen.has("! 已有这个编号：单雅芳"))
        screen.press("9")
        #expect(!screen.has("已有这个编号"))
        screen.press("<Enter><Enter>13900002222")
        #expect(screen.has("! 老客户 王建国 HT-1002"))
    }
}
