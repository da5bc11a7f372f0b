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

    @Test("A-66 R-06: people, leaves and what one is told, by commands; the log and undo in words")
    func people() throws {
        let folder = try Folder()
        let db = folder.path("shop.db")
        func paidan(_ line: String, at now: String, status: Int32 = 0) throws -> String {
            let r = try run(line.split(separator: " ").map(String.init), db, now: now)
            #expect(r.status == status, "\(line): \(r.errors)")
            return r.output + r.errors
        }
        let morning = "2026-11-16T08:30"
        _ = try paidan("init --owner demo", at: morning)
        _ = try paidan("staff add wu --name 吴倩 --phone 13700001111 --role csSpecialist", at: morning)
        _ = try paidan("staff change wu --role installAssistant --no-role csSpecialist", at: morning)
        let staff = try rows(try paidan("staff list --json", at: morning))
        let wu = try #require(staff.first { $0["number"] as? String == "wu" }?["fields"] as? [String: Any])
        #expect(wu["roles"] as? [String] == ["installAssistant"] && wu["phone"] as? String == "13700001111")
        // People say person, too; and know somebody by the login.
        #expect(try paidan("--json person list", at: morning) == paidan("staff list --json", at: morning))
        _ = try paidan("crew add 送1组 --kind delivery --leader 王师傅 --phone 13800000001 --member 小赵 --skill furniture", at: morning)
        #expect(try paidan("crew change 送1组 --leader 李师傅", at: morning).contains("送1组"))
        #expect(try paidan("crew list --json", at: morning).contains("小赵"))
        // A leave from asking to coming back.
        _ = try paidan("absence add 李师傅 --from 2026-11-17 --to 2026-11-18 --reason 婚假", at: morning)
        #expect(try paidan("absence approve 李师傅/2026-11-17", at: morning, status: 65).contains("--deputy"))
        _ = try paidan("absence approve 李师傅/2026-11-17 --deputy wu", at: morning)
        #expect(try paidan("absence list --coming", at: morning).contains("李师傅"))
        #expect(try paidan("absence list --running", at: "2026-11-17T09:00").contains("吴倩"))
        _ = try paidan("absence end 李师傅/2026-11-17", at: "2026-11-17T10:00")
        #expect(try paidan("absence list --running", at: "2026-11-18T09:00").isEmpty)
        // Told: the limit of A-03 passes at closing.
        _ = try paidan("order add HT1 customer=单雅芳 phone=13911112222 address=人民路1号", at: "2026-11-17T11:00")
        let told = try rows(try paidan("duty told --role csSupervisor --json", at: "2026-11-18T09:00"))
        let line = try #require(told.first { $0["rule"] as? String == "A-03" && $0["case"] as? String == "HT1" })
        #expect(line["what"] as? String == "late" && (line["at"] as? String)?.hasPrefix("2026-11-17T17:30") == true && line["role"] as? String == "csSpecialist")
        #expect(try rows(try paidan("duty told --role csSupervisor --since 2026-11-18T00:00 --json", at: "2026-11-18T09:00")).isEmpty)
        #expect(try rows(try paidan("duty told --role warehouseKeeper --json", at: "2026-11-18T09:00")).isEmpty)
        _ = try paidan("duty told --role nobody", at: "2026-11-18T09:00", status: 64)
        #expect(try paidan("duty told --read", at: "2026-11-18T09:00").contains("A-03"))
        #expect(try !paidan("duty told --news", at: "2026-11-18T09:00").contains("A-03"))
        // Words by default, the entries with --json; fields by their names.
        #expect(try paidan("order amend HT1 designer=沈设计", at: "2026-11-18T09:10").contains("设计"))
        let log = try paidan("log --case HT1", at: "2026-11-18T09:20")
        #expect(log.contains("设计 沈设计") && !log.contains("{"))
        #expect(try rows(try paidan("log --case HT1 --json", at: "2026-11-18T09:20")).contains { $0["kind"] as? String == "fields" })
        #expect(try paidan("undo", at: "2026-11-18T09:30").contains("已撤销：HT1 设计 沈设计"))
        #expect(try paidan("redo", at: "2026-11-18T09:30").contains("已重做：HT1 设计 沈设计"))
        _ = try paidan("check", at: "2026-11-18T09:40")
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
