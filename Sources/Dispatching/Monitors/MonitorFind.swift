/// What a monitor takes for an exception, as the playbook says it: a scan or stamp in one of its windows that nothing has followed (decision 19).
///
/// It is asked of the file as one query over an index of times or of states, and `when` of what is left; nothing of it is stored.
public struct MonitorFind: Hashable, Sendable {
    /// Where a scan was made, told from another one or by the network.
    public enum Place: Hashable, Sendable {
        /// The shop's own node.
        case here
        /// The node of the scan that is looked at.
        case same
        /// Where that scan sent it; where it does not say, any other node.
        case next
        /// Any node but that of the scan.
        case elsewhere
        /// A node by its code, or a figure that names one (`hub`).
        case named(String)
    }

    /// What would have ended it.
    public struct Without: Hashable, Sendable {
        public enum Evidence: Hashable, Sendable {
            /// A later scan or stamp of the same case.
            case stamps([String])
            /// A case of that kind under the same number.
            case other(CaseKind, states: [String])
            /// A case of that kind since the first day of the window, of which this field names the number.
            case naming(CaseKind, states: [String], field: String)
        }

        public let evidence: Evidence
        public let at: Place?
        /// Only on the day on which the monitor is looked at, whenever the scan was.
        public let isToday: Bool
        /// Before the scan that is looked at rather than after it.
        public let isBefore: Bool
    }

    public let name: String
    public let rules: [String]
    /// Why it is one. `{node}`, `{next}`, `{person}`, `{day}`, `{time}`, `{days}` stand for what the scan says.
    public let label: Label
    public let on: CaseKind
    /// The newest of these in the window is looked at.
    public let stamps: [String]
    /// `of` of the window.
    public let window: String
    public let at: Place?
    /// States of the case that count; none: all but those that are taken back.
    public let states: [String]
    public let without: [Without]
    /// About the case itself, asked of what the query leaves.
    public let when: Condition
    /// Window by whose end what is missing should have come.
    public let by: String?
    /// Looks for people of that post rather than for cases: who has made no such scan although others have.
    public let role: String?

    /// Found by the time of the scan; else by the state of the case.
    public var isScan: Bool { stamps.allSatisfy { $0.hasPrefix("scan") } }
}

/// Something that a monitor has found.
public struct MonitorRow: Hashable, Sendable {
    /// Code of the monitor, name of the find.
    public let monitor: String
    public let find: String
    public let rule: String
    /// The day that is looked at, where each is looked at for itself; else that of the scan.
    public let day: LocalDay
    /// Time of the scan or stamp; `nil` of a person who made none.
    public let since: Instant?
    /// The case itself; `nil` of a person.
    public let caseID: CaseID?
    /// What it hangs on: the parcel of a transit-out.
    public let rootID: CaseID?
    /// Waybill, where there is one; else the number of the case; of a person the login.
    public let number: String
    public let customer: String
    /// Codes of nodes.
    public let node: String
    public let next: String
    public let person: String
    /// When what is missing should have come.
    public let expected: Instant?
    /// Number of an open problem on the same parcel.
    public let problem: String?
    public let state: String
    /// With the places of `MonitorFind.label`.
    public let label: Label

    public init(
        monitor: String, find: MonitorFind, day: LocalDay, since: Instant?, caseID: CaseID?, rootID: CaseID?, number: String, customer: String = "", node: String = "", next: String = "",
        person: String = "", expected: Instant? = nil, problem: String? = nil, state: String = ""
    ) {
        self.monitor = monitor
        self.find = find.name
        rule = find.rules.first ?? ""
        self.day = day
        self.since = since
        self.caseID = caseID
        self.rootID = rootID
        self.number = number
        self.customer = customer
        self.node = node
        self.next = next
        self.person = person
        self.expected = expected
        self.problem = problem
        self.state = state
        label = find.label
    }
}

extension Network {
    /// Code of a place that is told by the network alone; `nil` where it has none, or where the place is told by a scan.
    public func code(of place: MonitorFind.Place, _ playbook: Playbook) -> String? {
        switch place {
        case .here: here?.code
        case .named(let name): node(name)?.code ?? playbook.figures[name]?.string
        case .same, .next, .elsewhere: nil
        }
    }
}

extension Playbook {
    /// By its code or by the rule that demands it.
    public func monitor(_ name: String) -> Monitor? {
        monitors.first { $0.code == name || $0.rule == name } ?? rule(name)?.done.flatMap { monitor(ticked: $0) }
    }

    /// The monitor that this stamp of the day ticks, the first time or again.
    public func monitor(ticked stamp: String) -> Monitor? { monitors.first { $0.stamp == stamp || $0.again == stamp } }
}

extension Stamp {
    /// Key under which the tick of a monitor keeps what was found: waybills, or numbers of cases.
    static let foundKey = "_found"

    /// What the monitor had found when it was ticked; `nil` of a tick made before monitors were computed, or of what is none.
    public var found: [String]? { answers[Stamp.foundKey]?.array?.compactMap(\.string) }
}

extension PlaybookReader {
    /// `- {row: stuck, zh: .., en: .., stamp: scanArrive, in: arrived, at: hub, without: [{stamp: scanSend, at: same}], when: {..}}`
    mutating func finds(_ v: Value, _ path: String, rule: [String], windows: Set<String>) -> [MonitorFind] {
        var out: [MonitorFind] = []
        for (i, x) in list(v, path).enumerated() {
            let place = "\(path)[\(i)]"
            known(x, place, ["row", "rule", "zh", "en", "on", "stamp", "in", "at", "states", "without", "when", "by", "role"])
            let window = text(x["in"], place + ".in")
            for name in [window, x["by"].string].compactMap({ $0 }) where !windows.contains(name) { wrong(place, "unknownWindow", ["value": .string(name)]) }
            let own = names(x["rule"], place + ".rule")
            out.append(
                MonitorFind(
                    name: text(x["row"], place + ".row"), rules: own.isEmpty ? rule : own, label: label(x, place), on: CaseKind(rawValue: x["on"].string ?? CaseKind.parcel.rawValue),
                    stamps: names(x["stamp"], place + ".stamp"), window: window, at: self.place(x["at"], place + ".at"), states: names(x["states"], place + ".states"),
                    without: without(x["without"], place + ".without"), when: condition(x["when"], place + ".when"), by: x["by"].string, role: x["role"].string))
        }
        return out
    }

    private mutating func without(_ v: Value, _ path: String) -> [MonitorFind.Without] {
        var out: [MonitorFind.Without] = []
        for (i, x) in list(v, path).enumerated() {
            let here = "\(path)[\(i)]"
            known(x, here, ["stamp", "at", "in", "before", "case", "states", "names"])
            if let time = x["in"].string, time != "today" { wrong(here + ".in", "unknownWindow", ["value": .string(time)]) }
            let kind = x["case"].string.map { CaseKind(rawValue: $0) }, states = names(x["states"], here + ".states")
            let evidence: MonitorFind.Without.Evidence =
                if let kind { x["names"].string.map { .naming(kind, states: states, field: $0) } ?? .other(kind, states: states) } else { .stamps(names(x["stamp"], here + ".stamp")) }
            out.append(.init(evidence: evidence, at: place(x["at"], here + ".at"), isToday: !x["in"].isNull, isBefore: x["before"].bool ?? false))
        }
        return out
    }

    private mutating func place(_ v: Value, _ path: String) -> MonitorFind.Place? {
        if v.isNull { return nil }
        switch text(v, path) {
        case "here": return .here
        case "same": return .same
        case "next": return .next
        case "elsewhere": return .elsewhere
        case let name: return .named(name)
        }
    }
}

extension PlaybookCheck {
    /// Finds that can find nothing: names that nobody knows.
    static func monitorIssues(_ p: Playbook) -> [PlaybookIssue] {
        var out: [PlaybookIssue] = []
        func wrong(_ path: String, _ key: String, _ value: String) { out.append(PlaybookIssue(path: path, phrase: Phrase("playbook.\(key)", ["value": .string(value)]))) }
        func states(_ names: [String], of kind: CaseKind, _ path: String) {
            guard let machine = p.machine(kind) else { return wrong(path, "unknownKind", kind.rawValue) }
            for name in names where machine.states[name] == nil { wrong(path, "unknownState", name) }
        }
        for (i, monitor) in p.monitors.enumerated() {
            for (j, find) in monitor.finds.enumerated() {
                let path = "monitors[\(i)].finds[\(j)]"
                for name in find.stamps where p.stamps[name] == nil { wrong(path + ".stamp", "unknownStamp", name) }
                if find.stamps.isEmpty { wrong(path + ".stamp", "unknownStamp", "") }
                states(find.states, of: find.on, path + ".states")
                // Without an index of their times these are found by their states.
                if !find.isScan, find.states.isEmpty { wrong(path + ".states", "needsStates", find.name) }
                if let role = find.role, p.roles[role] == nil { wrong(path + ".role", "unknownRole", role) }
                for place in [find.at].compactMap({ $0 }) + find.without.compactMap(\.at) {
                    if case .named(let name) = place, p.network.code(of: place, p) == nil { wrong(path + ".at", "unknownNode", name) }
                }
                for (k, without) in find.without.enumerated() {
                    switch without.evidence {
                    case .stamps(let names): for name in names where p.stamps[name] == nil { wrong("\(path).without[\(k)].stamp", "unknownStamp", name) }
                    case .other(let kind, let names), .naming(let kind, let names, _): states(names, of: kind, "\(path).without[\(k)].states")
                    }
                }
            }
        }
        return out
    }
}
