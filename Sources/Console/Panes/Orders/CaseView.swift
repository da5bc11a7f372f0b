import Desk
import Dispatching
import Grid

/// The case beside a list: loads the file of the selected row in the background and scrolls through it.
@MainActor
final class CaseView {
    private unowned let context: any AppContext
    /// Separates the requests of several views.
    private let key: String
    private(set) var file: CaseFile?
    private var wanted: CaseID?
    private var lines: CaseLines? { didSet { rows = nil } }
    /// The lines wrapped to the width at which they were last drawn, as far down as anybody has looked.
    private var rows: WrappedLines?
    private var top = 0
    private var height = 1
    private var length = 0
    private static let rest = 0.04
    /// More rows than any case has.
    private static let everything = 1_000_000

    init(key: String, context: any AppContext) {
        self.key = key
        self.context = context
    }

    /// Shows that case; the old one stays until the new one is read, so that moving through a list does not flicker.
    ///
    /// - Parameter rested: somebody looks at this row and is not on the way to another.
    func show(_ id: CaseID?, again: Bool = false, rested: Bool = false) {
        guard id != wanted || again else { return }
        if id != wanted { top = 0 }
        wanted = id
        guard let id else {
            file = nil
            lines = nil
            return
        }
        // Running down a list reads nothing: the case follows when the hand rests.
        context.load(key, after: again || rested || file == nil ? 0 : Self.rest, { try CaseFile.read($0, id) }) { [weak self] file in
            guard let self, wanted == id else { return }
            self.file = file
            refreshWords()
        }
    }

    /// The language or the minute has changed.
    func refreshWords() { lines = file.map { CaseLines($0, context: context) } }

    func scroll(by count: Int) {
        rows?.wrap(through: top + count + height)
        length = rows?.done.count ?? length
        top = max(0, min(top + count, length - height))
    }

    func handle(_ input: Input) -> Bool {
        switch input {
        case .key(.up, []), .text("k"): scroll(by: -1)
        case .key(.down, []), .text("j"): scroll(by: 1)
        case .key(.pageUp, []): scroll(by: -max(1, height - 1))
        case .key(.pageDown, []): scroll(by: max(1, height - 1))
        case .key(.home, _), .text("g"): top = 0
        case .key(.end, _), .text("G"): scroll(by: Self.everything)
        case .mouse(let event) where event.kind == .wheelUp: scroll(by: -3)
        case .mouse(let event) where event.kind == .wheelDown: scroll(by: 3)
        default: return false
        }
        return true
    }

    @discardableResult
    func draw(in region: Region) -> Position? {
        guard let lines else {
            region.put(context.text(wanted == nil ? "case.none" : "case.loading"), row: 0, style: .dim)
            return region.position(row: 0, column: 0)
        }
        var wrapped = rows ?? WrappedLines(lines.lines, width: region.columns, ruler: region.ruler)
        if wrapped.width != region.columns { wrapped = WrappedLines(lines.lines, width: region.columns, ruler: region.ruler) }
        height = region.rows
        wrapped.wrap(through: top + height + 1)
        rows = wrapped
        length = wrapped.done.count
        top = max(0, min(top, length - height))
        let rows = wrapped.done
        for (row, line) in rows[top..<min(rows.count, top + region.rows)].enumerated() { region.put(line.text, row: row, style: line.style) }
        // More below: a sign in the corner.
        if top + height < length { region.put(context.text("case.more"), row: region.rows - 1, column: region.columns - 2, style: .dim) }
        return region.position(row: 0, column: 0)
    }
}
