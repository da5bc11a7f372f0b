import Dispatching
import Grid
import Wording

/// Two people saved the same case: what the other one did, what this one was about to save, and the way on.
@MainActor
final class StaleDialog: Overlay {
    private let seen: CaseRecord
    private let theirs: CaseRecord
    private let mine: FormState
    private let by: String
    private let at: Instant
    private unowned let context: any AppContext
    private let reload: @MainActor () -> Void

    init(
        seen: CaseRecord, theirs: CaseRecord, mine: FormState, by: String, at: Instant, context: any AppContext,
        reload: @escaping @MainActor () -> Void
    ) {
        self.seen = seen
        self.theirs = theirs
        self.mine = mine
        self.by = by
        self.at = at
        self.context = context
        self.reload = reload
    }

    func bindings() -> [Binding] {
        [
            Binding("stale.reload", [.enter, .function(5)]) { [self] in
                context.dismiss(self)
                reload()
            },
            Binding("stale.back", [.escape]) { [self] in context.dismiss(self) },
        ]
    }

    func draw(in region: Region) -> Position? {
        let width = min(76, region.columns)
        let lines = lines(width: width - 4, ruler: region.ruler)
        let inside = Dialog(
            title: context.text("stale.title", ["number": .string(theirs.number)]), message: "",
            hints: bindings().hintLine(context), ink: .warn, contentRows: min(lines.count, region.rows - 5), maximumWidth: width
        ).draw(in: region)
        for (row, line) in lines.prefix(inside.rows).enumerated() { inside.put(line.text, row: row, style: line.style) }
        return inside.position(row: 0, column: 0)
    }

    private func lines(width: Int, ruler: Ruler) -> [(text: String, style: Style)] {
        let values: [String: Value] = ["by": .string(by), "at": .string(context.wording.time(at, context.zone))]
        var lines: [(String, Style)] = [(context.text("stale.theirs", values), Style(.normal, .bold))]
        lines += theirChanges.map { ("  " + $0, .normal) }
        lines.append(("", .normal))
        lines.append((context.text("stale.mine"), Style(.normal, .bold)))
        lines += myAnswers.map { ("  " + $0, .normal) }
        lines.append(("", .normal))
        lines += ruler.wrap(context.text("stale.advice"), width).map { ($0, .accent) }
        return lines
    }

    private var theirChanges: [String] {
        let playbook = context.manual.playbook
        var out: [String] = []
        if seen.state != theirs.state {
            let old = context.text(playbook.stateLabel(seen.kind, seen.state)), new = context.text(playbook.stateLabel(theirs.kind, theirs.state))
            out.append("\(context.text("case.state")): \(old) -> \(new)")
        }
        for stamp in theirs.stamps where !stamp.withdrawn && !seen.stamps.contains(where: { $0.number == stamp.number }) {
            out.append("+ " + context.text(playbook.stampLabel(stamp.name)))
        }
        for name in Set(seen.fields.keys).union(theirs.fields.keys).sorted() where seen[name] != theirs[name] {
            // What no form asks for is the program's own.
            guard let label = playbook.fieldLabel(name) else { continue }
            let words = context.journalWords()
            out.append("\(context.text(label)): \(words.value(name, of: seen)) -> \(words.value(name, of: theirs))")
        }
        return out
    }

    private var myAnswers: [String] {
        let raw = mine.raw
        return mine.asked.compactMap { question in
            guard let value = raw[question.name], !value.isNull, value != .string("") else { return nil }
            var text = Reading.text(value)
            if case .choice(let choices) = question.kind, let choice = choices.first(where: { .string($0.value) == value }) {
                text = context.text(choice.label)
            }
            if value.bool == true { text = "[x]" }
            return "\(context.text(question.label)): \(text)"
        }
    }
}
