import Dispatching
import Exchange
import Testing

/// Several trades in one shop: each case goes by its own manual.
@Suite struct TradesTests {
    @Test("decoration and appliance together: a ticket owes what the manual of its profile says, and nothing of the other's")
    func twoTrades() throws {
        let shop = try Shop(playbook: PlaybookFile.builtIn("appliance+decoration").playbook)
        let base: [String: Value] = ["channel": "phone", "customer": "单雅芳", "phone": "13911112222", "problem": "不制冷", "model": "KFR", "purchaseDate": "2026-03-05", "demand": "修", "facts": "x"]
        try shop.at("2026-11-16 10:00") { s in
            let fridge = try #require(try s.desk("clerk").perform(.intake(.ticket, parent: nil, base.merging(["problemKind": "SERVICE_REQUEST", "profile": "appliance"]) { $1 })).record).number
            let wall = try #require(try s.desk("clerk").perform(.intake(.ticket, parent: nil, base.merging(["problemKind": "COMPLAINT", "profile": "decoration"]) { $1 })).record).number
            func owed(_ number: String) throws -> Set<String> { Set(try s.duties(number).map { String($0.key.rule.prefix(1)) }) }
            #expect(try owed(fridge) == ["D"] && owed(wall) == ["B"])
            #expect(try s.duty("D-05", fridge) != nil && s.duty("B-25", wall) != nil)
            // A project is decoration's by its kind, whatever the shop's usual profile is.
            let project = try #require(try s.desk("clerk").perform(.intake("project", parent: nil, ["customer": "吴", "phone": "13600002223", "project": "全案", "style": "原木", "budget": "20"])).record).number
            #expect(try s.owes("B-32", project, "project") && s.due("B-03", wall) == "2026-11-17 10:00")
            try s.stamps("clerk", project, "projectChecked", ["complete": true])
            try s.stamps("clerk", project, "projectRegistered", ["assignee": "李"])
            #expect(try s.due("B-34", project, "project") == "2026-11-23 10:00")
            // A day is of no trade: it owes what any of them asks.
            #expect(try s.duty("B-64", "2026-11-16", .day) != nil)
        }
    }

    @Test("home goods with others: its orders and visits owe what they owe alone, in whichever order the trades are named", arguments: ["home-goods+appliance", "furniture+home-goods"])
    func withHomeGoods(trades: String) throws {
        let alone = try Shop(), shop = try Shop(playbook: PlaybookFile.builtIn(trades).playbook)
        var owed: [[String]] = []
        for s in [alone, shop] {
            try s.at("2026-11-16 09:00") { s in
                try s.readies("HT1")
                owed.append(try (s.duties("HT1") + s.duties("HT1/D1") + s.duties("HT1/I1")).map { "\($0.key.rule) \($0.status) \($0.due.map { s.text($0) } ?? "")" }.sorted())
            }
        }
        #expect(owed[0] == owed[1] && owed[0].contains { $0.hasPrefix("A-14") })
        #expect(try shop.isSound())
    }
}
