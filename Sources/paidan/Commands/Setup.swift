import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Wording

struct InitCommand: ParsableCommand {
    static let configuration = command("init")
    @OptionGroup var common: CommonOptions
    @Option(help: help("opt.playbook")) var playbook: String?
    @Option(help: help("opt.shop")) var shop = ""
    @Option(help: help("opt.owner")) var owner: String?

    func run() throws {
        let file = try playbook.map { try PlaybookCommand.read($0) } ?? PlaybookFile.builtIn()
        let store = try common.store(.create)
        let desk = Desk(store: store, person: .console, clock: try common.clock())
        try FileSetup.initialise(desk, playbook: file.playbook)
        let login = owner ?? ProcessInfo.processInfo.environment["USER"] ?? "admin"
        let roles = file.playbook.roles.keys.filter { $0 != "customer" && $0 != "brandGroup" }.sorted()
        try desk.perform(.record(.staff, number: login, ["name": .string(login), "roles": .array(roles.map { .string($0) })]))
        if !shop.isEmpty { try desk.perform(.record("shop", number: "shop", ["name": .string(shop)])) }
        if common.json {
            Out.json(["db": .string(common.path), "playbook": .string(file.playbook.stampText), "person": .string(login), "journalMode": .string(store.journalMode)])
        } else {
            print(words("cli.init.done", ["path": .string(common.path), "person": .string(login), "playbook": .string(file.playbook.stampText)]))
        }
    }
}

struct StaffCommand: ParsableCommand {
    static let configuration = {
        var configuration = command("staff", [List.self, Add.self, Change.self], standard: List.self)
        configuration.aliases = ["person"]
        return configuration
    }()

    struct List: ParsableCommand {
        static let configuration = command("list", key: "staff.list")
        @OptionGroup var common: CommonOptions
        func run() throws {
            let s = try Session(common)
            let staff = try s.desk.store.read { try $0.cases(kind: .staff) }.filter { $0.state != CaseRecord.void }
            if common.json { return Out.json(.array(staff.map { Shapes.full($0, zone: s.zone) })) }
            let presence = try s.desk.store.read { try $0.presence() }
            Out.table(staff.map { r in
                let p = Person(r)
                let away = presence.leave(of: p.name, on: s.today).map { leave in
                    words("cli.staff.away", ["to": .string(leave.days.upperBound.description), "deputy": .string(presence.standIn(for: p.name, on: s.today) ?? "-")])
                }
                return [p.login, p.name, r["phone"].text, p.roles.sorted().map { words.label(s.manual.playbook.roleLabel($0)) }.joined(separator: " "), away ?? ""]
            })
        }
    }

    struct Options: ParsableArguments {
        @Argument(help: help("arg.login")) var login: String
        @Option(help: help("opt.name")) var name: String?
        @Option(help: help("opt.phone")) var phone: String?
        @Option(help: help("opt.role")) var role: [String] = []

        /// What was named.
        func fields(_ s: Session) throws -> [String: Value] {
            var fields: [String: Value] = [:]
            if let name { fields["name"] = .string(name) }
            if let phone { fields["phone"] = .string(try StaffCommand.digits(phone, s)) }
            return fields
        }
    }

    struct Add: ParsableCommand {
        static let configuration = command("add", key: "staff.add")
        @OptionGroup var common: CommonOptions
        @OptionGroup var staff: Options
        func run() throws {
            let s = try Session(common)
            try s.checkRoles(staff.role)
            var fields = try staff.fields(s)
            fields["name"] = fields["name"] ?? .string(staff.login)
            fields["roles"] = .array(staff.role.map { .string($0) })
            try s.perform(.record(.staff, number: staff.login, fields))
        }
    }

    /// Only what is named changes.
    struct Change: ParsableCommand {
        static let configuration = command("change", key: "staff.change")
        @OptionGroup var common: CommonOptions
        @OptionGroup var staff: Options
        @Option(help: help("opt.noRole")) var noRole: [String] = []
        func run() throws {
            let s = try Session(common)
            try s.checkRoles(staff.role + noRole)
            guard let record = try s.desk.store.read({ try $0.record(kind: .staff, number: staff.login) }) else { throw Refusal.noSuchPerson(staff.login) }
            var fields = try staff.fields(s)
            if !staff.role.isEmpty || !noRole.isEmpty {
                fields["roles"] = .array(Person(record).roles.union(staff.role).subtracting(noRole).sorted().map { .string($0) })
            }
            try s.perform(.record(.staff, number: staff.login, fields))
        }
    }

    static func digits(_ phone: String, _ s: Session) throws -> String {
        guard let number = PhoneNumber(phone) else {
            throw Refusal.badAnswer(form: "staff", field: s.manual.playbook.fields["phone"] ?? Label(zh: "phone", en: "phone"), value: phone)
        }
        return number.digits
    }
}

struct CrewCommand: ParsableCommand {
    static let configuration = command("crew", [List.self, Add.self, Change.self], standard: List.self)

    struct List: ParsableCommand {
        static let configuration = command("list", key: "crew.list")
        @OptionGroup var common: CommonOptions
        func run() throws {
            let s = try Session(common)
            let crews = try s.desk.store.read { try $0.cases(kind: .crew) }
            if common.json { return Out.json(.array(crews.map { Shapes.full($0, zone: s.zone) })) }
            let hours = s.manual.calendar.normalHours
            Out.table(crews.compactMap { CrewRecord($0, standardShift: hours) }.map { c in
                [c.name, c.kind, c.leader, c.phone, c.zone ?? "", c.skills.sorted().joined(separator: ","), c.capacityLitres.map { "\($0) l" } ?? ""]
            })
        }
    }

    struct Options: ParsableArguments {
        @Argument(help: help("arg.crew")) var name: String
        @Option(help: help("opt.capacity")) var capacity: Int?
        @Option(help: help("opt.zone")) var zone: String?
        @Option(help: help("opt.skill")) var skill: [String] = []
        @Option(help: help("opt.member")) var member: [String] = []
        @Option(help: help("opt.shift")) var shift: String?

        /// What was named; members and skills are whole lists.
        func fields(leader: String?, phone: String?, _ s: Session) throws -> [String: Value] {
            if let shift, DayHours(shift) == nil { throw CommandFailure(.usage, "playbook.badHours", ["value": .string(shift)]) }
            var fields: [String: Value] = [:]
            if let leader { fields["leader"] = .string(leader) }
            if let phone { fields["phone"] = .string(try StaffCommand.digits(phone, s)) }
            if let capacity { fields["capacityLitres"] = .int(capacity) }
            if let zone { fields["zone"] = .string(zone) }
            if !skill.isEmpty { fields["skills"] = .array(skill.map { .string($0) }) }
            if !member.isEmpty { fields["members"] = .array(member.map { .string($0) }) }
            if let shift { fields["shift"] = .string(shift) }
            return fields
        }
    }

    struct Add: ParsableCommand {
        static let configuration = command("add", key: "crew.add")
        @OptionGroup var common: CommonOptions
        @OptionGroup var crew: Options
        @Option(help: help("opt.crewKind")) var kind: CrewKind
        @Option(help: help("opt.leader")) var leader: String
        @Option(help: help("opt.phone")) var phone: String

        enum CrewKind: String, ExpressibleByArgument, CaseIterable { case delivery, install }

        func run() throws {
            let s = try Session(common)
            var fields = try crew.fields(leader: leader, phone: phone, s)
            fields["kind"] = .string(kind.rawValue)
            try s.perform(.record(.crew, number: crew.name, fields))
        }
    }

    /// Only what is named changes.
    struct Change: ParsableCommand {
        static let configuration = command("change", key: "crew.change")
        @OptionGroup var common: CommonOptions
        @OptionGroup var crew: Options
        @Option(help: help("opt.leader")) var leader: String?
        @Option(help: help("opt.phone")) var phone: String?

        func run() throws {
            let s = try Session(common)
            guard try s.desk.store.read({ try $0.record(kind: .crew, number: crew.name) }) != nil else { throw Refusal.unknownCrew(crew.name) }
            try s.perform(.record(.crew, number: crew.name, try crew.fields(leader: leader, phone: phone, s)))
        }
    }
}
