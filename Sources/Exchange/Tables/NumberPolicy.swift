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
        try parse(folded: Array(CellText.halfWidth(CellText.trimmed(raw)).lowercased().utf8)[...])
    }

    /// The same for a cell that is trimmed, half width and lower case already.
    func parse(folded cell: ArraySlice<UInt8>) throws(BadReason) -> Int {
        if NumberText.isScientific(cell) { throw .scientificNotation }
        let parts = NumberText.split(cell, currency: measure == .money)
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
