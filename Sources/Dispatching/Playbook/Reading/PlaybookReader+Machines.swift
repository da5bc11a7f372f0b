/// States of a kind of case, and what each transition does.
extension PlaybookReader {
    mutating func machine(_ kind: String, _ v: Value, _ path: String) -> Machine {
        known(v, path, ["initial", "states", "final", "transitions"])
        var states: [String: Label] = [:]
        var order: [String] = []
        for (i, x) in list(v["states"], path + ".states").enumerated() {
            let p = "\(path).states[\(i)]"
            let code = text(x["code"], p + ".code")
            states[code] = label(x, p)
            order.append(code)
        }
        var transitions: [Transition] = []
        for (i, x) in list(v["transitions"], path + ".transitions").enumerated() {
            transitions.append(transition(x, "\(path).transitions[\(i)]"))
        }
        return Machine(
            kind: CaseKind(rawValue: kind), initial: text(v["initial"], path + ".initial"), states: states, order: order,
            final: Set(names(v["final"], path + ".final")), transitions: transitions)
    }

    mutating func transition(_ v: Value, _ path: String) -> Transition {
        known(v, path, ["id", "from", "on", "auto", "when", "needs", "to", "then", "rule"])
        var effects: [Effect] = []
        for (i, x) in list(v["then"], path + ".then").enumerated() {
            if let e = effect(x, "\(path).then[\(i)]") { effects.append(e) }
        }
        return Transition(
            id: text(v["id"], path + ".id"), from: Set(names(v["from"], path + ".from")), on: text(v["on"], path + ".on"),
            auto: v["auto"].bool ?? false, when: condition(v["when"], path + ".when"),
            needs: requirements(v["needs"], path + ".needs"), to: v["to"].string, effects: effects)
    }

    mutating func effect(_ v: Value, _ path: String) -> Effect? {
        known(v, path, ["signal", "to", "copy", "lines", "from", "chosen", "except", "set", "clear", "open", "suffix", "fields", "raise", "if", "rule"])
        if !v["if"].isNull {
            var rest = v.object ?? [:]
            rest["if"] = nil
            let c = condition(v["if"], path + ".if")
            return effect(.object(rest), path).map { .when(c, $0) }
        }
        if let stamp = v["signal"].string {
            let to = v["to"].string ?? "parent"
            let relative: Effect.Relative =
                switch to {
                case "parent": .parent
                case "self": .own
                case "visits": .visitsOfRun
                case _ where to.hasPrefix("link "): .linked(field: String(to.dropFirst(5)))
                case _ where to.hasPrefix("case "):
                    // `case provider provider`: the kind, and the field with its number.
                    .named(CaseKind(rawValue: String(to.dropFirst(5).prefix { $0 != " " })), field: String(to.dropFirst(5).drop { $0 != " " }.dropFirst()))
                case _ where to.hasPrefix("sibling "): .sibling(CaseKind(rawValue: String(to.dropFirst(8))))
                default: .children(CaseKind(rawValue: to))
                }
            return .signal(relative, stamp: stamp, copy: names(v["copy"], path + ".copy"))
        }
        if let to = v["lines"].string {
            return .lines(from: Set(names(v["from"], path + ".from")), to: to, chosen: v["chosen"].string, except: v["except"].bool ?? false)
        }
        if let field = v["set"].string { return .set(field: field, to: source(v["to"], path + ".to")) }
        if let field = v["clear"].string { return .clear(field: field) }
        if let kind = v["open"].string {
            var fields: [String: Effect.Source] = [:]
            for (k, x) in v["fields"].object ?? [:] { fields[k] = source(x, "\(path).fields.\(k)") }
            return .open(CaseKind(rawValue: kind), suffix: v["suffix"].string ?? "V", fields: fields)
        }
        if let formula = v["raise"].string {
            if let formula = LiabilityFormula(rawValue: formula) { return .raise(formula, rule: text(v["rule"], path + ".rule")) }
            wrong(path + ".raise", "unknownFormula", ["value": .string(formula)])
            return nil
        }
        wrong(path, "unknownEffect")
        return nil
    }

    /// `answer.name`, `fact.name`, `count <stamp>`, `now`, `today`, or a constant.
    mutating func source(_ v: Value, _ path: String) -> Effect.Source {
        guard let s = v.string else { return .constant(v) }
        if s.hasPrefix("answer.") { return .answer(String(s.dropFirst(7))) }
        if s.hasPrefix("fact.") { return .fact(FactPath(String(s.dropFirst(5)))) }
        if s.hasPrefix("count ") { return .count(String(s.dropFirst(6))) }
        if s == "now" { return .now }
        if s == "today" { return .today }
        return .constant(v)
    }
}
