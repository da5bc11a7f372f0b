import Foundation
import Testing

/// The supervisor's reports and commands as a script uses them.
@Suite struct SupervisorCommandTests {
    private func run(_ arguments: [String], _ db: String, now: String) throws -> (status: Int32, output: String, errors: String) {
        let r = try Program.paidan(arguments + ["--now", now], db: db)
        return (r.status, r.output, r.errors)
    }

    private func rows(_ text: String) throws -> [[String: Any]] { try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]) }

    @Test("R-06 A-66: overdue as JSON and CSV, a note, a hand-over, an absence that hands over")
    func overdue() throws {
        let folder = try Folder()
        let db = folder.path("shop.db")
        #expect(try run(["init", "--owner", "demo"], db, now: "2026-11-16T08:00").status == 0)
        #expect(try run(["staff", "add", "wu", "--name", "吴倩", "--role", "csSpecialist"], db, now: "2026-11-16T08:00").status == 0)
        let orders = try folder.write("orders.csv", "订单号,客户,电话,地址,区域,品名,数量\nHT1,单雅芳,13911112222,人民路1号,西湖区,餐桌,1\n")
        #expect(try run(["import", "orders", orders], db, now: "2026-11-16T09:00").status == 0)
        let late = "2026-11-17T09:00"
        let list = try run(["report", "overdue", "--rule", "A-03", "--json"], db, now: late)
        let row = try #require(try rows(list.output).first)
        #expect(row["number"] as? String == "HT1" && row["lateMinutes"] as? Int == 930 && row["state"] as? String == "OVERDUE")
        #expect(try run(["report", "overdue", "--role", "warehouseKeeper", "--json"], db, now: late).output == "[]\n")
        let csv = folder.path("out.csv")
        #expect(try run(["report", "overdue", "--csv", csv], db, now: late).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: csv)).prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]))
        #expect(try run(["duty", "escalate", "HT1", "A-03", "--to", "csSupervisor", "--note", "打不通"], db, now: late).status == 0)
        #expect(try run(["duty", "handover", "HT1", "A-03", "--to", "wu", "--reason", "分工"], db, now: late).status == 0)
        #expect(try run(["duty", "handover", "HT1", "A-03", "--to", "nobody", "--reason", "分工"], db, now: late).status == 65)
        let mine = try #require(try rows(try run(["report", "overdue", "--person", "wu", "--json"], db, now: late).output).first)
        #expect(mine["person"] as? String == "吴倩" && mine["escalatedTo"] as? String == "csSupervisor")
        #expect(try run(["absence", "wu", "--from", "2026-11-18", "--reason", "婚假", "--deputy", "demo"], db, now: late).status == 0)
        #expect(try run(["absence", "nobody", "--from", "2026-11-18", "--reason", "婚假"], db, now: late).status == 65)
        #expect(try run(["absence", "approve", "wu/2026-11-18"], db, now: late).status == 0)
        #expect(try rows(try run(["report", "overdue", "--person", "demo", "--json"], db, now: late).output).count == 1)
    }

    @Test("R-01 A-40: a month's reports, and freezing when it is time")
    func months() throws {
        let folder = try Folder()
        let db = folder.path("shop.db")
        #expect(try run(["init", "--owner", "demo"], db, now: "2026-11-30T08:00").status == 0)
        for report in ["satisfaction", "callbacks", "crews", "services", "messages"] {
            #expect(try run(["report", report, "--month", "2026-11", "--json"], db, now: "2026-11-30T09:00").output == "[]\n")
        }
        #expect(try run(["report", "crews", "--month", "november"], db, now: "2026-11-30T09:00").status == 64)
        #expect(try run(["report", "freeze", "--month", "2026-11"], db, now: "2026-11-30T09:00").status == 65)
        #expect(try run(["report", "freeze"], db, now: "2026-12-01T09:00").status == 0)
        #expect(try run(["report", "freeze"], db, now: "2026-12-01T09:05").status == 65)
    }
}
