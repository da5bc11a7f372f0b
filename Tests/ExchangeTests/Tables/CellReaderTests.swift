import Testing

@testable import Exchange

/// The short ways of reading a cell lead where the long way leads.
@Suite struct CellReaderTests {
    private static let kinds: [FieldKind] = [
        .code, .name, .text, .phone, .day, .number(.money, sign: .notNegative), .number(.count, sign: .positive), .number(.volume, sign: .any), .flag,
    ]

    private static let cells = [
        "", " ", "HT1", "1.5E+9", "'=x", "''=x", "=\"001\"", "a=", "张敏", "（北区）3幢，", "王、李", "e\u{301}", "\u{200B}桌", "桌\u{AD}子", "一\n二", "李\u{7}四",
        "13812345678", "138 1234 5678", "０571-88886666", "0571-88886666转12", "13812345678\u{301}", "138**5678", "1381234567\u{38}\u{301}",
        "3", "3件", "¥1,234.5", "￥8", "RMB 12", "1,05", "0.5m³", "12KG", "1e5", "1 ", "１２", "-2", "0", "1.2.3", "1,234,5", "12,345,678", ".5", "5.",
        "2026-11-02", "2026-2-30", "2026/1/2  9:05", "3/4/2026", "46348", "是", "Ｙ", "也许",
        String(repeating: "x", count: 65), String(repeating: "字", count: 64), String(repeating: "字", count: 65), String(repeating: "字", count: 501),
    ]

    private func outcome(_ body: () throws(BadReason) -> CellValue?) -> Result<CellValue?, BadReason> {
        do { return .success(try body()) } catch { return .failure(error) }
    }

    @Test(arguments: kinds)
    func bytesAndTextAgree(_ kind: FieldKind) {
        var rules = [FieldRule(source: .headers([])), FieldRule(source: .headers([]), fallback: "1")]
        rules.append(FieldRule(source: .headers([]), table: .init(values: ["张敏": "3"], unknown: .keep, known: ["张敏"])))
        for rule in rules {
            let reader = CellReader(kind: kind, rule: rule)
            var memo = CellMemo(reader)
            for cell in Self.cells {
                let bytes = Array(cell.utf8)[...]
                let want = outcome { () throws(BadReason) in try reader.read(CellText.trimmed(cell)) }
                #expect(outcome { () throws(BadReason) in try reader.read(bytes) } == want)
                #expect(outcome { () throws(BadReason) in try memo.read(bytes) } == want)
                #expect(outcome { () throws(BadReason) in try memo.read(bytes) } == want)
            }
        }
    }

    @Test(arguments: cells)
    func nothingIsLeftToCleanOfSimpleShapes(_ cell: String) throws {
        let bytes = Array(cell.utf8)[...]
        #expect(CellText.isBlank(bytes) == CellText.trimmed(cell).isEmpty)
        switch CellShape(bytes) {
        case .plain: #expect(try CellText.halfWidth(CellText.clean(cell, multiLine: false)) == cell)
        case .wide: #expect(try CellText.clean(cell, multiLine: false) == cell)
        case .other: break
        }
    }
}
