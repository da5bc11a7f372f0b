import Dispatching
import Exchange
import Testing

/// Several trades in one shop: each case goes by its own manual.
@Suite struct TradesTests {
    @Test("decoration and appliance together: a ticket owes what the manual of its profile says, and nothing of the other's")
    func twoTrades() throws {
        let shop = try Shop(playbook: PlaybookFile.builtIn("decoration+appliance").playbook)
        let base: [String: Value] = ["channel": "phone", "customer": "单雅芳", "phone": "13911112222", "problem": "不制冷", "model": "KFR", "purchaseDate": "2026-03-05", "demand": "修", "facts": "x"]
        try shop.at("2026-11-16 10:00") { s in
            let fridge = try #require(try s.desk("clerk").perform(.intake(.ticket, parent: nil, base.merging(["problemKind": "SERVICE_REQUEST", "profile": "appliance"]) { $1 })).record).number
            let wall = try #require(try s.desk("clerk").perform(.intake(.ticket, parent: nil, base.merging(["problemKind": "COMPLAINT", "profile": "decoration"]) { $1 })).record).number
            func owed(_ number: String) throws -> Set<String> { Set(try s.duties(number).map { String($0.key.rule.prefix(1)) }) }
            #expect(try owed(fridge) == ["D"] && owed(wall) == ["B"])
            #expect(try s.duty("D-05", fridge) != nil && s.duty("B-25", wall) != nil)
            // A day is of no trade: it owes what any of them asks.
            #expect(try s.duty("B-64", "2026-11-16", .day) != nil)
        }
    }
}
