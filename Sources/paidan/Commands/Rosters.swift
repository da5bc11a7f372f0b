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
        "roster", [
            Show.self, Run.self, Place.self, TakeOff.self, Swap.self, Split.self, PinVisit.self, Excuse.self, Allow.self, WhyNot.self, MakeRoom.self, Suppose.self,
            Changes.self, Publish.self, Sheets.self, Map.self, Missed.self, Repeat.self, Solve.self,
        ],
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

    /// With the visit asked about on it.
    static func board(_ s: Session, _ target: RunOptions, about visit: String) throws -> RunBoard {
        let board = try board(s, target)
        guard board.input.byNumber[visit]?.isEligible == true else { throw Refusal.notOnRun(visit: visit, run: board.run.number) }
        return board
    }

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "roster.show")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        func run() throws {
            let s = try Session(common)
            let day = try s.day(target.date)
            // A run that nobody opened yet can be looked at, and stays unopened.
            let board = try s.desk.board(target.kind.run, day) ?? s.desk.preview(target.kind.run, day)
            RosterPrinter(board: board, session: s).print()
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
            RosterPrinter(board: try board(s, target), session: s).print()
        }
    }

    static func edit(_ common: CommonOptions, _ target: RunOptions, _ version: Int?, _ edit: BoardEdit) throws {
        let s = try Session(common)
        let b = try board(s, target)
        let outcome = try s.desk.perform(.board(b.run.id, version: version, edit))
        if !common.json { Swift.print(words(outcome.phrase)) }
        RosterPrinter(board: try board(s, target), session: s).print()
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
        /// Two visits exchange places, two crews their whole day.
        func run() throws {
            let crews = Set(try board(Session(common), target).input.crews.map(\.name))
            try edit(common, target, nil, crews.isSuperset(of: [first, second]) ? .swapCrews(first, second) : .swap(first, second))
        }
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
