import Foundation
import Testing

import Dispatching

@Suite struct LocalDayTests: CalendarSuite {
    @Test func everyDayFollowsTheOneBefore() {
        var (year, month, date) = (1899, 12, 31)
        let first = LocalDay(year: year, month: month, day: date)!
        #expect(first.weekday == 7)
        for number in first.number...(first.number + 150_000) {
            let parts = LocalDay(number: number).parts
            guard parts == (year, month, date), LocalDay(year: year, month: month, day: date)?.number == number else {
                Issue.record("day \(number): \(parts) instead of \((year, month, date))")
                return
            }
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            date += 1
            if date > lengths[month - 1] { (month, date) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test func theEpochIsAThursday() {
        #expect(day("1970-01-01").number == 0)
        #expect(day("1970-01-01").weekday == 4)
        #expect(day("2024-03-05").weekday == 2)
        #expect(day("1969-12-28").weekday == 7)
        #expect(day("0001-01-01").weekday == 1)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-1-1", "26-01-01", "2026-01-01 ", "0000-01-01",
        "+026-01-01", "2026/01/01", "", "２０２６-01-01",
    ])
    func refuses(text: String) {
        #expect(LocalDay(text) == nil)
    }

    @Test(arguments: ["0001-01-01", "1969-12-31", "2024-02-29", "2026-11-22", "9999-12-31"])
    func textRoundTrip(text: String) throws {
        #expect(day(text).description == text)
        let json = try JSONEncoder().encode([day(text)])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([LocalDay].self, from: json) == [day(text)])
    }

    @Test func decodingANonDateFails() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([LocalDay].self, from: Data("[\"2026-02-30\"]".utf8))
        }
    }

    @Test func arithmetic() {
        #expect(day("2024-02-28") + 2 == day("2024-03-01"))
        #expect(day("2026-01-01") - 1 == day("2025-12-31"))
        #expect(day("2026-01-01").days(since: day("2025-01-01")) == 365)
        #expect(day("2025-12-31") < day("2026-01-01"))
    }

    @Test("F-28 E2-02 E2-05 E2-06 E15-02: warranty and upkeep dates")
    func warranty() {
        let visit = day("2024-03-05")
        #expect(visit.adding(years: 3) == day("2027-03-05"))
        #expect(visit.adding(years: 1) == day("2025-03-05"))
        #expect([3, 6, 9, 12].map { visit.adding(months: $0)!.description }
            == ["2024-06-05", "2024-09-05", "2024-12-05", "2025-03-05"])
    }

    @Test("F-28: a day that the month does not have becomes its last")
    func endOfMonth() {
        #expect(day("2024-01-31").adding(months: 1) == day("2024-02-29"))
        #expect(day("2024-02-29").adding(years: 1) == day("2025-02-28"))
        #expect(day("2026-01-15").adding(months: -1) == day("2025-12-15"))
        #expect(day("9999-12-31").adding(months: 1) == nil)
        #expect(day("2026-01-01").adding(years: .max) == nil)
        #expect(day("2026-01-01").adding(months: .min) == nil)
    }
}
