/// Rules: who does what, by when, and who is told.
extension PlaybookReader {
    mutating func rule(_ v: Value, _ path: String) -> Rule {
        known(v, path, ["rule", "zh", "en", "on", "who", "when", "opens", "due", "done", "doneIf", "fresh", "each", "renewed", "within", "message", "tells", "late", "person", "strict", "callback", "cycle", "afterwards", "trade", "ladder"])
        var doneIf: [String: [Value]] = [:]
        for (k, x) in v["doneIf"].object ?? [:] { doneIf[k] = list(x, path) }
        let opens = v["opens"].isNull ? nil : time(v["opens"], path + ".opens")
        let due = v["due"].isNull ? nil : due(v["due"], path + ".due")
        let proofs = names(v["done"], path + ".done")
        if v["within"].isNull && opens == nil { wrong(path + ".opens", "needsOpens", ["rule": v["rule"]]) }
        return Rule(
            id: text(v["rule"], path + ".rule"), on: CaseKind(rawValue: text(v["on"], path + ".on")), role: text(v["who"], path + ".who"),
            label: label(v, path), when: condition(v["when"], path + ".when"), opens: opens, due: due, done: proofs.first, alsoDone: Array(proofs.dropFirst()),
            doneIf: doneIf, fresh: names(v["fresh"], path + ".fresh"), each: v["each"].string, renewed: v["renewed"].bool ?? false, within: v["within"].string,
            message: v["message"].string, tells: names(v["tells"], path + ".tells"), lateTells: names(v["late"], path + ".late"),
            person: v["person"].string, strict: v["strict"].bool ?? false, callback: v["callback"].string,
            cycle: cycle(v["cycle"], path + ".cycle"), afterwards: v["afterwards"].bool ?? false, trade: v["trade"].string,
            ladder: v["ladder"].string.map { $0.hasPrefix(Self.ofProfile) ? .term(String($0.dropFirst(Self.ofProfile.count))) : .given($0) })
    }

    mutating func ladder(_ id: String, _ v: Value, _ path: String) -> Ladder {
        var rungs: [Ladder.Rung] = []
        var level = 0
        for (i, x) in list(v, path).enumerated() {
            let place = "\(path)[\(i)]"
            known(x, place, ["before", "after", "clock", "tells", "zh", "en"])
            let isWarning = !x["before"].isNull
            guard let span = Span(x[isWarning ? "before" : "after"].text), let clock = ClockKind(rawValue: x["clock"].string ?? ClockKind.wall.rawValue) else {
                wrong(place, "badSpan", ["value": .string(x[isWarning ? "before" : "after"].text)])
                continue
            }
            if !isWarning { level += 1 }
            rungs.append(
                .init(offset: isWarning ? Span(-span.amount, span.unit) : span, clock: clock, tells: names(x["tells"], place + ".tells"), label: label(x, place), level: isWarning ? 0 : level))
        }
        return Ladder(id: id, rungs: rungs)
    }

    mutating func cycle(_ v: Value, _ path: String) -> Cycle? {
        guard !v.isNull else { return nil }
        known(v, path, ["every", "lead", "times", "except", "daily", "from", "at"])
        if v["daily"].bool == true {
            return Cycle(daysFrom: v["from"].int ?? 1, by: v["at"].isNull ? .closing : clock(v["at"], path + ".at"))
        }
        let cycle = Cycle(v["every"].text, lead: v["lead"].int ?? 0, times: v["times"].int, except: v["except"].int)
        if cycle == nil { wrong(path + ".every", "badSpan", ["value": .string(v["every"].text)]) }
        return cycle
    }

    mutating func due(_ v: Value, _ path: String) -> DueExpr? {
        if let soft = v["soft"].string {
            guard let span = Span(soft) else { wrong(path + ".soft", "badSpan", ["value": .string(soft)]); return nil }
            return DueExpr(time: .after(.opens, Stretch(span, .wall)), soft: true, label: nil)
        }
        return time(v, path).map { DueExpr(time: $0, soft: false, label: nil) }
    }
}
