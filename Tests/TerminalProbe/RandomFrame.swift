import Grid

/// The same numbers for the same seed, on every machine (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Drawing without sense: text of mixed width over text, boxes over half characters.
enum RandomFrame {
    static let pieces: [Character] = Array("派单台客户电话地址上午下午abcXYZ 019-/，。：（）！？ＡＢ①※—…“”→■📦🚚⏰é⚠✓ｱ𠀀한가ñ")

    static func scribble(on region: Region, using random: inout SeededRandom) {
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let style = Style(Ink.allCases.randomElement(using: &random) ?? .normal, Face(rawValue: UInt8.random(in: 0..<8, using: &random)))
            let row = Int.random(in: 0..<region.rows, using: &random)
            let column = Int.random(in: -3..<region.columns, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                region.part(rect(row, column, using: &random)).box(style: style)
            case 1:
                region.fill(rect(row, column, using: &random), pieces.randomElement(using: &random) ?? " ", style: style)
            case 2:
                region.restyle(rect(row, column, using: &random)) { Style(style.ink, $0.face) }
            default:
                let length = Int.random(in: 1...50, using: &random)
                let text = String((0..<length).map { _ in pieces.randomElement(using: &random) ?? " " })
                region.put(text, row: row, column: column, style: style, width: Int.random(in: 1...90, using: &random))
            }
        }
    }

    private static func rect(_ row: Int, _ column: Int, using random: inout SeededRandom) -> Rect {
        Rect(
            row: row, column: max(0, column), rows: Int.random(in: 1...8, using: &random),
            columns: Int.random(in: 1...40, using: &random))
    }
}
