import Dispatching

/// Reads what was typed into a field, in the short ways in which clerks write.
enum Reading {
    /// The value, or nil when the text is none. Blank is `.null`.
    /// - Parameter opening: when the shop opens, for hours without morning or afternoon.
    static func value(_ text: String, _ kind: Question.Kind, today: LocalDay, opening: TimeOfDay? = nil) -> Value? {
        let plain = plain(text)
        if plain.isEmpty { return .null }
        switch kind {
        case .text: return .string(text)
        case .tick, .choice: return .string(text)
        case .date: return ClerkTime.day(plain, today: today).map { .string($0.description) }
        case .time: return ClerkTime.time(plain, opening: opening).map { .string($0.description) }
        case .phone: return PhoneNumber(plain).map { .string($0.digits) }
        case .number(let range): return Int(plain).flatMap { range.contains($0) ? .int($0) : nil }
        case .lines: return lines(plain)
        }
    }

    /// Half-width, with single spaces.
    private static func plain(_ text: String) -> String { String(text.map { CommandFold.fold($0) }).split(separator: " ").joined(separator: " ") }

    /// A day and its time written into one field.
    static func moment(_ text: String, today: LocalDay, opening: TimeOfDay?) -> (day: LocalDay, time: TimeOfDay)? { ClerkTime.moment(plain(text), today: today, opening: opening) }

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
