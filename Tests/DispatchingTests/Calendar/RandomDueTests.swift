import Foundation
import Testing

import Dispatching

/// Random calendars, starts, spans and pauses against `SlowCalendar`, tick by tick.
@Suite struct RandomDueTests: CalendarSuite {
    struct Setting: Sendable, CustomTestStringConvertible {
        var zone: String
        /// Starts lie around these moments.
        var centres: [Int]
        var tick: Int
        var seed: UInt64
        var trials: Int

        var testDescription: String { "\(zone) tick \(tick)" }
    }

    static let settings = [
        Setting(zone: "Asia/Shanghai", centres: [1_790_800_000 / 60 * 60], tick: 60, seed: 1, trials: 150),
        // Both changes of 2026, and its summer.
        Setting(
            zone: "America/New_York", centres: [1_772_953_200, 1_793_512_800, 1_783_000_020], tick: 60, seed: 2,
            trials: 150),
        Setting(zone: "Australia/Lord_Howe", centres: [1_775_314_800, 1_791_041_400], tick: 60, seed: 3, trials: 60),
        // Clocks went back a minute after midnight, into the day before.
        Setting(zone: "America/St_Johns", centres: [1_289_097_060, 1_268_537_460], tick: 60, seed: 6, trials: 60),
        Setting(zone: "Asia/Shanghai", centres: [1_790_800_000], tick: 1, seed: 4, trials: 10),
        Setting(zone: "America/New_York", centres: [1_772_953_200, 1_793_512_800], tick: 1, seed: 5, trials: 10),
    ]

    @Test("F-17 F-18 A-65: due times and traces agree with counting tick by tick", arguments: settings)
    func agreesWithCounting(setting: Setting) throws {
        var random = FixedSeedNumbers(seed: setting.seed)
        for trial in 0..<setting.trials {
            let pair = try CalendarPair(setting.zone, around: setting.centres[0], tick: setting.tick, &random)
            for _ in 0..<2 {
                let centre = setting.centres.randomElement(using: &random) ?? 0
                try compare(pair, around: centre, setting, "trial \(trial)", &random)
            }
        }
    }

    private func compare(
        _ pair: CalendarPair, around centre: Int, _ setting: Setting, _ name: String,
        _ random: inout FixedSeedNumbers
    ) throws {
        let (tick, isFine) = (setting.tick, setting.tick < 60)
        let start = centre + Int.random(in: -3 * 86_400 / tick...3 * 86_400 / tick, using: &random) * tick
        var pauses: [(from: Int, to: Int)] = []
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let from = start + Int.random(in: -2 * 86_400 / tick...3 * 86_400 / tick, using: &random) * tick
            let longest = isFine ? 7200 : 2 * 86_400
            pauses.append((from, from + Int.random(in: 0...longest / tick, using: &random) * tick))
        }
        let clock = Bool.random(using: &random) ? ClockKind.wall : .open
        let sign = Bool.random(using: &random) ? 1 : -1
        let unit = Span.Unit.allCases.randomElement(using: &random) ?? .minutes
        let most =
            switch unit {
            case .minutes: isFine ? 120 : 1500
            case .hours: isFine ? 2 : 50
            case .days, .workdays: isFine ? 1 : 9
            }
        let span = Span(sign * Int.random(in: 0...most, using: &random), unit)
        let expected =
            switch unit {
            case .minutes, .hours:
                pair.slow.walk(
                    from: start, seconds: span.amount * (unit == .hours ? 3600 : 60), clock: clock == .wall ? .wall : .open,
                    pauses: pauses)
            case .days, .workdays:
                pair.slow.walkDays(from: start, days: span.amount, working: unit == .workdays, pauses: pauses)
            }

        let moment = Instant(seconds: Int64(start))
        let trace = try pair.fast.due(
            from: moment, span: span, clock: clock,
            pauses: pauses.map { Instant(seconds: Int64($0.from))..<Instant(seconds: Int64($0.to)) })
        let what = "\(name): \(start) \(span) \(clock) \(pauses)"
        #expect(trace.due.seconds == Int64(expected.due), "\(what)")
        #expect(runs(trace, tick: tick) == expected.runs, "\(what)")
        checkCompleteness(trace, from: moment, what)
    }

    private func runs(_ trace: DueTrace, tick: Int) -> [SlowCalendar.Run] {
        trace.steps.compactMap { step in
            SlowCalendar.Tick(rawValue: step.kind.rawValue).map { .init(kind: $0, ticks: step.seconds / tick) }
        }
    }

    /// Every second between the start and the due time is in exactly one step.
    private func checkCompleteness(_ trace: DueTrace, from start: Instant, _ what: String) {
        guard let first = trace.steps.first, let last = trace.steps.last else {
            #expect(trace.due == start, "\(what)")
            return
        }
        #expect(first.from == min(start, trace.due), "\(what)")
        #expect(last.to == max(start, trace.due), "\(what)")
        for (earlier, later) in zip(trace.steps, trace.steps.dropFirst()) {
            #expect(earlier.to == later.from && earlier.kind != later.kind, "\(what)")
        }
        #expect(trace.steps.allSatisfy { $0.from < $0.to }, "\(what)")
    }
}

/// One random calendar, told to the library and to the slow reference.
private struct CalendarPair {
    let fast: WorkCalendar
    let slow: SlowCalendar

    init(_ zone: String, around centre: Int, tick: Int, _ random: inout FixedSeedNumbers) throws {
        var plans = (0..<7).map { _ in CalendarPair.plan(&random) }
        plans[Int.random(in: 0..<7, using: &random)] = [(from: 510, to: 1050)]
        let normal = try #require(plans.first { !$0.isEmpty })
        var week = WorkWeek(.closed, on: [])
        for (index, plan) in plans.enumerated() { week[index + 1] = try CalendarPair.hours(plan) }

        var overrides: [LocalDay: DayOverride] = [:]
        var dated: [Int: [SlowCalendar.Interval]] = [:]
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let number = centre / 86_400 + Int.random(in: -8...8, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: (overrides[LocalDay(number: number)], dated[number]) = (.off, [])
            case 1: (overrides[LocalDay(number: number)], dated[number]) = (.working, normal)
            default:
                let plan = CalendarPair.plan(&random)
                overrides[LocalDay(number: number)] = .hours(try CalendarPair.hours(plan))
                dated[number] = plan
            }
        }
        fast = WorkCalendar(
            name: "random", zone: try #require(Zone(identifier: zone)), week: week, overrides: overrides)
        slow = SlowCalendar(
            system: try #require(TimeZone(identifier: zone)),
            week: plans, dated: dated, tick: tick)
    }

    /// Up to three intervals in minutes; none for a rest day.
    private static func plan(_ random: inout FixedSeedNumbers) -> [(from: Int, to: Int)] {
        guard Int.random(in: 0..<10, using: &random) > 2 else { return [] }
        var plan: [(from: Int, to: Int)] = []
        var minute = Int.random(in: 0...600, using: &random)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let end = min(minute + Int.random(in: 30...400, using: &random), 1440)
            guard minute < end else { break }
            plan.append((minute, end))
            minute = end + Int.random(in: 0...120, using: &random)
        }
        return plan
    }

    private static func hours(_ plan: [(from: Int, to: Int)]) throws -> DayHours {
        let intervals = try plan.map { part in
            let from = try #require(TimeOfDay(minutes: part.from))
            let to = try #require(TimeOfDay(minutes: part.to))
            return try #require(DayHours.Interval(from: from, to: to))
        }
        return try #require(DayHours(intervals))
    }
}
