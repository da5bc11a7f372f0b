import Desk
import Dispatching
import Grid
import Wording

/// What lies beside the telephone: whom the call is about, what to say, what was tried and said before.
@MainActor
struct CallbackCard {
    let call: CallbackRow
    let ticks: Set<Int>
    let context: any AppContext

    typealias Line = CaseLines.Line

    private var playbook: Playbook { context.manual.playbook }

    /// Customer and number, the day of the visit, who did the work, attempts, earlier words.
    var facts: [Line] {
        let row = call.row
        var lines = [Line(text: [row.customer, row.phone, row.date.map { context.wording.dated($0) } ?? ""].filter { !$0.isEmpty }.joined(separator: "  "), style: Style(.accent, .bold))]
        if let claimant = call.claimant { lines.append(Line(text: "! " + context.text("form.claimed", ["person": .string(claimant)]), style: .warn)) }
        if call.isPremature { lines.append(Line(text: "! " + context.text("callbacks.premature"), style: .warn)) }
        if call.state.isWrongNumber { lines.append(Line(text: "! " + context.text("callbacks.wrongNumber"), style: .bad)) }
        if call.state.isBeyondDue, let due = row.duty.due {
            let at = context.wording.moment(due, now: context.now, zone: context.zone)
            lines.append(Line(text: "! " + context.text("callbacks.isBeyond", ["due": .string(at)]), style: .warn))
        }
        let words = CallbackWords(context: context)
        if !call.workers.isEmpty {
            lines.append(Line(text: call.workers.map { words.post($0) + " " + $0.name }.joined(separator: "  ")))
        }
        section("callbacks.attempts", call.state.attempts.reversed().map { said($0, "") }, &lines)
        section("callbacks.before", call.earlier.map { said($0.stamp, context.text("kind." + $0.kind.rawValue)) }, &lines)
        return lines
    }

    private func section(_ key: String, _ words: [String], _ lines: inout [Line]) {
        guard !words.isEmpty else { return }
        lines.append(Line(text: context.text(key), style: Style(.title, .bold)))
        lines += words.map { Line(text: $0, indent: 2) }
    }

    private func said(_ stamp: Stamp, _ what: String) -> String {
        let answers = HistoryWords.answers(stamp, context).joined(separator: context.text("list.separator"))
        return [context.wording.time(stamp.at, context.zone), what, answers].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The points to go through; `t` ticks the next one.
    var script: [Line] {
        guard let script = call.script.flatMap({ playbook.scripts[$0] }) else { return [] }
        let title = script.id + " " + context.text(script.label) + "  \(ticks.count)/\(script.points.count)"
        return [Line(text: title, style: Style(.title, .bold))]
            + script.points.enumerated().map { index, point in
                let isSaid = ticks.contains(index)
                return Line(text: (isSaid ? "[x] " : "[ ] ") + context.text(point.label), style: isSaid ? .dim : .normal, indent: 4)
            }
    }
}
