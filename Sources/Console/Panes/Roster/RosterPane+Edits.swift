import Desk
import Dispatching
import Exchange
import Rostering

/// What hands do on the board. Every edit goes with the version of the run that the person saw.
extension RosterPane {
    /// One step of work for the desk, all or nothing; the first edit watches for somebody else's.
    func edit(_ edits: [BoardEdit]) {
        guard let run, !edits.isEmpty else { return }
        if edits.count == 1 {
            context.perform(.board(run.id, version: run.version, edits[0]))
            return
        }
        let commands = edits.enumerated().map { Command.board(run.id, version: $0.offset == 0 ? run.version : nil, $0.element) }
        let done = context.text("board.done.several", ["n": .int(edits.count)])
        context.attempt({ try $0.batch(commands, grouped: true) }) { [weak self] result in
            switch result {
            case .success: self?.context.say(done, .good)
            case .failure(let error): self?.context.explain(error)
            }
        }
    }

    private func editTargets(_ edit: (String) -> [BoardEdit]) {
        self.edit(cursor.targets.flatMap(edit))
        cursor.clearMarks()
    }

    // MARK: Moving

    /// Every crew with what it would mean: the minutes it costs or the rules it breaks. Broken ones can be chosen, and carry a mark then.
    func chooseCrew() {
        guard let layout, let board, let first = cursor.targets.first else { return }
        let targets = cursor.targets
        let items = layout.crews.map { row in
            let answer = board.explanation.whyNot(first, on: row.crew)
            let load = row.absent == nil ? row.loadText : ""
            let isThere = if case .there = answer, targets.count == 1 { true } else { false }
            return MenuItem(
                label: row.crew + "  " + row.leader, detail: [layout.words.answer(answer), load].filter { !$0.isEmpty }.joined(separator: "  "),
                reason: isThere ? layout.words.answer(answer) : nil)
        }
        let names = targets.map { Value.string(layout.words.customer($0)) }
        let crews = layout.crews.map(\.crew)
        context.choose(title: layout.words("choose", ["visit": .array(names)]), items, start: RosterPane.best(crews.map { board.explanation.whyNot(first, on: $0) })) { [weak self] index in
            self?.place(targets, on: crews[index])
        }
    }

    /// Where a hand would put it: the crew at which the whole plan costs least or, with none free, the one that breaks least.
    static func best(_ answers: [Answer]) -> Int? {
        func rank(_ answer: Answer) -> (Int, Int, Int)? {
            switch answer {
            case .fits(_, _, let change): (0, change, 0)
            case .broken(let reasons, _):
                (1, reasons.count { $0.stage == .unable } * 100 + reasons.count, reasons.reduce(0) { sum, reason in
                    if case .noTime(_, _, let late) = reason { sum + late } else { sum }
                })
            case .there, .unknown: nil
            }
        }
        return answers.enumerated().compactMap { index, answer in rank(answer).map { (index: index, rank: $0) } }.min { $0.rank < $1.rank }?.index
    }

    func place(_ visit: String, _ crew: String, at position: Int?) {
        edit([.place(visit: visit, crew: crew, position: position, half: nil)])
    }

    private func place(_ targets: [String], on crew: String) {
        edit(targets.map { .place(visit: $0, crew: crew, position: nil, half: nil) })
        cursor.clearMarks()
    }

    /// Along the route.
    func shift(_ step: Int) {
        guard let visit = cursor.visit, let row = layout?.crew(of: visit), let at = row.index(of: visit) else { return }
        edit([.place(visit: visit, crew: row.crew, position: at + step, half: nil)])
    }

    /// To the crew on the line above or below, where it costs least there.
    func toNeighbour(_ step: Int) {
        guard let layout, let visit = cursor.visit, let at = layout.crews.firstIndex(where: { $0.index(of: visit) != nil }),
            layout.crews.indices.contains(at + step)
        else { return }
        edit([.place(visit: visit, crew: layout.crews[at + step].crew, position: nil, half: nil)])
    }

    /// Fixes the half and seeks the best place in it; two edits, since the second must see the window of the first.
    func setHalf(_ half: String?) {
        editTargets { visit in
            guard let crew = layout?.crew(of: visit)?.crew else { return [.half(visit: visit, half)] }
            return [.half(visit: visit, half), .place(visit: visit, crew: crew, position: nil, half: nil)]
        }
    }

    /// The marked visit and the selected one, or the two marked ones.
    var swapPair: (String, String)? {
        let marked = cursor.marks.sorted()
        if marked.count == 2 { return (marked[0], marked[1]) }
        guard marked.count == 1, let selected = cursor.visit, selected != marked[0] else { return nil }
        return (marked[0], selected)
    }

    func swap() {
        guard let pair = swapPair else { return }
        edit([.swap(pair.0, pair.1)])
        cursor.clearMarks()
    }

    /// All of them pinned: unpins; else pins.
    func pin() {
        let pins = day?.pins ?? []
        let on = !cursor.targets.allSatisfy { pins.contains($0) }
        editTargets { [.pin(visit: $0, on)] }
    }

    func takeOff() { editTargets { [.takeOff(visit: $0)] } }

    func mark() {
        cursor.toggleMark()
        cursor.move(cursor.area == .pool ? .down : .right, beside: true)
    }

    // MARK: The pool

    func excuse() {
        guard let run, let words, let visit = cursor.visit else { return }
        let id = run.id, version = run.version
        let label = words("excuse.reason")
        context.openForm(
            FormRequest(
                title: words("excuse.title", ["visit": .string(words.customer(visit))]), about: [item(visit)?.why ?? ""],
                questions: [Question(name: "reason", label: Label(zh: label, en: label), kind: .text, required: true)],
                draftKey: "roster.excuse/\(visit)",
                save: { desk, answers in
                    let reason = answers.values["reason"]?.string ?? ""
                    return FormRequest.Saved(phrase: try desk.perform(.board(id, version: version, .excuse(visit: visit, reason))).phrase)
                }))
    }

    // MARK: Proposing

    /// The solver, behind a progress dialog; Esc leaves the table as it was.
    func propose(afresh: Bool) {
        guard let words else { return }
        let kind = kind, date = date, limits = limits
        context.runLong(title: words("solving"), { desk, line in
            try RunSolver.solve(desk, kind, date, afresh: afresh, limits: limits, line) { words.progress($0) }
        }) { [weak self] outcome in
            guard let self else { return }
            context.say(context.wording(outcome.phrase), .good)
        }
    }
}
