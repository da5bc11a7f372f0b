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

    ///
    public func moneyCollected(_ day: LocalDay) throws -> MoneyCollected { MoneyCollected(try cases(kind: .remittance, date: day), day: day) }
}
