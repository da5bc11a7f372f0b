/// Times, spans and the clocks that they run by.
extension PlaybookReader {
    mutating func time(_ v: Value, _ path: String) -> TimeExpr? {
        if let s = v.string {
            if s == "opens" { return .opens }
            if s == "opened" { return .opened }
            return .stamp(FactPath(s))
        }
        known(v, path, ["stamp", "fact", "day", "shift", "at", "after", "span", "clock", "latest", "earliest", "soft", "pauses"])
        if let s = v["stamp"].string { return .stamp(FactPath(s)) }
        if let s = v["fact"].string { return .fact(FactPath(s)) }
        if v["day"].object != nil {
            guard let inner = time(v["day"], path + ".day") else { return nil }
            return .day(.time(inner), shift: v["shift"].isNull ? nil : span(v["shift"], path + ".shift"), at: clock(v["at"], path + ".at"))
        }
        if let s = v["day"].string {
            let day: DayExpr = s == "opens" ? .opens : s.hasPrefix("stamp ") ? .stamp(FactPath(String(s.dropFirst(6)))) : .fact(FactPath(s))
            let shift = v["shift"].isNull ? nil : span(v["shift"], path + ".shift")
            return .day(day, shift: shift, at: clock(v["at"], path + ".at"))
        }
        if !v["after"].isNull {
            guard let base = time(v["after"], path + ".after") else { return nil }
            guard let span = span(v["span"], path + ".span"), let clock = clockKind(v["clock"], path + ".clock") else { return nil }
            var pauses: [Stretch.Pause] = []
            for (i, x) in list(v["pauses"], path + ".pauses").enumerated() {
                known(x, "\(path).pauses[\(i)]", ["from", "until", "rule"])
                pauses.append(.init(from: text(x["from"], "\(path).pauses[\(i)].from"), until: text(x["until"], "\(path).pauses[\(i)].until")))
            }
            return .after(base, Stretch(span: span, clock: clock, pauses: pauses))
        }
        for (key, make) in [("latest", TimeExpr.latest), ("earliest", TimeExpr.earliest)] where !v[key].isNull {
            var parts: [TimeExpr] = []
            for (i, x) in list(v[key], path).enumerated() {
                if let t = time(x, "\(path).\(key)[\(i)]") { parts.append(t) }
            }
            return make(parts)
        }
        wrong(path, "unknownTime")
        return nil
    }

    static let ofProfile = "profile."

    /// A span, or the term of the profile that holds one.
    mutating func span(_ v: Value, _ path: String) -> Stated<Span>? {
        let text = v.string ?? ""
        if text.hasPrefix(Self.ofProfile) { return .term(String(text.dropFirst(Self.ofProfile.count))) }
        if let span = Span(text) { return .given(span) }
        wrong(path, "badSpan", ["value": .string(text)])
        return nil
    }

    mutating func clockKind(_ v: Value, _ path: String) -> Stated<ClockKind>? {
        let text = v.string ?? "wall"
        if text.hasPrefix(Self.ofProfile) { return .term(String(text.dropFirst(Self.ofProfile.count))) }
        if let clock = ClockKind(rawValue: text) { return .given(clock) }
        wrong(path, "badClock", ["value": .string(text)])
        return nil
    }

    mutating func clock(_ v: Value, _ path: String) -> ClockTime {
        switch v.string {
        case "opening": return .opening
        case "closing": return .closing
        case let s?:
            if let t = TimeOfDay(s) { return .time(t) }
            return .figure(s)
        case nil:
            wrong(path, "needsTimeOfDay")
            return .opening
        }
    }
}
