import Dispatching
import GRDB

/// customers by who keeps them (C2-03, C2-04, C6-04, B-61).
public struct CustomerFigures: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// Empty: kept by nobody.
        public let keeper: String
        public var customers = 0, new = 0, active = 0, members = 0
        /// Without a contact for so many days.
        public var quiet = 0
        /// By stage.
        public var stages: [String: Int] = [:]
    }

    /// A customer who has not been spoken to for too long.
    public struct Quiet: Hashable, Sendable {
        public let id: CaseID
        public let name: String
        public let phone: String
        public let keeper: String
        public let lastContact: Instant?
    }

    public let lines: [Line]
    public let total: Line
    /// Those without any contact first, then the longest without one.
    public let quiet: [Quiet]
}

/// F-32: how much of a campaign is done, and whom it misses.
public struct Coverage: Hashable, Sendable {
    public struct Member: Hashable, Sendable {
        public let id: CaseID
        public let number: String
        public let name: String
        public let phone: String
        public let keeper: String
        public let state: String
        public let tries: Int

        public init(id: CaseID, number: String, name: String, phone: String, keeper: String, state: String, tries: Int) {
            (self.id, self.number, self.name, self.phone, self.keeper, self.state, self.tries) = (id, number, name, phone, keeper, state, tries)
        }
    }

    public let campaign: CaseRecord
    public let members: [Member]

    public init(campaign: CaseRecord, members: [Member]) { (self.campaign, self.members) = (campaign, members) }

    public var done: Int { members.filter { $0.state == "DONE" }.count }
    /// Who was not called, the excused among them.
    public var missing: [Member] { members.filter { $0.state != "DONE" } }
    /// In tenths of a percent; `nil` for an empty list.
    public var permille: Int? { members.isEmpty ? nil : (done * 1000 + members.count / 2) / members.count }
}

extension Snapshot {
    /// - Parameter month: of what is new and active; the rest is as it stands now.
    public func customerFigures(_ month: Month, manual: Manual, now: Instant) throws -> CustomerFigures {
        let range = month.instants(manual.zone)
        let days = manual.playbook.figure("quietDays") ?? 7
        var lines: [String: CustomerFigures.Line] = [:], total = CustomerFigures.Line(keeper: ""), quiet: [CustomerFigures.Quiet] = []
        let contacts = try lastContacts(manual)
        for record in try customers() {
            let keeper = record["keeper"].string ?? "", phone = record["phone"].string ?? "", last = contacts[record.id]
            func count(_ line: inout CustomerFigures.Line) {
                line.customers += 1
                if range?.contains(record.opened) ?? false { line.new += 1 }
                if let last, range?.contains(last) ?? false { line.active += 1 }
                if record["member"].bool == true { line.members += 1 }
                line.stages[record["stage"].string ?? "", default: 0] += 1
                if last.map({ now.seconds(since: $0) > days * 86_400 }) ?? true { line.quiet += 1 }
            }
            count(&lines[keeper, default: .init(keeper: keeper)])
            count(&total)
            if last.map({ now.seconds(since: $0) > days * 86_400 }) ?? true {
                quiet.append(.init(id: record.id, name: record["customer"].string ?? "", phone: phone, keeper: keeper, lastContact: last))
            }
        }
        func rank(_ q: CustomerFigures.Quiet) -> (Int64, String) { (q.lastContact?.seconds ?? Int64.min, q.phone) }
        return CustomerFigures(
            lines: lines.values.sorted { ($1.customers, $0.keeper) < ($0.customers, $1.keeper) }, total: total, quiet: quiet.sorted { rank($0) < rank($1) })
    }

    /// When each customer was last spoken or written to, on whatever case.
    private func lastContacts(_ manual: Manual) throws -> [CaseID: Instant] {
        let names = manual.playbook.contacts.sorted()
        let sql = """
            WITH known(customer, id) AS (
              SELECT k.id, c.id FROM cases k CROSS JOIN cases c ON c.fields ->> '$.phone' = k.fields ->> '$.phone' AND c.fields ->> '$.phone' IS NOT NULL WHERE k.kind = 'customer'
            ), family(customer, id) AS (SELECT customer, id FROM known UNION SELECT n.customer, v.id FROM known n CROSS JOIN cases v ON v.parent = n.id)
            SELECT f.customer, max(s.at) FROM family f CROSS JOIN stamps s ON s.case_id = f.id
            WHERE s.withdrawn = 0 AND s.name IN (\(databaseQuestionMarks(count: names.count))) GROUP BY f.customer
            """
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: StatementArguments(names))
        return Dictionary(rows.map { (CaseID($0[0]), Instant(seconds: $0[1])) }, uniquingKeysWith: { a, _ in a })
    }

    /// Newest first.
    public func campaigns() throws -> [CaseRecord] { try records("WHERE kind = ? AND state <> ? ORDER BY id DESC", [CaseKind.campaign.rawValue, CaseRecord.void]) }

    public func coverage(of campaign: CaseRecord) throws -> Coverage {
        let calls = try records(
            "WHERE kind = ? AND number BETWEEN ? AND ? AND state <> ? ORDER BY id",
            [CaseKind.campaignCall.rawValue, campaign.number + "-", campaign.number + "-~", CaseRecord.void])
        return Coverage(
            campaign: campaign,
            members: calls.map { call in
                Coverage.Member(
                    id: call.id, number: call.number, name: call["customer"].string ?? "", phone: call["phone"].string ?? "", keeper: call["keeper"].string ?? "", state: call.state,
                    tries: call.all(CallbackState.tried).count)
            })
    }
}
