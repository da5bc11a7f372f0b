import Foundation
import Testing

/// The program as a script uses it.
@Suite struct CommandLineTests {
    private func shop() throws -> (Folder, String) {
        let folder = try Folder()
        let db = folder.path("shop.db")
        let made = try Program.paidan(["init", "--owner", "demo"], db: db)
        #expect(made.status == 0, "\(made.errors)")
        return (folder, db)
    }

    private func json(_ text: String) throws -> [String: Any] { try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]) }

    @Test("A-44 F-17: the due time and its trace over the national holidays")
    func calendarDue() throws {
        let folder = try Folder()
        let holidays = try folder.write(
            "2026.json", #"{"year":2026,"days":[{"name":"国庆节","date":"2026-10-01","isOffDay":true},{"name":"国庆节","date":"2026-10-02","isOffDay":true},{"name":"国庆节","date":"2026-10-03","isOffDay":true}]}"#)
        let r = try Program.paidan(
            ["calendar", "due", "--from", "2026-09-30T16:45", "--span", "48h", "--clock", "wall", "--holidays", holidays, "--json"], db: folder.path("none.db"))
        #expect(try json(r.output)["due"] as? String == "2026-10-06T16:45:00+08:00")
        let trace = try #require(try json(r.output)["trace"] as? [[String: String]])
        #expect(trace.first?["kind"] == "counted" && trace.contains { $0["kind"] == "rest" })
    }

    @Test("A-65: days are set and given back by spans; what cannot be read is refused with its text")
    func calendarDays() throws {
        let folder = try Folder()
        let db = folder.path("shop.db"), now = "2026-11-16T09:00"
        #expect(try Program.paidan(["init", "--owner", "demo"], db: db, now: now).status == 0)
        func month() throws -> [String] {
            let shown = try Program.paidan(["calendar", "show", "2027-02", "--json"], db: db, now: now)
            let days = try #require(try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [[String: Any]])
            return days.filter { $0["open"] as? Bool == false && $0["label"] as? String == "盘点" }.compactMap { $0["date"] as? String }
        }
        #expect(try Program.paidan(["calendar", "set", "rest", "2027-02-01..2027-02-03", "--label", "盘点"], db: db, now: now).status == 0)
        #expect(try month() == ["2027-02-01", "2027-02-02", "2027-02-03"])
        #expect(try Program.paidan(["calendar", "reset", "2027-02-02"], db: db, now: now).status == 0)
        #expect(try month() == ["2027-02-01", "2027-02-03"])
        for bad in [["rest", "2027-02-30"], ["25:00-26:00", "2027-02-01"], ["rest", "2027-02-05..2027-02-01"]] {
            let refused = try Program.paidan(["calendar", "set"] + bad, db: db, now: now)
            #expect(refused.status == 64 && refused.errors.contains(bad[0] == "rest" ? bad[1] : bad[0]), "\(bad): \(refused)")
        }
        #expect(try month() == ["2027-02-01", "2027-02-03"])
    }

    @Test("exit codes follow sysexits, and errors say what to do")
    func exits() throws {
        let (folder, db) = try shop()
        #expect(try Program.paidan(["check"], db: folder.path("none.db")).status == 66)
        #expect(try Program.paidan(["order", "show", "HT404"], db: db).status == 65)
        #expect(try Program.paidan(["order", "show"], db: db).status == 64)
        #expect(try Program.paidan(["duty", "list", "--as", "nobody"], db: db).status == 78)
        #expect(try Program.paidan(["init"], db: db).status == 73)
        #expect(try Program.paidan(["order", "show", "HT404"], db: db).errors.contains("找不到 HT404"))
        #expect(try Program.paidan(["order", "show", "HT404", "--lang", "en"], db: db).errors.contains("not in the file"))
        #expect(try Program.paidan(["check", "--json"], db: db).output.contains(#""ok":true"#))
    }

    @Test("import orders: GB18030, a dry run that tells the truth, all or nothing, skipped lines kept, idempotent")
    func importOrders() throws {
        let (folder, db) = try shop()
        let head = "订单号,客户,电话,地址,区域,品名,数量\n"
        let good = "HT1,单雅芳,13911112222,人民路1号,西湖区,餐桌,1\nHT1,单雅芳,13911112222,人民路1号,西湖区,椅子,4\nHT2,王伟,13922223333,解放路2号,上城区,床,1\n"
        let bad = "HT3,李娜,1391,学院路3号,西湖区,沙发,1\n"
        let file = try folder.write("orders.csv", head + good + bad)
        let dry = try Program.paidan(["import", "orders", file, "--dry-run", "--skip-bad", "--json"], db: db)
        #expect(try json(dry.output)["added"] as? Int == 2)
        let refused = try Program.paidan(["import", "orders", file, "--json"], db: db)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("orders.csv:5:8:") && refused.errors.contains("1391"))
        #expect(try Program.paidan(["order", "list", "--json"], db: db).output == "[]\n")
        let done = try Program.paidan(["import", "orders", file, "--skip-bad", "--json"], db: db)
        #expect(try json(done.output)["added"] as? Int == 2)
        #expect(try String(contentsOfFile: file + ".refused.csv", encoding: .utf8) == head + bad)
        let again = try Program.paidan(["import", "orders", file, "--skip-bad", "--json"], db: db)
        #expect(try json(again.output)["unchanged"] as? Int == 2)
        #expect(try json(again.output)["added"] as? Int == 0)
        #expect(try Program.paidan(["order", "list", "syf"], db: db).output.contains("单雅芳"))
        #expect(try Program.paidan(["check"], db: db).status == 0)
    }

    @Test("A-14 A-17 A-20: a day by commands alone, from contract to published run, and what is late")
    func dayByCommands() throws {
        let (folder, db) = try shop()
        defer { withExtendedLifetime(folder) {} }
        func run(_ arguments: String, at now: String) throws -> Program.Result {
            let r = try Program.paidan(arguments.split(separator: " ").map(String.init), db: db, now: now)
            return r
        }
        #expect(try run("crew add 送1组 --kind delivery --leader 王师傅 --phone 13800000001 --capacity 12000", at: "2026-11-16T08:40").status == 0)
        #expect(try run("order add HT1 customer=单雅芳 phone=13911112222 address=人民路1号 district=西湖区 --line 餐桌:1:300:家具", at: "2026-11-16T09:00").status == 0)
        #expect(try run("order stamp HT1 goodsArrived", at: "2026-11-16T10:00").status == 0)
        #expect(try run("order stamp HT1 goodsComplete", at: "2026-11-16T10:10").status == 0)
        let ticks = "switchPanels=yes angleValves=yes ceiling=yes water=yes electricity=yes gas=yes rubbish=yes"
        #expect(try run("order stamp HT1 booked \(ticks) deliveryDate=2026-11-18 installDate=2026-11-19", at: "2026-11-16T11:00").status == 0)
        #expect(try run("visit stamp HT1/D1 receiverConfirmed atHome=yes receiver=本人 promiseTold=yes", at: "2026-11-17T10:00").status == 0)
        #expect(try run("roster run delivery --iterations 200", at: "2026-11-17T15:01").output.contains("HT1/D1"))
        #expect(try run("roster publish delivery", at: "2026-11-17T15:02").status == 0)
        // What happened to the visit belongs to the order's history, in words.
        let log = try run("log --case HT1", at: "2026-11-17T15:03").output
        #expect(log.contains("HT1/D1") && log.contains("排在 送1组 王师傅") && !log.contains("leaderPhone"))
        #expect(try run("log --case HT1 --json --limit 400", at: "2026-11-17T15:03").output.contains("leaderPhone"))
        #expect(try run("visit show HT1/D1 --json", at: "2026-11-17T15:03").output.contains(#""state":"SCHEDULED""#))
        let late = try run("duty list --late --json", at: "2026-11-17T19:01")
        #expect(late.output.contains(#""rule":"A-20""#) && late.output.contains(#""lateMinutes":1"#))
        #expect(try run("check", at: "2026-11-17T19:02").status == 0)
    }

    @Test("completion scripts and help come from the parser, in both languages")
    func help() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path("paidan"))
        process.arguments = ["--generate-completion-script", "bash"]
        let out = Pipe()
        process.standardOutput = out
        try process.run()
        #expect(String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).contains("_paidan"))
        #expect(try Program.paidan(["roster", "--help"], db: "x").output.contains("排班"))
        #expect(try Program.paidan(["roster", "--help", "--lang", "en"], db: "x").output.contains("run"))
    }

    @Test("every defect of a person's key file is told at the start, the console says how many, and HOME says where the file is")
    func ownKeys() throws {
        let folder = try Folder(), db = folder.path("shop.db")
        #expect(try Program.paidan(["init", "--owner", "demo"], db: db, now: "2026-11-16T08:30").status == 0)
        try FileManager.default.createDirectory(at: folder.url.appendingPathComponent(".config/paidan"), withIntermediateDirectories: true)
        let keys = try folder.write(".config/paidan/keys", "today.wy w\ntoday.why Hyper-x\n")
        let pty = try Pty(
            [Program.path("paidan"), "--db", db, "--as", "demo", "--now", "2026-11-16T09:00", "--lang", "zh"], folder: folder.url.path,
            environment: ["LANG": "C.UTF-8", "TERM": "xterm-256color", "HOME": folder.url.path, "PATH": "/usr/bin:/bin"])
        #expect(pty.wait(60) { String(decoding: $0, as: UTF8.self).contains("键位文件有") }, "the console says it")
        kill(pty.pid, SIGTERM)
        pty.wait(60) { _ in false }
        let told = try String(contentsOfFile: folder.path("stderr"), encoding: .utf8)
        #expect(told.contains("\(keys):1:1") && told.contains("\(keys):2:11"), "\(told)")
    }
}
