import Foundation
import Testing

/// `paidan fee`: the worked examples of the manual's section 6, as a script sees them.
@Suite struct FeeCommandTests {
    @Test("F-01 to F-16, F-25 to F-27: the worked examples through the program", arguments: [
        ("volumetric --size 60x50x40 --weight 12", "F-01", "C-74", ["value": 17.14, "unit": "kg", "started": 18]),
        ("limits --size 240x40x30 --weight 20", "F-02", "C-75", ["value": false, "unit": "accepted"]),
        ("heavy --weight 62", "F-03", "C-76", ["value": 186, "unit": "CNY", "cents": 18600, "amount": "186.00"]),
        ("transit --weight 0.8", "F-04", "C-10", ["cents": 500]), ("transit --weight 2", "F-04", "C-10", ["cents": 600]), ("transit --weight 7.3", "F-04", "C-10", ["cents": 1200]),
        ("transit --weight 7.3 --fee-right no", "F-04", "C-10", ["cents": 0]), ("transit --weight 7.3 --fee-right rejected", "F-04", "C-10", ["cents": 0]),
        ("sto --weight 7.3", "F-05", "C-48", ["cents": 1100]),
        ("cod --amount 860", "F-06", "C-84", ["cents": 1000]), ("cod --amount 3000", "F-06", "C-84", ["cents": 3000]),
        ("late-entry --departed 2026-12-01 --on 2026-12-06", "F-07", "C-52", ["cents": 0]), ("late-entry --departed 2026-12-01 --on 2026-12-07", "F-07", "C-52", ["cents": 50000]),
        ("late-entry --departed 2026-12-01 --departed 2026-12-01 --departed 2026-11-30 --now 2026-12-07T08:00", "F-07", "C-52", ["cents": 150000]),
        ("header --waybills 4", "F-08", "C-82", ["cents": 800]), ("monitor --items 2", "F-09", "C-128", ["cents": 2000]),
        ("complaint --amount 200", "F-10", "C-129", ["cents": 20000]), ("call --cases 3", "F-11", "C-131", ["cents": 1500]),
        ("refused-order --cases 2", "F-12", "C-135", ["cents": 20000, "warning": false]), ("refused-order --cases 4", "F-12", "C-135", ["cents": 40000, "warning": true]),
        ("shared --amount 100 p3 p1 p2", "F-13", "C-132", ["cents": 10000]), ("danger --amount 400", "F-14", "C-133", ["cents": 40000]),
        ("outside --amount 50", "F-15", "C-134", ["cents": 1500]), ("fault --amount 380", "F-16", "C-130", ["cents": 38000]),
        ("cut-off --arrived 2026-12-05T13:59", "F-25", "C-11", ["value": "2026-12-05"]), ("cut-off --arrived 2026-12-05T14:00", "F-25", "C-11", ["value": "2026-12-06"]),
        ("return-timer --notified 2026-12-05T09:30", "F-26", "C-101", ["value": "2026-12-08T09:30:00+08:00"]),
    ] as [(String, String, String, [String: any Sendable])])
    func examples(line: String, formula: String, rule: String, expected: [String: any Sendable]) throws {
        let answer = try ask(line)
        #expect(answer["formula"] as? String == formula && answer["rule"] as? String == rule)
        #expect((answer["rules"] as? [String])?.first == rule && (answer["steps"] as? [String])?.isEmpty == false)
        for (key, value) in expected { #expect(answer[key] as? NSObject == value as? NSObject, "\(line): \(key)") }
    }

    @Test("F-05 F-10 F-13 F-14 F-26 F-27: the parts of an answer")
    func parts() throws {
        func cents(_ value: Any?) -> Int? { (value as? [String: Any])?["cents"] as? Int }
        let sto = try ask("sto --weight 7.3")
        #expect(cents(sto["margin"]) == 100 && cents(sto["fee"]) == 1200)
        let split = try ask("complaint --amount 200")
        #expect(cents(split["post"]) == 12000 && cents(split["quality"]) == 8000 && cents(split["missedItem"]) == 1000)
        #expect(cents(try ask("complaint --amount 200 --by-quality")["quality"]) == 20000)
        let shares = try #require(try ask("shared --amount 100 p3 p1 p2")["shares"] as? [[String: Any]])
        #expect(shares.map { $0["person"] as? String } == ["p1", "p2", "p3"] && shares.map { $0["cents"] as? Int } == [3334, 3333, 3333])
        #expect(cents(try ask("danger --amount 400")["reward"]) == 20000)
        #expect(try ask("return-timer --hold 2026-12-05T09:30")["holdEnds"] as? String == "2026-12-08T09:30:00+08:00")
        let exceeded = try #require(try ask("limits --size 240x40x30 --weight 20")["exceeded"] as? [[String: Any]])
        #expect(exceeded.count == 1 && exceeded[0]["limit"] as? String == "sum" && exceeded[0]["allowed"] as? String == "300.0")
        let monitors = try #require(try ask("windows --on 2026-12-06")["monitors"] as? [[String: Any]])
        let entry = try #require(monitors.first { $0["rule"] as? String == "C-60" }?["windows"] as? [[String: Any]])
        #expect(monitors.count == 12 && entry[0]["firstDay"] as? String == "2026-12-01" && entry[0]["lastDay"] as? String == "2026-12-06")
    }

    @Test("words in both languages; what cannot be read says what is expected; another playbook's figures")
    func words() throws {
        let folder = try Folder(), db = folder.path("none.db")
        let zh = try Program.paidan(["fee", "heavy", "--weight", "62"], db: db), en = try Program.paidan(["fee", "heavy", "--weight", "62", "--lang", "en"], db: db)
        #expect(zh.output.contains("3.00 元/公斤 × 62.00 公斤 = 186.00 元") && zh.output.contains("C-76"))
        #expect(en.output.contains("3.00 CNY/kg x 62.00 kg = 186.00 CNY") && !en.output.contains("元"))
        #expect(try Program.paidan(["fee", "windows", "--on", "2026-12-06"], db: db).output.contains("12-05 12:00"))
        for bad in [["heavy", "--weight", "62kg"], ["heavy", "--weight", "62.001"], ["volumetric", "--size", "60x50", "--weight", "1"], ["cod", "--amount", "-5"], ["cut-off", "--arrived", "noon"], ["late-entry", "--departed", "yesterday"]] {
            let r = try Program.paidan(["fee"] + bad, db: db)
            #expect(r.status == 64 && r.output.isEmpty && !r.errors.isEmpty, "\(bad)")
        }
        for bad in [["cod", "--amount", "0"], ["shared", "--amount", "5", "a", "a"], ["header", "--waybills", "-1"], ["heavy", "--weight", "62", "--playbook", "furniture"]] {
            #expect(try Program.paidan(["fee"] + bad, db: db).status != 0, "\(bad)")
        }
        let own = try folder.write("own.yaml", "playbook: own\nextends: courier-counter\nversion: \"2\"\ntitle: own\ntariffs:\n  heavy:\n    - {term: over, is: 50, rule: C-76}\n    - {term: perKilogram, is: 2.5, rule: C-76}\n    - {term: charged, is: excess, rule: Q-20}\n")
        #expect(try Program.paidan(["fee", "heavy", "--weight", "62", "--playbook", own], db: db).output.contains("30.00"))
        // A shop's own figures count before the built-in ones.
        let shop = folder.path("shop.db")
        #expect(try Program.paidan(["init", "--owner", "demo", "--playbook", own], db: shop).status == 0)
        #expect(try Program.paidan(["fee", "heavy", "--weight", "62"], db: shop).output.contains("30.00"))
    }

    private func ask(_ line: String) throws -> [String: Any] {
        let folder = try Folder()
        let r = try Program.paidan(["fee"] + line.split(separator: " ").map(String.init) + ["--json"], db: folder.path("none.db"))
        #expect(r.status == 0, "\(line): \(r.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(r.output.utf8)) as? [String: Any])
    }
}
