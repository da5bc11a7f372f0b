/// How a column writes its numbers. What a policy does not allow is refused, never guessed.
public struct NumberPolicy: Hashable, Sendable {
    public enum Marks: String, Hashable, Sendable, CaseIterable {
        /// `1234.5`; any comma is refused.
        case plain
        /// `1,234.5`; a comma anywhere but before three digits is refused.
        case grouped
        /// `1234,5` and `1.234,5`; a point anywhere but before three digits is refused.
        case decimalComma
    }

    public var measure: Measure
    public var marks: Marks
    /// Units allowed beside the measure's plain ones.
    public var units: Set<String>
    /// The unit of a number without one, when the column's header names it.
    public var columnUnit: String?
    public var rounds: Bool

    public init(_ measure: Measure, marks: Marks? = nil, units: Set<String> = [], columnUnit: String? = nil, rounds: Bool? = nil) {
        self.measure = measure
        self.marks = marks ?? measure.defaultMarks
        self.units = units
        self.columnUnit = columnUnit
        self.rounds = rounds ?? measure.roundsByDefault
    }

    /// The number in the measure's kept unit.
    public func parse(_ raw: String) throws(BadReason) -> Int {
        let text = CellText.halfWidth(CellText.trimmed(raw)).lowercased()
        if NumberText.isScientific(text) { throw .scientificNotation }
        let parts = NumberText.split(text, currency: measure == .money)
        guard !parts.number.isEmpty else { throw .notANumber }
        let factor = try factor(parts.unit.isEmpty ? columnUnit : parts.unit)
        let value = try NumberText.value(parts.number, marks: marks, decimals: rounds ? 9 : nil)
        var divisor = factor.denominator
        for _ in 0..<value.decimals {
            let (next, overflow) = divisor.multipliedReportingOverflow(by: 10)
            if overflow { throw .outOfRange }
            divisor = next
        }
        let (product, overflow) = value.digits.multipliedReportingOverflow(by: factor.numerator)
        if overflow { throw .outOfRange }
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        if remainder == 0 { return quotient }
        guard rounds else { throw measure == .count ? .notWhole : .tooPrecise }
        return abs(remainder) >= divisor - abs(remainder) ? quotient + product.signum() : quotient
    }

    private func factor(_ unit: String?) throws(BadReason) -> Measure.Factor {
        guard let unit, !measure.plainUnits.contains(unit) else { return measure.base }
        guard units.contains(unit), let factor = measure.otherUnits[unit] else { throw .unit(unit) }
        return factor
    }
}

/// The lexical side of numbers.
enum NumberText {
    static func split(_ text: String, currency: Bool) -> (number: String, unit: String) {
        var body = text[...]
        if currency, let first = body.utf8.first, !(0x30...0x39).contains(first) {
            for sign in ["¥", "￥", "rmb", "cny", "人民币"] where body.hasPrefix(sign) {
                body = body.dropFirst(sign.count)
                break
            }
            body = body.drop { $0 == " " }
        }
        let number = body.utf8.prefix { (0x30...0x39).contains($0) || (0x2B...0x2E).contains($0) }  // + , - .
        return (String(body[..<number.endIndex]), String(body[number.endIndex...].drop { $0 == " " }))
    }

    static func isScientific(_ text: String) -> Bool {
        guard let e = text.utf8.firstIndex(where: { $0 | 0x20 == 0x65 }), e != text.utf8.startIndex else { return false }
        let isDigit = { (b: UInt8) in (0x30...0x39).contains(b) }
        let tail = text.utf8[text.utf8.index(after: e)...]
        return text.utf8[..<e].allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B }
            && tail.contains(where: isDigit) && tail.allSatisfy { isDigit($0) || $0 == 0x2B || $0 == 0x2D }
    }

    /// Digits without marks, and how many of them are decimals.
    /// Decimals after the given number of them are cut off.
    static func value(_ text: String, marks: NumberPolicy.Marks, decimals most: Int?) throws(BadReason) -> (digits: Int, decimals: Int) {
        var bytes = Array(text.utf8)[...]
        let negative = bytes.first == 0x2D
        if negative || bytes.first == 0x2B { bytes.removeFirst() }
        let decimalMark: UInt8 = marks == .decimalComma ? 0x2C : 0x2E
        let groupMark: UInt8 = marks == .decimalComma ? 0x2E : 0x2C
        let halves = bytes.split(separator: decimalMark, omittingEmptySubsequences: false)
        guard halves.count <= 2, let whole = halves.first, !whole.isEmpty else {
            throw bytes.contains(groupMark) || halves.count > 2 ? .ambiguousSeparator : .notANumber
        }
        let groups = whole.split(separator: groupMark, omittingEmptySubsequences: false)
        if groups.count > 1 {
            guard marks != .plain, let first = groups.first, (1...3).contains(first.count),
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { throw .ambiguousSeparator }
        }
        let decimals = halves.count == 2 ? halves[1] : []
        if halves.count == 2, decimals.isEmpty { throw .notANumber }
        if decimals.contains(groupMark) { throw .ambiguousSeparator }
        // Zeros at the end say nothing, and a spreadsheet may write many.
        let significant = decimals.prefix(decimals.count - decimals.reversed().prefix { $0 == 0x30 }.count)
        let kept = significant.prefix(most ?? significant.count)
        guard significant.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .notANumber }
        var digits = 0
        for byte in groups.joined() + kept {
            guard (0x30...0x39).contains(byte) else { throw .notANumber }
            let (shifted, a) = digits.multipliedReportingOverflow(by: 10)
            let (sum, b) = shifted.addingReportingOverflow(Int(byte - 0x30))
            if a || b { throw .outOfRange }
            digits = sum
        }
        return (negative ? -digits : digits, kept.count)
    }
}
