import Dispatching

extension RosterPane {
    /// Enter does what is next: mend what was kept out, ask for the proposal, or place the selected visit.
    private enum Primary { case mend, propose, move }

    private var primary: Primary {
        if item(cursor.visit)?.isKept == true { return .mend }
        return day?.isOpen != false ? .propose : .move
    }

    func bindings() -> [Binding] {
        let primary = primary
        let isOpen = day?.isOpen != false
        var list: [Binding] = []
        if primary == .mend { list.append(mendBinding) }
        if isOpen { list.append(proposeBinding(takesEnter: primary == .propose)) }
        list += [
            moveBinding(takesEnter: primary == .move),
            Binding("roster.pin", [.text("P"), .text("@")], reason: whyNotOnBoard) { [unowned self] in pin() },
            Binding("roster.takeOff", [.text("d"), .key(.delete)], reason: whyNotOnBoard) { [unowned self] in takeOff() },
        ]
        if !isOpen { list.append(rerunBinding) }
        list += [
            Binding("roster.publish", [.function(9), .text("!")], isDanger: true, reason: whyNotPublish) { [unowned self] in publish() },
            Binding("roster.why", [.text("w"), .function(3)], reason: whyNotVisit) { [unowned self] in explainWhy() },
            Binding("roster.room", [.text("n"), .text("%")], inHints: whyNotRoom == nil, reason: whyNotRoom) { [unowned self] in makeRoom() },
            Binding("roster.allow", [.text("x"), .text("^")], inHints: whyNotAllow == nil, reason: whyNotAllow) { [unowned self] in allow() },
            Binding("roster.kind", [.text("t"), .text("-")]) { [unowned self] in switchKind() },
            Binding("roster.previousDay", [.text("[")]) { [unowned self] in step(-1) },
            Binding("roster.nextDay", [.text("]")]) { [unowned self] in step(1) },
            Binding("roster.morning", [.text("a"), .text("(")], reason: whyNotPlace) { [unowned self] in setHalf("AM") },
            Binding("roster.afternoon", [.text("p"), .text(")")], reason: whyNotPlace) { [unowned self] in setHalf("PM") },
            Binding("roster.anyHalf", [.text("0")], inHints: false, reason: whyNotPlace) { [unowned self] in setHalf(nil) },
            Binding("roster.earlier", [.text("<"), .key(.left, .shift)], reason: whyNotEarlier) { [unowned self] in shift(-1) },
            Binding("roster.later", [.text(">"), .key(.right, .shift)], reason: whyNotLater) { [unowned self] in shift(1) },
            Binding("roster.crewUp", [.key(.up, .shift)], inHints: false, reason: whyNotOnBoard) { [unowned self] in toNeighbour(-1) },
            Binding("roster.crewDown", [.key(.down, .shift)], inHints: false, reason: whyNotOnBoard) { [unowned self] in toNeighbour(1) },
            Binding("roster.swap", [.text("s"), .text("&")], reason: whyNotSwap) { [unowned self] in swap() },
            Binding("roster.split", [.text("S"), .text("|")], inHints: false, reason: whyNotSplit) { [unowned self] in split() },
            Binding("roster.whatIf", [.text("i"), .function(8)], reason: whyNotPropose) { [unowned self] in whatIf() },
            Binding("roster.map", [.text("b"), .text("#")], reason: whyNoPlan.map { _ in "board.why.noMap" }) { [unowned self] in showMap() },
            Binding("roster.filter", [.text("f"), .text("/")]) { [unowned self] in chooseFilter() },
            Binding("roster.zoom", [.text("z"), .text("+")]) { [unowned self] in switchZoom() },
            Binding("roster.catchUp", [.text("y"), .text("$")], inHints: !missed.isEmpty, reason: missed.isEmpty ? "board.why.nothingMissed" : nil) { [unowned self] in catchUp() },
            Binding("roster.excuse", [.text("e"), .text(";")], reason: whyNotExcuse) { [unowned self] in excuse() },
            Binding("roster.broken", [.text("v"), .function(7)], reason: whyNoneBroken) { [unowned self] in showBroken() },
            Binding("roster.compare", [.text("c"), .text("=")], reason: whyNotCompare) { [unowned self] in compare() },
            Binding("roster.sheets", [.text("o"), .function(2)], reason: whyNoPlan) { [unowned self] in showSheets() },
            Binding("roster.writeSheets", [.text("W"), .control("s")], inHints: false, reason: whyNoPlan) { [unowned self] in writeSheets() },
            Binding("roster.mark", [.space], inHints: false, reason: whyNotVisit) { [unowned self] in mark() },
            Binding("roster.unmark", [.escape], inHints: false, reason: cursor.marks.isEmpty ? "board.why.noMarks" : nil) { [unowned self] in cursor.clearMarks() },
            Binding("roster.area", [.tab], inHints: false) { [unowned self] in cursor.switchArea() },
            Binding("roster.order", [.text("g"), .control("o")], inHints: false, reason: whyNotVisit) { [unowned self] in goToOrder() },
            Binding("roster.nextWorkday", [.text("\\")], inHints: false) { [unowned self] in backToNext() },
        ]
        if !isOpen { list.append(afreshBinding) }
        return list
    }

    /// Those that come and go with the state of the run.
    func occasionalBindings() -> [Binding] { [mendBinding, proposeBinding(takesEnter: true), moveBinding(takesEnter: true), rerunBinding, afreshBinding] }

    private var mendBinding: Binding { Binding("roster.mend", [.enter], reason: whyNotMend) { [unowned self] in mend() } }

    private func proposeBinding(takesEnter: Bool) -> Binding {
        let strokes: [Stroke] = [.function(5), .text("r")]
        return Binding("roster.propose", takesEnter ? [.enter] + strokes : strokes, reason: whyNotPropose) { [unowned self] in propose(afresh: true) }
    }

    private func moveBinding(takesEnter: Bool) -> Binding {
        let strokes: [Stroke] = [.text("m"), .function(6)]
        return Binding("roster.move", takesEnter ? [.enter] + strokes : strokes, reason: whyNotPlace) { [unowned self] in chooseCrew() }
    }

    private var rerunBinding: Binding {
        Binding("roster.rerun", [.function(5), .text("r")], reason: whyNotPropose) { [unowned self] in propose(afresh: false) }
    }

    private var afreshBinding: Binding {
        Binding("roster.afresh", [.text("R"), .key(.function(5), .shift)], inHints: false, reason: whyNotPropose) { [unowned self] in propose(afresh: true) }
    }

    // MARK: Why not

    private var whyNotVisit: String? { cursor.visit == nil ? "board.why.noVisit" : nil }

    private var whyNotMend: String? {
        guard let visit = cursor.visit, case .kept(_, _, let mend, _)? = day?.byNumber[visit]?.verdict else { return "board.why.noVisit" }
        return mend == nil ? "board.why.noMend" : nil
    }

    var whyNotPropose: String? {
        guard let day else { return "board.why.reading" }
        if day.eligible.isEmpty { return "board.why.noneEligible" }
        return day.crews.isEmpty ? "board.why.noCrews" : nil
    }

    private var whyNoPlan: String? { (day?.placed ?? 0) == 0 ? "board.why.noPlan" : nil }

    /// Targets must be eligible, and there must be a run to put them on.
    var whyNotPlace: String? {
        guard let day else { return "board.why.reading" }
        let targets = cursor.targets
        if targets.isEmpty { return "board.why.noVisit" }
        if day.board == nil { return "board.why.noRun" }
        return targets.contains { day.byNumber[$0]?.isEligible != true } ? "board.why.keptOut" : nil
    }

    private var whyNotOnBoard: String? {
        let targets = cursor.targets
        if targets.isEmpty { return "board.why.noVisit" }
        return targets.allSatisfy { isOnBoard($0) } ? nil : "board.why.notOnCrew"
    }

    private func whyNotShift(_ step: Int) -> String? {
        guard let visit = cursor.visit, let row = layout?.crew(of: visit), let at = row.index(of: visit) else { return "board.why.notOnCrew" }
        return row.stops.indices.contains(at + step) ? nil : step < 0 ? "board.why.first" : "board.why.last"
    }

    private var whyNotEarlier: String? { whyNotShift(-1) }
    private var whyNotLater: String? { whyNotShift(1) }

    private var whyNotSwap: String? {
        guard day?.board != nil else { return "board.why.noRun" }
        guard let pair = swapPair else { return "board.why.markOne" }
        return [pair.0, pair.1].contains { day?.byNumber[$0]?.isEligible != true } ? "board.why.keptOut" : nil
    }

    private var whyNotExcuse: String? {
        guard let item = item(cursor.visit) else { return "board.why.notInPool" }
        if item.isKept { return "board.why.keptOut" }
        return day?.board == nil ? "board.why.noRun" : nil
    }

    private var whyNoneBroken: String? { day?.violations.isEmpty == false ? nil : "board.why.noneBroken" }
    private var whyNotAllow: String? { day?.marks.isEmpty == false ? nil : "board.why.noMarksBroken" }

    private var whyNotRoom: String? {
        guard let item = item(cursor.visit) else { return "board.why.inPool" }
        if item.isKept { return "board.why.keptOut" }
        return day?.board == nil || (day?.placed ?? 0) == 0 ? "board.why.noPlan" : nil
    }

    private var whyNotSplit: String? {
        if let reason = whyNotOnBoard { return reason }
        return cursor.visit.map { isOnBoard($0) } ?? false ? nil : "board.why.notOnCrew"
    }
    private var whyNotCompare: String? { run?.has("published") == true ? nil : "board.why.neverPublished" }

    private var whyNotPublish: String? {
        guard let day, let run = day.run, run.state != "OPEN" else { return "board.why.notProposed" }
        return run.has("published") && day.pending.isEmpty && day.gone.isEmpty ? "board.why.nothingNew" : nil
    }
}
