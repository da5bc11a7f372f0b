/// How wide this terminal draws the characters on which terminals disagree (※ … “ ” — × · → ①).
public enum AmbiguousWidth: Int, Hashable, Sendable {
    case one = 1
    case two = 2
}

public enum Alignment: Hashable, Sendable {
    case left, right, centre
}

/// Measures, cuts and pads text in columns of the screen. One ruler holds for a whole session.
public struct Ruler: Hashable, Sendable {
    public var ambiguous: AmbiguousWidth
    /// Stands at the end of a text that was cut; one column wide. ASCII by default: `…` itself is ambiguous.
    public var clipSign: Character

    public init(ambiguous: AmbiguousWidth = .one, clipSign: Character = ">") {
        self.ambiguous = ambiguous
        self.clipSign = clipSign
    }

    public static let standard = Ruler()

    func glyphs(_ text: String) -> GlyphSequence { GlyphSequence(text, ambiguous: ambiguous) }

    var clipGlyph: Glyph {
        var signs = glyphs(String(clipSign))
        guard let sign = signs.next(), sign.width == 1 else { return Glyph(base: 0x3E) }
        return sign.glyph
    }

    /// Columns that the text takes when drawn on one line.
    public func width(of text: String) -> Int {
        var total = 0
        for glyph in glyphs(text) { total += glyph.width }
        return total
    }

    /// Columns of one character: 0 (filtered), 1 or 2.
    public func width(of character: Character) -> Int { width(of: String(character)) }

    /// The text as it would be drawn, at most `width` columns, ending in the clip sign when something is missing.
    public func clip(_ text: String, _ width: Int) -> String {
        guard width > 0 else { return "" }
        var result = ""
        var used = 0
        // Where the text must end to leave room for the sign.
        var cut = result
        var cutWidth = 0
        for glyph in glyphs(text) where glyph.width > 0 {
            if used + glyph.width > width {
                return cut + String(repeating: " ", count: width - 1 - cutWidth) + clipGlyph.text
            }
            result += glyph.glyph.text
            used += glyph.width
            if used <= width - 1 {
                cut = result
                cutWidth = used
            }
        }
        return result
    }

    /// Exactly `width` columns: clipped when too long, padded with spaces when too short.
    public func fit(_ text: String, _ width: Int, _ alignment: Alignment = .left) -> String {
        let clipped = clip(text, width)
        let gap = max(0, width - self.width(of: clipped))
        let left: Int
        switch alignment {
        case .left: left = 0
        case .right: left = gap
        case .centre: left = gap / 2
        }
        return String(repeating: " ", count: left) + clipped + String(repeating: " ", count: gap - left)
    }
}
