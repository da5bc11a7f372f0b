import Dispatching
import Rostering

/// A run made ready for the solver: the frozen input of design section 5.
public struct RunProblem: Sendable {
    public let run: CaseRecord
    public let date: LocalDay
    public let entries: [GateEntry]
    public let crews: [CrewRecord]
    public let absent: [String: String]
    public let problem: Problem
    /// Visit number -> entry.
    public let byNumber: [String: GateEntry]
    /// What the problem's places are; the first is the warehouse.
    public let places: [TravelTable.Place]
    public let travel: TravelTable
    /// Seconds after midnight at which the afternoon begins.
    public let afternoon: Int
    /// What another crew costs a visit that stands on one, when a run goes on from a plan.
    public let changeCost: Int

    public var kind: CaseKind { run.kind }

    /// Visit -> `AM` or `PM` that its customer was told since the last publish.
    public var told: [String: String] {
        var out: [String: String] = [:]
        for entry in entries where entry.visit["run"].string == run.number && entry.wasTold {
            if let half = entry.visit["half"].string { out[entry.visit.number] = half }
        }
        return out
    }

    /// The part of the day, as a span in which service may start.
    public func span(_ half: String) -> Interval { half == "AM" ? Interval(0, afternoon - 1) : Interval(afternoon, 86_400) }
}

extension GateEntry {
    /// The customer knows crew and half-day: a change means another call.
    public var wasTold: Bool { ["SLOT_TOLD", "CUSTOMER_TOLD"].contains(visit.state) }
}

extension RunProblem {
    /// - Parameters:
    ///   - entries: the gate's verdicts of all visits of the run's day.
    ///   - crews: all crews of the file; those of the run's kind take part.
    ///   - absences: crew -> reason, on the run's day.
    init(run: CaseRecord, date: LocalDay, entries: [GateEntry], crews: [CrewRecord], absences: [String: String], travel: TravelTable, manual: Manual) {
        self.run = run
        self.date = date
        self.entries = entries
        self.crews = crews.filter { $0.kind == run.kind.work && $0.active }.sorted { $0.name < $1.name }
        absent = absences
        byNumber = Dictionary(entries.map { ($0.visit.number, $0) }, uniquingKeysWith: { first, _ in first })

        let playbook = manual.playbook
        self.travel = travel
        afternoon = playbook.time("afternoon")?.seconds ?? 46_800
        changeCost = playbook.figure("changeCost") ?? 3_600
        var places = [travel.warehouse]
        var jobs: [Job] = []
        let halves = run["halves"].object ?? [:]
        let previous = RunPlan(run: run, published: true).plan
        for entry in entries where entry.isEligible {
            places.append(
                TravelTable.Place(district: entry.order["district"].string ?? "", latitude: entry.order["lat"].double, longitude: entry.order["lon"].double))
            let lines = OrderLines(entry.order)
            let going = OrderLines(lines.all.filter { run.kind == .deliveryRun ? $0.state == "CHECKED_OK" : run.kind == .installRun && $0.install })
            let half = halves[entry.visit.number]?.string ?? entry.visit["halfWish"].string
            jobs.append(
                Job(
                    id: entry.visit.number, place: places.count - 1, service: RunProblem.service(run.kind, going, playbook),
                    windows: RunProblem.windows(entry.visit, half: half, date: date, manual: manual),
                    skills: RunProblem.skills(run.kind, going, playbook), load: run.kind == .deliveryRun ? going.litres : 0,
                    prize: (playbook.figure("leaveOutCost") ?? 20_000) * RunProblem.urgency(entry, run: run.kind, on: date, manual), priority: entry.visit["priority"].int ?? 1,
                    preferredCrew: entry.visit["preferredCrew"].string, zone: entry.order["district"].string,
                    previousCrew: previous.place(of: entry.visit.number)?.crew))
        }
        self.places = places
        let located = places
        let matrix = Travel(places: places.count) { travel.seconds(from: located[$0], to: located[$1]) }
        let units = self.crews.map { c in
            let open = c.shift.intervals
            let gaps = zip(open, open.dropFirst()).map { Interval($0.to.seconds, $1.from.seconds) }
            return Crew(
                id: c.name, skills: c.skills, start: 0, end: 0, shift: Interval(c.shift.opening?.seconds ?? 30_600, c.shift.closing?.seconds ?? 63_000),
                capacity: c.capacityLitres ?? Int(Int32.max / 4), zone: c.zone, maxJobs: c.maxJobs, pauses: gaps, absent: absences[c.name] != nil)
        }
        let usual = Prices()
        let prices = Prices(
            notPreferredCrew: playbook.figure("otherThanWishedCost") ?? usual.notPreferredCrew, otherZone: playbook.figure("otherZoneCost") ?? usual.otherZone,
            changedCrew: playbook.figure("changedCrewCost") ?? usual.changedCrew)
        problem = Problem(travel: matrix, crews: units, jobs: jobs, prices: prices)
    }

    /// What has waited longest goes first: an installation weighs more with each day since its delivery.
    static func urgency(_ entry: GateEntry, run: CaseKind, on date: LocalDay, _ manual: Manual) -> Int {
        // what was taken in first goes first.
        if run == .serviceRun { return 1 + min(20, max(0, date.days(since: manual.zone.day(of: entry.visit.opened)))) }
        guard run == .installRun, let delivered = entry.order.latest("deliveryDone") ?? entry.order.latest("deliveryPartial") else { return 1 }
        return 1 + min(20, max(0, date.days(since: manual.zone.day(of: delivered.at)) - 1))
    }

    /// Seconds at the customer's: a base and a part for each piece, from the playbook's figures.
    static func service(_ kind: CaseKind, _ lines: OrderLines, _ p: Playbook) -> Int {
        let name = kind == .deliveryRun ? "deliver" : kind.work
        let base = p.figure(name + "Minutes") ?? (kind == .deliveryRun ? 20 : 60)
        let each = p.figure(name + "MinutesPerPiece") ?? (kind == .deliveryRun ? 3 : 20)
        return min(base + each * lines.pieces, 8 * 60) * 60
    }

    static func skills(_ kind: CaseKind, _ lines: OrderLines, _ p: Playbook) -> Set<String> {
        let table = p.figures[kind == .deliveryRun ? "deliverSkills" : kind.work + "Skills"]?.object ?? [:]
        return Set(lines.classes.flatMap { (table[$0]?.array ?? []).compactMap(\.string) })
    }

    /// AM, PM or the whole day, cut by an hour window that the customer asked for.
    static func windows(_ visit: CaseRecord, half: String?, date: LocalDay, manual: Manual) -> [Interval] {
        let opening = manual.time(.opening, on: date)?.seconds ?? 30_600
        let closing = manual.time(.closing, on: date)?.seconds ?? 63_000
        let noon = manual.playbook.time("afternoon")?.seconds ?? 46_800
        if let from = visit["windowFrom"].string.flatMap({ TimeOfDay($0) }), let to = visit["windowTo"].string.flatMap({ TimeOfDay($0) }) {
            return [Interval(from.seconds, to.seconds)]
        }
        switch half {
        case "AM": return [Interval(opening, noon - 1)]
        case "PM": return [Interval(noon, closing)]
        default: return [Interval(opening, closing)]
        }
    }
}
