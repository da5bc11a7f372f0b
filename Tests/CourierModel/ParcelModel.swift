import Dispatching

/// What sections 4.6 to 4.8 of the manual say of one parcel, its problems, transit-outs, returns and sign-back, written down a second time: plain
/// tables and clocks that know no playbook. A test asks it first and the program afterwards.
struct ParcelModel {
    /// Where the address lies, as far as the decision table 4.7 cares.
    enum Area: CaseIterable {
        case city, yangshan, town, township, node, minggang

        var address: String {
            switch self {
            case .city: "信阳市浉河区1号"
            case .yangshan: "信阳市羊山新区1号"
            case .town: "信阳市淮滨县城1号"
            case .township: "信阳市淮滨县马集镇1号"
            case .node: "信阳市固始县1号"
            case .minggang: "信阳市明港镇1号"
            }
        }
        /// Reached by nobody of ours (C-08, C-30).
        var isOut: Bool { self == .township || self == .minggang }
        var isOwn: Bool { self == .city || self == .yangshan }
    }

    struct Problem {
        let number: String
        var kind: String
        var state = "REGISTERED"
        /// T1 of the newest notice, and when it was put on hold last.
        var notified: Instant?
        var held: Instant?
        var registered: Instant
        /// Why it may go back.
        var ground: String?

        var isMissorted: Bool { kind.hasPrefix("MISSORT") }
        var isOver: Bool { ["SIGNED", "TRANSIT_OUT", "RETURNED", "BACK_TO_HUB", "VOID"].contains(state) }
    }

    struct Transit {
        let number: String
        var state = "DUE"
        let dueDay: LocalDay
        var carrier = ""
        var isCalled = false, hasConsent = false
        var isOver: Bool { state == "SETTLED" || state == "VOID" }
    }

    struct Return {
        let number: String
        var state = "KEPT"
        var reason: String?
        var cameToHub = false
        var isOver: Bool { ["RETURNED", "DROPPED", "VOID"].contains(state) }
    }

    struct SignBack {
        let number: String
        var state = "EXPECTED"
    }

    let waybill: String
    let area: Area
    let zone: Zone
    let noTransit: Bool
    /// COD, freight to collect or a sign-back.
    let isSpecial: Bool
    var state = "EXPECTED"
    var arrived: Instant?
    var agreed: Instant?
    var nobodyGoes = false
    var problems: [Problem] = []
    var transits: [Transit] = []
    var returns: [Return] = []
    var signBack: SignBack?

    var isOver: Bool { state == "SIGNED" || state == "RETURNED" }

    /// Numbers and states as they should stand in the file.
    var states: [String: String] {
        var out = [waybill: state]
        for p in problems { out[p.number] = p.state }
        for t in transits { out[t.number] = t.state }
        for r in returns { out[r.number] = r.state }
        if let signBack { out[signBack.number] = signBack.state }
        return out
    }

    // MARK: Table 4.7

    /// Who may carry it; `nil`: it is not handed on.
    var carriers: [String]? {
        if noTransit, !area.isOwn, agreed == nil { return nil }
        if isSpecial, area.isOut, agreed == nil { return nil }
        switch area {
        case .city, .yangshan: return nil
        case .town: return ["AGENT", "POST", "STO"]
        case .node: return ["NODE"]
        case .township: return nobodyGoes ? ["EMS"] : ["POST", "STO", "ZTO", "YTO"]
        case .minggang: return nobodyGoes ? ["EMS"] : ["STO", "ZTO", "YTO", "POST"]
        }
    }

    /// TO-01, C-11: before 14:00 the same day, else the next, whatever day that is.
    private mutating func handOn() {
        guard state == "ARRIVED" || state == "OUT", transits.allSatisfy({ $0.state == "VOID" }), let arrived, carriers != nil else { return }
        let from = max(arrived, agreed ?? arrived), day = zone.day(of: from)
        let isMorning = from < zone.instant(day, seconds: 14 * 3600)
        transits.append(Transit(number: "\(waybill)/Z\(transits.count + 1)", dueDay: isMorning ? day : day + 1))
    }

    // MARK: Time

    /// What the hour alone brings: 72 hours without a clear reply, three days on hold, two days of the agent. No rest day moves any of it.
    mutating func pass(_ now: Instant) {
        for i in problems.indices {
            let p = problems[i]
            if p.kind == "AGENT_DELAY", p.state == "REGISTERED" || p.state == "WAIT_REPLY" {
                if now >= zone.instant(zone.day(of: p.registered) + 2, seconds: 8 * 3600) { (problems[i].kind, problems[i].state) = ("UNSIGNED", "REGISTERED") }
            } else if p.state == "WAIT_REPLY", let t = p.notified, now >= t + 72 * 3600 {
                (problems[i].state, problems[i].ground) = ("RETURN_ALLOWED", "NO_REPLY_72H")
                ground()
            } else if p.state == "ON_HOLD", let t = p.held, now >= t + 72 * 3600 {
                (problems[i].state, problems[i].ground) = ("RETURN_ALLOWED", "HOLD_OVER")
                ground()
            }
        }
    }

    /// RT-02: a ground has come to what is kept.
    private mutating func ground() {
        guard let why = problems.first(where: { $0.state == "RETURN_ALLOWED" || $0.state == "RETURN_DUE" })?.ground else { return }
        for i in returns.indices where returns[i].state == "KEPT" { (returns[i].state, returns[i].reason) = ("RETURN_ALLOWED", why) }
    }

    private mutating func goBack() {
        if returns.allSatisfy(\.isOver) { returns.append(Return(number: "\(waybill)/T\(returns.count + 1)")) }
        ground()
    }

    // MARK: What people do; false: it has to be refused

    mutating func registers(_ kind: String, sent: Bool, at now: Instant) -> Bool {
        guard !isOver else { return false }
        problems.append(Problem(number: "\(waybill)/W\(problems.count + 1)", kind: kind, registered: now))
        if sent { notify(problems.count - 1, now) }
        return true
    }

    mutating func keeps() -> Bool {
        guard !isOver, problems.contains(where: { $0.state != "VOID" }) else { return false }
        returns.append(Return(number: "\(waybill)/T\(returns.count + 1)"))
        ground()
        return true
    }

    private mutating func notify(_ i: Int, _ now: Instant) {
        problems[i].notified = now
        if !problems[i].isMissorted { problems[i].state = "WAIT_REPLY" }
    }

    mutating func scans(_ scan: String, _ node: String, to next: String, at now: Instant) -> Bool {
        let moves = !isOver && state != "TRANSFERRED"
        switch scan {
        case "scanCollect": if moves { state = "COLLECTED" }
        case "scanSend":
            if moves { state = "UNDERWAY" }
            if node == "XYHUB", next == "ZZHUB" { for i in returns.indices where returns[i].state == "LABELLED" && returns[i].cameToHub { sendBack(i) } }
        case "scanArrive":
            if moves { state = "ARRIVED" }
            if node == "XY2" { arrived = now }
            if node == "XYHUB" { for i in returns.indices where returns[i].state == "LABELLED" { returns[i].cameToHub = true } }
        case "scanDeliver":
            guard signBack?.state != "EMPTY" else { return false }
            if moves { state = "OUT" }
        case "scanSign":
            guard !isOver else { return true }
            state = "SIGNED"
            for i in problems.indices where !problems[i].isOver { problems[i].state = "SIGNED" }
            for i in transits.indices where !transits[i].isOver { transits[i].state = ["PICKED_UP", "TRACKED", "PROBLEM"].contains(transits[i].state) ? "DELIVERED" : "SETTLED" }
            for i in returns.indices where !returns[i].isOver { returns[i].state = "DROPPED" }
        default: return false
        }
        handOn()
        return true
    }

    /// RT-05: it is gone, and with it all that was asked about it; what a carrier has taken is still to be settled with him.
    private mutating func sendBack(_ i: Int) {
        returns[i].state = "RETURNED"
        state = "RETURNED"
        for i in problems.indices where !problems[i].isOver { problems[i].state = "RETURNED" }
        for i in transits.indices where ["DUE", "CARRIER_CHOSEN", "LABELLED", "REGISTERED_FEE"].contains(transits[i].state) { transits[i].state = "SETTLED" }
    }

    /// A verb on one of the children.
    mutating func does(_ verb: String, on number: String, _ answers: [String: Value], at now: Instant) -> Bool {
        if let i = problems.firstIndex(where: { $0.number == number }) { return problem(i, verb, answers, now) }
        if let i = transits.firstIndex(where: { $0.number == number }) { return transit(i, verb, answers, now) }
        if let i = returns.firstIndex(where: { $0.number == number }) { return goesBack(i, verb, answers) }
        return paper(verb, answers, now)
    }

    /// 4.6.
    private mutating func problem(_ i: Int, _ verb: String, _ answers: [String: Value], _ now: Instant) -> Bool {
        let p = problems[i]
        switch (verb, p.state) {
        case ("problemNoted", _): return !p.isOver
        case ("upstreamNotified", "REGISTERED"), ("upstreamNotified", "WAIT_REPLY"): notify(i, now)
        case ("replied", "WAIT_REPLY"), ("replied", "RETURN_ALLOWED"):
            problems[i].state = "REPLIED"
            if p.kind == "EMPTY_SIGNBACK", signBack?.state == "EMPTY" { signBack?.state = "EXPECTED" }
        case ("replyUnclear", "WAIT_REPLY"): break
        case ("held", "REPLIED"): (problems[i].state, problems[i].held) = ("ON_HOLD", now)
        case ("redeliver", "REPLIED"), ("redeliver", "ON_HOLD"): problems[i].state = "REDELIVER"
        case ("notDelivered", "REDELIVER"):
            (problems[i].state, problems[i].kind, problems[i].registered) = ("REGISTERED", answers["problemKind"]?.string ?? "", now)
            if answers["sent"] != false { notify(i, now) }
        case ("transitAgreed", "REPLIED"):
            problems[i].state = "TRANSIT_OUT"
            agreed = now
            handOn()
        case ("returnDemanded", "REPLIED"):
            (problems[i].state, problems[i].ground) = ("RETURN_DUE", "DEMANDED")
            goBack()
        case ("returnDecided", "RETURN_ALLOWED"):
            problems[i].state = "RETURN_DUE"
            goBack()
        case ("handedToBus", "REGISTERED") where p.isMissorted: problems[i].state = "BACK_TO_HUB"
        default: return false
        }
        return true
    }

    /// 4.7.
    private mutating func transit(_ i: Int, _ verb: String, _ answers: [String: Value], _ now: Instant) -> Bool {
        let t = transits[i]
        switch (verb, t.state) {
        case ("noCarrierFound", "DUE"): nobodyGoes = true
        case ("emsConsented", "DUE"): transits[i].hasConsent = true
        case ("carrierChosen", "DUE"):
            let carrier = answers["carrier"]?.string ?? ""
            guard carriers?.contains(carrier) ?? false, carrier != "EMS" || t.hasConsent else { return false }
            if carrier == "POST" { guard answers["weight"] != "20", now < zone.instant(t.dueDay, seconds: 14 * 3600) else { return false } }
            (transits[i].state, transits[i].carrier) = ("CARRIER_CHOSEN", carrier)
        case ("stoCalled", "CARRIER_CHOSEN"), ("stoCalled", "LABELLED"), ("stoCalled", "REGISTERED_FEE"): transits[i].isCalled = true
        case ("transitLabelled", "CARRIER_CHOSEN"):
            guard answers["way"] == "ORIGINAL" || answers["nameChecked"] == true else { return false }
            transits[i].state = "LABELLED"
        case ("transitRegistered", "LABELLED"), ("transitRegistered", "PICKED_UP"), ("transitRegistered", "TRACKED"):
            // Where the manual gives no right to a fee (C-31, C-32), none is registered.
            guard !(answers["way"] == "NEW" && answers["fee"] != "0" && (area == .town || area == .node)) else { return false }
            if t.state == "LABELLED" { transits[i].state = "REGISTERED_FEE" }
        case ("carrierTook", "LABELLED"), ("carrierTook", "REGISTERED_FEE"):
            guard !isOver else { return false }
            if t.carrier == "POST", answers["signature"] == nil { return false }
            if t.carrier == "STO", !t.isCalled || answers["cash"] == nil { return false }
            transits[i].state = "PICKED_UP"
            state = "TRANSFERRED"
        case ("transitTracked", "PICKED_UP"), ("transitTracked", "TRACKED"), ("transitMended", "PROBLEM"): transits[i].state = "TRACKED"
        case ("transitTrouble", "PICKED_UP"), ("transitTrouble", "TRACKED"): transits[i].state = "PROBLEM"
        case ("transitSettled", "DELIVERED"): transits[i].state = "SETTLED"
        case ("transitSettled", "PICKED_UP"), ("transitSettled", "TRACKED"), ("transitSettled", "PROBLEM"):
            guard state == "RETURNED" else { return false }
            transits[i].state = "SETTLED"
        default: return false
        }
        return true
    }

    /// 4.8. What is kept and has no ground may not go (C-102).
    private mutating func goesBack(_ i: Int, _ verb: String, _ answers: [String: Value]) -> Bool {
        switch (verb, returns[i].state) {
        case ("returnLabelPrinted", "RETURN_ALLOWED"), ("returnLabelPrinted", "LABELLED"): break
        case ("returnLabelled", "RETURN_ALLOWED"):
            guard answers["struck"] == true else { return false }
            returns[i].state = "LABELLED"
        case ("returnDropped", "KEPT"), ("returnDropped", "RETURN_ALLOWED"), ("returnDropped", "LABELLED"): returns[i].state = "DROPPED"
        default: return false
        }
        return true
    }

    private mutating func paper(_ verb: String, _ answers: [String: Value], _ now: Instant) -> Bool {
        guard let state = signBack?.state else { return false }
        switch (verb, state) {
        case ("signBackSigned", "EXPECTED"): signBack?.state = "SIGNED"
        case ("signBackSealed", "SIGNED"): signBack?.state = "SEALED_TO_CS"
        case ("signBackScanned", "SEALED_TO_CS"): signBack?.state = "SCANNED_SENT"
        case ("signBackHanded", "SCANNED_SENT"): signBack?.state = "HANDED_TO_DRIVER"
        case ("signBackEmpty", "EXPECTED"):
            // C-109: the console itself registers the problem.
            guard registers("EMPTY_SIGNBACK", sent: false, at: now) else { return false }
            signBack?.state = "EMPTY"
        default: return false
        }
        return true
    }
}

extension ParcelModel {
    /// After `undo`: as it was `before`, with what had been opened since left as empty numbers.
    func undone(to before: ParcelModel) -> ParcelModel {
        var out = before
        for p in problems.dropFirst(before.problems.count) { out.problems.append(Problem(number: p.number, kind: p.kind, state: "VOID", registered: p.registered)) }
        for t in transits.dropFirst(before.transits.count) { out.transits.append(Transit(number: t.number, state: "VOID", dueDay: t.dueDay)) }
        for r in returns.dropFirst(before.returns.count) { out.returns.append(Return(number: r.number, state: "VOID")) }
        return out
    }
}
