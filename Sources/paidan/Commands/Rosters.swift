import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Rostering
import Storage
import Wording

struct RosterCommand: ParsableCommand {
    static let configuration = command(
        "roster", [Show.self, Run.self, Place.self, TakeOff.self, Swap.self, PinVisit.self, Excuse.self, WhyNot.self, Publish.self, Sheets.self, Solve.self],
        standard: Show.self)

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case delivery, install, service
        var run: CaseKind { CaseKind(rawValue: "run." + rawValue) }
    }

    struct RunOptions: ParsableArguments {
        @Argument(help: help("arg.runKind")) var kind: Kind
        @Option(help: help("opt.date")) var date: String?
    }

    static func board(_ s: Session, _ target: RunOptions) throws -> RunBoard {
        let day = try s.day(target.date)
        guard let board = try s.desk.board(target.kind.run, day) else { throw CommandFailure(.data, "cli.noRun", ["date": .string(day.description)]) }
        return board
    }

    static func clock(_ seconds: Int) -> String { TimeOfDay(minutes: max(0, min(1440, seconds / 60)))?.description ?? "" }

    static func print(_ b: RunBoard, _ s: Session) {
        let unplaced = b.explanation.unassigned()
        if s.options.json {
            return Out.json([
                "run": Shapes.brief(b.run), "date": .string(b.input.date.description),
                "routes": .object(b.evaluation.routes.filter { !$0.value.stops.isEmpty }.mapValues { r in
                    .array(r.stops.map { ["visit": .string($0.job), "start": .string(clock($0.start)), "end": .string(clock($0.departure)), "customer": .string(b.input.byNumber[$0.job]?.order["customer"].text ?? "")] })
                }),
                "unassigned": .array(b.pool.map { id in ["id": .string(id), "reasons": .array((unplaced[id] ?? []).map { ["reason": .string($0.reason.code), "crews": .array($0.crews.map { .string($0) })] })] }),
                "kept": .array(b.input.entries.compactMap { e in
                    if case .kept(let reason, let rule, let mend, _) = e.verdict { return ["id": .string(e.visit.number), "reason": .string(reason), "rule": .string(rule), "mend": Value(mend)] }
                    return nil
                }),
                "violations": .array(b.evaluation.violations.map { .string("\($0)") }), "cost": .int(b.evaluation.cost.total),
            ])
        }
        Swift.print("\(words("kind.\(b.run.kind)")) \(b.input.date)  \(words.label(s.manual.playbook.stateLabel(b.run.kind, b.run.state)))  r\(b.run["revision"].int ?? 0)")
        for crew in b.input.crews {
            let route = b.evaluation.routes[crew.name]
            let away = b.input.absent[crew.name].map { " (\(words("cli.absent")): \($0))" } ?? ""
            Swift.print("\n\(crew.name) \(crew.leader) \(crew.phone)\(away)")
            for (i, stop) in (route?.stops ?? []).enumerated() {
                let order = b.input.byNumber[stop.job]?.order
                let pin = b.table.pins.contains(stop.job) ? " *" : ""
                Swift.print("  \(i + 1). \(clock(stop.start))-\(clock(stop.departure))  \(stop.job)  \(order?["customer"].text ?? "")  \(order?["district"].text ?? "")\(pin)")
            }
        }
        if !b.pool.isEmpty { Swift.print("\n\(words("cli.pool"))") }
        for id in b.pool {
            let reasons = (unplaced[id] ?? []).map { words("cli.reason.\($0.reason.code)", ["crews": .array($0.crews.map { .string($0) })]) }
            Swift.print("  \(id)  \(b.input.byNumber[id]?.order["customer"].text ?? "")  \(reasons.joined(separator: "; "))")
        }
        let kept = b.input.entries.filter { !$0.isEligible }
        if !kept.isEmpty { Swift.print("\n\(words("cli.kept"))") }
        for e in kept {
            if case .kept(let reason, let rule, let mend, _) = e.verdict {
                let way = mend.map { "  -> \(words.label(s.manual.playbook.stampLabel($0)))" } ?? ""
                Swift.print("  \(e.visit.number)  \(e.order["customer"].text)  \(words("gate.\(reason)")) (\(rule))\(way)")
            }
        }
        if !b.evaluation.violations.isEmpty { Swift.print("\n\(words("cli.violations", ["count": .int(b.evaluation.violations.count)]))") }
        for v in b.evaluation.violations { Swift.print("  \(v.crew ?? "") \(v.job ?? "")  \(words("cli.violation.\(Mirror(reflecting: v).children.first?.label ?? "")"))") }
    }

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "roster.show")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        func run() throws {
            let s = try Session(common)
            RosterCommand.print(try board(s, target), s)
        }
    }

    struct Run: ParsableCommand {
        static let configuration = command("run", key: "roster.run")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Option(help: help("opt.seconds")) var seconds: Double?
        @Option(help: help("opt.iterations")) var iterations: Int?
        @Option(help: help("opt.seed")) var seed: UInt64 = 1
        @Option(help: help("opt.threads")) var threads = 2
        @Flag(help: help("opt.keep")) var keep = false
        func run() throws {
            let s = try Session(common)
            let day = try s.day(target.date)
            let options = Solver.Options(seed: seed, seconds: seconds ?? (iterations == nil ? 1 : nil), iterations: iterations, threads: threads)
            let outcome = try s.desk.proposeRun(target.kind.run, day, options: options, keepPlan: keep)
            if !common.json { Swift.print(words(outcome.phrase)) }
            RosterCommand.print(try board(s, target), s)
        }
    }

    private static func edit(_ common: CommonOptions, _ target: RunOptions, _ version: Int?, _ edit: BoardEdit) throws {
        let s = try Session(common)
        let b = try board(s, target)
        let outcome = try s.desk.perform(.board(b.run.id, version: version, edit))
        if !common.json { Swift.print(words(outcome.phrase)) }
        print(try board(s, target), s)
    }

    struct Place: ParsableCommand {
        static let configuration = command("place", key: "roster.place")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.visit")) var visit: String
        @Argument(help: help("arg.crew")) var crew: String
        @Option(help: help("opt.position")) var position: Int?
        @Option(help: help("opt.half")) var half: Half?
        @Option(help: help("opt.version")) var version: Int?
        enum Half: String, ExpressibleByArgument, CaseIterable { case AM, PM }
        func run() throws {
            try edit(common, target, version, .place(visit: visit, crew: crew, position: position.map { $0 - 1 }, half: half?.rawValue))
        }
    }

    struct TakeOff: ParsableCommand {
        static let configuration = command("off", key: "roster.off")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.visit")) var visit: String
        func run() throws { try edit(common, target, nil, .takeOff(visit: visit)) }
    }

    struct Swap: ParsableCommand {
        static let configuration = command("swap", key: "roster.swap")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.visit")) var first: String
        @Argument(help: help("arg.visit")) var second: String
        func run() throws { try edit(common, target, nil, .swap(first, second)) }
    }

    struct PinVisit: ParsableCommand {
        static let configuration = command("pin", key: "roster.pin")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.visit")) var visit: String
        @Flag(help: help("opt.unpin")) var off = false
        func run() throws { try edit(common, target, nil, .pin(visit: visit, !off)) }
    }

    struct Excuse: ParsableCommand {
        static let configuration = command("excuse", key: "roster.excuse")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.visit")) var visit: String
        @Option(help: help("opt.reason")) var reason: String
        func run() throws { try edit(common, target, nil, .excuse(visit: visit, reason)) }
    }

    struct WhyNot: ParsableCommand {
        static let configuration = command("why", key: "roster.why")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.visit")) var visit: String
        @Argument(help: help("arg.crew")) var crew: String
        func run() throws {
            let s = try Session(common)
            let b = try board(s, target)
            guard b.input.crews.contains(where: { $0.name == crew }) else { throw Refusal.unknownCrew(crew) }
            switch b.explanation.whyNot(visit, on: crew) {
            case .unknown: throw Refusal.notOnRun(visit: visit, run: b.run.number)
            case .there(let position): say(["answer": "there", "position": .int(position + 1)], "cli.why.there", s)
            case .fits(let position, let added, let change):
                say(["answer": "fits", "position": .int(position + 1), "added": .int(added), "minutes": .int((added + 59) / 60), "change": .int(change)], "cli.why.fits", s)
            case .broken(let reasons, _):
                if common.json { return Out.json(["answer": "broken", "reasons": .array(reasons.map { .string($0.code) })]) }
                for r in reasons { Swift.print(words("cli.reason.\(r.code)", ["crews": .string(crew)])) }
            }
        }

        private func say(_ value: Value, _ key: String, _ s: Session) {
            if s.options.json { Out.json(value) } else { Swift.print(words(key, value.object ?? [:])) }
        }
    }

    struct Publish: ParsableCommand {
        static let configuration = command("publish", key: "roster.publish")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Option(help: help("opt.override")) var override: String?
        @Option(help: help("opt.version")) var version: Int?
        func run() throws {
            let s = try Session(common)
            try s.perform(.publish(try board(s, target).run.id, version: version, override: override))
        }
    }

    /// One sheet a crew, and the warehouse's list (M-F1), as text.
    struct Sheets: ParsableCommand {
        static let configuration = command("sheets", key: "roster.sheets")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        func run() throws {
            let s = try Session(common)
            let b = try board(s, target)
            for crew in b.input.crews {
                guard let route = b.evaluation.routes[crew.name], !route.stops.isEmpty else { continue }
                Swift.print("== \(crew.name)  \(crew.leader) \(crew.phone)  \(b.input.date) ==")
                for (i, stop) in route.stops.enumerated() {
                    guard let e = b.input.byNumber[stop.job] else { continue }
                    Swift.print("\(i + 1). \(clock(stop.start))  \(e.order["customer"].text)  \(e.order["phone"].text)  \(e.order["district"].text)\(e.order["address"].text)")
                    Swift.print("   \(OrderLines(e.order).summary)  \(e.order["remark"].text)")
                }
                Swift.print("")
            }
        }
    }

    struct Solve: ParsableCommand {
        static let configuration = command("solve", key: "roster.solve")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.file")) var file: String
        @Option(help: help("opt.seconds")) var seconds: Double?
        @Option(help: help("opt.iterations")) var iterations: Int?
        @Option(help: help("opt.threads")) var threads = 2
        @Option(help: help("opt.seed")) var seed: UInt64 = 1
        @Flag(help: help("opt.progress")) var progress = false

        func run() throws {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
            let solomon = SolomonFile.recognizes(bytes)
            let problem: Problem
            do { problem = solomon ? try SolomonFile.parse(bytes) : try DispatchDayFile.parse(bytes) } catch {
                throw CommandFailure(.data, "cli.badProblem", ["file": .string(file), "reason": .string("\(error)")])
            }
            let tell: ((Solver.Progress) -> Void)? = progress ? { now in
                FileHandle.standardError.write(Data("\(now.seconds) \(now.iterations) \(now.cost) \(now.unassigned)\n".utf8))
            } : nil
            let solution = Solver(problem).solve(Solver.Options(seed: seed, seconds: seconds ?? (iterations == nil ? 2 : nil), iterations: iterations, threads: threads), progress: tell)
            let explanation = Explanation(of: solution.plan, by: Evaluator(problem))
            Swift.print(try RosterJSON.encode(problem, solution.plan, solution.evaluation, explanation.unassigned(), unit: solomon ? .tenths : .plain))
        }
    }
}
