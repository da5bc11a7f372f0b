import Desk
import Dispatching
import Storage

/// What people do next although no rule names it: goods come in, a solved problem is told, an unfinished visit is planned again.
extension Life {
    /// After each command: what it changed is known to its contract, and leads on.
    func notice(_ records: [CaseRecord], _ door: Door) throws {
        // All of them first: an order that is over takes its visits with it.
        for r in records { living[r.parent ?? r.id]?.follow([r]) }
        for r in records {
            if r.kind == .order, ["CLOSED", "CANCELLED"].contains(r.state) { leave(r) }
            try mind(r, door)
            guard Life.leadOn.contains(r.kind) else { continue }
            let known = noticed[r.id]
            if known == nil { try opened(r, door) }
            for stamp in r.stamps where stamp.number > known ?? 0 { try follows(stamp, r, door) }
            noticed[r.id] = r.stamps.last?.number ?? 0
            if ["CLOSED", "CANCELLED"].contains(r.state), r.kind != .order { noticed[r.id] = Int.max }
        }
    }

    private static let leadOn: Set<CaseKind> = [.order, .serviceVisit, .ticket, .residual]

    /// The order is over; some of these customers call for service one day.
    private func leave(_ r: CaseRecord) {
        guard living.removeValue(forKey: r.id) != nil, r.state == "CLOSED" else { return }
        regulars.append(r.id)
        if regulars.count > 300 { regulars.removeFirst(100) }
    }

    private func opened(_ r: CaseRecord, _ door: Door) throws {
        switch (r.kind, r["problemKind"].string) {
        case (.ticket, "SITE_PROBLEM"):
            let at = try atWork(door.now + (random.chance(930) ? random.within(600...3600) : random.within(7200...90_000)), .office)
            try later(at, "judged", r.id, by: "installManager", from: ["OPEN"])
        case (.ticket, "SHOP_CONTRACT"), (.ticket, "TRANSPORT_DAMAGE"): try solve(r, after: 1...3, door)
        case (.residual, _): try arriveAgain(r, on: r["expected"].string.flatMap { LocalDay($0) }, door)
        default: break
        }
    }

    private func follows(_ stamp: Stamp, _ r: CaseRecord, _ door: Door) throws {
        switch (r.kind, stamp.name) {
        case (.order, "deliveryDone"), (.order, "deliveryPartial"): try missReplacements(r, door)
        case (.order, "problemClosed") where r.state == "DELAYED" && r.has("contractBlocked"):
            try later(atWork(door.now + random.within(300...3600), .office), "delayEnded", r.id, by: "installAssistant", from: ["DELAYED"])
        case (.ticket, "handlingArranged"), (.ticket, "noVisitNeeded"): try solve(r, after: 1...3, door)
        case (.ticket, "visitDone"): try solve(r, after: 0...1, door)
        case (.ticket, "solved"):
            try later(atWork(door.now + random.within(600...9000), .office), "answered", r.id, by: "csSpecialist", from: ["RESOLVED"])
        case (.ticket, "answered") where r.state == "ASSIGNED" && stamp.answers["satisfied"] == "no": try solve(r, after: 1...2, door)
        case (.residual, "residualChecked") where stamp.answers["result"] == "ok": try fit(r, door)
        case (.residual, "residualChecked"):
            try later(tomorrow(door, 1...1), "residualAgain", r.id, by: "installAssistant", from: ["DAMAGED"])
        case (.residual, "residualAgain"): try arriveAgain(r, on: nil, door)
        case (.serviceVisit, _): try serviceGoesOn(stamp, r, door)
        default: break
        }
    }

    /// Somebody of that post sets the stamp then, if the case has not gone another way.
    func later(_ at: Instant, _ stamp: String, _ id: CaseID, by post: String, from states: Set<String>) throws {
        plan(at) { [unowned self] door in
            guard let r = try door.snapshot.record(id), states.contains(r.state) else { return }
            try door(.stamp(id, version: nil, name: stamp, answers: answers(stamp, r, door), override: nil), by: crowd.anyone(post, &random))
        }
    }

    /// Some time in office hours so many working days later.
    func tomorrow(_ door: Door, _ days: ClosedRange<Int>) throws -> Instant {
        times.moment(try times.workday(times.day(of: door.now), random.within(days)), "08:50", "16:30", &random)
    }

    // MARK: Problems

    /// The problem is mended, whatever it was; a visit that is on its way is waited for.
    private func solve(_ r: CaseRecord, after days: ClosedRange<Int>, _ door: Door) throws {
        let days = random.within(days)
        let at = days == 0 ? try atWork(door.now + random.within(900...7200), .office) : try tomorrow(door, days...days)
        try later(at, "solved", r.id, by: r["problemKind"] == "SITE_PROBLEM" ? "installManager" : "csSpecialist", from: ["OPEN", "ASSIGNED", "IN_PROGRESS"])
    }

    /// The visit of a problem will not come: it is settled without one.
    func settleWithoutVisit(_ visit: CaseRecord, _ door: Door) throws {
        guard let number = visit["ticket"].string, let ticket = try door.snapshot.record(kind: .ticket, number: number) else { return }
        try solve(ticket, after: 1...2, door)
    }

    // MARK: Residual goods

    /// Short and damaged lines are ordered again (LN-05, A-11).
    private func missReplacements(_ r: CaseRecord, _ door: Door) throws {
        guard !lacking(r).isEmpty else { return }
        let at = random.chance(600) ? try atWork(door.now + random.within(1800...9000), .office) : try tomorrow(door, 1...2)
        plan(at) { [unowned self] door in
            guard let r = try door.snapshot.record(r.id), playbook.machine(.order)?.answering("residualPlaced").contains(where: { $0.from.contains(r.state) }) == true
            else { return }
            let lines = lacking(r)
            guard !lines.isEmpty else { return }
            let expected = try times.workday(times.day(of: door.now), random.within(4...8))
            let answers: [String: Value] = [
                "lines": .array(lines.map { .int($0.no) }), "goods": .string(OrderLines(lines).summary), "expected": .string(expected.description),
            ]
            try door(.stamp(r.id, version: nil, name: "residualPlaced", answers: answers, override: nil), by: crowd.anyone("installAssistant", &random))
        }
    }

    private func lacking(_ r: CaseRecord) -> [OrderLines.Line] { OrderLines(r).all.filter { ["SHORT", "DAMAGED"].contains($0.state) } }

    /// Mostly on the day that was told, now and then later.
    private func arriveAgain(_ r: CaseRecord, on day: LocalDay?, _ door: Door) throws {
        let told = try day ?? times.workday(times.day(of: door.now), random.within(3...6))
        let real = random.chance(850) ? told : try times.workday(told, random.within(1...3))
        try later(atWork(times.moment(real, "09:10", "11:30", &random), .office), "residualArrived", r.id, by: "installAssistant", from: ["PLACED"])
    }

    /// Fitted once the installation itself is over.
    private func fit(_ r: CaseRecord, _ door: Door) throws {
        plan(try tomorrow(door, 1...3)) { [unowned self] door in
            guard let r = try door.snapshot.record(r.id), r.state == "CHECKED", let order = r.parent else { return }
            let waiting: Set<String> = ["PLANNED", "CONFIRMED", "SCHEDULED", "CUSTOMER_TOLD", "UNDERWAY", "NOT_INSTALLED"]
            if try door.snapshot.children(of: order).contains(where: { $0.kind == .installVisit && waiting.contains($0.state) }) { return try fit(r, door) }
            try door(.stamp(r.id, version: nil, name: "residualDone", answers: [:], override: nil), by: crowd.anyone("installManager", &random))
        }
    }
}
