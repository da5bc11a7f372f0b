/// One column of one row. A wide character takes two cells: the left one holds it, the right one continues it.
public struct Cell: Hashable, Sendable {
    public internal(set) var glyph: Glyph
    public internal(set) var style: Style
    /// 1 or 2 columns; 0 for the right half of a wide character.
    public internal(set) var span: UInt8

    public static func blank(_ style: Style = .normal) -> Cell { Cell(glyph: .space, style: style, span: 1) }
    static func continuation(_ style: Style) -> Cell { Cell(glyph: .none, style: style, span: 0) }

    public var isContinuation: Bool { span == 0 }
}
