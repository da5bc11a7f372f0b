import Desk
import Dispatching
import Exchange
import Foundation
import Rostering
import Storage
import Synchronization
import Testing

/// A shop for a test: a real file, a clock that the story moves, and the people by their posts.
///
///     shop.at("2026-11-17 15:05") { try $0.runs(.deliveryRun) }
final class Shop {
    let folder: URL
    let store: Store
    /// Read by every desk of the shop.
    private let clock: Clock
    private let first: Desk
    private var desks: [String: Desk] = [:]

    final class Clock: Sendable {
        private let time: Mutex<Instant>
        init(_ t: Instant) { time = Mutex(t) }
        var now: Instant {
            get { time.withLock { $0 } }
            set { time.withLock { $0 = newValue } }
        }
    }

    var now: Instant { clock.now }
    let zone = Zone.shanghai
    let seed: UInt64 = 7

    /// - Parameter playbook: the home-goods manual, or a variant of it in which a rule was broken.
    init(playbook: Playbook? = nil, trade: String = PlaybookFile.standard, opening: String = "2026-11-16 08:00") throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("paidan-scenario-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(path: folder.appendingPathComponent("shop.db").path, mode: .create)
        let start = try #require(zone.parse(opening))
        clock = Clock(start)
        let desk = Desk(store: store, person: .console, clock: { start })
        first = desk
        try FileSetup.initialise(desk, playbook: try playbook ?? RuleRemoval.playbook(trade))
        for (login, role) in Shop.people { try desk.perform(.record(.staff, number: login, ["name": .string(login), "roles": [.string(role)]])) }
        try desk.perform(.roll(through: zone.day(of: start)))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let people = [
        ("clerk", "csSpecialist"), ("assistant", "installAssistant"), ("manager", "installManager"), ("keeper", "warehouseKeeper"),
        ("leader", "deliveryTeamLeader"), ("fitter", "installTeamLeader"), ("supervisor", "csSupervisor"),
        ("service", "serviceSpecialist"), ("technician", "serviceTechnician"), ("boss", "directSuperior"),
        ("phone", "phoneAgent"), ("online", "onlineAgent"), ("care", "afterSalesAgent"), ("firstLine", "firstLine"), ("aftersales", "afterSalesSupervisor"),
        ("repairer", "repairTechnician"), ("tracker", "orderTracker"),
        ("inbound", "inboundAgent"), ("outbound", "outboundAgent"), ("quality", "qcAgent"), ("rider", "courier"),
    ]

    /// Moves the clock and lets something happen; the day opens by itself.
    func at(_ time: String, _ body: (Shop) throws -> Void) throws {
        let next = try #require(zone.parse(time.replacingOccurrences(of: " ", with: "T")))
        #expect(next >= now, "a story goes forward: \(time)")
        clock.now = next
        try desk("clerk").rollIfNeeded()
        try body(self)
    }

    /// For a walk without a story.
    func advance(to time: Instant) { clock.now = max(now, time) }

    func desk(_ login: String) throws -> Desk {
        if let known = desks[login] { return known }
        let record = try #require(try store.read { try $0.record(kind: .staff, number: login) }, "nobody is called \(login)")
        let desk = first.beside(Person(record), clock: { [clock] in clock.now })
        desks[login] = desk
        return desk
    }

    // MARK: What people do

    func signs(_ number: String, _ customer: String, phone: String = "13911112222", district: String = "西湖区", goods: [String] = ["餐桌", "椅子"]) throws {
        let lines = goods.enumerated().map { OrderLines.Line(no: $0 + 1, product: $1, litres: 300, productClass: "家具") }
        try desk("clerk").perform(
            .receive(
                OrderDraft(
                    number: number,
                    fields: ["customer": .string(customer), "phone": .string(phone), "address": "人民路1号", "district": .string(district)], lines: lines)))
    }

    func crew(_ name: String, _ kind: String, leader: String, skills: [String] = ["furniture"], litres: Int? = 12_000) throws {
        try desk("manager").perform(
            .record(
                .crew, number: name,
                ["kind": .string(kind), "leader": .string(leader), "phone": "13800000001", "skills": .array(skills.map { .string($0) }), "capacityLitres": Value(litres)]))
    }

    @discardableResult
    func stamps(_ login: String, _ number: String, _ stamp: String, _ answers: [String: Value] = [:], kind: CaseKind? = nil, override: String? = nil) throws -> Outcome {
        try desk(login).perform(.stamp(record(number, kind).id, version: nil, name: stamp, answers: answers, override: override))
    }

    func arrives(_ number: String) throws {
        try stamps("assistant", number, "goodsArrived")
        try stamps("assistant", number, "goodsComplete")
    }

    static let siteReady: [String: Value] = [
        "switchPanels": true, "angleValves": true, "ceiling": true, "water": true, "electricity": true, "gas": true, "rubbish": true,
    ]

    func books(_ number: String, delivery: String, install: String, override: String? = nil) throws {
        try stamps(
            "assistant", number, "booked",
            Shop.siteReady.merging(["deliveryDate": .string(delivery), "installDate": .string(install)], uniquingKeysWith: { $1 }), override: override)
    }

    /// Signed, in the warehouse, delivered on Wednesday 18, installed on Thursday 19.
    func readies(_ number: String, _ customer: String = "单雅芳", phone: String = "13911112222", district: String = "西湖区") throws {
        try signs(number, customer, phone: phone, district: district)
        try arrives(number)
        try books(number, delivery: "2026-11-18", install: "2026-11-19")
    }

    /// The crew's form, the manager's hand-over, SMS 3, the scored call and SMS 4.
    func callsBack(_ visit: String, _ answers: [String: Value] = Shop.contentCustomer) throws {
        try stamps("fitter", visit, "installFeedback", ["report": "ok"])
        try stamps("manager", visit, "forwarded")
        try sends("clerk", "A-37", visit)
        try stamps("clerk", visit, "installCallback", answers)
        try sends("clerk", "A-41", visit)
    }

    func runs(_ kind: CaseKind, for day: String? = nil, publish: Bool = true) throws {
        let date = try day.flatMap { LocalDay($0) } ?? manual.calendar.nextWorkday(after: zone.day(of: now))
        let desk = try desk(kind == .deliveryRun ? "assistant" : kind == .serviceRun ? "service" : "manager")
        let proposed = try desk.proposeRun(kind, date, options: Solver.Options(seed: seed, iterations: 2000))
        if publish { try desk.perform(.publish(#require(proposed.record).id, version: nil, override: nil)) }
    }

    func sends(_ login: String, _ rule: String, _ number: String, kind: CaseKind? = nil, override: String? = nil) throws {
        try desk(login).perform(.send(rule: rule, record(number, kind).id, override: override))
    }

    /// Signed on Monday 16 Nov, delivered on Wednesday 18, installed on Thursday 19 at 11:00.
    func installed(_ number: String, _ customer: String = "单雅芳", ending: String = "installDone", _ answers: [String: Value] = [:]) throws {
        try crew("送1组", "delivery", leader: "王师傅")
        try crew("安1组", "install", leader: "李师傅")
        try at("2026-11-16 09:00") { s in
            try s.signs(number, customer)
            try s.desk("clerk").perform(.amend(s.id(number), version: nil, ["designer": "沈设计", "guide": "钱导购", "shop": "城西店"]))
            try s.arrives(number)
            try s.books(number, delivery: "2026-11-18", install: "2026-11-19")
        }
        try at("2026-11-17 10:00") { s in
            try s.stamps("assistant", number + "/D1", "receiverConfirmed", ["atHome": "yes", "receiver": "本人", "promiseTold": true])
        }
        try at("2026-11-17 15:05") { s in
            try s.runs(.deliveryRun)
            try s.stamps("assistant", "2026-11-18", "taskFaxed", kind: .deliveryRun)
            try s.stamps("leader", number + "/D1", "slotTold", ["half": "AM", "callPromised": true])
        }
        try at("2026-11-18 08:20") { s in try s.stamps("keeper", number + "/D1", "loadReported", ["result": "LOADED"]) }
        try at("2026-11-18 09:00") { s in try s.stamps("leader", number + "/D1", "goodsReceived", ["result": "all"]) }
        try at("2026-11-18 15:00") { s in
            try s.stamps("clerk", number + "/D1", "deliveryCallback", ["verdict": "good", "installDate": "2026-11-19"])
            try s.runs(.installRun)
        }
        try at("2026-11-19 10:00") { s in try s.stamps("fitter", number + "/I1", "crewArrived") }
        try at("2026-11-19 11:00") { s in try s.stamps("fitter", number + "/I1", ending, answers) }
    }

    static let contentCustomer: [String: Value] = ["deliveryScore": 5, "installScore": 4, "designScore": 5, "guideScore": 5, "residual": "no"]

    // MARK: What can be seen

    var manual: Manual { get throws { try desk("clerk").manual() } }

    func id(_ number: String) throws -> CaseID { try record(number).id }

    func record(_ number: String, _ kind: CaseKind? = nil) throws -> CaseRecord {
        let usual: [CaseKind] = [.order, .deliveryVisit, .installVisit, .serviceVisit, .ticket, .residual, .day, .deliveryRun, .installRun, .serviceRun, .absence, .customer, .campaign, .campaignCall]
        let kinds = try kind.map { [$0] } ?? usual + Set(manual.playbook.machines.keys).union(manual.playbook.intakes.keys).filter { !usual.contains($0) }.sorted { $0.rawValue < $1.rawValue }
        let hit = try store.read { s in try kinds.lazy.compactMap { try s.record(kind: $0, number: number) }.first }
        return try #require(hit, "no case \(number)")
    }

    /// Everybody who was told that this duty was done, or that it was late.
    func told(_ rule: String, late: Bool = false) throws -> [String] {
        let rule = try #require(try manual.playbook.rule(rule))
        return late ? rule.lateTells : rule.tells
    }

    func state(_ number: String) throws -> String { try record(number).state }

    func duties(_ number: String, _ kind: CaseKind? = nil) throws -> [Duty] {
        let id = try record(number, kind).id
        return try store.read { try $0.duties(of: id) }
    }

    func history(_ number: String, _ kind: CaseKind? = nil) throws -> [JournalEntry] {
        let id = try record(number, kind).id
        return try store.read { try $0.history(of: id) }
    }

    /// The newest occurrence of a rule on a case.
    func duty(_ rule: String, _ number: String, _ kind: CaseKind? = nil) throws -> Duty? { try duties(number, kind).last { $0.key.rule == rule } }

    func due(_ rule: String, _ number: String, _ kind: CaseKind? = nil) throws -> String? { try duty(rule, number, kind)?.due.map(text) }
    func opens(_ rule: String, _ number: String, _ kind: CaseKind? = nil) throws -> String? { try duty(rule, number, kind).map { text($0.opens) } }
    func standing(_ rule: String, _ number: String, _ kind: CaseKind? = nil) throws -> Duty.Standing? { try duty(rule, number, kind)?.standing(at: now) }

    /// It stands open, in time or not.
    func owes(_ rule: String, _ number: String, _ kind: CaseKind? = nil) throws -> Bool { try duty(rule, number, kind)?.status == .open }

    /// Rules that are open now, on the order with all its visits.
    func open(_ order: String) throws -> [String] {
        var filter = DutyFilter()
        filter.caseID = try id(order)
        return try store.read { try $0.dutyRows(filter) }.map(\.duty.key.rule).sorted()
    }

    func outbox() throws -> [OutboxItem] { try desk("clerk").outbox(until: now) }

    func text(_ t: Instant) -> String { "\(zone.day(of: t)) \(zone.timeOfDay(of: t))" }

    /// The file is what its journal says.
    func isSound() throws -> Bool { try store.check().allSatisfy(\.ok) }
}

/// Expects a refusal and hands it over.
func refusal(_ body: () throws -> Void) -> Refusal? {
    do { try body() } catch let r as Refusal { return r } catch { Issue.record(error) }
    return nil
}

/// The built-in manual with one sentence changed, to see that the stories notice.
func manual(changing rule: String, _ change: (inout [String: Value]) -> Void) throws -> Playbook {
    var source = try #require(PlaybookFile.builtIn().playbook.source.object)
    let rules = (source["rules"]?.array ?? []).map { value -> Value in
        guard value["rule"].string == rule, var o = value.object else { return value }
        change(&o)
        return .object(o)
    }
    source["rules"] = .array(rules)
    return try PlaybookReader.read(.object(source))
}
