import Dispatching
import Exchange
import Testing

@Suite struct HolidayFileTests {
    static let national = """
        {
            "$schema": "https://example.org/schema.json",
            "year": 2026,
            "papers": ["https://example.org/paper.htm"],
            "days": [
                {"name": "国庆节", "date": "2026-09-20", "isOffDay": false},
                {"name": "国庆节", "date": "2026-10-01", "isOffDay": true, "extra": [1, -2.5e3, null]},
                {"name": "\\u56fd\\u5e86\\ud83c\\udf89", "date": "2026-10-02", "isOffDay": true}
            ]
        }
        """

    @Test("L4: days off and make-up working days")
    func reads() throws {
        let days = try HolidayFile.parse(Array(HolidayFileTests.national.utf8), name: "2026.json")
        #expect(days == [
            day("2026-09-20"): .working("国庆节"), day("2026-10-01"): .off("国庆节"), day("2026-10-02"): .off("国庆🎉"),
        ])
        let marked = [0xEF, 0xBB, 0xBF] + Array(HolidayFileTests.national.utf8)
        #expect(try HolidayFile.parse(marked, name: "2026.json") == days)
        #expect(try HolidayFile(marked, name: "2026.json").year == 2026)
    }

    @Test func anEmptyYear() throws {
        #expect(try HolidayFile.parse(Array(#"{"days":[]}"#.utf8), name: "x").isEmpty)
        #expect(try HolidayFile.parse(Array(#"{"days":[{"date":"2026-10-01","isOffDay":true}]}"#.utf8), name: "x")
            == [day("2026-10-01"): .off])
    }

    @Test(arguments: [
        ("", "x:1:1", HolidayFileError.Reason.unexpectedEnd),
        ("[]", "x:1:1", .wrongType(key: "", expected: .object, found: .array)),
        (#"{"year":2026}"#, "x:1:1", .missingKey("days")),
        ("{\"year\":2026,\n \"days\":{}}", "x:2:9", .wrongType(key: "days", expected: .array, found: .object)),
        ("{\"days\":[\n3]}", "x:2:1", .wrongType(key: "days", expected: .object, found: .number)),
        (#"{"days":[{"date":"2026-02-30","isOffDay":true}]}"#, "x:1:18", .notADate("2026-02-30")),
        (#"{"days":[{"date":20260230,"isOffDay":true}]}"#, "x:1:18", .wrongType(key: "date", expected: .string, found: .number)),
        (#"{"days":[{"name":"节日","date":"2026-02-03"}]}"#, "x:1:10", .missingKey("isOffDay")),
        (
            #"{"days":[{"name":"节日","isOffDay":"yes","date":"2026-02-03"}]}"#, "x:1:34",
            .wrongType(key: "isOffDay", expected: .bool, found: .string)
        ),
        (#"{"days":[], "days":[]}"#, "x:1:13", .duplicateKey("days")),
        (#"{"year":20.5,"days":[]}"#, "x:1:9", .notAYear("20.5")),
        (#"{"days":[]} x"#, "x:1:13", .syntax),
        (#"{"days":[],}"#, "x:1:12", .syntax),
        (#"{"days":[1 2]}"#, "x:1:12", .syntax),
        (#"{"days":[01]}"#, "x:1:10", .syntax),
        (#"{"days":[tru]}"#, "x:1:10", .syntax),
        (#"{"days":["#, "x:1:10", .unexpectedEnd),
        (#"{"days":"\q"}"#, "x:1:10", .invalidText),
        (#"{"days":"\ud800"}"#, "x:1:10", .invalidText),
        ("{\"days\":\"a\nb\"}", "x:1:11", .invalidText),
        (String(repeating: "[", count: 100_000), "x:1:65", .tooDeep),
    ])
    func refuses(text: String, place: String, reason: HolidayFileError.Reason) throws {
        let error = #expect(throws: HolidayFileError.self) { try HolidayFile.parse(Array(text.utf8), name: "x") }
        #expect(error?.place == place)
        #expect(error?.reason == reason)
    }

    @Test func refusesBytesThatAreNotText() throws {
        let bytes = Array(#"{"days":[{"date":""#.utf8) + [0xFF, 0xFE] + Array(#""}]}"#.utf8)
        let error = #expect(throws: HolidayFileError.self) { try HolidayFile.parse(bytes, name: "x") }
        #expect(error?.place == "x:1:18")
        #expect(error?.reason == .invalidText)
    }

    @Test func refusesADateTwice() {
        let text = """
            {"days": [
              {"date": "2026-10-01", "isOffDay": true},
              {"date": "2026-10-01", "isOffDay": true}
            ]}
            """
        let expected = HolidayFileError(
            file: "2026.json", position: TextPosition(line: 3, column: 12),
            reason: .duplicateDate(day("2026-10-01"), first: TextPosition(line: 2, column: 3)))
        #expect(throws: expected) { try HolidayFile.parse(Array(text.utf8), name: "2026.json") }
    }

    @Test("L4: a December make-up day stands in the next year's file")
    func december() throws {
        let old = try file("2018.json", #"{"year":2018,"days":[{"date":"2018-12-31","isOffDay":false}]}"#)
        let new = try file(
            "2019.json",
            """
            {"year":2019,"days":[{"name":"元旦","date":"2018-12-29","isOffDay":false},
            {"name":"元旦","date":"2018-12-30","isOffDay":true},{"name":"元旦","date":"2018-12-31","isOffDay":true},
            {"name":"元旦","date":"2019-01-01","isOffDay":true}]}
            """)
        for files in [[old, new], [new, old]] {
            let days = try HolidayFile.merge(files)
            #expect(days.count == 4)
            #expect(days[day("2018-12-29")] == .working("元旦"))
            #expect(days[day("2018-12-31")] == .off("元旦"))
            let calendar = WorkCalendar(name: "shop", week: WorkWeek(.allDay, on: "mon-fri")!, overrides: days)
            #expect(try calendar.nextWorkday(after: day("2018-12-28")) == day("2018-12-29"))
            #expect(try calendar.nextWorkday(after: day("2018-12-29")) == day("2019-01-02"))
        }
    }

    @Test func filesOfOneYearMustAgree() throws {
        let one = try file("a.json", #"{"year":2026,"days":[{"date":"2026-10-01","isOffDay":true}]}"#)
        let other = try file("b.json", #"{"year":2026,"days":[{"date":"2026-10-01","isOffDay":false}]}"#)
        #expect(try HolidayFile.merge([one, one]).count == 1)
        let expected = HolidayFileError(
            file: "b.json", position: TextPosition(line: 1, column: 22),
            reason: .contradiction(
                day("2026-10-01"), otherFile: "a.json", otherPosition: TextPosition(line: 1, column: 22)))
        #expect(throws: expected) { try HolidayFile.merge([one, other]) }
        #expect(try HolidayFile.merge([]).isEmpty)
    }

    private func day(_ text: String) -> LocalDay { LocalDay(text)! }

    private func file(_ name: String, _ text: String) throws -> HolidayFile {
        try HolidayFile(Array(text.utf8), name: name)
    }
}
