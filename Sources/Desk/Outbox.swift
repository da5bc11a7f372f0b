import Dispatching
import Storage

/// A message that is due, ready to be read: the outbox is the open duties that have a template.
public struct OutboxItem: Sendable, Identifiable {
    public let row: DutyRow
    public var id: Duty.Key { row.id }
    public let message: RenderedMessage
    /// `NO_PHONE`, `TOO_EARLY`, or fields that the case lacks.
    public let obstacles: [String]

    /// The manual says FROM a time that has not come.
    public static let tooEarly = "TOO_EARLY"
}

extension Desk {
    /// Facts that are somebody's choice in a form: they read as the form words them.
    private static let answeredIn: [String: (form: String, field: String)] = [
        "loading": ("loadReport", "result"), "delayReason": ("delay", "reason"), "causeText": ("judge", "cause"),
    ]

    /// How a value of a fact reads inside a message.
    static func spoken(_ manual: Manual, _ language: Language) -> (String, Value) -> String {
        { name, value in
            let last = name.split(separator: ".").last.map(String.init) ?? name
            if last == "half", let v = value.string { return manual.playbook.fields["half_" + v]?(language) ?? v }
            if last == "dayWord", let v = value.string { return manual.playbook.fields["day_" + v]?(language) ?? v }
            if last == "date", let d = value.string.flatMap({ LocalDay($0) }) {
                return language == .zh ? "\(d.month)月\(d.day)日" : d.description
            }
            if let place = answeredIn[last], let v = value.string,
                case .choice(let options)? = manual.playbook.forms[place.form]?.field(place.field)?.kind,
                let option = options.first(where: { $0.value == v })
            {
                return option.label(language)
            }
            return value.text
        }
    }

    static func render(_ template: MessageTemplate, _ work: Workspace, _ id: CaseID, language: Language) throws -> RenderedMessage {
        let r = try work.record(id)
        let lines = r.kind.isRun ? try work.visits(of: r).map { try work.facts($0.id) } : []
        return template.render(try work.facts(id), language: language, lines: lines, label: spoken(work.manual, language))
    }

    /// A paper for a case as it stands now; what the case does not say is left open to be written in.
    public func paper(_ name: String, for id: CaseID, language: Language) throws -> RenderedMessage {
        try store.read { s in
            let manual = try keeper.manual(s)
            guard let record = try s.record(id) else { throw Refusal.unknownCase(id.description) }
            guard let template = manual.playbook.papers(for: record.kind).first(where: { $0.id == name }) else { throw Refusal.unknownStamp(name, kind: record.kind) }
            let spoken = Desk.spoken(manual, language)
            let facts = Facts(own: record, family: try s.family(of: record), manual: manual, now: clock())
            return template.render(facts, language: language) { field, value in value.isNull ? "____________" : spoken(field, value) }
        }
    }

    func send(_ ruleID: String, _ id: CaseID, override: String?, _ work: Workspace) throws -> Phrase {
        guard let rule = work.manual.playbook.rule(ruleID), let name = rule.message, let template = work.manual.playbook.messages[name],
            let stamp = rule.done
        else { throw Refusal.unknownRule(ruleID) }
        let duties = try work.source.duties(of: id)
        guard duties.contains(where: { $0.key.rule == ruleID && $0.status == .open }) else { throw Refusal.dutyClosed(rule: ruleID) }
        let message = try Desk.render(template, work, id, language: .zh)
        if template.channel == .sms, message.to.isEmpty { throw Refusal.noPhone(try work.record(id).number) }
        if let first = message.missing.first {
            throw Refusal.unmet(key: "messageIncomplete", rule: ruleID, overridable: false, values: ["field": .string(first)])
        }
        if template.channel == .sms, override?.isEmpty != false { try mayDisturb(message.to, work) }
        try work.stamp(
            id, stamp,
            ["text": .string(message.text), "to": .string(message.to), "template": .string(name), "segments": .int(message.segments), "channel": .string(template.channel.rawValue)],
            override: override)
        return Phrase("done.sent", ["template": .string(name), "to": .string(message.to)])
    }

    /// L29: no message between evening and morning, and not more than so many to one phone in a day.
    private func mayDisturb(_ phone: String, _ work: Workspace) throws {
        let playbook = work.manual.playbook
        let time = work.manual.zone.timeOfDay(of: work.now)
        if let from = playbook.time("quietFrom"), let to = playbook.time("quietTo"), from < to ? (from..<to).contains(time) : time >= from || time < to {
            throw Refusal.quietHours(from: from.description, to: to.description)
        }
        if let most = playbook.figure("smsPerDay"), let tx = work.source as? Snapshot {
            let start = work.manual.zone.instant(work.manual.zone.day(of: work.now), TimeOfDay.startOfDay)
            let sent = try tx.messageCount(to: phone, since: start)
            if sent >= most { throw Refusal.dailyCap(phone: phone, count: sent) }
        }
    }

    /// Messages that are open until `until`, in the order in which they fall due.
    public func outbox(roles: Set<String> = [], people: Set<String> = [], until: Instant, language: Language = .zh, limit: Int = 300) throws -> [OutboxItem] {
        try store.read { s in
            let manual = try keeper.manual(s)
            var filter = DutyFilter()
            filter.rules = Set(manual.playbook.rules.filter { $0.message != nil }.map(\.id))
            filter.roles = roles
            filter.people = people
            filter.openUntil = until
            filter.limit = limit
            let source = ReadOnlySource(s)
            return try s.dutyRows(filter).compactMap { row in
                guard let template = manual.playbook.rule(row.duty.key.rule)?.message.flatMap({ manual.playbook.messages[$0] }) else { return nil }
                let work = Workspace(manual: manual, now: clock(), actor: person.login, source: source)
                let message = try Desk.render(template, work, row.duty.key.caseID, language: language)
                var obstacles = message.missing
                if template.channel == .sms, message.to.isEmpty { obstacles.insert("NO_PHONE", at: 0) }
                if manual.playbook.rule(row.duty.key.rule)?.strict == true, row.duty.opens > clock() { obstacles.append(OutboxItem.tooEarly) }
                return OutboxItem(row: row, message: message, obstacles: obstacles)
            }
        }
    }
}

/// A snapshot as a source of decisions that are never kept: previews and what-ifs.
final class ReadOnlySource: CaseSource {
    let snapshot: Snapshot
    private var next = Int64.max / 2

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    func record(_ id: CaseID) throws -> CaseRecord? { try snapshot.record(id) }
    func record(kind: CaseKind, number: String) throws -> CaseRecord? { try snapshot.record(kind: kind, number: number) }
    func children(of id: CaseID) throws -> [CaseRecord] { try snapshot.children(of: id) }
    func cases(kind: CaseKind, date: LocalDay) throws -> [CaseRecord] { try snapshot.cases(kind: kind, date: date) }
    func cases(kind: CaseKind) throws -> [CaseRecord] { try snapshot.cases(kind: kind) }
    func duties(of id: CaseID) throws -> [Duty] { try snapshot.duties(of: id) }
    func presence() throws -> Presence { try snapshot.presence() }
    func members() throws -> [Presence.Member] { try snapshot.members() }
    func casesWithOpenDuties(people: Set<String>, roles: Set<String>) throws -> [CaseID] {
        try snapshot.casesWithOpenDuties(people: people, roles: roles)
    }
    func casesWithOpenDuties(rules: Set<String>) throws -> [CaseID] { try snapshot.casesWithOpenDuties(rules: rules) }
    func absences(on day: LocalDay) throws -> [CaseRecord] { try snapshot.absences(on: day) }
    func found(_ monitor: Monitor, on day: LocalDay, manual: Manual, now: Instant) throws -> [MonitorRow] { try snapshot.found(monitor, on: day, manual: manual, now: now) }
    func takeID() throws -> CaseID {
        next += 1
        return CaseID(next)
    }
}
