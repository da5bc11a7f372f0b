import Foundation
import Testing

/// The counter's and quality control's commands, as a script uses them.
@Suite struct CounterCommandTests {
    @Test("C-87 C-88 C-89: goods are looked up, with a verdict and its rule")
    func goods() throws {
        let folder = try Folder(), db = folder.path("none.db")
        func ask(_ arguments: [String]) throws -> [String: Any] {
            let r = try Program.paidan(["goods"] + arguments + ["--json"], db: db)
            #expect(r.status == 0, "\(arguments): \(r.errors)")
            return try #require(try JSONSerialization.jsonObject(with: Data(r.output.utf8)) as? [String: Any])
        }
        let perfume = try ask(["香水"])
        #expect(perfume["verdict"] as? String == "forbidden" && perfume["rule"] as? String == "C-87" && perfume["accepted"] as? Bool == false)
        #expect(try ask(["白酒"])["rule"] as? String == "C-89")
        #expect(try ask(["洗发水", "--weight", "20"])["accepted"] as? Bool == true && ask(["洗发水", "--weight", "20.01"])["accepted"] as? Bool == false)
        #expect(try ask(["衣服"])["verdict"] as? String == "allowed")
        #expect(try Program.paidan(["goods", "香水"], db: db).output.contains("禁寄") && Program.paidan(["goods", "perfume", "--lang", "en"], db: db).output.contains("forbidden"))
        #expect(try Program.paidan(["goods"], db: db).output.split(separator: "\n").count == 12)
    }

    @Test("R-10 R-14 R-21 R-25 C-128: a missed monitor and a shipment, as reports in JSON and CSV")
    func reports() throws {
        let folder = try Folder(), db = folder.path("shop.db")
        func paidan(_ arguments: [String], at now: String) throws -> String {
            let r = try Program.paidan(arguments, db: db, now: now)
            #expect(r.status == 0, "\(arguments): \(r.errors)")
            return r.output
        }
        func rows(_ text: String) throws -> [[String: Any]] { try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]) }
        let morning = "2026-12-07T08:30"
        _ = try paidan(["init", "--owner", "demo", "--playbook", "courier"], at: morning)
        _ = try paidan(["staff", "add", "lin", "--name", "小林", "--role", "outboundAgent"], at: morning)
        _ = try paidan(
            ["case", "new", "shipment", "waybill=518012345678", "sender=王掌柜", "senderPhone=13900001111", "senderAddress=中山路1号", "receiver=李先生", "phone=13911112222", "address=人民路1号", "province=河南", "city=郑州", "goods=衣服", "weight=62", "freight=20", "idChecked=yes", "opened=yes", "xRayed=yes"],
            at: morning)
        let shipments = try rows(try paidan(["report", "shipments", "--json"], at: morning))
        #expect(shipments.count == 1 && shipments[0]["charge"] as? String == "206.00" && shipments[0]["waybill"] as? String == "518012345678")
        _ = try paidan(["case", "new", "remittance", "courier=lin", "cod=860"], at: morning)
        #expect(try rows(try paidan(["report", "money", "--json"], at: morning)).first?["sum"] as? String == "860.00")
        let open = try rows(try paidan(["report", "monitors", "--json"], at: morning))
        #expect(open.count == 12 && open.allSatisfy { $0["standing"] as? String == "OPEN" } && open[0]["rule"] as? String == "C-60")
        // The next morning nothing had been looked at.
        let next = "2026-12-08T08:30"
        let missed = try rows(try paidan(["report", "monitors", "--day", "2026-12-07", "--json"], at: next))
        #expect(missed.allSatisfy { $0["standing"] as? String == "MISSED" && $0["fine"] as? Double == 10 })
        let sheet = try rows(try paidan(["report", "liability", "--json"], at: next))
        #expect(sheet.reduce(0) { $0 + ($1["monitorsMissed"] as? Int ?? 0) } == 12 && sheet.reduce(0) { $0 + ($1["fines"] as? Double ?? 0) } == 120)
        let lines = try rows(try paidan(["report", "liability", "--lines", "--json"], at: next))
        #expect(lines.count == 12 && lines.allSatisfy { $0["rule"] as? String == "C-128" && $0["debit"] as? Double == 10 && $0["state"] as? String == "STANDING" })
        #expect(try rows(try paidan(["report", "liability", "--month", "2026-11", "--json"], at: next)).isEmpty)
        let csv = folder.path("liability.csv")
        _ = try paidan(["report", "liability", "--lines", "--csv", csv], at: next)
        #expect(try String(contentsOfFile: csv, encoding: .utf8).contains("C-128"))
        _ = try paidan(["check"], at: next)
    }
}
