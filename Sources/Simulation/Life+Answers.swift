import Desk
import Dispatching
import Storage

/// What people write into the forms of what they owe.
extension Life {
    func answers(_ stamp: String, _ r: CaseRecord, _ door: Door) throws -> [String: Value] {
        let today = times.day(of: door.now)
        switch stamp {
        case "delayCalled": return ["reasonTold": true]
        case "shopHandedOver": return ["explained": true, "to": r["shop"]]
        case "residualChecked": return ["result": random.chance(900) ? "ok" : "damaged"]
        case "damageTold": return ["text": words("damageTold", &random)]
        case "installFeedback", "installPhoned": return report(r, signed: stamp == "installFeedback")
        case "installCallback": return scores()
        case "verified":
            if random.chance(120) { return ["real": "no", "remark": words("notReal", &random)] }
            return ["real": "yes", "expectedVisit": .string(try firstServiceDay(door).description)]
        case "visitPlanned":
            let day = try max(firstServiceDay(door), r["expectedVisit"].string.flatMap { LocalDay($0) } ?? today)
            return ["department": words("department", &random), "date": .string(day.description), "phoned": true]
        case "noVisitNeeded", "handlingArranged": return ["action": words("handling", &random)]
        case "judged": return judgement(r)
        case "solved": return ["result": words("solved", &random)]
        case "answered":
            // Who still waits for somebody to come is not content yet.
            let isAwaited = try door.snapshot.children(of: r.parent ?? r.id).contains {
                $0["ticket"].string == r.number && $0["outcome"] != "DONE" && !["CLOSED", "CANCELLED", CaseRecord.void].contains($0.state)
            }
            return ["text": words("answer", &random), "satisfied": !isAwaited && random.chance(940) ? "yes" : "no"]
        case "absenceApproved": return ["deputy": random.pick(crowd.crews).map { .string($0.person.name) } ?? .null]
        default: return try serviceAnswers(stamp, r, door)
        }
    }

    /// what the crew saw; a problem on site is reported again in the form.
    private func report(_ r: CaseRecord, signed: Bool) -> [String: Value] {
        var answers: [String: Value] = ["report": "ok"]
        if r["outcome"] != "INSTALLED" || random.chance(15) { answers = ["report": "problem", "problem": words("problem", &random)] }
        if signed { answers["signed"] = .bool(random.chance(960)) }
        return answers
    }

    /// mostly four and five.
    private func scores() -> [String: Value] {
        var answers: [String: Value] = [:]
        for post in ["delivery", "install", "design", "guide"] { answers[post + "Score"] = .int([5, 4, 3, 2, 1][random.weighted([640, 345, 10, 3, 2])]) }
        answers["residual"] = "no"
        if random.chance(45) {
            answers["residual"] = "yes"
            answers["problem"] = words("residualProblem", &random)
        }
        if random.chance(220) { answers["remark"] = words("callback", &random) }
        return answers
    }

    private func judgement(_ r: CaseRecord) -> [String: Value] {
        let causes = ["DESIGN_BLOCKS", "DESIGN_DIFFERS", "SALES_MISMATCH", "TRANSPORT", "INSTALLATION", "QUALITY"]
        let cause = r["cause"].string ?? causes[random.below(causes.count)]
        let owner = ["TRANSPORT", "INSTALLATION", "QUALITY"].contains(cause) ? cause : "SHOP"
        let name = owner == "SHOP" ? random.pick(file.designers) : random.pick(crowd.crews)?.person.name
        return ["cause": .string(cause), "causeOwner": .string(owner), "owner": Value(name), "department": words("department", &random)]
    }
}
