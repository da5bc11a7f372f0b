import Dispatching
import GRDB

extension Snapshot {
    /// How many visits stand on each of these days, by kind; cancelled ones left out. One walk over the index of dates.
    public func booked(_ days: ClosedRange<LocalDay>) throws -> [LocalDay: [CaseKind: Int]] {
        let sql = """
            SELECT kind, date, count(*) FROM cases WHERE kind IN (?, ?, ?) AND date BETWEEN ? AND ? AND date IS NOT NULL AND state NOT IN ('CANCELLED', 'VOID')
            GROUP BY kind, date
            """
        let kinds = [CaseKind.deliveryVisit, .installVisit, .serviceVisit].map(\.rawValue)
        let arguments = StatementArguments(kinds) + [days.lowerBound.number, days.upperBound.number]
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).reduce(into: [:]) { days, row in
            days[LocalDay(number: row[1]), default: [:]][CaseKind(rawValue: row[0])] = row[2]
        }
    }
}
