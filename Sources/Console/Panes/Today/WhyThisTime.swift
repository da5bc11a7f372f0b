import Dispatching
import Storage
import Wording

/// How a due time came about: the rule's sentence, the fact that it hangs on, the rest days that were stepped over.
@MainActor
struct WhyThisTime {
    let row: DutyRow
    let facts: Facts
    let context: any AppContext

    private var zone: Zone { context.zone }
    private var playbook: Playbook { context.manual.playbook }

    var text: String {
        guard let rule = playbook.rule(row.duty.key.rule) else { return row.duty.key.rule }
        var lines = ["\(rule.id) \(context.text(rule.label))", context.text("why.role", ["role": .string(context.text(playbook.roleLabel(rule.role)))])]
        if let deputation = facts.deputation(of: row.duty, rule) { lines.append(context.wording.sentence(deputation, playbook)) }
        lines.append("")
        lines.append(context.text("why.opens", ["at": .string(moment(row.duty.opens))]))
        if let opens = rule.opens { lines += steps(opens) }
        lines.append("")
        if let due = row.duty.due {
            lines.append(context.text(row.duty.soft ? "why.soft" : "why.due", ["at": .string(moment(due))]))
        } else {
            lines.append(context.text("why.noDue"))
        }
        if let due = rule.due { lines += steps(due.time) }
        if let breached = row.duty.breachedDue { lines += ["", context.text("why.breached", ["at": .string(moment(breached))])] }
        if let done = rule.done {
            lines += ["", context.text("why.done", ["stamp": .string(context.text(playbook.stampLabel(done)))])]
        }
        lines.append(context.text("why.playbook", ["name": .string(row.duty.playbook)]))
        return lines.joined(separator: "\n")
    }

    private func moment(_ t: Instant) -> String { context.wording.dated(zone.day(of: t)) + " " + zone.timeOfDay(of: t).description }

    /// One line for each step from a fact to a time.
    private func steps(_ expr: TimeExpr) -> [String] {
        switch expr {
        case .stamp(let path):
            guard let stamp = facts.stamp(path) else { return [] }
            return [context.text("why.stamp", ["stamp": .string(context.text(playbook.stampLabel(path.name))), "at": .string(moment(stamp.at))])]
        case .fact(let path):
            guard let t = facts.instant(path) else { return [] }
            return [context.text("why.fact", ["field": .string(fieldName(path)), "at": .string(moment(t))])]
        case .opens, .opened: return []
        case .after(let base, let stretch): return steps(base) + after(base, stretch)
        case .day(let day, let shift, let at): return self.day(day, shift, at)
        case .latest(let parts): return compare(parts, "why.latest")
        case .earliest(let parts): return compare(parts, "why.earliest")
        }
    }

    private func compare(_ parts: [TimeExpr], _ key: String) -> [String] {
        let known = parts.compactMap { part in (try? facts.resolve(part, opens: row.duty.opens)).flatMap { $0 }.map { (part, $0) } }
        guard known.count > 1 else { return known.flatMap { steps($0.0) } }
        return known.flatMap { steps($0.0) } + [context.text(key)]
    }

    private func after(_ base: TimeExpr, _ stretch: Stretch) -> [String] {
        guard let start = (try? facts.resolve(base, opens: row.duty.opens)).flatMap({ $0 }), let span = facts.span(stretch) else { return [] }
        guard let trace = (try? facts.due(from: start, stretch)).flatMap({ $0 }) else { return [context.text("why.paused")] }
        var lines = [context.text("why.span", ["span": .string(span.description), "at": .string(moment(trace.due))])]
        for step in trace.steps where step.kind != .counted {
            lines.append(context.text("why.skipped.\(step.kind.rawValue)", ["from": .string(moment(step.from)), "to": .string(moment(step.to))]))
        }
        return lines
    }

    private func day(_ expr: DayExpr, _ shift: Stated<Span>?, _ at: ClockTime) -> [String] {
        if case .time(let inner) = expr {
            let closing = (try? facts.resolve(.day(expr, shift: shift, at: at), opens: row.duty.opens)).flatMap { $0 }
            return steps(inner) + (closing.map { [context.text("why.at", ["time": .string(zone.timeOfDay(of: $0).description)])] } ?? [])
        }
        guard let start = startDay(expr) else { return [] }
        var lines = [context.text("why.day", ["field": .string(start.name), "day": .string(context.wording.dated(start.day))])]
        var day = start.day
        if let shift = facts.span(shift) {
            day = shifted(day, shift)
            let key = shift.amount < 0 ? "why.before" : "why.later"
            let unit = context.text(shift.unit == .workdays ? "why.workdays" : "why.days")
            lines.append(
                context.text(key, ["n": .int(abs(shift.amount)), "unit": .string(unit), "day": .string(context.wording.dated(day))]))
            let range = min(day, start.day)...max(day, start.day)
            let resting = stride(from: range.lowerBound.number, through: range.upperBound.number, by: 1).map { LocalDay(number: $0) }
                .filter { !context.manual.calendar.isWorkday($0) }
            if !resting.isEmpty, resting.count < 12 {
                let days = resting.map { Value.string(context.wording.dated($0)) }
                lines.append(context.text("why.restDays", ["days": .array(days)]))
            }
        }
        if let time = facts.time(at, on: day) { lines.append(context.text("why.at", ["time": .string(time.description)])) }
        return lines
    }

    private func startDay(_ expr: DayExpr) -> (name: String, day: LocalDay)? {
        switch expr {
        case .fact(let path): facts.day(path).map { (fieldName(path), $0) }
        case .stamp(let path): facts.stamp(path).map { (context.text(playbook.stampLabel(path.name)), zone.day(of: $0.at)) }
        case .opens: (context.text("why.begin"), zone.day(of: row.duty.opens))
        case .time: nil
        }
    }

    private func shifted(_ day: LocalDay, _ shift: Span) -> LocalDay {
        if shift.unit == .workdays { return (try? context.manual.calendar.workday(day, shiftedBy: shift.amount)) ?? day }
        return day + shift.amount
    }

    private func fieldName(_ path: FactPath) -> String { playbook.fields[path.name].map { context.text($0) } ?? path.name }
}
