import Testing

import Dispatching

@Suite struct WorkdayTests: CalendarSuite {
    @Test("F-18 A-06: a booking is at least three working days after the call")
    func booking() throws {
        #expect(try CalendarFixture.monSat.workday(day("2024-03-05"), shiftedBy: 3) == day("2024-03-08"))
    }

    @Test("F-18 A-16: delivery at most two working days before the installation")
    func promise() throws {
        let calendar = CalendarFixture.monSat
        #expect(try calendar.workday(day("2024-03-08"), shiftedBy: -2) == day("2024-03-06"))
        #expect(try calendar.workday(day("2024-03-11"), shiftedBy: -2) == day("2024-03-08"))
        for (delivery, installation, keeps) in [
            ("2024-03-05", "2024-03-08", false), ("2024-03-06", "2024-03-08", true), ("2024-03-07", "2024-03-08", true),
            ("2024-03-08", "2024-03-08", true), ("2024-03-07", "2024-03-11", false), ("2024-03-08", "2024-03-11", true),
        ] {
            let last = try calendar.workday(day(delivery), shiftedBy: 2)
            #expect((day(installation) <= last) == keeps, "\(delivery) \(installation)")
        }
    }

    @Test("F-18 A-14 A-29 Q-01: the eve is the previous working day, SMS 2 from 16:30 on it")
    func eve() throws {
        let eve = try CalendarFixture.monSat.previousWorkday(before: day("2024-03-11"))
        #expect(eve == day("2024-03-09"))
        let opens = Zone.shanghai.instant(eve, TimeOfDay("16:30")!)
        #expect(Zone.shanghai.iso(opens) == "2024-03-09T16:30:00+08:00")
        #expect(try CalendarFixture.monSat.previousWorkday(before: day("2024-03-10")) == day("2024-03-09"))
    }

    @Test("F-18: spans of working days keep the time of day")
    func spansOfWorkingDays() throws {
        #expect(try due("2024-03-05T16:45", "3wd", .wall, on: CalendarFixture.monSat) == "2024-03-08T16:45")
        #expect(try due("2024-03-08T10:20", "2wd", .wall, on: CalendarFixture.monSat) == "2024-03-11T10:20")
        #expect(try due("2024-03-11T09:00", "-1wd", .wall, on: CalendarFixture.monSat) == "2024-03-09T09:00")
        #expect(try due("2024-03-10T09:00", "1wd", .wall, on: CalendarFixture.monSat) == "2024-03-11T09:00")
        #expect(try due("2024-03-10T09:00", "-1wd", .wall, on: CalendarFixture.monSat) == "2024-03-09T09:00")
        #expect(try due("2024-03-10T09:00", "0wd", .wall, on: CalendarFixture.monSat) == "2024-03-10T09:00")
        #expect(try due("2024-03-05T20:45", "1wd", .open, on: CalendarFixture.monSat) == "2024-03-06T20:45")
    }

    @Test("L4: the national day week of 2026 with its make-up days")
    func nationalDay() throws {
        let calendar = CalendarFixture.monFri
        #expect(calendar.isWorkday(day("2026-09-20")))
        #expect(!calendar.isWorkday(day("2026-09-25")))
        #expect(!calendar.isWorkday(day("2026-10-03")))
        #expect(calendar.isWorkday(day("2026-10-10")))
        #expect(!calendar.isWorkday(day("2026-10-11")))
        #expect(calendar.label(of: day("2026-10-10")) == "国庆节")
        #expect(calendar.label(of: day("2026-10-08")) == nil)
        #expect(calendar.closing(of: day("2026-10-10"))?.description == "17:30")
        #expect(calendar.opening(of: day("2026-10-01")) == nil)
        #expect(try calendar.nextWorkday(after: day("2026-09-30")) == day("2026-10-08"))
        #expect(try calendar.workday(day("2026-09-30"), shiftedBy: 4) == day("2026-10-12"))
        #expect(try calendar.workday(onOrAfter: day("2026-10-01")) == day("2026-10-08"))
        #expect(try calendar.workday(onOrBefore: day("2026-10-07")) == day("2026-09-30"))
        #expect(try calendar.workday(onOrBefore: day("2026-10-10")) == day("2026-10-10"))
    }

    @Test("L4: a December make-up day from the next year's notice")
    func december() throws {
        // New Year 2019: Saturday 29 December 2018 works, Sunday to Tuesday are off.
        let newYear = CalendarFixture.overrides("2018-12-29 + 元旦\n2018-12-30 - 元旦\n2018-12-31 - 元旦\n2019-01-01 - 元旦")
        let calendar = CalendarFixture.monFri.adding(newYear)
        #expect(try calendar.nextWorkday(after: day("2018-12-28")) == day("2018-12-29"))
        #expect(try calendar.nextWorkday(after: day("2018-12-29")) == day("2019-01-02"))
        #expect(try due("2018-12-28T16:45", "48h", .wall, on: calendar) == "2019-01-02T16:45")
    }

    @Test("L4: the shop's own days win over the notice")
    func ownDays() {
        let calendar = CalendarFixture.monFri.adding([
            day("2026-10-03"): .hours(DayHours("10:00-16:00")!, "own"),
            day("2026-10-08"): .off,
            day("2026-10-09"): .hours(.closed),
        ])
        #expect(calendar.hours(on: day("2026-10-03")).description == "10:00-16:00")
        #expect(calendar.label(of: day("2026-10-03")) == "own")
        #expect(!calendar.isWorkday(day("2026-10-08")))
        #expect(!calendar.isWorkday(day("2026-10-09")))
    }

    @Test func makeUpDaysHaveTheNormalHours() {
        var week = WorkWeek(CalendarFixture.standard, on: "mon-fri")!
        week[6] = DayHours("08:30-12:00")!
        let saturday = day("2026-10-10")
        let calendar = WorkCalendar(name: "short Saturday", week: week, overrides: CalendarFixture.notices)
        #expect(calendar.hours(on: saturday - 7 - 7).isClosed)
        #expect(calendar.hours(on: saturday + 7).description == "08:30-12:00")
        #expect(calendar.hours(on: saturday) == CalendarFixture.standard)
        let explicit = WorkCalendar(name: "x", week: week, overrides: CalendarFixture.notices, normalHours: CalendarFixture.lunch)
        #expect(explicit.hours(on: saturday) == CalendarFixture.lunch)
    }

    @Test func isOpen() {
        let calendar = CalendarFixture.monFriLunch
        for (moment, isOpen) in [
            ("2026-10-08T08:29:59", false), ("2026-10-08T08:30", true), ("2026-10-08T12:00", false),
            ("2026-10-08T17:29:59", true), ("2026-10-08T17:30", false), ("2026-10-03T10:00", false),
        ] {
            #expect(calendar.isOpen(at: at(moment)) == isOpen, "\(moment)")
        }
    }

    @Test("L6: a calendar that never opens is refused, not searched for ever")
    func emptyCalendar() {
        let calendar = CalendarFixture.empty
        let start = day("2026-01-01")
        let nothing = CalendarError.noOpenDay(calendar: "empty", near: start)
        #expect(throws: nothing) { try calendar.workday(onOrAfter: start) }
        #expect(throws: nothing) { try calendar.workday(onOrBefore: start) }
        #expect(throws: CalendarError.self) { try calendar.nextWorkday(after: start) }
        #expect(throws: CalendarError.self) { try calendar.previousWorkday(before: start) }
        #expect(throws: CalendarError.self) { try calendar.workday(start, shiftedBy: 1) }
        for clock in [ClockKind.wall, .open] {
            for (length, searched) in [("1h", start), ("-1h", start), ("1wd", start + 1), ("-1wd", start - 1)] {
                #expect(throws: CalendarError.noOpenDay(calendar: "empty", near: searched), "\(clock) \(length)") {
                    try calendar.due(from: at("2026-01-01"), span: span(length), clock: clock)
                }
            }
            #expect(throws: Never.self) {
                try calendar.due(from: at("2026-01-01"), span: span("3d"), clock: clock)
            }
        }
        #expect(calendar.workdays(from: start, through: start + 1000) == 0)
    }

    @Test func aSpanOfZeroAsksForNoOpenDay() throws {
        for length in ["0m", "0h", "0d", "0wd"] {
            #expect(try due("2026-01-01T10:00", length, .open, on: CalendarFixture.empty) == "2026-01-01T10:00")
        }
    }

    @Test func tooLongSpans() {
        let span = Span(40_000, .workdays)
        #expect(throws: CalendarError.spanTooLong(span)) {
            try CalendarFixture.monSat.workday(day("2026-01-01"), shiftedBy: 40_000)
        }
        #expect(throws: CalendarError.spanTooLong(Span(.min, .hours))) {
            try CalendarFixture.monSat.due(from: at("2026-01-01"), span: Span(.min, .hours), clock: .wall)
        }
        let edge = Instant(seconds: .max)
        #expect(throws: CalendarError.momentOutOfRange(edge)) {
            try CalendarFixture.monSat.due(from: edge, span: Dispatching.Span(1, .hours), clock: .wall)
        }
    }

    @Test func countingAgreesWithWalking() throws {
        var random = FixedSeedNumbers(seed: 7)
        let calendar = CalendarFixture.monFri
        for _ in 0..<300 {
            let first = day("2025-11-01") + Int.random(in: 0..<400, using: &random)
            let length = Int.random(in: 0..<60, using: &random)
            var count = 0
            for offset in 0..<length where calendar.isWorkday(first + offset) { count += 1 }
            #expect(calendar.workdays(from: first, through: first + (length - 1)) == count)
            let target = try calendar.workday(first, shiftedBy: length)
            #expect(calendar.workdays(from: first + 1, through: target) == length)
            let back = try calendar.workday(first, shiftedBy: -length)
            #expect(calendar.workdays(from: back, through: first - 1) == length)
        }
        #expect(calendar.workdays(from: day("2026-10-02"), through: day("2026-10-01")) == 0)
    }
}
