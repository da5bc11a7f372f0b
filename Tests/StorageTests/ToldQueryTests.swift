import Desk
import Dispatching
import Foundation
import GRDB
import Testing

@testable import Storage

/// What somebody is told is asked for on every change of the file and every minute.
@Suite struct ToldQueryTests {
    @Test("R-06: what is told comes from its indexes, never from all duties or stamps that ever were")
    func plan() throws {
        let scratch = try Scratch()
        let (store, _) = try scratch.shop()
        var filter = ToldFilter(since: Instant(seconds: 1))
        filter.done = ["A-03"]
        filter.late = ["A-03"]
        filter.posts = ["csSupervisor"]
        let query = ToldQuery(filter, now: Instant(seconds: 2))
        let plan = try store.read { s in
            try Row.fetchAll(s.db, sql: "EXPLAIN QUERY PLAN " + query.source, arguments: StatementArguments(query.arguments)).map { row -> String in row["detail"] }
        }
        for index in ["duties_done", "duties_breach_told", "duties_queue", "stamps_escalated"] { #expect(plan.contains { $0.contains(index) }, "\(index): \(plan)") }
        #expect(!plan.contains { $0.hasPrefix("SCAN duties") || $0.hasPrefix("SCAN stamps") || $0.hasPrefix("SCAN s") && !$0.contains("USING INDEX") }, "\(plan)")
    }

    @Test("A file of the version before gets the new indexes and the reading marks when it is opened, and says what it said")
    func migration() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop()
        let before = try desk.told(roles: ["csSupervisor"]).rows
        try store.writer.write { db in
            try db.execute(sql: "DROP INDEX duties_done; DROP INDEX duties_breach_told; DROP INDEX stamps_escalated; DROP TABLE looks; DROP TABLE habits; PRAGMA user_version = 2")
        }
        try store.close()
        let opened = try Store(path: scratch.path())
        #expect(try opened.settings()["user_version"] == "\(Schema.version)")
        let now = try #require(Zone.shanghai.parse("2026-11-17T09:00"))
        let again = Desk(store: opened, person: Person(login: "lin", name: "lin", roles: ["csSupervisor"]), clock: { now })
        #expect(try again.told(roles: ["csSupervisor"]).rows == before)
        try again.readTold(until: now)
        #expect(try again.told().readUntil == now)
        #expect(try opened.check().allSatisfy(\.ok))
    }
}
