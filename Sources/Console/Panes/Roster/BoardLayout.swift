import Desk
import Dispatching
import Exchange
import Grid
import Rostering
import Wording

/// The board in words and figures, before anybody has said how wide the screen is. Made once a reading; pure, so that tests look at it directly.
struct BoardLayout: Sendable {
    /// A visit in the pool, or one that the gate kept out.
    struct PoolItem: Hashable, Sendable {
        let visit: String
        let name: String
        /// District, half, litres: what one looks at before placing it.
        let facts: String
        /// Why it is here: the solver's or a person's reason, or the gate's.
        let why: String
        /// Only for what was kept out.
        let rule: String
        let mend: String?
        let isKept: Bool
        let isExcused: Bool
        let zone: String?
        let skills: Set<String>
    }

    struct Stop: Hashable, Sendable {
        let visit: String
        let name: String
        /// Seconds after midnight.
        let leaves: Int
        let arrival: Int
        let start: Int
        let end: Int
        let isMorning: Bool
        let isPinned: Bool
        /// Broken rules in words.
        let broken: [String]
        /// Broken ones that somebody answers for.
        let allowed: [String]
        let zone: String?
        let skills: Set<String>
        /// The filter is after something else.
        var isQuiet = false
    }

    struct CrewRow: Hashable, Sendable {
        let crew: String
        let leader: String
        /// Why it is away; nil when it works.
        let absent: String?
        var stops: [Stop]
        /// Part of the vehicle that is full; nil when load does not count.
        let load: Double?
        let loadText: String
        /// Rules broken by the crew's day as a whole.
        let broken: [String]
        let allowed: [String]
        let zone: String?
        let skills: Set<String>
        /// Back at the warehouse; nil without stops.
        let end: Int?
        /// Lunch and the like: work that runs over it stops there.
        let pauses: [Range<Int>]

        var isBroken: Bool { !broken.isEmpty || stops.contains { !$0.broken.isEmpty } }
        var isAllowed: Bool { !allowed.isEmpty || stops.contains { !$0.allowed.isEmpty } }
        func index(of visit: String?) -> Int? { stops.firstIndex { $0.visit == visit } }
    }

    let day: RosterDay
    let words: RosterWords
    let title: String
    let state: String
    /// Label, number, and whether the number asks for attention.
    let counts: [Count]
    /// What the person must know before anything else, most urgent first.
    let notices: [Notice]
    /// Those of this run alone.
    private let ownNotices: [Notice]
    var pool: [PoolItem]
    var crews: [CrewRow]
    let afternoon: Int
    /// The boards that this one was put together from; empty for a single run.
    let parts: [BoardLayout]
    /// First and last second of the time axis, whole hours.
    let axis: ClosedRange<Int>

    struct Count: Hashable, Sendable {
        let text: String
        let ink: Ink
    }

    struct Notice: Hashable, Sendable {
        let text: String
        let ink: Ink
    }

    var eligibleInPool: [PoolItem] { pool.filter { !$0.isKept } }
    var keptOut: [PoolItem] { pool.filter(\.isKept) }
    func crew(of visit: String) -> CrewRow? { crews.first { $0.index(of: visit) != nil } }

    /// Every visit that is somewhere on it.
    var visits: Set<String> { Set(pool.map(\.visit) + crews.flatMap { $0.stops.map(\.visit) }) }

    init(_ day: RosterDay, missed: [MissedRun] = [], manual: Manual, wording: Wording, now: Instant) {
        self.day = day
        let words = RosterWords(day.view, wording: wording, playbook: manual.playbook)
        self.words = words
        afternoon = day.view.input.afternoon
        parts = []
        title = words("title." + day.kind.work, ["date": .string(BoardLayout.date(day.date, words))])
        state = BoardLayout.state(day, words)
        counts = BoardLayout.counts([day], words)
        ownNotices = BoardLayout.notices(day, words, manual, now)
        notices = BoardLayout.missed(missed, day, words) + ownNotices
        pool = BoardLayout.pool(day, words)
        crews = BoardLayout.crews(day, words, afternoon: afternoon)
        axis = BoardLayout.axis(crews)
    }

    /// Several runs of one day on one board, crews and pools one below the other.
    init(together parts: [BoardLayout], missed: [MissedRun]) {
        let first = parts[0]
        day = first.day
        var names: [String: String] = [:]
        for part in parts { names.merge(part.words.names) { a, _ in a } }
        words = RosterWords(wording: first.words.wording, playbook: first.words.playbook, names: names)
        afternoon = first.afternoon
        self.parts = parts
        title = words("title.together", ["date": .string(BoardLayout.date(first.day.date, words))])
        state = parts.map(\.state).joined(separator: " ")
        counts = BoardLayout.counts(parts.map(\.day), words)
        let wording = words.wording
        // Whose clock it is has to be said here; what was missed is said once.
        notices = BoardLayout.missed(missed.filter { run in run.date != first.day.date }, first.day, words)
            + parts.flatMap { part in part.ownNotices.map { Notice(text: wording("kind.\(part.day.kind)") + " " + $0.text, ink: $0.ink) } }
        ownNotices = []
        pool = parts.flatMap(\.eligibleInPool) + parts.flatMap(\.keptOut)
        crews = parts.flatMap(\.crews)
        axis = BoardLayout.axis(crews)
    }

    private static func axis(_ crews: [CrewRow]) -> ClosedRange<Int> {
        let times = crews.flatMap { row in row.stops.flatMap { [$0.leaves, $0.end] } + [row.end].compactMap { $0 } }
        let low = min(8 * 3600, times.min() ?? .max), high = max(18 * 3600, times.max() ?? 0)
        return (low / 3600 * 3600)...((high + 3599) / 3600 * 3600)
    }

    /// Runs that nobody made, other than the one that is shown: its own clock says it.
    private static func missed(_ missed: [MissedRun], _ day: RosterDay, _ words: RosterWords) -> [Notice] {
        let others = missed.filter { $0.date != day.date || $0.kind != day.kind }
        if others.isEmpty { return [] }
        let names = others.map { Value.string(words("title." + $0.kind.work, ["date": .string(date($0.date, words))])) }
        return [Notice(text: words("missed", ["runs": .array(names)]), ink: .bad)]
    }

    /// `11-24 周二`
    static func date(_ date: LocalDay, _ words: RosterWords) -> String {
        String(date.description.dropFirst(5)) + " " + words("weekday.\(date.weekday)")
    }

    private static func state(_ day: RosterDay, _ words: RosterWords) -> String {
        let code = day.run?.state ?? "OPEN"
        let label = words.wording.label(words.playbook.stateLabel(day.kind, code))
        let revision = day.run?["revision"].int ?? 0
        return revision == 0 ? label : label + " " + words("revision", ["n": .int(revision)])
    }

    private static func counts(_ days: [RosterDay], _ words: RosterWords) -> [Count] {
        func sum(_ what: (RosterDay) -> Int) -> Int { days.reduce(0) { $0 + what($1) } }
        let pool = sum(\.pool.count), kept = sum(\.kept.count), broken = sum(\.openMarks.count), allowed = sum(\.marks.count) - broken
        var counts = [
            Count(text: words("count.eligible", ["n": .int(sum(\.eligible.count))]), ink: .normal),
            Count(text: words("count.placed", ["n": .int(sum(\.placed))]), ink: .normal),
            Count(text: words("count.pool", ["n": .int(pool)]), ink: pool > 0 && days.contains { !$0.isOpen } ? .warn : .normal),
            Count(text: words("count.kept", ["n": .int(kept)]), ink: kept > 0 ? .warn : .normal),
        ]
        if allowed > 0 { counts.append(Count(text: words("count.allowed", ["n": .int(allowed)]), ink: .warn)) }
        if broken > 0 || allowed == 0 {
            counts.append(Count(text: words(broken > 0 ? "count.broken" : "count.whole", ["n": .int(broken)]), ink: broken > 0 ? .bad : .good))
        }
        return counts
    }

    private static func notices(_ day: RosterDay, _ words: RosterWords, _ manual: Manual, _ now: Instant) -> [Notice] {
        var out: [Notice] = []
        switch RunClock(kind: day.kind, date: day.date, run: day.run, manual: manual, now: now) {
        case .before(let eve, let opens):
            out.append(Notice(text: words("clock.before", ["date": .string(date(eve, words)), "time": .string(opens.description)]), ink: .accent))
        case .open(let until): out.append(Notice(text: words("clock.open", ["time": .string(until.description)]), ink: .normal))
        case .late(let since): out.append(Notice(text: words("clock.late", ["time": .string(since.description)]), ink: .bad))
        case .missed: out.append(Notice(text: words("clock.missed"), ink: .bad))
        case .published:
            if !day.pending.isEmpty { out.append(Notice(text: words("unpublished", ["n": .int(day.pending.count)]), ink: .warn)) }
        }
        // What is gone is named by itself.
        let news = day.news.count { if case .goneVisit = $0 { false } else { true } }
        if news > 0 { out.append(Notice(text: words("news.count", ["n": .int(news)]), ink: .warn)) }
        if !day.gone.isEmpty {
            let names = day.gone.map { Value.string(words.names[$0] ?? $0) }
            out.insert(Notice(text: words("gone", ["visits": .array(names)]), ink: .bad), at: 0)
        }
        return out
    }

    private static func pool(_ day: RosterDay, _ words: RosterWords) -> [PoolItem] {
        let excuses = day.run?["excuses"].object ?? [:]
        let entries = day.byNumber
        let skills = Dictionary(day.view.input.problem.jobs.map { ($0.id, $0.skills) }, uniquingKeysWith: { a, _ in a })
        let waiting = day.pool.compactMap { number -> PoolItem? in
            guard let entry = entries[number] else { return nil }
            let groups = day.reasons[number] ?? []
            let excuse = excuses[number]?.string
            let why: String
            if let excuse {
                why = words("excused", ["reason": .string(excuse)])
            } else if !groups.isEmpty {
                why = words.summary(groups, of: day.verdicts[number] ?? [])
            } else {
                why = words("waiting")
            }
            return PoolItem(
                visit: number, name: entry.order["customer"].string ?? number, facts: facts(entry, day, words), why: why, rule: "", mend: nil, isKept: false,
                isExcused: excuse != nil, zone: entry.order["district"].string, skills: skills[number] ?? [])
        }
        let kept = day.kept.map { entry -> PoolItem in
            let gate = words.gate(entry.verdict)
            return PoolItem(
                visit: entry.visit.number, name: entry.order["customer"].string ?? entry.visit.number, facts: facts(entry, day, words), why: gate.reason,
                rule: gate.rule, mend: gate.mend, isKept: true, isExcused: false, zone: entry.order["district"].string, skills: [])
        }
        return waiting + kept
    }

    private static func facts(_ entry: GateEntry, _ day: RosterDay, _ words: RosterWords) -> String {
        var parts: [String] = []
        if let district = entry.order["district"].string { parts.append(district) }
        let half = day.board?.table.halves[entry.visit.number] ?? entry.visit["halfWish"].string
        if let half { parts.append(words.half(half)) }
        if day.kind == .deliveryRun {
            let litres = OrderLines(entry.order).litres
            if litres > 0 { parts.append(words("litres", ["n": .int(litres)])) }
        }
        return parts.joined(separator: " ")
    }

    private static func crews(_ day: RosterDay, _ words: RosterWords, afternoon: Int) -> [CrewRow] {
        // Keys of jobs and crews never meet: a visit's number has a stroke in it.
        var broken: [String: [String]] = [:], allowed: [String: [String]] = [:]
        for mark in day.marks {
            guard let owner = mark.mark.violation.job ?? mark.mark.violation.crew else { continue }
            let text = words.mark(mark)
            if mark.isAllowed { allowed[owner, default: []].append(text) } else { broken[owner, default: []].append(text) }
        }
        let jobs = Dictionary(day.view.input.problem.jobs.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
        return day.crews.map { crew in
            let route = day.board?.evaluation.routes[crew.name]
            var before = 0
            let stops = (route?.stops ?? []).map { stop -> Stop in
                let leaves = max(before, stop.arrival - stop.travel)
                before = stop.departure
                return Stop(
                    visit: stop.job, name: words.names[stop.job] ?? stop.job, leaves: leaves, arrival: stop.arrival, start: stop.start, end: stop.departure,
                    isMorning: stop.start < afternoon, isPinned: day.pins.contains(stop.job), broken: broken[stop.job] ?? [],
                    allowed: allowed[stop.job] ?? [], zone: jobs[stop.job]?.zone, skills: jobs[stop.job]?.skills ?? [])
            }
            let load = crew.capacityLitres.map { $0 > 0 ? Double(route?.load ?? 0) / Double($0) : 0 }
            return CrewRow(
                crew: crew.name, leader: crew.leader, absent: day.absent[crew.name], stops: stops, load: load,
                loadText: load.map { "\(Int(($0 * 100).rounded()))%" } ?? words("stops", ["n": .int(stops.count)]), broken: broken[crew.name] ?? [],
                allowed: allowed[crew.name] ?? [], zone: crew.zone, skills: crew.skills,
                end: stops.isEmpty ? nil : route?.end,
                pauses: zip(crew.shift.intervals, crew.shift.intervals.dropFirst()).map { $0.to.seconds..<$1.from.seconds })
        }
    }
}
