import Dispatching
import GRDB

extension Snapshot {
    ///
    public func liabilitySheet(_ month: Month) throws -> LiabilitySheet {
        guard let first = month.firstDay, let end = month.next.firstDay else { return LiabilitySheet([], month: month) }
        return LiabilitySheet(
            try records("WHERE kind = ? AND date >= ? AND date < ? AND date IS NOT NULL ORDER BY id", [CaseKind.liability.rawValue, first.number, end.number]), month: month)
    }

    /// R-21; `nil` for a day on which the branch does not work, or which has not begun.
    public func monitorSheet(_ day: LocalDay, manual: Manual, now: Instant) throws -> MonitorSheet? {
        guard let record = try record(kind: .day, number: day.description), record.state != CaseRecord.void else { return nil }
        let fines = try children(of: record.id).filter { $0.kind == .liability }
        var found: [String: [MonitorRow]] = [:]
        for monitor in manual.playbook.monitors { found[monitor.code] = try self.found(monitor, on: day, manual: manual, now: now) }
        return MonitorSheet(record, duties: try duties(of: record.id), fines: fines, found: found, playbook: manual.playbook, now: now)
    }

    ///
    public func shipmentList(_ day: LocalDay) throws -> ShipmentList { ShipmentList(try cases(kind: .shipment, date: day), day: day) }

    /// parcels that were signed at our own place on the day and cost something, with their slips.
    public func moneyCollected(_ day: LocalDay, manual: Manual, now: Instant) throws -> MoneyCollected {
        let zone = manual.zone, window = zone.startOfDay(day)..<zone.startOfDay(day + 1)
        let people = Dictionary(try members().flatMap { [($0.login, $0.name), ($0.name, $0.name)] }, uniquingKeysWith: { a, _ in a })
        func name(_ person: String?) -> String { person.map { people[$0] ?? $0 } ?? "" }
        let ids = try Int64.fetchAll(
            db.cachedStatement(sql: """
                SELECT DISTINCT c.id FROM stamps s INDEXED BY stamps_scan CROSS JOIN cases c ON c.id = s.case_id
                WHERE substr(s.name, 1, 4) = 'scan' AND s.name = 'scanSign' AND s.at >= ? AND s.at < ? AND s.withdrawn = 0 AND s.answers ->> '$.node' = ? AND c.kind = 'parcel' AND c.state <> 'VOID'
                AND (ifnull(c.fields ->> '$.cod', '') GLOB '*[1-9]*' OR ifnull(c.fields ->> '$.freightCollect', '') GLOB '*[1-9]*')
                """), arguments: [window.lowerBound.seconds, window.upperBound.seconds, manual.playbook.network.here?.code])
        let collected = try ids.compactMap { id -> MoneyCollected.Collected? in
            guard let parcel = try record(CaseID(id)) else { return nil }
            let scans = Parcel(Facts(own: parcel, family: Family(root: parcel, children: []), manual: manual, now: now)).scans
            guard let signed = scans.last(where: { $0.kind == .sign && window.contains($0.at) }) else { return nil }
            return .init(parcel, courier: name(scans.last { $0.kind == .deliver && $0.at <= signed.at }?.person), signed: signed.at)
        }
        let slips = try records(
            "WHERE kind = ? AND date >= ? AND date <= ? AND date IS NOT NULL AND state <> ? ORDER BY id", [CaseKind.remittance.rawValue, day.number, (day + Snapshot.slipDays).number, CaseRecord.void])
        return MoneyCollected(collected, slips: slips.map { .init($0, courier: name($0["courier"].string)) }, day: day)
    }

    /// A slip that comes later than this is for no parcel of that day.
    private static let slipDays = 31
}
