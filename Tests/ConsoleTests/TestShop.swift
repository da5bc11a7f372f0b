import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Synchronization
import Wording

/// A shop in a file of its own, with a clock that the test sets. Times are told in the shop's zone: `2026-11-24T15:04`.
final class TestShop: Sendable {
    let folder: URL
    let store: Store
    private let clock = ClockHand()

    /// A Tuesday; the run of the afternoon is for Wednesday.
    static let afternoon = "2026-11-24T15:04"

    /// - Parameter template: a finished file to begin with; a new shop otherwise.
    init(_ start: String = "2026-11-16T08:40", template: URL? = nil, trade: String = PlaybookFile.standard, staff: [(String, String, [Value])] = TestShop.people) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "paidan-console-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "shop.paidan")
        if let template { try FileManager.default.copyItem(at: template, to: file) }
        store = try Store(path: file.path, mode: template == nil ? .create : .open)
        time(start)
        if template == nil { try furnish(trade, staff) }
    }

    /// A finished file that may only be read.
    init(_ start: String, reading path: String) throws {
        folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        store = try Store(path: path, readOnly: true)
        time(start)
    }

    static let people: [(String, String, [Value])] = [
        ("lin", "林晓", ["installAssistant", "csSpecialist"]), ("wang", "王芳", ["csSpecialist"]), ("zhou", "周敏", ["csSupervisor"]),
        ("peng", "彭店", ["installAssistant", "installManager", "csSpecialist"]),
    ]

    private func furnish(_ trade: String, _ staff: [(String, String, [Value])]) throws {
        let desk = desk(.console)
        try desk.perform(.adopt(PlaybookFile.builtIn(trade).playbook))
        for (login, name, roles) in staff { try desk.perform(.record(.staff, number: login, ["name": .string(name), "roles": .array(roles)])) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var instant: Instant { clock.reading }

    func time(_ text: String) {
        guard let t = Zone.shanghai.parse(text) else { fatalError("no time: \(text)") }
        clock.set(t)
    }

    func desk(_ person: Person) -> Desk { Desk(store: store, person: person) { [clock] in clock.reading } }
    func desk(_ login: String) throws -> Desk { try Desk(store: store, login: login) { [clock] in clock.reading } }

    func id(_ kind: CaseKind, _ number: String) throws -> CaseID {
        guard let r = try store.read({ try $0.record(kind: kind, number: number) }) else { throw Refusal.unknownCase(number) }
        return r.id
    }

    func record(_ kind: CaseKind, _ number: String) throws -> CaseRecord {
        guard let r = try store.read({ try $0.record(kind: kind, number: number) }) else { throw Refusal.unknownCase(number) }
        return r
    }

    @discardableResult
    func receive(_ number: String, _ customer: String, phone: String, address: String, district: String = "", goods: String = "餐桌") throws -> CaseID {
        let fields: [String: Value] = [
            "customer": .string(customer), "phone": .string(phone), "address": .string(address), "district": .string(district), "shop": "红星店",
        ]
        let lines = goods.split(separator: " ").enumerated().map { OrderLines.Line(no: $0 + 1, product: String($1), productClass: "家具") }
        guard let id = try desk("wang").perform(.receive(OrderDraft(number: number, fields: fields, lines: lines))).records.first?.id else {
            throw Refusal.unknownCase(number)
        }
        return id
    }

    func stamp(_ id: CaseID, _ name: String, _ answers: [String: Value] = [:], by login: String = "lin") throws {
        try desk(login).perform(.stamp(id, version: nil, name: name, answers: answers, override: nil))
    }

    func goodsComplete(_ id: CaseID) throws {
        try stamp(id, "goodsArrived")
        try stamp(id, "goodsChecked", ["result": "ok"])
    }

    func book(_ id: CaseID, delivery: String, install: String) throws {
        var answers: [String: Value] = ["deliveryDate": .string(delivery), "installDate": .string(install)]
        for tick in ["switchPanels", "angleValves", "ceiling", "water", "electricity", "gas", "rubbish"] { answers[tick] = true }
        try stamp(id, "booked", answers)
    }

    /// An afternoon in which something is due in every corner.
    static func busy(now: String = afternoon) throws -> TestShop { try TestShop(now, template: busyTemplate.get()) }

    /// Made once: its two dozen commits would cost every test seconds.
    private static let busyTemplate = Result { try makeBusy() }

    private static func makeBusy() throws -> URL {
        let shop = try TestShop()
        let li = try shop.receive("HT-1001", "李梅", phone: "13800001111", address: "朝阳区望京花园3号楼1201", district: "朝阳", goods: "餐桌 餐椅 酒柜")
        let wang = try shop.receive("HT-1002", "王建国", phone: "13900002222", address: "海淀区学院路8号", district: "海淀", goods: "衣柜")
        let shan = try shop.receive("HT-1003", "单雅芳", phone: "13700003333", address: "丰台区方庄5里", district: "丰台", goods: "橱柜")
        for id in [li, wang, shan] { try shop.stamp(id, "sms1Sent", by: "wang") }
        shop.time("2026-11-17T10:00")
        for id in [li, wang, shan] { try shop.goodsComplete(id) }
        shop.time("2026-11-17T14:00")
        try shop.book(li, delivery: "2026-11-25", install: "2026-11-26")
        try shop.book(wang, delivery: "2026-11-25", install: "2026-11-27")
        shop.time("2026-11-24T08:45")
        try shop.desk(.console).perform(.roll(through: Zone.shanghai.day(of: shop.instant)))
        let ouyang = try shop.receive("HT-1004", "欧阳修文", phone: "13600004444", address: "通州区新华大街12号", district: "通州", goods: "沙发")
        try shop.receive("HT-1005", "赵倩", phone: "", address: "西城区金融街1号", district: "西城", goods: "书桌")
        shop.time("2026-11-24T10:20")
        try shop.stamp(try shop.id(.deliveryVisit, "HT-1002/D1"), "receiverConfirmed", ["atHome": "yes", "receiver": "王建国", "promiseTold": true])
        try shop.stamp(try shop.id(.day, "2026-11-24"), "logisticsImported")
        shop.time("2026-11-24T14:50")
        try shop.stamp(ouyang, "goodsArrived")
        try shop.store.close()
        let file = FileManager.default.temporaryDirectory.appending(path: "paidan-console-template-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: shop.folder.appending(path: "shop.paidan"), to: file)
        return file
    }
}

/// A clock that stands still until it is set.
final class ClockHand: Sendable {
    private let now = Mutex(Instant(seconds: 0))

    var reading: Instant { now.withLock { $0 } }
    func set(_ t: Instant) { now.withLock { $0 = t } }
}
