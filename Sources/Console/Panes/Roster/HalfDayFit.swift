import Grid

/// Puts the names of half a day side by side into a width: whole, then shortened alike, then as a window around the selected one.
struct HalfDayFit: Hashable, Sendable {
    struct Piece: Hashable, Sendable {
        /// Index of the stop.
        let index: Int
        let column: Int
        let width: Int
    }

    let pieces: [Piece]
    /// There are stops left or right of what is shown.
    let hidesLeft: Bool
    let hidesRight: Bool

    /// Names are cut to no less: two Chinese characters and a sign in front.
    static let shortest = 5

    init(_ widths: [Int], width: Int, selected: Int?, gap: Int = 1) {
        func total(_ cap: Int) -> Int { widths.reduce(0) { $0 + min($1, cap) } + gap * max(0, widths.count - 1) }
        var cap = max(widths.max() ?? 0, HalfDayFit.shortest)
        while cap > HalfDayFit.shortest, total(cap) > width { cap -= 1 }
        let cut = widths.map { min($0, cap) }
        var first = 0, last = widths.count
        if total(cap) > width, !widths.isEmpty {
            // A column on each side for the sign that there is more.
            let room = width - 2
            let middle = min(max(0, selected ?? 0), widths.count - 1)
            func used(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + cut[$1] } + gap * max(0, range.count - 1) }
            first = 0
            while first < middle, used(first..<middle + 1) > room { first += 1 }
            last = middle + 1
            while last < widths.count, used(first..<last + 1) <= room { last += 1 }
            while first > 0, used(first - 1..<last) <= room { first -= 1 }
        }
        hidesLeft = first > 0
        hidesRight = last < widths.count
        var column = hidesLeft ? 1 : 0
        var pieces: [Piece] = []
        for index in first..<last {
            pieces.append(Piece(index: index, column: column, width: min(cut[index], max(0, width - column - (hidesRight ? 1 : 0)))))
            column += cut[index] + gap
        }
        self.pieces = pieces
    }
}
