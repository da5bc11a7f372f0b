/// What is said in a call, point by point (section 5.4 of the rules): ticked off on the phone, never in the way of it.
public struct Script: Hashable, Sendable {
    public struct Point: Hashable, Sendable {
        public let label: Label
        /// Rules that the point carries.
        public let rules: [String]
    }

    public let id: String
    public let label: Label
    public let points: [Point]
}
