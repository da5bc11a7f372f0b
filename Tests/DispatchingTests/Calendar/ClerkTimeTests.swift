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
}
