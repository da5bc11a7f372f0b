/// What one cell (or one pair of cells) shows: a spacing scalar and up to two marks on it.
///
/// Packed into one number of 64 bits so that cells compare and copy without allocation; a third mark is left out.
public struct Glyph: Hashable, Sendable {
    /// 21 bits each, from the low end: base, first mark, second mark.
    let bits: UInt64

    init(bits: UInt64) { self.bits = bits }
    init(base: UInt32) { bits = UInt64(base) }

    public static let space = Glyph(base: 0x20)
    /// Stands for what cannot be shown as one character of known width (joined emoji, flags): 〓, two columns.
    public static let substitute = Glyph(base: 0x3013)
    static let none = Glyph(bits: 0)

    public var base: UInt32 { UInt32(bits & 0x1F_FFFF) }
    /// Zero when there is no such mark.
    public var firstMark: UInt32 { UInt32(bits >> 21 & 0x1F_FFFF) }
    public var secondMark: UInt32 { UInt32(bits >> 42 & 0x1F_FFFF) }

    func adding(mark: UInt32) -> Glyph {
        if firstMark == 0 { return Glyph(bits: bits | UInt64(mark) << 21) }
        if secondMark == 0 { return Glyph(bits: bits | UInt64(mark) << 42) }
        return self
    }

    public var text: String {
        var view = String.UnicodeScalarView()
        for value in [base, firstMark, secondMark] where value != 0 {
            if let scalar = Unicode.Scalar(value) { view.append(scalar) }
        }
        return String(view)
    }
}

/// A glyph with its place in the text it came from.
struct MeasuredGlyph {
    var glyph: Glyph
    /// Columns: 1 or 2; 0 for a character that is filtered out.
    var width: Int
    /// The characters of the source that it stands for.
    var range: Range<String.Index>
}

/// Walks a text by `Character` and measures each. Runs of plain ASCII and Chinese skip grapheme breaking.
struct GlyphSequence: Sequence, IteratorProtocol {
    private let text: String
    private let ambiguous: Int
    private var index: String.Index

    init(_ text: String, ambiguous: AmbiguousWidth) {
        self.text = text
        self.ambiguous = ambiguous.rawValue
        index = text.startIndex
    }

    mutating func next() -> MeasuredGlyph? {
        let scalars = text.unicodeScalars
        let start = index
        guard start < scalars.endIndex else { return nil }
        let scalar = scalars[start].value
        let after = scalars.index(after: start)
        let plainWidth = plainWidth(scalar)
        if plainWidth > 0 && (after == scalars.endIndex || Self.isPlain(scalars[after].value)) {
            index = after
            return MeasuredGlyph(glyph: Glyph(base: scalar), width: plainWidth, range: start..<after)
        }
        let end = text.index(after: start)
        index = end
        return cluster(start..<end)
    }

    /// Scalars that never join with a plain neighbour in a cluster.
    @inline(__always)
    private static func isPlain(_ scalar: UInt32) -> Bool {
        (scalar >= 0x20 && scalar < 0x7F) || WidthTable.isPlainWide(scalar) || isPlainSymbol(scalar)
    }

    /// Dashes, quotes, ellipsis; arrows, mathematical signs, lines and shapes.
    @inline(__always)
    private static func isPlainSymbol(_ scalar: UInt32) -> Bool {
        (scalar >= 0x2010 && scalar <= 0x2027) || (scalar >= 0x2190 && scalar <= 0x25FF)
    }

    /// The width of a plain scalar; 0 for all others.
    @inline(__always)
    private func plainWidth(_ scalar: UInt32) -> Int {
        if scalar >= 0x20 && scalar < 0x7F { return 1 }
        if WidthTable.isPlainWide(scalar) { return 2 }
        guard Self.isPlainSymbol(scalar) else { return 0 }
        switch WidthTable.width(of: scalar) {
        case .zero: return 0
        case .narrow: return 1
        case .wide: return 2
        case .ambiguous: return ambiguous
        }
    }

    private func cluster(_ range: Range<String.Index>) -> MeasuredGlyph {
        var glyph = Glyph.none
        var width = 0
        for scalar in text.unicodeScalars[range] {
            switch Printable.kind(of: scalar.value) {
            case .dropped:
                continue
            case .space:
                if width == 0 {
                    glyph = .space
                    width = 1
                }
            case .visible:
                let columns: Int
                switch WidthTable.width(of: scalar.value) {
                case .zero:
                    if width > 0 { glyph = glyph.adding(mark: scalar.value) }
                    continue
                case .narrow: columns = 1
                case .wide: columns = 2
                case .ambiguous: columns = ambiguous
                }
                if width > 0 || Self.isRegionalIndicator(scalar.value) {
                    return MeasuredGlyph(glyph: .substitute, width: 2, range: range)
                }
                glyph = Glyph(base: scalar.value)
                width = columns
            }
        }
        return MeasuredGlyph(glyph: glyph, width: width, range: range)
    }

    /// Letters of flags: one column in glibc, two in most terminals, and pairs join.
    private static func isRegionalIndicator(_ scalar: UInt32) -> Bool { scalar >= 0x1F1E6 && scalar <= 0x1F1FF }
}
