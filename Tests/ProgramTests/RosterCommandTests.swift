import Foundation
import Testing

/// The run from the command line, as a script or a cron job uses it. A-17, A-18, A-20.
@Suite(.serialized) struct RosterCommandTests {
    private static let now = "2026-11-17T15:05"

    /// Four deliveries for the 18th, two crews.
    private func shop(_ folder: Folder) throws -> String {
        let db = folder.path("shop.db")
        func run(_ text: String, _ now: String) throws {
            let r = try Program.paidan(text.split(separator: " ").map(String.init), db: db, now: now)
            #expect(r.status == 0, "\(text): \(r.errors)")
        }
        try run("init --owner demo", "2026-11-16T08:30")
        try run("crew add 送1组 --kind delivery --leader 王师傅 --phone 13800000001 --capacity 12000", "2026-11-16T08:40")
        try run("crew add 送2组 --kind delivery --leader 李师傅 --phone 13800000002 --capacity 12000", "2026-11-16T08:41")
        for i in 1...4 {
            try run("order add HT\(i) customer=客户\(i) phone=1391111222\(i) address=人民路\(i)号 district=\(i % 2 == 0 ? "西湖区" : "滨江区") --line 餐桌:1:300:家具", "2026-11-16T09:00")
            try run("order stamp HT\(i) goodsArrived", "2026-11-16T10:00")
            try run("order stamp HT\(i) goodsComplete", "2026-11-16T10:10")
            try run(
                "order stamp HT\(i) booked switchPanels=yes angleValves=yes ceiling=yes water=yes electricity=yes gas=yes rubbish=yes deliveryDate=2026-11-18 installDate=2026-11-19",
                "2026-11-16T11:00")
            try run("visit stamp HT\(i)/D1 receiverConfirmed atHome=yes receiver=本人 promiseTold=yes", "2026-11-17T10:00")
        }
        return db
    }

    private func paidan(_ text: String, _ db: String, now: String = Self.now) throws -> Program.Result {
        try Program.paidan(text.split(separator: " ").map(String.init), db: db, now: now)
    }

    private func json(_ text: String, _ db: String, now: String = Self.now) throws -> Any {
        let r = try paidan(text + " --json", db, now: now)
        #expect(r.status == 0, "\(text): \(r.errors)")
        return try JSONSerialization.jsonObject(with: Data(r.output.utf8))
    }

    private func object(_ text: String, _ db: String, now: String = Self.now) throws -> [String: Any] { try #require(try json(text, db, now: now) as? [String: Any]) }
    private func list(_ text: String, _ db: String, now: String = Self.now) throws -> [[String: Any]] { try #require(try json(text, db, now: now) as? [[String: Any]]) }

    @Test("A-17: preview, run, why, what if, allow, publish, sheets, changes, repeat")
    func wholeRun() throws {
        let folder = try Folder()
        let db = try shop(folder)
        // Looking opens nothing.
        let preview = try object("roster show delivery", db)
        #expect(preview["opened"] as? Bool == false && (preview["unassigned"] as? [Any])?.count == 4)
        #expect(try paidan("roster publish delivery", db).status != 0)

        _ = try paidan("roster run delivery --iterations 300 --threads 1", db)
        let shown = try object("roster show delivery", db)
        let routes = try #require(shown["routes"] as? [String: [[String: Any]]])
        #expect(routes.values.map(\.count).reduce(0, +) == 4 && shown["opened"] as? Bool == true)
        #expect(try object("roster repeat delivery", db)["samePlan"] as? Bool == true)

        let crew = try #require(routes.first { !$0.value.isEmpty }?.key), other = crew == "送1组" ? "送2组" : "送1组"
        let visit = try #require(routes[crew]?.first?["visit"] as? String)
        #expect(try object("roster why delivery \(visit) \(crew)", db)["answer"] as? String == "there")
        #expect(try object("roster why delivery \(visit) \(other)", db)["answer"] as? String == "fits")
        let all = try object("roster why delivery \(visit)", db)
        #expect((all["crews"] as? [Any])?.count == 2)
        #expect(try paidan("roster why delivery HT9/D1", db).status != 0)

        let without = try object("roster whatif delivery --without \(crew) --iterations 300", db)
        #expect((without["routes"] as? [String: Any])?[crew] == nil && without["applied"] as? Bool == false)
        #expect((without["toldAgain"] as? [Any])?.isEmpty == true)
        let more = try object("roster whatif delivery --like \(crew) --shift \(other)=07:00-20:00 --iterations 300", db)
        #expect(more["costAfter"] as? Int ?? .max <= more["costBefore"] as? Int ?? 0)
        #expect(try paidan("roster whatif delivery", db).status == 64)
        #expect(try paidan("roster whatif delivery --shift \(crew)=late", db).status == 64)
        #expect(try paidan("roster whatif delivery --like \(crew) --apply --iterations 300", db).status != 0)

        // A rule broken by hand: refused, then answered for.
        #expect(try paidan("absence add \(other) --from 2026-11-18 --reason 生病", db).status == 0)
        _ = try paidan("roster place delivery \(visit) \(other)", db)
        let marks = try #require(try object("roster show delivery", db)["marks"] as? [[String: Any]])
        let key = try #require(marks.first { $0["rule"] as? String == "crewAbsent" }?["key"] as? String)
        #expect(try paidan("roster publish delivery", db).status != 0)
        #expect(try paidan("roster allow delivery \(key)", db).status != 0)
        #expect(try paidan("roster allow delivery nothing|x|y --reason 好", db).status != 0)
        for mark in try #require(try object("roster show delivery", db)["marks"] as? [[String: Any]]) {
            _ = try paidan("roster allow delivery \(try #require(mark["key"] as? String)) --reason 带病坚持", db)
        }
        let allowed = try #require(try object("roster show delivery", db)["marks"] as? [[String: Any]])
        #expect(allowed.allSatisfy { $0["allowed"] as? Bool == true && $0["by"] as? String == "demo" })
        #expect(try list("roster changes delivery", db).count == 4)
        #expect(try paidan("roster publish delivery", db).status == 0)
        #expect(try list("roster changes delivery", db).isEmpty)

        // Paper: text, CSV and files.
        let page = try paidan("roster sheets delivery", db).output
        #expect(page.contains("客户1") && !page.contains("草稿"))
        let warehouse = try paidan("roster sheets delivery --warehouse", db).output
        #expect(warehouse.contains("先装") && warehouse.contains("餐桌"))
        #expect(try paidan("roster sheets delivery --csv", db).output.split(whereSeparator: \.isNewline).count == 5)
        #expect(try paidan("roster sheets delivery --folder \(folder.url.path)", db).status == 0)
        for end in [".txt", ".csv", "-warehouse.txt", "-warehouse.csv"] { #expect(FileManager.default.fileExists(atPath: folder.path("paidan-delivery-2026-11-18" + end))) }
        let map = try object("roster map delivery", db)
        #expect(map["ground"] as? String == "zones" && (map["crews"] as? [Any])?.isEmpty == false)

        // Told customers, and one moved after that: that one is to be called, nobody else.
        _ = try paidan("outbox send A-18 2026-11-18", db)
        for i in 1...4 { _ = try paidan("visit stamp HT\(i)/D1 slotTold half=AM callPromised=yes", db) }
        _ = try paidan("roster off delivery \(visit)", db)
        let again = try list("roster changes delivery --told", db)
        #expect(again.count == 1 && again[0]["visit"] as? String == visit && again[0]["tellAgain"] as? Bool == true)
        #expect((again[0]["phone"] as? String)?.hasPrefix("139") == true)
        #expect(try paidan("roster publish delivery", db).status == 0)
        #expect(try paidan("check", db).status == 0)
    }

    @Test("A-17: a run that nobody made is named, and proposed when asked")
    func missed() throws {
        let folder = try Folder()
        let db = try shop(folder)
        #expect(try list("roster missed", db).isEmpty)
        let late = "2026-11-17T17:30"
        let missed = try list("roster missed", db, now: late)
        #expect(missed.count == 1 && missed[0]["kind"] as? String == "delivery" && missed[0]["visits"] as? Int == 4)
        #expect(try list("roster missed --catch-up --iterations 200", db, now: late).first?["proposed"] as? Bool == true)
        // Proposed is not published.
        #expect(try list("roster missed", db, now: "2026-11-18T08:00").first?["dayHasCome"] as? Bool == true)
        #expect(try paidan("roster publish delivery --date 2026-11-18", db, now: late).status == 0)
        #expect(try list("roster missed", db, now: late).isEmpty)
    }
}
