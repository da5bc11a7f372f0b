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

    /// How far back is looked for one beginning: one field of so many rows is read in some hundredths of a second, whatever the file holds.
    private static let casesByBeginning = 20_000
    private static let found = 8

    /// Texts of fields that were entered lately, the most used first, of equals the newest; those used once too, so that a returning customer is there.
    public func usualTexts(_ fields: [String], _ source: TextSource) throws -> [String: [String]] {
        let (table, name, depth): (String, String, Int) = switch source {
        case .fields(let kind): ("SELECT kind AS name, fields AS texts, id AS place FROM cases ORDER BY id DESC", kind.rawValue, Self.cases)
        case .answers(let stamp): ("SELECT name, answers AS texts, case_id AS place FROM stamps WHERE withdrawn = 0 ORDER BY case_id DESC, no DESC", stamp, Self.stamps)
        }
        let sql = """
            SELECT j.key, j.value FROM (\(table) LIMIT ?) t, json_each(t.texts) j
            WHERE t.name = ? AND j.type = 'text' AND j.value <> '' AND j.key IN (SELECT value FROM json_each(?))
            GROUP BY j.key, j.value ORDER BY count(*) DESC, max(t.place) DESC, j.value
            """
        let names = Value.array(fields.map { .string($0) }).json
        var found: [String: [String]] = [:]
        for row in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [depth, name, names]) {
            let field: String = row[0]
            if found[field, default: []].count < Self.kept { found[field, default: []].append(row[1]) }
        }
        return found
    }

    /// Texts of one field that go on from a beginning, the most used first, of equals the newest.
    public func usualTexts(_ field: String, _ source: TextSource, beginning: String) throws -> [String] {
        let (table, name, depth): (String, String, Int) = switch source {
        case .fields(let kind): ("SELECT kind AS name, fields AS texts, id AS place FROM cases ORDER BY id DESC", kind.rawValue, Self.casesByBeginning)
        case .answers(let stamp): ("SELECT name, answers AS texts, case_id AS place FROM stamps WHERE withdrawn = 0 ORDER BY case_id DESC, no DESC", stamp, Self.stamps)
        }
        let sql = """
            SELECT v FROM (SELECT texts ->> ? AS v, place FROM (\(table) LIMIT ?) WHERE name = ?)
            WHERE typeof(v) = 'text' AND substr(v, 1, length(?)) = ? AND v <> ?
            GROUP BY v ORDER BY count(*) DESC, max(place) DESC, v LIMIT ?
            """
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [field, depth, name, beginning, beginning, beginning, Self.found])
    }
}
