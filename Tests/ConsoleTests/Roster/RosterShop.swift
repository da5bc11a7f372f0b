import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Synchronization

/// A shop on the eve of a full day, built through the desk as people would: orders received, booked, receivers called.
final class RosterShop: Sendable {
    let desk: Desk
    let directory: URL

    static let today = LocalDay("2026-11-23")!
    static let tomorrow = LocalDay("2026-11-24")!
    static let zone = Zone.shanghai

    /// Delivery crews: one small van, one that also carries slabs, one away tomorrow.
    static let crews: [(String, String, [String: Value])] = [
        ("送1组", "王强", ["capacityLitres": 12000, "skills": ["slab"], "zone": "城东"]),
        ("送2组", "李刚", ["capacityLitres": 12000, "zone": "城西"]),
        ("送3组", "赵铁柱", ["capacityLitres": 9000]),
        ("送4组", "孙小五", ["capacityLitres": 9000]),
        ("送5组", "周明", ["capacityLitres": 6000, "maxJobs": 5]),
    ]

    static let customers = [
        "张伟", "王芳", "李娜", "刘洋", "陈静", "杨帆", "赵敏", "黄磊", "周杰", "吴桐", "徐丽", "孙悦", "马超", "朱红", "胡军", "郭靖", "何洁",
        "高圆", "林峰", "罗兰", "欧阳娜娜", "司马相如", "梁山", "宋江", "唐宁", "许晴", "韩雪", "冯巩", "邓超", "曹颖", "彭丽", "曾黎", "肖战", "田亮",
        "董卿", "袁泉", "潘粤", "于谦", "蒋雯",
    ]

    /// - Parameter time: of the eve, at which the story begins.
    init(time: String = "15:05", deliveries: Int = 25, installs: Int = 12) throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("roster-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let store = try Store(path: directory.appendingPathComponent("shop.db").path, mode: .create)
        let box = ClockBox()
        self.box = box
        person = Person(login: "wangjl", name: "王经理", roles: ["installManager", "installAssistant"], language: .zh)
        desk = Desk(store: store, person: person) { box.now }
        set("2026-11-16", "10:00")
        try desk.perform(.adopt(try PlaybookFile.builtIn().playbook))
        // One transaction for the whole past: a commit for each step would take minutes.
        try desk.life { perform, snapshot in
            try withoutActuallyEscaping(perform) { try Past(shop: self, perform: $0, snapshot: snapshot).happens(deliveries, installs) }
        }
        set("2026-11-23", time)
    }

    let person: Person
    private let box: ClockBox

    final class ClockBox: Sendable {
        private let value = Mutex(Instant(seconds: 0))
        var now: Instant {
            get { value.withLock { $0 } }
            set { value.withLock { $0 = newValue } }
        }
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    func set(_ day: String, _ time: String) { box.now = RosterShop.zone.instant(LocalDay(day)!, TimeOfDay(time)!) }

    func number(_ i: Int) -> String { "HT-\(1001 + i)" }
    func visit(_ i: Int) -> String { visits(.deliveryVisit).first { $0.hasPrefix(number(i) + "/") } ?? "" }

    func visits(_ kind: CaseKind) -> [String] { ((try? desk.store.read { try $0.cases(kind: kind) }) ?? []).map(\.number) }

    func record(_ kind: CaseKind, _ number: String) throws -> CaseRecord {
        guard let r = try desk.store.read({ try $0.record(kind: kind, number: number) }) else { throw Refusal.unknownCase(number) }
        return r
    }

    func stamp(_ number: String, _ kind: CaseKind, _ name: String, _ answers: [String: Value] = [:]) throws {
        try desk.perform(.stamp(try record(kind, number).id, version: nil, name: name, answers: answers, override: nil))
    }

    func confirm(_ i: Int) throws { try stamp(visit(i), .deliveryVisit, "receiverConfirmed", confirmed(i)) }
    func confirmed(_ i: Int) -> [String: Value] { ["atHome": "yes", "receiver": .string(customer(i)), "promiseTold": true] }

    func customer(_ i: Int) -> String { RosterShop.customers[i % RosterShop.customers.count] }

    func draft(_ i: Int, customer: String? = nil) -> OrderDraft {
        let district = ["城东", "城西", "高新", "江北", "开发区"][i * 7 % 5]
        var lines = [
            OrderLines.Line(
                no: 1, product: ["沙发", "衣柜", "橱柜", "餐桌", "岩板台面"][i % 5], litres: [1500, 1800, 2200, 900, 400][i % 5], grams: 60_000, pieces: 2,
                productClass: ["家具", "家具", "橱柜", "家具", "岩板"][i % 5])
        ]
        if i % 3 == 0 { lines.append(OrderLines.Line(no: 2, product: "餐椅", quantity: 4, litres: 400, grams: 24_000, productClass: "家具", install: false)) }
        return OrderDraft(
            number: number(i),
            fields: [
                "customer": .string(customer ?? self.customer(i)), "phone": .string("138\(10_000_000 + i * 7919)"), "district": .string(district),
                "address": .string("\(district)区和平路\(10 + i)号\(i % 6 + 1)栋\(i % 9 + 1)01"), "shop": "万达店", "brand": "本店",
            ], lines: lines)
    }

    func receive(_ i: Int, customer: String) throws { try desk.perform(.receive(draft(i, customer: customer))) }
}

/// What happened before the story: steps at moments of their own.
private final class Past {
    let shop: RosterShop
    let perform: (Command, Instant, Person) throws -> Outcome
    let snapshot: Snapshot
    var now = Instant(seconds: 0)

    init(shop: RosterShop, perform: @escaping (Command, Instant, Person) throws -> Outcome, snapshot: Snapshot) {
        self.shop = shop
        self.perform = perform
        self.snapshot = snapshot
        at("2026-11-16", "09:00")
    }

    func at(_ day: String, _ time: String) { now = RosterShop.zone.instant(LocalDay(day)!, TimeOfDay(time)!) }

    func run(_ command: Command) throws { _ = try perform(command, now, shop.person) }

    func stamp(_ number: String, _ kind: CaseKind, _ name: String, _ answers: [String: Value]) throws {
        guard let r = try snapshot.record(kind: kind, number: number) else { throw Refusal.unknownCase(number) }
        try run(.stamp(r.id, version: nil, name: name, answers: answers, override: nil))
    }

    func crews() throws {
        for (name, leader, more) in RosterShop.crews {
            try run(.record(.crew, number: name, ["kind": "delivery", "leader": .string(leader), "phone": "13900000001"].merging(more) { a, _ in a }))
        }
        for (i, skills) in [["kitchen", "furniture"], ["furniture", "appliance"], ["slab", "kitchen", "furniture"]].enumerated() {
            let fields: [String: Value] = [
                "kind": "install", "leader": .string(["钱师傅", "郑师傅", "冯师傅"][i]), "phone": "13900000002", "skills": .array(skills.map { .string($0) }),
            ]
            try run(.record(.crew, number: "装\(i + 1)组", fields))
        }
        try run(.record(.absence, number: "QJ-1", ["crew": "送4组", "from": "2026-11-24", "to": "2026-11-24", "reason": "家里有事"]))
    }

    func happens(_ deliveries: Int, _ installs: Int) throws {
        try crews()
        at("2026-11-16", "10:00")
        for i in 0..<deliveries { try book(i, delivery: "2026-11-24", install: "2026-11-25") }
        for i in deliveries..<deliveries + installs { try book(i, delivery: "2026-11-23", install: "2026-11-24") }
        at("2026-11-23", "10:00")
        // The last two deliveries are not called, nor the last installation: the gate keeps them out.
        for i in 0..<max(0, deliveries - 2) { try stamp(shop.number(i) + "/D1", .deliveryVisit, "receiverConfirmed", shop.confirmed(i)) }
        for i in deliveries..<deliveries + max(0, installs - 1) { try stamp(shop.number(i) + "/I1", .installVisit, "installConfirmed", [:]) }
    }

    func book(_ i: Int, delivery: String, install: String) throws {
        try run(.receive(shop.draft(i)))
        try stamp(shop.number(i), .order, "goodsArrived", [:])
        try stamp(shop.number(i), .order, "goodsComplete", [:])
        var answers: [String: Value] = ["deliveryDate": .string(delivery), "installDate": .string(install)]
        for tick in ["switchPanels", "angleValves", "ceiling", "water", "electricity", "gas", "rubbish"] { answers[tick] = true }
        try stamp(shop.number(i), .order, "booked", answers)
    }
}
