import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Wording

struct ReportCommand: ParsableCommand {
    static let configuration = command(
        "report", [Overdue.self, SatisfactionOf.self, Callbacks.self, Crews.self, Services.self, Messages.self, SLA.self, Agents.self, Causes.self, Customers.self, Risk.self, Liability.self, Monitors.self, Shipments.self, MoneyIn.self, Transits.self, Appraisals.self, Freeze.self], standard: Overdue.self)

    /// Where a report goes: the terminal, a file, a script.
    struct Target: ParsableArguments {
        @Option(help: help("opt.csv")) var csv: String?

        /// Above the table: whether it is frozen, and since when.
        func say(_ frozen: FrozenTable?, _ common: CommonOptions, _ s: Session) {
            guard !common.json, csv == nil else { return }
            print(frozen.map { words("supervisor.frozen", ["at": .string(words.time($0.at, s.zone)), "by": .string($0.by)]) } ?? words("cli.report.live"))
        }

        func write(_ table: ReportTable, _ common: CommonOptions, of s: Session) throws {
            // B-40: without the right, telephone numbers leave the house without their middle.
            let isWhole = s.manual.playbook.mayTakePhones(s.desk.person.roles)
            if let csv { try Data(isWhole ? table.csv(words) : Masking.phones(in: table.csv(words))).write(to: URL(fileURLWithPath: csv), options: .atomic) }
            if common.json { return Out.json(table.json) }
            if let csv { return print(words("cli.export.done", ["count": .int(table.rows.count), "file": .string(csv)])) }
            let shown = table.shown
            Out.table([shown.map { table.columns[$0].title(words) }] + table.rows.map { row in shown.map { OutboxCommand.brief(row.cells[$0].text) } })
        }
    }

    /// What of a month is frozen does not change any more; what is not is as it stands now.
    struct LiveOption: ParsableArguments {
        @Flag(help: help("opt.live")) var live = false
    }

    struct MonthOption: ParsableArguments {
        @Option(help: help("opt.month")) var month: String?

        /// This month, unless another is asked for.
        func read(_ s: Session, standard: Month? = nil) throws -> Month {
            guard let month else { return standard ?? Month(of: s.today) }
            guard let read = Month(month) else { throw CommandFailure(.usage, "cli.badMonth", ["value": .string(month)]) }
            return read
        }
    }

    struct MonthlyOptions: ParsableArguments {
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: Target
        @OptionGroup var month: MonthOption
    }

    struct DailyOptions: ParsableArguments {
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: Target
        @Option(help: help("opt.day")) var day: String?
    }

    ///
    struct Overdue: ParsableCommand {
        static let configuration = command("overdue", key: "report.overdue")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: Target
        @Option(help: help("opt.system")) var system: String?
        @Option(help: help("opt.role")) var role: String?
        @Option(help: help("opt.person")) var person: String?
        @Option(help: help("opt.rule")) var rule: String?
        @Option(help: help("opt.day")) var day: String?
        @Option(help: help("opt.view")) var view: OverdueFilter.View = .late
        @Flag(help: help("opt.totals")) var totals = false
        @Option(help: help("opt.limit")) var limit = 10_000

        func run() throws {
            let s = try Session(common)
            var filter = OverdueFilter()
            filter.view = view
            filter.system = system
            filter.role = role
            filter.rule = rule
            filter.limit = limit
            filter.due = try day.map { try s.day($0) }.map { s.zone.startOfDay($0)..<s.zone.startOfDay($0 + 1) }
            let (people, now, manual) = (try s.desk.store.read { try $0.staffNames() }, s.now, s.manual)
            if let person {
                filter.people = [person]
                for (login, name) in people where login == person || name == person { filter.people.formUnion([login, name]) }
            }
            if totals { return showTotals(OverdueTotals(try s.desk.store.read { try $0.overdueGroups(filter, now: now) }, where: filter.keeps), manual) }
            let rows = try s.desk.store.read { try $0.overdue(filter, manual: manual, now: now) }
            try target.write(ReportTables(wording: words, manual: manual, now: now, people: people).overdue(rows), common, of: s)
        }

        private func showTotals(_ totals: OverdueTotals, _ manual: Manual) {
            if common.json {
                let owners = totals.owners.map { line -> Value in
                    ["role": .string(line.key.role), "person": Value(line.key.person), "count": .int(line.count), "late": .int(line.late), "worst": .int(line.worst)]
                }
                let rules = totals.rules.map { line -> Value in
                    ["rule": .string(line.key), "count": .int(line.count), "late": .int(line.late), "worst": .int(line.worst)]
                }
                return Out.json(["count": .int(totals.count), "late": .int(totals.late), "owners": .array(owners), "rules": .array(rules)])
            }
            let most = max(1, totals.owners.map(\.count).max() ?? 1, totals.rules.map(\.count).max() ?? 1)
            func line(_ name: String, _ count: Int, _ worst: Int) -> [String] {
                [name, "\(count)", ShareBar.text(tenths: count * 1000 / most, width: 20).replacing("-", with: " "), worst == 0 ? "" : words("cli.lateBy", ["minutes": .int(worst)])]
            }
            Out.table(
                totals.owners.map { line($0.key.person ?? words.label(manual.playbook.roleLabel($0.key.role)), $0.count, $0.worst) }
                    + totals.rules.map { line([$0.key, words.label(manual.playbook.rule($0.key)?.label ?? Label(zh: "", en: ""))].joined(separator: " "), $0.count, $0.worst) })
        }
    }

    ///
    struct SatisfactionOf: ParsableCommand {
        static let configuration = command("satisfaction", key: "report.satisfaction")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: Target
        @OptionGroup var month: MonthOption
        @OptionGroup var standing: LiveOption

        func run() throws {
            let s = try Session(common)
            let (month, manual) = (try month.read(s), s.manual)
            let (frozen, report) = try s.desk.store.read { snapshot in
                let frozen = standing.live ? nil : try snapshot.frozen(.satisfaction, month, manual: manual)
                return (frozen, try frozen.map { Satisfaction(frozen: $0.lines, month: month) } ?? snapshot.satisfaction(month, manual: manual))
            }
            target.say(frozen, common, s)
            try target.write(s.tables.satisfaction(report), common, of: s)
        }
    }

    /// The month's callback table.
    struct Callbacks: MonthlyReport {
        static let configuration = command("callbacks", key: "report.callbacks")
        @OptionGroup var options: MonthlyOptions

        func table(_ month: Month, _ s: Session) throws -> ReportTable {
            let zone = s.zone
            return try s.tables.callbacks(s.desk.store.read { try $0.callbacks(stamp: "installCallback", in: month, zone: zone) }, month: month)
        }
    }

    ///
    struct Crews: MonthlyReport {
        static let configuration = command("crews", key: "report.crews")
        @OptionGroup var options: MonthlyOptions

        func table(_ month: Month, _ s: Session) throws -> ReportTable {
            let (manual, now) = (s.manual, s.now)
            return try s.tables.crews(s.desk.store.read { try $0.crewReport(month, manual: manual, now: now) })
        }
    }

    ///
    struct Services: MonthlyReport {
        static let configuration = command("services", key: "report.services")
        @OptionGroup var options: MonthlyOptions

        func table(_ month: Month, _ s: Session) throws -> ReportTable {
            let (manual, now) = (s.manual, s.now)
            return try s.tables.services(s.desk.store.read { try $0.serviceRegister(month, manual: manual, now: now) }, month: month)
        }
    }

    ///
    struct Messages: MonthlyReport {
        static let configuration = command("messages", key: "report.messages")
        @OptionGroup var options: MonthlyOptions

        func table(_ month: Month, _ s: Session) throws -> ReportTable {
            let manual = s.manual
            return try s.tables.messages(s.desk.store.read { try $0.messageLog(month, manual: manual) }, month: month)
        }
    }

    /// Limits of tickets and visits, kept or missed (F-20); with `--csv` and `--json` line by line.
    struct SLA: ParsableCommand {
        static let configuration = command("sla", key: "report.sla")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: Target
        @Option(help: help("opt.month")) var month: String?
        @Option(help: help("opt.rule")) var rule: String?
        @Flag(help: help("opt.lines")) var lines = false

        func run() throws {
            let s = try Session(common)
            let (manual, now, rule) = (s.manual, s.now, rule)
            let month = try month.map { text -> Month in
                guard let read = Month(text) else { throw CommandFailure(.usage, "cli.badMonth", ["value": .string(text)]) }
                return read
            }
            let entries = try s.desk.store.read { try $0.limits(in: month.flatMap { $0.instants(manual.zone) }, rule: rule, manual: manual, now: now) }
            let name = month.map { "limits-\($0)" } ?? "limits"
            if lines || target.csv != nil { try target.write(try s.tables.limits(entries, name: name), common, of: s) } else { try target.write(try s.tables.limitTotals(entries, name: name), common, of: s) }
            let judged = entries.filter { $0.claimed != nil && $0.standing != .inside }
            if !judged.isEmpty, !common.json {
                let same = judged.filter { ($0.standing == .kept) == $0.claimed }.count
                print(words("cli.sla.claimed", ["same": .int(same), "of": .int(judged.count), "share": .string(String(format: "%.2f", Double(same) * 100 / Double(judged.count)))]))
            }
        }
    }

    ///
    struct Agents: ParsableCommand {
        static let configuration = command("agents", key: "report.agents")
        @OptionGroup var options: MonthlyOptions
        @OptionGroup var standing: LiveOption

        func run() throws {
            let s = try Session(options.common)
            let (month, manual, now) = (try options.month.read(s), s.manual, s.now)
            let (frozen, figures) = try s.desk.store.read { snapshot in
                let frozen = standing.live ? nil : try snapshot.frozen(.agents, month, manual: manual)
                return (frozen, try frozen.map { AgentFigures(frozen: $0.lines) } ?? snapshot.agentFigures(month, manual: manual, now: now))
            }
            options.target.say(frozen, options.common, s)
            try options.target.write(s.tables.agents(figures, month: month), options.common, of: s)
        }
    }

    ///
    struct Causes: MonthlyReport {
        static let configuration = command("causes", key: "report.causes")
        @OptionGroup var options: MonthlyOptions

        func table(_ month: Month, _ s: Session) throws -> ReportTable {
            let (manual, now) = (s.manual, s.now)
            return try s.tables.causes(CauseFigures(s.desk.store.read { try $0.ticketEntries(month, manual: manual, now: now) }), month: month)
        }
    }

    ///
    struct Customers: MonthlyReport {
        static let configuration = command("customers", key: "report.customers")
        @OptionGroup var options: MonthlyOptions

        func table(_ month: Month, _ s: Session) throws -> ReportTable {
            let (manual, now) = (s.manual, s.now)
            return try s.tables.customers(s.desk.store.read { try $0.customerFigures(month, manual: manual, now: now) }, month: month)
        }
    }

    ///
    struct Risk: ParsableCommand {
        static let configuration = command("risk", key: "report.risk")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: Target

        func run() throws {
            let s = try Session(common)
            let (manual, now) = (s.manual, s.now)
            try target.write(s.tables.atRisk(s.desk.store.read { try $0.ordersAtRisk(manual: manual, now: now) }), common, of: s)
        }
    }

    /// R-14; with `--lines` row by row.
    struct Liability: MonthlyReport {
        static let configuration = command("liability", key: "report.liability")
        @OptionGroup var options: MonthlyOptions
        @Flag(help: help("opt.lines")) var lines = false

        func table(_ month: Month, _ s: Session) throws -> ReportTable {
            let sheet = try s.desk.store.read { try $0.liabilitySheet(month) }
            return lines ? try s.tables.liabilityRows(sheet) : try s.tables.liability(sheet)
        }
    }

    ///
    struct Monitors: DailyReport {
        static let configuration = command("monitors", key: "report.monitors")
        @OptionGroup var options: DailyOptions

        func table(_ day: LocalDay, _ s: Session) throws -> ReportTable {
            let (manual, now) = (s.manual, s.now)
            guard let sheet = try s.desk.store.read({ try $0.monitorSheet(day, manual: manual, now: now) }) else { throw Refusal.unknownCase(day.description) }
            return try s.tables.monitors(sheet)
        }
    }

    ///
    struct Shipments: DailyReport {
        static let configuration = command("shipments", key: "report.shipments")
        @OptionGroup var options: DailyOptions
        func table(_ day: LocalDay, _ s: Session) throws -> ReportTable { try s.tables.shipments(s.desk.store.read { try $0.shipmentList(day) }) }
    }

    ///
    struct MoneyIn: DailyReport {
        static let configuration = command("money", key: "report.money")
        @OptionGroup var options: DailyOptions
        @Flag(help: help("opt.byCourier")) var totals = false

        func table(_ day: LocalDay, _ s: Session) throws -> ReportTable {
            let (manual, now) = (s.manual, s.now)
            let list = try s.desk.store.read { try $0.moneyCollected(day, manual: manual, now: now) }
            return try totals ? s.tables.moneyTotals(list) : s.tables.moneyCollected(list)
        }
    }

    /// R-14, standards 1 to 4; with `--lines` fault by fault.
    struct Appraisals: MonthlyReport {
        static let configuration = command("appraisal", key: "report.appraisal")
        @OptionGroup var options: MonthlyOptions
        @Flag(help: help("opt.lines")) var lines = false

        func table(_ month: Month, _ s: Session) throws -> ReportTable {
            let (manual, now) = (s.manual, s.now)
            let appraisal = try s.desk.store.read { try $0.appraisal(month, manual: manual, now: now) }
            return lines ? try s.tables.appraisalLines(appraisal) : try s.tables.appraisal(appraisal)
        }
    }

    /// R-11 of a day or of a month.
    struct Transits: ParsableCommand {
        static let configuration = command("transits", key: "report.transits")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: Target
        @OptionGroup var month: MonthOption
        @Option(help: help("opt.day")) var day: String?
        @Option(help: help("opt.carrier")) var carrier: String?
        @Flag(help: help("opt.byCarrier")) var totals = false

        func run() throws {
            let s = try Session(common), zone = s.zone
            let (manual, now, carrier) = (s.manual, s.now, carrier)
            let date = try day.map { try s.day($0) }, month = try month.read(s)
            guard let window = date.map({ zone.startOfDay($0)..<zone.startOfDay($0 + 1) }) ?? month.instants(zone) else { return }
            let list = try s.desk.store.read { try $0.transitList(carrier: carrier, in: window, manual: manual, now: now) }
            let name = date?.description ?? month.description
            try target.write(totals ? try s.tables.transitTotals(list, name: name) : try s.tables.transits(list, name: name), common, of: s)
        }
    }

    /// A-40, B-52.
    struct Freeze: ParsableCommand {
        static let configuration = command("freeze", key: "report.freeze")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.monthTable")) var table: MonthTable = .satisfaction
        @OptionGroup var month: MonthOption

        func run() throws {
            let s = try Session(common)
            guard let day = s.manual.freezeDay(of: try month.read(s, standard: Month(of: s.today).previous)) else { throw Refusal.noWorkingDay }
            try s.perform(.freeze(table, day))
        }
    }
}

/// A day's sheet in one table.
protocol DailyReport: ParsableCommand {
    var options: ReportCommand.DailyOptions { get }
    func table(_ day: LocalDay, _ s: Session) throws -> ReportTable
}

extension DailyReport {
    func run() throws {
        let s = try Session(options.common)
        try options.target.write(table(s.day(options.day ?? "today"), s), options.common, of: s)
    }
}

/// A month's figures in one table; each says which.
protocol MonthlyReport: ParsableCommand {
    var options: ReportCommand.MonthlyOptions { get }
    func table(_ month: Month, _ s: Session) throws -> ReportTable
}

extension MonthlyReport {
    func run() throws {
        let s = try Session(options.common)
        try options.target.write(table(options.month.read(s), s), options.common, of: s)
    }
}

extension OverdueFilter.View: ExpressibleByArgument {}
extension MonthTable: ExpressibleByArgument {}

extension Session {
    /// The words of the reports, with people by their names.
    var tables: ReportTables {
        get throws { ReportTables(wording: words, manual: manual, now: now, people: try desk.store.read { try $0.staffNames() }) }
    }
}
