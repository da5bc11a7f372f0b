import Grid

/// A framed question or message over the middle of the picture.
public struct Dialog: Hashable, Sendable {
    public var title: String
    public var message: String
    public var hints: HintLine
    /// Shows the title in this ink, for instance `.bad` before something that cannot be undone.
    public var ink: Ink
    /// Rows below the message for the caller's own content: fields, a list.
    public var contentRows: Int
    /// The most columns of the screen that the frame takes, unless the key hints need more.
    public var maximumWidth: Int

    public init(
        title: String, message: String, hints: HintLine = HintLine([]), ink: Ink = .title, contentRows: Int = 0,
        maximumWidth: Int = 60
    ) {
        self.title = title
        self.message = message
        self.hints = hints
        self.ink = ink
        self.contentRows = max(0, contentRows)
        self.maximumWidth = maximumWidth
    }

    /// Columns on each side between frame and text.
    private static let padding = 1

    /// Draws over what is there and returns the region for the caller's content (empty without `contentRows`). On a
    /// screen that is too low the message is cut first; hints and content stay.
    @discardableResult
    public func draw(in region: Region) -> Region {
        let frameColumns = 2 + 2 * Self.padding
        let width = min(max(maximumWidth, hints.width(region.ruler) + frameColumns), region.columns)
        let textWidth = max(1, width - frameColumns)
        var lines = message.isEmpty ? [] : region.ruler.wrap(message, textWidth)
        let hintRows = hints.hints.isEmpty ? 0 : 2
        let room = max(0, region.rows - 2 - contentRows - hintRows)
        if lines.count > room {
            lines = Array(lines.prefix(room))
            if let last = lines.popLast() {
                lines.append(region.ruler.fit(last, textWidth - 1) + String(region.ruler.clipSign))
            }
        }
        let height = lines.count + contentRows + hintRows + 2
        let frame = region.part(region.bounds.centred(rows: height, columns: width))
        frame.fill()
        let inside = frame.box().inset(rows: 0, columns: Self.padding)
        if !title.isEmpty {
            let label = " " + region.ruler.clip(title, max(0, frame.columns - 4)) + " "
            let column = max(1, (frame.columns - region.ruler.width(of: label)) / 2)
            frame.put(label, row: 0, column: column, style: Style(ink, .bold), width: frame.columns - 1 - column)
        }
        for (row, line) in lines.enumerated() { inside.put(line, row: row) }
        if hintRows > 0 { hints.draw(in: inside, row: inside.rows - 1) }
        return inside.rows(from: lines.count, count: contentRows)
    }
}
