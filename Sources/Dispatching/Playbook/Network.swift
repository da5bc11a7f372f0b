/// The places through which parcels pass, the areas that they serve, and the ways between them (C-04 to C-07, C-30).
public struct Network: Sendable {
    public struct Node: Sendable {
        public enum Kind: String, Sendable, CaseIterable { case branch, hub, county, contractArea }

        public let code: String
        public let label: Label
        public let kind: Kind
        /// Nothing is delivered from there for the time being.
        public let isPaused: Bool
        /// This shop's own place.
        public let isHere: Bool
        public let rules: [String]
    }

    public struct Area: Sendable {
        /// Who brings a parcel to an address there.
        public enum Delivery: String, Sendable, CaseIterable { case own, node, agent, none }

        public let code: String
        public let label: Label
        /// Words by which an address is known to lie there; the longest word that occurs decides. None: every other address.
        public let words: [String]
        /// The node whose area it is.
        public let node: String
        /// On the public list (the website), and really served (the intranet) (C-30).
        public let isTarget: Bool
        public let isActual: Bool
        public let delivery: Delivery
        public let rules: [String]
    }

    /// An expected way: codes of nodes, or names of fields of the parcel.
    public struct Route: Sendable {
        public let when: Condition
        public let stops: [String]
        public let rules: [String]
    }

    public let nodes: [Node]
    public let areas: [Area]
    public let routes: [Route]

    public static let none = Network(nodes: [], areas: [], routes: [])

    public func node(_ code: String) -> Node? { nodes.first { $0.code == code || $0.label.zh == code || $0.label.en == code } }
    public func area(_ code: String) -> Area? { areas.first { $0.code == code } }
    public var here: Node? { nodes.first { $0.isHere } }

    /// The area of an address, by the longest of the words that occur in it.
    public func area(of address: String) -> Area? {
        var best: (length: Int, area: Area)?
        for area in areas {
            for word in area.words where address.contains(word) && word.count > best?.length ?? 0 { best = (word.count, area) }
        }
        return best?.area ?? areas.first { $0.words.isEmpty }
    }
}

extension PlaybookReader {
    mutating func readNetwork(_ v: Value, _ path: String) -> Network {
        guard !v.isNull else { return .none }
        known(v, path, ["nodes", "areas", "routes"])
        var nodes: [Network.Node] = []
        for (i, x) in list(v["nodes"], path + ".nodes").enumerated() {
            let place = "\(path).nodes[\(i)]"
            known(x, place, ["code", "zh", "en", "kind", "paused", "here", "rule"])
            nodes.append(
                .init(
                    code: text(x["code"], place + ".code"), label: label(x, place), kind: choice(x["kind"], place + ".kind", .branch),
                    isPaused: x["paused"].bool ?? false, isHere: x["here"].bool ?? false, rules: names(x["rule"], place + ".rule")))
        }
        var areas: [Network.Area] = []
        for (i, x) in list(v["areas"], path + ".areas").enumerated() {
            let place = "\(path).areas[\(i)]"
            known(x, place, ["code", "zh", "en", "words", "node", "target", "actual", "delivery", "rule"])
            let node = text(x["node"], place + ".node")
            if !nodes.contains(where: { $0.code == node }) { wrong(place + ".node", "unknownNode", ["value": .string(node)]) }
            areas.append(
                .init(
                    code: text(x["code"], place + ".code"), label: label(x, place), words: names(x["words"], place + ".words"), node: node,
                    isTarget: x["target"].bool ?? false, isActual: x["actual"].bool ?? false, delivery: choice(x["delivery"], place + ".delivery", .none),
                    rules: names(x["rule"], place + ".rule")))
        }
        var routes: [Network.Route] = []
        for (i, x) in list(v["routes"], path + ".routes").enumerated() {
            let place = "\(path).routes[\(i)]"
            known(x, place, ["row", "zh", "en", "when", "stops", "rule"])
            routes.append(.init(when: condition(x["when"], place + ".when"), stops: names(x["stops"], place + ".stops"), rules: names(x["rule"], place + ".rule")))
        }
        return Network(nodes: nodes, areas: areas, routes: routes)
    }

    private mutating func choice<T: RawRepresentable & CaseIterable>(_ v: Value, _ path: String, _ usual: T) -> T where T.RawValue == String {
        guard let s = v.string else { return usual }
        if let hit = T(rawValue: s) { return hit }
        wrong(path, "unknownWord", ["value": .string(s), "known": .array(T.allCases.map { .string($0.rawValue) })])
        return usual
    }
}
