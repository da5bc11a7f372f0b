import Dispatching
import Testing

/// Days and times as they stand on slips of paper.
@Suite struct ClerkTimeTests {
    /// A Tuesday.
    let today = LocalDay(year: 2026, month: 11, day: 24)

    @Test(arguments: [
        ("今天", "2026-11-24"), ("明天", "2026-11-25"), ("大后天", "2026-11-27"), ("昨天", "2026-11-23"), ("+2", "2026-11-26"), ("-1", "2026-11-23"),
        // The next one, today included.
        ("周二", "2026-11-24"), ("周五", "2026-11-27"), ("周一", "2026-11-30"), ("星期天", "2026-11-29"), ("礼拜三", "2026-11-25"),
        ("下周二", "2026-12-01"), ("下周五", "2026-12-04"), ("下下周一", "2026-12-07"), ("本周一", "2026-11-23"), ("上周五", "2026-11-20"), ("下个星期日", "2026-12-06"),
        ("fri", "2026-11-27"), ("next Monday", "2026-11-30"), ("tomorrow", "2026-11-25"),
        ("3/8", "2027-03-08"), ("12-1", "2026-12-01"), ("12月1日", "2026-12-01"), ("12月1号", "2026-12-01"), ("1201", "2026-12-01"), ("25", "2026-11-25"),
        ("3", "2026-12-03"), ("20261201", "2026-12-01"), ("26-12-1", "2026-12-01"), ("2026年12月1日", "2026-12-01"),
        // Lately past rather than far ahead.
        ("10-9", "2026-10-09"), ("5-1", "2027-05-01"),
    ])
    func days(_ text: String, _ day: String) throws {
        #expect(ClerkTime.day(text, today: try #require(today))?.description == day)
    }

    @Test(arguments: ["", "13-40", "周八", "下", "下午", "abc", "+x", "+401", "0", "12-1-1-1", "frx"]) func noDays(_ text: String) throws {
        #expect(ClerkTime.day(text, today: try #require(today)) == nil)
    }

    @Test(arguments: [
        ("15:30", "15:30"), ("1530", "15:30"), ("15", "15:00"), ("9", "09:00"), ("930", "09:30"), ("15点30", "15:30"), ("15点半", "15:30"), ("9点", "09:00"),
        ("下午3点", "15:00"), ("下午3点半", "15:30"), ("下午", "14:00"), ("上午", "09:00"), ("上午9点半", "09:30"), ("晚上8点", "20:00"), ("中午", "12:00"),
        ("中午12点半", "12:30"), ("3pm", "15:00"), ("11am", "11:00"), ("12am", "00:00"), ("下午 2:15", "14:15"), ("24", "24:00"),
    ])
    func times(_ text: String, _ time: String) { #expect(ClerkTime.time(text)?.description == time) }

    @Test(arguments: ["2575", "25", "上午15点", "abc", "3:77", "", "周五"]) func noTimes(_ text: String) { #expect(ClerkTime.time(text) == nil) }

    @Test(arguments: [
        ("4点", "16:00"), ("4", "16:00"), ("4:30", "16:30"), ("430", "16:30"), ("7点半", "19:30"), ("04:00", "04:00"), ("0400", "04:00"), ("早上4点", "04:00"), ("4am", "04:00"),
        ("8", "08:00"), ("9", "09:00"), ("12", "12:00"), ("下午4点", "16:00"),
    ]) func hoursBeforeTheShopOpens(_ text: String, _ time: String) throws {
        #expect(ClerkTime.time(text, opening: TimeOfDay("08:30"))?.description == time)
    }

    @Test(arguments: [
        ("明天下午", "2026-11-25", "14:00"), ("周五16:30", "2026-11-27", "16:30"), ("11-24 9:00", "2026-11-24", "09:00"), ("明天4点", "2026-11-25", "16:00"), ("今天下午3点半", "2026-11-24", "15:30"),
    ]) func daysWithTheirTime(_ text: String, _ day: String, _ time: String) throws {
        let today = try #require(LocalDay("2026-11-24"))
        let moment = try #require(ClerkTime.moment(text, today: today, opening: TimeOfDay("08:30")))
        #expect(moment.day.description == day && moment.time.description == time)
    }

    @Test(arguments: ["明天", "16:30", "1530", "11-24", ""]) func noMoments(_ text: String) throws {
        let today = try #require(LocalDay("2026-11-24"))
        let moment = ClerkTime.moment(text, today: today)
        #expect(moment == nil)
    }
}
