/// The calendar, and the terms that people agree on.
extension PlaybookReader {
    mutating func calendar(_ v: Value) -> CalendarSpec {
        if !v.isNull { known(v, "calendar", ["zone", "week", "rule"]) }
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        var week: [Int: String] = [:]
        for (key, hours) in v["week"].object ?? [:] {
            let parts = key.split(separator: "-").map { names.firstIndex(of: String($0)) }
            guard let first = parts.first ?? nil, let last = parts.last ?? nil, first <= last else {
                wrong("calendar.week.\(key)", "badWeekday", ["value": .string(key)])
                continue
            }
            guard let text = hours.string, DayHours(text) != nil else {
                wrong("calendar.week.\(key)", "badHours", ["value": .string(hours.text)])
                continue
            }
            for d in first...last { week[d + 1] = text }
        }
        let zone = v["zone"].string ?? "Asia/Shanghai"
        if Zone(identifier: zone) == nil { wrong("calendar.zone", "badZone", ["value": .string(zone)]) }
        return CalendarSpec(zone: zone, week: week)
    }

    mutating func profile(_ id: String, _ v: Value, _ path: String) -> Profile {
        known(v, path, ["zh", "en", "terms", "trade"])
        var terms: [String: Profile.Term] = [:]
        for (i, x) in list(v["terms"], path + ".terms").enumerated() {
            let place = "\(path).terms[\(i)]"
            known(x, place, ["term", "is", "rule"])
            terms[text(x["term"], place + ".term")] = .init(value: x["is"], rules: names(x["rule"], place + ".rule"))
        }
        return Profile(id: id, label: label(v, path), trade: v["trade"].string, terms: terms)
    }
}
