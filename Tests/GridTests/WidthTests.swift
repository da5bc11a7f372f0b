import Grid
import Testing

@Suite("Widths")
struct WidthTests {
    let narrow = Ruler(ambiguous: .one)
    let wide = Ruler(ambiguous: .two)

    @Test(arguments: Array("①※—…“”·×÷°│█■●○★→▲─┌㉈"))
    func ambiguousCharactersFollowTheSetting(character: Character) {
        let isExact = character == "㉈"  // one column for some, two for glibc: no longer in doubt
        #expect(narrow.width(of: character) == (isExact ? 2 : 1))
        #expect(wide.width(of: character) == 2)
    }

    @Test(arguments: Array("派单，。！？：；（）【】、《》「」ＡＢ１２～￥　📦🚚⏰한가カひ〓鿿㐀豈"))
    func alwaysTwoColumns(character: Character) {
        #expect(narrow.width(of: character) == 2)
        #expect(wide.width(of: character) == 2)
    }

    @Test(arguments: Array("aZ09~ñéｱ⚠✓ℹ"))
    func oneColumn(character: Character) {
        #expect(narrow.width(of: character) == 1)
    }

    /// Extensions B to J, also those that glibc 2.36 does not know.
    @Test(arguments: [0x20000, 0x2A6DF, 0x2A700, 0x2B740, 0x2B820, 0x2CEB0, 0x2EBF0, 0x30000, 0x3134A, 0x31350, 0x323AF, 0x323B0])
    func rareIdeographsAreWide(value: UInt32) throws {
        #expect(narrow.width(of: Character(try #require(Unicode.Scalar(value)))) == 2)
    }

    @Test func newEmojiAreWide() { #expect(narrow.width(of: "\u{1FAE8}\u{1FADC}\u{1F6DC}") == 6) }

    /// Clusters of more than one spacing scalar show as one sign of known width.
    @Test(arguments: ["👨‍👩‍👧", "🇨🇳", "👍🏽", "🏳️‍🌈"])
    func joinedEmojiBecomeOneSign(cluster: String) {
        var grid = Grid(rows: 1, columns: 10)
        #expect(grid.put(cluster + "a", row: 0, column: 0) == 3)
        #expect(grid.text == "〓a")
    }

    @Test func presentationSelectorsDoNotCount() {
        #expect(narrow.width(of: "⚠️") == 1)
        #expect(narrow.width(of: "1️⃣") == 1)
        var grid = Grid(rows: 1, columns: 10)
        grid.put("⚠️1️⃣", row: 0, column: 0)
        #expect(grid.text == "⚠1")
    }

    @Test func combiningMarksShareTheCell() {
        var grid = Grid(rows: 1, columns: 10)
        #expect(grid.put("e\u{301}n\u{303}\u{304}\u{305}か\u{3099}!", row: 0, column: 0) == 5)
        #expect(grid[0, 0].glyph.text == "e\u{301}")
        #expect(grid[0, 1].glyph.text == "n\u{303}\u{304}")
        #expect(grid[0, 2].span == 2)
    }

    @Test func aMarkWithoutBaseIsLeftOut() { #expect(narrow.width(of: "\u{301}a") == 1) }

    @Test func nothingHostileReachesTheGrid() {
        var grid = Grid(rows: 1, columns: 40)
        grid.put("a\u{1B}[2Jb\u{9B}31m\u{202E}c\u{200B}d\te\r\nf\u{7F}\u{FEFF}\u{3164}g\u{0}", row: 0, column: 0)
        #expect(grid.text == "a[2Jb31mcd e fg")
        #expect(Printable.line("a\u{1B}[2Jb\u{202E}c\u{200B}\td\r\ne") == "a[2Jbc d e")
        #expect(Printable.paragraphs("甲\r\n乙\n丙") == ["甲", "乙", "丙"])
    }

    @Test func clippingAndFitting() {
        #expect(narrow.clip("派单台", 6) == "派单台")
        #expect(narrow.clip("派单台", 5) == "派单>")
        #expect(narrow.clip("派单台", 4) == "派 >")
        #expect(narrow.clip("派单台", 1) == ">")
        #expect(narrow.clip("派单台", 0) == "")
        #expect(narrow.fit("派", 5) == "派   ")
        #expect(narrow.fit("派", 5, .right) == "   派")
        #expect(narrow.fit("派", 5, .centre) == " 派  ")
        #expect(narrow.fit("12345678", 5, .right) == "1234>")
        #expect(Ruler(clipSign: "~").clip("abcdef", 3) == "ab~")
        // A sign of two columns would not fit its place.
        #expect(Ruler(ambiguous: .two, clipSign: "…").clip("abcdef", 3) == "ab>")
    }

    @Test(arguments: [AmbiguousWidth.one, .two])
    func clippedAndFittedTextNeverExceeds(ambiguous: AmbiguousWidth) {
        var random = SeededRandom(seed: 7)
        let ruler = Ruler(ambiguous: ambiguous)
        for _ in 0..<400 {
            let text = RandomText.make(using: &random)
            let width = Int.random(in: 0...30, using: &random)
            #expect(ruler.width(of: ruler.clip(text, width)) <= width)
            #expect(ruler.width(of: ruler.fit(text, width, .right)) == width)
            for line in ruler.wrap(text, max(2, width)) { #expect(ruler.width(of: line) <= max(2, width)) }
        }
    }
}

enum RandomText {
    static let pieces: [Character] =
        Array("派单台客户上午 ab cXYZ 019-/，。：（）！？ＡＢ①※—…“”→■📦🚚é⚠✓𠀀한") + ["👨‍👩‍👧", "🇨🇳", "e\u{301}", "\t", "\u{200B}", "⚠️", "\u{323AF}"]

    static func make(using random: inout SeededRandom) -> String {
        String((0..<Int.random(in: 0...40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? " " })
    }
}
