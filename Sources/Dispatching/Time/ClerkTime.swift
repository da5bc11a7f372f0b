/// Days and times in the short ways in which people write them: `24`, `11-24`, `+1`, 周五, 下周三, `1530`, 下午3点半.
public enum ClerkTime {
    private static let near = [
        "今天": 0, "今日": 0, "今": 0, "today": 0, "明天": 1, "明日": 1, "明": 1, "tomorrow": 1, "tmr": 1, "后天": 2, "后": 2, "大后天": 3, "昨天": -1, "昨": -1,
        "yesterday": -1, "前天": -2,
    ]
    private static let weekPrefixes = ["星期", "礼拜", "周"]
    private static let weekdays: [String: Int] = [
        "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7,
    ]
    private static let englishWeekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Most days ahead or back that `+n` and `-n` reach.
    private static let reach = 400

    // MARK: Days

    /// `2026-11-24`, `11-24`, `3/8`, `1124`, `24` (the next one), `+2`, `-1`, 今天 明天 后天 大后天 昨天, 周五 (the next, today included),
    /// 下周五 (of next week), 本周五 (of this week), `fri`, `next fri`.
    ///
    /// A date without a year lies ahead, except in the last half year.
    public static func day(_ text: String, today: LocalDay) -> LocalDay? {
        let text = text.lowercased()
        if let exact = LocalDay(text) { return exact }
        if text.hasPrefix("+") || text.hasPrefix("-"), let days = Int(text), abs(days) <= reach { return today + days }
        if let days = near[text] { return today + days }
        return weekday(text, today) ?? date(text, today)
    }

    private static func weekday(_ text: String, _ today: LocalDay) -> LocalDay? {
        var rest = Substring(text)
        var week: Int?
        if rest.hasPrefix("next ") {
            week = 1
            rest = rest.dropFirst(5)
        } else {
            while let first = rest.first, first == "下" {
                week = (week ?? 0) + 1
                rest = rest.dropFirst()
            }
            if let first = rest.first, week == nil, first == "本" || first == "这" || first == "上" {
                week = first == "上" ? -1 : 0
                rest = rest.dropFirst()
            }
            if rest.first == "个" { rest = rest.dropFirst() }
        }
        let number: Int
        if let prefix = weekPrefixes.first(where: { rest.hasPrefix($0) }) {
            guard let found = weekdays[String(rest.dropFirst(prefix.count))] else { return nil }
            number = found
        } else {
            guard rest.count >= 3, let index = englishWeekdays.firstIndex(where: { rest.hasPrefix($0) }), rest.allSatisfy(\.isLetter) else { return nil }
            number = index + 1
        }
        let monday = today - (today.weekday - 1)
        if let week { return monday + (week * 7 + number - 1) }
        return today + (number - today.weekday + 7) % 7
    }

    private static func date(_ text: String, _ today: LocalDay) -> LocalDay? {
        guard text.first?.isNumber == true else { return nil }
        let parts = text.split(whereSeparator: { "-/.年月日号".contains($0) }).map { Int($0) }
        guard !parts.contains(nil) else { return nil }
        switch parts.compactMap({ $0 }) {
        case let p where p.count == 3: return LocalDay(year: p[0] < 100 ? 2000 + p[0] : p[0], month: p[1], day: p[2])
        case let p where p.count == 2: return next(month: p[0], day: p[1], today)
        case let p where p.count == 1:
            if text.count == 4 { return next(month: p[0] / 100, day: p[0] % 100, today) }
            if text.count == 8 { return LocalDay(year: p[0] / 10_000, month: p[0] / 100 % 100, day: p[0] % 100) }
            guard let here = LocalDay(year: today.year, month: today.month, day: p[0]) else { return nil }
            return here >= today ? here : here.adding(months: 1)
        default: return nil
        }
    }

    private static func next(month: Int, day: Int, _ today: LocalDay) -> LocalDay? {
        guard let here = LocalDay(year: today.year, month: month, day: day) else { return nil }
        return here < today - 180 ? LocalDay(year: today.year + 1, month: month, day: day) : here
    }

    // MARK: Times

    private static let mornings = ["上午", "早上", "早晨", "早", "am"]
    private static let afternoons = ["下午", "傍晚", "晚上", "晚", "pm"]
    private static let noons = ["中午", "noon"]

    /// `15:30`, `1530`, `15`, 15点30, 下午3点半, `3pm`; 上午 9:00, 中午 12:00 and 下午 14:00 when no figure follows.
    public static func time(_ text: String) -> TimeOfDay? {
        var text = text.lowercased().filter { !$0.isWhitespace }
        if let exact = TimeOfDay(text) { return exact }
        var isAfternoon: Bool?
        if let word = mornings.first(where: { text.hasPrefix($0) || text.hasSuffix($0) }) {
            isAfternoon = false
            text = text.replacing(word, with: "")
            if text.isEmpty { return TimeOfDay(hour: 9, minute: 0) }
        } else if let word = afternoons.first(where: { text.hasPrefix($0) || text.hasSuffix($0) }) {
            isAfternoon = true
            text = text.replacing(word, with: "")
            if text.isEmpty { return TimeOfDay(hour: 14, minute: 0) }
        } else if let word = noons.first(where: { text.hasPrefix($0) }) {
            text = text.replacing(word, with: "")
            if text.isEmpty { return TimeOfDay(hour: 12, minute: 0) }
        }
        guard let (hour, minute) = figures(text) else { return nil }
        switch isAfternoon {
        case true where hour < 12: return TimeOfDay(hour: hour + 12, minute: minute)
        case false where hour > 12: return nil
        case false where hour == 12: return TimeOfDay(hour: 0, minute: minute)
        default: return TimeOfDay(hour: hour, minute: minute)
        }
    }

    /// The same where people work from `opening` on: a bare hour from 1 to 7 before it is meant in the afternoon (`4点` is 16:00, `04:00` and 早上4点 are not).
    ///
    /// - Parameter opening: when the shop opens; `nil`: nothing is supposed.
    public static func time(_ text: String, opening: TimeOfDay?) -> TimeOfDay? {
        guard let plain = time(text) else { return nil }
        let folded = text.lowercased().filter { !$0.isWhitespace }
        guard let opening, (1...7).contains(plain.hour), plain < opening, !folded.hasPrefix("0"), !mornings.contains(where: { folded.contains($0) }) else { return plain }
        return TimeOfDay(hour: plain.hour + 12, minute: plain.minute)
    }

    /// A day with its time in one text: 明天下午, 周五16:30, `11-24 9:00`. `nil` where either is missing.
    ///
    /// - Parameter opening: as for `time`.
    public static func moment(_ text: String, today: LocalDay, opening: TimeOfDay? = nil) -> (day: LocalDay, time: TimeOfDay)? {
        guard day(text, today: today) == nil, time(text) == nil else { return nil }
        let characters = Array(text)
        for place in characters.indices.dropFirst().reversed() {
            let head = String(characters[..<place]).trimmed, tail = String(characters[place...]).trimmed
            if let last = head.last, "-/.:".contains(last) { continue }
            // `11-241530` and `+116:00` may be cut in several places.
            if let last = head.last, let first = tail.first, ("0"..."9").contains(last), ("0"..."9").contains(first), characters[place - 1] != " ", characters[place] != " " { continue }
            if let day = day(head, today: today), let time = time(tail, opening: opening) { return (day, time) }
        }
        return nil
    }

    private static func figures(_ text: String) -> (hour: Int, minute: Int)? {
        let text = text.hasSuffix("半") ? text.dropLast() + "30" : Substring(text)
        let parts = text.split(whereSeparator: { ":.点时分".contains($0) }).map { Int($0) }
        guard !parts.contains(nil) else { return nil }
        switch parts.compactMap({ $0 }) {
        case let p where p.count == 2: return (p[0], p[1])
        case let p where p.count == 1 && p[0] < 25: return (p[0], 0)
        case let p where p.count == 1 && p[0] > 99: return (p[0] / 100, p[0] % 100)
        default: return nil
        }
    }
}
