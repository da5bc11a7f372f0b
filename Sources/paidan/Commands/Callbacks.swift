import ArgumentParser
import Desk
import Dispatching
import Storage
import Wording

struct CallbackCommand: ParsableCommand {
    static let configuration = command("callback", [List.self, Log.self, Tried.self], standard: List.self)

    struct List: ParsableCommand {
        static let configuration = command("list", key: "callback.list")
        @OptionGroup var common: CommonOptions
        @Flag(help: help("opt.allCallbacks")) var all = false
        @Option(help: help("opt.limit")) var limit = 500

        func run() throws {
            let s = try Session(common)
            // Whatever is known to come lies within a quarter.
            let until = s.zone.startOfDay(s.today + (all ? 92 : 1)) - 1
            let calls = try s.desk.callbacks(until: until, includeDone: all, limit: limit)
            if common.json { return Out.json(.array(calls.map { CallbackCommand.json($0, s) })) }
            Out.table(calls.map { call in
                [call.row.duty.due.map { words.time($0, s.zone) } ?? "", words("callbackState." + call.state.phase.rawValue), call.row.duty.key.rule, call.row.number,
                    call.row.customer, call.row.phone, String(call.state.attempts.count), call.state.nextAt.map { words.time($0, s.zone) } ?? "",
                    call.workers.map(\.name).joined(separator: " "), call.lastRemark ?? ""]
            })
        }
    }

    /// The customer answered: the same form that the console draws.
    struct Log: ParsableCommand {
        static let configuration = command("log", key: "callback.log")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        @Option(parsing: .upToNextOption, help: help("opt.answer")) var answer: [String] = []
        @Option(help: help("opt.override")) var override: String?

        func run() throws {
            let s = try Session(common)
            let call = try CallbackCommand.find(number, s)
            try s.perform(.stamp(call.row.duty.key.caseID, version: nil, name: call.stamp, answers: try Session.pairs(answer), override: override))
        }
    }

    struct Tried: ParsableCommand {
        static let configuration = command("tried", key: "callback.tried")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        @Option(help: help("opt.outcome")) var outcome: Outcome
        @Option(help: help("opt.at")) var at: String?
        @Option(help: help("opt.remark")) var remark = ""

        enum Outcome: String, ExpressibleByArgument, CaseIterable {
            case noAnswer = "no_answer"
            case busy
            case wrongNumber = "wrong_number"
            case later

            var state: CallbackState.Outcome {
                switch self {
                case .noAnswer: .noAnswer
                case .busy: .busy
                case .wrongNumber: .wrongNumber
                case .later: .later
                }
            }
        }

        func run() throws {
            let s = try Session(common)
            var named: Instant?
            if outcome == .later {
                guard let at else { throw CommandFailure(.usage, "cli.callback.needsAt") }
                guard let moment = s.zone.parse(at) else { throw CommandFailure(.usage, "cli.badTime", ["value": .string(at)]) }
                guard moment > s.now else { throw CommandFailure(.data, "refusal.unmet.pastDate") }
                named = moment
            }
            let call = try CallbackCommand.find(number, s)
            _ = try s.desk.callTried([call.row], outcome.state, named: named, remark: remark)
            let after = try CallbackCommand.find(number, s)
            if common.json { return Out.json(CallbackCommand.json(after, s)) }
            print(words("done.stamped", ["number": .string(call.row.number)]))
            if let next = after.state.nextAt { print(words("cli.callback.next", ["time": .string(words.time(next, s.zone)), "n": .int(after.state.attempts.count)])) }
            if after.state.isBeyondDue, let due = call.row.duty.due { print(words("cli.callback.beyond", ["due": .string(words.time(due, s.zone))])) }
        }
    }

    /// The open callback of a visit, or the first one of an order.
    private static func find(_ number: String, _ s: Session) throws -> CallbackRow {
        let record = try s.find(number, kinds: [.deliveryVisit, .installVisit, .serviceVisit, .order])
        guard let call = try s.desk.callbacks(until: Instant.supported.upperBound - 1, of: record.id).first else {
            throw CommandFailure(.data, "cli.callback.none", ["number": .string(number)])
        }
        return call
    }

    private static func json(_ call: CallbackRow, _ s: Session) -> Value {
        let row = call.row, state = call.state
        let workers = Dictionary(call.workers.map { ($0.kept, Value.string($0.name)) }, uniquingKeysWith: { first, _ in first })
        return .object([
            "rule": .string(row.duty.key.rule), "case": .string(row.number), "order": .string(row.rootNumber), "type": .string(row.kind.work),
            "customer": .string(row.customer), "phone": .string(row.phone), "stamp": .string(call.stamp), "script": Value(call.script),
            "opens": .string(s.zone.iso(row.duty.opens)), "due": Value(row.duty.due.map { s.zone.iso($0) }), "state": .string(state.phase.rawValue),
            "late": .bool(state.isLate), "attempts": .int(state.attempts.count), "nextAt": Value(state.nextAt.map { s.zone.iso($0) }),
            "beyondDue": .bool(state.isBeyondDue), "wrongNumber": .bool(state.isWrongNumber), "by": .object(workers), "remark": Value(call.lastRemark),
        ])
    }
}
