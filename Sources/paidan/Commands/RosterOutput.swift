import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Rostering
import Wording

extension RosterCommand {
    struct Split: ParsableCommand {
        static let configuration = command("split", key: "roster.split")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.visit")) var visit: String
        @Argument(help: help("arg.crew")) var crew: String
        func run() throws { try edit(common, target, nil, .split(at: visit, to: crew)) }
    }

    /// A broken rule that somebody answers for.
    struct Allow: ParsableCommand {
        static let configuration = command("allow", key: "roster.allow")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.mark")) var mark: String
        @Option(help: help("opt.reason")) var reason: String?
        @Flag(help: help("opt.takeBack")) var off = false
        func run() throws {
            if !off && reason == nil { throw Refusal.reasonNeeded }
            try edit(common, target, nil, .allow(mark: mark, off ? nil : reason))
        }
    }

    /// What a publish would tell, and whom: against what was told last.
    struct Changes: ParsableCommand {
        static let configuration = command("changes", key: "roster.changes")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Flag(help: help("opt.toldOnly")) var told = false

        func run() throws {
            let s = try Session(common)
            let b = try board(s, target)
            let texts = RosterPrinter(board: b, session: s).texts
            let changes = b.changes.filter { !told || $0.wasTold }
            func place(_ p: RunChange.Place?) -> Value {
                p.map { ["crew": .string($0.crew), "half": .string($0.half), "leader": .string($0.leader), "leaderPhone": .string($0.phone)] } ?? .null
            }
            if common.json {
                return Out.json(.array(changes.map { c in
                    let order = b.input.byNumber[c.visit]?.order
                    return [
                        "visit": .string(c.visit), "customer": .string(order?["customer"].text ?? ""), "phone": .string(order?["phone"].text ?? ""),
                        "before": place(c.before), "after": place(c.after), "tellAgain": .bool(c.wasTold),
                    ]
                }))
            }
            Out.table(changes.map { [$0.visit, b.input.byNumber[$0.visit]?.order["phone"].text ?? "", texts.change($0)] })
        }
    }

    /// One page a crew, or the warehouse's list (M-F1): text or CSV, on standard output or into a folder.
    struct Sheets: ParsableCommand {
        static let configuration = command("sheets", key: "roster.sheets")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Option(help: help("opt.onlyCrew")) var crew: String?
        @Flag(help: help("opt.warehouse")) var warehouse = false
        @Flag(help: help("opt.csv")) var csv = false
        @Option(help: help("opt.folder")) var folder: String?

        func run() throws {
            let s = try Session(common)
            let b = try board(s, target)
            if let crew, !b.input.crews.contains(where: { $0.name == crew }) { throw Refusal.unknownCrew(crew) }
            let sheets = RunSheets(b, words: RosterPrinter(board: b, session: s).texts, crew: crew)
            if let folder {
                var paths: [String] = []
                for file in sheets.files {
                    let url = URL(fileURLWithPath: folder).appendingPathComponent(file.name)
                    try Data(file.bytes).write(to: url, options: .atomic)
                    paths.append(url.path)
                }
                return common.json ? Out.json(["files": .array(paths.map { .string($0) })]) : paths.forEach { Swift.print($0) }
            }
            let kind: RunSheets.Kind = warehouse ? .warehouse : .crews
            if csv { return FileHandle.standardOutput.write(Data(sheets.csv(kind))) }
            if common.json { return Out.json(["draft": .bool(sheets.isDraft), "text": .string(sheets.text(kind))]) }
            Swift.print(sheets.text(kind))
        }
    }

    /// The routes drawn with dots.
    struct Map: ParsableCommand {
        static let configuration = command("map", key: "roster.map")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Option(help: help("opt.onlyCrew")) var crew: String?
        @Option(help: help("opt.columns")) var columns = 100
        @Option(help: help("opt.rows")) var rows = 36
        @Flag(help: help("opt.ascii")) var ascii = false

        func run() throws {
            let s = try Session(common)
            let b = try board(s, target)
            let texts = RosterPrinter(board: b, session: s).texts
            let map = RouteMap(b)
            if let crew, !b.input.crews.contains(where: { $0.name == crew }) { throw Refusal.unknownCrew(crew) }
            let focus = crew.flatMap { name in map.legend.firstIndex { $0.crew == name } }
            let lines = map.picture(rows: max(3, rows), columns: max(10, columns), focus: focus, plain: ascii).map { row in
                var text = String(row.map(\.character))
                while text.last == " " { text.removeLast() }
                return text
            }
            let missing = if case .coordinates(let n) = map.ground { n } else { 0 }
            if common.json {
                return Out.json([
                    "ground": map.ground == .zones ? "zones" : "coordinates", "withoutPlace": .int(missing), "picture": .array(lines.map { .string($0) }),
                    "crews": .array(map.legend.map { ["letter": .string(String($0.letter)), "crew": .string($0.crew), "stops": .array($0.stops.map { .string($0) })] }),
                ])
            }
            Swift.print(map.ground == .zones ? texts("map.zones") : missing == 0 ? texts("map.exact") : texts("map.coordinates", ["n": .int(missing)]))
            lines.forEach { Swift.print($0) }
            Swift.print(texts("map.home"))
            for entry in map.legend {
                let stops = entry.stops.enumerated().map { "\(entry.letter)\($0.offset + 1) \(texts.customer($0.element))" }.joined(separator: "  ")
                Swift.print("\(entry.letter) \(entry.pattern) \(entry.crew)  \(stops)")
            }
        }
    }

    /// Runs whose hour has passed unpublished; `--catch-up` proposes them.
    struct Missed: ParsableCommand {
        static let configuration = command("missed", key: "roster.missed")
        @OptionGroup var common: CommonOptions
        @Flag(help: help("opt.catchUp")) var catchUp = false
        @Option(help: help("opt.seconds")) var seconds: Double?
        @Option(help: help("opt.iterations")) var iterations: Int?
        @Option(help: help("opt.seed")) var seed: UInt64 = 1

        func run() throws {
            let s = try Session(common)
            let missed = try s.desk.missedRuns()
            let options = Solver.Options(seed: seed, seconds: seconds ?? (iterations == nil ? 1 : nil), iterations: iterations, threads: 2)
            if catchUp { for run in missed { _ = try s.desk.proposeRun(run.kind, run.date, options: options, keepPlan: true) } }
            if common.json {
                return Out.json(.array(missed.map {
                    [
                        "kind": .string($0.kind.work), "date": .string($0.date.description), "visits": .int($0.visits),
                        "dayHasCome": .bool($0.clock == .missed), "proposed": .bool(catchUp),
                    ]
                }))
            }
            if missed.isEmpty { Swift.print(words("cli.noneMissed")) }
            for run in missed {
                let key = catchUp ? "cli.missed.proposed" : run.clock == .missed ? "cli.missed.day" : "cli.missed.late"
                Swift.print(words(key, ["run": .string(words("kind.\(run.kind)")), "date": .string(run.date.description), "n": .int(run.visits)]))
            }
        }
    }
}
