import Foundation
import Testing

/// A courier branch's morning by commands alone.
@Suite struct CourierCommandTests {
    @Test("C-04 C-08 C-25 C-55: a scan export is taken in, a parcel tells where it is and how it goes on, a problem is noted, goods are compared")
    func morning() throws {
        let folder = try Folder(), db = folder.path("shop.db")
        func paidan(_ arguments: [String], at now: String, status: Int32 = 0) throws -> Program.Result {
            let r = try Program.paidan(arguments, db: db, now: now)
            #expect(r.status == status, "\(arguments): \(r.errors)")
            return r
        }
        func object(_ text: String) throws -> [String: Any] { try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]) }
        let now = "2026-11-17T11:00"
        _ = try paidan(["init", "--owner", "demo", "--playbook", "courier"], at: now)
        let head = "运单号,扫描类型,扫描时间,扫描网点,下一站,扫描人,收件人,电话,收件地址\n"
        let bad = try folder.write("bad.csv", head + "518012345678,到件,2026-11-17 08:30,信阳二部,,仓管,单雅芳,13911112222,信阳市明港镇新建路3号\n5180,到件,2026-11-17 08:30,信阳二部,,,,,\n")
        let refused = try paidan(["import", "scans", bad], at: now, status: 65)
        #expect(refused.errors.contains("bad.csv:3:1") && refused.errors.contains("5180"))
        let good = try folder.write("scans.csv", head + "518012345678,到件,2026-11-17 08:30,信阳二部,,仓管,单雅芳,13911112222,信阳市明港镇新建路3号\n518012345679,派件,2026-11-17 09:30,信阳二部,,代派,钱总,13700001111,淮滨县城关\n")
        let dry = try object(try paidan(["import", "scans", good, "--dry-run", "--json"], at: now).output)
        #expect(dry["scans"] as? Int == 2 && dry["dryRun"] as? Bool == true)
        let report = try object(try paidan(["import", "scans", good, "--json"], at: now).output)
        #expect(report["parcels"] as? Int == 2 && report["scans"] as? Int == 2)
        #expect(try object(try paidan(["import", "scans", good, "--json"], at: now).output)["known"] as? Int == 2)
        let parcel = try object(try paidan(["parcel", "show", "518012345678", "--json"], at: now).output)
        #expect(parcel["place"] as? String == "XY2" && parcel["outOfArea"] as? Bool == true && parcel["decision"] as? String == "TRANSIT" && parcel["rules"] as? [String] == ["C-09", "C-10", "C-30", "Q-51"])
        #expect(try paidan(["parcel", "show", "518012345678"], at: now).output.contains("明港"))
        // Problem, dated note, and the transit by its own number.
        _ = try paidan(["case", "new", "problem", "problemKind=CONTACT", "problem=停机", "--order", "518012345678"], at: now)
        _ = try paidan(["case", "stamp", "518012345678/W1", "problemNoted", "note=暂放续送"], at: now)
        #expect(try paidan(["case", "show", "518012345678/W1"], at: now).output.contains("暂放续送(1117)"))
        _ = try paidan(["case", "stamp", "518012345678/Z1", "carrierChosen", "carrier=STO"], at: now)
        #expect(try paidan(["ticket", "list", "--json"], at: now).output.contains("518012345678/W1"))
        // R-22, as a script reads it.
        let queue = try #require(try JSONSerialization.jsonObject(with: Data(try paidan(["parcel", "queue", "--kind", "problem", "--json"], at: now).output.utf8)) as? [[String: Any]])
        #expect(queue.count == 1 && queue[0]["waybill"] as? String == "518012345678" && queue[0]["note"] as? String == "暂放续送(1117)" && queue[0]["today"] as? Bool == true)
        #expect(queue[0]["timer"] as? String == "2026-11-20T11:00:00+08:00" && (queue[0]["next"] as? [String: Any])?["due"] as? String == "2026-11-18T10:00:00+08:00")
        let all = try paidan(["parcel", "queue"], at: now).output
        #expect(all.contains("暂放续送(1117)") && all.contains("待回复") && all.contains("已选公司"))
        _ = try paidan(["parcel", "queue", "--kind", "order"], at: now, status: 64)
        let count = try object(try paidan(["parcel", "reconcile", "518012345679", "--json"], at: now).output)
        #expect(count["missing"] as? [String] == ["518012345678"] && count["extra"] as? [String] == ["518012345679"])
        let list = try object(try paidan(["parcel", "agent-list", "淮滨代派", "--json"], at: now).output)
        #expect(list["waybills"] as? [String] == ["518012345679"])
        #expect(try paidan(["parcel", "agent-list", "淮滨代派"], at: now, status: 65).errors.contains("代派"))
        #expect(try paidan(["report", "transits", "--day", "today", "--carrier", "POST", "--json"], at: now).output.filter { !$0.isWhitespace } == "[]")
        #expect(try paidan(["parcel", "settle", "ZTO"], at: now, status: 64).errors.contains("ZTO"), "neither billed nor paid piece by piece")
        #expect(try paidan(["check"], at: now).status == 0)
    }
}
