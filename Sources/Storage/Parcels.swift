import Dispatching
import GRDB

/// A transit-out as the day's list prints it (R-11).
public struct TransitRow: Hashable, Sendable {
    public let record: CaseRecord
    public let parcel: CaseRecord
    /// When the carrier took it.
    public let taken: Instant
}

extension Snapshot {
    /// Waybills of which a document lies with us and the goods should too: open problem parcels, and what waits to be collected (C-25). What was
    /// scanned last elsewhere is not here; what a courier took out is, once its problem was registered after that.
    ///
    /// - Parameters:
    ///   - closed: states in which a problem is over.
    ///   - here: code of our own node.
    public func keptParcels(closed: Set<String>, here: String?) throws -> [String] {
        let states = closed.union([CaseRecord.void]).sorted()
        func newest(_ stamp: String, of id: String) -> String { "(SELECT max(at) FROM stamps WHERE case_id = \(id) AND name = '\(stamp)' AND withdrawn = 0)" }
        return try String.fetchAll(
            db, sql: """
                SELECT p.number FROM cases p WHERE p.kind = 'parcel' AND p.state IN ('ARRIVED', 'OUT')
                AND (p.state = 'ARRIVED' AND ifnull(p.fields ->> '$.pickup', 0) = 1
                OR EXISTS (SELECT 1 FROM cases w WHERE w.parent = p.id AND w.kind = 'problem' AND w.state NOT IN (\(databaseQuestionMarks(count: states.count)))
                AND ifnull(w.fields ->> '$.problemKind', '') <> 'AGENT_DELAY'
                AND (p.state = 'ARRIVED' OR \(newest("problemRegistered", of: "w.id")) >= \(newest("scanDeliver", of: "p.id")))))
                AND (SELECT s.answers ->> '$.node' FROM stamps s WHERE s.case_id = p.id AND substr(s.name, 1, 4) = 'scan' AND s.withdrawn = 0 ORDER BY s.at DESC, s.no DESC LIMIT 1) = ?
                ORDER BY p.number
                """, arguments: StatementArguments(states) + [here])
    }

    /// Transit-outs that a carrier took in that time, in that order (C-45 to C-47).
    public func transits(carrier: String?, in window: Range<Instant>) throws -> [TransitRow] {
        let ids = try Row.fetchAll(
            db, sql: """
                SELECT c.id, max(s.at) FROM stamps s INDEXED BY stamps_took CROSS JOIN cases c ON c.id = s.case_id
                WHERE s.name = 'carrierTook' AND s.at >= ? AND s.at < ? AND s.withdrawn = 0 AND c.kind = 'transit' AND c.state <> 'VOID' AND (? IS NULL OR c.fields ->> '$.carrier' = ?) GROUP BY c.id ORDER BY max(s.at), c.id
                """, arguments: [window.lowerBound.seconds, window.upperBound.seconds, carrier, carrier]
        ).map { (CaseID($0[0]), Instant(seconds: $0[1])) }
        return try ids.compactMap { id, taken in
            guard let own = try record(id), let parcel = try own.parent.flatMap({ try self.record($0) }) else { return nil }
            return TransitRow(record: own, parcel: parcel, taken: taken)
        }
    }

    /// R-11 of a stretch of time.
    public func transitList(carrier: String? = nil, in window: Range<Instant>, manual: Manual, now: Instant) throws -> TransitList {
        TransitList(try transits(carrier: carrier, in: window).map { row in
            TransitList.Line(Facts(own: row.record, family: try family(of: row.record), manual: manual, now: now), taken: row.taken)
        })
    }

    /// A carrier's month beside what it charges (TO-10). Days are compared where the carrier signs for them (C-45).
    ///
    /// - Parameter bill: `nil` for a carrier that is paid piece by piece.
    public func settlement(_ carrier: TransitCarrier, _ month: Month, bill: [TransitBill]?, manual: Manual, now: Instant) throws -> TransitSettlement {
        guard let window = month.instants(manual.zone), let first = month.firstDay, let end = month.next.firstDay else { return TransitSettlement([], bill: bill, carrier: carrier, month: month) }
        let list = try transitList(carrier: carrier.rawValue, in: window, manual: manual, now: now)
        var days: [TransitSettlement.Day] = []
        if carrier.sendsBill {
            let listed = Dictionary(grouping: list.lines, by: \.day)
            for number in first.number..<end.number {
                let day = LocalDay(number: number), tick = try record(kind: .day, number: day.description)?.latest("postalCounted")
                days.append(.init(day: day, listed: listed[day]?.count ?? 0, signed: tick?.answers["pieces"]?.int))
            }
        }
        return TransitSettlement(list.lines, bill: bill, days: days, carrier: carrier, month: month)
    }
}
