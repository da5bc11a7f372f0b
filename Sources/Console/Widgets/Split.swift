import Dispatching
import Grid

/// The line between a list and what stands beside it on a wide screen: a person's own, and the same tomorrow.
@MainActor
final class Split {
    private unowned let context: any AppContext
    private let name: String
    /// The list's share where nobody has moved the line, in percent.
    private let usual: Int
    private var columns = 0

    /// From here on there is room for both.
    private static let wide = 110
    private static let shares = 30...75
    private static let step = 5

    init(_ context: any AppContext, _ name: String, usual: Int) {
        self.context = context
        self.name = "split." + name
        self.usual = usual
    }

    private var share: Int { context.habit(name)?.int.map { min(max($0, Self.shares.lowerBound), Self.shares.upperBound) } ?? usual }

    var isListOnly: Bool { context.isAccessible }

    /// Draws the line; `nil` on a screen that is too narrow for both.
    func parts(of region: Region) -> (left: Region, right: Region, line: Int)? {
        columns = region.columns
        guard columns >= Self.wide, !context.isAccessible else { return nil }
        let line = columns * share / 100
        region.verticalLine(column: line)
        return (region.columns(from: 0, count: line - 1), region.columns(from: line + 2), line)
    }

    var bindings: [Binding] {
        let narrow = columns < Self.wide || context.isAccessible ? "split.narrow" : nil
        func move(_ id: String, _ key: Character, by step: Int, end: Int) -> Binding {
            Binding(id, [.text(key)], inHints: false, reason: narrow ?? (share == end ? "split.end" : nil)) { [unowned self] in
                context.keepHabit(name, .int(min(max(share + step, Self.shares.lowerBound), Self.shares.upperBound)))
            }
        }
        return [
            move("split.left", "<", by: -Self.step, end: Self.shares.lowerBound), move("split.right", ">", by: Self.step, end: Self.shares.upperBound),
        ]
    }
}
