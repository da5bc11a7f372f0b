import Desk
import Dispatching
import Storage

/// A scan export of the courier system on its way through the desk's one door.
///
/// The rows are carried out in the order of their time. Files may overlap: a scan that is known already changes nothing.
public struct ScanImport: Sendable {
    public let table: RowTable<ScanEvent>

    public struct Report: Sendable {
        /// Parcels that nobody knew before, scans that are new, and those that were known.
        public var parcels = 0, scans = 0, known = 0
        public var refused: [(line: Int, waybill: String, refusal: Refusal)] = []
    }

    /// - Parameter numbers: what may be a waybill; a row with another number is a bad line.
    public init(bytes: [UInt8], file: String, mapping: TableMapping<ScanField> = .builtIn, numbers: WaybillNumber) throws(TableError) {
        table = try RowTable(bytes: bytes, file: file, mapping: mapping) { row, plan in
            if let slot = plan.slot(.waybill), let text = row.values[slot]?.text, !numbers.allows(text) { row.fail(.waybill, in: plan, text, .notAWaybill) }
        }
    }

    /// - Parameters:
    ///   - skipBad: leave refused scans out; otherwise the first refusal undoes everything.
    ///   - dryRun: do all of it and then keep nothing, so that the report is true.
    public func run(at desk: Desk, dryRun: Bool = false, skipBad: Bool = false, progress: (Int) -> Bool = { _ in true }) throws -> Report {
        struct DryRun: Error {}
        let zone = try desk.manual().zone
        let rows = table.rows.compactMap { row in zone.parse("\(row.day)T\(row.time)").map { (at: $0, row: row) } }.sorted { ($0.at, $0.row.fileLine) < ($1.at, $1.row.fileLine) }
        var report = Report(), seen: Set<String> = []
        let before = try desk.store.read { s in try Set(Set(rows.map(\.row.waybill)).filter { try s.record(kind: .parcel, number: $0) != nil }) }
        do {
            try desk.batch(
                rows.lazy.map { at, row in
                    Command.scan(ScanDraft(waybill: row.waybill, kind: row.kind, at: at, node: row.node, next: row.next, person: row.person, facts: row.facts))
                },
                onRefusal: { i, refusal in
                    report.refused.append((rows[i].row.fileLine, rows[i].row.waybill, refusal))
                    return skipBad || dryRun
                }, progress: progress, finish: { if dryRun { throw DryRun() } },
                each: { outcome in
                    guard outcome.txn != 0 else { return report.known += 1 }
                    report.scans += 1
                    if let number = outcome.records.first(where: { $0.kind == .parcel })?.number, !before.contains(number), seen.insert(number).inserted { report.parcels += 1 }
                })
        } catch is DryRun {}
        return report
    }
}
