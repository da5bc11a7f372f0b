import ArgumentParser
import Dispatching
import Exchange
import Foundation
import Wording

/// What the manual's formulas come to: fees, fines, limits and clocks of the courier branch.
struct FeeCommand: ParsableCommand {
    static let configuration = command(
        "fee",
        [
            Volumetric.self, Limits.self, Heavy.self, Transit.self, STO.self, COD.self, LateEntry.self, Header.self, Monitor.self, Complaint.self, Call.self, Refused.self,
            Shared.self, Danger.self, Outside.self, Fault.self, CutOff.self, ReturnTimer.self, Windows.self,
        ])

    /// By whose figures is reckoned: a named playbook's, else the shop's own where it has any, else the built-in courier manual's.
    struct Options: ParsableArguments {
        @OptionGroup var common: CommonOptions
        @Option(help: help("opt.playbook")) var playbook: String?

        func manual() throws -> Playbook {
            if let playbook { return try PlaybookCommand.read(playbook).playbook }
            if FileManager.default.fileExists(atPath: common.path) {
                let manual = try common.desk().manual().playbook
                if !manual.tariffs.isEmpty { return manual }
            }
            return try PlaybookFile.builtIn(PlaybookFile.courier).playbook
        }

        func tariffs() throws -> Tariffs { try manual().tariffs }

        func today() throws -> LocalDay { Zone.shanghai.day(of: try common.clock()()) }

        /// The answer in the terminal's words, or as JSON: `formula`, `rule`, `rules`, `steps`, `value` with its `unit`, and the formula's own parts.
        func say<R>(_ answer: Reckoning<R>, _ value: Value, unit: String, _ parts: [String: Value] = [:], line: String) {
            guard common.json else {
                answer.steps.forEach { print(words($0)) }
                print("\(answer.formula)  \(line)  \(answer.rules.joined(separator: " "))")
                return
            }
            var out = parts
            out["formula"] = .string(answer.formula)
            out["rule"] = Value(answer.rules.first)
            out["rules"] = .array(answer.rules.map { .string($0) })
            out["steps"] = .array(answer.steps.map { .string(words($0)) })
            out["value"] = value
            out["unit"] = .string(unit)
            Out.json(.object(out))
        }

        func say<R>(_ answer: Reckoning<R>, _ money: Money, _ parts: [String: Value] = [:]) {
            say(answer, money.number, unit: "CNY", parts.merging(money.parts) { own, _ in own }, line: words("cli.fee.money", ["amount": .string(money.description)]))
        }
    }

    static func read<M: Measured>(_ text: String, _ key: String) throws -> M {
        guard let value = M(text) else { throw CommandFailure(.usage, "cli.fee.bad.\(key)", ["value": .string(text)]) }
        return value
    }

    static func size(_ text: String) throws -> PieceSize {
        guard let size = PieceSize(text) else { throw CommandFailure(.usage, "cli.fee.bad.size", ["value": .string(text)]) }
        return size
    }

    static func day(_ text: String) throws -> LocalDay {
        guard let day = LocalDay(text) else { throw CommandFailure(.usage, "cli.badDate", ["value": .string(text)]) }
        return day
    }

    static func instant(_ text: String) throws -> Instant {
        guard let time = Zone.shanghai.parse(text) else { throw CommandFailure(.usage, "cli.badTime", ["value": .string(text)]) }
        return time
    }
}

extension Measured {
    /// For scripts; exact, as the decimal text says it.
    var number: Value {
        let text = description
        return Int(text).map { .int($0) } ?? Double(text).map { Int(exactly: $0).map { .int($0) } ?? .double($0) } ?? .string(text)
    }
}

extension Money {
    /// In yuan as text and in cents.
    var parts: [String: Value] { ["amount": .string(description), "cents": .int(cents)] }
    var value: Value { .object(parts) }
}
