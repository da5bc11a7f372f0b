/// Units as they stand behind numbers, and what whole number they are kept in.
public enum Measure: String, Hashable, Sendable {
    /// Kept in cents.
    case money
    /// Kept in cubic centimetres.
    case volume
    /// Kept in grams.
    case weight
    /// Kept as it is.
    case count

    /// The kept units that one of the given unit is worth, as a fraction.
    struct Factor: Hashable, Sendable {
        var numerator: Int
        var denominator: Int
    }

    /// The unit of a bare number.
    var base: Factor {
        switch self {
        case .money: Factor(numerator: 100, denominator: 1)
        case .volume: Factor(numerator: 1_000_000, denominator: 1)
        case .weight: Factor(numerator: 1000, denominator: 1)
        case .count: Factor(numerator: 1, denominator: 1)
        }
    }

    /// Units that say no more than the bare number does, so no policy needs to name them.
    var plainUnits: [String] {
        switch self {
        case .money: ["元", "圆", "¥", "￥", "rmb", "cny", "人民币"]
        case .volume: ["m3", "m³", "m^3", "㎥", "立方米", "立方", "方"]
        case .weight: ["kg", "公斤", "千克", "㎏"]
        case .count: ["件", "套", "台", "个", "张", "箱", "块", "片", "把", "只", "樘", "扇", "pcs"]
        }
    }

    /// Units that change the number: a mapping must name them.
    var otherUnits: [String: Factor] {
        switch self {
        case .money: ["万元": .init(numerator: 1_000_000, denominator: 1), "万": .init(numerator: 1_000_000, denominator: 1),
            "千元": .init(numerator: 100_000, denominator: 1), "分": .init(numerator: 1, denominator: 1)]
        case .volume: ["l": .init(numerator: 1000, denominator: 1), "升": .init(numerator: 1000, denominator: 1),
            "cm3": .init(numerator: 1, denominator: 1), "立方厘米": .init(numerator: 1, denominator: 1)]
        case .weight: ["g": .init(numerator: 1, denominator: 1), "克": .init(numerator: 1, denominator: 1),
            "斤": .init(numerator: 500, denominator: 1), "吨": .init(numerator: 1_000_000, denominator: 1),
            "t": .init(numerator: 1_000_000, denominator: 1)]
        case .count: [:]
        }
    }

    var defaultMarks: NumberPolicy.Marks {
        switch self {
        case .money, .count: .grouped
        case .volume, .weight: .plain
        }
    }

    /// Only money must be exact: a cubic centimetre or a gram is finer than anybody measures.
    var roundsByDefault: Bool { self == .volume || self == .weight }
}
