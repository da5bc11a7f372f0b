import Dispatching
import GRDB

/// Where the texts that people typed into a sheet's fields are found.
public enum TextSource: Hashable, Sendable {
    /// Fields of cases of a kind.
    case fields(CaseKind)
    /// Answers of a stamp.
    case answers(stamp: String)
}

extension Snapshot {
    /// How far back is looked, in rows: what people write changes, and a form must not wait.
    private static let cases = 4000
    private static let stamps = 20_000
    private static let kept = 400

    /// Texts of a field that were entered lately, the most used first; those used once too, so that a returning customer is there.
    public func usualTexts(_ field: String, _ source: TextSource) throws -> [String] {
        let path = "$." + field
        let (table, condition, name, depth): (String, String, String, Int) = switch source {
        case .fields(let kind): ("SELECT kind AS name, fields AS texts FROM cases ORDER BY id DESC", "name = ?", kind.rawValue, Self.cases)
        case .answers(let stamp): ("SELECT name, answers AS texts FROM stamps WHERE withdrawn = 0 ORDER BY case_id DESC, no DESC", "name = ?", stamp, Self.stamps)
        }
        let sql = """
            SELECT text FROM (SELECT texts ->> ? AS text FROM (\(table) LIMIT ?) WHERE \(condition))
            WHERE text IS NOT NULL AND text <> '' GROUP BY text ORDER BY count(*) DESC, text LIMIT ?
            """
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [path, depth, name, Self.kept])
    }
}
