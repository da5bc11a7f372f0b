import Dispatching
import Testing

@testable import Console

/// Undo where somebody else has gone on: who, with what, and the way past it.
@MainActor
struct UndoTests {
    @Test func whoBuiltOnItIsNamedWithWhatTheyDidAndTheStepBeforeIsOffered() throws {
        let shop = try TestShop.busy()
        let (first, second) = try (shop.id(.order, "HT-1001"), shop.id(.order, "HT-1003"))
        try shop.desk("lin").perform(.amend(first, version: nil, ["remark": "加急"]))
        try shop.desk("lin").perform(.amend(second, version: nil, ["remark": "楼梯窄"]))
        try shop.desk("wang").perform(.amend(second, version: nil, ["address": "丰台区新址9号"]))
        let screen = try Screen(shop)
        screen.press("u")
        #expect(screen.has("HT-1003 之后 王芳 在 11-24 15:04 又办了「地址」"))
        #expect(screen.has("撤销你再往前的一步"))
        screen.press("<Esc>")
        #expect(try shop.record(.order, "HT-1001")["remark"].string == "加急")
        screen.press("u<Enter>")
        #expect(try shop.record(.order, "HT-1001")["remark"].isNull)
        #expect(try shop.record(.order, "HT-1003")["remark"].string == "楼梯窄" && shop.record(.order, "HT-1003")["address"].string == "丰台区新址9号")
        // Redo brings back what this undo took.
        screen.press("<C-r>")
        #expect(try shop.record(.order, "HT-1001")["remark"].string == "加急")
    }

    @Test func theStampOfTheOtherPersonIsNamedByItsLabel() throws {
        let shop = try TestShop.busy()
        let id = try shop.receive("HT-4001", "客户1", phone: "13822220001", address: "路1号")
        try shop.desk("lin").perform(.amend(id, version: nil, ["remark": "加急"]))
        try shop.stamp(id, "goodsArrived", by: "wang")
        let label = try shop.desk("lin").manual().playbook.stampLabel("goodsArrived").zh
        let screen = try Screen(shop)
        screen.press("u")
        #expect(screen.has("王芳") && screen.has(label) && !screen.has("wang"))
    }

    @Test func aStaleSaveSaysStateAndFieldsInWords() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop, columns: 120)
        screen.press("2<End>e")
        try shop.desk("wang").perform(.amend(try shop.id(.order, "HT-1001"), version: nil, ["address": "顺义区新址2号"]))
        screen.press("急单<C-s><Esc>")
        #expect(screen.has("王芳") && screen.has("现状态 已预约") && screen.has("备注: 急单"))
        #expect(!screen.has("remark") && !screen.has("BOOKED") && !screen.has("wang"))
    }
}
