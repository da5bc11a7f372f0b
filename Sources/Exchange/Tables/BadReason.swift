/// Why a cell or a line was refused. Values only; the words for them are in the string tables.
public enum BadReason: Error, Hashable, Sendable {
    case missing
    case controlCharacter(code: Int, index: Int)
    case tooLong(limit: Int)
    /// `1.38E+10`: a spreadsheet has already lost digits of it.
    case scientificNotation

    case notANumber
    /// A comma or point that could be a decimal mark or a thousands mark; the mapping must say which.
    case ambiguousSeparator
    /// A unit that this field's policy does not name.
    case unit(String)
    case notWhole
    case notPositive
    /// Finer than is kept (cents), and rounding was not asked for.
    case tooPrecise
    case outOfRange

    case notADate
    case noSuchDay
    case noSuchTime
    /// `3/4/2026`: day or month first? The mapping must say.
    case ambiguousDayOrder
    case twoDigitYear
    /// A spreadsheet's day number.
    case dateNumber(Int)

    case phone(PhoneProblem)
    /// Not as many digits as a waybill has, or its check digit is wrong.
    case notAWaybill
    case notYesOrNo
    case unknownValue(known: [String])

    case fieldCount(expected: Int, found: Int)
    /// Another row of the same order says something else.
    case contradicts(line: Int, value: String)
    case duplicateLine(line: Int, number: Int)
    /// A blank that means "as above" with nothing above it.
    case nothingAbove
    /// Nothing wrong here: another line of the same order was refused, and an order goes in whole or not at all.
    case refusedWithOrder(line: Int)

    /// False for the companions of a bad line.
    public var isCause: Bool {
        if case .refusedWithOrder = self { false } else { true }
    }
}

public enum PhoneProblem: String, Hashable, Sendable, CaseIterable {
    case tooShort
    case tooLong
    case notAPhone
    case missingAreaCode
    case severalNumbers
    /// `138****5678`
    case masked
}
