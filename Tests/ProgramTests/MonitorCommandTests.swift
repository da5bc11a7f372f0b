import Foundation
import Testing

/// `paidan monitor list` and the month's papers of a branch, as a script uses them.
@Suite struct MonitorCommandTests {
    @Test("C-67 C-66 R-21 R-25 R-11 R-14: scans come in, the monitors find, the tick keeps it, the day's money is told")
    func monitors() throws {
        let folder = try Folder(), db = folder.path("shop.db")
        func run(_ arguments: [String], at now: String, status: Int32 = 0) throws -> String {
            let r = try Program.paidan(arguments, db: db, now: now)
            #expect(r.status == status, "\(arguments): \(r.errors)")
            return r.output
        }
        func rows(_ arguments: [String], at now: String) throws -> [[String: Any]] { try #require(try JSONSerialization.jsonObject(with: Data(run(arguments + ["--json"], at: now).utf8)) as? [[String: Any]]) }
        _ = try run(["init", "--owner", "demo", "--playbook", "courier"], at: "2026-12-07T08:30")
        let scans = folder.path("scans.csv")
        try """
            运单号,扫描类型,扫描时间,扫描网点,下一站,扫描人,收件人,电话,收件地址,代收货款,重量
            518012345678,到件,2026-12-07 08:10,信阳二部,,仓管,单雅芳,13911112222,信阳市浉河区中山路1号,860.5元,7.3kg
            518012345678,派件,2026-12-07 09:00,信阳二部,,小张,,,,,
            518012345678,签收,2026-12-07 11:00,信阳二部,,本人,,,,,
            518012345679,到件,2026-12-07 08:20,信阳二部,,仓管,尉迟恭,13911112223,信阳市浉河区中山路2号,,
            """.write(toFile: scans, atomically: true, encoding: .utf8)
        let evening = "2026-12-07T17:00"
        _ = try run(["import", "scans", scans], at: evening)
        let unsigned = try rows(["monitor", "list", "C-67"], at: evening)
        #expect(unsigned.map { $0["waybill"] as? String } == ["518012345679"] && unsigned[0]["node"] as? String == "XY2" && (unsigned[0]["since"] as? String)?.hasPrefix("2026-12-07T08:20") == true)
        #expect(unsigned[0]["why"] as? String == "12-07到件，没有签收，也没有问题件")
        #expect(try run(["monitor", "list", "unsigned", "--lang", "en"], at: evening).contains("here since 12-07: not signed, no problem entry"))
        // Code and rule mean the same; without one all are listed.
        #expect(try rows(["monitor", "list", "unsigned"], at: evening).count == 1)
        let money = try rows(["monitor", "list", "courierSigning"], at: evening)
        // The owner holds every post, a courier's too, has scanned nothing, and is not looked for.
        #expect(money.map { $0["waybill"] as? String } == ["518012345678"])
        #expect(try Set(rows(["monitor", "list"], at: evening).compactMap { $0["monitor"] as? String }).isSuperset(of: ["unsigned", "courierSigning", "delivery"]))
        #expect(try rows(["monitor", "list", "C-67", "--day", "2026-12-11"], at: evening).isEmpty, "four days later it is not looked at")
        #expect(try run(["monitor", "list", "C-99"], at: evening, status: 64).isEmpty)
        let csv = folder.path("found.csv")
        _ = try run(["monitor", "list", "C-67", "--csv", csv], at: evening)
        #expect(try String(contentsOfFile: csv, encoding: .utf8).contains("518012345679"))
        // The day's tick has the number.
        _ = try run(["day", "stamp", "2026-12-07", "unsignedWatched"], at: evening)
        let sheet = try rows(["report", "monitors"], at: evening)
        let line = try #require(sheet.first { $0["monitor"] as? String == "unsigned" })
        #expect(line["exceptions"] as? Int == 1 && line["closedOf"] as? Int == 0 && line["openNow"] as? Int == 1)
        let collected = try rows(["report", "money"], at: evening)
        #expect(collected.count == 1 && collected[0]["courier"] as? String == "小张" && collected[0]["openMoney"] as? String == "860.50")
        #expect(try rows(["report", "money", "--totals"], at: evening).first?["moneyDue"] as? String == "860.50")
        #expect(try rows(["report", "transits"], at: evening).isEmpty)
        #expect(try run(["parcel", "settle", "POST"], at: evening, status: 65).isEmpty, "the post is settled by its bill")
        #expect(try rows(["report", "appraisal"], at: evening).map { $0["rule"] as? String } == ["C-121", "C-122", "C-123", "C-124"])
        _ = try run(["check"], at: evening)
    }
}
