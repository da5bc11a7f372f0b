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
    var profiles: [String: Profile] = [:]
    var usualProfile: Value = .null
    var choosesProfile = false
    /// Read before the forms: people choose among its places and areas.
    var network = Network.none

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
}
