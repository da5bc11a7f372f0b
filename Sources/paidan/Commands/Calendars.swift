import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Wording

struct CalendarCommand: ParsableCommand {
    static let configuration = command("calendar", [Due.self, Show.self, Set.self, Reset.self])

    struct Due: ParsableCommand {
        static let configuration = command("due", key: "calendar.due")
        @OptionGroup var common: CommonOptions
        @Option(help: help("opt.fromTime")) var from: String
        @Option(help: help("opt.span")) var span: String
        @Option(help: help("opt.clock")) var clock: Clock = .wall
        @Option(help: help("opt.week")) var week = "mon-sat"
        @Option(help: help("opt.hours")) var hours = "08:30-17:30"
        @Option(help: help("opt.holidays")) var holidays: [String] = []
        @Option(help: help("opt.zone")) var zone = "Asia/Shanghai"

        enum Clock: String, ExpressibleByArgument, CaseIterable { case wall, open }

        func run() throws {
            guard let zone = Zone(identifier: self.zone) else { throw CommandFailure(.usage, "playbook.badZone", ["value": .string(self.zone)]) }
            guard let start = zone.parse(from) else { throw CommandFailure(.usage, "cli.badTime", ["value": .string(from)]) }
            guard let span = Span(self.span) else { throw CommandFailure(.usage, "playbook.badSpan", ["value": .string(self.span)]) }
            guard let open = DayHours(hours) else { throw CommandFailure(.usage, "playbook.badHours", ["value": .string(hours)]) }
            guard let weekdays = WorkWeek(open, on: week) else { throw CommandFailure(.usage, "playbook.badWeekday", ["value": .string(week)]) }
            let days = try HolidayFile.merge(holidays.map { try HolidayFile(Array(try Data(contentsOf: URL(fileURLWithPath: $0))), name: $0) })
            let calendar = WorkCalendar(name: "cli", zone: zone, week: weekdays, overrides: days)
            let trace: DueTrace
            do { trace = try calendar.due(from: start, span: span, clock: clock == .wall ? .wall : .open) } catch {
                throw CommandFailure(.data, "refusal.noWorkingDay")
            }
            if common.json {
                return Out.json(["due": .string(zone.iso(trace.due)), "trace": .array(trace.steps.map {
                    ["from": .string(zone.iso($0.from)), "to": .string(zone.iso($0.to)), "kind": .string($0.kind.rawValue)]
                })])
            }
            print(zone.iso(trace.due))
            Out.table(trace.steps.map { ["", zone.iso($0.from), zone.iso($0.to), words("cli.trace.\($0.kind.rawValue)")] })
        }
    }

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "calendar.show")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.month")) var month: String?
        func run() throws {
            let s = try Session(common)
            let first = try month.map { m in
                guard let d = LocalDay(m + "-01") else { throw CommandFailure(.usage, "cli.badDate", ["value": .string(m)]) }
                return d
            } ?? LocalDay(year: s.today.year, month: s.today.month, day: 1) ?? s.today
            let days = (0..<LocalDay.length(ofMonth: first.month, year: first.year)).map { first + $0 }
            if common.json {
                return Out.json(.array(days.map { ["date": .string($0.description), "open": .bool(s.manual.calendar.isWorkday($0)), "label": Value(s.manual.calendar.label(of: $0)), "hours": .string(s.manual.calendar.hours(on: $0).description)] }))
            }
            Out.table(days.map { [$0.description, words("cli.weekday.\($0.weekday)"), s.manual.calendar.isWorkday($0) ? s.manual.calendar.hours(on: $0).description : words("cli.rest"), s.manual.calendar.label(of: $0) ?? ""] })
        }
    }

    struct Set: ParsableCommand {
        static let configuration = command("set", key: "calendar.set")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.dayKind")) var kind: String
        @Argument(help: help("arg.dates")) var dates: [String]
        @Option(help: help("opt.dayLabel")) var label: String?

        private func override() throws -> DayOverride {
            switch kind {
            case "rest": return .off(label)
            case "work": return .working(label)
            default:
                guard let hours = DayHours(kind) else { throw CommandFailure(.usage, "playbook.badHours", ["value": .string(kind)]) }
                return .hours(hours, label)
            }
        }

        func run() throws {
            let s = try Session(common)
            let days = try CalendarCommand.days(dates, s), override = try override()
            try s.perform(.days(days.reduce(into: [:]) { $0[$1] = .some(override) }))
        }
    }

    struct Reset: ParsableCommand {
        static let configuration = command("reset", key: "calendar.reset")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.dates")) var dates: [String]

        func run() throws {
            let s = try Session(common)
            try s.perform(.days(try CalendarCommand.days(dates, s).reduce(into: [:]) { $0[$1] = .some(nil) }))
        }
    }

    /// Days, and spans of them: `2027-02-12..2027-02-18`.
    static func days(_ texts: [String], _ s: Session) throws -> [LocalDay] {
        try texts.flatMap { text -> [LocalDay] in
            let ends = try text.components(separatedBy: "..").map { try s.day($0) }
            guard let first = ends.first, let last = ends.last, ends.count < 3, first <= last, last.number - first.number <= 366 else { throw CommandFailure(.usage, "cli.badDate", ["value": .string(text)]) }
            return (first.number...last.number).map { LocalDay(number: $0) }
        }
    }
}
