import Dispatching
import GRDB

/// Rows to values and back. Column order is fixed by the statements beside them.
enum Rows {
    static let caseColumns = "id, kind, number, parent, state, version, opened, changed, changed_by, fields"
    static let dutyColumns = "case_id, rule, occ, role, person, opens, due, soft, status, done_at, done_by, breached, note, playbook"

    static func record(_ row: Row, stamps: [Stamp]) throws -> CaseRecord {
        let text: String = row[9]
        guard let fields = try Value(json: text).object else { throw StoreError.damaged(path: "cases", reason: "\(row[0] as Int64)") }
        let parent: Int64? = row[3]
        var r = CaseRecord(
            id: CaseID(row[0]), kind: CaseKind(rawValue: row[1]), number: row[2], parent: parent.map { CaseID($0) },
            opened: Instant(seconds: row[6]), state: row[4], by: row[8], fields: fields, version: row[5], stamps: stamps)
        r.changed = Instant(seconds: row[7])
        return r
    }

    static func stamp(_ row: Row) throws -> Stamp {
        let answers: String = row[4]
        let withdrawn: Int = row[5]
        return Stamp(
            number: row[0], name: row[1], at: Instant(seconds: row[2]), by: row[3],
            answers: answers == "{}" ? [:] : try Value(json: answers).object ?? [:], withdrawn: withdrawn != 0)
    }

    static func duty(_ row: Row) -> Duty {
        func instant(_ i: Int) -> Instant? {
            let v: Int64? = row[i]
            return v.map { Instant(seconds: $0) }
        }
        let soft: Int = row[7]
        return Duty(
            key: .init(rule: row[1], caseID: CaseID(row[0]), occurrence: row[2]), role: row[3], person: row[4],
            opens: Instant(seconds: row[5]), due: instant(6), soft: soft != 0, status: Duty.Status(rawValue: row[8]) ?? .open,
            doneAt: instant(9), doneBy: row[10], breachedDue: instant(11), note: row[12], playbook: row[13])
    }
}
