import Dispatching

/// Reads what was typed into a field, in the short ways in which clerks write: `24`, `11-24`, `+1`, `1530`.
enum Reading {
    /// The value, or nil when the text is none. Blank is `.null`.
    static func value(_ text: String, _ kind: Question.Kind, today: LocalDay) -> Value? {
        let folded = String(text.map { CommandFold.fold($0) })
        let plain = folded.split(separator: " ").joined(separator: " ")
        if plain.isEmpty { return .null }
        switch kind {
        case .text: return .string(text)
        case .tick, .choice: return .string(text)
        case .date: return day(plain, today: today).map { .string($0.description) }
        case .time: return time(plain).map { .string($0.description) }
        case .phone: return PhoneNumber(plain).map { .string($0.digits) }
        case .number(let range): return Int(plain).flatMap { range.contains($0) ? .int($0) : nil }
        case .lines: return lines(plain)
        }
    }

    /// `2026-11-24`, `11-24`, `11/24`, `1124`, `24` (the next one), `+2`, 今天 明天 后天.
    static func day(_ text: String, today: LocalDay) -> LocalDay? {
        if let exact = LocalDay(text) { return exact }
        if text.hasPrefix("+"), let days = Int(text.dropFirst()), days <= 400 { return today + days }
        if let word = ["今天": 0, "明天": 1, "后天": 2][text] { return today + word }
        let parts = text.split(whereSeparator: { "-/.月日".contains($0) }).map { Int($0) }
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

    /// A date without a year lies ahead, except in the last half year.
    private static func next(month: Int, day: Int, _ today: LocalDay) -> LocalDay? {
        guard let here = LocalDay(year: today.year, month: month, day: day) else { return nil }
        return here < today - 180 ? LocalDay(year: today.year + 1, month: month, day: day) : here
    }

    /// `15:30`, `1530`, `15`, `15点30`.
    static func time(_ text: String) -> TimeOfDay? {
        if let exact = TimeOfDay(text) { return exact }
        let parts = text.split(whereSeparator: { ":.点分".contains($0) }).map { Int($0) }
        guard !parts.contains(nil) else { return nil }
        switch parts.compactMap({ $0 }) {
        case let p where p.count == 2: return TimeOfDay(hour: p[0], minute: p[1])
        case let p where p.count == 1 && p[0] < 25: return TimeOfDay(hour: p[0], minute: 0)
        case let p where p.count == 1: return TimeOfDay(hour: p[0] / 100, minute: p[0] % 100)
        default: return nil
        }
    }

    static func lines(_ text: String) -> Value? {
        let parts = text.split(whereSeparator: { ",/;. ".contains($0) || $0 == "，" || $0 == "、" }).map { Int($0) }
        guard !parts.isEmpty, !parts.contains(nil) else { return nil }
        return .array(parts.compactMap { $0.map { .int($0) } })
    }

    /// The value as it stands in a field.
    static func text(_ value: Value) -> String {
        if let list = value.array { return list.map(\.text).joined(separator: " ") }
        return value.text
    }
}
