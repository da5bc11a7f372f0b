import Dispatching
import Exchange
import Testing

/// What is fined, rewarded and shared, and where the monitors look: the manual's worked examples.
@Suite struct CourierQualityFineTests {
    private func playbook() throws -> Playbook { try RuleRemoval.playbook("courier-quality") }
    private func tariffs() throws -> Tariffs { try playbook().tariffs }
    private func yuan(_ text: String) throws -> Money { try #require(Money(text)) }
    private func day(_ text: String) throws -> LocalDay { try #require(LocalDay(text)) }

    @Test("C-52 F-07 Q-34: not entered on day 5 is a warning, on day 6 a fine for each waybill")
    func lateEntry() throws {
        let departed = try [day("2026-12-01")]
        for (today, standing, fine) in [("2026-12-01", EntryStanding.inTime, "0.00"), ("2026-12-05", .inTime, "0.00"), ("2026-12-06", .lastDay, "0.00"), ("2026-12-07", .fined, "500.00"), ("2027-01-07", .fined, "500.00")] {
            let r = try tariffs().lateEntry(departed: departed, today: day(today))
            #expect(r.result.standings == [standing] && r.result.fine.description == fine && r.rules.first == "C-52", "\(today)")
        }
        let three = try tariffs().lateEntry(departed: Array(repeating: departed[0], count: 3) + [day("2026-12-03")], today: day("2026-12-07"))
        #expect(three.result.fine.description == "1500.00" && three.result.standings.last == .inTime)
        #expect(try tariffs().lateEntry(departed: [], today: day("2026-12-07")).result.fine == .zero)
    }

    @Test("C-82 F-08: 2 CNY for each wrong header")
    func header() throws {
        let r = try tariffs().header(4)
        #expect(r.result.description == "8.00" && r.rules == ["C-82"])
        #expect(throws: Refusal.self) { try tariffs().header(-1) }
    }

    @Test("C-128 F-09 Q-52: 10 CNY for each monitor of a day")
    func monitor() throws {
        let r = try tariffs().missedMonitors(2)
        #expect(r.result.description == "20.00" && r.rules.first == "C-128")
    }

    @Test("C-129 F-10 Q-30: the post 60 %, quality control the rest; all of it where it missed the monitor itself")
    func complaint() throws {
        let r = try tariffs().complaint(yuan("200"), missedByQuality: false)
        #expect(r.result.post.description == "120.00" && r.result.quality.description == "80.00" && r.result.missedItem.description == "10.00" && r.rules.first == "C-129")
        let own = try tariffs().complaint(yuan("200"), missedByQuality: true).result
        #expect(own.post == .zero && own.quality.description == "200.00")
        let odd = try tariffs().complaint(yuan("0.01"), missedByQuality: false).result
        #expect(odd.post.cents == 1 && odd.quality.cents == 0)
    }

    @Test("C-131 F-11: 5 CNY for each proven case")
    func call() throws {
        let r = try tariffs().unansweredCalls(3)
        #expect(r.result.description == "15.00" && r.rules == ["C-131"])
    }

    @Test("C-135 C-136 F-12: 100 CNY a time; the fourth time is a warning")
    func refused() throws {
        for (cases, fine) in [(2, "200.00"), (3, "300.00")] {
            let r = try tariffs().refusedOrders(cases).result
            #expect(r.fine.description == fine && !r.isWarning)
        }
        let r = try tariffs().refusedOrders(4)
        #expect(r.result.fine.description == "400.00" && r.result.isWarning && r.rules == ["C-135", "C-136"])
    }

    @Test("C-132 F-13: equal shares, the cents that are left to the first by staff id")
    func shared() throws {
        let r = try tariffs().shared(yuan("100"), among: ["003", "001", "002"])
        #expect(r.result.map(\.person) == ["001", "002", "003"] && r.result.map(\.amount.description) == ["33.34", "33.33", "33.33"] && r.rules == ["C-132"])
        #expect(try tariffs().shared(yuan("100.01"), among: ["1", "2", "3"]).result.map(\.amount.cents) == [3334, 3334, 3333])
        #expect(try tariffs().shared(yuan("0.01"), among: ["1", "2"]).result.map(\.amount.cents) == [1, 0])
    }

    @Test("C-133 F-14 Q-29: the fine is the expected loss, the reward half of the fine")
    func danger() throws {
        let r = try tariffs().danger(yuan("400"))
        #expect(r.result.fine.description == "400.00" && r.result.reward.description == "200.00" && r.rules == ["C-133", "Q-29"])
    }

    @Test("C-134 F-15: 30 % of what the headquarters gave")
    func outside() throws {
        let r = try tariffs().outside(yuan("50"))
        #expect(r.result.description == "15.00" && r.rules == ["C-134"])
    }

    @Test("C-130 C-69 F-16: the whole of the real loss")
    func fault() throws {
        let r = try tariffs().fault(yuan("380"))
        #expect(r.result.description == "380.00" && r.rules == ["C-130", "C-69"])
    }

    @Test("C-49 C-60 C-61 C-62 C-63 C-65 C-66 C-67 C-68 C-69 C-71 F-27: where each monitor looks on 6 December", arguments: [
        ("C-60", ["12-01..12-06"]), ("C-61", ["12-05 12:00..12-06 10:00", "12-06 08:00..12-06 20:00"]), ("C-62", ["12-03..12-03", "12-04..12-04", "12-05..12-05"]),
        ("C-63", ["12-06..12-06"]), ("C-65", ["12-03..12-03", "12-04..12-04"]), ("C-66", ["12-03..12-06"]), ("C-67", ["12-03..12-06"]), ("C-68", ["12-03..12-06"]),
        ("C-69", ["12-03..12-06"]), ("C-71", ["12-03..12-06"]), ("C-49", ["12-03..12-03"]),
    ])
    func windows(rule: String, expected: [String]) throws {
        let monitor = try #require(playbook().monitors.first { $0.rule == rule }), zone = Zone.shanghai
        func text(_ t: Instant) -> String { "\(zone.day(of: t).description.dropFirst(5)) \(zone.timeOfDay(of: t))" }
        let windows = try monitor.windows(on: day("2026-12-06"), zone)
        #expect(windows.map { w in
            w.isWholeDays ? "\(w.days.lowerBound.description.dropFirst(5))..\(w.days.upperBound.description.dropFirst(5))" : "\(text(w.range.lowerBound))..\(text(w.range.upperBound))"
        } == expected)
        for w in windows where w.isWholeDays { #expect(w.range == zone.startOfDay(w.days.lowerBound)..<zone.startOfDay(w.days.upperBound + 1)) }
    }
}
