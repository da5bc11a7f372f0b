import Desk
import Dispatching
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
    }

    struct CrewRow: Hashable, Sendable {
        let crew: String
        let leader: String
        /// Why it is away; nil when it works.
        let absent: String?
        let stops: [Stop]
        /// Part of the vehicle that is full; nil when load does not count.
        let load: Double?
        let loadText: String
        /// Rules broken by the crew's day as a whole.
        let broken: [String]
        /// Back at the warehouse; nil without stops.
        let end: Int?
        /// Lunch and the like: work that runs over it stops there.
        let pauses: [Range<Int>]

        var isBroken: Bool { !broken.isEmpty || stops.contains { !$0.broken.isEmpty } }
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
    let pool: [PoolItem]
    let crews: [CrewRow]
    let afternoon: Int
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

    init(_ day: RosterDay, manual: Manual, wording: Wording, now: Instant) {
        self.day = day
        var words = RosterWords(wording: wording, playbook: manual.playbook)
        words.names = day.byNumber.mapValues { $0.order["customer"].string ?? $0.visit.number }
        self.words = words
        afternoon = day.board?.afternoon(manual) ?? manual.playbook.time("afternoon")?.seconds ?? 46_800
        title = words("title." + day.kind.work, ["date": .string(BoardLayout.date(day.date, words))])
        state = BoardLayout.state(day, words)
        counts = BoardLayout.counts(day, words)
        notices = BoardLayout.notices(day, words, manual, now)
        pool = BoardLayout.pool(day, words)
        crews = BoardLayout.crews(day, words, afternoon: afternoon)
        let times = crews.flatMap { row in row.stops.flatMap { [$0.leaves, $0.end] } + [row.end].compactMap { $0 } }
        let low = min(8 * 3600, times.min() ?? .max), high = max(18 * 3600, times.max() ?? 0)
        axis = (low / 3600 * 3600)...((high + 3599) / 3600 * 3600)
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

    private static func counts(_ day: RosterDay, _ words: RosterWords) -> [Count] {
        let pool = day.pool.count, kept = day.kept.count, broken = day.violations.count
        return [
            Count(text: words("count.eligible", ["n": .int(day.eligible.count)]), ink: .normal),
            Count(text: words("count.placed", ["n": .int(day.placed)]), ink: .normal),
            Count(text: words("count.pool", ["n": .int(pool)]), ink: pool > 0 && !day.isOpen ? .warn : .normal),
            Count(text: words("count.kept", ["n": .int(kept)]), ink: kept > 0 ? .warn : .normal),
            Count(text: words(broken > 0 ? "count.broken" : "count.whole", ["n": .int(broken)]), ink: broken > 0 ? .bad : .good),
        ]
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
        if !day.gone.isEmpty {
            let names = day.gone.map { Value.string(words.names[$0] ?? $0) }
            out.insert(Notice(text: words("gone", ["visits": .array(names)]), ink: .bad), at: 0)
        }
        return out
    }

    private static func pool(_ day: RosterDay, _ words: RosterWords) -> [PoolItem] {
        let excuses = day.run?["excuses"].object ?? [:]
        let entries = day.byNumber
        let waiting = day.pool.compactMap { number -> PoolItem? in
            guard let entry = entries[number] else { return nil }
            let groups = day.reasons[number] ?? []
            let excuse = excuses[number]?.string
            let why: String
            if let excuse {
                why = words("excused", ["reason": .string(excuse)])
            } else if let board = day.board, !groups.isEmpty {
                why = words.summary(groups, of: board.explanation.reasons(number))
            } else {
                why = words("waiting")
            }
            return PoolItem(
                visit: number, name: entry.order["customer"].string ?? number, facts: facts(entry, day, words), why: why, rule: "", mend: nil, isKept: false,
                isExcused: excuse != nil)
        }
        let kept = day.kept.map { entry -> PoolItem in
            let gate = words.gate(entry.verdict)
            return PoolItem(
                visit: entry.visit.number, name: entry.order["customer"].string ?? entry.visit.number, facts: facts(entry, day, words), why: gate.reason,
                rule: gate.rule, mend: gate.mend, isKept: true, isExcused: false)
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
        var byJob: [String: [String]] = [:], byCrew: [String: [String]] = [:]
        for violation in day.violations {
            let text = words.violation(violation)
            if let job = violation.job { byJob[job, default: []].append(text) } else if let crew = violation.crew { byCrew[crew, default: []].append(text) }
        }
        return day.crews.map { crew in
            let route = day.board?.evaluation.routes[crew.name]
            var before = 0
            let stops = (route?.stops ?? []).map { stop -> Stop in
                let leaves = max(before, stop.arrival - stop.travel)
                before = stop.departure
                return Stop(
                    visit: stop.job, name: words.names[stop.job] ?? stop.job, leaves: leaves, arrival: stop.arrival, start: stop.start, end: stop.departure,
                    isMorning: stop.start < afternoon, isPinned: day.pins.contains(stop.job), broken: byJob[stop.job] ?? [])
            }
            let load = crew.capacityLitres.map { $0 > 0 ? Double(route?.load ?? 0) / Double($0) : 0 }
            return CrewRow(
                crew: crew.name, leader: crew.leader, absent: day.absent[crew.name], stops: stops, load: load,
                loadText: load.map { "\(Int(($0 * 100).rounded()))%" } ?? words("stops", ["n": .int(stops.count)]), broken: byCrew[crew.name] ?? [],
                end: stops.isEmpty ? nil : route?.end,
                pauses: zip(crew.shift.intervals, crew.shift.intervals.dropFirst()).map { $0.to.seconds..<$1.from.seconds })
        }
    }
}
