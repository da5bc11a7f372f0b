/// Other keys for commands than those that they come with, by the command's id.
public struct KeyMap: Sendable {
    private(set) var strokes: [String: [Stroke]] = [:]

    public init() {}

    init(_ strokes: [String: [Stroke]]) { self.strokes = strokes }

    /// Commands that have other keys.
    public var count: Int { strokes.count }

    @MainActor
    func applied(to bindings: [Binding]) -> [Binding] {
        strokes.isEmpty ? bindings : bindings.map { binding in strokes[binding.id].map { binding.with(strokes: $0) } ?? binding }
    }
}
