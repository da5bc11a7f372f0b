/// A class of goods that may not be carried, or only within a limit (C-87 to C-89).
public struct GoodsClass: Hashable, Sendable {
    /// In the order of their severity.
    public enum Verdict: String, Hashable, Comparable, Sendable, CaseIterable {
        case allowed
        /// Up to a weight for each piece (C-88).
        case restricted
        /// Not for the time being (C-89).
        case notCarried
        /// Never (C-87).
        case forbidden

        public static func < (a: Verdict, b: Verdict) -> Bool { (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0) }
    }

    public let code: String
    public let rule: String
    public let label: Label
    public let verdict: Verdict
    /// For each piece; `nil`: any.
    public let most: Weight?
    /// In lower case.
    public let words: [String]
}

/// What is to be done with goods of that description.
public struct GoodsVerdict: Hashable, Sendable {
    /// The classes that speak of them, the harshest first, each with the word that it was found by.
    public struct Hit: Hashable, Sendable {
        public let found: GoodsClass
        public let word: String
    }

    public let hits: [Hit]

    public var verdict: GoodsClass.Verdict { hits.first?.found.verdict ?? .allowed }
    /// The least of the limits that hold.
    public var most: Weight? { hits.compactMap(\.found.most).min() }
    public var rule: String? { hits.first?.found.rule }

    /// C-88: within its limit, where there is one.
    public func allows(_ weight: Weight) -> Bool { most.map { weight <= $0 } ?? true }
}

/// C-87 to C-89: the reference that is searched at the counter.
public struct GoodsReference: Hashable, Sendable {
    public let classes: [GoodsClass]

    /// A word inside a longer one that was found does not count: 酒精 is no drink.
    public func verdict(on goods: String) -> GoodsVerdict {
        let text = goods.lowercased()
        var found: [(hit: GoodsVerdict.Hit, range: Range<String.Index>)] = []
        for group in classes {
            for word in group.words {
                var from = text.startIndex
                while let range = text.firstRange(of: word, from: from) {
                    found.append((.init(found: group, word: word), range))
                    from = range.upperBound
                }
            }
        }
        let kept = found.filter { one in !found.contains { $0.range != one.range && $0.range.lowerBound <= one.range.lowerBound && $0.range.upperBound >= one.range.upperBound } }
        var seen: Set<String> = []
        let hits = kept.map(\.hit).sorted { ($1.found.verdict, $0.found.code) < ($0.found.verdict, $1.found.code) }.filter { seen.insert($0.found.code).inserted }
        return GoodsVerdict(hits: hits)
    }
}

extension String {
    fileprivate func firstRange(of word: String, from start: Index) -> Range<Index>? {
        guard !word.isEmpty else { return nil }
        var at = start
        while at < endIndex {
            if self[at...].hasPrefix(word) { return at..<index(at, offsetBy: word.count) }
            at = index(after: at)
        }
        return nil
    }
}

extension PlaybookReader {
    /// `- {code: DRINKS, rule: C-89, verdict: notCarried, zh: .., en: .., words: [..], most: 20}`
    mutating func goods(_ v: Value) -> GoodsReference {
        var classes: [GoodsClass] = []
        for (i, x) in list(v, "goods").enumerated() {
            let path = "goods[\(i)]"
            known(x, path, ["code", "rule", "verdict", "zh", "en", "words", "most"])
            guard let verdict = GoodsClass.Verdict(rawValue: x["verdict"].text) else {
                wrong(path + ".verdict", "unknownVerdict", ["value": .string(x["verdict"].text)])
                continue
            }
            let most = x["most"].isNull ? nil : Weight(x["most"].text)
            if most == nil, !x["most"].isNull { wrong(path + ".most", "badTariff", ["name": "most", "value": .string(x["most"].text)]) }
            classes.append(
                GoodsClass(
                    code: text(x["code"], path + ".code"), rule: text(x["rule"], path + ".rule"), label: label(x, path), verdict: verdict, most: most,
                    words: names(x["words"], path + ".words").map { $0.lowercased() }.filter { !$0.isEmpty }))
        }
        return GoodsReference(classes: classes)
    }
}
