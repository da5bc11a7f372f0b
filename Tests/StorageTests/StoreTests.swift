import Desk
import Dispatching
import Exchange
import Foundation
import Testing

@testable import Storage

/// A folder of its own for each test, gone afterwards.
final class Scratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("paidan-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String = "shop.db") -> String { folder.appendingPathComponent(name).path }

    /// A file with the manual, one person and a few orders.
    func shop(_ name: String = "shop.db", orders: Int = 5) throws -> (Store, Desk) {
        let store = try Store(path: path(name), mode: .create)
        let now = Zone.shanghai.parse("2026-11-17T09:00") ?? Instant(seconds: 0)
        let desk = Desk(store: store, person: Person(login: "lin", name: "lin", roles: ["csSpecialist", "csSupervisor"]), clock: { now })
        try FileSetup.initialise(desk, playbook: PlaybookFile.builtIn().playbook)
        try desk.batch((0..<orders).map { Command.receive(Scratch.draft($0)) })
        return (store, desk)
    }

    static func draft(_ i: Int) -> OrderDraft {
        OrderDraft(
            number: "HT\(i)", fields: ["customer": .string("客户\(i)"), "phone": .string("1391111000\(i % 10)"), "address": .string("路\(i)号"), "district": "西湖区"],
            lines: [.init(no: 1, product: "餐桌", litres: 300)])
    }
}

@Suite struct StoreTests {
    @Test("the file runs with the settings that keep what was acknowledged")
    func settings() throws {
        let scratch = try Scratch()
        let (store, _) = try scratch.shop()
        let s = try store.settings()
        #expect(s["synchronous"] == "2")
        #expect(s["foreign_keys"] == "1")
        #expect(s["busy_timeout"] == "5000")
        #expect(s["application_id"] == "\(Schema.applicationID)")
        #expect(s["journal_mode"] == store.journalMode)
    }

    @Test(
        "WAL only where its reset bug is fixed",
        arguments: [(3_040_001, false), (3_044_006, true), (3_045_000, false), (3_050_006, false), (3_050_007, true), (3_051_002, false), (3_051_003, true), (3_052_000, true)])
    func journalMode(version: Int, safe: Bool) { #expect(Schema.walIsSafe(libraryVersion: version) == safe) }

    @Test("a file of a newer program is refused, a foreign one too, and nothing is overwritten")
    func refusals() throws {
        let scratch = try Scratch()
        let (store, _) = try scratch.shop()
        #expect(throws: StoreError.alreadyExists(path: scratch.path())) { try Store(path: scratch.path(), mode: .create) }
        try store.writer.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        try store.close()
        #expect(throws: StoreError.newerSchema(path: scratch.path(), found: 99, known: Schema.version)) { try Store(path: scratch.path()) }
        #expect(throws: StoreError.missing(path: scratch.path("no.db"))) { try Store(path: scratch.path("no.db")) }
        try Data("not a database at all, but long enough to be taken for one".utf8).write(to: URL(fileURLWithPath: scratch.path("text.db")))
        #expect(throws: StoreError.notOurs(path: scratch.path("text.db"))) { try Store(path: scratch.path("text.db")) }
    }

    @Test("check rebuilds every table from the journal, and finds a changed past, a changed table and a lost entry")
    func check() throws {
        let scratch = try Scratch()
        let (store, _) = try scratch.shop()
        #expect(try store.check().allSatisfy(\.ok))
        func broken(_ sql: String) throws -> [String] {
            let copy = scratch.path("copy-\(UUID().uuidString).db")
            _ = try store.backup(to: copy)
            let other = try Store(path: copy)
            try other.writer.write { try $0.execute(sql: sql) }
            return try other.check().filter { !$0.ok }.map(\.name)
        }
        #expect(try broken("UPDATE journal SET payload = replace(payload, '客户3', '客户9') WHERE kind = 'opened'") == ["hashChain", "tables"])
        #expect(try broken("UPDATE cases SET state = 'CLOSED' WHERE number = 'HT2'") == ["tables"])
        #expect(try broken("UPDATE duties SET due = due + 60 WHERE rule = 'A-03'") == ["tables"])
        #expect(try broken("DELETE FROM journal WHERE seq = 4").contains("hashChain"))
        #expect(try broken("INSERT INTO cases(kind, number, state, version, opened, changed, changed_by, fields) VALUES ('order', 'X', 'CLOSED', 1, 0, 0, 'x', '{}')").contains("orphans"))
    }

    @Test("a batch is all or nothing; a refused command can be left out without leaving a trace")
    func batch() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 2)
        let length = try store.read { try $0.journalLength() }
        let id = try #require(try store.read { try $0.record(kind: .order, number: "HT0") }).id
        let bad = Command.stamp(id, version: nil, name: "booked", answers: [:], override: nil)
        #expect(throws: Refusal.self) { try desk.batch([.receive(Scratch.draft(7)), bad]) }
        #expect(try store.read { try $0.journalLength() } == length)
        var refused = 0
        try desk.batch([.receive(Scratch.draft(7)), bad, .receive(Scratch.draft(8))], onRefusal: { _, _ in refused += 1; return true })
        #expect(refused == 1)
        #expect(try store.read { try $0.record(kind: .order, number: "HT8") } != nil)
        #expect(try store.check().allSatisfy(\.ok))
        #expect(throws: StoreError.cancelled) { try desk.batch((20..<300).map { .receive(Scratch.draft($0)) }, progress: { $0 < 100 }) }
        #expect(try store.read { try $0.record(kind: .order, number: "HT20") } == nil)
    }

    @Test("a save over a newer version is refused with both sides")
    func stale() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 1)
        let r = try #require(try store.read { try $0.record(kind: .order, number: "HT0") })
        try desk.perform(.amend(r.id, version: r.version, ["phone": "13900000001"]))
        do {
            try desk.perform(.amend(r.id, version: r.version, ["phone": "13900000002"]))
            Issue.record("a stale save went through")
        } catch Refusal.stale(let number, let by, _, let theirs, _, let sides) {
            #expect(number == "HT0" && by == "lin")
            #expect(theirs == [.init(name: "phone", old: "13900000002", new: "13900000001")])
            #expect(sides == [Label(zh: "电话: 13900000002 / 13900000001", en: "phone: 13900000002 / 13900000001")])
        }
    }

    @Test("undo takes back one command after the other, redo brings them again, and neither rewrites the past")
    func undo() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 1)
        func phone() throws -> String? { try store.read { try $0.record(kind: .order, number: "HT0") }?["phone"].string }
        let id = try #require(try store.read { try $0.record(kind: .order, number: "HT0") }).id
        let start = try phone()
        try desk.perform(.amend(id, version: nil, ["phone": "13900000001"]))
        try desk.perform(.stamp(id, version: nil, name: "goodsArrived", answers: [:], override: nil))
        try desk.perform(.undo)
        #expect(try store.read { try $0.record(id) }?.has("goodsArrived") == false)
        try desk.perform(.undo)
        #expect(try phone() == start)
        try desk.perform(.redo)
        #expect(try phone() == "13900000001")
        try desk.perform(.redo)
        #expect(try store.read { try $0.record(id) }?.has("goodsArrived") == true)
        #expect(throws: Refusal.nothingToUndo) { try desk.perform(.redo) }
        // Somebody else has built on it since.
        let wu = Desk(store: store, person: Person(login: "wu", name: "wu", roles: ["csSupervisor"]), clock: desk.clock)
        try wu.perform(.amend(id, version: nil, ["address": "别处"]))
        do {
            try desk.perform(.undo)
            Issue.record("an overtaken command was undone")
        } catch Refusal.undoOvertaken(_, let by, _, let what, _) {
            #expect(by == "wu" && what.map(\.zh) == ["地址"])
        }
        #expect(try store.check().allSatisfy(\.ok))
    }

    @Test("a backup taken while others write holds, and restoring keeps the old file")
    func backup() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop()
        _ = try store.backup(to: scratch.path("copy.db"))
        try desk.perform(.receive(Scratch.draft(77)))
        try store.close()
        let old = try #require(try Store.restore(scratch.path("copy.db"), to: scratch.path(), stamp: "T"))
        #expect(try Store(path: scratch.path()).read { try $0.record(kind: .order, number: "HT77") } == nil)
        #expect(try Store(path: old).read { try $0.record(kind: .order, number: "HT77") } != nil)
    }

    @Test("found by name, pinyin, initials, phone tail, number and part of the address")
    func search() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 0)
        var draft = Scratch.draft(1)
        draft.fields["customer"] = "单雅芳"
        draft.fields["phone"] = "13987654321"
        draft.fields["address"] = "人民路18号"
        try desk.perform(.receive(draft))
        try desk.perform(.receive(Scratch.draft(2)))
        for query in ["雅芳", "shanya", "syf", "SYF", "4321", "ht1", "人民路", "雅芳 4321", "ｓｙｆ"] {
            let hits = try store.read { try $0.orders(query: query, states: [], now: desk.clock(), limit: 10) }
            #expect(hits.map(\.number) == ["HT1"], "\(query)")
        }
        #expect(try store.orders(query: "syf", now: desk.clock(), limit: 10).map(\.number) == ["HT1"])
        #expect(try store.read { try $0.orders(query: "雅芳 9999", states: [], now: desk.clock(), limit: 10) }.isEmpty)
    }
}
