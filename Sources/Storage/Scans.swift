import Dispatching
import GRDB

/// One scan of a parcel, with its own time.
public struct ScanRow: Hashable, Sendable {
    public let parcel: CaseID
    public let waybill: String
    public let kind: Parcel.Scan.Kind
    public let at: Instant
    /// Code of the node, or its own words where the network does not know it.
    public let node: String
    /// Of a send scan: where to.
    public let next: String?
    public let person: String?
    /// State of the parcel now.
    public let state: String
}

/// Which scans are asked for.
public struct ScanFilter: Hashable, Sendable {
    public var kinds: Set<Parcel.Scan.Kind>
    /// From the first moment, before the second.
    public var window: Range<Instant>
    public var node: String?

    public init(_ kinds: Set<Parcel.Scan.Kind>, in window: Range<Instant>, node: String? = nil) {
        self.kinds = kinds
        self.window = window
        self.node = node
    }
}

extension Snapshot {
    /// Scans that stand, by their time: what the monitors look through (C-59 to C-67).
    public func scans(_ filter: ScanFilter) throws -> [ScanRow] {
        let names = filter.kinds.map(\.rawValue).sorted()
        var arguments = StatementArguments(names)
        arguments += [filter.window.lowerBound.seconds, filter.window.upperBound.seconds, filter.node, filter.node]
        let sql = """
            SELECT c.id, c.number, s.name, s.at, ifnull(s.answers ->> '$.node', ''), s.answers ->> '$.next', s.answers ->> '$.person', c.state
            FROM stamps s JOIN cases c ON c.id = s.case_id
            WHERE substr(s.name, 1, 4) = 'scan' AND s.name IN (\(databaseQuestionMarks(count: names.count))) AND s.at >= ? AND s.at < ? AND s.withdrawn = 0
            AND c.kind = 'parcel' AND c.state <> 'VOID' AND (? IS NULL OR s.answers ->> '$.node' = ?)
            ORDER BY s.at, c.id, s.no
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).compactMap { row in
            Parcel.Scan.Kind(rawValue: row[2]).map {
                ScanRow(
                    parcel: CaseID(row[0]), waybill: row[1], kind: $0, at: Instant(seconds: row[3]), node: row[4], next: row[5], person: row[6], state: row[7])
            }
        }
    }
}
