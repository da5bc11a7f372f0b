import Desk
import Dispatching
import Exchange
import Foundation
import GRDB
import Testing

@testable import Storage

/// Commands of a batch are decided on one thread and written on another; nobody may notice but by the time it takes.
@Suite struct RowWriterTests {
    @Test("a row that SQLite refuses in the middle of a batch undoes all of it, and the file goes on as if nothing had been")
    func refusedRow() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 3)
        let before = try store.read { try $0.journalLength() }
        try store.writer.write { try $0.execute(sql: "CREATE TRIGGER no BEFORE INSERT ON cases WHEN NEW.number = 'HT150' BEGIN SELECT RAISE(ABORT, 'not this one'); END") }
        #expect(throws: (any Error).self) { try desk.batch((100..<400).map { Command.receive(Scratch.draft($0)) }) }
        #expect(try store.read { try $0.journalLength() } == before)
        try store.writer.write { try $0.execute(sql: "DROP TRIGGER no") }
        #expect(try desk.batch((100..<400).map { Command.receive(Scratch.draft($0)) }) == 300)
        #expect(try store.check().allSatisfy(\.ok))
    }

    @Test("a cancelled batch leaves nothing, however much of it was written already")
    func cancelled() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 3)
        let before = try store.read { try $0.journalLength() }
        #expect(throws: StoreError.cancelled) { try desk.batch((100..<900).map { Command.receive(Scratch.draft($0)) }, progress: { $0 < 500 }) }
        #expect(try store.read { try $0.journalLength() } == before)
        #expect(try store.check().allSatisfy(\.ok))
    }

    @Test("whoever reads in a transaction sees every command before it", arguments: [1, 31, 32, 33, 64, 100])
    func readsItsOwn(count: Int) throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 0)
        let person = desk.person, now = desk.clock()
        try desk.life { perform, snapshot in
            for i in 0..<count { _ = try perform(.receive(Scratch.draft(i)), now, person) }
            #expect(try snapshot.cases(kind: .order).count == count)
            // Taken in again, it is known; and changed, it is changed.
            var again = Scratch.draft(count - 1)
            again.fields["address"] = "别处"
            _ = try perform(.receive(again), now, person)
            #expect(try snapshot.record(kind: .order, number: again.number)?["address"] == "别处")
        }
        #expect(try store.check().allSatisfy(\.ok))
    }

    @Test("what stands in the journal is canonical JSON, and reads back as the same entry")
    func canonical() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 4)
        let id = try #require(try store.read { try $0.record(kind: .order, number: "HT1") }).id
        try desk.perform(.amend(id, version: nil, ["address": "新\"路\"\\1号\n后门", "remark": "\u{1}"]))
        try desk.perform(.stamp(id, version: nil, name: "goodsArrived", answers: [:], override: nil))
        try desk.perform(.undo)
        let rows = try store.writer.read { try Row.fetchAll($0, sql: "SELECT kind, case_id, at, actor, payload FROM journal") }
        var kinds: Set<String> = []
        for row in rows {
            let kind: String = row[0], payload: String = row[4], id: Int64? = row[1]
            kinds.insert(kind)
            let value = try Value(json: payload)
            #expect(value.json == payload, "\(kind)")
            let change = try #require(Change(name: kind, caseID: id.map { CaseID($0) }, at: Instant(seconds: row[2]), by: row[3], payload: value), "\(kind)")
            #expect(change.json == payload, "\(kind)")
        }
        #expect(kinds.isSuperset(of: ["opened", "fields", "stamped", "withdrawn", "duties", "undid", "playbook"]))
    }

    @Test("a file made before there were habits gets them, and one that has them already keeps them", arguments: [true, false])
    func habits(has: Bool) throws {
        let scratch = try Scratch()
        let path = scratch.path()
        do {
            let (store, _) = try scratch.shop(orders: 1)
            if has { try store.write { try $0.keepHabit("lin", "view", "x") } }
            try store.writer.write { try $0.execute(sql: (has ? "" : "DROP TABLE habits; ") + "PRAGMA user_version = 3") }
        }
        let store = try Store(path: path)
        #expect(try store.settings()["user_version"] == "\(Schema.version)")
        try store.write { try $0.keepHabit("lin", "other", "y") }
        #expect(try store.read { try $0.habits(of: "lin") }["view"] == (has ? "x" : nil))
    }
}
