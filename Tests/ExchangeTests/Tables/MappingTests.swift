import Testing

@testable import Exchange

@Suite struct MappingTests {
    @Test(arguments: [
        ("table: arrivals\nfields: {orderNumber: 单号}\n", MappingError.Reason.wrongTable(found: "arrivals", wanted: "orders"), 1, 8),
        ("fields:\n  orderNumber: 单号\n  客户: 姓名\n", .unknownField("客户", known: OrderField.allCases.map(\.rawValue)), 3, 3),
        ("fields:\n  orderNumber: 单号\n  amount:\n    header: 金额\n    number: komma\n", .unknownValue(key: "number", value: "komma", known: ["plain", "grouped", "decimalComma"]), 5, 13),
        ("fields:\n  orderNumber: {header: 单号, column: 1}\n", .severalSources(field: "orderNumber"), 2, 29),
        ("fields:\n  orderNumber: {carryDown: true}\n", .noSource(field: "orderNumber"), 2, 16),
        ("fields:\n  customer: 姓名\n", .missingKey("orderNumber"), 2, 3),
        ("shortRows: pad\n", .missingKey("fields"), 1, 1),
        ("header: false\nfields:\n  orderNumber: 单号\n", .headerWithoutHeaderRow(field: "orderNumber"), 3, 16),
        ("fields:\n  orderNumber: 单号\n  contractDate: {header: 日期, dates: [y-M-d, d/m/y]}\n", .badDatePattern("d/m/y"), 3, 45),
        ("fields:\n  orderNumber: 单号\n  customer: {header: 姓名, number: plain}\n", .notForThisField(key: "number", field: "customer"), 3, 26),
        ("fields:\n  orderNumber: 单号\n  amount: {header: 金额, units: [万圆]}\n", .unknownUnit("万圆", known: Measure.money.plainUnits + Measure.money.otherUnits.keys.sorted()), 3, 31),
        ("fields:\n  orderNumber: 单号\n  quantity: {header: 数量, default: 很多}\n", .badValue(field: "quantity", value: "很多", .notANumber), 3, 35),
        ("fields:\n  orderNumber: 单号\n  quantity: {header: 数量, merge: sum}\n", .notForThisField(key: "merge", field: "quantity"), 3, 26),
        ("fields:\n  orderNumber: {column: 0}\n", .notAPositiveNumber(key: "column"), 2, 25),
        ("fields:\n  orderNumber: 单号\nskipWhen:\n  - {header: 状态}\n", .noTest, 4, 5),
        ("fields:\n  orderNumber: 单号\n  remark: {header: 备注, unknown: keep}\n", .missingKey("values"), 3, 24),
        ("fields:\n  - a\n", .notAMapping(key: "fields"), 2, 3),
    ])
    func mistakesArePointedAt(_ yaml: String, _ reason: MappingError.Reason, _ line: Int, _ column: Int) {
        #expect(throws: MappingError(file: "m.yaml", position: TextPosition(line: line, column: column), reason: reason)) {
            try TableMapping.orders(yaml: Array(yaml.utf8), file: "m.yaml")
        }
    }

    @Test func notYAML() {
        for (yaml, line) in [("fields: [\n", 2), ("a: b\n\tc: d\n", 2), ("fields:\n  orderNumber: a\n  orderNumber: b\n", 2)] {
            let error = #expect(throws: MappingError.self) { try TableMapping.orders(yaml: Array(yaml.utf8), file: "m") }
            #expect(error?.position.line ?? 0 >= line)
        }
        #expect(#expect(throws: MappingError.self) { try TableMapping.orders(yaml: [], file: "m") }?.reason == .empty)
        #expect(#expect(throws: MappingError.self) { try TableMapping.orders(yaml: [0x61, 0xFF], file: "m") }?.reason == .notUTF8)
    }

    @Test func everythingTogether() throws {
        let yaml = """
            table: orders
            header: false
            delimiter: semicolon
            quoteInPlainField: true
            shortRows: pad
            duplicateLines: dropIdentical
            fields:
              orderNumber: {column: 1, carryDown: true}
              lineAmount: {column: 2, number: decimalComma, units: [万元], round: true, anySign: true}
              contractDate: {column: 3, dates: [usual, M/d/y], merge: latest}
              remark: {column: 4, values: {OK: 好}, unknown: {use: 其他}}
              shop: {constant: 城西店}
            skipWhen:
              - {column: 5, in: [取消, 作废]}
              - {column: 6, blank: false}
            """
        let m = try TableMapping.orders(yaml: Array(yaml.utf8), file: "m")
        #expect(m.hasHeader == false)
        #expect(m.delimiter == .semicolon)
        #expect(m.shortRows == .pad)
        #expect(m.rules[.orderNumber]?.carriesDown == true)
        #expect(m.rules[.lineAmount]?.number == NumberPolicy(.money, marks: .decimalComma, units: ["万元"], rounds: true))
        #expect(m.rules[.contractDate]?.dates.last?.text == "M/d/y")
        #expect(m.rules[.remark]?.table?.unknown == .use("其他"))
        #expect(m.rules[.shop]?.source == .constant("城西店"))
        #expect(m.skips.count == 2)
    }

    @Test func aliasesBelongToOneField() {
        func check<Field: TableField>(_ type: Field.Type) {
            var owner: [String: Field] = [:]
            for field in Field.allCases {
                for key in Set(field.aliases.map(HeaderKey.of)) { #expect(owner.updateValue(field, forKey: key) == nil, "\(key)") }
            }
        }
        check(OrderField.self)
        check(ArrivalField.self)
    }
}
