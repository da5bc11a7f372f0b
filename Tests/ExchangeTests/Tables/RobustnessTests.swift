import Foundation
import Testing

@testable import Exchange

@Suite struct RobustnessTests {
    /// Every row below the header is accounted for, whatever has happened to the file.
    @Test(arguments: [UInt64(11), 12, 13, 14])
    func noRowIsLost(_ seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let cells = ["1", "2", "3", "单雅芳", "王五", "13812345678", "0571-88886666", "桌", "1,234.5", "1052,75元", "2026-1-2", "3/4/2026", "", " ", "16.5", "\u{7}", "1E+9", "是", "𬱖"]
        for _ in 0..<150 {
            var writer = CSVWriter(lineEnd: .lf)
            writer.write(["订单号", "客户", "电话", "合同日期", "金额", "行号", "品名", "数量", "需安装"])
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                var row = ["\(Int.random(in: 1...4, using: &random))", "单雅芳", "13812345678", "2026-01-02", "12.5", "", "桌", "1", "是"]
                for _ in 0..<Int.random(in: 0...2, using: &random) { row[Int.random(in: 0..<9, using: &random)] = cells.randomElement(using: &random)! }
                if Int.random(in: 0..<10, using: &random) == 0 { row.removeLast() }
                writer.write(row)
            }
            let r = try OrderTable.read(bytes: writer.bytes, file: "r")
            #expect(r.summary.dataRows == r.rows.count + r.refused.rows.count)
            #expect(Set(r.orders.map(\.orderNumber)).count == r.orders.count)
            #expect(Set(r.badLines.map(\.raw)).isSubset(of: Set(r.refused.rows)))
            #expect(r.badLines.allSatisfy { !$0.raw.isEmpty && $0.line > 1 && $0.column > 0 })
            #expect(r.refused.rows.isEmpty || r.badLines.contains { $0.reason.isCause })
            // What was refused is refused again, and nothing else comes of it.
            let again = try OrderTable.read(bytes: r.refused.fileBytes, file: "again")
            #expect(again.orders.isEmpty && again.refused == r.refused)
        }
    }

    /// Random bytes end in an error or a result, never in a trap.
    @Test(arguments: [UInt64(21), 22, 23])
    func randomBytes(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        let good = Array("订单号,客户,电话,数量,合同日期\n1,单雅芳,13812345678,\"1,0\n\",2026-1-2\n2,𠅤,010-88886666,3,2026/1/2 9:00\n".utf8)
        let gbk = (try? TextEncodingGuess.encode(good, as: .gb18030)) ?? []
        for base in [good, gbk, []] {
            for _ in 0..<400 {
                var bytes = base
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let at = Int.random(in: 0...bytes.count, using: &random)
                    if at < bytes.count, Bool.random(using: &random) { bytes[at] = .random(in: 0...255, using: &random) }
                    else { bytes.insert([0x22, 0x2C, 0x0A, 0x0D, 0xFF, 0x81, 0x30].randomElement(using: &random)!, at: at) }
                }
                if let r = try? OrderTable.read(bytes: bytes, file: "r") {
                    #expect(r.summary.dataRows == r.rows.count + r.refused.rows.count)
                }
                _ = try? TableMapping.orders(yaml: bytes, file: "m")
            }
        }
    }

    @Test func shippedMappingsAreGood() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Resources/mappings").standardized
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(files.count >= 5)
        for file in files {
            let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent(file)))
            if file.hasPrefix("arrivals") {
                _ = try TableMapping.arrivals(yaml: bytes, file: file)
            } else {
                _ = try TableMapping.orders(yaml: bytes, file: file)
            }
        }
    }

    /// Rows in the shape of the real GBK list: number carried down, dirty amounts, a pasted block.
    @Test func shapeOfTheLogisticsList() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Resources/mappings").standardized
        let mapping = try TableMapping.orders(yaml: [UInt8](Data(contentsOf: folder.appendingPathComponent("logistics-gbk.yaml"))), file: "logistics-gbk.yaml")
        let text = "订单号,订单行,销售时间,交货时间,货品交货状况,货品,货品用户反馈,销售区域,数量,销售金额\r\n"
            + "P1,10,2016-7-30,2016-9-30, 晚交货,货品3,质量合格,华北,2,\"1052,75元\"\r\n,20,2016-7-29,,按时交货,货品3,返修,华南,3,\"10,00元\"\r\n"
            + "P2,10,2016-8-30,2016-10-30,按时交货,货品3,质量合格,华北,10,\"11,50万元\"\r\n,20,2016-8-30,2016-10-30,按时交货,货品3,质量合格,华北,10,\"11,50元\"\r\n"
            + "P1,10,2016-7-30,2016-9-30,晚交货,货品3,质量合格,华北,2,\"1052,75元\"\r\n"
        let bytes = try TextEncodingGuess.encode(Array(text.utf8), as: .gb18030)
        let r = try OrderTable.read(bytes: bytes, file: "l.csv", mapping: mapping)
        let order = try #require(r.orders.first)
        #expect(order.linesAmountCents == 106_275)
        #expect(order.head.district == "华北；华南")
        #expect(order.head.contractDate == "2016-07-29")
        #expect(order.lines.map(\.remark) == ["晚交货", "按时交货"])
        #expect(r.summary.droppedDuplicates == 1)
        #expect(r.badLines.map(\.reason) == [.unit("万元"), .refusedWithOrder(line: 4)])
        #expect(r.badLines[0].line == 4 && r.badLines[0].column == 48 && r.badLines[0].value == "11,50万元")
    }
}
