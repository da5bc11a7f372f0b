import Desk
import Dispatching
import Exchange
import Foundation
import GRDB
import Testing

@testable import Storage

/// What is open already about the same customer, place or order.
@Suite struct SimilarTests {
    private static let known = Acquaintance(["phone": "13911110003", "address": "路3号", "orderNumber": "ht3"], order: nil)

    /// A furniture shop, whose tickets come in without an order.
    private func furniture(_ scratch: Scratch) throws -> Desk {
        let store = try Store(path: scratch.path(), mode: .create)
        let now = try #require(Zone.shanghai.parse("2026-11-17T09:00"))
        let desk = Desk(store: store, person: Person(login: "lin", name: "lin", roles: ["csSpecialist", "csSupervisor"]), clock: { now })
        try FileSetup.initialise(desk, playbook: PlaybookFile.builtIn("furniture").playbook)
        return desk
    }

    private func takeIn(_ desk: Desk, phone: String, address: String = "", problem: String = "桌腿裂") throws -> CaseRecord {
        let outcome = try desk.perform(
            .intake(.ticket, parent: nil, ["customer": "单雅芳", "phone": .string(phone), "address": .string(address), "model": "A1", "purchaseDate": "2026-10-01", "problem": .string(problem)]))
        return try #require(outcome.record)
    }

    @Test("every likeness has an index of its own, and no case is gone through")
    func plan() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop()
        let playbook = try desk.manual().playbook
        let query = try #require(Snapshot.similarQuery(Self.known, kinds: playbook.ticketKinds, without: playbook.closedTickets, limit: 5))
        let plan = try store.read { s in
            try Row.fetchAll(s.db, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: query.arguments).map { row -> String in row["detail"] }
        }
        for index in ["cases_phone ", "cases_phone2", "cases_address", "cases_order_number", "cases_children"] { #expect(plan.contains { $0.contains(index) }, "\(index): \(plan)") }
        #expect(!plan.contains { $0.hasPrefix("SCAN cases") || $0.hasPrefix("SCAN c") || $0.hasPrefix("SCAN k") }, "\(plan)")
    }

    @Test("a file of the version before gets the indexes")
    func migration() throws {
        let scratch = try Scratch()
        let (store, _) = try scratch.shop(orders: 1)
        try store.writer.write { db in
            try db.execute(sql: "DROP INDEX cases_phone; DROP INDEX cases_phone2; DROP INDEX cases_address; DROP INDEX cases_order_number; PRAGMA user_version = 4")
        }
        try store.close()
        let indexes = try Store(path: scratch.path()).read { s in try String.fetchAll(s.db, sql: "SELECT name FROM sqlite_master WHERE name LIKE 'cases_%'") }
        #expect(indexes.contains("cases_address") && indexes.contains("cases_phone"))
    }

    @Test("a problem of an order is known by the order's number, telephones and address, until it is over")
    func families() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop()
        let order = try #require(try store.read { try $0.record(kind: .order, number: "HT3") })
        try desk.perform(.amend(order.id, version: nil, ["phone2": "01012345678"]))
        let ticket = try #require(try desk.perform(.intake(.ticket, parent: order.id, ["problemKind": "RESIDUAL_PROBLEM", "problem": "柜门不平"])).records.first { $0.kind == .ticket })
        func likeness(_ answers: [String: Value], order: CaseRecord? = nil) throws -> [SimilarCase.Likeness] {
            try desk.similar(to: Acquaintance(answers, order: order)).map(\.likeness)
        }
        #expect(try desk.similar(to: Self.known).map(\.number) == ["HT3/P1"])
        #expect(try likeness(["phone": "139-1111 0003"]) == [.phone])
        #expect(try likeness(["phone": "010-12345678"]) == [.phone])
        #expect(try likeness(["phone": "1391111"]) == [])
        #expect(try likeness(["address": "路 ３号"]) == [.address])
        #expect(try likeness(["orderNumber": "HT3"]) == [.order])
        #expect(try likeness([:], order: order) == [[.phone, .order, .address]])
        #expect(try likeness(["phone": "13911110004"]) == [])
        try desk.perform(.stamp(ticket.id, version: nil, name: "verified", answers: ["real": "no"], override: nil))
        #expect(try desk.similar(to: Self.known) == [])
    }

    @Test("what is alike in most comes first, then the newest")
    func order() throws {
        let scratch = try Scratch()
        let desk = try furniture(scratch)
        let both = try takeIn(desk, phone: "13800000001", address: "人民路1号")
        let place = try takeIn(desk, phone: "13800000002", address: "人民路1号")
        let newest = try takeIn(desk, phone: "13800000003", address: "人民路 1号")
        let found = try desk.similar(to: Acquaintance(["phone": "13800000001", "address": "人民路1号"], order: nil))
        #expect(found.map(\.number) == [both.number, newest.number, place.number])
        #expect(found.map(\.problem) == ["桌腿裂", "桌腿裂", "桌腿裂"])
        #expect(try desk.similar(to: Acquaintance(["phone": "13800000009"], order: nil)) == [])
    }
}
