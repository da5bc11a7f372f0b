/// Decimal text read and written exactly: no binary fraction ever stands for money, weight or length.
enum FixedPoint {
    /// `12`, `12.5`, `12.50` in units of 10^-digits; `nil` for anything else, also for digits finer than that and above `most`.
    static func read(_ text: String, digits: Int, most: Int) -> Int? {
        let parts = text.trimmed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 12 else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty, (whole + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        guard fraction.dropFirst(digits).allSatisfy({ $0 == "0" }) else { return nil }
        let padded = whole + fraction.prefix(digits) + String(repeating: "0", count: max(0, digits - fraction.count))
        guard let units = Int(padded), units <= most else { return nil }
        return units
    }

    /// With all its digits: `17.14`, `10.00`.
    static func write(_ units: Int, digits: Int) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let magnitude = abs(units)
        return "\(units < 0 ? "-" : "")\(magnitude / scale)" + (digits == 0 ? "" : "." + padded(magnitude % scale, digits))
    }

    /// To the nearest whole number, halves up.
    static func quotient(_ a: Int, _ b: Int) -> Int { (a + b / 2) / b }

    /// To the next whole number above.
    static func ceiling(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }
}

/// A figure of the courier's papers: a whole number of its smallest unit, read from decimal text.
public protocol Measured: Hashable, Comparable, Sendable, CustomStringConvertible {
    static var digits: Int { get }
    /// The greatest that is believed, in smallest units; far above any parcel, and low enough for products to fit.
    static var most: Int { get }
    var units: Int { get }
    init(units: Int)
}

extension Measured {
    public init?(_ text: String) {
        guard let units = FixedPoint.read(text, digits: Self.digits, most: Self.most) else { return nil }
        self.init(units: units)
    }

    public var description: String { FixedPoint.write(units, digits: Self.digits) }
    public static func < (a: Self, b: Self) -> Bool { a.units < b.units }
    public static func + (a: Self, b: Self) -> Self { Self(units: a.units + b.units) }
    public static func - (a: Self, b: Self) -> Self { Self(units: a.units - b.units) }
}

/// Money in whole cents (分), 0.00 to 10,000,000,000.00 CNY when read; a margin may be below zero.
public struct Money: Measured {
    public static let digits = 2, most = 1_000_000_000_000
    public static let zero = Money(units: 0)

    public let units: Int
    public init(units: Int) { self.units = units }
    public var cents: Int { units }

    static func * (a: Money, count: Int) -> Money { Money(units: a.units * count) }

    /// A share in hundredths of a percent, to the nearest cent, halves up.
    func share(_ basisPoints: Int) -> Money { Money(units: FixedPoint.quotient(units * basisPoints, 10_000)) }
}

/// Weight in hundredths of a kilogram (Q-19), 0.00 to 1,000,000.00 kg.
public struct Weight: Measured {
    public static let digits = 2, most = 100_000_000

    public let units: Int
    public init(units: Int) { self.units = units }

    /// How many steps of that size were begun: 7.30 kg are 8 kilograms (Q-19).
    func started(_ step: Weight) -> Int { FixedPoint.ceiling(units, step.units) }
}

/// Length in millimetres, read in centimetres with one digit, 0.0 to 10,000.0 cm.
public struct Length: Measured {
    public static let digits = 1, most = 100_000

    public let units: Int
    public init(units: Int) { self.units = units }
}

/// Length, width and height of a piece.
public struct PieceSize: Hashable, Sendable, CustomStringConvertible {
    public let sides: [Length]

    public init(_ length: Length, _ width: Length, _ height: Length) { sides = [length, width, height] }

    /// `60x50x40` in centimetres; `×` and `*` are read too. All three sides are above zero.
    public init?(_ text: String) {
        let sides = text.split(whereSeparator: { "xX×*＊".contains($0) }).compactMap { Length(String($0)) }
        guard sides.count == 3, text.filter({ "xX×*＊".contains($0) }).count == 2, sides.allSatisfy({ $0.units > 0 }) else { return nil }
        self.sides = sides
    }

    public var longest: Length { sides.max() ?? Length(units: 0) }
    public var sum: Length { sides.reduce(Length(units: 0), +) }
    /// Cubic millimetres.
    var volume: Int { sides.reduce(1) { $0 * $1.units } }
    public var description: String { sides.map(\.description).joined(separator: "x") }
}
