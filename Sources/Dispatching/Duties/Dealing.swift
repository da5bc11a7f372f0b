/// Deals things out to people in equal numbers, with regard to what each has already and can bear (C2-03, C2-07).
public enum Dealing {
    public struct Hand: Hashable, Sendable {
        public let name: String
        /// What the person has already.
        public let load: Int
        /// How many of the others' one share of this person is worth, at least 1.
        public let share: Int

        public init(name: String, load: Int, share: Int = 1) {
            self.name = name
            self.load = load
            self.share = max(1, share)
        }
    }

    /// One after the other to whoever has least for his share; of several to the first. Nobody there: an empty list.
    public static func deal(_ count: Int, to hands: [Hand]) -> [String] {
        guard !hands.isEmpty else { return [] }
        var loads = hands.map(\.load)
        return (0..<count).map { _ in
            // load a / share a < load b / share b, without fractions.
            let least = hands.indices.min { loads[$0] * hands[$1].share < loads[$1] * hands[$0].share } ?? 0
            loads[least] += 1
            return hands[least].name
        }
    }
}
