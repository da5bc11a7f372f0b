/// Looks for what a playbook can't mean: unknown names, duties that can't be done, states that can't be reached.
public enum PlaybookCheck {
    public static func issues(in p: Playbook) -> [PlaybookIssue] {
        var out: [PlaybookIssue] = []
        func wrong(_ path: String, _ key: String, _ values: [String: Value] = [:], _ severity: PlaybookIssue.Severity = .error) {
            out.append(PlaybookIssue(path: path, phrase: Phrase("playbook.\(key)", values), severity: severity))
        }
        func stampKnown(_ name: String, _ path: String) {
            if p.stamps[name] == nil { wrong(path, "unknownStamp", ["value": .string(name)]) }
        }
        for (name, s) in p.stamps.sorted(by: { $0.key < $1.key }) {
            if let f = s.form, p.forms[f] == nil { wrong("stamps.\(name).form", "unknownForm", ["value": .string(f)]) }
        }
        for (kind, m) in p.machines.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let path = "machines.\(kind)"
            if m.states[m.initial] == nil { wrong(path + ".initial", "unknownState", ["value": .string(m.initial)]) }
            var reachable: Set<String> = [m.initial]
            for (i, t) in m.transitions.enumerated() {
                let tp = "\(path).transitions[\(i)]"
                stampKnown(t.on, tp + ".on")
                for s in t.from.sorted() where m.states[s] == nil { wrong(tp + ".from", "unknownState", ["value": .string(s)]) }
                if let to = t.to {
                    if m.states[to] == nil { wrong(tp + ".to", "unknownState", ["value": .string(to)]) }
                    reachable.insert(to)
                }
                for (j, e) in t.effects.map(\.action).enumerated() {
                    if case .signal(_, let s, _) = e { stampKnown(s, "\(tp).then[\(j)].signal") }
                    if case .raise = e, p.machines[.liability] == nil { wrong("\(tp).then[\(j)].raise", "unknownKind", ["value": .string(CaseKind.liability.rawValue)]) }
                    if case .open(let k, _, _) = e, p.machines[k] == nil { wrong("\(tp).then[\(j)].open", "unknownKind", ["value": .string(k.rawValue)]) }
                }
            }
            for s in m.order where !reachable.contains(s) { wrong(path + ".states", "unreachable", ["value": .string(s)], .warning) }
        }
        for (id, ladder) in p.ladders.sorted(by: { $0.key < $1.key }) {
            for (i, rung) in ladder.rungs.enumerated() {
                for post in rung.tells where post != Ladder.owner && p.roles[post] == nil { wrong("ladders.\(id)[\(i)].tells", "unknownRole", ["value": .string(post)]) }
            }
        }
        for (kind, intake) in p.intakes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if let script = intake.script, p.scripts[script] == nil { wrong("intakes.\(kind).script", "unknownScript", ["value": .string(script)]) }
        }
        var ids: Set<String> = []
        for (i, r) in p.rules.enumerated() {
            let path = "rules[\(i)]"
            if !ids.insert(r.id).inserted { wrong(path + ".rule", "duplicateRule", ["rule": .string(r.id)]) }
            if p.roles[r.role] == nil { wrong(path + ".who", "unknownRole", ["value": .string(r.role)]) }
            for t in r.lateTells where p.roles[t] == nil { wrong(path + ".late", "unknownRole", ["value": .string(t)]) }
            if case .given(let id)? = r.ladder, p.ladders[id] == nil { wrong(path + ".ladder", "unknownLadder", ["value": .string(id)]) }
            if let done = r.done {
                stampKnown(done, path + ".done")
                if let s = p.stamps[done], !s.on.isEmpty, !s.on.contains(r.on) {
                    wrong(path + ".done", "neverDone", ["rule": .string(r.id), "value": .string(done)])
                }
            } else if r.opens != nil {
                wrong(path + ".done", "neverDone", ["rule": .string(r.id), "value": ""])
            }
            for also in r.alsoDone { stampKnown(also, path + ".done") }
            if let each = r.each { stampKnown(each, path + ".each") }
            if let m = r.message, p.messages[m] == nil { wrong(path + ".message", "unknownMessage", ["value": .string(m)]) }
            // A warning only: files of before have callbacks without scripts.
            if let s = r.callback, p.scripts[s] == nil { wrong(path + ".callback", "unknownScript", ["value": .string(s)], .warning) }
            for s in r.opens?.stamps ?? [] { stampKnown(s, path + ".opens") }
            for s in r.due?.time.stamps ?? [] { stampKnown(s, path + ".due") }
            if let opens = r.opens, let due = r.due, case .day(let d1, let s1, .time(let t1)) = opens, case .day(let d2, let s2, .time(let t2)) = due.time,
                d1 == d2, s1 == s2, t2 < t1
            {
                wrong(path + ".due", "dueBeforeOpens", ["rule": .string(r.id)])
            }
        }
        for (i, r) in p.rules.enumerated() {
            guard let within = r.within else { continue }
            guard let host = p.rule(within) else {
                wrong("rules[\(i)].within", "unknownRule", ["value": .string(within)])
                continue
            }
            let carried = host.done.flatMap { p.form(for: $0) }?.fields.contains { $0.rules.contains(r.id) } ?? false
            if !carried { wrong("rules[\(i)].within", "notInForm", ["rule": .string(r.id), "value": .string(within)]) }
        }
        return out + monitorIssues(p)
    }
}

extension TimeExpr {
    /// Names of the stamps that it speaks of.
    var stamps: [String] {
        switch self {
        case .stamp(let path): [path.name]
        case .day(.stamp(let path), _, _): [path.name]
        case .day(.time(let inner), _, _): inner.stamps
        case .day, .fact, .opens, .opened: []
        case .after(let base, let stretch): base.stamps + stretch.pauses.flatMap { [$0.from, $0.until] }
        case .latest(let parts), .earliest(let parts): parts.flatMap(\.stamps)
        }
    }
}
