import ArgumentParser
import Desk
import Dispatching
import Exchange
import Storage
import Wording

/// Customers: who keeps them, and everything that is known of one.
struct CustomerCommand: ParsableCommand {
    static let configuration = command("customer", [Show.self, Quiet.self, Collect.self, Deal.self], standard: Show.self)

    /// R-02, D-22.
    struct Show: ParsableCommand {
        static let configuration = command("show", key: "customer.show")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.customer")) var who: String

        func run() throws {
            let s = try Session(common)
            let (manual, phone) = (s.manual, try phone(s))
            let file = try s.desk.store.read { try $0.customerFile(phone: phone, manual: manual) }
            if common.json { return Out.json(json(file, s)) }
            let wording = CustomerWords(file, words, manual, now: s.now)
            print(wording.head)
            Out.table(file.cases.map { [words("kind." + $0.kind.rawValue), $0.number, words.label(manual.playbook.stateLabel($0.kind, $0.state)), words.time($0.opened, s.zone)] })
            Out.table(file.scores.map { wording.cells($0) })
        }

        /// A telephone, or the number of a case that has one.
        private func phone(_ s: Session) throws -> String {
            if let number = PhoneNumber(who)?.digits { return number }
            let record = try s.find(who)
            let root = try s.desk.store.read { try $0.family(of: record).root }
            guard let phone = root["phone"].string, !phone.isEmpty else { throw Refusal.noPhone(root.number) }
            return phone
        }

        private func json(_ file: CustomerFile, _ s: Session) -> Value {
            [
                "phone": .string(file.phone), "customer": file.customer?["customer"] ?? .null, "keeper": file.customer?["keeper"] ?? .null, "stage": file.customer?["stage"] ?? .null,
                "lastContact": Value(file.lastContact.map { s.zone.iso($0) }), "quietDays": Value(file.quietDays(s.now)), "average": file.average.map { .double(Double($0) / 100) } ?? .null,
                "cases": .array(file.cases.map { ["kind": .string($0.kind.rawValue), "number": .string($0.number), "state": .string($0.state), "opened": .string(s.zone.iso($0.opened))] }),
                "scores": .array(file.scores.map { ["at": .string(s.zone.iso($0.at)), "number": .string($0.number), "stamp": .string($0.stamp), "field": .string($0.field), "value": .int($0.value)] }),
            ]
        }
    }

    /// Customers without a contact for too long.
    struct Quiet: ParsableCommand {
        static let configuration = command("quiet", key: "customer.quiet")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: ReportCommand.Target

        func run() throws {
            let s = try Session(common)
            let (manual, now, month) = (s.manual, s.now, Month(of: s.today))
            try target.write(s.tables.quietCustomers(s.desk.store.read { try $0.customerFigures(month, manual: manual, now: now) }), common, of: s)
        }
    }

    /// C2-01.
    struct Collect: ParsableCommand {
        static let configuration = command("collect", key: "customer.collect")
        @OptionGroup var common: CommonOptions
        @Option(help: help("opt.limit")) var limit = 1000
        func run() throws { try Session(common).perform(.collectCustomers(limit: limit)) }
    }

    /// C2-03.
    struct Deal: ParsableCommand {
        static let configuration = command("deal", key: "customer.deal")
        @OptionGroup var common: CommonOptions
        func run() throws { try Session(common).perform(.dealCustomers) }
    }
}

/// Callbacks to many (C2-05 to C2-14).
struct CampaignCommand: ParsableCommand {
    static let configuration = command("campaign", [List.self, Start.self, Show.self], standard: List.self)

    struct List: ParsableCommand {
        static let configuration = command("list", key: "campaign.list")
        @OptionGroup var common: CommonOptions

        func run() throws {
            let s = try Session(common)
            let all = try s.desk.store.read { snapshot in try snapshot.campaigns().map { try snapshot.coverage(of: $0) } }
            if common.json { return Out.json(.array(all.map { CampaignCommand.json($0) })) }
            Out.table(all.map { c in
                [c.campaign.number, c.campaign["title"].text, words.label(s.manual.playbook.stateLabel(.campaign, c.campaign.state)), "\(c.done)/\(c.members.count)", CampaignCommand.share(c)]
            })
        }
    }

    struct Start: ParsableCommand {
        static let configuration = command("start", key: "campaign.start")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.fields")) var fields: [String]
        func run() throws { try Session(common).perform(.startCampaign(try Session.pairs(fields))) }
    }

    /// F-32.
    struct Show: ParsableCommand {
        static let configuration = command("show", key: "campaign.show")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: ReportCommand.Target
        @Argument(help: help("arg.number")) var number: String
        @Flag(help: help("opt.everybody")) var everybody = false

        func run() throws {
            let s = try Session(common)
            let record = try s.find(number, kinds: [.campaign])
            let coverage = try s.desk.store.read { try $0.coverage(of: record) }
            if common.json { return Out.json(CampaignCommand.json(coverage)) }
            print(words("care.coverage", ["done": .int(coverage.done), "of": .int(coverage.members.count), "share": .string(CampaignCommand.share(coverage)), "missing": .int(coverage.missing.count)]))
            try target.write(s.tables.coverage(coverage, onlyMissing: !everybody), common, of: s)
        }
    }

    private static func share(_ c: Coverage) -> String { c.permille.map { "\($0 / 10).\($0 % 10)%" } ?? "" }

    private static func json(_ c: Coverage) -> Value {
        [
            "number": .string(c.campaign.number), "title": c.campaign["title"], "state": .string(c.campaign.state), "members": .int(c.members.count), "done": .int(c.done),
            "coverage": c.permille.map { .double(Double($0) / 10) } ?? .null,
            "missing": .array(c.missing.map { ["number": .string($0.number), "customer": .string($0.name), "phone": .string($0.phone), "keeper": .string($0.keeper), "state": .string($0.state), "tries": .int($0.tries)] }),
        ]
    }
}
