/// What a formula came to, and how: the sentences of the manual that it rests on, and each step of the way.
public struct Reckoning<Result: Hashable & Sendable>: Hashable, Sendable {
    /// `F-01` of the manual's section 6.
    public let formula: String
    /// Rules of the figures that were used, in that order.
    public let rules: [String]
    public let result: Result
    public let steps: [Phrase]
}

/// Looks figures up and keeps what was looked up, so that an answer can say where it comes from.
struct Reckoner {
    private let tariffs: Tariffs
    private var rules: [String] = []
    private var steps: [Phrase] = []

    init(_ tariffs: Tariffs) { self.tariffs = tariffs }

    private mutating func text(_ name: Tariffs.Name) throws(Refusal) -> String {
        guard let entry = tariffs[name] else { throw .tariffMissing(name.rawValue) }
        for rule in entry.rules where !rules.contains(rule) { rules.append(rule) }
        return entry.value.text
    }

    private mutating func read<M: Measured>(_ name: Tariffs.Name) throws(Refusal) -> M {
        guard let value = M(try text(name)) else { throw .tariffMissing(name.rawValue) }
        return value
    }

    mutating func money(_ name: Tariffs.Name) throws(Refusal) -> Money { try read(name) }
    mutating func weight(_ name: Tariffs.Name) throws(Refusal) -> Weight { try read(name) }
    mutating func length(_ name: Tariffs.Name) throws(Refusal) -> Length { try read(name) }
    mutating func word(_ name: Tariffs.Name) throws(Refusal) -> String { try text(name) }

    mutating func count(_ name: Tariffs.Name) throws(Refusal) -> Int {
        guard let value = Int(try text(name)) else { throw .tariffMissing(name.rawValue) }
        return value
    }

    /// In hundredths of a percent.
    mutating func percent(_ name: Tariffs.Name) throws(Refusal) -> Int {
        guard let value = FixedPoint.read(try text(name), digits: 2, most: 10_000) else { throw .tariffMissing(name.rawValue) }
        return value
    }

    mutating func time(_ name: Tariffs.Name) throws(Refusal) -> TimeOfDay {
        guard let value = TimeOfDay(try text(name)) else { throw .tariffMissing(name.rawValue) }
        return value
    }

    mutating func span(_ name: Tariffs.Name) throws(Refusal) -> Span {
        guard let value = Span(try text(name)) else { throw .tariffMissing(name.rawValue) }
        return value
    }

    /// A step of the way, whose sentence stands under `fee.step.<key>`.
    mutating func step(_ key: String, _ values: [String: Value] = [:]) { steps.append(Phrase("fee.step." + key, values)) }

    func done<R>(_ formula: String, _ result: R) -> Reckoning<R> { Reckoning(formula: formula, rules: rules, result: result, steps: steps) }
}

extension Measured {
    /// As answers and fields keep it.
    public var value: Value { .string(description) }
}
