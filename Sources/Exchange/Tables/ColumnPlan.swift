/// Where each field of a mapping lies in one particular table.
struct ColumnPlan<Field: TableField> {
    struct Column {
        let field: Field
        /// Counted from 0; nil for a constant.
        let index: Int?
        let reader: CellReader
        /// A row without it is refused by itself, whatever other rows of its order say.
        let isRequiredOnEachRow: Bool
    }

    struct Skip {
        let index: Int
        let test: TableMapping<Field>.Skip.Test
    }

    var columns: [Column] = []
    var skips: [Skip] = []
    /// The number of cells that a row should have.
    var width = 0
    var firstRow = 0
    var ignoredHeaders: [String] = []
    var absentFields: [String] = []

    /// Where a field stands among the columns, and so its value among those of a row.
    func slot(_ field: Field) -> Int? { columns.firstIndex { $0.field == field } }

    /// The slot of the order number, which every kind of table has.
    private(set) var numberSlot: Int?

    init(mapping: TableMapping<Field>, grid: some CellGrid, file: String) throws(TableError) {
        let titleRow = mapping.headerRow - 1
        let top = TextPosition(line: 1, column: 1)
        guard grid.rowCount > (mapping.hasHeader ? titleRow : 0) else { throw TableError(file: file, position: top, reason: .empty) }
        var headers: [Header] = []
        if mapping.hasHeader {
            headers = (0..<grid.fieldCount(row: titleRow)).map { Header(grid.text(row: titleRow, column: $0), index: $0) }
            if headers.allSatisfy({ $0.key.isEmpty }) { throw TableError(file: file, position: top, reason: .empty) }
            width = headers.count
            firstRow = titleRow + 1
        } else {
            width = (0..<grid.rowCount).lazy.map { grid.fieldCount(row: $0) }.first { $0 > 0 } ?? 0
        }
        let headerRow = titleRow
        func fail(_ column: Int, _ reason: TableError.Reason) -> TableError {
            TableError(file: file, position: mapping.hasHeader ? grid.position(row: headerRow, column: column) : top, reason: reason)
        }
        var used: Set<Int> = []
        for field in Field.allCases {
            guard var rule = mapping.rules[field] else { continue }
            var index: Int?
            switch rule.source {
            case .constant(let text): rule.fallback = text
            case .column(let n): index = n <= width ? n - 1 : nil
            case .headers(let names):
                let keys = Set(names.map(HeaderKey.of))
                let found = headers.filter { $0.matches(keys) }
                if found.count > 1 {
                    throw fail(found[1].index, .columnTwice(field: field.rawValue, first: found[0].text, second: found[1].text))
                }
                index = found.first?.index
                if let unit = found.first?.unit, var number = rule.number, !Header.harmless.contains(unit), !number.measure.plainUnits.contains(unit) {
                    guard number.units.contains(unit), number.measure.otherUnits[unit] != nil else {
                        throw fail(found[0].index, .headerUnit(field: field.rawValue, unit: unit))
                    }
                    number.columnUnit = unit
                    rule.number = number
                }
            }
            if index == nil, rule.fallback == nil {
                var names: [String] = []
                if case .headers(let list) = rule.source { names = list }
                if rule.isRequired { throw fail(0, .missingColumn(field: field.rawValue, names: names)) }
                absentFields.append(field.rawValue)
                continue
            }
            if let index { used.insert(index) }
            let isNumber = field.rawValue == "orderNumber"
            if isNumber { numberSlot = columns.count }
            columns.append(Column(
                field: field, index: index, reader: CellReader(kind: field.kind, rule: rule),
                isRequiredOnEachRow: rule.isRequired && (isNumber || field.usualMerge == nil)))
        }
        for skip in mapping.skips {
            var index: Int?
            var names: [String] = []
            switch skip.source {
            case .column(let n): index = n <= width ? n - 1 : nil
            case .headers(let list):
                names = list
                let keys = Set(list.map(HeaderKey.of))
                index = headers.first { $0.matches(keys) }?.index
            case .constant: break
            }
            guard let index else { throw fail(0, .missingColumn(field: "skipWhen", names: names)) }
            used.insert(index)
            skips.append(Skip(index: index, test: skip.test))
        }
        ignoredHeaders = headers.filter { !used.contains($0.index) && !$0.key.isEmpty }.map(\.text)
    }

    private struct Header {
        let text: String
        let index: Int
        let key: String
        /// Name and unit of `重量(kg)`.
        let bare: String?
        let unit: String?

        /// Remarks in brackets that are no unit.
        static var harmless: Set<String> { ["必填", "选填", "含税", "required", "optional"] }

        init(_ raw: String, index: Int) {
            text = CellText.trimmed(raw)
            self.index = index
            key = HeaderKey.of(raw)
            let parts = HeaderKey.split(raw)
            bare = parts?.name
            unit = parts?.unit
        }

        func matches(_ keys: Set<String>) -> Bool {
            if key.isEmpty { return false }
            return keys.contains(key) || bare.map { keys.contains($0) } == true
        }
    }
}
