import Dispatching
import GRDB

/// A message as it went out.
public struct SentMessage: Hashable, Sendable {
    public let caseID: CaseID
    public let number: String
    public let customer: String
    public let template: String
    public let channel: MessageTemplate.Channel
    public let to: String
    public let text: String
    public let segments: Int
    public let at: Instant
    public let by: String
}

extension Snapshot {
    /// Callbacks of one kind in a month, as the stamps tell them, oldest first.
    public func callbacks(stamp: String, in month: Month, zone: Zone) throws -> [CallbackRecord] {
        guard let range = month.instants(zone) else { return [] }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT s.at, s.by, s.answers, c.number, c.date, ifnull(p.number, c.number), json_extract(ifnull(p.fields, c.fields), '$.customer')
                FROM stamps s JOIN cases c ON c.id = s.case_id LEFT JOIN cases p ON p.id = c.parent
                WHERE substr(s.name, -8) = 'Callback' AND s.name = ? AND s.at >= ? AND s.at < ? AND s.withdrawn = 0 ORDER BY s.at, s.case_id
                """, arguments: [stamp, range.lowerBound.seconds, range.upperBound.seconds])
        return try rows.map { row in
            let date: Int? = row[4]
            let customer: String? = row[6]
            return CallbackRecord(
                order: row[5], customer: customer ?? "", visit: row[3], visitDate: date.map { LocalDay(number: $0) }, at: Instant(seconds: row[0]), by: row[1],
                answers: try Value(json: row[2]).object ?? [:])
        }
    }

    /// How many messages went to a phone since then.
    public func messageCount(to phone: String, since: Instant) throws -> Int {
        let sql = """
            SELECT count(*) FROM stamps WHERE instr(answers, '"template"') > 0 AND at >= ? AND withdrawn = 0 AND json_extract(answers, '$.to') = ?
            """
        return try Int.fetchOne(try db.cachedStatement(sql: sql), arguments: [since.seconds, phone]) ?? 0
    }

    /// Messages that were recorded as sent, newest first.
    public func sentMessages(limit: Int = 1_000_000, since: Instant? = nil, until: Instant? = nil) throws -> [SentMessage] {
        let sql = """
            SELECT c.id, c.number, s.answers, s.at, s.by, json_extract(ifnull(p.fields, c.fields), '$.customer')
            FROM stamps s JOIN cases c ON c.id = s.case_id LEFT JOIN cases p ON p.id = c.parent
            WHERE instr(s.answers, '"template"') > 0 AND s.withdrawn = 0 AND s.at >= ? AND s.at <= ? ORDER BY s.at DESC, c.id DESC LIMIT ?
            """
        let arguments: StatementArguments = [since?.seconds ?? Int64.min, until?.seconds ?? Int64.max, limit]
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map { row in
            let answers = try Value(json: row[2])
            let customer: String? = row[5]
            return SentMessage(
                caseID: CaseID(row[0]), number: row[1], customer: customer ?? "", template: answers["template"].text,
                channel: MessageTemplate.Channel(rawValue: answers["channel"].text) ?? (answers["to"].text.isEmpty ? .group : .sms),
                to: answers["to"].text, text: answers["text"].text, segments: answers["segments"].int ?? 1, at: Instant(seconds: row[3]), by: row[4])
        }
    }
}
