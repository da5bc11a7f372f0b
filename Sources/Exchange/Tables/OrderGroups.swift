/// Rows of one order number together, wherever they stand; a row without a readable number stands alone.
enum OrderGroups {
    /// Row indexes: the groups in the order of their first rows, each in the order of the file.
    static func of(_ rows: [ReadRow<OrderField>]) -> [ArraySlice<Int>] {
        let (groupOfRow, counts) = number(rows)
        let starts = counts.reduce(into: [0]) { starts, count in starts.append(starts[starts.count - 1] + count) }
        var next = starts
        var members = [Int](repeating: 0, count: rows.count)
        for (row, group) in groupOfRow.enumerated() {
            members[next[group]] = row
            next[group] += 1
        }
        return counts.indices.map { members[starts[$0]..<starts[$0 + 1]] }
    }

    /// Which group each row is in, and how many rows each group has.
    private static func number(_ rows: [ReadRow<OrderField>]) -> (groupOfRow: [Int], counts: [Int]) {
        var groupOfRow: [Int] = []
        groupOfRow.reserveCapacity(rows.count)
        var counts: [Int] = []
        var groupOfNumber: [String: Int] = [:]
        for i in rows.indices {
            let number = rows[i].orderNumber
            var group = counts.count
            if !number.isEmpty {
                if i > 0, rows[i - 1].orderNumber == number {
                    group = groupOfRow[i - 1]
                } else if let known = groupOfNumber[number] {
                    group = known
                } else {
                    groupOfNumber[number] = group
                }
            }
            if group == counts.count { counts.append(0) }
            counts[group] += 1
            groupOfRow.append(group)
        }
        return (groupOfRow, counts)
    }
}
