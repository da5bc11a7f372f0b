import Dispatching

@testable import CourierModel

/// The branch's book, kept by hand beside the program: every scan, note and step is written down here as it happens, and what should stand at any
/// moment is counted from that. Nothing in it asks the program.
struct BranchLedger {
    /// What is written on a problem.
    struct Entry {
        /// From the day after this one it is owed daily.
        var since: LocalDay
        var text = ""
        /// What was written, and when; not all of it is a note.
        var all: [(at: Instant, note: String)] = []
        /// When it came to its end.
        var over: Instant?

        var at: Instant? { all.last?.at }
        var note: String { all.last { !$0.note.isEmpty }?.note ?? "" }
    }

    /// One monitor of one day.
    struct Look {
        let code: String, rule: String, post: String
        var at: Instant?
        var by = "", found = 0, closed = 0
        var isExcused = false
    }

    /// A line of the month's sheet; cents.
    struct Line: Hashable {
        let rule: String, object: String, person: String, cents: Int
        var isCredit = false, isShare = false, state = "STANDING"
    }

    static let entryVerbs: Set<String> = ["problemNoted", "replied", "replyUnclear", "held", "redeliver", "notDelivered", "returnDemanded", "returnDecided", "transitAgreed"]
    /// Posts and rules as C-117, C-119 and C-120 give them, in the order of the manual.
    static let monitors: [(code: String, rule: String, post: String, stamp: String)] = [
        ("entry", "C-60", "out", "entryWatched"), ("arrival", "C-61", "in", "arrivalWatched"), ("hub", "C-62", "out", "hubWatched"), ("delivery", "C-63", "qc", "deliveryWatched"),
        ("agentSigning", "C-65", "in", "agentSigningWatched"), ("courierSigning", "C-66", "in", "courierSigningWatched"), ("unsigned", "C-67", "in", "unsignedWatched"),
        ("networkOrders", "C-68", "qc", "networkOrdersWatched"), ("arbitrations", "C-69", "qc", "arbitrationsWatched"), ("fines", "C-71", "qc", "finesWatched"),
        ("transitTracking", "C-49", "out", "transitTrackingWatched"), ("departedSigning", "C-58", "out", "outgoingFollowed"),
    ]

    let zone = Zone.shanghai
    private(set) var parcels: [String: ParcelModel] = [:]
    private(set) var entries: [String: Entry] = [:]
    /// When a courier or an agent last went out with it, and where its newest scan was made.
    private(set) var delivered: [String: Instant] = [:], place: [String: String] = [:]
    var pickups: Set<String> = []
    var looks: [LocalDay: [Look]] = [:]
    var lines: [Line] = []
    var lists: [String: String] = [:]
    /// Waybills that somebody has entered; COD still with the couriers.
    var entered: Set<String> = [], cod: Set<String> = []
    private var scans: [String: [BranchFile.Scan]] = [:]
    /// When a carrier took a transit-out, and when it was tracked last.
    private var took: [String: Instant] = [:], tracked: [String: Instant] = [:]

    // MARK: What happens

    /// Every day but Sunday is worked.
    func workday(after day: LocalDay) -> LocalDay { day.weekday == 6 ? day + 2 : day + 1 }

    mutating func know(_ p: BranchFile.Parcel, noTransit: Bool = false, hasSignBack: Bool = false) {
        if !p.cod.isEmpty { cod.insert(p.waybill) }
        guard let area = p.area, parcels[p.waybill] == nil else { return }
        parcels[p.waybill] = ParcelModel(
            waybill: p.waybill, area: area, zone: zone, noTransit: noTransit, isSpecial: !p.cod.isEmpty || hasSignBack, signBack: hasSignBack ? .init(number: p.waybill + "/H1") : nil)
    }

    mutating func scanned(_ scan: BranchFile.Scan) {
        place[scan.waybill] = scan.node
        scans[scan.waybill, default: []].append(scan)
        if scan.code == "scanDeliver" { delivered[scan.waybill] = scan.at }
        guard var p = parcels[scan.waybill] else { return }
        let before = p
        _ = p.scans(scan.code, scan.node, to: scan.next, at: scan.at)
        parcels[scan.waybill] = p
        close(before, p, scan.at)
    }

    /// The hour comes, whoever opens the file.
    mutating func pass(_ now: Instant) {
        for (waybill, var p) in parcels where !p.problems.isEmpty {
            let before = p
            p.pass(now)
            parcels[waybill] = p
            for (old, new) in zip(before.problems, p.problems) where old.kind != new.kind { entries[new.number]?.since = zone.day(of: now) }
        }
    }

    /// - Returns: its number; `nil`: it has to be refused.
    @discardableResult
    mutating func registers(_ waybill: String, _ kind: String, _ text: String, sent: Bool, at now: Instant) -> String? {
        guard var p = parcels[waybill], p.registers(kind, sent: sent, at: now) else { return nil }
        parcels[waybill] = p
        let number = "\(waybill)/W\(p.problems.count)"
        entries[number] = Entry(since: zone.day(of: now), text: text)
        return number
    }

    /// - Returns: whether it can be done.
    @discardableResult
    mutating func does(_ verb: String, on number: String, _ answers: [String: Value] = [:], note: String = "", at now: Instant) -> Bool {
        let waybill = String(number.prefix { $0 != "/" })
        guard var p = parcels[waybill] else { return false }
        let before = p
        guard p.does(verb, on: number, answers, at: now) else { return false }
        parcels[waybill] = p
        if verb == "carrierTook" { took[number] = now }
        if verb == "transitTracked" { tracked[number] = now }
        // What the console registers itself begins its own entry.
        for problem in p.problems where entries[problem.number] == nil { entries[problem.number] = Entry(since: zone.day(of: now)) }
        if Self.entryVerbs.contains(verb) {
            let day = zone.day(of: now)
            func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
            entries[number]?.all.append((now, note.isEmpty ? "" : "\(note)(\(two(day.month))\(two(day.day)))"))
        }
        close(before, p, now)
        return true
    }

    /// The newest note was undone.
    mutating func takeBack(_ number: String) { entries[number]?.all.removeLast() }

    private mutating func close(_ before: ParcelModel, _ after: ParcelModel, _ now: Instant) {
        for problem in after.problems where problem.isOver && before.problems.first(where: { $0.number == problem.number })?.isOver == false { entries[problem.number]?.over = now }
    }

    // MARK: What should stand

    func problem(_ number: String) -> ParcelModel.Problem? { parcels[String(number.prefix { $0 != "/" })]?.problems.first { $0.number == number } }

    var problems: [ParcelModel.Problem] { parcels.values.flatMap(\.problems) }

    /// Open problems that one finds by a word.
    func open(_ word: String = "") -> [String] {
        problems.filter { p in !p.isOver && (word.isEmpty || entries[p.number]?.text.contains(word) ?? false) }.map(\.number).sorted()
    }

    /// Has today's entry (C-41).
    func isNoted(_ number: String, on day: LocalDay) -> Bool { entries[number]?.at.map { zone.day(of: $0) == day } ?? false }

    /// C-25: of what papers lie with us, and the goods should too.
    var documents: Set<String> {
        var out: Set<String> = []
        for (waybill, p) in parcels where place[waybill] == "XY2" {
            if p.state == "ARRIVED", pickups.contains(waybill) { out.insert(waybill) }
            for problem in p.problems where !problem.isOver && problem.kind != "AGENT_DELAY" {
                // Out with the courier, unless he came back with it and it was registered after that.
                if p.state == "ARRIVED" || p.state == "OUT" && delivered[waybill].map({ $0 <= problem.registered }) ?? false { out.insert(waybill) }
            }
        }
        return out
    }

    /// R-22, as `paidan parcel queue --json` tells it.
    func queue(at now: Instant) -> [String: String] {
        var out: [String: String] = [:]
        for p in parcels.values {
            for problem in p.problems where !problem.isOver {
                let entry = entries[problem.number], today = zone.day(of: now)
                let timer: Instant? = switch problem.state {
                case "WAIT_REPLY" where problem.kind != "AGENT_DELAY": problem.notified.map { $0 + 72 * 3600 }
                case "ON_HOLD": problem.held.map { $0 + 72 * 3600 }
                case "RETURN_ALLOWED": (problem.ground == "HOLD_OVER" ? problem.held : problem.notified).map { $0 + 72 * 3600 }
                default: nil
                }
                out[problem.number] = [
                    "problem", problem.kind, problem.state, entry?.note ?? "", text(problem.notified), text(entry?.at), String(entry?.at.map { zone.day(of: $0) == today } ?? false), text(timer), due(problem),
                ].joined(separator: "|")
            }
            for t in p.transits where !t.isOver { out[t.number] = ["transit", "", t.state, t.state == "DUE" ? text(zone.instant(t.dueDay, seconds: 17 * 3600 + 1800)) : "-"].joined(separator: "|") }
            for r in p.returns where !r.isOver { out[r.number] = ["parcelReturn", "", r.state, "-"].joined(separator: "|") }
            if let paper = p.signBack, paper.state != "HANDED_TO_DRIVER" { out[paper.number] = ["signBack", "", paper.state, "-"].joined(separator: "|") }
        }
        for (number, state) in lists where state != "FOLLOWED" { out[number] = ["agentList", "", state, "-"].joined(separator: "|") }
        return out
    }

    /// What falls due first on an open problem: today's review, the notice upstream, the evening bus.
    private func due(_ p: ParcelModel.Problem) -> String {
        guard let entry = entries[p.number], p.kind != "AGENT_DELAY" else { return "" }
        // The first working day after its beginning and its newest entry.
        let review = workday(after: max(entry.since, entry.at.map { zone.day(of: $0) } ?? entry.since))
        var all = [zone.instant(review, seconds: 10 * 3600)]
        let day = zone.day(of: p.registered)
        if p.notified == nil, ["CONTACT", "DAMAGE", "INCOMPLETE"].contains(p.kind) { all.append(zone.instant(day, seconds: 17 * 3600 + 1800)) }
        if p.notified == nil, p.kind == "EMPTY_SIGNBACK" { all.append(p.registered + 1800) }
        if p.state == "REGISTERED", p.isMissorted { all.append(zone.instant(day, seconds: 19 * 3600)) }
        return text(all.min())
    }

    /// C-24, C-41: problems of earlier days whose entry of that day came after the hour, or not at all.
    func breaches(on day: LocalDay, by seconds: Int) -> Set<String> {
        let hour = zone.instant(day, seconds: seconds)
        return Set(problems.filter { p in
            guard let entry = entries[p.number], p.kind != "AGENT_DELAY", entry.since < day else { return false }
            if let over = entry.over, over <= hour { return false }
            return !entry.all.contains { zone.day(of: $0.at) >= day && $0.at <= hour }
        }.map(\.number))
    }

    /// F-27: what each monitor finds that is looked at on day `t`, from the scans that were taken in so far. Waybills by monitor.
    func found(on t: LocalDay) -> [String: Set<String>] {
        var out: [String: Set<String>] = [:]
        func days(_ first: Int, _ last: Int) -> Range<Instant> { zone.startOfDay(t + first)..<zone.startOfDay(t + last + 1) }
        for (waybill, all) in scans {
            let p = parcels[waybill], isOver = p?.isOver ?? false, isOut = p == nil, isOpen = p?.problems.contains { !$0.isOver } ?? false
            func find(_ monitor: String) { out[monitor, default: []].insert(waybill) }
            /// The newest of a kind at a node within a time, and what came after it.
            func newest(_ code: String, _ node: String, in window: Range<Instant>) -> (scan: BranchFile.Scan, after: [BranchFile.Scan])? {
                guard let i = all.lastIndex(where: { $0.code == code && $0.node == node && window.contains($0.at) }) else { return nil }
                return (all[i], Array(all[(i + 1)...]))
            }
            // C-60: departed in the last five days, entered by nobody.
            if isOut, newest("scanSend", "XY2", in: days(-5, 0)) != nil, !entered.contains(waybill) { find("entry") }
            // C-61: sent between yesterday noon and today ten, not arrived at the next stop.
            if let sent = newest("scanSend", "XY2", in: zone.instant(t - 1, seconds: 12 * 3600)..<zone.instant(t, seconds: 10 * 3600)), !isOver, !sent.after.contains(where: { $0.code == "scanArrive" && $0.node == sent.scan.next }) { find("arrival") }
            // C-62: at the hub since one of three days, neither sent on nor signed, and no problem entry.
            if let came = newest("scanArrive", "XYHUB", in: days(-3, -1)), !isOver, p?.state != "TRANSFERRED", !isOpen, !came.after.contains(where: { $0.node != "XYHUB" || $0.code == "scanSend" }) { find("hub") }
            // C-58: sent three to seven days ago, not signed.
            if isOut, newest("scanSend", "XY2", in: days(-7, -3)) != nil { find("departedSigning") }
            guard let p else { continue }
            let isAgents = p.area == .town
            // C-63: here by ten and not taken out; signed today and never taken out.
            if p.state == "ARRIVED", p.area.isOwn || isAgents, !pickups.contains(waybill), !isOpen,
                let came = newest("scanArrive", "XY2", in: zone.startOfDay(t - 3)..<zone.instant(t, seconds: 10 * 3600)), !came.after.contains(where: { $0.code == "scanDeliver" || $0.code == "scanSend" })
            { find("delivery") }
            if newest("scanSign", "XY2", in: days(0, 0)) != nil, !all.contains(where: { $0.code == "scanDeliver" }), !pickups.contains(waybill) { find("delivery") }
            if isAgents, p.state == "OUT", !isOpen, newest("scanDeliver", "XY2", in: days(0, 0)) != nil { find("delivery") }
            // C-65: with the agent for two or three days, not signed.
            if isAgents, !p.isOver, newest("scanDeliver", "XY2", in: days(-3, -2)) != nil { find("agentSigning") }
            // C-66: out in the last three days, not signed, no problem entry; signed, and the money is not back.
            if !isAgents, !p.isOver, p.state != "TRANSFERRED", !isOpen, newest("scanDeliver", "XY2", in: days(-3, 0)) != nil { find("courierSigning") }
            if cod.contains(waybill), newest("scanSign", "XY2", in: days(-3, 0)) != nil { find("courierSigning") }
            // C-67: here in the last three days, not signed, no problem entry.
            if p.state == "ARRIVED" || p.state == "OUT", !isOpen, let came = newest("scanArrive", "XY2", in: days(-3, 0)), !came.after.contains(where: { $0.code == "scanSend" && $0.node == "XY2" }) { find("unsigned") }
            // C-49: handed to a carrier three days ago, in trouble or not looked after today.
            for transit in p.transits where took[transit.number].map({ days(-3, -3).contains($0) }) ?? false {
                let isTracked = tracked[transit.number].map { days(0, 0).contains($0) } ?? false
                if transit.state == "PROBLEM" || ["PICKED_UP", "TRACKED"].contains(transit.state) && !isTracked { find("transitTracking") }
            }
        }
        return out
    }

    func text(_ t: Instant?) -> String { t.map { "\(zone.day(of: $0)) \(zone.timeOfDay(of: $0))" } ?? "" }

    // MARK: Money

    /// C-128: what the days that are over cost; each monitor once, to the post whose it is.
    func missed(before today: LocalDay) -> [Line] {
        looks.filter { $0.key < today }.flatMap { day, looks in
            looks.filter { look in !look.isExcused && (look.at.map { $0 > zone.instant(day, seconds: 17 * 3600 + 1800) } ?? true) }
                .map { Line(rule: "C-128", object: "\(day) \($0.code)", person: $0.post, cents: 1000) }
        }
    }
}
