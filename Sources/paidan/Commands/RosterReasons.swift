import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Rostering
import Wording

extension RosterCommand {
    /// Every crew's answer about a visit, or one crew's.
    struct WhyNot: ParsableCommand {
        static let configuration = command("why", key: "roster.why")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.visit")) var visit: String
        @Argument(help: help("arg.crew")) var crew: String?

        func run() throws {
            let s = try Session(common)
            let b = try board(s, target, about: visit)
            let texts = RosterPrinter(board: b, session: s).texts
            guard let crew else { return all(b, texts, s) }
            guard b.input.crews.contains(where: { $0.name == crew }) else { throw Refusal.unknownCrew(crew) }
            let answer = b.explanation.whyNot(visit, on: crew)
            if common.json { return Out.json(.object(WhyNot.json(answer))) }
            Swift.print(crew + "  " + texts.answer(answer))
        }

        private func all(_ b: RunBoard, _ texts: RosterWords, _ s: Session) {
            let groups = b.explanation.groups(visit), answers = b.input.crews.map { ($0.name, b.explanation.whyNot(visit, on: $0.name)) }
            if common.json {
                return Out.json([
                    "visit": .string(visit), "groups": RosterPrinter.groups(groups),
                    "crews": .array(answers.map { .object(WhyNot.json($0.1).merging(["crew": .string($0.0)]) { a, _ in a }) }),
                ])
            }
            for group in groups { Swift.print(texts.group(group)) }
            Swift.print("")
            for (crew, answer) in answers { Swift.print(crew + "  " + texts.answer(answer)) }
        }

        static func json(_ answer: Answer) -> [String: Value] {
            switch answer {
            case .unknown: ["answer": "unknown"]
            case .there(let position): ["answer": "there", "position": .int(position + 1)]
            case .fits(let position, let added, let change):
                ["answer": "fits", "position": .int(position + 1), "added": .int(added), "minutes": .int((added + 59) / 60), "change": .int(change)]
            case .broken(let reasons, let position):
                [
                    "answer": "broken", "position": .int(position + 1), "reasons": .array(reasons.map { .string($0.code) }),
                    "figures": .object(RosterPrinter.figures(reasons)),
                ]
            }
        }
    }

    /// Ways to let a visit in by moving one other; `--take` does one of them.
    struct MakeRoom: ParsableCommand {
        static let configuration = command("room", key: "roster.room")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Argument(help: help("arg.visit")) var visit: String
        @Option(help: help("opt.take")) var take: Int?

        func run() throws {
            let s = try Session(common)
            let b = try board(s, target, about: visit)
            let rooms = b.room(for: visit)
            let printer = RosterPrinter(board: b, session: s)
            if let take {
                guard rooms.indices.contains(take - 1) else { throw CommandFailure(.data, "board.room.none") }
                let room = rooms[take - 1]
                try s.desk.batch(
                    [
                        Command.board(b.run.id, version: b.run.version, .place(visit: room.moving, crew: room.to, position: room.toPosition, half: nil)),
                        .board(b.run.id, version: nil, .place(visit: visit, crew: room.crew, position: room.position, half: nil)),
                    ], grouped: true)
                if !common.json { Swift.print(printer.texts("done.room")) }
                return RosterPrinter(board: try board(s, target), session: s).print()
            }
            if common.json {
                return Out.json(.array(rooms.map {
                    [
                        "crew": .string($0.crew), "position": .int($0.position + 1), "moving": .string($0.moving), "to": .string($0.to),
                        "toPosition": .int($0.toPosition + 1), "change": .int($0.change),
                    ]
                }))
            }
            if rooms.isEmpty { Swift.print(printer.texts("room.none")) }
            for (i, room) in rooms.enumerated() { Swift.print("\(i + 1). " + printer.texts.room(room)) }
        }
    }

    /// A crew less, one more, other hours: what would become of the plan.
    struct Suppose: ParsableCommand {
        static let configuration = command("whatif", key: "roster.whatif")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions
        @Option(help: help("opt.without")) var without: [String] = []
        @Option(help: help("opt.like")) var like: [String] = []
        @Option(name: .customLong("shift"), help: help("opt.crewHours")) var shifts: [String] = []
        @Option(help: help("opt.seconds")) var seconds: Double?
        @Option(help: help("opt.iterations")) var iterations: Int?
        @Option(help: help("opt.seed")) var seed: UInt64 = 1
        @Option(help: help("opt.threads")) var threads = 2
        @Flag(help: help("opt.apply")) var apply = false

        private func hours(_ text: String) throws -> WhatIf {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            let ends = (parts.last ?? "").split(separator: "-").map(String.init)
            guard parts.count == 2, ends.count == 2, let from = TimeOfDay(ends[0]), let to = TimeOfDay(ends[1]), from < to else {
                throw CommandFailure(.usage, "cli.badCrewHours", ["value": .string(text)])
            }
            return .shift(crew: parts[0], Interval(from.seconds, to.seconds))
        }

        func run() throws {
            let s = try Session(common)
            let day = try s.day(target.date)
            let what = without.map { WhatIf.without(crew: $0) } + like.enumerated().map { .another(like: $0.element, named: "\($0.element)+\($0.offset + 1)") }
                + (try shifts.map(hours))
            if what.isEmpty { throw CommandFailure(.usage, "cli.noWhatIf") }
            let options = Solver.Options(seed: seed, seconds: seconds ?? (iterations == nil ? 2 : nil), iterations: iterations, threads: threads)
            let supposition = try s.desk.whatIf(target.kind.run, day, what, options: options)
            if apply {
                guard supposition.isApplicable, supposition.proposal.board.run.id.rawValue != 0 else { throw CommandFailure(.data, "cli.notApplicable") }
                try s.desk.perform(supposition.proposal.command)
            }
            let texts = RosterPrinter(board: supposition.proposal.board, session: s).texts
            guard common.json else { return texts.supposition(supposition).forEach { Swift.print($0) } }
            let d = supposition.difference
            func list(_ l: [String]) -> Value { .array(l.map { .string($0) }) }
            Out.json([
                "costBefore": .int(d.costBefore), "costAfter": .int(d.costAfter), "placed": list(d.placed), "dropped": list(d.dropped),
                "toldAgain": list(supposition.toldAgain), "violations": .array(d.violations.map { .string($0.code) }),
                "changes": .array(d.changes.map { .string(texts.change($0)) }), "routes": RunPlan.value(supposition.proposal.plan), "applied": .bool(apply),
            ])
        }
    }

    /// The same day solved again from what the run keeps: the same plan, or something is wrong.
    struct Repeat: ParsableCommand {
        static let configuration = command("repeat", key: "roster.repeat")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RunOptions

        func run() throws {
            let s = try Session(common)
            let again = try s.desk.repeatRun(target.kind.run, try s.day(target.date))
            let b = try board(s, target)
            let routes = RunPlan.value(again.plan), same = routes == b.run["plan"]
            if common.json { return Out.json(["cost": .int(again.cost), "routes": routes, "samePlan": .bool(same)]) }
            Swift.print(words(same ? "cli.repeat.same" : "cli.repeat.other", ["cost": .int(again.cost / 60)]))
        }
    }
}
