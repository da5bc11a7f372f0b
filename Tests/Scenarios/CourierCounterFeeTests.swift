import Dispatching
import Exchange
import Testing

/// What the counter charges, pays and accepts: the worked examples of the manual, and where its sentences leave a doubt.
@Suite struct CourierCounterFeeTests {
    private func tariffs() throws -> Tariffs { try RuleRemoval.playbook("courier-counter").tariffs }
    private func kg(_ text: String) throws -> Weight { try #require(Weight(text)) }
    private func cm(_ text: String) throws -> PieceSize { try #require(PieceSize(text)) }
    private func yuan(_ text: String) throws -> Money { try #require(Money(text)) }

    @Test("C-74 F-01 Q-19: volumetric weight to 0.01 kg, the larger one is charged, started kilograms count", arguments: [
        // 60 x 50 x 40 = 120000 / 7000
        ("60x50x40", "12", "17.14", "17.14", 18), ("60x50x40", "20", "17.14", "20.00", 20), ("60x50x40", "17.14", "17.14", "17.14", 18),
        // Exactly one kilogram, a hundredth of a kilogram more, and half a hundredth rounded up.
        ("70x10x10", "0.5", "1.00", "1.00", 1), ("70.7x10x10", "0.5", "1.01", "1.01", 2), ("10x7x0.5", "0", "0.01", "0.01", 1), ("10x6.9x0.5", "0", "0.00", "0.00", 0),
    ])
    func volumetric(size: String, weight: String, volume: String, billed: String, started: Int) throws {
        let r = try tariffs().volumetric(cm(size), kg(weight))
        #expect(r.formula == "F-01" && r.rules == ["C-74"])
        #expect(r.result.volume.description == volume && r.result.billed.description == billed && r.result.started == started)
    }

    @Test("C-75 F-02: 100 kg, 250 cm, 300 cm may be, anything above may not", arguments: [
        ("240x40x30", "20", ["sum"]), ("240x30x30", "100", []), ("250x25x25", "20", []), ("250.1x20x20", "20", ["side"]), ("100x100x100", "100.01", ["weight"]),
        ("260x50x50", "101", ["weight", "side", "sum"]),
    ] as [(String, String, [String])])
    func limits(size: String, weight: String, exceeded: [String]) throws {
        let r = try tariffs().limits(cm(size), kg(weight))
        #expect(r.result.map(\.kind.rawValue) == exceeded && r.rules == ["C-75"] && r.steps.count == 3)
    }

    @Test("C-76 F-03 Q-20: over 50 kg, 3 CNY a kilogram of the whole weight", arguments: [("62", "186.00"), ("50", "0.00"), ("50.01", "150.03"), ("99.99", "299.97")])
    func heavy(weight: String, fee: String) throws {
        let r = try tariffs().heavy(kg(weight))
        #expect(r.result.description == fee && r.rules.first == "C-76")
    }

    @Test("C-10 F-04 Q-19: first kilogram 5, each further one begun 1; without the right nothing", arguments: [("0.8", "5.00"), ("1", "5.00"), ("1.01", "6.00"), ("2", "6.00"), ("7.3", "12.00")])
    func transit(weight: String, fee: String) throws {
        let r = try tariffs().transit(kg(weight))
        #expect(r.result.description == fee && r.rules == ["C-10", "Q-19"])
        #expect(try tariffs().transit(kg(weight), right: .no).result == .zero && tariffs().transit(kg(weight), right: .rejected).result == .zero)
    }

    @Test("C-48 F-05: cash for STO and what is left of the fee", arguments: [("7.3", "11.00", "1.00"), ("1", "5.00", "0.00"), ("0.2", "5.00", "0.00"), ("2", "5.00", "1.00"), ("2.01", "6.00", "1.00")])
    func sto(weight: String, cost: String, margin: String) throws {
        let r = try tariffs().sto(kg(weight))
        #expect(r.result.cost.description == cost && r.result.margin.description == margin && r.rules == ["C-48", "Q-19"])
        #expect(try tariffs().sto(kg(weight), right: .rejected).result.margin.cents == -r.result.cost.cents)
    }

    @Test("C-84 C-111 F-06 Q-21: one per cent, ten at least", arguments: [("860", "10.00"), ("1000", "10.00"), ("1000.49", "10.00"), ("1000.50", "10.01"), ("3000", "30.00"), ("0.01", "10.00")])
    func cod(amount: String, fee: String) throws {
        let r = try tariffs().cod(yuan(amount))
        #expect(r.result.description == fee && r.rules == ["C-84", "C-111", "Q-21"])
    }

    @Test("F-04 F-05 F-06: no weight and no money is no case")
    func nothing() throws {
        #expect(throws: Refusal.self) { try tariffs().cod(.zero) }
        #expect(throws: Refusal.self) { try tariffs().transit(kg("0")) }
        #expect(throws: Refusal.self) { try tariffs().sto(kg("0")) }
    }

    @Test("C-11 F-25 Q-18: before 14:00 the same day, from 14:00 on the next, rest days or not (Q-01)", arguments: [
        ("2026-12-05 13:59", "2026-12-05"), ("2026-12-05 14:00", "2026-12-06"), ("2026-12-05 00:00", "2026-12-05"), ("2026-12-31 23:59", "2027-01-01"),
    ])
    func cutOff(arrival: String, day: String) throws {
        let r = try tariffs().transitDay(of: #require(Zone.shanghai.parse(arrival)), .shanghai)
        #expect(r.result.description == day && r.rules.first == "C-11")
    }

    @Test("C-101 C-103 F-26 Q-01 Q-33 Q-63: 72 h from the notice and from the hold, each for itself, over rest days as well")
    func timers() throws {
        let zone = Zone.shanghai
        // Saturday; a Sunday lies between.
        let notified = try #require(zone.parse("2026-12-05 09:30")), hold = try #require(zone.parse("2026-12-06 18:00"))
        let r = try tariffs().returnTimers(notified: notified, hold: hold, zone)
        #expect(r.result.noReply == zone.parse("2026-12-08 09:30") && r.result.holdEnds == zone.parse("2026-12-09 18:00") && r.rules == ["C-101", "C-103"])
        #expect(try tariffs().returnTimers(notified: nil, hold: nil, zone).result.noReply == nil, "without a notice it never may")
    }
}
