import Dispatching
import GRDB

extension Snapshot {
    /// What the file can say when this stamp is set on that case: what a monitor finds (decision 19), what speaks against the month's standards. `nil`: nothing.
    public func evidence(for stamp: String, on record: CaseRecord, manual: Manual, now: Instant) throws -> StampEvidence? {
        guard record.kind == .day, let day = record.date else { return nil }
        if let monitor = manual.playbook.monitor(ticked: stamp) {
            let rows = try found(monitor, on: day, manual: manual, now: now)
            return StampEvidence(figures: ["found": rows.count], found: rows.map(\.number))
        }
        guard manual.playbook.rule("C-121")?.done == stamp else { return nil }
        let appraisal = try appraisal(Month(of: day).previous, manual: manual, now: now)
        return StampEvidence(figures: appraisal.figures, found: appraisal.rows.map { "\($0.fault.standard) \($0.fault.rawValue) \($0.number)" })
    }

    /// R-14, standards 1 to 4, from what the file holds of the month: monitors and their evidence, reconciliations, transit-outs, arbitrations.
    public func appraisal(_ month: Month, manual: Manual, now: Instant) throws -> Appraisal {
        guard let first = month.firstDay, let end = month.next.firstDay, let window = month.instants(manual.zone) else { return Appraisal([], month: month) }
        let playbook = manual.playbook, zone = manual.zone
        var rows: [Appraisal.Row] = []
        func monitor(_ code: String) -> Monitor? { playbook.monitors.first { $0.code == code } }
        var unsignedBefore: Set<String> = []
        for number in first.number..<end.number {
            let day = LocalDay(number: number)
            guard let record = try record(kind: .day, number: day.description), record.state != CaseRecord.void else { continue }
            let sheet = MonitorSheet(record, duties: try duties(of: record.id), fines: [], playbook: playbook, now: now)
            rows += sheet.lines.filter { $0.standing == .late || $0.standing == .missed }.map { Appraisal.Row(.monitorMissed, $0.monitor.code, day, record.id) }
            func ticked(_ code: String) -> [String] { monitor(code).flatMap { record.latest($0.stamp)?.found } ?? [] }
            for waybill in ticked("delivery") { if let parcel = try parcel(waybill) { rows.append(.init(.omission, waybill, day, parcel)) } }
            for waybill in ticked("hub") { rows.append(.init(.stuck, waybill, day, try parcel(waybill))) }
            let unsigned = Set(ticked("unsigned"))
            if record.has(monitor("unsigned")?.stamp ?? "") {
                for waybill in unsigned.intersection(unsignedBefore) { rows.append(.init(.noEntry, waybill, day, try parcel(waybill))) }
                unsignedBefore = unsigned
            }
            guard let arrival = monitor("arrival") else { continue }
            // The second look comes when the window is over; without one, what is missing still.
            let missing = try arrival.again.flatMap { record.latest($0)?.found } ?? found(arrival, on: day, manual: manual, now: now).filter { $0.expected.map { $0 <= now } ?? true }.map(\.number)
            for waybill in missing { rows.append(.init(.notArrived, waybill, day, try parcel(waybill))) }
        }
        for difference in try taken("difference", in: month, manual) {
            rows.append(.init(difference["problemKind"] == "NO_GOODS" ? .shortage : .surplus, difference["waybill"].text, zone.day(of: difference.opened), difference.id))
        }
        for (rule, fault) in [("C-11", Appraisal.Fault.sentLate), ("C-34", .notRegistered), ("C-70", .answeredLate)] {
            // A limit that has passed is noted when the case is next touched; until then it is late by its time alone.
            let breached = try Row.fetchAll(
                db.cachedStatement(sql: """
                    SELECT l.case_id, l.at, coalesce(c.fields ->> '$.waybill', o.number) FROM (
                      SELECT case_id, breached AS at FROM duties INDEXED BY duties_breached WHERE breached IS NOT NULL AND breached >= ?1 AND breached < ?2 AND rule = ?3
                      UNION ALL
                      SELECT case_id, due FROM duties INDEXED BY duties_queue WHERE status = 'OPEN' AND due >= ?1 AND due < min(?2, ?4) AND breached IS NULL AND soft = 0 AND rule = ?3
                    ) l JOIN cases c ON c.id = l.case_id JOIN cases o ON o.id = ifnull(c.parent, c.id)
                    """), arguments: [window.lowerBound.seconds, window.upperBound.seconds, rule, now.seconds])
            for row in breached { rows.append(.init(fault, row[2], zone.day(of: Instant(seconds: row[1])), CaseID(row[0]))) }
        }
        for line in try transitList(in: window, manual: manual, now: now).lines where line.isElsewhere { rows.append(.init(.registeredWrong, line.number, line.day, line.rootID)) }
        for case let arbitration in try taken("arbitration", in: month, manual) where arbitration.state == "LOST" {
            rows.append(.init(.lost, arbitration["waybill"].text, zone.day(of: arbitration.opened), arbitration.id))
        }
        return Appraisal(rows, month: month)
    }

    private func parcel(_ waybill: String) throws -> CaseID? { try record(kind: .parcel, number: waybill)?.id }

    /// Cases that were taken in by hand in the month: their numbers begin with it (`C261201-03`).
    private func taken(_ kind: CaseKind, in month: Month, _ manual: Manual) throws -> [CaseRecord] {
        guard let prefix = manual.playbook.intakes[kind]?.prefix, let from = month.firstDay else { return [] }
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
        let head = prefix + two(from.year % 100) + two(from.month)
        return try records("WHERE kind = ? AND number >= ? AND number < ? AND state <> ? ORDER BY id", [kind.rawValue, head, head + "~", CaseRecord.void])
    }
}
