import Desk
import Dispatching
import Exchange
import Rostering

/// Questions to the board, and what can be done about the answers.
extension RosterPane {
    /// Who could take the selected visit and what keeps them, crew by crew, and which single move would make room.
    func explainWhy() {
        guard let layout, let visit = cursor.visit, let entry = layout.day.byNumber[visit] else { return }
        let words = layout.words
        let title = words("whyTitle", ["visit": .string(words.customer(visit))])
        guard entry.isEligible else {
            context.tell(title: title, layout.detail(visit: visit).map(\.text).joined(separator: "\n"))
            return
        }
        let view = layout.day.view
        let isOut = view.table.plan.place(of: visit) == nil
        let why = layout.pool.first { $0.visit == visit }.map { [$0.why, ""] } ?? []
        context.load("roster.why", { _ in
            var lines = view.explanation.groups(visit).filter { !$0.crews.isEmpty && isOut }.map(words.group)
            if !lines.isEmpty { lines.append("") }
            lines += view.input.crews.map { $0.name + "  " + words.answer(view.explanation.whyNot(visit, on: $0.name)) }
            let rooms = isOut ? view.room(for: visit, limit: 3) : []
            if !rooms.isEmpty { lines += ["", words("room.heading")] + rooms.map { "  " + words.room($0) } }
            return lines
        }) { [weak self] lines in self?.context.tell(title: title, (why + lines).joined(separator: "\n")) }
    }

    /// One other visit goes to another crew, and the selected one takes its place.
    func makeRoom() {
        guard let layout, let board, let visit = cursor.visit else { return }
        let words = layout.words
        context.load("roster.room", { _ in board.room(for: visit) }) { [weak self] rooms in
            guard let self else { return }
            if rooms.isEmpty {
                context.say(words("room.none"), .warn)
                return
            }
            context.choose(title: words("room.title", ["visit": .string(words.customer(visit))]), rooms.map { MenuItem(label: words.room($0)) }) { [weak self] index in
                let room = rooms[index]
                self?.edit([
                    .place(visit: room.moving, crew: room.to, position: room.toPosition, half: nil),
                    .place(visit: visit, crew: room.crew, position: room.position, half: nil),
                ])
            }
        }
    }

    // MARK: Marks

    /// Marks of the selected visit and its crew first, then all others.
    private var marksHere: [BoardMark] {
        let crew = cursor.visit.flatMap { layout?.crew(of: $0)?.crew } ?? cursor.boardCrew
        func isHere(_ mark: BoardMark) -> Bool {
            mark.mark.violation.job.map { $0 == cursor.visit } ?? (mark.mark.violation.crew == crew)
        }
        let all = day?.marks ?? []
        return all.filter(isHere) + all.filter { !isHere($0) }
    }

    /// Somebody answers for a broken rule with name and reason, or takes that back.
    func allow() {
        guard let words else { return }
        let marks = marksHere
        if marks.count == 1 { return allow(marks[0]) }
        let items = marks.map { MenuItem(label: ($0.isAllowed ? "^ " : "! ") + words.violation($0.mark.violation), detail: $0.isAllowed ? words("allow.takeBack") : "") }
        context.choose(title: words("allow.choose"), items, start: marks.firstIndex { !$0.isAllowed }) { [weak self] index in self?.allow(marks[index]) }
    }

    private func allow(_ mark: BoardMark) {
        guard let run, let words else { return }
        let id = run.id, version = run.version, key = mark.mark.key
        if mark.isAllowed { return edit([.allow(mark: key, nil)]) }
        let label = words("allow.reason")
        context.openForm(
            FormRequest(
                title: words("allow.title", ["mark": .string(words.violation(mark.mark.violation))]), about: [],
                questions: [Question(name: "reason", label: Label(zh: label, en: label), kind: .text, required: true)],
                draftKey: "roster.allow/\(run.number)/\(key)",
                save: { desk, answers in
                    let reason = answers.values["reason"]?.string ?? ""
                    return FormRequest.Saved(phrase: try desk.perform(.board(id, version: version, .allow(mark: key, reason))).phrase)
                }))
    }

    // MARK: Splitting

    /// The selected stop and all after it to another crew; each says what the whole plan would cost more and break.
    func split() {
        guard let layout, let board, let visit = cursor.visit, let own = layout.crew(of: visit), let at = own.index(of: visit) else { return }
        let words = layout.words, before = board.evaluation
        let crews = layout.crews.map(\.crew)
        var costs: [(broken: Int, change: Int)?] = []
        let items = layout.crews.map { row -> MenuItem in
            guard row.crew != own.crew else {
                costs.append(nil)
                return MenuItem(label: row.crew + "  " + row.leader, reason: words("answer.there", ["stop": .int(at + 1)]))
            }
            let after = board.explanation.evaluator.evaluate(board.table.plan.splitting(at: visit, to: row.crew))
            let change = after.cost.total - before.cost.total
            costs.append((after.violations.count, change))
            let text = (change < 0 ? "-" : "+") + String(RosterWords.minutes(abs(change)))
            return MenuItem(
                label: row.crew + "  " + row.leader,
                detail: words(after.violations.isEmpty ? "split.fits" : "split.breaks", ["change": .string(text), "n": .int(after.violations.count)]))
        }
        let best = costs.enumerated().compactMap { index, cost in cost.map { (index: index, cost: $0) } }.min { $0.cost < $1.cost }?.index
        context.choose(
            title: words("split.title", ["visit": .string(words.customer(visit)), "n": .int(own.stops.count - at)]), items, start: best
        ) { [weak self] index in self?.edit([.split(at: visit, to: crews[index])]) }
    }

    // MARK: What if

    func whatIf() {
        guard let layout else { return }
        let crew = cursor.visit.flatMap { layout.crew(of: $0)?.crew } ?? cursor.boardCrew
        if let crew { return whatIf(crew) }
        context.choose(title: layout.words("whatIf.crew"), layout.crews.map { MenuItem(label: $0.crew + "  " + $0.leader, detail: $0.loadText) }) { [weak self] index in
            self?.whatIf(layout.crews[index].crew)
        }
    }

    private func whatIf(_ crew: String) {
        guard let layout, let unit = layout.day.view.input.problem.crews.first(where: { $0.id == crew }) else { return }
        let words = layout.words, hours = unit.shift
        let name = (1...99).lazy.map { "\(crew)+\($0)" }.first { name in !layout.crews.contains { $0.crew == name } } ?? crew + "+"
        let options: [WhatIf] = [
            .without(crew: crew), .another(like: crew, named: name), .shift(crew: crew, Interval(hours.from, hours.to + 3600)),
            .shift(crew: crew, Interval(hours.from, hours.to + 2 * 3600)), .shift(crew: crew, Interval(max(0, hours.from - 3600), hours.to)),
        ]
        context.choose(title: words("whatIf.title"), options.map { MenuItem(label: words.whatIf($0)) }) { [weak self] index in self?.suppose([options[index]]) }
    }

    private func suppose(_ what: [WhatIf]) {
        guard let words else { return }
        let kind = kind, date = date, limits = limits, isOpened = day?.isOpened == true
        context.runLong(title: words("whatIf.solving"), { desk, line in
            let jobs = try (desk.board(kind, date) ?? desk.preview(kind, date)).input.problem.jobs.count
            let supposition = try desk.whatIf(
                kind, date, what, options: RunSolver.options(kind, date, limits, jobs: jobs), isCancelled: { line.isCancelled }, progress: { line.report(words.progress($0)) })
            if line.isCancelled { throw CancellationError() }
            return supposition
        }) { [weak self] supposition in
            guard let self else { return }
            let lines = words.supposition(supposition)
            guard supposition.isApplicable, isOpened else {
                context.tell(title: words("whatIf.title"), lines.joined(separator: "\n"))
                return
            }
            context.confirm(title: words("whatIf.title"), message: (lines.prefix(12) + ["", words("whatIf.apply")]).joined(separator: "\n"), isDanger: true) { [weak self] in
                self?.context.perform(supposition.proposal.command)
            }
        }
    }

    // MARK: Map

    func showMap() {
        guard let board, let words else { return }
        context.present(MapDialog(RouteMap(board), crew: cursor.visit.flatMap { layout?.crew(of: $0)?.crew } ?? cursor.boardCrew, words: words, context: context))
    }
}
