import Foundation
import Testing

import Dispatching

@Suite struct TimeTextTests: CalendarSuite {
    @Test func timesOfDay() {
        #expect(TimeOfDay("15:00")?.minutes == 900)
        #expect(TimeOfDay("8:30")?.description == "08:30")
        #expect(TimeOfDay("00:00") == .startOfDay)
        #expect(TimeOfDay("24:00") == .endOfDay)
        #expect(TimeOfDay.noon.description == "12:00")
        #expect(TimeOfDay("08:30")! < TimeOfDay("17:30")!)
        #expect(TimeOfDay(minutes: 1441) == nil)
        #expect(TimeOfDay(minutes: -1) == nil)
        #expect(TimeOfDay(hour: 24, minute: 1) == nil)
    }

    @Test(arguments: ["24:01", "12:60", "1200", "12:0", "12:000", "-1:00", "", "12:00 ", "012:00"])
    func notTimesOfDay(text: String) {
        #expect(TimeOfDay(text) == nil)
    }

    @Test func everyTimeOfDayReadsBack() {
        for minutes in 0...1440 {
            let time = TimeOfDay(minutes: minutes)
            #expect(time.flatMap { TimeOfDay($0.description) } == time)
        }
    }

    @Test(arguments: [
        ("90m", 90, Span.Unit.minutes), ("48h", 48, .hours), ("3d", 3, .days), ("3wd", 3, .workdays),
        ("-1wd", -1, .workdays), ("-2h", -2, .hours), ("0d", 0, .days),
    ])
    func spans(text: String, amount: Int, unit: Span.Unit) {
        #expect(Span(text) == Span(amount, unit))
        #expect(Span(amount, unit).description == text)
    }

    @Test(arguments: ["", "h", "48", "48 h", "1.5h", "--1d", "3w", "3D", "+-3d", "99999d", "9999999999m", "１d"])
    func notSpans(text: String) {
        #expect(Span(text) == nil)
    }

    @Test func hoursOfADay() {
        let hours = DayHours("13:00-17:30, 08:30-12:00")
        #expect(hours?.description == "08:30-12:00,13:00-17:30")
        #expect(hours?.opening == TimeOfDay("08:30"))
        #expect(hours?.closing == TimeOfDay("17:30"))
        #expect(hours?.minutes == 480)
        #expect(hours?.contains(TimeOfDay("12:00")!) == false)
        #expect(hours?.contains(TimeOfDay("13:00")!) == true)
        #expect(DayHours("18:00-24:00")?.closing == .endOfDay)
        #expect(DayHours("08:00-12:00,12:00-14:00")?.minutes == 360)
        #expect(DayHours.closed.opening == nil)
        #expect(DayHours.allDay.minutes == 1440)
    }

    @Test(arguments: ["", "08:30", "08:30-", "12:00-08:00", "08:00-08:00", "08:00-12:00,11:00-13:00", "08:00-12:00,", "22:00-25:00"])
    func notHoursOfADay(text: String) {
        #expect(DayHours(text) == nil)
    }

    @Test func weekdays() {
        #expect(WorkWeek.weekdays("mon-sat") == [1, 2, 3, 4, 5, 6])
        #expect(WorkWeek.weekdays("mon,wed-fri") == [1, 3, 4, 5])
        #expect(WorkWeek.weekdays("sat-mon") == [6, 7, 1])
        #expect(WorkWeek.weekdays("all") == Set(1...7))
        #expect(WorkWeek.weekdays("sun") == [7])
        for text in ["", "mon-", "mon-wed-fri", "monday", "mon,,tue", "Mon"] {
            #expect(WorkWeek.weekdays(text) == nil, "\(text)")
        }
    }

    @Test("Q-02 Q-15: the shop's hours where the manuals give none")
    func shopHours() {
        #expect(ShopHours.standard.dayHours.description == "08:30-17:30")
        #expect(ShopHours.standard.afternoonStart.description == "13:00")
        let lunch = DayHours.Interval(from: .noon, to: TimeOfDay("13:00")!)
        #expect(ShopHours(lunch: lunch).dayHours.description == "08:30-12:00,13:00-17:30")
        #expect(ShopHours(lunch: lunch, closing: .noon).dayHours.description == "08:30-12:00")
        #expect(ShopHours(opening: .noon, lunch: lunch).dayHours.description == "13:00-17:30")
        #expect(ShopHours(opening: .endOfDay).dayHours == .closed)
    }

    @Test func encodings() throws {
        struct Record: Codable, Equatable {
            var moment: Instant
            var time: TimeOfDay
            var span: Span
            var clock: ClockKind
        }
        let record = Record(
            moment: Instant(seconds: 1_700_000_000), time: .noon, span: Span(-1, .workdays), clock: .wall)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(record)
        #expect(String(decoding: json, as: UTF8.self)
            == #"{"clock":"wall","moment":1700000000,"span":"-1wd","time":"12:00"}"#)
        #expect(try JSONDecoder().decode(Record.self, from: json) == record)
    }
}
