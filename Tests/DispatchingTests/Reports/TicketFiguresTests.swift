import Testing

@testable import Dispatching

@Suite struct TicketFiguresTests {
    private let noon = Zone.shanghai.parse("2026-11-16T12:00") ?? Instant(seconds: 0)

    private func record(_ fields: [String: Value] = [:], by: String = "lin", stamps: [Stamp] = []) -> CaseRecord {
        CaseRecord(id: CaseID(1), kind: .ticket, number: "P1", parent: nil, opened: noon, state: "OPEN", by: by, fields: fields, stamps: stamps)
    }

    private func duty(due: Int, done: Int? = nil, status: Duty.Status = .open, soft: Bool = false, breached: Bool = false) -> Duty {
        var duty = Duty(key: .init(rule: "B-03", caseID: CaseID(1), occurrence: 1), role: "csSpecialist", person: nil, opens: noon, due: noon + due, soft: soft, status: status, playbook: "x 1")
        duty.doneAt = done.map { noon + $0 }
        if breached { duty.breachedDue = noon + due }
        return duty
    }

    private func entry(_ duty: Duty, at now: Int) -> LimitEntry? { LimitEntry(duty, of: record(), root: CaseID(1), profile: "", now: noon + now) }

    @Test("F-20 B-48 E16-01: 40 tickets, 2 still inside the limit, 36 in time: 36 of 38, 94.7 %")
    func timeliness() {
        let kept = (0..<36).map { _ in duty(due: 3600, done: 1800, status: .done) }
        let late = [duty(due: 3600, done: 3660, status: .done), duty(due: 3600)]
        let inside = (0..<2).map { _ in duty(due: 9000) }
        let t = Timeliness((kept + late + inside).compactMap { entry($0, at: 7200) })
        #expect(t.kept == 36 && t.missed == 2 && t.inside == 2 && t.judged == 38)
        #expect(t.permille == 947)
        #expect(Timeliness([LimitEntry]()).permille == nil)
    }

    @Test("what was late and then fell, was excused or moved is late all the same; what fell in time was never owed")
    func honest() {
        #expect(entry(duty(due: 60, done: 600, status: .waived, breached: true), at: 900)?.standing == .missed)
        #expect(entry(duty(due: 60, done: 30, status: .waived), at: 900) == nil)
        #expect(entry(duty(due: 60, done: 30, status: .moot), at: 900) == nil)
        #expect(entry(duty(due: 60, done: 50, status: .done, breached: true), at: 900)?.standing == .missed)
        #expect(entry(duty(due: 60, soft: true), at: 900) == nil)
        #expect(entry(duty(due: 60), at: 60)?.standing == .inside)
        #expect(entry(duty(due: 60), at: 61)?.lateMinutes == 1)
        #expect(entry(duty(due: 60), at: 180)?.lateMinutes == 2, "it goes on counting")
    }

    private func ticket(_ kind: String, outcome: String, agent: String = "lin", cause: String = "", phone: String = "", taken: Int = 0, solved: Int? = nil, rounds: Int = 0, answers: [LimitEntry.Standing] = []) -> TicketEntry {
        var stamps = [Stamp(number: 1, name: "ticketReceived", at: noon, by: agent)]
        if let solved { stamps.append(Stamp(number: 2, name: "solved", at: noon + solved, by: agent)) }
        var r = CaseRecord(
            id: CaseID(1), kind: .ticket, number: "P1", parent: nil, opened: noon + taken, state: "OPEN", by: agent,
            fields: ["problemKind": .string(kind), "outcome": .string(outcome), "cause": .string(cause), "phone": .string(phone), "rounds": .int(rounds)], stamps: stamps)
        r.changed = noon
        let limits = answers.map { standing -> LimitEntry? in
            entry(standing == .kept ? duty(due: 60, done: 30, status: .done) : standing == .missed ? duty(due: 60) : duty(due: 9000), at: 900)
        }.compactMap { $0 }
        return TicketEntry(r, root: r, limits: limits, answering: ["B-03"])
    }

    @Test("F-21 B-49 B-51 B-54 D-31 E15-11 E16-06: 34 of 40 taken are closed to the customer's satisfaction: 85.0 %; open ones stay in the denominator")
    func resolution() {
        let all = (0..<34).map { _ in ticket("COMPLAINT", outcome: "SATISFIED") } + (0..<3).map { _ in ticket("INQUIRY", outcome: "UNRESOLVED") } + (0..<3).map { _ in ticket("SERVICE_REQUEST", outcome: "") }
        let figures = AgentFigures(all, orders: ["lin", "zhao"], ratings: [("lin", 5), ("lin", 4), ("lin", 2)])
        #expect(figures.total.resolutionPermille == 850 && figures.total.taken == 40 && figures.total.dissatisfied == 3)
        let lin = figures.lines.first { $0.agent == "lin" }
        #expect(lin?.complaints == 34 && lin?.inquiries == 3 && lin?.others == 3 && lin?.orders == 1)
        // F-19, B-47, B-55: 5, 4, 2 is 3.67 in the mean.
        #expect(lin?.average.map { ($0 * 100).rounded() } == 367)
        #expect(figures.lines.first { $0.agent == "zhao" }?.orders == 1)
        #expect(AgentFigures([ticket("INQUIRY", outcome: "", answers: [.kept, .missed, .inside])]).total.answered.permille == 500)
    }

    @Test("R-08: by cause, most first; a customer's second problem of one cause is a repetition; days to solve are of the solved ones")
    func causes() {
        let figures = CauseFigures([
            ticket("COMPLAINT", outcome: "SATISFIED", cause: "QUALITY", phone: "1", taken: 0, solved: 86_400),
            ticket("COMPLAINT", outcome: "", cause: "QUALITY", phone: "1", taken: 10, rounds: 2),
            ticket("COMPLAINT", outcome: "SATISFIED", cause: "QUALITY", phone: "2", taken: 86_400, solved: 4 * 86_400),
            ticket("COMPLAINT", outcome: "", cause: "TRANSPORT", phone: "1"),
        ])
        #expect(figures.lines.map(\.key.cause) == ["QUALITY", "TRANSPORT"])
        #expect(figures.lines.first?.count == 3 && figures.lines.first?.repeated == 1 && figures.lines.first?.rounds == 2)
        // One day, and three.
        #expect(figures.lines.first?.tenthsOfDays == 20 && figures.lines.last?.tenthsOfDays == nil)
    }

    @Test("F-28 E2-05 E2-06: rounds of three months from 5 March 2024; the one of the year is left to the full check; months without such a day end earlier")
    func cycles() {
        func dates(_ cycle: Cycle?, _ start: String, _ count: Int) -> [String] {
            guard let cycle, let start = LocalDay(start) else { return [] }
            return (0..<count).compactMap { cycle.round(after: $0).map { cycle.date(of: $0, from: start).description } }
        }
        let quarter = Cycle("3mo", lead: 0, times: nil, except: 12), year = Cycle("12mo", lead: 0, times: nil, except: nil)
        #expect(dates(quarter, "2024-03-05", 4) == ["2024-06-05", "2024-09-05", "2024-12-05", "2025-06-05"])
        #expect(dates(year, "2024-03-05", 2) == ["2025-03-05", "2026-03-05"])
        #expect(dates(Cycle("1mo", lead: 0, times: 3, except: nil), "2026-01-31", 5) == ["2026-02-28", "2026-03-31", "2026-04-30"])
        #expect(dates(Cycle("90d", lead: 0, times: 1, except: nil), "2026-11-16", 3) == ["2027-02-14"])
        for bad in ["", "mo", "3", "3y", "-3d", "0d"] { #expect(Cycle(bad, lead: 0, times: nil, except: nil) == nil) }
    }
}
