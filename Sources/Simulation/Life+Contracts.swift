import Desk
import Dispatching

/// From the signed contract to goods that are complete.
extension Life {
    /// The contracts that the shops hand in on that day.
    func writeContracts(_ day: LocalDay) throws {
        let spread = max(1, options.ordersPerDay / 5)
        let (year, month, date) = day.parts
        let stem = file.prefix + LifeText.digits(year % 100, 2) + LifeText.digits(month, 2) + LifeText.digits(date, 2)
        for i in 1...max(1, options.ordersPerDay + random.within(-spread...spread)) {
            var stream = SeededRandom(seed: options.seed, stream: nextContractNumber())
            let contract = customers.contract("\(stem)-\(LifeText.digits(i, 3))", day: day, random: &stream)
            let at = times.moment(day, "08:40", "17:15", &contract.random)
            let clerk = crowd.anyone("csSpecialist", &contract.random)
            switch contract.random.weighted([920, 50, 30]) {
            case 0: plan(at) { [unowned self] in try register(contract, contract.draft, clerk, $0) }
            case 1: plan(at) { [unowned self] in try registerInPart(contract, clerk, $0) }
            default: plan(at) { [unowned self] in try registerWithoutLines(contract, clerk, $0) }
            }
        }
    }

    private func register(_ contract: Contract, _ draft: OrderDraft, _ clerk: Person, _ door: Door) throws {
        guard let outcome = try door(.receive(draft), by: clerk) else { return }
        take(contract, outcome.records)
        try planMessage(contract, clerk, door)
        try planCancellation(contract, door)
        if contract.state == "WAITING_GOODS" { try planGoods(contract, door) }
    }

    /// From now on whatever happens to the order is known to its contract.
    private func take(_ contract: Contract, _ records: [CaseRecord]) {
        contract.follow(records)
        if let id = contract.id { living[id] = contract }
    }

    /// The phone or the address is missing: the contract stays RECEIVED until somebody has asked for it.
    private func registerInPart(_ contract: Contract, _ clerk: Person, _ door: Door) throws {
        let lacking = contract.random.chance(500) ? "phone" : "address"
        var draft = contract.draft
        draft.fields[lacking] = nil
        guard let outcome = try door(.receive(draft), by: clerk) else { return }
        take(contract, outcome.records)
        guard let at = try later(door, inTime: 420, late: 330, days: 2...6, &contract.random) else { return }
        plan(at) { [unowned self] door in
            guard let id = contract.id, let value = contract.draft.fields[lacking] else { return }
            try door(.amend(id, version: nil, [lacking: value]), by: clerk)
            guard try door.stamp(contract, id, "registered", by: clerk) else { return }
            try planMessage(contract, clerk, door)
            try planCancellation(contract, door)
            try planGoods(contract, door)
        }
    }

    /// The goods follow on a second sheet; until then the order is only REGISTERED (OM-02).
    private func registerWithoutLines(_ contract: Contract, _ clerk: Person, _ door: Door) throws {
        var draft = contract.draft
        draft.lines = []
        try register(contract, draft, clerk, door)
        let next = try times.workday(times.day(of: door.now), 1 + contract.random.below(2))
        plan(times.moment(next, "08:50", "16:30", &contract.random)) { [unowned self] door in
            guard contract.state == "REGISTERED", try door(.receive(contract.draft), by: clerk) != nil else { return }
            try planGoods(contract, door)
        }
    }

    /// SMS 1 with the registration; sometimes later, now and then forgotten for days.
    private func planMessage(_ contract: Contract, _ clerk: Person, _ door: Door) throws {
        guard let at = try later(door, inTime: 900, late: 75, days: 3...8, &contract.random) else { return }
        plan(at) { door in
            guard let id = contract.id, !contract.isOver else { return }
            try door(.send(rule: "A-03", id, override: nil), by: clerk)
        }
    }

    /// Some time after now: on the same day in so many of a thousand cases, on the next in so many, else after days.
    func later(_ door: Door, inTime: Int, late: Int, days: ClosedRange<Int>, _ random: inout SeededRandom) throws -> Instant? {
        let today = times.day(of: door.now)
        let closing = times.moment(today, "17:28")
        let roll = random.below(1000)
        if roll < inTime { return min(door.now + random.within(90...7200), max(closing, door.now + 120)) }
        let day = try times.workday(today, roll < inTime + late ? 1 : random.within(days))
        return times.moment(day, "08:40", "12:00", &random)
    }

    /// OM-19: one in seventy contracts is cancelled on the way, as long as that can be done.
    private func planCancellation(_ contract: Contract, _ door: Door) throws {
        guard contract.random.chance(15) else { return }
        let day = try times.workday(times.day(of: door.now), contract.random.within(1...6))
        let clerk = crowd.anyone("csSpecialist", &contract.random)
        plan(times.moment(day, "09:10", "14:30", &contract.random)) { [unowned self] door in
            let free: Set<String> = ["REGISTERED", "WAITING_GOODS", "DELAYED", "GOODS_COMPLETE", "NOT_READY", "BOOKED"]
            guard free.contains(contract.state), contract.delivery.map({ ["PLANNED", "RECEIVER_CONFIRMED"].contains($0.state) }) ?? true else { return }
            try door.stamp(contract, contract.id, "cancelled", ["reason": words("cancelled", &contract.random)], by: clerk)
        }
    }

    // MARK: Goods

    /// The goods come in one or two lots, some days after the contract; some are announced, some are late.
    private func planGoods(_ contract: Contract, _ door: Door) throws {
        let today = times.day(of: door.now)
        var r = contract.random
        defer { contract.random = r }
        var lead = [r.within(1...2), r.within(2...4), r.within(4...8)][r.weighted([500, 350, 150])]
        let assistant = crowd.anyone("installAssistant", &r)
        if lead > 1, r.chance(450) {
            let day = try times.workday(today, lead - 1)
            plan(times.moment(day, "09:00", "11:40", &r)) { door in
                guard ["WAITING_GOODS", "DELAYED"].contains(contract.state) else { return }
                try door.stamp(contract, contract.id, "goodsShipped", by: assistant)
            }
        }
        if r.chance(60) {
            lead += r.within(2...5)
            let expected = try times.workday(today, lead)
            let reason: Value = r.chance(500) ? "FACTORY" : "LOGISTICS"
            let notice = times.moment(try times.workday(today, 1), "09:00", "16:00", &r)
            plan(notice) { door in
                guard contract.state == "WAITING_GOODS" else { return }
                try door.stamp(contract, contract.id, "delayNotice", ["reason": reason, "expected": .string(expected.description)], by: assistant)
            }
            if r.chance(500) {
                plan(times.moment(expected, "08:35", "09:30", &r)) { door in
                    guard contract.state == "DELAYED" else { return }
                    try door.stamp(contract, contract.id, "delayEnded", by: assistant)
                }
            }
        } else if r.chance(14) {
            // OM-04: the shop's contract is wrong; the goods wait until it has been put right.
            lead += r.within(2...4)
            let expected = try times.workday(today, lead), problem = words("contract", &r)
            plan(times.moment(try times.workday(today, 1), "09:20", "15:00", &r)) { door in
                guard contract.state == "WAITING_GOODS" else { return }
                try door.stamp(contract, contract.id, "contractBlocked", ["problem": problem, "expected": .string(expected.description)], by: assistant)
            }
        }
        let day = try times.workday(today, lead)
        let lots = contract.missing.count > 1 && r.chance(260) ? 2 : 1
        if lots == 2 {
            let early = Array(contract.missing.prefix(r.within(1...(contract.missing.count - 1))))
            plan(times.moment(try times.workday(today, max(1, lead - 1)), "09:05", "11:30", &r)) { [unowned self] in
                try arrive(contract, early, assistant, $0)
            }
        }
        plan(times.moment(day, "09:35", "11:50", &r)) { [unowned self] in try arrive(contract, contract.missing, assistant, $0) }
    }

    private func arrive(_ contract: Contract, _ lines: [Int], _ assistant: Person, _ door: Door) throws {
        let here = lines.filter { contract.missing.contains($0) }
        guard ["WAITING_GOODS", "DELAYED"].contains(contract.state), !here.isEmpty,
            try door.stamp(contract, contract.id, "goodsArrived", ["lines": .array(here.map { .int($0) })], by: assistant)
        else { return }
        contract.missing.removeAll { here.contains($0) }
        guard contract.missing.isEmpty else { return }
        // counted and declared complete the same morning, or found to be so with the last check.
        let at = contract.random.chance(930)
            ? door.now + contract.random.within(240...1700)
            : times.moment(try times.workday(times.day(of: door.now), 1), "08:50", "10:30", &contract.random)
        let counted = contract.random.chance(700)
        plan(at) { [unowned self] door in
            guard ["WAITING_GOODS", "DELAYED"].contains(contract.state) else { return }
            let done = counted
                ? try door.stamp(contract, contract.id, "goodsComplete", by: assistant)
                : try door.stamp(contract, contract.id, "goodsChecked", ["result": "ok"], by: assistant)
            if done { try planBooking(contract, door) }
        }
    }
}

/// Text without Foundation.
enum LifeText {
    static func digits(_ n: Int, _ width: Int) -> String {
        let s = String(n)
        return String(repeating: "0", count: max(0, width - s.count)) + s
    }
}
