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

    /// The run as it would be opened now, with everything in the pool. Writes nothing.
    public func preview(_ kind: CaseKind, _ date: LocalDay) throws -> RunBoard {
        try store.read { s in
            let manual = try keeper.manual(s)
            let work = Workspace(manual: manual, now: clock(), actor: person.login, source: ReadOnlySource(s))
            let run = CaseRecord(
                id: CaseID(0), kind: kind, number: date.description, parent: nil, opened: work.now, state: manual.playbook.machine(kind)?.initial ?? "OPEN",
                by: person.login, fields: ["date": .string(date.description)], version: 0)
            return try RunBoard(input: Desk.problem(of: run, date, work))
        }
    }

    static func problem(_ kind: CaseKind, _ date: LocalDay, _ work: Workspace) throws -> RunProblem {
        guard let run = try work.find(kind, date.description) else { throw Refusal.unknownCase(date.description) }
        return try problem(of: run, date, work)
    }

    private static func problem(of run: CaseRecord, _ date: LocalDay, _ work: Workspace) throws -> RunProblem {
        let kind = run.kind
        var entries: [GateEntry] = []
        for visit in try work.cases(kind.visits, date: date) {
            if let entry = try Gate.judge(visit, family: try work.family(of: visit.id), manual: work.manual, now: work.now) { entries.append(entry) }
        }
        let shift = work.manual.calendar.hours(on: date)
        let standard = shift.isClosed ? (DayHours("08:30-17:30") ?? shift) : shift
        let crews = try work.cases(.crew).compactMap { CrewRecord($0, standardShift: standard) }
        var absent: [String: String] = [:]
        for a in try work.absences(on: date) {
            if let crew = a["crew"].string { absent[crew] = a["reason"].string ?? "" }
        }
        let travel = TravelTable(try work.find(.travel, "default"))
        return RunProblem(run: run, date: date, entries: entries, crews: crews, absences: absent, travel: travel, manual: work.manual)
    }

    // MARK: The run

    func openRun(_ kind: CaseKind, _ date: LocalDay, _ work: Workspace) throws {
        guard kind.isRun, try work.find(kind, date.description) == nil else { return }
        try work.open(kind, number: date.description, fields: ["date": .string(date.description)])
    }

    func propose(_ id: CaseID, _ version: Int?, _ plan: Plan, _ note: [String: Value], _ input: Value, _ work: Workspace) throws -> Phrase {
        try work.expect(id, version: version)
        let run = try work.record(id)
        guard let date = run.date else { throw Refusal.unknownCase(run.number) }
        let frozen = input.isNull ? FrozenRun.value(try Desk.problem(run.kind, date, work), question: nil) : input
        try work.set(id, ["plan": RunPlan.value(plan), "input": frozen])
        try work.stamp(id, "proposed", note, automatic: true, author: work.actor)
        try pruneAllowances(id, date, work)
        return Phrase("done.proposed", note)
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
                let problem = half.map(board.input.span).map { board.input.problem.narrowed(to: [visit: $0]) }
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
        case .split(let visit, let crew):
            try known(visit)
            try crewKnown(crew)
            guard let place = table.plan.place(of: visit), place.crew != crew else { throw Refusal.nothingToSplit(visit) }
            table.plan = table.plan.splitting(at: visit, to: crew)
        case .allow(let key, let reason):
            try allow(key, reason, on: board, work)
        }
        try work.set(id, table.fields)
        try pruneAllowances(id, date, work)
        return Phrase("done.board", ["number": .string(run.number)])
    }

    private func allow(_ key: String, _ reason: String?, on board: RunBoard, _ work: Workspace) throws {
        var allowed = board.run["allowed"].object ?? [:]
        if let reason {
            guard !reason.allSatisfy(\.isWhitespace) else { throw Refusal.reasonNeeded }
            guard let mark = board.marks.first(where: { $0.mark.key == key })?.mark else { throw Refusal.noSuchMark(key) }
            allowed[key] = Allowance(reason: reason, by: work.actor, at: work.now, size: mark.size).value
        } else if allowed.removeValue(forKey: key) == nil {
            throw Refusal.noSuchMark(key)
        }
        try work.set(board.run.id, ["allowed": .object(allowed)])
    }

    /// What was mended is no longer allowed: broken again, it is a mark again.
    func pruneAllowances(_ id: CaseID, _ date: LocalDay, _ work: Workspace) throws {
        let run = try work.record(id)
        guard let allowed = run["allowed"].object, !allowed.isEmpty else { return }
        let keys = Set(RunBoard(input: try Desk.problem(run.kind, date, work)).marks.map(\.mark.key))
        try work.set(id, ["allowed": .object(allowed.filter { keys.contains($0.key) })])
    }
}
