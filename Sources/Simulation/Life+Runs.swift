import Desk
import Dispatching
import Rostering

/// The afternoon: tomorrow's deliveries and installations are put on crews, published and told, then the services.
extension Life {
    /// Enters both runs of a day into the agenda; now and then one is late.
    func planRuns(_ day: LocalDay) throws {
        let next = try times.workday(day, 1)
        plan(times.moment(day, "15:00")) { [unowned self] door in
            for kind in CaseKind.runs { try door(.openRun(kind, next), by: crowd.anyone(Life.planner(kind), &random)) }
        }
        let late = random.chance(40)
        run(.deliveryRun, next, at: late ? times.moment(day, "17:02", "17:25", &random) : times.moment(day, "15:04", "15:35", &random))
        run(.installRun, next, at: random.chance(60) ? times.moment(day, "16:32", "16:50", &random) : times.moment(day, "16:05", "16:25", &random))
        // after the technicians have told how today went.
        run(.serviceRun, next, at: random.chance(30) ? times.moment(day, "17:05", "17:25", &random) : times.moment(day, "16:04", "16:28", &random))
    }

    /// Who makes a run.
    private static func planner(_ kind: CaseKind) -> String {
        switch kind {
        case .deliveryRun: "installAssistant"
        case .installRun: "installManager"
        default: "serviceSpecialist"
        }
    }

    private func run(_ kind: CaseKind, _ date: LocalDay, at moment: Instant) {
        // Proposed from the committed file, published by the transaction that follows.
        var proposal: (run: CaseRecord, plan: Plan, note: [String: Value], visits: [CaseID])?
        agenda.add(
            moment,
            prepare: { [unowned self] in
                guard let board = try desk.board(kind, date) else { return }
                let seed = options.seed &+ UInt64(truncatingIfNeeded: date.number)
                let solution = Solver(board.explanation.evaluator).solve(.init(seed: seed, iterations: options.iterations))
                let note: [String: Value] = [
                    "seed": .int(Int(truncatingIfNeeded: seed)), "iterations": .int(solution.iterations), "cost": .int(solution.evaluation.cost.total),
                    "jobs": .int(board.input.problem.jobs.count), "crews": .int(board.input.problem.crews.count),
                    "unassigned": .int(solution.plan.unassigned.count),
                ]
                proposal = (board.run, solution.plan, note, board.input.entries.map(\.visit.id))
            },
            { [unowned self] door in
                guard let proposal else { return }
                let who = crowd.anyone(Life.planner(kind), &random)
                guard try door(.propose(proposal.run.id, version: proposal.run.version, proposal.plan, note: proposal.note), by: who) != nil,
                    let outcome = try door(.publish(proposal.run.id, version: nil, override: nil), by: who, after: 40)
                else { return }
                let placed = outcome.phrase.values["placed"]?.int ?? 0
                switch kind {
                case .deliveryRun: try tellDeliveries(proposal.run.id, date, placed, door)
                case .installRun: try tellInstalls(proposal.run.id, date, placed, door)
                default: try settleServices(proposal.visits, date, door)
                }
            })
    }

    /// The contracts whose visit stands on that day, each once, in the order in which they got there.
    private func due(_ lists: inout [LocalDay: [Contract]], _ date: LocalDay, _ visit: (Contract) -> Contract.Visit?) -> [Contract] {
        var seen: Set<String> = []
        return (lists.removeValue(forKey: date) ?? []).filter { visit($0)?.date == date && seen.insert($0.number).inserted }
    }

    // MARK: Deliveries

    private func tellDeliveries(_ run: CaseID, _ date: LocalDay, _ placed: Int, _ door: Door) throws {
        let today = times.day(of: door.now)
        let contracts = due(&deliveries, date) { $0.delivery }
        var loaded: [Instant] = []
        let lateMorning = random.chance(60)
        for contract in contracts {
            guard contract.delivery?.state == "SCHEDULED" else {
                try settleLeftOut(contract, date, today, door)
                continue
            }
            // the leader tells the half-day in the evening; some forget it.
            let leader = crowd.leader(of: contract.delivery?.crew)
            if !contract.random.chance(30) {
                let at = contract.random.chance(940)
                    ? times.moment(today, "17:35", "18:58", &contract.random) : times.moment(today, "19:02", "19:40", &contract.random)
                plan(at) { door in
                    guard let visit = contract.delivery, visit.state == "TASK_SENT", let half = visit.half else { return }
                    try door.stamp(contract, visit.id, "slotTold", ["half": .string(half), "callPromised": true], by: leader)
                }
            }
            let report = lateMorning ? times.moment(date, "08:10", "08:50", &contract.random) : times.moment(date, "07:20", "08:27", &contract.random)
            loaded.append(report)
            plan(report) { [unowned self] in try reportLoading(contract, date, $0) }
        }
        guard placed > 0 else { return }
        // the paper goes first, because the warehouse waits for it.
        let faxed = max(door.now + 300, random.chance(960) ? times.moment(today, "15:45", "16:50", &random) : times.moment(today, "17:03", "17:20", &random))
        let assistant = crowd.anyone("installAssistant", &random)
        let clerk = crowd.anyone("csSpecialist", &random)
        plan(faxed) { try $0(.send(rule: "A-18", run, override: nil), by: assistant) }
        plan(faxed + random.within(60...900)) { try $0(.send(rule: "A-19", run, override: nil), by: clerk) }
        // once every visit has been reported.
        if let last = loaded.max() {
            let at = max(last + 60, times.moment(date, "08:31")) + random.within(30...900)
            plan(at) { try $0(.send(rule: "A-24", run, override: nil), by: clerk) }
        }
    }

    /// A delivery that the run kept out or could not place goes to another day, the same afternoon or the next morning.
    private func settleLeftOut(_ contract: Contract, _ date: LocalDay, _ today: LocalDay, _ door: Door) throws {
        let at = contract.random.chance(750)
            ? max(door.now + 600, times.moment(today, "16:10", "17:25", &contract.random)) : times.moment(date, "08:45", "10:30", &contract.random)
        let assistant = crowd.anyone("installAssistant", &contract.random)
        plan(at) { [unowned self] door in
            guard let visit = contract.delivery, visit.date == date, ["PLANNED", "RECEIVER_CONFIRMED"].contains(visit.state) else { return }
            try move(contract, by: assistant, door)
        }
    }

    // MARK: Installations

    private func tellInstalls(_ run: CaseID, _ date: LocalDay, _ placed: Int, _ door: Door) throws {
        let today = times.day(of: door.now)
        for contract in due(&installs, date, { $0.install }) {
            guard contract.install?.state == "SCHEDULED" else {
                try settleLeftOutInstall(contract, date, today, door)
                continue
            }
            try planInstallEve(contract, today, door)
            try planInstallation(contract, date)
        }
        guard placed > 0 else { return }
        let clerk = crowd.anyone("csSpecialist", &random)
        plan(door.now + random.within(300...3000)) { try $0(.send(rule: "A-32", run, override: nil), by: clerk) }
    }

    private func settleLeftOutInstall(_ contract: Contract, _ date: LocalDay, _ today: LocalDay, _ door: Door) throws {
        let at = contract.random.chance(800)
            ? max(door.now + 300, times.moment(today, "16:45", "17:28", &contract.random)) : times.moment(date, "08:40", "09:40", &contract.random)
        let manager = crowd.anyone("installManager", &contract.random)
        plan(at) { [unowned self] in try moveLeftOut(contract, date, by: manager, $0) }
    }

    private func moveLeftOut(_ contract: Contract, _ date: LocalDay, by manager: Person, _ door: Door) throws {
        guard let visit = contract.install, visit.date == date, ["PLANNED", "CONFIRMED"].contains(visit.state) else { return }
        // While the delivery itself is being settled, its new day decides.
        if let delivery = contract.delivery, !contract.isDelivered, delivery.date.map({ $0 < date }) ?? true {
            return plan(try atWork(door.now + 7200, .office)) { [unowned self] in try moveLeftOut(contract, date, by: manager, $0) }
        }
        let after = try max(times.workday(max(date, times.day(of: door.now)), 1), contract.delivery?.date ?? date)
        try moveInstall(contract, to: try freeInstall(from: after, delivery: contract.delivery?.date ?? date), by: manager, door)
    }
}
