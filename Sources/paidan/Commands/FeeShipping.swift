import ArgumentParser
import Dispatching

extension FeeCommand {
    /// F-01.
    struct Volumetric: ParsableCommand {
        static let configuration = command("volumetric", key: "fee.volumetric")
        @OptionGroup var options: Options
        @Option(help: help("opt.size")) var size: String
        @Option(help: help("opt.weight")) var weight: String

        func run() throws {
            let answer = try options.tariffs().volumetric(FeeCommand.size(size), FeeCommand.read(weight, "weight"))
            let w = answer.result
            options.say(
                answer, w.billed.number, unit: "kg", ["volume": w.volume.number, "real": w.real.number, "started": .int(w.started)],
                line: words("cli.fee.kg", ["weight": .string(w.billed.description)]))
        }
    }

    /// F-02.
    struct Limits: ParsableCommand {
        static let configuration = command("limits", key: "fee.limits")
        @OptionGroup var options: Options
        @Option(help: help("opt.size")) var size: String
        @Option(help: help("opt.weight")) var weight: String

        func run() throws {
            let answer = try options.tariffs().limits(FeeCommand.size(size), FeeCommand.read(weight, "weight"))
            let exceeded = answer.result.map { Value.object(["limit": .string($0.kind.rawValue), "measured": .string($0.measured), "allowed": .string($0.allowed)]) }
            options.say(
                answer, .bool(exceeded.isEmpty), unit: "accepted", ["exceeded": .array(exceeded)], line: words(exceeded.isEmpty ? "cli.fee.accepted" : "cli.fee.tooLarge"))
        }
    }

    /// F-03.
    struct Heavy: ParsableCommand {
        static let configuration = command("heavy", key: "fee.heavy")
        @OptionGroup var options: Options
        @Option(help: help("opt.weight")) var weight: String

        func run() throws {
            let answer = try options.tariffs().heavy(FeeCommand.read(weight, "weight"))
            options.say(answer, answer.result)
        }
    }

    /// F-04.
    struct Transit: ParsableCommand {
        static let configuration = command("transit", key: "fee.transit")
        @OptionGroup var options: Options
        @Option(help: help("opt.weight")) var weight: String
        @Option(name: .customLong("fee-right"), help: help("opt.feeRight")) var right: FeeRight = .yes

        func run() throws {
            let answer = try options.tariffs().transit(FeeCommand.read(weight, "weight"), right: right)
            options.say(answer, answer.result, ["right": .string(right.rawValue)])
        }
    }

    /// F-05.
    struct STO: ParsableCommand {
        static let configuration = command("sto", key: "fee.sto")
        @OptionGroup var options: Options
        @Option(help: help("opt.weight")) var weight: String
        @Option(name: .customLong("fee-right"), help: help("opt.feeRight")) var right: FeeRight = .yes

        func run() throws {
            let answer = try options.tariffs().sto(FeeCommand.read(weight, "weight"), right: right)
            options.say(answer, answer.result.cost, ["fee": answer.result.fee.value, "margin": answer.result.margin.value])
        }
    }

    /// F-06.
    struct COD: ParsableCommand {
        static let configuration = command("cod", key: "fee.cod")
        @OptionGroup var options: Options
        @Option(help: help("opt.amount")) var amount: String

        func run() throws {
            let answer = try options.tariffs().cod(FeeCommand.read(amount, "amount"))
            options.say(answer, answer.result)
        }
    }
}

extension FeeRight: ExpressibleByArgument {}
