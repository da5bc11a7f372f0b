import Dispatching
import Testing

/// Goods that come late, the shop's own contract, and what is ordered again.
@Suite struct DelayTests {
    @Test("A-08 A-09 OM-03 OM-05: a late delivery is posted in the group at once and explained to the customer the same day")
    func delayed() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in try s.signs("HT1", "单雅芳") }
        try shop.at("2026-11-16 10:00") { s in
            try s.stamps("assistant", "HT1", "delayNotice", ["reason": "FACTORY", "expected": "2026-11-25"])
            #expect(try s.state("HT1") == "DELAYED")
            #expect(try s.duty("A-08", "HT1")?.soft == true)
            #expect(try s.due("A-09", "HT1") == "2026-11-16 17:30")
            let post = try #require(try s.outbox().first { $0.message.template == "M-G1" })
            #expect(post.message.text.contains("单雅芳") && post.message.text.contains("工厂"))
            try s.sends("assistant", "A-08", "HT1")
            #expect(try s.standing("A-08", "HT1") == .done)
            #expect(refusal { try s.stamps("assistant", "HT1", "delayCalled", ["remark": "没人接"]) }?.rule == "A-09")
            try s.stamps("assistant", "HT1", "delayCalled", ["reasonTold": true])
            #expect(try s.standing("A-09", "HT1") == .done)
            try s.stamps("assistant", "HT1", "delayEnded")
            // Another notice is another duty.
            try s.stamps("assistant", "HT1", "delayNotice", ["reason": "LOGISTICS", "expected": "2026-11-27"])
            #expect(try s.duty("A-09", "HT1")?.key.occurrence == 2)
        }
        try shop.at("2026-11-17 09:00") { s in
            let found = try s.standing("A-09", "HT1")
            #expect(found == .overdue)
        }
    }

    @Test("A-10 OM-04: the shop's contract is in the way: explain, then the shop follows up under a ticket of its own")
    func contract() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            try s.stamps("assistant", "HT1", "contractBlocked", ["problem": "尺寸写错"])
            #expect(try s.state("HT1") == "DELAYED")
            #expect(try s.record("HT1/P1")["causeOwner"] == "SHOP")
            #expect(try s.due("A-10", "HT1") == "2026-11-16 17:30")
            #expect(refusal { try s.stamps("assistant", "HT1", "shopHandedOver", ["to": "城西店"]) }?.rule == "A-10")
            try s.stamps("assistant", "HT1", "shopHandedOver", ["explained": true, "to": "城西店"])
            #expect(try s.standing("A-10", "HT1") == .done)
            #expect(try s.told("A-10") == ["shopManager"])
        }
    }

    @Test("A-11 A-12 A-13 LN-05 OM-11 OM-18: missing goods are ordered again, announced, checked, and their damage told")
    func residualOrder() throws {
        let shop = try Shop()
        try shop.installed("HT1")
        try shop.at("2026-11-19 14:00") { s in
            try s.stamps("assistant", "HT1", "residualPlaced", ["lines": [2], "goods": "椅子一把", "expected": "2026-11-25"])
            #expect(try s.due("A-11", "HT1/Y1") == "2026-11-19 17:30")
            #expect(try s.outbox().contains { $0.message.template == "SMS5" && $0.message.text.contains("椅子一把") })
            try s.sends("assistant", "A-11", "HT1/Y1")
            #expect(try s.standing("A-11", "HT1/Y1") == .done)
        }
        try shop.at("2026-11-25 10:00") { s in
            try s.stamps("assistant", "HT1/Y1", "residualArrived")
            #expect(try s.due("A-12", "HT1/Y1") == "2026-11-25 17:30")
            try s.stamps("assistant", "HT1/Y1", "residualChecked", ["result": "damaged"])
            #expect(try s.standing("A-12", "HT1/Y1") == .done)
            #expect(try s.duty("A-13", "HT1/Y1")?.status == .open)
            #expect(try s.record("HT1/P1")["problemKind"] == "TRANSPORT_DAMAGE")
            try s.stamps("assistant", "HT1/Y1", "damageTold", ["text": "再补一把"])
            #expect(try s.standing("A-13", "HT1/Y1") == .done)
            try s.stamps("assistant", "HT1/Y1", "residualAgain")
            try s.stamps("assistant", "HT1/Y1", "residualArrived")
            try s.stamps("assistant", "HT1/Y1", "residualChecked", ["result": "ok"])
            #expect(try s.duty("A-13", "HT1/Y1")?.key.occurrence == 1, "sound goods owe no explanation")
            try s.stamps("assistant", "HT1/Y1", "residualDone")
            #expect(OrderLines(try s.record("HT1")).all.map(\.state) == ["INSTALLED", "INSTALLED"])
        }
    }
}
