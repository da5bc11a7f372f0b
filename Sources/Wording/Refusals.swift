import Dispatching

/// A refusal as a person reads it: what is wrong, and what to do next.
public struct Explained: Hashable, Sendable {
    public let what: String
    public let next: String

    public var text: String { next.isEmpty ? what : what + " " + next }
}

extension Wording {
    /// - Parameter zone: in which times are read.
    public func explain(_ refusal: Refusal, zone: Zone) -> Explained {
        let (key, values) = parts(refusal, zone)
        // A rule may have advice of its own: what A-40 refuses no reason can override.
        let own = if case .tooEarly(let rule, _) = refusal { "refusal.\(key).\(rule).next" } else { "" }
        let next = has(own) ? self(own, values) : has("refusal.\(key).next") ? self("refusal.\(key).next", values) : ""
        var what = self("refusal.\(key)", values)
        if let rule = refusal.rule { what += language == .zh ? "（\(rule)）" : " (\(rule))" }
        return Explained(what: what, next: next)
    }

    /// `11-21 15:04` in the shop's zone.
    public func time(_ t: Instant, _ zone: Zone) -> String {
        let day = zone.day(of: t)
        return "\(two(day.month))-\(two(day.day)) \(zone.timeOfDay(of: t))"
    }

    private func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }

    private func parts(_ refusal: Refusal, _ zone: Zone) -> (String, [String: Value]) {
        func s(_ l: Label) -> Value { .string(l(language)) }
        switch refusal {
        case .unknownCase(let n): return ("unknownCase", ["number": .string(n)])
        case .unknownStamp(let n, let kind): return ("unknownStamp", ["stamp": .string(n), "kind": .string(kind.rawValue)])
        case .unknownRule(let r): return ("unknownRule", ["rule": .string(r)])
        case .duplicateNumber(_, let n): return ("duplicateNumber", ["number": .string(n)])
        case .stale(let n, let by, let at, _, let state, let sides):
            return ("stale", ["number": .string(n), "by": .string(by), "at": .string(time(at, zone)), "sides": .array(sides.map(s)), "state": s(state)])
        case .notInState(let stamp, let n, let state, let allowed):
            return ("notInState", ["stamp": s(stamp), "number": .string(n), "state": s(state), "allowed": .array(allowed.map(s))])
        case .automaticStamp(let l): return ("automaticStamp", ["stamp": s(l)])
        case .unmet(let key, _, let overridable, let values):
            var v = values
            v["override"] = .string(overridable ? self("refusal.canOverride") : "")
            return ("unmet.\(key)", v)
        case .missingAnswer("absence", let field, "A-66"): return ("deputyNeeded", ["field": s(field)])
        case .deputyIsSelf(let p): return ("deputyIsSelf", ["person": .string(p)])
        case .deputyAway(let p, let deputy, let day):
            return ("deputyAway", ["person": .string(p), "deputy": .string(deputy), "day": .string(day.description)])
        case .leaveOverlaps(let p, let n): return ("leaveOverlaps", ["person": .string(p), "number": .string(n)])
        case .missingAnswer(_, let field, _): return ("missingAnswer", ["field": s(field)])
        case .badAnswer(_, let field, let value): return ("badAnswer", ["field": s(field), "value": .string(value)])
        case .reasonNeeded: return ("reasonNeeded", [:])
        case .tooEarly(let rule, let opens): return ("tooEarly", ["rule": .string(rule), "opens": .string(time(opens, zone))])
        case .runNotProposed(let n): return ("runNotProposed", ["number": .string(n)])
        case .runHasViolations(let n, let count): return ("runHasViolations", ["number": .string(n), "count": .int(count)])
        case .runUnplaced(let n, let visits): return ("runUnplaced", ["number": .string(n), "visits": .array(visits.map { .string($0) })])
        case .notOnRun(let visit, let run): return ("notOnRun", ["visit": .string(visit), "run": .string(run)])
        case .noSuchMark(let m): return ("noSuchMark", ["mark": .string(m)])
        case .nothingToSplit(let visit): return ("nothingToSplit", ["visit": .string(visit)])
        case .notRepeatable(let n): return ("notRepeatable", ["number": .string(n)])
        case .unknownCrew(let c): return ("unknownCrew", ["crew": .string(c)])
        case .nothingToUndo: return ("nothingToUndo", [:])
        case .undoOvertaken(let n, let by, let at, let what, _):
            return ("undoOvertaken", ["number": .string(n), "by": .string(by), "at": .string(time(at, zone)), "what": .array(what.map(s))])
        case .notUndoable(let n): return ("notUndoable", ["number": .string(n)])
        case .dutyClosed(let r): return ("dutyClosed", ["rule": .string(r)])
        case .unknownField(let f): return ("unknownField", ["field": .string(f)])
        case .noSuchPerson(let p): return ("noSuchPerson", ["person": .string(p)])
        case .alreadyAssigned(let n, let p): return ("alreadyAssigned", ["number": .string(n), "person": .string(p)])
        case .noWorkingDay: return ("noWorkingDay", [:])
        case .nothingToDeal: return ("nothingToDeal", [:])
        case .nobodyToCall: return ("nobodyToCall", [:])
        case .playbookInvalid(let c): return ("playbookInvalid", ["count": .int(c)])
        case .readOnly: return ("readOnly", [:])
        case .notAllowed(let what, let roles):
            return ("notAllowed", ["what": .string(label(what)), "roles": .array(roles.map { .string(label($0)) })])
        case .unknownKind(let kind): return ("unknownKind", ["kind": .string(kind.rawValue)])
        case .orderNeeded(let what): return ("orderNeeded", ["what": .string(label(what))])
        case .quietHours(let from, let to): return ("quietHours", ["from": .string(from), "to": .string(to)])
        case .dailyCap(let phone, let count): return ("dailyCap", ["phone": .string(phone), "count": .int(count)])
        case .tariffMissing(let name): return ("tariffMissing", ["name": .string(name)])
        case .badFigure(let name, let value): return ("badFigure", ["name": .string(self("fee.input.\(name)")), "value": .string(value)])
        case .alreadyRaised(let rule, let object, let n): return ("alreadyRaised", ["rule": .string(rule), "object": .string(object), "number": .string(n)])
        case .nothingOwed(let rule, let object): return ("nothingOwed", ["rule": .string(rule), "object": .string(object)])
        case .whoIsMissing(let rule): return ("whoIsMissing", ["rule": .string(rule)])
        case .noPhone(let n): return ("noPhone", ["number": .string(n)])
        }
    }
}
