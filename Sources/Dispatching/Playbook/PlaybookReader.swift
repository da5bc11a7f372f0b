/// One thing wrong with a playbook, and where: a path such as `rules[3].due.day`.
public struct PlaybookIssue: Error, Hashable, Sendable {
    public enum Severity: String, Sendable { case error, warning }

    public let path: String
    public let phrase: Phrase
    public let severity: Severity

    public init(path: String, phrase: Phrase, severity: Severity = .error) {
        self.path = path
        self.phrase = phrase
        self.severity = severity
    }
}

public struct PlaybookIssues: Error, Sendable {
    public let issues: [PlaybookIssue]
}

/// Reads a playbook from a value tree. Everything that is wrong is collected, so that one look shows it all.
public struct PlaybookReader {
    var issues: [PlaybookIssue] = []
    /// Read first: forms may let people choose among them.
    private var profiles: [String: Profile] = [:]
    private var usualProfile: Value = .null
    private var choosesProfile = false
    /// Read before the forms: people choose among its places and areas.
    private var network = Network.none

    public static func read(_ source: Value) throws(PlaybookIssues) -> Playbook {
        var reader = PlaybookReader()
        let playbook = reader.playbook(source)
        if !reader.issues.isEmpty { throw PlaybookIssues(issues: reader.issues) }
        let found = PlaybookCheck.issues(in: playbook).filter { $0.severity == .error }
        if !found.isEmpty { throw PlaybookIssues(issues: found) }
        return playbook
    }

    mutating func wrong(_ path: String, _ key: String, _ values: [String: Value] = [:]) {
        issues.append(PlaybookIssue(path: path, phrase: Phrase("playbook.\(key)", values)))
    }

    mutating func text(_ v: Value, _ path: String) -> String {
        if let s = v.string { return s }
        if case .int(let i) = v { return String(i) }
        wrong(path, "needsText")
        return ""
    }

    mutating func label(_ v: Value, _ path: String) -> Label {
        if let s = v.string { return Label(zh: s, en: s) }
        guard let zh = v["zh"].string, let en = v["en"].string else {
            wrong(path, "needsLabel")
            return Label(zh: "", en: "")
        }
        return Label(zh: zh, en: en)
    }

    mutating func list(_ v: Value, _ path: String) -> [Value] {
        if v.isNull { return [] }
        if let a = v.array { return a }
        return [v]
    }

    mutating func names(_ v: Value, _ path: String) -> [String] {
        var out: [String] = []
        for (i, x) in list(v, path).enumerated() { out.append(text(x, "\(path)[\(i)]")) }
        return out
    }

    mutating func known(_ v: Value, _ path: String, _ keys: Set<String>) {
        guard let o = v.object else { return }
        for key in o.keys.sorted() where !keys.contains(key) { wrong("\(path).\(key)", "unknownKey", ["key": .string(key)]) }
    }

    mutating func playbook(_ v: Value) -> Playbook {
        known(v, "", ["handovers", "playbook", "version", "title", "figures", "roles", "stamps", "forms", "machines", "messages", "rules", "fields", "calendar", "extends", "intakes", "rights", "scripts", "profiles", "ladders", "trade", "network", "tables", "tariffs", "monitors", "goods", "headers"])
        let name = text(v["playbook"], "playbook")
        var roles: [String: Label] = [:]
        for (k, x) in v["roles"].object ?? [:] { roles[k] = label(x, "roles.\(k)") }
        var fields: [String: Label] = [:]
        for (k, x) in v["fields"].object ?? [:] { fields[k] = label(x, "fields.\(k)") }
        var stamps: [String: StampKind] = [:]
        for (k, x) in v["stamps"].object ?? [:] { stamps[k] = stamp(k, x, "stamps.\(k)") }
        usualProfile = v["figures"]["profile"]
        for (k, x) in v["profiles"].object ?? [:] { profiles[k] = profile(k, x, "profiles.\(k)") }
        network = readNetwork(v["network"], "network")
        var forms: [String: Form] = [:]
        for (k, x) in v["forms"].object ?? [:] { forms[k] = form(k, x, "forms.\(k)") }
        var machines: [CaseKind: Machine] = [:]
        for (k, x) in v["machines"].object ?? [:] { machines[CaseKind(rawValue: k)] = machine(k, x, "machines.\(k)") }
        var messages: [String: MessageTemplate] = [:]
        for (k, x) in v["messages"].object ?? [:] { messages[k] = message(k, x, "messages.\(k)") }
        var rules: [Rule] = []
        for (i, x) in list(v["rules"], "rules").enumerated() { rules.append(rule(x, "rules[\(i)]")) }
        var intakes: [CaseKind: Intake] = [:]
        for (k, x) in v["intakes"].object ?? [:] { intakes[CaseKind(rawValue: k)] = intake(k, x, "intakes.\(k)") }
        var rights: [String: Set<String>] = [:]
        for (k, x) in v["rights"].object ?? [:] { rights[k] = Set(names(x, "rights.\(k)")) }
        var scripts: [String: Script] = [:]
        for (k, x) in v["scripts"].object ?? [:] { scripts[k] = script(k, x, "scripts.\(k)") }
        // A call ends as all calls do: what is said then stands once.
        for (k, x) in v["scripts"].object ?? [:] {
            guard let ending = x["ends"].string else { continue }
            guard let last = v["scripts"][ending].object.map({ script(ending, .object($0), "scripts.\(ending)") }) else { wrong("scripts.\(k).ends", "unknownScript", ["value": .string(ending)]); continue }
            scripts[k] = scripts[k].map { Script(id: $0.id, label: $0.label, points: $0.points + last.points) }
        }
        var ladders: [String: Ladder] = [:]
        for (k, x) in v["ladders"].object ?? [:] { ladders[k] = ladder(k, x, "ladders.\(k)") }
        return Playbook(
            name: name, version: text(v["version"], "version"), title: label(v["title"], "title"),
            figures: v["figures"].object ?? [:], roles: roles, stamps: stamps, forms: forms, machines: machines,
            messages: messages, rules: rules, fields: fields, calendar: calendar(v["calendar"]), intakes: intakes, rights: rights, scripts: scripts, profiles: profiles, ladders: ladders, network: network,
            tables: tables(v["tables"], "tables"), tariffs: tariffs(v["tariffs"]), monitors: monitors(v["monitors"]), goods: goods(v["goods"]), headers: headers(v["headers"]), source: v)
    }

    mutating func calendar(_ v: Value) -> CalendarSpec {
        if !v.isNull { known(v, "calendar", ["zone", "week", "rule"]) }
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        var week: [Int: String] = [:]
        for (key, hours) in v["week"].object ?? [:] {
            let parts = key.split(separator: "-").map { names.firstIndex(of: String($0)) }
            guard let first = parts.first ?? nil, let last = parts.last ?? nil, first <= last else {
                wrong("calendar.week.\(key)", "badWeekday", ["value": .string(key)])
                continue
            }
            guard let text = hours.string, DayHours(text) != nil else {
                wrong("calendar.week.\(key)", "badHours", ["value": .string(hours.text)])
                continue
            }
            for d in first...last { week[d + 1] = text }
        }
        let zone = v["zone"].string ?? "Asia/Shanghai"
        if Zone(identifier: zone) == nil { wrong("calendar.zone", "badZone", ["value": .string(zone)]) }
        return CalendarSpec(zone: zone, week: week)
    }

    mutating func intake(_ kind: String, _ v: Value, _ path: String) -> Intake {
        known(v, path, ["zh", "en", "stamp", "prefix", "needsOrder", "queued", "under", "number", "script"])
        return Intake(
            kind: CaseKind(rawValue: kind), label: label(v, path), stamp: text(v["stamp"], path + ".stamp"), prefix: text(v["prefix"], path + ".prefix"),
            needsOrder: v["needsOrder"].bool ?? false, isQueued: v["queued"].bool ?? true,
            under: Set(names(v["under"], path + ".under").map { CaseKind(rawValue: $0) }), numberedBy: v["number"].string, script: v["script"].string)
    }

    mutating func script(_ id: String, _ v: Value, _ path: String) -> Script {
        known(v, path, ["zh", "en", "points", "rule", "ends"])
        var points: [Script.Point] = []
        for (i, x) in list(v["points"], path + ".points").enumerated() {
            let place = "\(path).points[\(i)]"
            known(x, place, ["zh", "en", "rule"])
            points.append(Script.Point(label: label(x, place), rules: names(x["rule"], place + ".rule")))
        }
        return Script(id: id, label: label(v, path), points: points)
    }

    mutating func stamp(_ name: String, _ v: Value, _ path: String) -> StampKind {
        known(v, path, ["zh", "en", "form", "on", "auto", "states", "rank", "needs", "by", "keeps", "rule", "moment"])
        if !v["moment"].isNull { known(v["moment"], path + ".moment", ["day", "time"]) }
        return StampKind(
            name: name, label: label(v, path), form: v["form"].string,
            on: Set(names(v["on"], path + ".on").map { CaseKind(rawValue: $0) }), automatic: v["auto"].bool ?? false,
            states: v["states"].isNull ? nil : Set(names(v["states"], path + ".states")), rank: v["rank"].int ?? 50,
            needs: requirements(v["needs"], path + ".needs"), by: Set(names(v["by"], path + ".by")),
            keeps: (v["keeps"].object ?? [:]).mapValues { FactPath($0.text) },
            moment: v["moment"].isNull ? nil : StampMoment(day: text(v["moment"]["day"], path + ".moment.day"), time: text(v["moment"]["time"], path + ".moment.time")))
    }

    mutating func requirements(_ v: Value, _ path: String) -> [Requirement] {
        var out: [Requirement] = []
        for (i, x) in list(v, path).enumerated() {
            let p = "\(path)[\(i)]"
            known(x, p, ["if", "else", "rule", "override"])
            out.append(
                Requirement(
                    condition: condition(x["if"], p + ".if"), refusal: text(x["else"], p + ".else"), rule: x["rule"].string,
                    overridable: x["override"].bool ?? false))
        }
        return out
    }

    mutating func form(_ name: String, _ v: Value, _ path: String) -> Form {
        known(v, path, ["zh", "en", "fields"])
        var fields: [FormField] = []
        choosesProfile = profiles.count > 1 && list(v["fields"], path).contains { $0["options"].string == "profiles" }
        defer { choosesProfile = false }
        for (i, x) in list(v["fields"], path).enumerated() {
            // With one profile or none there is nothing to choose.
            if x["options"].string == "profiles", profiles.count < 2 { continue }
            fields.append(field(x, "\(path).fields[\(i)]"))
        }
        return Form(name: name, title: label(v, path), fields: fields)
    }

    mutating func field(_ v: Value, _ path: String) -> FormField {
        known(v, path, ["name", "zh", "en", "kind", "options", "required", "must", "onlyIf", "prefill", "initial", "rule", "sets", "min", "max", "profiles", "names", "dated"])
        let kind: FormField.Kind
        switch v["kind"].string ?? "text" {
        case "text", "place": kind = .text
        case "tick": kind = .tick
        case "date": kind = .date
        case "time": kind = .time
        case "phone": kind = .phone
        case "lines": kind = .lines
        case "number":
            let low = v["min"].int ?? 0
            let high = v["max"].int ?? 1_000_000
            if low > high { wrong(path + ".min", "badRange") }
            kind = .number(low...max(low, high))
        case "choice":
            var options: [FormField.Option] = []
            if v["options"].string == "profiles" {
                options = profiles.values.sorted { $0.id < $1.id }.map { .init(value: $0.id, label: $0.label, rule: nil) }
            } else if v["options"].string == "areas" {
                options = network.areas.map { .init(value: $0.code, label: $0.label, rule: $0.rules.first) }
            } else if v["options"].string == "nodes" {
                options = network.nodes.map { .init(value: $0.code, label: $0.label, rule: $0.rules.first) }
            } else {
                for (i, o) in list(v["options"], path).enumerated() {
                    options.append(.init(value: text(o["value"], "\(path).options[\(i)].value"), label: label(o, "\(path).options[\(i)]"), rule: o["rule"].string))
                }
            }
            if options.isEmpty { wrong(path + ".options", "needsOptions") }
            kind = .choice(options)
        case let other where FormField.Figure(rawValue: other) != nil: kind = FormField.Figure(rawValue: other).map { .figure($0) } ?? .text
        case let other:
            wrong(path + ".kind", "unknownFieldKind", ["value": .string(other)])
            kind = .text
        }
        var profiles = Set(names(v["profiles"], path + ".profiles"))
        var conditions = v["onlyIf"].object ?? [:]
        // Where the form itself asks for the profile, that answer decides.
        if choosesProfile, !profiles.isEmpty {
            conditions["profile"] = .array(profiles.sorted().map { .string($0) })
            profiles = []
        }
        let onlyIf = conditions.sorted { $0.key < $1.key }.map { AskedIf(field: $0.key, isAny: Set($0.value.array ?? [$0.value])) }
        return FormField(
            name: text(v["name"], path + ".name"), label: label(v, path), kind: kind, required: v["required"].bool ?? false,
            must: v["must"].isNull ? nil : v["must"], onlyIf: onlyIf, profiles: profiles, prefill: v["prefill"].string.map { FactPath($0) },
            initial: v["initial"].isNull ? (v["options"].string == "profiles" && !usualProfile.isNull ? usualProfile : nil) : v["initial"], rules: names(v["rule"], path + ".rule"), sets: v["sets"].string.map { FactPath($0) },
            names: v["names"].string.map { CaseKind(rawValue: $0) }, isDated: v["dated"].bool ?? false, isPlace: v["kind"].string == "place")
    }

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

    mutating func message(_ id: String, _ v: Value, _ path: String) -> MessageTemplate {
        known(v, path, ["zh", "en", "channel", "text", "line", "rule", "prints"])
        guard let channel = v["channel"].string.flatMap(MessageTemplate.Channel.init(rawValue:)) else {
            wrong(path + ".channel", "unknownChannel", ["value": .string(v["channel"].text)])
            return MessageTemplate(id: id, label: label(v, path), channel: .sms, text: Label(zh: "", en: ""), line: nil, rule: nil, prints: [])
        }
        return MessageTemplate(
            id: id, label: label(v, path), channel: channel, text: label(v["text"], path + ".text"),
            line: v["line"].isNull ? nil : label(v["line"], path + ".line"), rule: names(v["rule"], path + ".rule").first,
            prints: Set(names(v["prints"], path + ".prints").map { CaseKind(rawValue: $0) }))
    }

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

    private static let ofProfile = "profile."

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

    mutating func profile(_ id: String, _ v: Value, _ path: String) -> Profile {
        known(v, path, ["zh", "en", "terms", "trade"])
        var terms: [String: Profile.Term] = [:]
        for (i, x) in list(v["terms"], path + ".terms").enumerated() {
            let place = "\(path).terms[\(i)]"
            known(x, place, ["term", "is", "rule"])
            terms[text(x["term"], place + ".term")] = .init(value: x["is"], rules: names(x["rule"], place + ".rule"))
        }
        return Profile(id: id, label: label(v, path), trade: v["trade"].string, terms: terms)
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
