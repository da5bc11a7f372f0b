import Desk
import Dispatching
import Storage

/// The morning's list from the E-platform: which goods of which orders have come in.
public struct ArrivalImport: Sendable {
    public let table: RowTable<ArrivalRow>

    public struct Report: Sendable {
        public var orders = 0
        public var lines = 0
        public var unknown: [String] = []
        public var refused: [(number: String, refusal: Refusal)] = []
    }

    public init(bytes: [UInt8], file: String, mapping: TableMapping<ArrivalField> = .builtIn) throws(TableError) {
        table = try RowTable(bytes: bytes, file: file, mapping: mapping)
    }

    /// Stamps the arrivals and, as their proof, today's import.
    public func run(at desk: Desk, dryRun: Bool = false, skipBad: Bool = false) throws -> Report {
        struct DryRun: Error {}
        var report = Report()
        var numbers: [String] = []
        var rows: [String: [ArrivalRow]] = [:]
        for row in table.rows {
            if rows[row.orderNumber] == nil { numbers.append(row.orderNumber) }
            rows[row.orderNumber, default: []].append(row)
        }
        let (records, today) = try desk.store.read { s in
            var found: [String: CaseRecord] = [:]
            for n in numbers { found[n] = try s.record(kind: .order, number: n) }
            let zone = try desk.manual().zone
            return (found, try s.record(kind: .day, number: zone.day(of: desk.clock()).description))
        }
        var commands: [(number: String, Command)] = []
        for number in numbers {
            guard let order = records[number] else {
                report.unknown.append(number)
                continue
            }
            let known = OrderLines(order).all
            let hit = (rows[number] ?? []).flatMap { row -> [Int] in
                if let no = row.lineNumber { return known.contains { $0.no == no } ? [no] : [] }
                if !row.sku.isEmpty { return known.filter { $0.sku == row.sku }.map(\.no) }
                return known.map(\.no)
            }
            report.lines += hit.count
            commands.append((number, .stamp(order.id, version: nil, name: "goodsArrived", answers: ["lines": .array(hit.map { .int($0) })], override: nil)))
        }
        if let today { commands.append((today.number, .stamp(today.id, version: nil, name: "logisticsImported", answers: ["orders": .int(numbers.count)], override: nil))) }
        do {
            try desk.batch(
                commands.lazy.map { $0.1 },
                onRefusal: { i, refusal in
                    report.refused.append((commands[i].number, refusal))
                    return skipBad || dryRun
                }, finish: { if dryRun { throw DryRun() } })
        } catch is DryRun {}
        report.orders = commands.count - (today == nil ? 0 : 1) - report.refused.count
        return report
    }
}
