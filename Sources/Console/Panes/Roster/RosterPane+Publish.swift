import Desk
import Dispatching
import Exchange
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
                    case .success(let phrase):
                        self?.context.happened(Tour.published)
                        self?.saidPublished(phrase)
                    case .failure(let error): self?.context.explain(error)
                    }
                }
            }
            return
        }
        let label = words("publish.reason")
        context.openForm(
            FormRequest(
                title: title, about: whyAsked(words) + publishLines(layout, limit: 6),
                questions: [Question(name: "reason", label: Label(zh: label, en: label), kind: .text, required: true)],
                draftKey: "roster.publish/\(kind.rawValue)/\(date)",
                save: { desk, answers in FormRequest.Saved(phrase: try publish(desk, answers.values["reason"]?.string)) },
                then: { [weak self] _ in self?.context.happened(Tour.published) }))
    }

    /// Why the form asks for a reason at all.
    private func whyAsked(_ words: RosterWords) -> [String] {
        var lines: [String] = []
        if let hour = hourToCome { lines.append(words("publish.early", ["date": .string(context.wording.monthDay(hour.eve)), "time": .string(hour.opens.description)])) }
        if let n = day?.openMarks.count, n > 0 { lines.append(words("publish.broken", ["n": .int(n)])) }
        return lines
    }

    private func saidPublished(_ phrase: Phrase) { context.say(context.wording(phrase), .good) }

    /// The two things a publish cannot do without somebody's name and reason: break rules, and come before 15:00.
    private var needsReason: Bool {
        guard let day else { return false }
        return !day.openMarks.isEmpty || hourToCome != nil
    }

    /// When the run may be published without a reason; `nil`: that hour has come.
    private var hourToCome: (eve: LocalDay, opens: TimeOfDay)? {
        guard let day, case .before(let eve, let opens) = RunClock(kind: day.kind, date: day.date, run: nil, manual: context.manual, now: context.now) else { return nil }
        return (eve, opens)
    }

    /// `新增 3，变更 1，撤下 1`, the names, what was swept off, and what is broken.
    func publishLines(_ layout: BoardLayout, limit: Int) -> [String] {
        let words = layout.words, day = layout.day
        var added = 0, changed = 0, removed = 0
        for change in day.pending {
            if change.before == nil { added += 1 } else if change.after == nil { removed += 1 } else { changed += 1 }
        }
        var lines = [words("publish.summary", ["added": .int(added), "changed": .int(changed), "removed": .int(removed), "pool": .int(day.pool.count)])]
        lines += layout.brokenList.prefix(limit)
        if layout.brokenList.count > limit { lines.append(words("more", ["n": .int(layout.brokenList.count - limit)])) }
        let unreachable = layout.day.view.withoutPhone
        if !unreachable.isEmpty { lines.append("! " + words("noPhone", ["visits": .array(unreachable.map { .string(words.customer($0)) })])) }
        // On the first publish everything is new: the count says it. Later the names are what matters.
        let named = day.run?.has("published") == true ? day.pending : day.pending.filter { $0.before != nil }
        lines += named.prefix(limit).map { words.change($0) }
        if named.count > limit { lines.append(words("more", ["n": .int(named.count - limit)])) }
        let news = day.news.filter { if case .goneVisit = $0 { false } else { true } }
        if !news.isEmpty { lines.append(words("news.title", ["n": .int(news.count)]) + " " + news.prefix(3).map(words.news).joined(separator: words.stop)) }
        if !day.gone.isEmpty { lines.append(words("gone", ["visits": .array(day.gone.map { .string(words.customer($0)) })])) }
        return lines
    }

    // MARK: Looking

    /// The plan on the table against the one that was published last: who has to be called, what else is told, order and times, and what changed around it.
    func compare() {
        guard let layout, let board else { return }
        let words = layout.words, day = layout.day
        let again = day.pending.filter(\.wasTold)
        let old = RunPlan(run: board.run, published: true).plan
        let all = board.explanation.evaluator.changes(from: old, to: board.table.plan).map { words.change($0) }
        var lines: [String] = []
        if !again.isEmpty {
            lines.append(words("compare.call", ["n": .int(again.count)]))
            lines += again.map { "  " + (day.byNumber[$0.visit]?.order["phone"].string ?? "") + "  " + words.change($0) } + [""]
        }
        lines += [words("compare.told", ["n": .int(day.pending.count)])] + day.pending.map { "  " + words.change($0) }
        lines += [words("compare.plan", ["n": .int(all.count)])] + all.map { "  " + $0 }
        if !day.news.isEmpty { lines += ["", words("news.title", ["n": .int(day.news.count)])] + day.news.map { "  " + words.news($0) } }
        context.tell(title: words("compare.title", ["n": .int(board.run["revision"].int ?? 0)]), lines.joined(separator: "\n"))
    }

    func showBroken() {
        guard let layout else { return }
        context.tell(title: layout.words("broken.title", ["n": .int(layout.brokenList.count)]), layout.brokenList.joined(separator: "\n"))
    }

    // MARK: Sheets

    private var sheets: RunSheets? { board.flatMap { board in words.map { RunSheets(board, words: $0) } } }

    func showSheets() {
        guard let sheets, let words else { return }
        let kinds: [RunSheets.Kind] = [.crews, .warehouse]
        let labels = ["sheet.crews", "sheet.forWarehouse"].map { MenuItem(label: words($0)) }
        context.choose(title: words("sheet.choose"), labels) { [weak self] index in
            self?.context.tell(title: labels[index].label, sheets.text(kinds[index]))
        }
    }

    /// Beside the file, where the warehouse's printer script or a person finds it.
    func writeSheets() {
        guard let sheets, let words else { return }
        let files = sheets.files
        context.attempt({ desk in
            let folder = URL(fileURLWithPath: desk.store.path).deletingLastPathComponent()
            for file in files { try Data(file.bytes).write(to: folder.appendingPathComponent(file.name), options: .atomic) }
            return folder.appendingPathComponent(files[0].name).path
        }) { [weak self] result in
            switch result {
            case .success(let path): self?.context.say(words("sheet.written", ["path": .string(path), "n": .int(files.count)]), .good)
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
