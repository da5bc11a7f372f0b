import Desk
import Dispatching
import Foundation
import Rostering

/// Shops in which a supervisor has something to see.
enum SupervisorShop {
    /// One contract from its signing to the callback, so that the month has figures; now on 30 November.
    static func month(now: String = "2026-11-30T16:00") throws -> TestShop { try TestShop(now, template: monthTemplate.get()) }

    private static let monthTemplate = Result { try make() }

    private static func make() throws -> URL {
        let shop = try TestShop("2026-11-16T08:40")
        func at(_ time: String) throws {
            shop.time(time)
            try shop.desk("peng").rollIfNeeded()
        }
        try at("2026-11-16T08:40")
        for (crew, kind, leader) in [("送1组", "delivery", "王师傅"), ("安1组", "install", "李师傅")] {
            try shop.desk(.console).perform(
                .record(.crew, number: crew, ["kind": .string(kind), "leader": .string(leader), "phone": "13800000001", "skills": ["furniture"], "capacityLitres": 12_000]))
        }
        let order = try shop.receive("HT-1001", "李梅", phone: "13800001111", address: "朝阳区望京花园3号楼1201", district: "朝阳")
        try shop.desk("wang").perform(.amend(order, version: nil, ["designer": "何设计", "guide": "孙导购"]))
        // SMS 1 a day late: something for the message log.
        try shop.goodsComplete(order)
        try shop.book(order, delivery: "2026-11-18", install: "2026-11-19")
        try at("2026-11-17T10:00")
        try shop.desk("wang").perform(.send(rule: "A-03", order, override: nil))
        let delivery = try shop.id(.deliveryVisit, "HT-1001/D1"), install = try shop.id(.installVisit, "HT-1001/I1")
        try shop.stamp(delivery, "receiverConfirmed", ["atHome": "yes", "receiver": "李梅", "promiseTold": true])
        try at("2026-11-17T15:05")
        try run(shop, .deliveryRun, "2026-11-18")
        try shop.desk("lin").perform(.send(rule: "A-18", shop.id(.deliveryRun, "2026-11-18"), override: nil))
        try shop.stamp(delivery, "slotTold", ["half": "AM", "callPromised": true])
        try at("2026-11-18T08:20")
        try shop.stamp(delivery, "loadReported", ["result": "LOADED"])
        try at("2026-11-18T11:00")
        try shop.stamp(delivery, "goodsReceived", ["result": "all"])
        try at("2026-11-18T15:05")
        try shop.stamp(delivery, "deliveryCallback", ["verdict": "good", "installDate": "2026-11-19"])
        try run(shop, .installRun, "2026-11-19")
        try at("2026-11-19T09:30")
        try shop.stamp(install, "crewArrived")
        try at("2026-11-19T11:30")
        try shop.stamp(install, "installDone")
        try at("2026-11-20T08:40")
        try shop.stamp(install, "installFeedback", ["report": "ok"])
        try shop.stamp(install, "forwarded", by: "peng")
        try at("2026-11-20T14:00")
        try shop.stamp(install, "installCallback", ["deliveryScore": 5, "installScore": 4, "designScore": 3, "guideScore": 5, "residual": "no"], by: "wang")
        try shop.desk("wang").perform(
            .intake(.serviceVisit, parent: order, ["customer": "李梅", "phone": "13800001111", "address": "朝阳区", "group": "furniture", "problem": "柜门下垂"]))
        try shop.store.close()
        let file = FileManager.default.temporaryDirectory.appending(path: "paidan-supervisor-template-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: shop.folder.appending(path: "shop.paidan"), to: file)
        return file
    }

    private static func run(_ shop: TestShop, _ kind: CaseKind, _ day: String) throws {
        guard let date = LocalDay(day) else { return }
        let desk = try shop.desk("peng")
        let proposed = try desk.proposeRun(kind, date, options: Solver.Options(seed: 7, iterations: 2000))
        if let id = proposed.record?.id { try desk.perform(.publish(id, version: nil, override: nil)) }
    }
}
