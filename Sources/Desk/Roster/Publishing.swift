import Dispatching
import Rostering
import Storage

extension Desk {
    /// Re-validates every visit against the file as it is now, then makes the plan everybody's: visits, run and day in one transaction.
    /// A second publish touches only the visits whose crew, half or day part changed.
    func publish(_ id: CaseID, _ version: Int?, override: String?, _ work: Workspace) throws -> Phrase {
        try work.expect(id, version: version)
        let run = try work.record(id)
        guard let date = run.date else { throw Refusal.unknownCase(run.number) }
        if run.state == "OPEN" && run["plan"].isNull { throw Refusal.runNotProposed(run.number) }
        let input = try Desk.problem(run.kind, date, work)
        let board = RunBoard(input: input)
        if !board.gone.isEmpty { throw Refusal.runUnplaced(number: run.number, visits: board.gone) }
        if !board.openMarks.isEmpty, override?.isEmpty != false {
            throw Refusal.runHasViolations(number: run.number, count: board.openMarks.count)
        }
        let changes = Dictionary(board.changes.map { ($0.visit, $0) }, uniquingKeysWith: { first, _ in first })
        let crews = Dictionary(input.crews.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for (crewName, route) in board.evaluation.routes.sorted(by: { $0.key < $1.key }) {
            guard let crew = crews[crewName] else { continue }
            for (i, stop) in route.stops.enumerated() {
                guard let visit = input.byNumber[stop.job]?.visit else { continue }
                let order: [String: Value] = ["seq": .int(i + 1), "arrivalTime": .string(TimeOfDay(minutes: stop.start / 60)?.description ?? "")]
                guard changes[stop.job] != nil else {
                    try work.set(visit.id, order)
                    continue
                }
                let place: [String: Value] = [
                    "crew": .string(crewName), "leader": .string(crew.leader), "leaderPhone": .string(crew.phone), "half": .string(board.half(of: stop)),
                    "run": .string(run.number),
                ]
                try work.stamp(visit.id, "scheduled", place.merging(order, uniquingKeysWith: { a, _ in a }), override: override, automatic: true, author: work.actor)
            }
        }
        let placed = Set(board.evaluation.routes.values.flatMap { $0.stops.map(\.job) })
        var removed = 0
        for visit in try work.visits(of: run) where !placed.contains(visit.number) && Gate.plannable(visit.kind).contains(visit.state) {
            removed += 1
            try work.stamp(visit.id, "unscheduled", automatic: true, author: work.actor)
        }
        let added = changes.values.count { $0.before == nil }
        let changed = changes.values.count { $0.before != nil && $0.after != nil }
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
        let allowed = board.marks.filter(\.isAllowed)
        if !allowed.isEmpty {
            note["allowed"] = .object(Dictionary(allowed.map { ($0.mark.key, .string($0.allowance?.reason ?? "")) }, uniquingKeysWith: { first, _ in first }))
        }
        let again = changes.values.count(where: \.wasTold)
        if again > 0 { note["toldAgain"] = .int(again) }
        try work.stamp(id, "published", note, override: override, automatic: true, author: work.actor)
        // are proved on the working day before, on which the run is made.
        let eve = try work.manual.calendar.previousWorkday(before: date)
        let dayID = try work.find(.day, eve.description)?.id ?? work.open(.day, number: eve.description, fields: ["date": .string(eve.description)])
        let closed = run.kind.runClosed
        if !(try work.record(dayID).has(closed)) { try work.stamp(dayID, closed, automatic: true, author: work.actor) }
        return Phrase("done.published", note)
    }
}
