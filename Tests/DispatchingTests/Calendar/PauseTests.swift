import Testing

import Dispatching

@Suite struct PauseTests: CalendarSuite {
    let monSat = CalendarFixture.monSat
    let monFri = CalendarFixture.monFri
    let lunch = CalendarFixture.monFriLunch
    let empty = CalendarFixture.empty

    @Test("L1 L2: a pause moves the due time by its length in the span's own clock")
    func simple() throws {
        let pauses = [pause("2024-03-06T09:00", "2024-03-06T15:00")]
        #expect(try due("2024-03-05T16:45", "48h", .wall, on: monSat, pauses: pauses) == "2024-03-07T22:45")
        let trace = try monSat.due(
            from: at("2024-03-05T16:45"), span: span("48h"), clock: .wall, pauses: pauses)
        #expect(lines(trace.steps) == [
            "counted 2024-03-05T16:45 2024-03-06T09:00",
            "pause 2024-03-06T09:00 2024-03-06T15:00",
            "counted 2024-03-06T15:00 2024-03-07T22:45",
        ])
    }

    @Test("L2: a pause on a rest day buys nothing, one over a rest day only its working part")
    func overARestDay() throws {
        let sunday = [pause("2024-03-10T09:00", "2024-03-10T15:00")]
        #expect(try due("2024-03-09T15:00", "48h", .wall, on: monSat, pauses: sunday) == "2024-03-12T15:00")
        let weekend = [pause("2024-03-09T20:00", "2024-03-11T02:00")]
        #expect(try due("2024-03-09T15:00", "48h", .wall, on: monSat, pauses: weekend) == "2024-03-12T21:00")
        let trace = try monSat.due(
            from: at("2024-03-09T15:00"), span: span("48h"), clock: .wall, pauses: weekend)
        #expect(lines(trace.steps) == [
            "counted 2024-03-09T15:00 2024-03-09T20:00",
            "pause 2024-03-09T20:00 2024-03-10T00:00",
            "rest 2024-03-10T00:00 2024-03-11T00:00",
            "pause 2024-03-11T00:00 2024-03-11T02:00",
            "counted 2024-03-11T02:00 2024-03-12T21:00",
        ])
    }

    @Test("L2: in open hours a pause at night buys nothing")
    func atNight() throws {
        let night = [pause("2026-10-08T17:30", "2026-10-09T08:30")]
        #expect(try due("2026-10-08T16:30", "2h", .open, on: lunch, pauses: night) == "2026-10-09T09:30")
        let noon = [pause("2026-10-08T11:00", "2026-10-08T14:00")]
        #expect(try due("2026-10-08T10:00", "2h", .open, on: lunch, pauses: noon) == "2026-10-08T15:00")
    }

    @Test func overlappingUnorderedAndEmpty() throws {
        let pauses = [
            pause("2024-03-06T12:00", "2024-03-06T15:00"), pause("2024-03-06T09:00", "2024-03-06T13:00"),
            pause("2024-03-06T10:00", "2024-03-06T11:00"), pause("2024-03-06T20:00", "2024-03-06T20:00"),
            pause("2024-03-06T15:00", "2024-03-06T15:30"),
        ]
        #expect(try due("2024-03-05T16:45", "48h", .wall, on: monSat, pauses: pauses) == "2024-03-07T23:15")
    }

    @Test func beforeTheStartAndAfterTheEnd() throws {
        let around = [pause("2024-03-01T09:00", "2024-03-05T18:45"), pause("2024-03-07T18:45", "2024-03-09T09:00")]
        #expect(try due("2024-03-05T16:45", "48h", .wall, on: monSat, pauses: around) == "2024-03-07T18:45")
        let earlier = [pause("2024-03-01T09:00", "2024-03-05T16:45")]
        #expect(try due("2024-03-05T16:45", "48h", .wall, on: monSat, pauses: earlier) == "2024-03-07T16:45")
    }

    @Test("L2: a pause that begins in time and ends after the old due time moves it on")
    func acrossTheOldDueTime() throws {
        let pauses = [pause("2024-03-07T16:00", "2024-03-11T09:00")]
        #expect(try due("2024-03-05T16:45", "48h", .wall, on: monSat, pauses: pauses) == "2024-03-11T09:45")
    }

    @Test func daysAndWorkingDays() throws {
        // Six hours of Saturday and the whole Sunday are paused.
        let pauses = [pause("2024-03-09T18:00", "2024-03-11T00:00")]
        #expect(try due("2024-03-08T10:00", "3d", .wall, on: monSat, pauses: pauses) == "2024-03-12T16:00")
        #expect(try due("2024-03-08T10:00", "2wd", .wall, on: monSat, pauses: pauses) == "2024-03-11T16:00")
        let trace = try monSat.due(
            from: at("2024-03-08T10:00"), span: span("2wd"), clock: .wall, pauses: pauses)
        #expect(lines(trace.steps) == [
            "counted 2024-03-08T10:00 2024-03-09T18:00",
            "pause 2024-03-09T18:00 2024-03-10T00:00",
            "rest 2024-03-10T00:00 2024-03-11T00:00",
            "counted 2024-03-11T00:00 2024-03-11T16:00",
        ])
        // The extension meets the next rest day and another pause.
        let two = pauses + [pause("2024-03-11T12:00", "2024-03-16T22:00")]
        #expect(try due("2024-03-08T10:00", "2wd", .wall, on: monSat, pauses: two) == "2024-03-18T02:00")
    }

    @Test func backwards() throws {
        let pauses = [pause("2024-03-08T08:00", "2024-03-08T09:30"), pause("2024-03-08T10:00", "2024-03-20T09:30")]
        #expect(try due("2024-03-08T10:30", "-2h", .wall, on: monSat, pauses: pauses) == "2024-03-08T06:30")
        #expect(try due("2024-03-08T10:30", "-1wd", .wall, on: monSat, pauses: pauses) == "2024-03-07T08:30")
    }

    @Test func aPauseWithoutEnd() {
        let forever = at("2026-10-08T10:00")..<Instant(seconds: .max)
        for (length, walked) in [("48h", "2026-10-08T09:00"), ("1d", "2026-10-09T09:00"), ("1wd", "2026-10-09T09:00")] {
            #expect(throws: CalendarError.tooFar(from: at(walked))) {
                try monFri.due(
                    from: at("2026-10-08T09:00"), span: span(length), clock: .wall, pauses: [forever])
            }
        }
    }

    @Test func elapsedIsTheCounterpart() throws {
        let pauses = [pause("2024-03-09T20:00", "2024-03-11T02:00")]
        let (start, end) = (at("2024-03-09T15:00"), at("2024-03-12T21:00"))
        #expect(try monSat.elapsed(from: start, to: end, clock: .wall, pauses: pauses) == 48 * 3600)
        #expect(try monSat.elapsed(from: end, to: start, clock: .wall, pauses: pauses) == -48 * 3600)
        #expect(try monSat.elapsed(from: start, to: end, clock: .open) == (150 + 540 + 540) * 60)
        #expect(try empty.elapsed(from: start, to: end, clock: .open) == 0)
        let steps = try monSat.trace(from: start, to: at("2024-03-10T08:00"), clock: .open)
        #expect(lines(steps) == [
            "counted 2024-03-09T15:00 2024-03-09T17:30",
            "closed 2024-03-09T17:30 2024-03-10T00:00",
            "rest 2024-03-10T00:00 2024-03-10T08:00",
        ])
        #expect(try monSat.trace(from: end, to: start, clock: .wall).isEmpty)
    }
}
