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

    /// `安抚 / 记录`: the points in one line.
    public func line(_ say: (Label) -> String) -> String { say(label) + ": " + points.map { say($0.label) }.joined(separator: " / ") }
}
