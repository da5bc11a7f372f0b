import Desk
import Dispatching
import Foundation
import Rostering

extension RosterPane {
    /// Names what will change before anything does. With broken rules, or before the hour, a reason is asked for; it is kept with the publish.
    func publish() {
        guard let layout, let day, let run, let board else { return }
        let words = layout.words
        let title = words(run.has("published") ? "publish.again" : "publish.title", ["run": .string(layout.title)])
        let id = run.id, version = run.version
        // What may no longer go is swept off in the same transaction; otherwise the publish would be refused over it.
        let sweep: [Command] = day.gone.isEmpty ? [] : [.propose(id, version: version, board.table.plan, note: ["gone": .array(day.gone.map { .string($0) })])]
        let publish: @Sendable (Desk, String?) throws -> Phrase = { desk, reason in
            var phrase = Phrase("done.nothing")
            let commands = sweep + [.publish(id, version: sweep.isEmpty ? version : nil, override: reason)]
            try desk.batch(commands, grouped: true, each: { outcome in if outcome.phrase.key != "done.nothing" { phrase = outcome.phrase } })
            return phrase
        }
        guard needsReason else {
            context.confirm(title: title, message: publishLines(layout, limit: 12).joined(separator: "\n"), isDanger: true) { [weak self] in
                self?.context.attempt({ try publish($0, nil) }) { result in
                    switch result {
                    case .success(let phrase): self?.saidPublished(phrase)
                    case .failure(let error): self?.context.explain(error)
                    }
                }
            }
            return
        }
        let label = words("publish.reason")
        context.openForm(
            FormRequest(
                title: title, about: publishLines(layout, limit: 6),
                questions: [Question(name: "reason", label: Label(zh: label, en: label), kind: .text, required: true)],
                save: { desk, answers in FormRequest.Saved(phrase: try publish(desk, answers.values["reason"]?.string)) }))
    }

    private func saidPublished(_ phrase: Phrase) { context.say(context.wording(phrase), .good) }

    /// The two things a publish cannot do without somebody's name and reason: break rules, and come before 15:00.
    private var needsReason: Bool {
        guard let day else { return false }
        if !day.violations.isEmpty { return true }
        let clock = RunClock(kind: day.kind, date: day.date, run: nil, manual: context.manual, now: context.now)
        if case .before = clock { return true }
        return false
    }

    /// `新增 3，变更 1，撤下 1`, the names, what was swept off, and what is broken.
    func publishLines(_ layout: BoardLayout, limit: Int) -> [String] {
        let words = layout.words, day = layout.day
        var added = 0, changed = 0, removed = 0
        for change in day.pending {
            switch change {
            case .added: added += 1
            case .changed: changed += 1
            case .removed: removed += 1
            }
        }
        var lines = [words("publish.summary", ["added": .int(added), "changed": .int(changed), "removed": .int(removed), "pool": .int(day.pool.count)])]
        lines += day.violations.prefix(limit).map { "! " + words.violation($0) }
        if day.violations.count > limit { lines.append(words("more", ["n": .int(day.violations.count - limit)])) }
        // On the first publish everything is new: the count says it. Later the names are what matters.
        let named = day.run?.has("published") == true ? day.pending : day.pending.filter { if case .added = $0 { false } else { true } }
        lines += named.prefix(limit).map { words.change($0) }
        if named.count > limit { lines.append(words("more", ["n": .int(named.count - limit)])) }
        if !day.gone.isEmpty { lines.append(words("gone", ["visits": .array(day.gone.map { .string(words.names[$0] ?? $0) })])) }
        return lines
    }

    // MARK: Looking

    /// The plan on the table against the one that was published last, times and order included.
    func compare() {
        guard let layout, let board else { return }
        let words = layout.words
        let told = layout.day.pending.map { words.change($0) }
        let old = RunPlan(run: board.run, published: true).plan
        let all = board.explanation.evaluator.changes(from: old, to: board.table.plan).map { words.change($0) }
        var lines = [words("compare.told", ["n": .int(told.count)])] + told.map { "  " + $0 }
        lines += [words("compare.plan", ["n": .int(all.count)])] + all.map { "  " + $0 }
        context.tell(title: words("compare.title", ["n": .int(board.run["revision"].int ?? 0)]), lines.joined(separator: "\n"))
    }

    /// Every crew's answer about the selected visit.
    func explainWhy() {
        guard let layout, let visit = cursor.visit, let entry = layout.day.byNumber[visit] else { return }
        let words = layout.words
        let title = words("whyTitle", ["visit": .string(words.names[visit] ?? visit)])
        guard entry.isEligible, let board else {
            context.tell(title: title, layout.detail(visit: visit).map(\.text).joined(separator: "\n"))
            return
        }
        let lines = layout.crews.map { row in row.crew + "  " + words.answer(board.explanation.whyNot(visit, on: row.crew)) }
        let excuse = layout.pool.first { $0.visit == visit }.map { [$0.why, ""] } ?? []
        context.tell(title: title, (excuse + lines).joined(separator: "\n"))
    }

    func showBroken() {
        guard let layout else { return }
        context.tell(title: layout.words("broken.title", ["n": .int(layout.brokenList.count)]), layout.brokenList.map { "! " + $0 }.joined(separator: "\n"))
    }

    // MARK: Sheets

    func showSheets() {
        guard let layout else { return }
        context.tell(title: layout.words("sheet.title"), CrewSheets(layout).text)
    }

    /// Beside the file, where the warehouse's printer script or a person finds it.
    func writeSheets() {
        guard let layout else { return }
        let text = CrewSheets(layout).text + "\n"
        let name = CrewSheets.fileName(kind, date)
        context.attempt({ desk in
            let path = URL(fileURLWithPath: desk.store.path).deletingLastPathComponent().appendingPathComponent(name).path
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }) { [weak self] result in
            switch result {
            case .success(let path): self?.context.say(layout.words("sheet.written", ["path": .string(path)]), .good)
            case .failure(let error): self?.context.explain(error)
            }
        }
    }

    // MARK: Elsewhere

    func goToOrder() {
        guard let visit = cursor.visit, let entry = day?.byNumber[visit] else { return }
        context.show(entry.visit.id)
    }
}
