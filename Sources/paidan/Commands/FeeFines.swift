import ArgumentParser
import Dispatching

extension FeeCommand {
    /// F-07.
    struct LateEntry: ParsableCommand {
        static let configuration = command("late-entry", key: "fee.lateEntry")
        @OptionGroup var options: Options
        @Option(help: help("opt.departed")) var departed: [String]
        @Option(help: help("opt.onDay")) var on: String?

        func run() throws {
            let days = try departed.map { try FeeCommand.day($0) }
            let answer = try options.tariffs().lateEntry(departed: days, today: on.map { try FeeCommand.day($0) } ?? options.today())
            let lines = zip(days, answer.result.standings).map { Value.object(["departed": .string($0.description), "standing": .string($1.rawValue)]) }
            options.say(answer, answer.result.fine, ["waybills": .array(lines)])
        }
    }

    /// F-08.
    struct Header: ParsableCommand {
        static let configuration = command("header", key: "fee.header")
        @OptionGroup var options: Options
        @Option(help: help("opt.waybills")) var waybills: Int

        func run() throws {
            let answer = try options.tariffs().header(waybills)
            options.say(answer, answer.result, ["waybills": .int(waybills)])
        }
    }

    /// F-09.
    struct Monitor: ParsableCommand {
        static let configuration = command("monitor", key: "fee.monitor")
        @OptionGroup var options: Options
        @Option(help: help("opt.items")) var items: Int

        func run() throws {
            let answer = try options.tariffs().missedMonitors(items)
            options.say(answer, answer.result, ["items": .int(items)])
        }
    }

    /// F-10.
    struct Complaint: ParsableCommand {
        static let configuration = command("complaint", key: "fee.complaint")
        @OptionGroup var options: Options
        @Option(help: help("opt.amount")) var amount: String
        @Flag(help: help("opt.byQuality")) var byQuality = false

        func run() throws {
            let answer = try options.tariffs().complaint(FeeCommand.read(amount, "amount"), missedByQuality: byQuality)
            let s = answer.result
            options.say(answer, s.post + s.quality, ["post": s.post.value, "quality": s.quality.value, "missedItem": s.missedItem.value])
        }
    }

    /// F-11.
    struct Call: ParsableCommand {
        static let configuration = command("call", key: "fee.call")
        @OptionGroup var options: Options
        @Option(help: help("opt.cases")) var cases: Int

        func run() throws {
            let answer = try options.tariffs().unansweredCalls(cases)
            options.say(answer, answer.result, ["cases": .int(cases)])
        }
    }

    /// F-12.
    struct Refused: ParsableCommand {
        static let configuration = command("refused-order", key: "fee.refused")
        @OptionGroup var options: Options
        @Option(help: help("opt.cases")) var cases: Int

        func run() throws {
            let answer = try options.tariffs().refusedOrders(cases)
            options.say(answer, answer.result.fine, ["cases": .int(cases), "warning": .bool(answer.result.isWarning)])
        }
    }

    /// F-13.
    struct Shared: ParsableCommand {
        static let configuration = command("shared", key: "fee.shared")
        @OptionGroup var options: Options
        @Option(help: help("opt.amount")) var amount: String
        @Argument(help: help("arg.people")) var people: [String]

        func run() throws {
            let loss: Money = try FeeCommand.read(amount, "amount")
            let answer = try options.tariffs().shared(loss, among: people)
            let shares = answer.result.map { Value.object($0.amount.parts.merging(["person": .string($0.person)]) { own, _ in own }) }
            if !options.common.json { Out.table(answer.result.map { [$0.person, $0.amount.description] }) }
            options.say(answer, answer.result.reduce(.zero) { $0 + $1.amount }, ["shares": .array(shares)])
        }
    }

    /// F-14.
    struct Danger: ParsableCommand {
        static let configuration = command("danger", key: "fee.danger")
        @OptionGroup var options: Options
        @Option(help: help("opt.amount")) var amount: String

        func run() throws {
            let answer = try options.tariffs().danger(FeeCommand.read(amount, "amount"))
            options.say(answer, answer.result.fine, ["reward": answer.result.reward.value])
        }
    }

    /// F-15.
    struct Outside: ParsableCommand {
        static let configuration = command("outside", key: "fee.outside")
        @OptionGroup var options: Options
        @Option(help: help("opt.amount")) var amount: String

        func run() throws {
            let answer = try options.tariffs().outside(FeeCommand.read(amount, "amount"))
            options.say(answer, answer.result)
        }
    }

    /// F-16.
    struct Fault: ParsableCommand {
        static let configuration = command("fault", key: "fee.fault")
        @OptionGroup var options: Options
        @Option(help: help("opt.amount")) var amount: String

        func run() throws {
            let answer = try options.tariffs().fault(FeeCommand.read(amount, "amount"))
            options.say(answer, answer.result)
        }
    }
}
