internal import CTerminal
import Glibc
import Grid

/// The terminal in full-screen use: the only Swift type that talks to ncurses.
///
/// There is one at a time. From `open` to `close` the screen, its modes, the signals and descriptor 2 belong to it, and it
/// gives them back whatever way the process ends.
@MainActor
public final class Terminal {
    public struct Options: Sendable {
        /// False for NO_COLOR and its like; how many colours there are is the terminal's affair.
        public var colour = true
        public var mouse = false
        /// The cursor shows on the selected row too, where screen readers look for it.
        public var showsFocus = false
        /// What stands behind the text; nil: asked from the terminal, and until it answers, colours that are readable on either.
        public var background: Background?
        /// Whether the width of ambiguous characters is measured; otherwise the ruler's holds.
        public var measuresWidth = true
        public var borders = BorderSet.unicode
        public var ruler = Ruler.standard
        /// How long a lone ESC byte may still become a sequence. Longer over slow links.
        public var escapeDelay: Duration = .milliseconds(25)
        /// Where descriptor 2 points while the screen is ours; nowhere when nil.
        public var logPath: String?

        public init() {}
    }

    public enum OpenFailure: Error, Hashable, Sendable {
        case noTerminal
        /// Neither the environment's locale nor C.UTF-8 can be used; Chinese would show as blanks.
        case localeNotUTF8
        /// TERM names no terminal with a movable cursor.
        case unknownTerminal
        case alreadyOpen
        case noResources
    }

    public let options: Options
    public internal(set) var size: (rows: Int, columns: Int)
    public private(set) var mouseIsOn = false
    /// Wakes `nextEvents` from any thread.
    public let waker: Waker

    var input: InputSource
    private(set) var ruler: Ruler
    private var background: Background?
    private var shown: Shown?
    private var cellBuffer: [ct_cell] = []
    private var isOpen = true

    /// What the terminal is known to show.
    private struct Shown {
        var grid: Grid?
        var cursor: Position
        var visible: Bool
    }

    /// Takes over the controlling terminal.
    public static func open(_ options: Options = Options(), waker: Waker = Waker()) throws(OpenFailure) -> Terminal {
        let code = withOptionalCString(options.logPath) { path in
            var request = ct_options(colour: options.colour ? 1 : 0, log_path: path)
            return ct_open(&request)
        }
        switch Int(code) {
        case Int(CT_OK): return Terminal(options: options, waker: waker)
        case Int(CT_NO_TERMINAL): throw .noTerminal
        case Int(CT_LOCALE_NOT_UTF8): throw .localeNotUTF8
        case Int(CT_UNKNOWN_TERMINAL): throw .unknownTerminal
        case Int(CT_ALREADY_OPEN): throw .alreadyOpen
        default: throw .noResources
        }
    }

    private init(options: Options, waker: Waker) {
        self.options = options
        self.waker = waker
        ruler = options.ruler
        background = options.background
        input = InputSource(escapeDelay: options.escapeDelay)
        size = Self.readSize()
        defineStyles()
        learnKeys()
        setMouse(options.mouse)
    }

    // MARK: Drawing

    /// 0 (monochrome), 8, 16 or 256.
    public var colours: Int { Int(ct_colours()) }

    /// A blank picture of the present size, with the session's ruler and borders.
    public func makeCanvas() -> Canvas {
        Canvas(rows: size.rows, columns: size.columns, ruler: ruler, borders: options.borders)
    }

    /// Shows a picture: the rows that differ from what is shown, each whole, and nothing at all when none does.
    ///
    /// - Parameters:
    ///   - caret: where text is being typed; the cursor shows there, and input methods open their window there.
    ///   - focus: without a caret, where the hidden cursor waits (the selected row): screen readers follow it.
    public func present(_ grid: Grid, caret: Position? = nil, focus: Position? = nil) {
        guard isOpen else { return }
        let cursor = caret ?? focus ?? shown?.cursor ?? Position(row: max(0, size.rows - 1), column: 0)
        let visible = caret != nil || options.showsFocus && focus != nil
        let rows = grid.changedRows(since: shown?.grid)
        if rows.isEmpty, let shown, shown.cursor == cursor, shown.visible == visible { return }
        for row in rows where row < size.rows { draw(row, of: grid) }
        ct_show(Int32(cursor.row), Int32(cursor.column), visible ? 1 : 0)
        shown = Shown(grid: grid, cursor: cursor, visible: visible)
    }

    /// The next picture is sent whole, over a cleared screen (Ctrl-L, another program's output).
    public func invalidate() {
        shown = nil
        ct_invalidate()
    }

    private func draw(_ row: Int, of grid: Grid) {
        cellBuffer.removeAll(keepingCapacity: true)
        grid.withRow(row) { cells in
            for cell in cells {
                cellBuffer.append(
                    ct_cell(
                        base: cell.glyph.base, first_mark: cell.glyph.firstMark, second_mark: cell.glyph.secondMark,
                        style: UInt16(cell.style.id), span: UInt16(cell.span)))
            }
        }
        ct_draw_row(Int32(row), cellBuffer, Int32(cellBuffer.count))
    }

    private func defineStyles() {
        let palette = Palette(colours: colours, background: background)
        for ink in Ink.allCases {
            for face in UInt8(0)..<8 {
                let style = Style(ink, Face(rawValue: face))
                let look = palette.look(style)
                var attributes: Int32 = 0
                if look.bold { attributes |= Int32(CT_BOLD) }
                if look.underline { attributes |= Int32(CT_UNDERLINE) }
                if look.reverse { attributes |= Int32(CT_REVERSE) }
                if look.dim { attributes |= Int32(CT_DIM) }
                ct_define_style(Int32(style.id), Int32(look.foreground), Int32(look.background), attributes)
            }
        }
    }

    // MARK: State

    /// Reports of clicks and the wheel. They take away the terminal's own selecting and copying, hence a switch.
    public func setMouse(_ on: Bool) {
        guard isOpen else { return }
        mouseIsOn = on
        ct_set_mouse(on ? 1 : 0)
    }

    /// Stops the process as Ctrl-Z does and returns when it is continued; the next `present` paints everything.
    public func suspend() {
        guard isOpen else { return }
        ct_suspend()
        invalidate()
    }

    /// Gives the screen to a child process (pager, editor) for the length of `body`.
    public func lend<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard isOpen else { return try body() }
        ct_leave()
        defer {
            ct_enter()
            invalidate()
            keepSignalsAfterLending()
        }
        return try body()
    }

    /// Gives the terminal back as it was. Nothing is drawn afterwards.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        ct_close()
    }

    /// Asks the terminal how wide it draws characters of ambiguous width and uses the answer from then on; nil when it
    /// does not answer in time. Input that comes meanwhile is kept.
    public func measureAmbiguousWidth(timeout: Duration = .milliseconds(300)) -> AmbiguousWidth? {
        // Row 2, column 1, a reference mark, then the question for the position.
        let query = Array("\u{1B}[2;1H※\u{1B}[6n".utf8)
        ct_write(query, query.count)
        defer { invalidate() }
        guard let report = awaitCursorReport(timeout: timeout) else { return nil }
        guard let width = AmbiguousWidth(rawValue: report.column) else { return nil }
        ruler.ambiguous = width
        return width
    }

    /// Asks, without waiting, what the options leave open: drawn before the first picture, answered by a `.cursorReport` that `learnAmbiguousWidth`
    /// takes and a `.backgroundReport` that `learnBackground` takes. A terminal that never answers costs nothing.
    ///
    /// - Parameter asksBackground: the terminal is of a kind that can be asked.
    public func askTerminal(asksBackground: Bool) {
        var query = options.measuresWidth ? "\u{1B}[2;1H※\u{1B}[6n" : ""
        if asksBackground, background == nil, colours >= 256 { query += "\u{1B}]11;?\u{1B}\\" }
        guard !query.isEmpty else { return }
        let bytes = Array(query.utf8)
        ct_write(bytes, bytes.count)
        invalidate()
    }

    public func learnBackground(_ reported: Background) {
        guard options.background == nil, reported != background else { return }
        background = reported
        defineStyles()
        invalidate()
    }

    /// - Returns: whether the picture has to be drawn anew.
    public func learnAmbiguousWidth(from report: Position) -> Bool {
        guard options.measuresWidth, let width = AmbiguousWidth(rawValue: report.column), width != ruler.ambiguous else { return false }
        ruler.ambiguous = width
        invalidate()
        return true
    }

    func takeResize() -> Event? {
        let now = Self.readSize()
        guard now != size else { return nil }
        size = now
        shown = nil
        return .resized(rows: now.rows, columns: now.columns)
    }

    /// After a stop that did not go through `suspend` the shell's modes hold; after one that did, this changes nothing.
    func reenter() {
        ct_enter()
        invalidate()
    }

    private static func readSize() -> (rows: Int, columns: Int) {
        var rows: Int32 = 0
        var columns: Int32 = 0
        ct_size(&rows, &columns)
        return (Int(rows), Int(columns))
    }

    private static func withOptionalCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
        guard let text else { return body(nil) }
        return text.withCString { body($0) }
    }

    private func learnKeys() {
        var capabilities: [(String, Key)] = [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
            ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete),
        ]
        for number in 1...12 { capabilities.append(("kf\(number)", .function(number))) }
        var buffer = [UInt8](repeating: 0, count: 32)
        for (capability, key) in capabilities {
            let count = ct_key_sequence(capability, &buffer, buffer.count)
            input.decoder.learn(Array(buffer[..<count]), as: key)
        }
    }
}
