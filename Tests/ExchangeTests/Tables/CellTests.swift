import Testing

@testable import Exchange

/// The value, or the reason for refusing it.
private func outcome<T>(_ body: () throws(BadReason) -> T) -> Result<T, BadReason> {
    do { return .success(try body()) } catch { return .failure(error) }
}

@Suite struct NumberTests {
    @Test(arguments: [
        ("1052.75", 105_275), ("1,052.75", 105_275), ("¥1,052.75", 105_275), ("￥38.0元", 3800), ("１２３．５", 12_350), ("0", 0), ("1,234,567", 123_456_700),
        ("38.500000", 3850), ("RMB 12", 1200), ("-3.2", -320), ("'-3.2", -320),
    ])
    func moneyAsUsual(_ text: String, _ cents: Int) {
        #expect(outcome { () throws(BadReason) in try NumberPolicy(.money).parse(text) } == .success(cents))
    }

    @Test(arguments: [
        ("1052,75元", BadReason.ambiguousSeparator), ("1,05", .ambiguousSeparator), ("1.2.3", .ambiguousSeparator), ("11.5万元", .unit("万元")), ("11,50万元", .unit("万元")), ("12美元", .unit("美元")),
        ("3.125", .tooPrecise), ("1.2E+5", .scientificNotation), ("abc", .notANumber), ("12.", .notANumber), (".5", .notANumber), ("1-2", .notANumber),
        ("99999999999999999999", .outOfRange), ("¥", .notANumber), ("1 052", .unit("052")),
    ])
    func moneyRefused(_ text: String, _ reason: BadReason) {
        #expect(outcome { () throws(BadReason) in try NumberPolicy(.money).parse(text) } == .failure(reason))
    }

    @Test func commaDecimalsOnlyWhenNamed() throws {
        let policy = NumberPolicy(.money, marks: .decimalComma)
        #expect(try policy.parse("1052,75元") == 105_275)
        #expect(try policy.parse("30718,00元") == 3_071_800)
        #expect(try policy.parse("1.052,75") == 105_275)
        #expect(outcome { () throws(BadReason) in try policy.parse("1052.75") } == .failure(.ambiguousSeparator))
        #expect(outcome { () throws(BadReason) in try policy.parse("11,50万元") } == .failure(.unit("万元")))
        #expect(try NumberPolicy(.money, marks: .decimalComma, units: ["万元"]).parse("11,50万元") == 11_500_000)
    }

    @Test func otherMeasures() throws {
        #expect(try NumberPolicy(.volume).parse("0.0882 m³") == 88_200)
        #expect(try NumberPolicy(.volume).parse("0.30000000000000004") == 300_000)
        #expect(outcome { () throws(BadReason) in try NumberPolicy(.volume).parse("1,052") } == .failure(.ambiguousSeparator))
        #expect(try NumberPolicy(.weight).parse("12.5公斤") == 12_500)
        #expect(outcome { () throws(BadReason) in try NumberPolicy(.weight).parse("25斤") } == .failure(.unit("斤")))
        #expect(try NumberPolicy(.weight, units: ["斤"]).parse("25斤") == 12_500)
        #expect(try NumberPolicy(.count).parse("1,500") == 1500)
        #expect(outcome { () throws(BadReason) in try NumberPolicy(.count).parse("16.5") } == .failure(.notWhole))
        #expect(try NumberPolicy(.count).parse("16.0件") == 16)
    }
}

@Suite struct DateTests {
    private func parse(_ text: String, _ patterns: [DatePattern] = DatePattern.usual) -> Result<DatePattern.Moment, BadReason> {
        outcome { () throws(BadReason) in try DatePattern.parse(text, patterns) }
    }

    @Test(arguments: [
        ("2020/2/21 0:00:00", "2020-02-21", "00:00:00"), ("2020-02-21 15:04", "2020-02-21", "15:04:00"), ("2013-07-25 00:00:00.0", "2013-07-25", "00:00:00"),
        ("2026年11月2日", "2026-11-02", nil), ("20261122", "2026-11-22", nil), ("2026.1.2", "2026-01-02", nil), ("２０２６／１／２", "2026-01-02", nil),
        ("2026-11-22T08:05:09", "2026-11-22", "08:05:09"), ("2024-2-29", "2024-02-29", nil), ("2020-02-21  15:04", "2020-02-21", "15:04:00"),
    ] as [(String, String, String?)])
    func usual(_ text: String, _ day: String, _ time: String?) {
        #expect(parse(text) == .success(.init(day: day, time: time)))
    }

    @Test(arguments: [
        ("2026-2-29", BadReason.noSuchDay), ("2026-13-01", .noSuchDay), ("2026-11-22 24:00", .noSuchTime), ("3/4/2026", .ambiguousDayOrder), ("10/2/2017 10:56", .ambiguousDayOrder),
        ("26-11-22", .twoDigitYear), ("46348", .dateNumber(46348)), ("46348.5", .dateNumber(46348)), ("明天", .notADate), ("2026-11", .notADate), ("2026-11-22x", .notADate), ("1-1", .notADate),
    ])
    func refused(_ text: String, _ reason: BadReason) {
        #expect(parse(text) == .failure(reason))
    }

    @Test func namedPatterns() throws {
        let monthFirst = try [#require(DatePattern("M/d/y H:m"))]
        #expect(parse("10/2/2017 10:56", monthFirst) == .success(.init(day: "2017-10-02", time: "10:56:00")))
        #expect(parse("13/2/2017 10:56", monthFirst) == .failure(.noSuchDay))
        let serial = try [#require(DatePattern("serial"))]
        #expect(parse("46348", serial) == .success(.init(day: "2026-11-22", time: nil)))
        #expect(parse("46348.75", serial) == .success(.init(day: "2026-11-22", time: "18:00:00")))
        #expect(parse("36526", serial) == .success(.init(day: "2000-01-01", time: nil)))
        for wrong in ["", "y-M", "yy-M-d", "y-M-d M", "y-M-d m", "ymmd", "y-M-d s", "hello", "yyyyMMMd"] { #expect(DatePattern(wrong) == nil) }
    }
}

@Suite struct PhoneTests {
    @Test(arguments: [
        ("13812345678", "13812345678"), ("138 1234-5678", "13812345678"), ("+86 138 1234 5678", "13812345678"), ("8613812345678", "13812345678"), ("１３８１２３４５６７８", "13812345678"),
        ("0571-88886666", "0571-88886666"), ("(010) 8888 6666", "010-88886666"), ("057188886666", "0571-88886666"), ("0571-88886666-801", "0571-88886666-801"),
        ("0571-8888666转12", "0571-8888666-12"), ("+86 571 8888 6666", "0571-88886666"), ("+86-10-88886666", "010-88886666"), ("021-88886666 ext. 7", "021-88886666-7"),
        ("400-800-1234", "4008001234"), ("18412345678-0123", "18412345678-0123"), ("0086 13912345678", "13912345678"), ("\u{202D}13812345678\u{202C}", "13812345678"),
    ])
    func normalised(_ text: String, _ want: String) {
        #expect(outcome { () throws(BadReason) in try PhoneCell.parse(text).text } == .success(want))
    }

    @Test(arguments: [
        ("1381234567", PhoneProblem.tooShort), ("12812345678", .notAPhone), ("138123456789", .notAPhone), ("88886666", .missingAreaCode), ("138****5678", .masked),
        ("13812345678/13912345678", .severalNumbers), ("13812345678 13912345678", .severalNumbers), ("电话没有", .notAPhone), ("1381234567890123", .tooLong), ("0571-88886666转", .notAPhone), ("010-1234567", .tooShort),
        ("138,\u{200D}12345678", .severalNumbers), ("138/\u{200D}12345678", .notAPhone), ("138,\u{301}12345678", .notAPhone), ("138**\u{301}5678", .notAPhone),
    ])
    func refused(_ text: String, _ problem: PhoneProblem) {
        #expect(outcome { () throws(BadReason) in try PhoneCell.parse(text).text } == .failure(.phone(problem)))
    }

    @Test func scientificNotationIsNamed() {
        #expect(outcome { () throws(BadReason) in try PhoneCell.parse("1.38123E+10").text } == .failure(.scientificNotation))
    }
}

@Suite struct CellTextTests {
    @Test func trimming() {
        #expect(CellText.trimmed("\u{FEFF}\u{3000} 按时交货\u{A0}\t\u{200B}") == "按时交货")
        #expect(CellText.trimmed("   ") == "")
        #expect(CellText.trimmed("'13812345678") == "'13812345678")
    }

    @Test func cleaning() throws {
        #expect(try Array(CellText.clean("e\u{301}", multiLine: false).unicodeScalars) == ["\u{E9}"])
        #expect(try CellText.clean("李\u{200B}\u{202E}四", multiLine: false) == "李四")
        #expect(try CellText.clean("一\r\n二\t三", multiLine: true) == "一 二 三")
        #expect(outcome { () throws(BadReason) in try CellText.clean("李\n四", multiLine: false) } == .failure(.controlCharacter(code: 10, index: 2)))
        #expect(outcome { () throws(BadReason) in try CellText.clean("李\u{1B}[2J", multiLine: true) } == .failure(.controlCharacter(code: 27, index: 2)))
        #expect(outcome { () throws(BadReason) in try CellText.clean("李\u{9B}", multiLine: true) } == .failure(.controlCharacter(code: 0x9B, index: 2)))
        #expect(try CellText.clean("👨‍👩‍👧", multiLine: true) == "👨‍👩‍👧")
    }
}
