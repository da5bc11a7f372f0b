import Testing

import Dispatching

@Suite struct DueTests: CalendarSuite {
    @Test("F-17 A-44 A-51 A-65: 48 hours stand still on rest days", arguments: [
        ("2024-03-05T16:45", "2024-03-07T16:45"),
        ("2024-03-08T10:20", "2024-03-11T10:20"),
        ("2024-03-09T15:00", "2024-03-12T15:00"),
    ])
    func workedExamples(from: String, expected: String) throws {
        #expect(try due(from, "48h", .wall, on: CalendarFixture.monSat) == expected)
    }

    @Test("F-17 A-65: a start on a rest day counts from the next working day's 00:00")
    func startOnARestDay() throws {
        #expect(try due("2024-03-10T11:00", "48h", .wall, on: CalendarFixture.monSat) == "2024-03-13T00:00")
        #expect(try due("2024-03-10T11:00", "30m", .wall, on: CalendarFixture.monSat) == "2024-03-11T00:30")
    }

    @Test("F-17: used up at midnight before a rest day is due at that midnight")
    func endOfTheWeek() throws {
        #expect(try due("2024-03-08T00:00", "48h", .wall, on: CalendarFixture.monSat) == "2024-03-10T00:00")
    }

    @Test("F-17 design 7: across the national day week of 2026")
    func nationalDay() throws {
        #expect(try due("2026-09-30T16:45", "48h", .wall, on: CalendarFixture.monFri) == "2026-10-09T16:45")
        let trace = try CalendarFixture.monFri.due(from: at("2026-09-30T16:45"), span: span("48h"), clock: .wall)
        #expect(Zone.shanghai.iso(trace.due) == "2026-10-09T16:45:00+08:00")
        #expect(lines(trace.steps) == [
            "counted 2026-09-30T16:45 2026-10-01T00:00",
            "rest 2026-10-01T00:00 2026-10-08T00:00",
            "counted 2026-10-08T00:00 2026-10-09T16:45",
        ])
        // The make-up Saturday counts, the Sunday after it does not.
        #expect(try due("2026-10-09T16:45", "48h", .wall, on: CalendarFixture.monFri) == "2026-10-12T16:45")
    }

    @Test("F-29 E11-06 E14-09 E14-10: return, answer and solution dates")
    func returnsAndComplaints() throws {
        let week = WorkWeek(DayHours("09:00-18:00")!, on: "mon-sat")!
        let calendar = WorkCalendar(name: "service", week: week)
        #expect(try due("2024-03-05T00:00", "7d", .wall, on: calendar) == "2024-03-12T00:00")
        #expect(try due("2024-03-05T14:00", "48h", .wall, on: calendar) == "2024-03-07T14:00")
        let solved = try calendar.workday(day("2024-03-05"), shiftedBy: 7)
        let closing = try #require(calendar.closing(of: solved))
        #expect(calendar.zone.iso(calendar.zone.instant(solved, closing)) == "2024-03-13T18:00:00+08:00")
    }

    @Test("Q-01: the courier's 72 hours run through rest days")
    func courier() throws {
        #expect(try due("2024-03-08T10:20", "72h", .wall, on: .everyDay()) == "2024-03-11T10:20")
    }

    @Test("F-29: calendar days keep the time of day and are not moved by rest days")
    func calendarDays() throws {
        #expect(try due("2024-03-09T15:00", "1d", .wall, on: CalendarFixture.monSat) == "2024-03-10T15:00")
        #expect(try due("2024-03-09T15:00", "3d", .open, on: CalendarFixture.monSat) == "2024-03-12T15:00")
        #expect(try due("2024-03-01T15:00", "-1d", .wall, on: CalendarFixture.monSat) == "2024-02-29T15:00")
    }

    @Test("L3 L5: open hours with a lunch break")
    func lunch() throws {
        let calendar = CalendarFixture.monFriLunch
        #expect(try due("2026-10-08T11:30", "1h", .open, on: calendar) == "2026-10-08T13:30")
        #expect(try due("2026-10-08T12:10", "30m", .open, on: calendar) == "2026-10-08T13:30")
        #expect(try due("2026-10-08T08:30", "8h", .open, on: calendar) == "2026-10-08T17:30")
        #expect(try due("2026-10-08T07:00", "8h", .open, on: calendar) == "2026-10-08T17:30")
        #expect(try due("2026-10-08T17:30", "1m", .open, on: calendar) == "2026-10-09T08:31")
        #expect(try due("2026-09-30T16:45", "2h", .open, on: calendar) == "2026-10-08T09:45")
        let trace = try calendar.due(from: at("2026-09-30T16:45"), span: span("5h"), clock: .open)
        #expect(lines(trace.steps) == [
            "counted 2026-09-30T16:45 2026-09-30T17:30",
            "closed 2026-09-30T17:30 2026-10-01T00:00",
            "rest 2026-10-01T00:00 2026-10-08T00:00",
            "closed 2026-10-08T00:00 2026-10-08T08:30",
            "counted 2026-10-08T08:30 2026-10-08T12:00",
            "closed 2026-10-08T12:00 2026-10-08T13:00",
            "counted 2026-10-08T13:00 2026-10-08T13:45",
        ])
    }

    @Test("A-22 A-25: spans that point backwards")
    func backwards() throws {
        #expect(try due("2024-03-08T10:30", "-2h", .wall, on: CalendarFixture.monSat) == "2024-03-08T08:30")
        #expect(try due("2024-03-11T10:20", "-48h", .wall, on: CalendarFixture.monSat) == "2024-03-08T10:20")
        #expect(try due("2024-03-10T11:00", "-1h", .wall, on: CalendarFixture.monSat) == "2024-03-09T23:00")
        #expect(try due("2024-03-11T00:00", "-48h", .wall, on: CalendarFixture.monSat) == "2024-03-08T00:00")
        #expect(try due("2026-10-08T13:30", "-1h", .open, on: CalendarFixture.monFriLunch) == "2026-10-08T11:30")
        #expect(try due("2026-10-08T09:00", "-1h", .open, on: CalendarFixture.monFriLunch) == "2026-09-30T17:00")
        #expect(try due("2026-10-08T13:00", "-210m", .open, on: CalendarFixture.monFriLunch) == "2026-10-08T08:30")
        let trace = try CalendarFixture.monFriLunch.due(from: at("2026-10-08T09:00"), span: span("-1h"), clock: .open)
        #expect(lines(trace.steps) == [
            "counted 2026-09-30T17:00 2026-09-30T17:30",
            "closed 2026-09-30T17:30 2026-10-01T00:00",
            "rest 2026-10-01T00:00 2026-10-08T00:00",
            "closed 2026-10-08T00:00 2026-10-08T08:30",
            "counted 2026-10-08T08:30 2026-10-08T09:00",
        ])
    }

    @Test func summerTime() throws {
        let zone = try #require(Zone(identifier: "America/New_York"))
        let calendar = WorkCalendar(name: "ny", zone: zone, week: WorkWeek(CalendarFixture.standard, on: "mon-sat")!)
        // Clocks go forward on Sunday 8 March 2026: a rest day, so nothing is lost.
        #expect(try due("2026-03-07T10:20", "24h", .wall, on: calendar) == "2026-03-09T10:20")
        // On a calendar without rest days 24 hours are an hour later on the clock; one day is not.
        let everyDay = WorkCalendar.everyDay(zone: zone)
        #expect(try due("2026-03-07T10:20", "24h", .wall, on: everyDay) == "2026-03-08T11:20")
        #expect(try due("2026-03-07T10:20", "1d", .wall, on: everyDay) == "2026-03-08T10:20")
        #expect(try due("2026-03-07T02:30", "1d", .wall, on: everyDay) == "2026-03-08T03:30")
        #expect(try due("2026-10-31T10:20", "24h", .wall, on: everyDay) == "2026-11-01T09:20")
        #expect(try due("2026-11-01T09:20", "-24h", .wall, on: everyDay) == "2026-10-31T10:20")
    }

    @Test func summerTimeInOpenHours() throws {
        let zone = try #require(Zone(identifier: "America/New_York"))
        let night = WorkCalendar(name: "night", zone: zone, week: WorkWeek(DayHours("00:00-04:00")!, on: "all")!)
        // 8 March 2026 has three of these hours, 1 November five.
        #expect(try due("2026-03-08T00:00", "3h", .open, on: night) == "2026-03-08T04:00")
        #expect(try due("2026-03-08T00:00", "4h", .open, on: night) == "2026-03-09T01:00")
        #expect(try due("2026-11-01T00:00", "5h", .open, on: night) == "2026-11-01T04:00")
        #expect(try due("2026-11-01T04:00", "-5h", .open, on: night) == "2026-11-01T00:00")
    }

    @Test func yearsAreNoTrouble() throws {
        let trace = try CalendarFixture.monFri.due(from: at("2026-01-01"), span: span("87600h"), clock: .wall)
        #expect(trace.seconds(.counted) == 87_600 * 3600)
        let open = try CalendarFixture.monFriLunch.due(from: at("2026-01-01"), span: span("-20000h"), clock: .open)
        #expect(open.seconds(.counted) == 20_000 * 3600)
        #expect(throws: CalendarError.tooFar(from: at("2026-01-01"))) {
            try CalendarFixture.monFriLunch.due(from: at("2026-01-01"), span: span("876600h"), clock: .open)
        }
    }
}
