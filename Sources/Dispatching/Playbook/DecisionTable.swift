/// A decision that the manual prints as a table: the first row whose condition holds decides, and says by which sentences.
public struct DecisionTable: Sendable {
    public struct Row: Sendable {
        public let label: Label
        public let when: Condition
        /// What the row decides, by the name of the column.
        public let gives: [String: Value]
        /// The sentences of the manual that it comes from.
        public let rules: [String]
    }

    public let name: String
    public let rows: [Row]

    /// - Returns: `nil` when the table says nothing about such a case.
    public func row(for facts: Facts) throws(Refusal) -> Row? {
        for row in rows where try facts.holds(row.when) { return row }
        return nil
    }
}

extension Facts {
    /// `transitOut.decision`: the column of the row that decides, `null` where no row does.
    func decided(_ path: String, of record: CaseRecord) -> Value {
        let facts = record.id == own.id ? self : Facts(own: record, family: family, manual: manual, now: now)
        guard let dot = path.firstIndex(of: "."), let table = manual.playbook.tables[String(path[..<dot])], let row = try? table.row(for: facts) else { return .null }
        let column = String(path[path.index(after: dot)...])
        if column == "rules" { return .array(row.rules.map { .string($0) }) }
        return row.gives[column] ?? .null
    }
}

extension PlaybookReader {
    mutating func tables(_ v: Value, _ path: String) -> [String: DecisionTable] {
        var out: [String: DecisionTable] = [:]
        for (name, rows) in v.object ?? [:] {
            var read: [DecisionTable.Row] = []
            for (i, x) in list(rows, "\(path).\(name)").enumerated() {
                let place = "\(path).\(name)[\(i)]"
                known(x, place, ["row", "zh", "en", "when", "gives", "rule"])
                read.append(.init(label: label(x, place), when: condition(x["when"], place + ".when"), gives: x["gives"].object ?? [:], rules: names(x["rule"], place + ".rule")))
            }
            out[name] = DecisionTable(name: name, rows: read)
        }
        return out
    }
}
