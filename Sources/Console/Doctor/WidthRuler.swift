public import Grid
public import Wording

/// Rows to look at: each is filled up to the same column by our measure, so that a bar out of line shows what the terminal draws otherwise.
public struct WidthRuler {
    /// Columns of each row, its bar aside.
    static let columns = 20
    /// Key of the row's name, and what is drawn: Latin, Chinese, what terminals disagree on, pictures, Chinese beyond the first plane.
    static let rows = [
        ("ascii", "abcdefgh 0123"), ("chinese", "派单台 送货安装"), ("ambiguous", "\u{203B} \u{2460} \u{2192} \u{2026} \u{00B1}"), ("emoji", "\u{1F600}\u{1F69A}\u{1F4E6}"),
        ("beyond", "\u{2C2F1} \u{20BB7} \u{2B6AD}"),
    ]
    private let ruler: Ruler

    /// - Parameter ruler: what the layouts measure with.
    public init(_ ruler: Ruler = .standard) { self.ruler = ruler }

    /// Under each sample its columns, a bar behind both.
    public func text(_ words: Wording) -> String {
        let scale = (1...Self.columns).map { $0 % 5 == 0 ? String($0 / 5 * 5 % 10) : "." }.joined() + "|"
        let lines = Self.rows.flatMap { row in [sample(row.1) + "|  " + words("doctor.ruler." + row.0), scale] }
        return ([words("doctor.ruler")] + lines).joined(separator: "\n")
    }

    func sample(_ text: String) -> String { text + String(repeating: " ", count: max(0, Self.columns - ruler.width(of: text))) }
}
