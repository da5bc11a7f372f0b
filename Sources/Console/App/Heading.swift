import Desk
import Dispatching
import Grid
import Storage
import Wording

/// What stands above every pane: how much is late and open, and the clock times of today's playbook.
struct Heading: Sendable {
    var counts = Counts(open: 0, late: 0)
    var marks: [Mark] = []
    /// What the person was told and has not read, newest first.
    var news: [ToldRow] = []

    /// A clock time of today at which duties of these roles fall due, or at which a run begins.
    struct Mark: Hashable, Sendable {
        let at: Instant
        /// Open duties that fall due then.
        var open: Int
        /// The run that begins then; nil for a due time.
        var isRun = false
        /// Of a run: when it must be over.
        var until: Instant?
        /// The playbook's time of every day, shown even with nothing due.
        var isDaily = false
        /// As of the reading: each minute brings a new one.
        var hasBegun = false
    }

    /// More than that is only said to be more.
    static let mostNews = 100

    static func read(_ desk: Desk, manual: Manual, roles: Set<String>, person: String? = nil, people: Set<String> = []) throws -> Heading {
        let now = desk.clock()
        let zone = manual.zone
        let today = zone.day(of: now)
        return try desk.store.read { s in
            var heading = Heading(counts: try s.counts(roles: roles, person: person, people: people, now: now))
            var marks: [Instant: Mark] = [:]
            if manual.calendar.isWorkday(today) {
                for rule in manual.playbook.rules where roles.isEmpty || roles.contains(rule.role) {
                    guard let time = rule.due?.time.dailyTime, let reading = manual.time(time, on: today) else { continue }
                    let at = zone.instant(today, reading)
                    marks[at] = Mark(at: at, open: 0, isDaily: true)
                }
            }
            let tomorrow = zone.startOfDay(today + 1)
            var runs: [Mark] = []
            for one in try s.fallingDue(in: zone.startOfDay(today)..<tomorrow, roles: roles, person: person, people: people, openUntil: tomorrow) {
                marks[one.due, default: Mark(at: one.due, open: 0)].open += one.count
                if RunRule.kind(of: one.rule, manual.playbook) != nil { runs.append(Mark(at: one.opens, open: one.count, isRun: true, until: one.due)) }
            }
            if runs.isEmpty, let day = try s.record(kind: .day, number: today.description) {
                // The run is closed: its mark stays as something done.
                for rule in manual.playbook.rules where roles.isEmpty || roles.contains(rule.role) {
                    guard RunRule.kind(of: rule.id, manual.playbook) != nil, let done = rule.done, day.has(done),
                        let opens = rule.opens, case .day(_, _, let at) = opens, let reading = manual.time(at, on: today)
                    else { continue }
                    runs = [Mark(at: zone.instant(today, reading), open: 0, isRun: true)]
                }
            }
            if let first = runs.min(by: { $0.at < $1.at }) {
                let last = runs.compactMap(\.until).max()
                heading.marks.append(
                    Mark(at: first.at, open: runs.reduce(0) { $0 + $1.open }, isRun: true, until: last, hasBegun: first.at <= now))
            }
            heading.marks += marks.values
            heading.marks.sort { ($0.at, $0.isRun ? 0 : 1) < ($1.at, $1.isRun ? 0 : 1) }
            return heading
        }
    }
}

extension Heading {
    /// It is time for a run, and it is not closed yet.
    var runHasBegun: Bool { marks.contains { $0.isRun && $0.open > 0 && $0.hasBegun } }
}

extension Heading.Mark {
    enum Standing { case done, late, running, next, ahead }

    func standing(at now: Instant, next: Instant?) -> Standing {
        if isRun {
            if open == 0 { return .done }
            if let until, now > until { return .late }
            return at <= now ? .running : .ahead
        }
        if open > 0, at < now { return .late }
        if open == 0, at < now { return .done }
        return at == next ? .next : .ahead
    }
}

extension Heading {
    /// `08:30+ 12:00! [15:00 run >] >16:30(2) 17:00`: `+` done, `!` late, `>` next or running now; brackets around the run.
    func draw(in region: Region, now: Instant, zone: Zone, wording: Wording) {
        let next = marks.first { !$0.isRun && $0.at >= now && $0.open > 0 }?.at ?? marks.first { !$0.isRun && $0.at >= now }?.at
        var column = region.put(wording("ribbon.title") + " ", row: 0, style: .dim)
        for mark in visible(from: now, width: region.columns - column, ruler: region.ruler, zone: zone, wording: wording, next: next) {
            let standing = mark.standing(at: now, next: next)
            let text = label(mark, standing, zone: zone, wording: wording)
            column += region.put(text, row: 0, column: column, style: style(standing)) + 1
        }
    }

    /// Past marks give way first when there is no room for all.
    private func visible(from now: Instant, width: Int, ruler: Ruler, zone: Zone, wording: Wording, next: Instant?) -> ArraySlice<Mark> {
        var shown = marks[...]
        func total() -> Int {
            shown.reduce(0) { $0 + ruler.width(of: label($1, $1.standing(at: now, next: next), zone: zone, wording: wording)) + 1 }
        }
        while shown.count > 1, total() > width {
            if let first = shown.first, first.at < now, !(first.isRun && first.open > 0) { shown.removeFirst() } else { break }
        }
        return shown
    }

    private func label(_ mark: Mark, _ standing: Mark.Standing, zone: Zone, wording: Wording) -> String {
        let time = zone.timeOfDay(of: mark.at).description
        let sign: String = switch standing {
        case .done: "+"
        case .late: "!"
        case .running, .next: ">"
        case .ahead: ""
        }
        if mark.isRun {
            let word = wording("ribbon.run") + (standing == .running ? " " + wording("ribbon.now") : "")
            return "[" + time + sign + " " + word + "]"
        }
        let count = mark.open > 0 ? "(\(mark.open))" : ""
        return standing == .next ? ">" + time + count : time + count + sign
    }

    private func style(_ standing: Mark.Standing) -> Style {
        switch standing {
        case .done: .dim
        case .late: Style(.bad, .bold)
        case .running: Style(.accent, .bold)
        case .next: .accent
        case .ahead: .normal
        }
    }
}

extension TimeExpr {
    /// The clock time at which this falls every day, where the playbook states one.
    var dailyTime: ClockTime? {
        switch self {
        case .day(_, _, let at): at
        case .latest(let parts), .earliest(let parts): parts.lazy.compactMap(\.dailyTime).first
        case .stamp, .after, .fact, .opens, .opened: nil
        }
    }
}

/// The rules that are a whole scheduling run rather than one call.
enum RunRule {
    /// The run that a rule asks for, or nil when it asks for something else.
    static func kind(of rule: String, _ playbook: Playbook) -> CaseKind? {
        guard let rule = playbook.rule(rule), rule.on == .day, let done = rule.done else { return nil }
        return CaseKind.runs.first { $0.runClosed == done }
    }
}
