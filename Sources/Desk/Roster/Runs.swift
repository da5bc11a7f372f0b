import Dispatching
import Rostering
import Storage

extension Desk {
    // MARK: Reading

    /// The run of that day as the board shows it; `nil` when it was never opened.
    public func board(_ kind: CaseKind, _ date: LocalDay) throws -> RunBoard? {
        try store.read { s in
            let manual = try keeper.manual(s)
            guard try s.record(kind: kind, number: date.description) != nil else { return nil }
            let work = Workspace(manual: manual, now: clock(), actor: person.login, source: ReadOnlySource(s))
            return try RunBoard(input: Desk.problem(kind, date, work))
        }
    }

    static func problem(_ kind: CaseKind, _ date: LocalDay, _ work: Workspace) throws -> RunProblem {
        guard let run = try work.find(kind, date.description) else { throw Refusal.unknownCase(date.description) }
        var entries: [GateEntry] = []
        for visit in try work.cases(kind.visits, date: date) {
            if let entry = try Gate.judge(visit, family: try work.family(of: visit.id), manual: work.manual, now: work.now) { entries.append(entry) }
        }
        let shift = work.manual.calendar.hours(on: date)
        let standard = shift.isClosed ? (DayHours("08:30-17:30") ?? shift) : shift
        let crews = try work.cases(.crew).compactMap { CrewRecord($0, standardShift: standard) }
        var absent: [String: String] = [:]
        for a in try work.cases(.absence) where a.state != CaseRecord.void {
            guard let crew = a["crew"].string, let from = a["from"].string.flatMap({ LocalDay($0) }) else { continue }
            let to = a["to"].string.flatMap { LocalDay($0) } ?? from
            if from <= date, date <= to { absent[crew] = a["reason"].string ?? "" }
        }
        let travel = TravelTable(try work.find(.travel, "default"))
        return RunProblem(run: run, date: date, entries: entries, crews: crews, absences: absent, travel: travel, manual: work.manual)
    }

    // MARK: The run

    func openRun(_ kind: CaseKind, _ date: LocalDay, _ work: Workspace) throws {
        guard kind.isRun, try work.find(kind, date.description) == nil else { return }
        try work.open(kind, number: date.description, fields: ["date": .string(date.description)])
    }

    /// Opens the run if need be, asks the solver outside of any transaction, and puts its plan on the table.
    ///
    /// - Parameters:
    ///   - keepPlan: start from the plan on the table and change little.
    ///   - isCancelled: asked from the solver's threads.
    public func proposeRun(
        _ kind: CaseKind, _ date: LocalDay, options: Solver.Options, keepPlan: Bool = false,
        isCancelled: @escaping @Sendable () -> Bool = { false }, progress: ((Solver.Progress) -> Void)? = nil
    ) throws -> Outcome {
        try perform(.openRun(kind, date))
        guard let before = try board(kind, date) else { throw Refusal.unknownCase(date.description) }
        let afternoon = before.afternoon(try manual())
        let pins = before.table.pins.compactMap { visit -> Pin? in
            guard let place = before.table.plan.place(of: visit) else { return nil }
            return Pin(job: visit, crew: place.crew, within: before.table.halves[visit].map { $0 == "AM" ? Interval(0, afternoon - 1) : Interval(afternoon, 86_400) })
        }
        let solution = Solver(before.explanation.evaluator).solve(
            options, from: keepPlan || !pins.isEmpty ? before.table.plan : nil, pins: pins, isCancelled: isCancelled, progress: progress)
        let note: [String: Value] = [
            "seed": .int(Int(truncatingIfNeeded: options.seed)), "iterations": .int(solution.iterations), "cost": .int(solution.evaluation.cost.total),
            "jobs": .int(before.input.problem.jobs.count), "crews": .int(before.input.problem.crews.count),
            "unassigned": .int(solution.plan.unassigned.count),
        ]
        return try perform(.propose(before.run.id, version: before.run.version, solution.plan, note: note))
    }

    func propose(_ id: CaseID, _ version: Int?, _ plan: Plan, _ note: [String: Value], _ work: Workspace) throws -> Phrase {
        try work.expect(id, version: version)
        let run = try work.record(id)
        guard let date = run.date else { throw Refusal.unknownCase(run.number) }
        let input = try Desk.problem(run.kind, date, work)
        try work.set(id, ["plan": RunPlan.value(plan), "input": Desk.frozen(input)])
        try work.stamp(id, "proposed", note, automatic: true, author: work.actor)
        return Phrase("done.proposed", note)
    }

    /// The input that a proposal was made from, as far as it cannot be had from the visits themselves.
    static func frozen(_ input: RunProblem) -> Value {
        .object([
            "jobs": .array(
                input.problem.jobs.map { j in
                    ["id": .string(j.id), "service": .int(j.service), "load": .int(j.load), "windows": .array(j.windows.map { [.int($0.from), .int($0.to)] }),
                     "skills": .array(j.skills.sorted().map { .string($0) }), "zone": Value(j.zone)]
                }),
            "crews": .array(
                input.problem.crews.map { c in
                    ["id": .string(c.id), "capacity": .int(c.capacity), "shift": [.int(c.shift.from), .int(c.shift.to)], "absent": .bool(c.absent),
                     "skills": .array(c.skills.sorted().map { .string($0) })]
                }),
            "travel": .array(input.problem.travel.seconds.map { .int(Int($0)) }),
        ])
    }

    func board(_ id: CaseID, _ version: Int?, _ edit: BoardEdit, _ work: Workspace) throws -> Phrase {
        try work.expect(id, version: version)
        let run = try work.record(id)
        guard let date = run.date else { throw Refusal.unknownCase(run.number) }
        let board = RunBoard(input: try Desk.problem(run.kind, date, work))
        var table = board.table
        func known(_ visit: String) throws {
            if board.input.byNumber[visit]?.isEligible != true { throw Refusal.notOnRun(visit: visit, run: run.number) }
        }
        func crewKnown(_ crew: String) throws {
            if !board.input.crews.contains(where: { $0.name == crew }) { throw Refusal.unknownCrew(crew) }
        }
        switch edit {
        case .place(let visit, let crew, let position, let half):
            try known(visit)
            try crewKnown(crew)
            if let half { table.halves[visit] = half }
            if let position {
                table.plan = table.plan.moving(visit, to: crew, at: position)
            } else {
                // The best place is sought with the half that the visit is to have.
                let window = half.map { $0 == "AM" ? Interval(0, board.afternoon(work.manual) - 1) : Interval(board.afternoon(work.manual), 86_400) }
                let problem = window.map { board.input.problem.narrowed(by: [Pin(job: visit, crew: crew, within: $0)]) }
                let evaluator = problem.map { Evaluator($0) } ?? board.explanation.evaluator
                table.plan = evaluator.moving(visit, to: crew, in: table.plan)
            }
        case .takeOff(let visit):
            // Also one that stopped being eligible: that is what the publish asks for.
            guard board.input.byNumber[visit] != nil || RunPlan(run: run).plan.place(of: visit) != nil else {
                throw Refusal.notOnRun(visit: visit, run: run.number)
            }
            table.plan = table.plan.removing(visit)
            table.pins.remove(visit)
            table.halves[visit] = nil
        case .swap(let a, let b):
            try known(a)
            try known(b)
            table.plan = table.plan.swapping(a, b)
        case .swapCrews(let a, let b):
            try crewKnown(a)
            try crewKnown(b)
            table.plan = table.plan.swappingRoutes(a, b)
        case .pin(let visit, let on):
            try known(visit)
            if on { table.pins.insert(visit) } else { table.pins.remove(visit) }
        case .half(let visit, let half):
            try known(visit)
            table.halves[visit] = half
        case .excuse(let visit, let reason):
            try known(visit)
            guard !reason.isEmpty else { throw Refusal.reasonNeeded }
            var excuses = run["excuses"].object ?? [:]
            excuses[visit] = .string(reason)
            try work.set(id, ["excuses": .object(excuses)])
        }
        try work.set(id, table.fields)
        return Phrase("done.board", ["number": .string(run.number)])
    }

    // MARK: Publishing

    /// Re-validates every visit against the file as it is now, then makes the plan everybody's: visits, run and day in one transaction.
    /// A second publish touches only the visits whose crew, half or day part changed.
    func publish(_ id: CaseID, _ version: Int?, override: String?, _ work: Workspace) throws -> Phrase {
        try work.expect(id, version: version)
        let run = try work.record(id)
        guard let date = run.date else { throw Refusal.unknownCase(run.number) }
        if run.state == "OPEN" && run["plan"].isNull { throw Refusal.runNotProposed(run.number) }
        let input = try Desk.problem(run.kind, date, work)
        let wanted = RunPlan(run: run).plan.routes.values.flatMap { $0 }
        let gone = wanted.filter { input.byNumber[$0]?.isEligible != true }.sorted()
        if !gone.isEmpty { throw Refusal.runUnplaced(number: run.number, visits: gone) }
        let board = RunBoard(input: input)
        if !board.evaluation.isFeasible, override?.isEmpty != false {
            throw Refusal.runHasViolations(number: run.number, count: board.evaluation.violations.count)
        }
        let afternoon = board.afternoon(work.manual)
        let crews = Dictionary(input.crews.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var added = 0, changed = 0, removed = 0
        for (crewName, route) in board.evaluation.routes.sorted(by: { $0.key < $1.key }) {
            guard let crew = crews[crewName] else { continue }
            for (i, stop) in route.stops.enumerated() {
                guard let visit = input.byNumber[stop.job]?.visit else { continue }
                let place: [String: Value] = [
                    "crew": .string(crewName), "leader": .string(crew.leader), "leaderPhone": .string(crew.phone),
                    "half": .string(stop.start < afternoon ? "AM" : "PM"), "run": .string(run.number),
                ]
                let order: [String: Value] = ["seq": .int(i + 1), "arrivalTime": .string(TimeOfDay(minutes: stop.start / 60)?.description ?? "")]
                let onRun = visit["run"].string == run.number && visit.state != "PLANNED"
                if onRun && place.allSatisfy({ visit[$0.key] == $0.value }) {
                    try work.set(visit.id, order)
                    continue
                }
                if onRun { changed += 1 } else { added += 1 }
                try work.stamp(visit.id, "scheduled", place.merging(order, uniquingKeysWith: { a, _ in a }), override: override, automatic: true, author: work.actor)
            }
        }
        let placed = Set(wanted)
        for visit in try work.visits(of: run) where !placed.contains(visit.number) && Gate.plannable(visit.kind).contains(visit.state) {
            removed += 1
            try work.stamp(visit.id, "unscheduled", automatic: true, author: work.actor)
        }
        var excuses = run["excuses"].object ?? [:]
        for (visit, groups) in board.explanation.unassigned() where excuses[visit] == nil {
            excuses[visit] = .array(groups.map { ["reason": .string($0.reason.code), "crews": .array($0.crews.map { .string($0) })] })
        }
        excuses = excuses.filter { !placed.contains($0.key) }
        let first = !run.has("published")
        let touched = first || added + changed + removed > 0
        try work.set(id, [
            "published": RunPlan.value(board.table.plan), "excuses": .object(excuses), "visitCount": .int(placed.count),
            "revision": .int((run["revision"].int ?? 0) + (touched ? 1 : 0)),
        ])
        var note: [String: Value] = ["number": .string(run.number), "added": .int(added), "changed": .int(changed), "removed": .int(removed), "placed": .int(placed.count)]
        if let override, !board.evaluation.isFeasible || !override.isEmpty { note["_override"] = .string(override) }
        try work.stamp(id, "published", note, override: override, automatic: true, author: work.actor)
        // are proved on the working day before, on which the run is made.
        let eve = try work.manual.calendar.previousWorkday(before: date)
        let dayID = try work.find(.day, eve.description)?.id ?? work.open(.day, number: eve.description, fields: ["date": .string(eve.description)])
        let closed = run.kind.runClosed
        if !(try work.record(dayID).has(closed)) { try work.stamp(dayID, closed, automatic: true, author: work.actor) }
        return Phrase("done.published", note)
    }
}

extension RunBoard {
    /// Seconds after midnight at which the afternoon begins.
    public func afternoon(_ manual: Manual) -> Int { manual.playbook.time("afternoon")?.seconds ?? 46_800 }
}
