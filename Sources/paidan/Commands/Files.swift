import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Wording

struct ImportCommand: ParsableCommand {
    static let configuration = command("import", [Orders.self, Arrivals.self, Tickets.self, Scans.self, Holidays.self])

    struct TableOptions: ParsableArguments {
        @Argument(help: help("arg.file")) var file: String
        @Option(help: help("opt.mapping")) var mapping: String?
        @Flag(help: help("opt.dryRun")) var dryRun = false
        @Flag(help: help("opt.skipBad")) var skipBad = false
        @Option(help: help("opt.refused")) var refused: String?

        var refusedPath: String { refused ?? file + ".refused.csv" }

        func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

        /// Says each bad line as file:line:column, and with `--skip-bad` writes them out as they stood.
        func settle(_ bad: [BadLine], _ refused: RefusedRows) throws {
            for b in bad {
                let field = b.field.map { "\($0) " } ?? ""
                Out.complain("\(b.file):\(b.line):\(b.column): \(field)\(words("cli.quoted", ["value": .string(b.value)])) \(words(TableWords.phrase(b.reason)))")
            }
            guard !bad.isEmpty else { return }
            if skipBad {
                if !dryRun { try Data(refused.fileBytes).write(to: URL(fileURLWithPath: refusedPath), options: .atomic) }
            } else if !dryRun {
                throw CommandFailure(.data, "cli.import.nothing", ["count": .int(bad.count)])
            }
        }
    }

    struct Orders: ParsableCommand {
        static let configuration = command("orders", key: "import.orders")
        @OptionGroup var common: CommonOptions
        @OptionGroup var table: TableOptions

        func run() throws {
            let mapping = try table.mapping.map { try TableMapping<OrderField>.orders(yaml: try table.bytes($0), file: $0) } ?? .builtIn
            let job = try OrderImport(bytes: try table.bytes(table.file), file: table.file, mapping: mapping)
            try table.settle(job.table.badLines, job.table.refused)
            let s = try Session(common)
            let length = try s.desk.store.read { try $0.journalLength() }, began = ContinuousClock.now
            let report = try job.run(at: s.desk, dryRun: table.dryRun, skipBad: table.skipBad)
            let took = began.duration(to: .now), entries = try s.desk.store.read { try $0.journalLength() } - length
            for (number, refusal) in report.refused { Out.complain("\(number): \(words.explain(refusal, zone: s.zone).text)") }
            let values: [String: Value] = [
                "added": .int(report.added), "changed": .int(report.changed), "unchanged": .int(report.unchanged), "lines": .int(report.lines), "entries": .int(entries),
                "seconds": .double(Double(took.components.seconds) + (Double(took.components.attoseconds) / 1e15).rounded() / 1000),
                "refusedOrders": .int(job.table.refusedOrders + report.refused.count), "refusedLines": .int(job.table.badLines.count),
                "dropped": .int(job.table.summary.droppedDuplicates), "encoding": .string(job.table.summary.encoding?.rawValue ?? ""),
                "dryRun": .bool(table.dryRun), "refusedFile": table.skipBad && !job.table.refused.isEmpty && !table.dryRun ? .string(table.refusedPath) : .null,
            ]
            if common.json { Out.json(.object(values)) } else { print(words(table.dryRun ? "cli.import.dry" : "cli.import.done", values)) }
            // A dry run that would refuse says so in its exit code too.
            if table.dryRun, !table.skipBad, !job.table.badLines.isEmpty || !report.refused.isEmpty { throw CommandFailure(.data, "cli.import.wouldRefuse") }
        }
    }

    struct Arrivals: ParsableCommand {
        static let configuration = command("arrivals", key: "import.arrivals")
        @OptionGroup var common: CommonOptions
        @OptionGroup var table: TableOptions

        func run() throws {
            let mapping = try table.mapping.map { try TableMapping<ArrivalField>.arrivals(yaml: try table.bytes($0), file: $0) } ?? .builtIn
            let job = try ArrivalImport(bytes: try table.bytes(table.file), file: table.file, mapping: mapping)
            try table.settle(job.table.badLines, job.table.refused)
            let s = try Session(common)
            let report = try job.run(at: s.desk, dryRun: table.dryRun, skipBad: table.skipBad)
            for (number, refusal) in report.refused { Out.complain("\(number): \(words.explain(refusal, zone: s.zone).text)") }
            for number in report.unknown { Out.complain(words("refusal.unknownCase", ["number": .string(number)])) }
            let values: [String: Value] = [
                "orders": .int(report.orders), "lines": .int(report.lines), "unknown": .int(report.unknown.count), "refused": .int(report.refused.count),
                "dryRun": .bool(table.dryRun),
            ]
            if common.json { Out.json(.object(values)) } else { print(words("cli.arrivals.done", values)) }
        }
    }

    struct Tickets: ParsableCommand {
        static let configuration = command("tickets", key: "import.tickets")
        @OptionGroup var common: CommonOptions
        @OptionGroup var table: TableOptions

        func run() throws {
            let mapping = try table.mapping.map { try TableMapping<TicketField>.tickets(yaml: try table.bytes($0), file: $0) } ?? .builtIn
            let job = try TicketImport(bytes: try table.bytes(table.file), file: table.file, mapping: mapping)
            try table.settle(job.table.badLines, job.table.refused)
            let s = try Session(common)
            let report = try job.run(at: s.desk, dryRun: table.dryRun, skipBad: table.skipBad)
            for (line, number, refusal) in report.refused { Out.complain("\(table.file):\(line): \(number): \(words.explain(refusal, zone: s.zone).text)") }
            let values: [String: Value] = [
                "tickets": .int(report.taken), "steps": .int(report.steps), "idle": .int(report.idle), "refused": .int(report.refused.count), "dryRun": .bool(table.dryRun),
            ]
            if common.json { Out.json(.object(values)) } else { print(words("cli.tickets.done", values)) }
        }
    }

    struct Scans: ParsableCommand {
        static let configuration = command("scans", key: "import.scans")
        @OptionGroup var common: CommonOptions
        @OptionGroup var table: TableOptions

        func run() throws {
            let mapping = try table.mapping.map { try TableMapping<ScanField>.scans(yaml: try table.bytes($0), file: $0) } ?? .builtIn
            let s = try Session(common)
            let job = try ScanImport(bytes: try table.bytes(table.file), file: table.file, mapping: mapping, numbers: WaybillNumber(s.manual.playbook))
            try table.settle(job.table.badLines, job.table.refused)
            let report = try job.run(at: s.desk, dryRun: table.dryRun, skipBad: table.skipBad)
            for (line, number, refusal) in report.refused { Out.complain("\(table.file):\(line): \(number): \(words.explain(refusal, zone: s.zone).text)") }
            let values: [String: Value] = [
                "parcels": .int(report.parcels), "scans": .int(report.scans), "known": .int(report.known), "refused": .int(report.refused.count),
                "refusedLines": .int(job.table.badLines.count), "encoding": .string(job.table.summary.encoding?.rawValue ?? ""), "dryRun": .bool(table.dryRun),
            ]
            if common.json { Out.json(.object(values)) } else { print(words("cli.scans.done", values)) }
            if table.dryRun, !table.skipBad, !job.table.badLines.isEmpty || !report.refused.isEmpty { throw CommandFailure(.data, "cli.import.wouldRefuse") }
        }
    }

    struct Holidays: ParsableCommand {
        static let configuration = command("holidays", key: "import.holidays")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.files")) var files: [String]
        func run() throws {
            let days = try HolidayFile.merge(files.map { try HolidayFile(Array(try Data(contentsOf: URL(fileURLWithPath: $0))), name: $0) })
            let s = try Session(common)
            try s.desk.perform(.days(days))
            print(words("cli.holidays.done", ["count": .int(days.count)]))
        }
    }
}

struct ExportCommand: ParsableCommand {
    static let configuration = command("export", [Orders.self, Duties.self])

    struct Orders: ParsableCommand {
        static let configuration = command("orders", key: "export.orders")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.out")) var file: String
        @Argument(help: help("arg.query")) var query: [String] = []
        func run() throws {
            let s = try Session(common)
            let rows = try s.desk.store.read { try $0.orders(query: query.joined(separator: " "), states: [], now: s.now, limit: 10_000_000) }
            let head = ["number", "state", "customer", "phone", "district", "address", "delivery", "install", "nextDue"].map { words("cli.column.\($0)") }
            try ExportCommand.write([head] + rows.map { r in
                [r.number, words.label(s.manual.playbook.stateLabel(r.kind, r.state)), r.customer, r.phone, r.district, r.address,
                 r.delivery?.description ?? "", r.install?.description ?? "", r.nextDue.map { s.zone.iso($0) } ?? ""]
            }, to: file)
        }
    }

    struct Duties: ParsableCommand {
        static let configuration = command("duties", key: "export.duties")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.out")) var file: String
        func run() throws {
            let s = try Session(common)
            var filter = DutyFilter()
            filter.limit = 10_000_000
            let rows = try s.desk.store.read { try $0.dutyRows(filter) }
            let head = ["rule", "number", "customer", "role", "person", "opens", "nextDue", "state", "late"].map { words("cli.column.\($0)") }
            try ExportCommand.write([head] + rows.map { r in
                [r.duty.key.rule, r.number, r.customer, words.label(s.manual.playbook.roleLabel(r.duty.role)), r.duty.person ?? "", s.zone.iso(r.duty.opens),
                 r.duty.due.map { s.zone.iso($0) } ?? "", words("standing.\(r.duty.standing(at: s.now).rawValue)"), "\(r.duty.lateMinutes(at: s.now))"]
            }, to: file)
        }
    }

    /// UTF-8 with a byte order mark, so that spreadsheets read Chinese right.
    static func write(_ rows: [[String]], to file: String) throws {
        var writer = CSVWriter(byteOrderMark: true, guardsFormulas: true)
        rows.forEach { writer.write($0) }
        try Data(writer.bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
        print(words("cli.export.done", ["count": .int(rows.count - 1), "file": .string(file)]))
    }
}

struct CheckCommand: ParsableCommand {
    static let configuration = command("check")
    @OptionGroup var common: CommonOptions
    func run() throws {
        let results = try common.store().check()
        let ok = results.allSatisfy(\.ok)
        if common.json {
            Out.json(["ok": .bool(ok), "checks": .array(results.map { ["name": .string($0.name), "ok": .bool($0.ok), "detail": .string($0.detail)] })])
        } else {
            Out.table(results.map { [$0.ok ? "ok" : "!!", words("check.\($0.name)"), $0.detail] })
        }
        if !ok { throw CommandFailure(.data, "cli.check.failed") }
    }
}

struct BackupCommand: ParsableCommand {
    static let configuration = command("backup")
    @OptionGroup var common: CommonOptions
    @Argument(help: help("arg.out")) var file: String
    func run() throws {
        let results = try common.store().backup(to: file)
        let entries = results.first { $0.name == "hashChain" }?.detail ?? ""
        if common.json { Out.json(["ok": true, "file": .string(file), "entries": .string(entries)]) } else { print(words("cli.backup.done", ["file": .string(file), "entries": .string(entries)])) }
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = command("restore")
    @OptionGroup var common: CommonOptions
    @Argument(help: help("arg.backup")) var file: String
    func run() throws {
        let zone = Zone.shanghai
        let stamp = zone.iso(try common.clock()()).filter { $0.isNumber || $0 == "T" }.prefix(15)
        let old = try Store.restore(file, to: common.path, stamp: String(stamp))
        print(words("cli.restore.done", ["file": .string(common.path), "old": .string(old ?? "-")]))
    }
}

struct LogCommand: ParsableCommand {
    static let configuration = command("log")
    @OptionGroup var common: CommonOptions
    @Option(name: .customLong("case"), help: help("opt.case")) var caseNumber: String?
    @Option(help: help("opt.limit")) var limit = 40
    func run() throws {
        let s = try Session(common)
        let id = try caseNumber.map { try s.find($0).id }
        let (entries, records, people) = try s.desk.store.read { snapshot in
            // A line is made of several entries.
            let count = common.json ? limit : limit * 12
            let entries = try id.map { try snapshot.familyHistory(of: $0, limit: count) } ?? snapshot.log(limit: count)
            var records: [CaseID: CaseRecord] = [:]
            for c in Set(entries.compactMap(\.caseID)) { records[c] = try snapshot.record(c) }
            return (entries, records, try snapshot.staffNames())
        }
        let names = records.mapValues(\.number)
        if common.json {
            return Out.json(.array(entries.map { e in
                ["seq": .int(Int(e.seq)), "txn": .int(Int(e.txn)), "at": .string(s.zone.iso(e.at)), "actor": .string(e.actor), "case": Value(e.caseID.flatMap { names[$0] }), "kind": .string(e.kind), "payload": e.payload]
            }))
        }
        let journal = JournalWords(wording: words, playbook: s.manual.playbook, people: people)
        Out.table(JournalLine.fold(entries).lazy.compactMap { line -> [String]? in
            let record = line.caseID.flatMap { records[$0] }
            guard let sentence = journal.sentence(line.changes, of: record) ?? (line.unreadable > 0 ? words("history.unreadable") : nil) else { return nil }
            return ["\(line.txn)", words.time(line.at, s.zone), journal.name(line.actor), record?.number ?? "", sentence]
        }.prefix(limit).map { $0 })
    }
}

struct UndoCommand: ParsableCommand {
    static let configuration = command("undo")
    @OptionGroup var common: CommonOptions
    @Flag(help: help("opt.earlier")) var earlier = false

    func run() throws {
        let s = try Session(common)
        var command = Command.undo
        while true {
            do {
                try s.perform(command)
                return
            } catch Refusal.undoOvertaken(_, _, _, _, let txn) where earlier { command = .undoBefore(txn) }
        }
    }
}

struct RedoCommand: ParsableCommand {
    static let configuration = command("redo")
    @OptionGroup var common: CommonOptions
    func run() throws { try Session(common).perform(.redo) }
}
