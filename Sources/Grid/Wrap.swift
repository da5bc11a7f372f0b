extension Ruler {
    /// Breaks a text into lines of at most `width` columns; line ends in the text are kept.
    ///
    /// Chinese may break between any two characters, except that a line never starts with closing punctuation and
    /// never ends with opening punctuation; a run of letters and digits stays whole while it fits on a line.
    public func wrap(_ text: String, _ width: Int) -> [String] {
        guard width > 0 else { return [] }
        // Every character takes at least as many bytes as columns: most lines are seen to fit without measuring.
        if text.utf8.count <= width, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return [text] }
        return Printable.paragraphs(text).flatMap { wrapParagraph($0, width) }
    }

    private func wrapParagraph(_ text: String, _ width: Int) -> [String] {
        let glyphs = glyphs(text).filter { $0.width > 0 }
        var lines: [String] = []
        var start = 0
        while start < glyphs.count {
            var end = start
            var used = 0
            while end < glyphs.count, used + glyphs[end].width <= width {
                used += glyphs[end].width
                end += 1
            }
            // A character wider than the line would never fit: give it a line of its own.
            if end == start { end = start + 1 }
            if end < glyphs.count && !isSpace(glyphs[end]) {
                let broken = lastBreak(in: glyphs, from: start, through: end)
                if broken > start { end = broken }
            }
            var shown = glyphs[start..<end]
            while let last = shown.last, isSpace(last) { shown.removeLast() }
            lines.append(shown.reduce(into: "") { $0 += $1.glyph.text })
            start = end
            while start < glyphs.count, isSpace(glyphs[start]) { start += 1 }
        }
        return lines.isEmpty ? [""] : lines
    }

    /// The last place at or before `limit` where a line may end; `start` when there is none.
    private func lastBreak(in glyphs: [MeasuredGlyph], from start: Int, through limit: Int) -> Int {
        var place = limit
        while place > start {
            if mayBreak(between: glyphs[place - 1].glyph.base, and: glyphs[place].glyph.base) { return place }
            place -= 1
        }
        return start
    }

    private func isSpace(_ glyph: MeasuredGlyph) -> Bool { glyph.glyph == .space || glyph.glyph.base == 0x3000 }

    private func mayBreak(between left: UInt32, and right: UInt32) -> Bool {
        if LineBreaking.closing.contains(right) || LineBreaking.opening.contains(left) { return false }
        if left == 0x20 || left == 0x3000 { return true }
        return WidthTable.width(of: left) == .wide || WidthTable.width(of: right) == .wide
            || left == 0x2D || left == 0x2F
    }
}

/// The two classes of punctuation that Chinese line breaking (GB/T 15834) ties to a neighbour.
private enum LineBreaking {
    static let closing = Set("，。、；：？！）】》〉」』〕｝％‰℃…—～·”’,.;:?!)]}%>".unicodeScalars.map(\.value))
    static let opening = Set("（【《〈「『〔｛￥“‘([{<$".unicodeScalars.map(\.value))
}
