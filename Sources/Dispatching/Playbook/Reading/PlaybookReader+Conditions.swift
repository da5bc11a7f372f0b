/// When a rule, a transition or a requirement holds.
extension PlaybookReader {
    mutating func condition(_ v: Value, _ path: String) -> Condition {
        if v.isNull { return .always }
        if let s = v.string { return .has(FactPath(s)) }
        if let a = v.array {
            var parts: [Condition] = []
            for (i, x) in a.enumerated() { parts.append(condition(x, "\(path)[\(i)]")) }
            return .all(parts)
        }
        guard let o = v.object else { wrong(path, "unknownCondition"); return .always }
        known(v, path, ["state", "of", "has", "lacks", "fact", "is", "true", "answer", "not", "all", "any", "check", "after", "trigger", "past"])
        if !v["past"].isNull { return time(v["past"], path + ".past").map { .past($0) } ?? .always }
        if !v["state"].isNull {
            let scope = v["of"].string.flatMap(FactPath.Scope.init(rawValue:)) ?? .own
            return .state(scope, Set(names(v["state"], path + ".state")))
        }
        if let s = v["has"].string { return v["after"].string.map { .hasAfter(FactPath(s), FactPath($0)) } ?? .has(FactPath(s)) }
        if let s = v["trigger"].string { return .trigger(s, isAny: Set(list(v["is"], path))) }
        if let s = v["lacks"].string { return .lacks(FactPath(s)) }
        if let s = v["fact"].string { return .fact(FactPath(s), isAny: Set(list(v["is"], path))) }
        if let s = v["true"].string { return .truth(FactPath(s)) }
        if let s = v["answer"].string {
            return v["is"].isNull ? .answerGiven(s) : .answer(s, isAny: Set(list(v["is"], path)))
        }
        if let x = o["not"] { return .not(condition(x, path + ".not")) }
        if let x = o["any"] {
            var parts: [Condition] = []
            for (i, y) in list(x, path).enumerated() { parts.append(condition(y, "\(path).any[\(i)]")) }
            return .any(parts)
        }
        if let x = o["all"] { return condition(.array(x.array ?? [x]), path + ".all") }
        if let s = v["check"].string {
            guard let check = Condition.Check(rawValue: s) else { wrong(path + ".check", "unknownCheck", ["value": .string(s)]); return .always }
            return .check(check)
        }
        wrong(path, "unknownCondition")
        return .always
    }
}
