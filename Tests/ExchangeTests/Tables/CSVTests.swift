import Testing

@testable import Exchange

@Suite struct CSVTests {
    private func rows(_ text: String, _ reader: CSVReader = CSVReader()) throws -> [[String]] {
        let table = try reader.read(Array(text.utf8))
        return (0..<table.rowCount).map { table.texts(row: $0) }
    }

    @Test func lineEndsAndQuotes() throws {
        let want = [["a", "b\"c", "d\ne"], ["1", "", ""], [""], ["x", "y", "z"]]
        for end in ["\n", "\r\n", "\r"] {
            #expect(try rows("a,\"b\"\"c\",\"d\ne\"\(end)1,,\(end)\(end)x,y,z\(end)") == want)
            #expect(try rows("a,\"b\"\"c\",\"d\ne\"\(end)1,,\(end)\(end)x,y,z") == want)
        }
        #expect(try rows("") == [])
        #expect(try rows("a,") == [["a", ""]])
    }

    @Test(arguments: [
        ("订单号;客户;金额\n1;单;1052,75\n2;王;3,5\n", UInt8(0x3B)), ("a\tb\tc\n1,2\t3\t4\n", 0x09), ("a,b\n\"x;y;z;\",2\n", 0x2C),
        ("sep=;\na,b;c\n", 0x3B), ("单列\n甲\n", 0x2C), ("", 0x2C),
    ])
    func delimiters(_ text: String, _ delimiter: UInt8) throws {
        #expect(try CSVReader().read(Array(text.utf8)).delimiter == delimiter)
    }

    @Test func separatorLineIsNoRow() throws {
        let table = try CSVReader().read(Array("sep=;\r\na,b;c\r\n".utf8))
        #expect(table.texts(row: 0) == ["a,b", "c"])
        #expect(table.line(row: 0) == 2)
    }

    @Test func positionsCountCharacters() throws {
        let table = try CSVReader().read(Array("订单,𠅤客户,x\r\n\"多\r\n行\",\"é\",尾\r\n末,1\r\n".utf8))
        #expect(table.position(row: 0, column: 2) == TextPosition(line: 1, column: 8))
        #expect(table.position(row: 1, column: 0) == TextPosition(line: 2, column: 1))
        #expect(table.position(row: 1, column: 2) == TextPosition(line: 3, column: 8))
        #expect(table.position(row: 2, column: 1) == TextPosition(line: 4, column: 3))
        #expect(table.lineCount(row: 1) == 2)
        #expect(Array(table.bytes(row: 2)) == Array("末,1\r\n".utf8))
    }

    @Test(arguments: [
        ("a,b\n客户,\"x\n", CSVError.Reason.unterminatedQuote, 2, 4), ("a\n\"x\"y,1\n", .textAfterQuote, 2, 4), ("a,24\"板\n", .quoteInPlainField, 1, 5),
        ("\"", .unterminatedQuote, 1, 1), ("\"a\"\"", .unterminatedQuote, 1, 1),
    ])
    func brokenQuoting(_ text: String, _ reason: CSVError.Reason, _ line: Int, _ column: Int) {
        #expect(throws: CSVError(reason: reason, position: TextPosition(line: line, column: column))) { try CSVReader().read(Array(text.utf8)) }
    }

    @Test func lenientQuotesAndTextFormulas() throws {
        #expect(try rows("a,24\" x\n", CSVReader(allowsQuoteInPlainField: true)) == [["a", "24\" x"]])
        #expect(try rows("=\"0012\",b\n") == [["=\"0012\"", "b"]])
        #expect(CellText.trimmed(" =\"0012\"\t") == "0012")
    }

    @Test func formulaGuard() {
        for cell in ["=1+1", "+86 138", "-cmd", "@x", "'=1", "''@x", "\tq"] {
            #expect(FormulaGuard.add(cell) == "'" + cell)
            #expect(FormulaGuard.remove(FormulaGuard.add(cell)) == cell)
        }
        for cell in ["-12.5", "+3", "单", "'tis", "", "a=b"] {
            #expect(FormulaGuard.add(cell) == cell)
            #expect(FormulaGuard.remove(cell) == cell)
        }
    }

    @Test func writerOptions() throws {
        var writer = CSVWriter(byteOrderMark: true, guardsFormulas: true)
        writer.write(["=x", "a,b", ""])
        writer.write([""])
        #expect(writer.bytes == TextEncoding.utf8BOM.byteOrderMark + Array("'=x,\"a,b\",\r\n\"\"\r\n".utf8))
    }

    /// Whatever is written is read back, over random cells made of the troublesome characters.
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func roundTrip(_ seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let alphabet = ["\"", ",", ";", "\t", "\n", "\r", "\r\n", "a", "单", "𠅤", " ", "=", "'", "-", "1", "é", "👨‍👩‍👧", "sep="]
        for guarded in [false, true] {
            for delimiter in [UInt8(0x2C), 0x09, 0x3B] {
                var writer = CSVWriter(delimiter: delimiter, lineEnd: seed % 2 == 0 ? .lf : .crlf, guardsFormulas: guarded)
                let width = Int.random(in: 1...5, using: &random)
                let rows = (0..<60).map { _ in
                    (0..<width).map { _ in (0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random)! }.joined() }
                }
                for row in rows { writer.write(row) }
                let table = try CSVReader(delimiter: .byte(delimiter)).read(writer.bytes)
                #expect(table.rowCount == rows.count)
                for (i, row) in rows.enumerated() {
                    let back = table.texts(row: i).map { guarded ? FormulaGuard.remove($0) : $0 }
                    // Compared by bytes: Swift's == would take some different sequences for the same.
                    #expect(back.map { Array($0.utf8) } == row.map { Array($0.utf8) })
                }
                #expect((0..<table.rowCount).flatMap { Array(table.bytes(row: $0)) } == writer.bytes)
            }
        }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
