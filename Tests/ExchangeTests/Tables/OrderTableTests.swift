import Testing

@testable import Exchange

@Suite struct OrderTableTests {
    private let head = "订单号,客户,电话,品名,数量,行金额\n"

    private func read(_ text: String, _ mapping: TableMapping<OrderField> = .builtIn) throws -> OrderTable.Result {
        try OrderTable.read(bytes: Array(text.utf8), file: "o.csv", mapping: mapping)
    }

    private func yaml(_ text: String) throws -> TableMapping<OrderField> { try .orders(yaml: Array(text.utf8), file: "m.yaml") }

    @Test func ownHeadersInAnyOrderAndLanguage() throws {
        let r = try read("Phone ,customer,Order No.,体积(m³),重量（kg）,需安装,合同日期,金额(元),sku,quantity,闲话\n+86 13812345678,单雅芳,HT1,0.35,12.5,是,2026/11/2,\"1,234.5\",A1,2,x\n")
        let order = try #require(r.orders.first)
        #expect(order.orderNumber == "HT1")
        #expect(order.head.phone == "13812345678")
        #expect(order.head.contractDate == "2026-11-02")
        #expect(order.head.amountCents == 123_450)
        #expect(order.lines.first?.volumeCubicCentimetres == 350_000)
        #expect(order.lines.first?.weightGrams == 12_500)
        #expect(order.lines.first?.needsInstallation == true)
        #expect(r.summary.ignoredHeaders == ["闲话"])
        #expect(r.badLines.isEmpty)
    }

    @Test func scatteredRowsAreOneOrder() throws {
        let r = try read(head + "1,单雅芳,13812345678,桌,1,10\n2,王五,13912345678,椅,4,5\n1,,,床,2,20.5\n,,,,,\n\n1,单雅芳,138-1234-5678,柜,1,1\n")
        #expect(r.orders.map(\.orderNumber) == ["1", "2"])
        #expect(r.orders[0].lines.map(\.product) == ["桌", "床", "柜"])
        #expect(r.orders[0].lines.map(\.number) == [1, 2, 3])
        #expect(r.orders[0].linesAmountCents == 3150)
        #expect(r.summary.dataRows == 4)
        #expect(r.summary.blankRows == 2)
        #expect(r.rows.count == 4)
        #expect(r.rows.compactMap(\.item?.product) == ["桌", "床", "柜", "椅"])
    }

    @Test func contradictionRefusesTheWholeOrder() throws {
        let r = try read(head + "1,单雅芳,13812345678,桌,1,10\n2,王五,13912345678,椅,4,5\n1,单亚芳,13812345678,床,2,20\n")
        #expect(r.orders.map(\.orderNumber) == ["2"])
        #expect(r.badLines.map(\.reason) == [.refusedWithOrder(line: 4), .contradicts(line: 2, value: "单雅芳")])
        #expect(r.badLines.map(\.line) == [2, 4])
        #expect(r.badLines[1].column == 3)
        #expect(r.badLines[1].field == "customer")
        #expect(r.badLines[1].value == "单亚芳")
        #expect(r.refused.fileBytes == Array((head + "1,单雅芳,13812345678,桌,1,10\n1,单亚芳,13812345678,床,2,20\n").utf8))
        #expect(r.refusedOrders == 1)
    }

    @Test func everyFaultIsPointedAt() throws {
        let r = try read(head + "1,,123,桌,0,1052\u{FF0C}75\n,李,13812345678,床,1,\n2,李,13812345678,床,1,1,多\n3,李,13812345678\n1.23E+17,李,13812345678,床,1,1\n4,李,13812345678,,2,\n5,李,13812345678,床,,\n6,李,13812345678,,,\n")
        let found = r.badLines.map { "\($0.line):\($0.column) \($0.field ?? "-")" }
        #expect(found == ["2:4 phone", "2:10 quantity", "2:12 lineAmount", "3:1 orderNumber", "4:1 -", "5:1 -", "6:1 orderNumber", "7:17 product", "8:19 quantity"])
        #expect(r.badLines.map(\.reason) == [
            .phone(.tooShort), .notPositive, .ambiguousSeparator, .missing, .fieldCount(expected: 6, found: 7), .fieldCount(expected: 6, found: 3),
            .scientificNotation, .missing, .missing,
        ])
        #expect(r.orders.map(\.orderNumber) == ["6"])
        #expect(r.orders[0].lines.isEmpty)
    }

    @Test func requiredHeadFieldsMayStandOnAnyRow() throws {
        let r = try read(head + "1,,,桌,1,\n1,单,13812345678,床,1,\n2,,13812345678,床,1,\n")
        #expect(r.orders.map(\.head.customer) == ["单"])
        #expect(r.badLines.map(\.reason) == [.missing])
        #expect(r.badLines[0].field == "customer")
    }

    @Test func tableFaults() {
        func reason(_ text: String) -> (TableError.Reason, TextPosition)? {
            let error = #expect(throws: TableError.self) { try read(text) }
            return error.map { ($0.reason, $0.position) }
        }
        #expect(reason("")?.0 == .empty)
        #expect(reason(",,\n1,2,3\n")?.0 == .empty)
        #expect(reason("订单号,客户\n")?.0 == .missingColumn(field: "phone", names: OrderField.phone.aliases))
        let twice = reason("订单号,客户,姓名,电话\n")
        #expect(twice?.0 == .columnTwice(field: "customer", first: "客户", second: "姓名"))
        #expect(twice?.1 == TextPosition(line: 1, column: 8))
        #expect(reason("订单号,客户,电话,金额（万元）\n")?.0 == .headerUnit(field: "amount", unit: "万元"))
        #expect(reason("订单号,\"客户\n")?.0 == .content(.csv(CSVError(reason: .unterminatedQuote, position: TextPosition(line: 1, column: 5)))))
    }

    @Test func headerUnitsWhenNamed() throws {
        let m = try yaml("fields:\n  orderNumber: 单号\n  amount: {header: 金额, units: [万元]}\n")
        let r = try read("单号,金额(万元)\n1,1.5\n2,3元\n", m)
        #expect(r.orders.map(\.head.amountCents) == [1_500_000, 300])
    }

    @Test func carryDownSkipAndValues() throws {
        let m = try yaml("""
            fields:
              orderNumber: {header: 单号, carryDown: true}
              product: 货
              quantity: {header: 数, default: 1}
              productClass: {header: 类, values: {板: slab, 柜: cabinet}, unknown: refuse}
              shop: {constant: 城西店}
            skipWhen:
              - {header: 状态, in: [取消]}
            """)
        let r = try read("单号,货,数,类,状态\n,孤,1,板,\nA,甲,,板,\n,乙,2, 柜 ,\nB,丙,1,板,取消\n,丁,1,椅,\nC,戊,1,,\n", m)
        #expect(r.orders.map(\.orderNumber) == ["A", "C"])
        #expect(r.orders[0].lines.map(\.productClass) == ["slab", "cabinet"])
        #expect(r.orders[0].lines.map(\.quantity) == [1, 2])
        #expect(r.orders[0].head.shop == "城西店")
        #expect(r.summary.skippedRows == 1)
        #expect(r.badLines.map(\.reason) == [.nothingAbove, .unknownValue(known: ["板", "柜"])])
        #expect(r.badLines[1].orderNumber == "B")
        // The skipped head of B goes along, else its line would be read as an order above it.
        #expect(r.refused.fileBytes == Array("单号,货,数,类,状态\n,孤,1,板,\nB,丙,1,板,取消\n,丁,1,椅,\n".utf8))
        let again = try OrderTable.read(bytes: r.refused.fileBytes, file: "again", mapping: m)
        #expect(again.refused.fileBytes == r.refused.fileBytes)
        #expect(again.orders.isEmpty)
    }

    @Test func duplicateLines() throws {
        let text = "单号,行,货\n1,10,甲\n1,10,甲\n1,20,乙\n2,10,丙\n2,10,丁\n"
        let fields = "fields:\n  orderNumber: 单号\n  lineNumber: 行\n  product: 货\n"
        let strict = try read(text, yaml(fields))
        #expect(strict.orders.isEmpty)
        #expect(strict.badLines.map(\.reason).filter(\.isCause) == [.duplicateLine(line: 2, number: 10), .duplicateLine(line: 5, number: 10)])
        let dropping = try read(text, yaml("duplicateLines: dropIdentical\n" + fields))
        #expect(dropping.orders.map { $0.lines.map(\.number) } == [[10, 20]])
        #expect(dropping.summary.droppedDuplicates == 1)
        #expect(dropping.refusedOrders == 1)
    }

    @Test func merges() throws {
        let m = try yaml("fields:\n  orderNumber: {column: 1}\n  amount: {column: 2, merge: sum}\n  contractDate: {column: 3, merge: earliest}\n  customer: {column: 4, merge: first}\n  remark: {column: 5}\nheader: false\n")
        let r = try read("1,10,2026-11-03,甲,急\n1,5.5,2026-11-02,乙,急\n1,,,,轻放\n", m)
        let order = try #require(r.orders.first)
        #expect(order.head.amountCents == 1550)
        #expect(order.head.contractDate == "2026-11-02")
        #expect(order.head.customer == "甲")
        #expect(order.head.remark == "急；轻放")
    }

    /// The refused file holds the very bytes of the original, in every encoding.
    @Test(arguments: TextEncoding.allCases, ["\n", "\r\n", "\r"])
    func refusedBytes(_ encoding: TextEncoding, _ end: String) throws {
        let lines = ["订单号,客户,电话,备注", "1,单𠅤芳,13812345678,\"多\(end)行,€\"", "2,王,12,\"坏\(end)行𬱖\"", "3,李,13812345678,", "2,王,13812345678,好"]
        let bytes = try TextEncodingGuess.encode(Array(lines.map { $0 + end }.joined().utf8), as: encoding)
        let want = try TextEncodingGuess.encode(Array([lines[0], lines[2], lines[4]].map { $0 + end }.joined().utf8), as: encoding)
        let r = try OrderTable.read(bytes: bytes, file: "x")
        #expect(r.summary.encoding == encoding)
        #expect(r.refused.fileBytes == want)
        #expect(r.orders.map(\.head.customer) == ["单𠅤芳", "李"])
        #expect(r.orders[0].head.remark == "多 行,€")
    }

    @Test func shapeOfTheTmallExport() throws {
        let m = try yaml("fields:\n  orderNumber: 订单编号\n  amount: {header: 总金额, required: true}\n  address: 收货地址\n  contractDate: {header: 订单创建时间}\n")
        let r = try read("订单编号,总金额,收货地址 ,订单创建时间,订单付款时间 \r\n6064,38.0,四川省,2020-02-01 00:14:15,\r\n", m)
        #expect(r.orders.first?.head.address == "四川省")
        #expect(r.orders.first?.head.contractTime == "00:14:15")
        #expect(r.orders.first?.lines.isEmpty == true)
    }

    @Test func arrivals() throws {
        let text = "合同号,行号,数量,到货日期,备注\nHT1,10,2,2026-11-22 9:30,\nHT1,,2,2026-11-22,\nHT2,20,,2026-11-22,\n"
        let r = try RowTable<ArrivalRow>(bytes: Array(text.utf8), file: "a.csv", mapping: .builtIn)
        #expect(r.rows.map(\.orderNumber) == ["HT1"])
        #expect(r.rows[0].lineNumber == 10 && r.rows[0].quantity == 2 && r.rows[0].date == "2026-11-22" && r.rows[0].time == "09:30:00")
        #expect(r.badLines.map(\.field) == ["lineNumber", "quantity"])
        #expect(r.badLines.map(\.line) == [3, 4])
        #expect(r.refused.rows.count == 2)
    }
}
