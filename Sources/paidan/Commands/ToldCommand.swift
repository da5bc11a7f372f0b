import ArgumentParser
import Desk
import Dispatching
import Storage
import Wording

extension DutyCommand {
    /// What the manual has somebody told: `tells`, `late`, and notes.
    struct Told: ParsableCommand {
        static let configuration = command("told", key: "duty.told")
        @OptionGroup var common: CommonOptions
        @Option(help: help("opt.since")) var since: String?
        @Option(help: help("opt.role")) var role: [String] = []
        @Option(help: help("opt.person")) var person: String?
        @Flag(help: help("opt.news")) var news = false
        @Flag(help: help("opt.read")) var read = false
        @Option(help: help("opt.limit")) var limit = 200

        func run() throws {
            let s = try Session(common)
            try s.checkRoles(role)
            let from = try since.map { text in
                guard let t = s.zone.parse(text) ?? LocalDay(text).map({ s.zone.startOfDay($0) }) else { throw CommandFailure(.usage, "cli.badTime", ["value": .string(text)]) }
                return t
            }
            let desk = try person.map { try s.desk.beside(of: $0) } ?? s.desk
            let told = try desk.told(roles: role.isEmpty ? nil : Set(role), since: from, news: news, limit: limit)
            // Only what one reads oneself is read.
            if read, person == nil, let newest = told.rows.first?.at { try desk.readTold(until: newest) }
            if common.json { return Out.json(.array(told.rows.map { Self.shape($0, told, s) })) }
            if told.rows.isEmpty { return print(words("told.nothing")) }
            Out.table(told.rows.map { row in
                let duty = row.row.duty
                let whose = duty.person ?? words.label(s.manual.playbook.roleLabel(duty.role))
                let label = s.manual.playbook.rule(duty.key.rule).map { words.label($0.label) } ?? ""
                return [words.time(row.at, s.zone), words("told.kind.\(row.what)"), duty.key.rule, label, row.row.number, row.row.customer, row.by == nil ? whose : row.byName, row.note?.text ?? row.rung.map { words.label($0.label) } ?? ""]
            })
        }

        static func shape(_ row: ToldRow, _ told: ToldList, _ s: Session) -> Value {
            let duty = row.row.duty
            return .object([
                "what": .string(row.what.rawValue), "at": .string(s.zone.iso(row.at)), "rule": .string(duty.key.rule), "occurrence": .int(duty.key.occurrence),
                "case": .string(row.row.number), "customer": .string(row.row.customer), "by": Value(row.by), "role": .string(duty.role), "person": Value(duty.person),
                "due": Value(duty.due.map { s.zone.iso($0) }), "state": .string(duty.standing(at: s.now).rawValue), "note": Value(row.note?.text), "level": Value(row.rung?.level), "rung": Value(row.rung.map { words.label($0.label) }),
                "unread": .bool(told.readUntil.map { row.at > $0 } ?? true),
            ])
        }
    }
}
