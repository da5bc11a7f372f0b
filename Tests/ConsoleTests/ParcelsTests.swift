import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Testing

@testable import Console

/// The queue of a courier branch: what keeps parcels from their receivers, and today's entry for one or for many.
@MainActor
struct ParcelsTests {
    @Test("R-22 C-23: the queue, and today's entry in the form of the house with one key")
    func note() throws {
        let shop = try TestShop.branch()
        let screen = try Screen(shop, as: "jin")
        screen.press("5")
        StoredScreen.expect(screen.text, "parcels")
        #expect(screen.has("今日已写 0/2") && screen.has("518012345671") && screen.has("破损"))
        screen.press("n")
        #expect(screen.has("暂放续送(1207)") && screen.has("今日已写 1/2"))
        // 尉迟 is read yuchi.
        screen.press("/ycg<Enter>t<Down><Enter>")
        #expect(try shop.record("problem", "518012345672/W1")["note"] == "已催上站(1207)")
    }

    @Test("C-41: ten problem parcels get today's entry in at most 15 keys, in one step of undo")
    func bulk() throws {
        let shop = try TestShop.branch(11)
        let screen = try Screen(shop, as: "jin", rows: 45, columns: 140)
        let keys = ["5", "a", "n", "<Enter>"]
        screen.press(keys.dropLast().joined())
        // Several are named before they are written on.
        #expect(screen.has("给 10 件都写：暂放续送") && screen.has("518012345671") && screen.has("今日已写 0/10"))
        screen.press("<Enter>")
        #expect(screen.has("今日已写 10/10") && keys.count <= 15)
        for n in 1...11 where n != 3 {
            let number = String(518_012_345_670 + n) + "/W1"
            #expect(try shop.record("problem", number)["note"] == "暂放续送(1207)", "\(number)")
        }
        StoredScreen.expect(screen.text, "parcels-wide")
        screen.press("u")
        #expect(screen.has("今日已写 0/10"))
    }

    @Test("C-26: goods without paper and paper without goods, typed or scanned, become cases at once")
    func reconcile() throws {
        let shop = try TestShop.branch()
        let screen = try Screen(shop, as: "jin")
        screen.press("5g518012345671 518099999999<C-s>")
        #expect(screen.has("单据 2，实物 2：有单无货 1，有货无单 1"))
        screen.press("vvv")
        #expect(screen.has("有货无单") && screen.has("有单无货") && screen.has("518099999999"))
    }

    @Test("C-25: a scanner ends each number with Enter, and a warehouse holds more than a line of them; Enter on none saves")
    func scannedGoods() throws {
        let shop = try TestShop.branch()
        let screen = try Screen(shop, as: "jin", rows: 45, columns: 140)
        let goods = ["518012345671", "518012345672"] + (1...60).map { String(518_099_999_900 + $0) }
        screen.press("5g" + goods.map { $0 + "<Enter>" }.joined())
        #expect(screen.has("518099999960") && !screen.has("实物 62"), "not saved by the first Enter")
        screen.press("<Enter>")
        #expect(screen.has("单据 2，实物 62：有单无货 0，有货无单 60"))
    }

    @Test("C-27: a problem is registered for a waybill that the scanner types")
    func register() throws {
        let shop = try TestShop.branch()
        let screen = try Screen(shop, as: "jin")
        screen.press("5i<Down>")
        screen.press("<Enter>518012345673<C-s>")
        #expect(screen.has("登记问题件") && screen.has("外箱破"), "another parcel of the same telephone is open already")
        screen.press("<Esc>")
        // Handing on is the other desk's part of the same queue.
        screen.press("<Esc>5v")
        #expect(screen.has("518012345673"))
    }

    @Test func aShopWithoutParcelsHasNoSuchPane() throws {
        let screen = try Screen(TestShop.busy(), as: "lin")
        #expect(!screen.has("5 问题件") && screen.has("3 排班"))
        let courier = try Screen(TestShop.branch(), as: "jin")
        #expect(courier.has("5 问题件") && !courier.has("3 排班"))
    }
}
