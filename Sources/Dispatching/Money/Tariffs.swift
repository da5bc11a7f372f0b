/// The figures by which the branch charges, pays and fines, as the playbook states them; the formulas that use them are code.
public struct Tariffs: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let value: Value
        /// The sentences of the manual that it comes from; the first is the one it is known by.
        public let rules: [String]
    }

    /// What a figure is; how it is written follows from it.
    enum Unit: Hashable, Sendable {
        /// Yuan, with cents.
        case money
        /// Kilograms, to 0.01.
        case weight
        /// Centimetres, to 0.1.
        case length
        /// 1 to 1,000,000.
        case count
        /// 0 to 100, with two digits.
        case percent
        case time
        /// Hours from point to point.
        case span
        case word(Set<String>)
    }

    public enum Name: String, Hashable, Sendable, CaseIterable {
        case volumetricDivisor = "volumetric.divisor"
        case limitWeight = "limits.weight", limitSide = "limits.side", limitSum = "limits.sum"
        case heavyOver = "heavy.over", heavyRate = "heavy.perKilogram", heavyCharged = "heavy.charged"
        case transitFirst = "transit.first", transitFirstWeight = "transit.firstWeight", transitNext = "transit.next", transitStep = "transit.step"
        case stoFirst = "sto.first", stoFirstWeight = "sto.firstWeight", stoNext = "sto.next", stoStep = "sto.step"
        case codPercent = "cod.percent", codLeast = "cod.least"
        case entryFine = "lateEntry.fine", entryDays = "lateEntry.days"
        case headerFine = "header.fine"
        case monitorFine = "monitor.fine"
        case complaintPost = "complaint.post"
        case callFine = "call.fine"
        case refusalFine = "refusal.fine", refusalWarning = "refusal.warnAfter"
        case sharedPart = "shared.part"
        case dangerFine = "danger.fine", dangerReward = "danger.reward"
        case outsideReward = "outside.reward"
        case faultPart = "fault.part"
        case cutOff = "cutOff.time"
        case noReply = "return.noReply", hold = "return.hold"

        var unit: Unit {
            switch self {
            case .volumetricDivisor, .entryDays, .refusalWarning: .count
            case .limitWeight, .heavyOver, .transitFirstWeight, .transitStep, .stoFirstWeight, .stoStep: .weight
            case .limitSide, .limitSum: .length
            case .heavyRate, .transitFirst, .transitNext, .stoFirst, .stoNext, .codLeast, .entryFine, .headerFine, .monitorFine, .callFine, .refusalFine: .money
            case .codPercent, .complaintPost, .sharedPart, .dangerFine, .dangerReward, .outsideReward, .faultPart: .percent
            case .heavyCharged: .word(["whole", "excess"])
            case .cutOff: .time
            case .noReply, .hold: .span
            }
        }

        /// Whether the playbook's text can be one. Rates are kept low enough for their products to fit.
        func reads(_ value: Value) -> Bool {
            let text = value.text
            return switch unit {
            case .money: Money(text).map { $0.cents <= 100_000_000 } ?? false
            case .weight: Weight(text).map { $0.units > 0 } ?? false
            case .length: Length(text) != nil
            case .count: Int(text).map { (1...1_000_000).contains($0) } ?? false
            case .percent: FixedPoint.read(text, digits: 2, most: 10_000) != nil
            case .time: TimeOfDay(text) != nil
            case .span: Span(text).map { $0.unit == .hours && $0.amount > 0 } ?? false
            case .word(let words): words.contains(text)
            }
        }
    }

    let entries: [Name: Entry]

    public var isEmpty: Bool { entries.isEmpty }

    public subscript(name: Name) -> Entry? { entries[name] }
}

extension PlaybookReader {
    /// `tariffs: {cod: [{term: percent, is: 1, rule: C-84}]}`
    mutating func tariffs(_ v: Value) -> Tariffs {
        var entries: [Tariffs.Name: Tariffs.Entry] = [:]
        for (group, terms) in (v.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            for (i, x) in list(terms, "tariffs.\(group)").enumerated() {
                let path = "tariffs.\(group)[\(i)]"
                known(x, path, ["term", "is", "rule"])
                let text = "\(group).\(text(x["term"], path + ".term"))"
                guard let name = Tariffs.Name(rawValue: text) else {
                    wrong(path + ".term", "unknownTariff", ["value": .string(text)])
                    continue
                }
                guard name.reads(x["is"]) else {
                    wrong(path + ".is", "badTariff", ["name": .string(text), "value": .string(x["is"].text)])
                    continue
                }
                entries[name] = .init(value: x["is"], rules: names(x["rule"], path + ".rule"))
            }
        }
        return Tariffs(entries: entries)
    }
}
