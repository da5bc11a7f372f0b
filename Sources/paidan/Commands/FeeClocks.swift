import ArgumentParser
import Dispatching

extension FeeCommand {
    /// F-25.
    struct CutOff: ParsableCommand {
        static let configuration = command("cut-off", key: "fee.cutOff")
        @OptionGroup var options: Options
        @Option(help: help("opt.arrived")) var arrived: String

        func run() throws {
            let answer = try options.tariffs().transitDay(of: FeeCommand.instant(arrived), .shanghai)
            options.say(answer, .string(answer.result.description), unit: "day", line: answer.result.description)
        }
    }

    /// F-26.
    struct ReturnTimer: ParsableCommand {
        static let configuration = command("return-timer", key: "fee.returnTimer")
        @OptionGroup var options: Options
        @Option(help: help("opt.notified")) var notified: String?
        @Option(help: help("opt.hold")) var hold: String?

        func run() throws {
            let answer = try options.tariffs().returnTimers(notified: notified.map(FeeCommand.instant), hold: hold.map(FeeCommand.instant), .shanghai)
            func text(_ t: Instant?) -> Value { Value(t.map { Zone.shanghai.iso($0) }) }
            let (reply, end) = (text(answer.result.noReply), text(answer.result.holdEnds))
            options.say(
                answer, reply.isNull ? end : reply, unit: "time", ["noReply": reply, "holdEnds": end],
                line: [reply, end].compactMap(\.string).joined(separator: "  "))
        }
    }

    /// F-27.
    struct Windows: ParsableCommand {
        static let configuration = command("windows", key: "fee.windows")
        @OptionGroup var options: Options
        @Option(help: help("opt.onDay")) var on: String?

        func run() throws {
            let manual = try options.manual(), zone = Zone.shanghai
            let today = try on.map { try FeeCommand.day($0) } ?? options.today()
            let all = manual.monitors.map { ($0, $0.windows(on: today, zone)) }
            guard options.common.json else {
                return Out.table(all.flatMap { monitor, windows in
                    windows.map { w in
                        let (from, to) = w.isWholeDays ? (w.days.lowerBound.description, w.days.upperBound.description) : (words.time(w.range.lowerBound, zone), words.time(w.range.upperBound, zone))
                        return [monitor.rule, words.label(monitor.label), words("cli.fee.window.\(w.of)"), from, to]
                    }
                })
            }
            Out.json([
                "formula": "F-27", "day": .string(today.description), "rules": .array(all.map { .string($0.0.rule) }),
                "monitors": .array(all.map { monitor, windows in
                    [
                        "monitor": .string(monitor.code), "rule": .string(monitor.rule), "posts": .array(monitor.posts.map { .string($0) }),
                        "windows": .array(windows.map { w in
                            [
                                "of": .string(w.of), "from": .string(zone.iso(w.range.lowerBound)), "to": .string(zone.iso(w.range.upperBound)),
                                "firstDay": .string(w.days.lowerBound.description), "lastDay": .string(w.days.upperBound.description),
                            ]
                        }),
                    ]
                }),
            ])
        }
    }
}
