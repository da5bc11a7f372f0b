import Desk
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

    /// Among hundreds of customers who bought once, each is still found by the beginning of the name.
    @Test func aTextUsedOnceLongAgoIsOfferedByItsBeginning() throws {
        let shop = try TestShop.busy()
        func draft(_ n: Int, _ customer: String, _ address: String) -> Command {
            .receive(OrderDraft(number: "ZH-\(1000 + n)", fields: ["customer": .string(customer), "address": .string(address)], lines: []))
        }
        let old = [draft(0, "郑丽华", "西湖区文三路1号"), draft(1, "郑成功", "西湖区文三路2号"), draft(2, "郑成功", "西湖区文三路2号")]
        _ = try shop.desk("wang").batch(old + (10..<460).map { draft($0, "客户\($0)", "余杭区良渚路\($0)号") })
        let screen = try Screen(shop)
        screen.press("2nHT-3001<Enter>郑<Right>")
        let form = try #require(screen.app.overlays.last as? FormView)
        // Two orders against one.
        #expect(form.state.typed["customer"]?.text == "郑成功")
        screen.press("<C-u>郑丽<Right>")
        #expect(form.state.typed["customer"]?.text == "郑丽华")
        screen.press("<Enter><Enter><Enter>西湖区文三路1<Right>")
        #expect(form.state.typed["address"]?.text == "西湖区文三路1号")
    }

    /// Sheets of a pane's own, and those on many: as safe as the sheet of a stamp.
    @Test func sheetsWithoutAStampKeepTheirDraftToo() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop, as: "zhou")
        screen.press("x顾客不要了")
        #expect(screen.has("顾客不要了"))
        screen.press("<Esc>")
        #expect(screen.has("还没保存"))
        screen.press("<Esc>")
        screen.app.handle(.terminate(signal: 1))
        let next = try Screen(shop, as: "zhou")
        next.press("x")
        #expect(next.has("顾客不要了") && next.has("上次没存完"))
        next.press("<C-x>")
        #expect(!next.has("顾客不要了"))
    }

    @Test func aSheetOnManyKeepsItsDraft() throws {
        let shop = try TestShop.busy()
        for n in 1...2 {
            let id = try shop.receive("HT-400\(n)", "客户\(n)", phone: "1382222000\(n)", address: "路\(n)号")
            try shop.stamp(id, "goodsArrived")
        }
        let ids = try (1...2).map { try shop.id(.order, "HT-400\($0)") }
        func open(_ screen: Screen) {
            StampForm(context: screen.app).open("goodsChecked", on: ids)
            screen.settle()
        }
        let screen = try Screen(shop)
        open(screen)
        screen.press("1")
        screen.app.handle(.terminate(signal: 1))
        let next = try Screen(shop)
        open(next)
        #expect(next.has("上次没存完") && next.has("(*)1"))
    }

    @Test func whoMayNotSetAStampIsToldBeforeTheSheet() throws {
        let shop = try TestShop.busy()
        let id = try #require(try shop.desk("wang").perform(.intake(.ticket, parent: try shop.id(.order, "HT-1002"), ["problemKind": "RESIDUAL_PROBLEM", "problem": "柜门不平"])).record?.id)
        let screen = try Screen(shop, as: "lin")
        StampForm(context: screen.app).open("closedUnresolved", on: [id])
        screen.settle()
        #expect(screen.has("客服主管") && !screen.app.overlays.contains { $0 is FormView })
        screen.press("<Enter>")
        let other = try Screen(shop, as: "zhou")
        StampForm(context: other.app).open("closedUnresolved", on: [id])
        other.settle()
        #expect(!other.has("要由"))
    }

    @Test("A-02: an order that lacks its telephone says so before it is asked about, and leads to the field") func incompleteOrder() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop, as: "wang")
        StampForm(context: screen.app).open("registered", on: [try shop.id(.order, "HT-1005")])
        screen.settle()
        #expect(screen.has("HT-1005 缺电话") && !screen.has("记录「"))
        screen.press("<Enter>")
        #expect(screen.app.overlays.last is FormView && screen.has("赵倩"))
        screen.press("<S-Tab><S-Tab><S-Tab><S-Tab><S-Tab><S-Tab><S-Tab><S-Tab><S-Tab>13500006666<C-s>")
        #expect(try shop.record(.order, "HT-1005")["phone"].string == "13500006666")
        StampForm(context: screen.app).open("registered", on: [try shop.id(.order, "HT-1005")])
        screen.settle()
        screen.press("<Enter>")
        #expect(try shop.record(.order, "HT-1005").has("registered"))
    }

    @Test func aDayWithItsTimeFillsBothFieldsAndABareHourMeansTheAfternoon() throws {
        let screen = try Screen(TestShop.callbacks(), as: "wang")
        screen.press("6/李梅<Enter>l")
        let form = try #require(screen.app.overlays.last as? FormView)
        func texts() -> [String?] { ["nextDate", "nextTime"].map { form.state.typed[$0]?.text } }
        form.state.moveTo("nextDate")
        screen.press("<C-u>明天下午")
        #expect(screen.has("14:00"))
        screen.press("<Tab>")
        let tomorrow = (screen.app.today + 1).description
        #expect(texts() == [tomorrow, "14:00"])
        form.state.moveTo("nextTime")
        screen.press("<C-u>4点")
        #expect(screen.has("按下午算：16:00"))
        screen.press("<C-u>后天16:30<Tab>")
        #expect(texts() == [(screen.app.today + 2).description, "16:30"])
    }

    @Test func whatAPhoneLooksLikeIsSaid() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("2nHT-3001<Enter>孙悦<Enter>138")
        #expect(screen.has("手机 11 位，座机加区号"))
        screen.press("<C-s>")
        #expect(screen.has("! 看不懂：手机 11 位"))
        screen.press("12345678")
        #expect(!screen.has("看不懂"))
    }
}
