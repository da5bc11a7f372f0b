import Dispatching

/// Calendars for the tests of this folder.
enum CalendarFixture {
    /// The exceptions of 2024 and 2026 that the tests need, from the State Council's notices: `-` off, `+` working.
    static let notices: [LocalDay: DayOverride] = overrides(
        """
        2024-02-04 + 春节
        2024-02-10 - 春节
        2024-02-11 - 春节
        2024-02-12 - 春节
        2024-02-13 - 春节
        2024-02-14 - 春节
        2024-02-15 - 春节
        2024-02-16 - 春节
        2024-02-17 - 春节
        2024-02-18 + 春节
        2026-01-01 - 元旦
        2026-01-02 - 元旦
        2026-01-03 - 元旦
        2026-01-04 + 元旦
        2026-09-20 + 国庆节
        2026-09-25 - 中秋节
        2026-09-26 - 中秋节
        2026-09-27 - 中秋节
        2026-10-01 - 国庆节
        2026-10-02 - 国庆节
        2026-10-03 - 国庆节
        2026-10-04 - 国庆节
        2026-10-05 - 国庆节
        2026-10-06 - 国庆节
        2026-10-07 - 国庆节
        2026-10-10 + 国庆节
        """)

    static let standard = DayHours("08:30-17:30")!
    static let lunch = DayHours("08:30-12:00,13:00-17:30")!

    /// Monday to Saturday, no exceptions: the calendar of the worked examples F-17, F-18, F-29.
    static let monSat = WorkCalendar(name: "mon-sat", week: WorkWeek(standard, on: "mon-sat")!)
    static let monFri = WorkCalendar(name: "mon-fri", week: WorkWeek(standard, on: "mon-fri")!, overrides: notices)
    static let monFriLunch = WorkCalendar(name: "lunch", week: WorkWeek(lunch, on: "mon-fri")!, overrides: notices)
    static let empty = WorkCalendar(name: "empty", week: WorkWeek(standard, on: []))

    static func overrides(_ text: String) -> [LocalDay: DayOverride] {
        var found: [LocalDay: DayOverride] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            found[LocalDay(words[0])!] = words[1] == "-" ? .off(words[2]) : .working(words[2])
        }
        return found
    }
}

/// Short hands for the suites of this folder, as members so that other suites may have their own.
protocol CalendarSuite {}

extension CalendarSuite {
    func day(_ text: String) -> LocalDay { LocalDay(text)! }

    func at(_ text: String, _ zone: Zone = .shanghai) -> Instant { zone.parse(text)! }

    func span(_ text: String) -> Span { Span(text)! }

    /// The due time as local text without seconds and offset.
    func due(
        _ from: String, _ length: String, _ clock: ClockKind, on calendar: WorkCalendar, pauses: [Range<Instant>] = []
    ) throws -> String {
        let trace = try calendar.due(
            from: at(from, calendar.zone), span: span(length), clock: clock, pauses: pauses)
        return String(calendar.zone.iso(trace.due).prefix(16))
    }

    /// The trace as lines `"kind from to"`.
    func lines(_ steps: [TraceStep], _ zone: Zone = .shanghai) -> [String] {
        steps.map { "\($0.kind.rawValue) \(zone.iso($0.from).dropLast(9)) \(zone.iso($0.to).dropLast(9))" }
    }

    func pause(_ from: String, _ to: String) -> Range<Instant> { at(from)..<at(to) }
}

/// SplitMix64: the same numbers on every run.
struct FixedSeedNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
