/// What a piece weighs for the tariff (F-01).
public struct Volumetric: Hashable, Sendable {
    public let volume: Weight
    public let real: Weight
    public let billed: Weight
    /// Kilograms of a tariff that counts started ones (Q-19).
    public let started: Int
}

/// A limit of acceptance that a piece exceeds (F-02).
public struct ExceededLimit: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case weight, side, sum }

    public let kind: Kind
    /// As measured, and as allowed: kilograms for the weight, centimetres otherwise.
    public let measured: String
    public let allowed: String
}

/// Whether the sending branch owes the fee of a transit.
public enum FeeRight: String, Hashable, Sendable, CaseIterable {
    case yes
    /// By the place: served by us, by the agent, or by the actual area (C-31, C-32).
    case no
    /// Registration missing, or its address unlike the original (C-37).
    case rejected
}

/// What a transit by STO costs in cash, and what is left of its fee (F-05).
public struct STOCost: Hashable, Sendable {
    public let cost: Money
    public let fee: Money
    /// Below zero where the fee does not cover it.
    public var margin: Money { fee - cost }
}

extension Tariffs {
    /// F-01: length x width x height / 7000; the larger of it and the real weight is charged (C-74).
    public func volumetric(_ size: PieceSize, _ weight: Weight) throws(Refusal) -> Reckoning<Volumetric> {
        var r = Reckoner(self)
        let divisor = try r.count(.volumetricDivisor)
        // Cubic millimetres / 1000 / divisor are kilograms; a hundredth of one is a unit.
        let volume = Weight(units: FixedPoint.quotient(size.volume, 10 * divisor))
        r.step("volume", ["size": .string(size.description), "divisor": .int(divisor), "volume": volume.value])
        let billed = max(volume, weight)
        let result = Volumetric(volume: volume, real: weight, billed: billed, started: billed.started(Weight(units: 100)))
        r.step("billed", ["real": weight.value, "billed": billed.value, "started": .int(result.started)])
        return r.done("F-01", result)
    }

    /// F-02: what a piece exceeds of weight, longest side and sum of sides; empty: it may be accepted (C-75).
    public func limits(_ size: PieceSize, _ weight: Weight) throws(Refusal) -> Reckoning<[ExceededLimit]> {
        var r = Reckoner(self)
        var exceeded: [ExceededLimit] = []
        func check(_ kind: ExceededLimit.Kind, _ measured: some Measured, _ allowed: some Measured, _ isOver: Bool) {
            r.step("limit.\(kind.rawValue).\(isOver ? "over" : "kept")", ["measured": measured.value, "allowed": allowed.value])
            if isOver { exceeded.append(.init(kind: kind, measured: measured.description, allowed: allowed.description)) }
        }
        let most = try r.weight(.limitWeight), side = try r.length(.limitSide), sum = try r.length(.limitSum)
        check(.weight, weight, most, weight > most)
        check(.side, size.longest, side, size.longest > side)
        check(.sum, size.sum, sum, size.sum > sum)
        return r.done("F-02", exceeded)
    }

    /// F-03: delivery fee of a piece of more than 50 kg, 3 CNY for each kilogram of its whole weight (C-76, Q-20), to the nearest cent.
    public func heavy(_ weight: Weight) throws(Refusal) -> Reckoning<Money> {
        var r = Reckoner(self)
        let over = try r.weight(.heavyOver), rate = try r.money(.heavyRate)
        guard weight > over else {
            r.step("notHeavy", ["weight": weight.value, "over": over.value])
            return r.done("F-03", .zero)
        }
        let charged = try r.word(.heavyCharged) == "whole" ? weight : weight - over
        let fee = Money(units: FixedPoint.quotient(rate.cents * charged.units, 100))
        r.step("byWeight", ["rate": rate.value, "weight": charged.value, "fee": fee.value])
        return r.done("F-03", fee)
    }

    /// F-04: what a transit costs the sending branch: 5 CNY for the first kilogram, 1 for each further one begun (C-10, Q-19).
    ///
    /// - Returns: nothing where no fee may be registered (C-31, C-32), or where it is not recognised (C-37).
    public func transit(_ weight: Weight, right: FeeRight = .yes) throws(Refusal) -> Reckoning<Money> {
        var r = Reckoner(self)
        let fee = try r.stepped(weight, first: .transitFirst, upTo: .transitFirstWeight, next: .transitNext, step: .transitStep)
        guard right == .yes else {
            r.step("noFee.\(right.rawValue)")
            return r.done("F-04", .zero)
        }
        return r.done("F-04", fee)
    }

    /// F-05: cash for STO: 5 CNY for the first two kilograms, 1 for each further one begun (C-48), and what is left of the fee.
    public func sto(_ weight: Weight, right: FeeRight = .yes) throws(Refusal) -> Reckoning<STOCost> {
        var r = Reckoner(self)
        let cost = try r.stepped(weight, first: .stoFirst, upTo: .stoFirstWeight, next: .stoNext, step: .stoStep)
        let result = STOCost(cost: cost, fee: try transit(weight, right: right).result)
        r.step("margin", ["fee": result.fee.value, "cost": cost.value, "margin": result.margin.value])
        return r.done("F-05", result)
    }

    /// F-06: fee for collecting money on delivery, 1 % and 10 CNY at least, paid by the sender on top of the freight (C-84, C-111, Q-21).
    public func cod(_ amount: Money) throws(Refusal) -> Reckoning<Money> {
        guard amount > .zero else { throw .badFigure("amount", amount.description) }
        var r = Reckoner(self)
        let percent = try r.percent(.codPercent), least = try r.money(.codLeast)
        let share = amount.share(percent), fee = max(share, least)
        r.step("share", ["amount": amount.value, "percent": .string(Reckoner.text(percent: percent)), "share": share.value])
        if fee > share { r.step("least", ["least": least.value]) }
        return r.done("F-06", fee)
    }
}

extension Reckoner {
    fileprivate mutating func stepped(_ real: Weight, first: Tariffs.Name, upTo: Tariffs.Name, next: Tariffs.Name, step size: Tariffs.Name) throws(Refusal) -> Money {
        guard real.units > 0 else { throw .badFigure("weight", real.description) }
        let base = try money(first), included = try weight(upTo), more = try money(next), unit = try weight(size)
        let started = real.started(unit), further = max(0, started - included.started(unit))
        let fee = base + more * further
        step("stepped", ["weight": real.value, "started": .int(started), "first": base.value, "next": more.value, "further": .int(further), "fee": fee.value])
        return fee
    }

    /// `60` for 6000, `0.5` for 50.
    static func text(percent: Int) -> String {
        var text = FixedPoint.write(percent, digits: 2)
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
