/// Figures as people write them: `7.3`, `860.50`.
enum Decimal {
    /// - Returns: hundredths, or `nil` for what is no number or has a third decimal.
    static func hundredths(_ text: String) -> Int? {
        let parts = text.trimmed.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int($0) }), whole >= 0, whole < 100_000_000, parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        let digits = parts[1]
        guard (1...2).contains(digits.count), let rest = Int(digits), rest >= 0 else { return nil }
        return whole * 100 + (digits.count == 1 ? rest * 10 : rest)
    }
}
