import ArgumentParser
import Desk
import Dispatching
import Exchange
import Storage
import Wording

struct DutyCommand: ParsableCommand {
    static let configuration = command("duty", [List.self, Told.self, Why.self, Waive.self, Escalate.self, HandOver.self], standard: List.self)

    struct List: ParsableCommand {
        static let configuration = command("list", key: "duty.list")
        @OptionGroup var common: CommonOptions
        @Flag(help: help("opt.late")) var late = false
        @Flag(help: help("opt.all")) var all = false
        @Option(help: help("opt.role")) var role: [String] = []
        @Option(help: help("opt.person")) var person: String?
        @Option(name: .customLong("case"), help: help("opt.case")) var caseNumber: String?
        @Option(help: help("opt.limit")) var limit = 200

        func run() throws {
            let s = try Session(common)
            var filter = DutyFilter()
            filter.roles = Set(role)
            // Duties stand under the name; people know the login as well.
            filter.person = try person.map { who in try s.desk.store.read { try $0.members() }.first { $0.login == who }?.name ?? who }
            filter.limit = limit
            filter.includeClosed = all
            if late { filter.lateAt = s.now }
            if let caseNumber { filter.caseID = try s.find(caseNumber).id }
            let rows = try s.desk.store.read { try $0.dutyRows(filter) }
            if common.json { return Out.json(.array(rows.map { Shapes.duty($0, now: s.now, zone: s.zone) })) }
            Out.table(rows.map { r in
                let d = r.duty
                let late = d.lateMinutes(at: s.now)
                let lateText = late == 0 ? "" : late < 1440 ? words("cli.lateBy", ["minutes": .int(late)]) : words("cli.lateDays", ["days": .int(late / 1440)])
                return [d.due.map { words.time($0, s.zone) } ?? "", words("standing.\(d.standing(at: s.now).rawValue)"), lateText, d.key.rule, r.number,
                    r.customer, words.label(s.manual.playbook.roleLabel(d.role)), d.person ?? "",
                    words.label(s.manual.playbook.rule(d.key.rule)?.label ?? Label(zh: "", en: ""))]
            })
        }
    }

    struct Why: ParsableCommand {
        static let configuration = command("why", key: "duty.why")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.rule")) var rule: String
        @Argument(help: help("arg.number")) var number: String
        func run() throws {
            let s = try Session(common)
            let record = try s.find(number)
            guard let r = s.manual.playbook.rule(rule) else { throw Refusal.unknownRule(rule) }
            let (duties, facts) = try s.desk.store.read { snapshot in
                var facts = Facts(own: record, family: try snapshot.family(of: record), manual: s.manual, now: s.now)
                facts.presence = try snapshot.presence()
                return (try snapshot.duties(of: record.id).filter { $0.key.rule == rule }, facts)
            }
            guard let d = duties.last else { throw Refusal.dutyClosed(rule: rule) }
            let deputation = facts.deputation(of: d, r).map { words.sentence($0, s.manual.playbook) }
            if common.json {
                return Out.json(["rule": .string(rule), "label": .string(words.label(r.label)), "person": Value(d.person), "owner": Value(facts.namedOwner(of: r)),
                    "deputation": Value(deputation), "opens": .string(s.zone.iso(d.opens)),
                    "due": Value(d.due.map { s.zone.iso($0) }), "playbook": .string(d.playbook), "state": .string(d.standing(at: s.now).rawValue)])
            }
            print("\(rule)  \(words.label(r.label))  (\(d.playbook))")
            if let deputation { print(deputation) }
            print(words("cli.why.opens", ["time": .string(words.time(d.opens, s.zone))]))
            print(words("cli.why.due", ["time": .string(d.due.map { words.time($0, s.zone) } ?? "-")]))
            if let done = r.done { print(words("cli.why.done", ["stamp": .string(words.label(s.manual.playbook.stampLabel(done)))])) }
        }
    }

    struct Waive: ParsableCommand {
        static let configuration = command("waive", key: "duty.waive")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.rule")) var rule: String
        @Argument(help: help("arg.number")) var number: String
        @Option(help: help("opt.reason")) var reason: String
        func run() throws {
            let s = try Session(common)
            let record = try s.find(number)
            guard let d = try s.desk.store.read({ try $0.duties(of: record.id) }).last(where: { $0.key.rule == rule && $0.status == .open }) else {
                throw Refusal.dutyClosed(rule: rule)
            }
            try s.perform(.waive(d.key, reason: reason))
        }
    }
}

struct OutboxCommand: ParsableCommand {
    static let configuration = command("outbox", [List.self, Show.self, Send.self, Write.self, Log.self], standard: List.self)

    struct List: ParsableCommand {
        static let configuration = command("list", key: "outbox.list")
        @OptionGroup var common: CommonOptions
        @Flag(help: help("opt.text")) var text = false
        func run() throws {
            let s = try Session(common)
            let items = try s.desk.outbox(until: s.now)
            if common.json {
                return Out.json(.array(items.map { i in
                    ["rule": .string(i.row.duty.key.rule), "case": .string(i.row.number), "template": .string(i.message.template), "to": .string(i.message.to),
                     "text": .string(i.message.text), "segments": .int(i.message.segments), "obstacles": .array(i.obstacles.map { .string($0) }),
                     "due": Value(i.row.duty.due.map { s.zone.iso($0) }), "channel": .string(i.message.channel.rawValue)]
                }))
            }
            for i in items {
                Out.table([[i.row.duty.due.map { words.time($0, s.zone) } ?? "", i.message.template, i.row.number, i.row.customer, i.message.to, i.obstacles.joined(separator: " ")]])
                if text { print(i.message.text + "\n") }
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "outbox.show")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.rule")) var rule: String
        @Argument(help: help("arg.number")) var number: String
        func run() throws {
            let s = try Session(common)
            guard let item = try s.desk.outbox(until: s.now + 86_400 * 30, limit: 5000).first(where: { $0.row.duty.key.rule == rule && $0.row.number == number }) else {
                throw Refusal.dutyClosed(rule: rule)
            }
            print(item.message.text)
        }
    }

    struct Send: ParsableCommand {
        static let configuration = command("send", key: "outbox.send")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.rule")) var rule: String
        @Argument(help: help("arg.number")) var number: [String]
        @Option(help: help("opt.override")) var override: String?
        func run() throws {
            let s = try Session(common)
            for n in number { try s.perform(.send(rule: rule, try s.find(n).id, override: override)) }
        }
    }

    /// For a sender's machine.
    struct Write: ParsableCommand {
        static let configuration = command("write", key: "outbox.write")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.file")) var file: String
        func run() throws {
            let s = try Session(common)
            let ready = try s.desk.outbox(until: s.now, limit: 5000).filter { $0.obstacles.isEmpty && $0.row.duty.opens <= s.now }
            let report = try SenderFile.write(ready, to: file, at: s.desk)
            for (number, refusal) in report.refused { Out.complain("\(number): \(words.explain(refusal, zone: s.zone).text)") }
            if common.json { Out.json(["written": .int(report.written), "refused": .int(report.refused.count), "file": .string(file)]) } else { print(words("cli.outbox.written", ["n": .int(report.written), "file": .string(file)])) }
        }
    }

    /// The beginning of a text on one line.
    static func brief(_ text: String) -> String {
        let line = text.replacing("\n", with: " / ")
        return line.count > 60 ? String(line.prefix(60)) + " >" : line
    }

    ///
    struct Log: ParsableCommand {
        static let configuration = command("log", key: "outbox.log")
        @OptionGroup var common: CommonOptions
        @Option(help: help("opt.limit")) var limit = 200
        func run() throws {
            let s = try Session(common)
            let rows = try s.desk.store.read { try $0.sentMessages(limit: limit) }
            if common.json {
                return Out.json(.array(rows.map { m in
                    ["template": .string(m.template), "case": .string(m.number), "to": .string(m.to), "text": .string(m.text), "at": .string(s.zone.iso(m.at)), "by": .string(m.by)]
                }))
            }
            Out.table(rows.map { [words.time($0.at, s.zone), $0.by, $0.template, $0.number, $0.to, OutboxCommand.brief($0.text)] })
        }
    }
}
