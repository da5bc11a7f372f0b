import Desk
import Dispatching
import Foundation
import Rostering
import Storage

extension TestShop {
    /// A Saturday afternoon with callbacks of every standing: one late, three due today, one that begins at 15:00.
    static let callbackTime = "2026-11-21T14:20"

    static func callbacks(now: String = callbackTime) throws -> TestShop { try TestShop(now, template: callbackTemplate.get()) }

    private static let callbackTemplate = Result { try CallbackPast().make() }

    func visit(_ number: String) throws -> CaseRecord {
        try record(number.contains("/D") ? .deliveryVisit : .installVisit, number)
    }
}

/// How the callbacks came about: goods brought on four days, two kitchens set up on the 19th.
private struct CallbackPast {
    /// Order, customer, phone, delivery, installation.
    static let orders = [
        ("HT-5001", "李梅", "13800001111", "18", "19"), ("HT-5002", "王建国", "13900002222", "18", "19"), ("HT-5003", "单雅芳", "13700003333", "19", "20"),
        ("HT-5004", "欧阳修文", "13600004444", "20", "21"), ("HT-5005", "赵倩", "13500005555", "21", "23"),
    ]

    func make() throws -> URL {
        let shop = try TestShop()
        try book(shop)
        try bring("18", eve: "17", shop)
        try setUp(shop)
        try bring("19", eve: "18", shop)
        try report(shop)
        try bring("20", eve: "19", shop)
        try bring("21", eve: "20", shop)
        shop.time("2026-11-21T14:00")
        try shop.desk(.console).rollIfNeeded()
        try shop.store.close()
        let file = FileManager.default.temporaryDirectory.appending(path: "paidan-callbacks-template-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: shop.folder.appending(path: "shop.paidan"), to: file)
        return file
    }

    private func book(_ shop: TestShop) throws {
        for (name, kind, leader) in [("送1组", "delivery", "王师傅"), ("安1组", "install", "李师傅")] {
            let fields: [String: Value] = [
                "kind": .string(kind), "leader": .string(leader), "phone": "13800000001", "skills": ["furniture"], "capacityLitres": 12_000,
            ]
            try shop.desk(.console).perform(.record(.crew, number: name, fields))
        }
        for (number, customer, phone, delivery, install) in Self.orders {
            let id = try shop.receive(number, customer, phone: phone, address: "学院路\(number.suffix(1))号", district: "海淀")
            try shop.desk("wang").perform(.amend(id, version: nil, ["designer": "何晨", "guide": "孙雯"]))
            try shop.goodsComplete(id)
            try shop.book(id, delivery: "2026-11-\(delivery)", install: "2026-11-\(install)")
        }
    }

    private func run(_ kind: CaseKind, _ day: String, _ shop: TestShop) throws -> CaseRecord {
        guard let date = LocalDay("2026-11-\(day)") else { throw Refusal.noWorkingDay }
        let desk = try shop.desk("peng")
        guard let run = try desk.proposeRun(kind, date, options: Solver.Options(seed: 7, iterations: 200)).record else { throw Refusal.noWorkingDay }
        try desk.perform(.publish(run.id, version: nil, override: nil))
        return run
    }

    /// The eve call, the run, and the goods handed over on the day.
    private func bring(_ day: String, eve: String, _ shop: TestShop) throws {
        let orders = Self.orders.filter { $0.3 == day }
        shop.time("2026-11-\(eve)T14:00")
        for order in orders {
            let visit = try shop.visit(order.0 + "/D1")
            try shop.stamp(visit.id, "receiverConfirmed", ["atHome": "yes", "receiver": .string(order.1), "promiseTold": true])
        }
        shop.time("2026-11-\(eve)T15:10")
        let run = try run(.deliveryRun, day, shop)
        try shop.desk("lin").perform(.send(rule: "A-18", run.id, override: nil))
        for order in orders {
            let visit = try shop.visit(order.0 + "/D1")
            shop.time("2026-11-\(day)T08:20")
            try shop.stamp(visit.id, "loadReported", ["result": "LOADED"])
            shop.time("2026-11-\(day)T10:40")
            try shop.stamp(visit.id, "goodsReceived", ["result": "all"])
        }
    }

    /// Both customers of the 18th were called; their installations of the 19th are done.
    private func setUp(_ shop: TestShop) throws {
        shop.time("2026-11-18T15:05")
        for (number, remark) in [("HT-5001", "师傅很准时"), ("HT-5002", "")] {
            var answers: [String: Value] = ["verdict": "good", "installDate": "2026-11-19"]
            if !remark.isEmpty { answers["remark"] = .string(remark) }
            try shop.stamp(try shop.visit(number + "/D1").id, "deliveryCallback", answers, by: "wang")
        }
        _ = try run(.installRun, "19", shop)
    }

    private func report(_ shop: TestShop) throws {
        for number in ["HT-5001", "HT-5002"] {
            let id = try shop.visit(number + "/I1").id
            shop.time("2026-11-19T13:30")
            try shop.stamp(id, "crewArrived")
            try shop.stamp(id, "installDone")
            try shop.stamp(id, "installFeedback", ["report": "ok"])
            try shop.stamp(id, "forwarded", by: "peng")
            try shop.desk("wang").perform(.send(rule: "A-37", id, override: nil))
        }
    }
}
