import Console
import Grid
import Testing

@Suite("Key decoder")
struct KeyDecoderTests {
    private func decode(_ script: String) -> [Input] {
        var decoder = KeyDecoder()
        return decoder.feed(script.utf8) + decoder.flush()
    }

    @Test func textComesByCharacter() {
        #expect(decode("a派e\u{301}！📦") == [.text("a"), .text("派"), .text("e\u{301}"), .text("！"), .text("📦")])
    }

    @Test(arguments: ["派单📦é", "\u{1B}[1;5A\u{1B}OP派\u{1B}[200~贴\u{1B}q\u{1B}[201~x", "\u{1B}[<0;10;5M\u{1B}[15~订"])
    func anySplitOfTheBytesGivesTheSame(script: String) {
        let whole = decode(script)
        let bytes = Array(script.utf8)
        for cut in 1..<bytes.count {
            var decoder = KeyDecoder()
            let inputs = decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...]) + decoder.flush()
            #expect(inputs == whole)
        }
        var decoder = KeyDecoder()
        let single = bytes.flatMap { decoder.feed([$0]) } + decoder.flush()
        #expect(single == whole)
    }

    @Test func escapeAloneWaitsForItsDelay() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]) == [])
        #expect(decoder.waiting == .escape)
        #expect(decoder.flush() == [.key(.escape)])
        #expect(decoder.waiting == .nothing)
        #expect(decoder.feed([0x1B, 0x5B]) == [])
        #expect(decoder.waiting == .sequence)
        #expect(decoder.feed([0x41]) == [.key(.up)])
        #expect(decoder.feed([0xE6]) == [])
        #expect(decoder.waiting == .sequence)
    }

    @Test(arguments: [
        ("\u{1B}x", [Input.key(.character("x"), .alt)]),
        ("\u{1B}X", [.key(.character("x"), [.alt, .shift])]),
        ("\u{1B}\r", [.key(.enter, .alt)]),
        ("\u{1B}\u{7F}", [.key(.backspace, .alt)]),
        ("\u{1B}\u{1B}[A", [.key(.up, .alt)]),
        ("\u{1B}\u{1B}", [.key(.escape), .key(.escape)]),
        ("\u{1B}派", [.key(.escape), .text("派")]),
        ("\u{1B}[", [.key(.character("["), .alt)]),
        ("\u{1B}O", [.key(.character("O"), .alt)]),
    ])
    func escapeBeforeSomething(script: String, expected: [Input]) { #expect(decode(script) == expected) }

    @Test(arguments: [
        ("\r", Input.key(.enter)), ("\t", .key(.tab)), ("\u{7F}", .key(.backspace)), ("\u{08}", .key(.backspace)),
        ("\u{01}", .key(.character("a"), .control)), ("\u{1A}", .key(.character("z"), .control)),
        ("\0", .key(.character(" "), .control)), ("\u{1F}", .key(.character("_"), .control)),
        ("\u{1B}[A", .key(.up)), ("\u{1B}OA", .key(.up)), ("\u{1B}[1;5D", .key(.left, .control)),
        ("\u{1B}[1;2C", .key(.right, .shift)), ("\u{1B}[1;3B", .key(.down, .alt)), ("\u{1B}[5A", .key(.up, .control)),
        ("\u{1B}[a", .key(.up, .shift)), ("\u{1B}Oa", .key(.up, .control)),
        ("\u{1B}[H", .key(.home)), ("\u{1B}OF", .key(.end)), ("\u{1B}[1~", .key(.home)), ("\u{1B}[7~", .key(.home)),
        ("\u{1B}[4~", .key(.end)), ("\u{1B}[8~", .key(.end)), ("\u{1B}[2~", .key(.insert)), ("\u{1B}[3~", .key(.delete)),
        ("\u{1B}[3;5~", .key(.delete, .control)), ("\u{1B}[3^", .key(.delete, .control)), ("\u{1B}[3$", .key(.delete, .shift)),
        ("\u{1B}[5~", .key(.pageUp)), ("\u{1B}[6;3~", .key(.pageDown, .alt)), ("\u{1B}[Z", .key(.tab, .shift)),
        ("\u{1B}OP", .key(.function(1))), ("\u{1B}[11~", .key(.function(1))), ("\u{1B}[[A", .key(.function(1))),
        ("\u{1B}[[E", .key(.function(5))), ("\u{1B}[15~", .key(.function(5))), ("\u{1B}[1;2P", .key(.function(1), .shift)),
        ("\u{1B}[1;5R", .key(.function(3), .control)), ("\u{1B}O5S", .key(.function(4), .control)),
        ("\u{1B}[21~", .key(.function(10))), ("\u{1B}[24;2~", .key(.function(12), .shift)), ("\u{1B}[25~", .key(.function(13))),
        ("\u{1B}[13;5u", .key(.enter, .control)), ("\u{1B}[27;5;105~", .key(.character("i"), .control)),
        ("\u{1B}[97;2u", .text("a")), ("\u{1B}Oq", .text("1")), ("\u{1B}OM", .key(.enter)),
        ("\u{1B}[5;3R", .cursorReport(Position(row: 4, column: 2))),
    ])
    func keysInTheUsualDialects(script: String, expected: Input) { #expect(decode(script) == [expected]) }

    @Test func theAnswerForTheBackgroundIsNoText() {
        #expect(decode("\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\x") == [.backgroundReport(.dark), .text("x")])
        #expect(decode("\u{1B}]11;rgb:ff/ff/e0\u{7}x") == [.backgroundReport(.light), .text("x")])
        #expect(decode("\u{1B}]11;rgba:ffff/ffff/ffff/8080\u{7}") == [.backgroundReport(.light)])
        #expect(decode("\u{1B}]11;nonsense\u{7}x") == [.unknown(Array("\u{1B}]11;nonsense\u{7}".utf8)), .text("x")])
        var decoder = KeyDecoder()
        #expect(decoder.feed("\u{1B}]".utf8) == [] && decoder.flush() == [.key(.character("]"), .alt)])
        #expect(decoder.feed("\u{1B}]11;rgb:0/0".utf8) == [] && decoder.feed("/0\u{1B}".utf8) == [] && decoder.feed("\\".utf8) == [.backgroundReport(.dark)])
        #expect(Background(colorFGBG: "15;0") == .dark && Background(colorFGBG: "0;default;15") == .light && Background(colorFGBG: "x") == nil)
    }

    @Test func pasteIsOneInputWhateverItHolds() {
        #expect(decode("\u{1B}[200~第一行\rq\u{1B}[A\u{1B}\u{1B}[20\u{1B}[201~q") == [.paste("第一行\rq\u{1B}[A\u{1B}\u{1B}[20"), .text("q")])
        #expect(decode("\u{1B}[200~\u{1B}[201~") == [.paste("")])
        var decoder = KeyDecoder()
        #expect(decoder.feed("\u{1B}[200~没有结束".utf8) == [])
        #expect(decoder.waiting == .paste)
        #expect(decoder.flush() == [.paste("没有结束")])
        #expect(decoder.feed("\u{1B}[201~q".utf8) == [.text("q")])
    }

    @Test func aHugePasteIsCappedAndDoesNotSpoilWhatFollows() {
        var decoder = KeyDecoder()
        _ = decoder.feed("\u{1B}[200~".utf8)
        for _ in 0..<40 { #expect(decoder.feed([UInt8](repeating: 0x61, count: 65536)) == []) }
        let inputs = decoder.feed("\u{1B}[201~x".utf8)
        guard case .paste(let text) = inputs.first else { Issue.record("no paste"); return }
        #expect(text.utf8.count == KeyDecoder.pasteLimit)
        #expect(inputs.last == .text("x"))
    }

    @Test func mouse() {
        func event(_ kind: MouseEvent.Kind, _ button: MouseEvent.Button, _ row: Int, _ column: Int, _ modifiers: Modifiers = []) -> Input {
            .mouse(MouseEvent(kind: kind, button: button, position: Position(row: row, column: column), modifiers: modifiers))
        }
        #expect(decode("\u{1B}[<0;10;5M\u{1B}[<0;10;5m") == [event(.press, .left, 4, 9), event(.release, .left, 4, 9)])
        #expect(decode("\u{1B}[<2;300;5M") == [event(.press, .right, 4, 299)])
        #expect(decode("\u{1B}[<64;1;1M\u{1B}[<65;1;1M") == [event(.wheelUp, .none, 0, 0), event(.wheelDown, .none, 0, 0)])
        #expect(decode("\u{1B}[<32;2;3M\u{1B}[<35;2;3M") == [event(.drag, .left, 2, 1), event(.move, .none, 2, 1)])
        #expect(decode("\u{1B}[<20;2;3M") == [event(.press, .left, 2, 1, [.shift, .control])])
        #expect(decode("\u{1B}[M !!x") == [event(.press, .left, 0, 0), .text("x")])
    }

    @Test func nonsenseIsNoText() {
        #expect(decode("\u{1B}[?1;2cx") == [.unknown(Array("\u{1B}[?1;2c".utf8)), .text("x")])
        #expect(decode("\u{1B}[99~") == [.unknown(Array("\u{1B}[99~".utf8))])
        var decoder = KeyDecoder()
        #expect(decoder.feed([0xFF, 0x61, 0xC0, 0xE6, 0x61]) == [.unknown([0xFF]), .text("a"), .unknown([0xC0]), .unknown([0xE6]), .text("a")])
        let controls = decoder.feed([0xC2, 0x9B, 0xED, 0xA0, 0x80])
        #expect(controls.allSatisfy { if case .unknown = $0 { true } else { false } })
    }

    @Test func anyBytesAreSurvived() {
        var state: UInt64 = 42
        for _ in 0..<300 {
            var decoder = KeyDecoder()
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let alphabet: [UInt8] = [0x1B, 0x5B, 0x4F, 0x3B, 0x30, 0x39, 0x7E, 0x4D, 0x3C, 0x41, 0xE6, 0x9C, 0x24, 0x00, 0x75, 0xFF]
                _ = decoder.feed([alphabet[Int(state >> 60)]])
            }
            _ = decoder.flush()
            // A flush may leave the end of a chain of ESC, never more.
            while decoder.waiting != .nothing { _ = decoder.flush() }
        }
    }

    @Test func sequencesOfTheTerminalAreLearned() {
        var decoder = KeyDecoder()
        decoder.learn(Array("\u{1B}[57~".utf8), as: .function(11))
        decoder.learn(Array("\u{1B}?x".utf8), as: .home)
        decoder.learn([0x61], as: .end)
        #expect(decoder.feed("\u{1B}[57~a\u{1B}?".utf8) == [.key(.function(11)), .text("a")])
        #expect(decoder.feed("x".utf8) == [.key(.home)])
    }
}

@Suite("Command fold")
struct CommandFoldTests {
    @Test(arguments: zip(Array("？／：；，。ｑＱ１　！（）【"), Array("?/:;,.qQ1 !()[")))
    func fullWidthIsAscii(typed: Character, meant: Character) { #expect(CommandFold.fold(typed) == meant) }

    @Test func chineseTellsThatTheInputMethodIsOn() {
        #expect(CommandFold.fold("：ｑ") == .init(text: ":q", inputMethodOn: false))
        #expect(CommandFold.fold("派") == .init(text: "派", inputMethodOn: true))
        #expect(CommandFold.fold("ㄅ").inputMethodOn)
        #expect(!CommandFold.fold("é📦").inputMethodOn)
    }
}
