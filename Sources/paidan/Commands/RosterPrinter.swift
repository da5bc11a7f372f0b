import Desk
import Dispatching
import Exchange
import Rostering
import Wording

/// A run on standard output, for people or for scripts.
struct RosterPrinter {
    let board: RunBoard
    let session: Session
    let texts: RosterWords

    init(board: RunBoard, session: Session) {
        self.board = board
        self.session = session
        texts = RosterWords(board, wording: words, playbook: session.manual.playbook)
    }

    func print() { session.options.json ? Out.json(json) : printText() }

    // MARK: Scripts

    private var json: Value {
        let explanation = board.explanation
        return [
            "run": Shapes.brief(board.run), "date": .string(board.input.date.description), "opened": .bool(board.run.id.rawValue != 0),
            "routes": .object(board.evaluation.routes.filter { !$0.value.stops.isEmpty }.mapValues { .array($0.stops.map(stop)) }),
            "unassigned": .array(board.pool.map { ["id": .string($0), "reasons": RosterPrinter.groups(explanation.groups($0)), "text": .string(why($0))] }),
            "kept": .array(board.input.entries.compactMap(kept)), "marks": .array(board.marks.map(mark)),
            "violations": .array(board.evaluation.violations.map { .string("\($0)") }), "cost": .int(board.evaluation.cost.total),
            "withoutPhone": .array(board.withoutPhone.map { .string($0) }), "gone": .array(board.gone.map { .string($0) }), "news": .array(board.news.map { .string(texts.news($0)) }),
        ]
    }

    private func stop(_ s: Stop) -> Value {
        [
            "visit": .string(s.job), "start": .string(RosterWords.clock(s.start)), "end": .string(RosterWords.clock(s.departure)), "half": .string(board.half(of: s)),
            "customer": .string(board.input.byNumber[s.job]?.order["customer"].text ?? ""), "pinned": .bool(board.table.pins.contains(s.job)),
        ]
    }

    private func kept(_ e: GateEntry) -> Value? {
        guard case .kept(let reason, let rule, let mend, _) = e.verdict else { return nil }
        return ["id": .string(e.visit.number), "reason": .string(reason), "rule": .string(rule), "mend": Value(mend)]
    }

    private func mark(_ m: BoardMark) -> Value {
        var o: [String: Value] = [
            "key": .string(m.mark.key), "rule": .string(m.mark.violation.code), "visit": Value(m.mark.violation.job), "crew": Value(m.mark.violation.crew),
            "size": .int(m.mark.size), "allowed": .bool(m.isAllowed), "text": .string(texts.violation(m.mark.violation)),
        ]
        if let allowance = m.allowance {
            o["by"] = .string(allowance.by)
            o["reason"] = .string(allowance.reason)
        }
        return .object(o)
    }

    /// Crews by the smallest set of rules that keeps a visit from them.
    static func groups(_ groups: [CrewGroup]) -> Value {
        .array(groups.map { group in
            [
                "rules": .array(group.reasons.map { .string($0.code) }), "reason": .string(group.reasons.first?.code ?? ""),
                "crews": .array(group.crews.map { .string($0) }), "nearest": .string(group.nearestCrew), "figures": .object(figures(group.reasons)),
            ]
        })
    }

    /// Seconds, litres and cost units by which a crew misses.
    static func figures(_ reasons: [Reason]) -> [String: Value] {
        var o: [String: Value] = [:]
        for reason in reasons {
            switch reason {
            case .lockedToOther(let crew): o["lockedTo"] = .string(crew)
            case .lacksSkill(let missing): o["missing"] = .array(missing.map { .string($0) })
            case .outsideShift(let late): o["late"] = .int(late)
            case .tooManyJobs(let limit): o["limit"] = .int(limit)
            case .full(let over): o["litresOver"] = .int(over)
            case .noTime(let after, let free, let late):
                o["late"] = .int(late)
                o["after"] = Value(after)
                o["freeFrom"] = .string(RosterWords.clock(free))
            case .notWorth(let by): o["tooDearBy"] = .int(by)
            case .possible(let saving): o["saves"] = .int(saving)
            case .absent, .forbidden: break
            }
        }
        return o
    }

    // MARK: People

    private func why(_ visit: String) -> String {
        if let excuse = board.run["excuses"][visit].string { return texts("excused", ["reason": .string(excuse)]) }
        return texts.summary(board.explanation.summary(visit), of: board.explanation.reasons(visit))
    }

    private func printText() {
        let run = board.run
        Swift.print("\(words("kind.\(run.kind)")) \(board.input.date)  \(words.label(session.manual.playbook.stateLabel(run.kind, run.state)))  r\(run["revision"].int ?? 0)")
        for crew in board.input.crews {
            let away = board.input.absent[crew.name].map { " (\(words("cli.absent")): \($0))" } ?? ""
            Swift.print("\n\(crew.name) \(crew.leader) \(crew.phone)\(away)")
            for (i, stop) in (board.evaluation.routes[crew.name]?.stops ?? []).enumerated() {
                let order = board.input.byNumber[stop.job]?.order
                let pin = board.table.pins.contains(stop.job) ? " *" : ""
                Swift.print(
                    "  \(i + 1). \(RosterWords.clock(stop.start))-\(RosterWords.clock(stop.departure))  \(stop.job)  \(order?["customer"].text ?? "")  \(order?["district"].text ?? "")\(pin)")
            }
        }
        if !board.pool.isEmpty { Swift.print("\n\(words("cli.pool"))") }
        for id in board.pool { Swift.print("  \(id)  \(texts.customer(id))  \(why(id))") }
        let out = board.input.entries.filter { !$0.isEligible }
        if !out.isEmpty { Swift.print("\n\(words("cli.kept"))") }
        for e in out {
            let gate = texts.gate(e.verdict)
            Swift.print("  \(e.visit.number)  \(e.order["customer"].text)  \(gate.reason) (\(gate.rule))\(gate.mend.map { "  -> " + $0 } ?? "")")
        }
        if !board.marks.isEmpty { Swift.print("\n\(words("cli.violations", ["count": .int(board.openMarks.count)]))") }
        for m in board.marks { Swift.print("  \(m.isAllowed ? "^" : "!") \(texts.mark(m))  [\(m.mark.key)]") }
        if !board.news.isEmpty { Swift.print("\n" + texts("news.title", ["n": .int(board.news.count)])) }
        for n in board.news { Swift.print("  " + texts.news(n)) }
    }
}
