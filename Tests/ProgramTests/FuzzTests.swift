import Foundation
import Testing

/// Anything may come in at the keyboard: a cat, a stuck key, a paste from the web, a line that drops bytes.
/// `make test` sends a million of them, half from each seed, `swift test` by itself fewer (`PAIDAN_FUZZ_BYTES`).
@Suite struct FuzzTests {
    private static let bytes = ProcessInfo.processInfo.environment["PAIDAN_FUZZ_BYTES"].flatMap { Int($0) } ?? 20_000

    /// Seeded: a finding can be seen again.
    struct Dice {
        private var state: UInt64
        init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

        mutating func below(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(truncatingIfNeeded: (state >> 16) % UInt64(bound))
        }
    }

    private static let keys: [String] = [
        "\r", "\t", "\u{1B}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[H", "\u{1B}[F", "\u{1B}[Z", "\u{1B}[3~", "\u{7F}",
        "\u{1B}OP", "\u{1B}OQ", "\u{1B}OR", "\u{1B}OS", "\u{1B}[15~", "\u{1B}[17~", "\u{1B}[18~", "\u{1B}[19~", "\u{1B}[20~", "\u{1B}[21~", "\u{1B}[24~", "\u{10}", "\u{15}", "\u{1A}", "\u{12}",
        "\u{1B}v", "\u{1B}o", "/", ":", "?", "\u{1B}[<0;20;8M", "\u{1B}[<64;20;8M", "\u{1B}[<0;1;1m", "\u{1B}[5;3R", "\u{1B}]11;rgb:0/0/0\u{7}",
    ]
    /// What a text must not do to the terminal that shows it.
    private static let traps: [String] = [
        "\u{1B}]0;PWNED\u{7}", "\u{1B}[2J", "\u{9B}31m", "\u{1B}P1$r\u{1B}\\", "\u{1B}c", "\u{202E}abc", "\u{8}\u{8}\u{8}", "\u{1B}[20t", "\r\n\u{1B}[6n", "\u{E000}\u{FFFF}", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧",
        "\u{0}\u{1}\u{2}", "尉迟𬱖\u{20DD}",
    ]

    private func chunk(_ dice: inout Dice) -> [UInt8] {
        switch dice.below(20) {
        case 0..<6: (0...dice.below(12)).map { _ in UInt8(0x20 + dice.below(0x5F)) }
        case 6..<11: Array(Self.keys[dice.below(Self.keys.count)].utf8)
        case 11..<14: (0...dice.below(24)).map { _ in UInt8(dice.below(256)) }
        case 14..<17: (0...dice.below(6)).flatMap { _ in Array(String(Unicode.Scalar(UInt32([0x4E00, 0x300, 0x2000, 0x20000, 0x1F300, 0x80][dice.below(6)] + dice.below(0x100))) ?? " ").utf8) }
        default: Array("\u{1B}[200~\(Self.traps[dice.below(Self.traps.count)])\(Self.traps[dice.below(Self.traps.count)])\u{1B}[201~".utf8)
        }
    }

    @Test("whatever bytes come in, nothing crashes, no escape goes from a text to the terminal, and the file stays whole", arguments: [1, 2])
    func bytes(seed: Int) throws {
        let folder = try Folder()
        let db = folder.path("shop.db")
        let now = "2026-11-17T15:05"
        #expect(try Program.paidan(["init", "--owner", "demo"], db: db, now: "2026-11-16T08:30").status == 0)
        #expect(try Program.paidan(["crew", "add", "送1组", "--kind", "delivery", "--leader", "王师傅", "--phone", "13800000001"], db: db, now: now).status == 0)
        for n in 1...8 {
            let order = ["order", "add", "HT\(n)", "customer=尉迟𬱖\(n)", "phone=1391111222\(n)", "address=人民路\(n)号"]
            #expect(try Program.paidan(order, db: db, now: now).status == 0)
        }
        func start() throws -> Pty {
            let pty = try Pty(
                [Program.path("paidan"), "--db", db, "--as", "demo", "--now", now, "--lang", "zh"], folder: folder.url.path,
                environment: ["LANG": "C.UTF-8", "TERM": "xterm-256color", "HOME": folder.url.path, "PATH": "/usr/bin:/bin"])
            #expect(pty.wait(60) { String(decoding: $0, as: UTF8.self).contains("Enter") }, "no first picture")
            return pty
        }
        var dice = Dice(seed), pty = try start(), check = OutputCheck(), sent = 0
        // Leaving is no crash, but a thousand starts would take the time. The lists of all commands lead out too: they are opened in one of ten stretches.
        let leave: Set<UInt8> = [UInt8(ascii: "q"), 0x03, 0x11]
        let lists: Set<UInt8> = [UInt8(ascii: "?"), UInt8(ascii: ":")]
        let listKeys = Set(["\u{1B}OP", "\u{1B}[21~"].map { Array($0.utf8) })
        while sent < Self.bytes / 2 {
            let opensLists = dice.below(10) == 0
            let bytes = (0..<20).flatMap { _ in
                let chunk = chunk(&dice)
                return opensLists || !listKeys.contains(chunk) ? chunk.filter { !leave.contains($0) && (opensLists || !lists.contains($0)) } : []
            }
            sent += bytes.count
            let isAlive = pty.send(bytes)
            check.feed(pty.output)
            pty.forget()
            guard !isAlive else { continue }
            #expect(pty.ending == 0, "seed \(seed), after \(sent) bytes: status \(pty.ending ?? -1)")
            guard pty.ending == 0 else { break }
            pty = try start()
            check = OutputCheck()
        }
        #expect(sent >= Self.bytes / 2)
        // It still answers: out of whatever is open, to the list of all commands.
        pty.wait(2) { _ in false }
        pty.forget()
        for _ in 0..<6 { _ = pty.send("\u{1B}") ; pty.wait(0.3) { _ in false } }
        pty.forget()
        _ = pty.send("\u{C}")
        // A sheet says Enter or Esc, a pane how to its help and its commands, whatever else it can do.
        #expect(
            pty.wait(60) { bytes in ["Enter", "Esc", "? 帮助"].contains { String(decoding: bytes, as: UTF8.self).contains($0) } },
            "no picture any more: \(String(decoding: pty.output.suffix(2000), as: UTF8.self).debugDescription)")
        check.feed(pty.output)
        #expect(check.offences.isEmpty, "\(check.offences.prefix(5))")
        kill(pty.pid, SIGTERM)
        pty.wait(60) { _ in false }
        #expect(pty.ending == 128 + SIGTERM, "\(pty.ending ?? -1)")
        let after = try Program.paidan(["check"], db: db)
        #expect(after.status == 0, "\(after.output)")
    }
}
