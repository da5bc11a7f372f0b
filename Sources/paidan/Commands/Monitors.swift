import ArgumentParser
import Desk
import Dispatching
import Exchange
import Storage

/// What the monitors find (C-59 to C-71): a query of the manual over the scans, made anew each time.
struct MonitorCommand: ParsableCommand {
    static let configuration = command("monitor", [List.self], standard: List.self)

    struct List: ParsableCommand {
        static let configuration = command("list", key: "monitor.list")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: ReportCommand.Target
        @Argument(help: help("arg.monitor")) var code: String?
        @Option(help: help("opt.lookedAt")) var day: String?

        func run() throws {
            let s = try Session(common)
            let (manual, now, day) = (s.manual, s.now, try s.day(day ?? "today"))
            let monitors: [Monitor] = try code.map { code in
                guard let monitor = manual.playbook.monitor(code) else {
                    throw CommandFailure(.usage, "cli.badMonitor", ["value": .string(code), "known": .array(manual.playbook.monitors.map { .string("\($0.code) \($0.rule)") })])
                }
                return [monitor]
            } ?? manual.playbook.monitors
            let rows = try s.desk.store.read { snapshot in try monitors.flatMap { try snapshot.found($0, on: day, manual: manual, now: now) } }
            try target.write(try s.tables.found(rows, on: day), common, of: s)
        }
    }
}
