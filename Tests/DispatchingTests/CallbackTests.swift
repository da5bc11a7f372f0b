import Testing

@testable import Dispatching

/// The life of a callback between its duty and the customer's answer (section 4.9 of the rules).
struct CallbackTests {
    private let zone = Zone.shanghai

    /// Monday to Saturday; call hours 09:00-12:00 and 14:00-20:00.
    private func manual(window: String = "09:00-12:00,14:00-20:00") throws -> Manual {
        let playbook = try PlaybookReader.read([
            "playbook": "t", "version": "1", "title": "t", "figures": ["callWindow": .string(window), "callAgainMinutes": 120],
        ])
        return Manual(playbook: playbook, calendar: CalendarFixture.monSat)
    }

    private func at(_ text: String) throws -> Instant { try #require(zone.parse("2026-11-" + text)) }

    private func duty(opens: String = "23T15:00", due: String = "24T17:30", done: String? = nil) throws -> Duty {
        Duty(
            key: .init(rule: "A-27", caseID: CaseID(7), occurrence: 1), role: "csSpecialist", person: nil, opens: try at(opens), due: try at(due), soft: false,
            status: done == nil ? .open : .done, doneAt: try done.map { try at($0) }, playbook: "t 1")
    }

    private func tried(_ number: Int, _ time: String, _ outcome: String = "NO_ANSWER", _ more: [String: Value] = [:]) throws -> Stamp {
        Stamp(number: number, name: CallbackState.tried, at: try at(time), by: "wang", answers: more.merging(["outcome": .string(outcome)]) { own, _ in own })
    }

    private func state(_ duty: Duty, _ stamps: [Stamp], now: String, phone: String = "1") throws -> CallbackState {
        CallbackState(duty, stamps: stamps, proofs: ["deliveryCallback"], phone: phone, manual: try manual(), now: try at(now))
    }

    @Test("CB-01: it is due with its window, and coming before that") func due() throws {
        #expect(try state(duty(), [], now: "23T14:00").phase == .coming)
        let due = try state(duty(), [], now: "23T15:00")
        #expect(due.phase == .due && due.attempts.isEmpty && due.nextAt == nil)
    }

    @Test("CB-02: answered, it is done; its attempts stay its own") func done() throws {
        let proof = Stamp(number: 3, name: "deliveryCallback", at: try at("24T09:30"), by: "wang")
        let stamps = [try tried(1, "23T15:10"), try tried(2, "23T17:20"), proof, try tried(4, "24T10:00")]
        let state = try state(duty(done: "24T09:30"), stamps, now: "24T10:00")
        #expect(state.phase == .done && state.attempts.map(\.number) == [1, 2] && state.nextAt == nil)
        // A callback that is owed anew begins without attempts.
        #expect(try self.state(duty(), Array(stamps.prefix(3)), now: "24T10:00").attempts.isEmpty)
    }

    @Test("CB-03: not reached, it is due again two hours later within the call hours; the limit stays") func unreachable() throws {
        let tried = try tried(1, "23T15:10")
        let waiting = try state(duty(), [tried], now: "23T15:11")
        #expect(try waiting.phase == .unreachable && waiting.nextAt == at("23T17:10"))
        #expect(try state(duty(), [tried], now: "23T17:10").phase == .due)
        let late = try state(duty(), [tried], now: "24T17:31")
        #expect(late.phase == .overdue && late.attempts.count == 1)
        // A withdrawn attempt never was.
        var taken = tried
        taken.withdrawn = true
        #expect(try state(duty(), [taken], now: "23T15:11").phase == .due)
    }

    @Test(
        "Q-24: the next try lies in the call hours of a working day",
        arguments: [("23T09:30", "23T11:30"), ("23T10:30", "23T14:00"), ("23T18:30", "24T09:00"), ("28T18:30", "30T09:00")])
    func nextTry(_ tried: String, _ next: String) throws {
        #expect(try CallWindow(manual()).nextTry(after: at(tried), due: nil) == at(next))
    }

    @Test("Q-24: a try that would come after the limit comes half an hour before it") func lastTry() throws {
        let window = try CallWindow(manual())
        #expect(try window.nextTry(after: at("24T16:00"), due: at("24T17:30")) == at("24T17:00"))
        #expect(try window.nextTry(after: at("24T17:10"), due: at("24T17:30")) == at("24T19:10"))
        #expect(try !window.contains(at("24T12:30")) && window.contains(at("24T19:59")))
    }

    @Test("CB-03: a wrong number waits until it is mended") func wrongNumber() throws {
        let wrong = try tried(1, "23T15:10", "WRONG_NUMBER", ["phone": "1"])
        let waiting = try state(duty(), [wrong], now: "24T09:00")
        #expect(waiting.isWrongNumber && waiting.phase == .unreachable && waiting.nextAt == nil)
        #expect(try state(duty(), [wrong], now: "24T09:00", phone: "2").phase == .due)
    }

    @Test("CB-04: appointed until the time that the customer named; beyond the limit it is an exception") func appointed() throws {
        let named = try tried(1, "23T15:10", "LATER", ["nextDate": "2026-11-24", "nextTime": "10:00"])
        let waiting = try state(duty(), [named], now: "24T09:59")
        #expect(try waiting.phase == .appointed && waiting.nextAt == at("24T10:00") && !waiting.isBeyondDue)
        #expect(try state(duty(), [named], now: "24T10:00").phase == .due)
        let beyond = try tried(2, "23T15:20", "LATER", ["nextDate": "2026-11-25", "nextTime": "10:00"])
        let late = try state(duty(), [named, beyond], now: "24T18:00")
        #expect(late.phase == .appointed && late.isBeyondDue && late.isLate)
        #expect(try state(duty(), [named, beyond], now: "25T10:00").phase == .overdue)
    }

    @Test("CB-08: past its limit it is overdue and still callable, and first in the order of calling") func order() throws {
        let now = "24T18:00"
        let late = try (duty(due: "24T17:30"), [Stamp]())
        let due = try (duty(due: "25T17:30"), [Stamp]())
        let named = try (duty(due: "24T17:30"), [tried(1, "24T17:00", "LATER", ["nextDate": "2026-11-25", "nextTime": "10:00"])])
        let waiting = try (duty(due: "24T17:30"), [tried(1, "24T17:20")])
        let coming = try (duty(opens: "25T15:00", due: "26T17:30"), [Stamp]())
        let ranks = try [coming, named, due, waiting, late].map { duty, stamps in try state(duty, stamps, now: now).rank(duty, now: at(now)) }
        let order = ranks.indices.sorted { ranks[$0].lexicographicallyPrecedes(ranks[$1]) }
        #expect(order == [4, 2, 3, 1, 0])
        #expect(try state(late.0, [], now: now).phase == .overdue)
    }
}
