import Testing

@testable import Exchange

@Suite struct EncodingTests {
    @Test func utf8WithAndWithoutMark() throws {
        let plain = try TextEncodingGuess.decode(Array("单雅芳,𠅤".utf8))
        #expect(plain.encoding == .utf8)
        let marked = try TextEncodingGuess.decode([0xEF, 0xBB, 0xBF] + Array("单雅芳".utf8))
        #expect(marked.encoding == .utf8BOM)
        #expect(marked.string == "单雅芳")
        #expect(try TextEncodingGuess.decode([]).encoding == .utf8)
    }

    @Test func gbkAndFourByteGB18030() throws {
        // 订单 in GBK, and U+20164 in GB18030.
        let decoded = try TextEncodingGuess.decode([0xB6, 0xA9, 0xB5, 0xA5, 0x2C, 0x95, 0x32, 0x8A, 0x30, 0x0A])
        #expect(decoded.encoding == .gb18030)
        #expect(decoded.string.hasPrefix("订单,"))
        #expect(decoded.string.unicodeScalars.contains { $0.value > 0xFFFF })
    }

    @Test(arguments: TextEncoding.allCases)
    func roundTrip(_ encoding: TextEncoding) throws {
        let text = "订单号,客户\r\n1,单𠅤芳€\r\n2,缪𬱖\n"
        let bytes = try TextEncodingGuess.encode(Array(text.utf8), as: encoding)
        let back = try TextEncodingGuess.decode(bytes)
        #expect(back.encoding == encoding)
        #expect(back.string == text)
        #expect(back.original == bytes)
    }

    @Test func damagedUTF8IsNotReadAsGB18030() {
        var bytes = Array("订单号,客户姓名,联系电话\n一,单雅芳,二\n".utf8)
        bytes[bytes.count - 3] = 0x41  // the middle of 二
        #expect(throws: TextEncodingError(reason: .damaged(.utf8), offset: bytes.count - 4, position: TextPosition(line: 2, column: 7))) {
            try TextEncodingGuess.decode(bytes)
        }
    }

    @Test func neitherTellsWhere() throws {
        let bytes: [UInt8] = [0xB6, 0xA9, 0xB5, 0xA5, 0x0A, 0xB6, 0xA9, 0x2C, 0xFF, 0x20]
        let error = #expect(throws: TextEncodingError.self) { try TextEncodingGuess.decode(bytes) }
        #expect(error == TextEncodingError(reason: .unknownEncoding, offset: 8, position: TextPosition(line: 2, column: 3)))
    }

    @Test(arguments: [([0x50, 0x4B, 0x03, 0x04, 0] as [UInt8], TextEncodingError.Container.zip), ([0xD0, 0xCF, 0x11, 0xE0], .oldOffice),
        ([0x1F, 0x8B, 8], .gzip), ([0x41, 0x00, 0x42], .other)])
    func binaryFilesAreNamed(_ bytes: [UInt8], _ container: TextEncodingError.Container) {
        let error = #expect(throws: TextEncodingError.self) { try TextEncodingGuess.decode(bytes) }
        #expect(error?.reason == .binary(container))
    }

    @Test func brokenUTF16() {
        let odd: [UInt8] = [0xFF, 0xFE, 0x41, 0x00, 0x42]
        #expect(#expect(throws: TextEncodingError.self) { try TextEncodingGuess.decode(odd) }?.offset == 4)
        let lone: [UInt8] = [0xFE, 0xFF, 0x00, 0x41, 0xD8, 0x00, 0x00, 0x42]
        #expect(#expect(throws: TextEncodingError.self) { try TextEncodingGuess.decode(lone) }?.offset == 4)
    }

    @Test(arguments: [[0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xE4, 0xB8], [0x80]] as [[UInt8]])
    func strictUTF8(_ wrong: [UInt8]) {
        let bytes = Array("12345678a".utf8) + wrong
        #expect(bytes.withUnsafeBufferPointer { UTF8Scan.scan($0) }.firstError == 9)
    }
}
