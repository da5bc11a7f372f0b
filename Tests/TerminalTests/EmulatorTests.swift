import Foundation
import Testing

@Suite("Against a real terminal emulator", .serialized)
struct EmulatorTests {
    /// Every cell of seeded random frames, drawn over one another, arrives where the grid has it.
    @Test(arguments: zip(1...9, ["tmux-256color", "xterm-256color", "screen", "xterm-mono", "vt100", "linux", "tmux-256color", "screen", "vt220"]))
    func picturesArriveCellByCell(seed: Int, terminal: String) throws {
        let batches = 6
        let pane = try TmuxPane(
            "PROBE frames DIR \(seed) \(batches)", columns: seed % 3 == 0 ? 80 : 60 + seed % 3, rows: 20,
            environment: ["TERM": terminal])
        for batch in 0..<batches {
            var expected = try pane.wait(for: "frame-\(batch)").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let caret = expected.removeLast()
            var shown: [String] = []
            // Its lower right corner cannot hold wide characters.
            let compared = terminal == "xterm-mono" ? 19 : 20
            let equal = try? pane.wait("the picture", seconds: 3) {
                shown = try pane.screen()
                return shown.prefix(compared) == expected.prefix(compared) ? true : nil
            }
            if equal == nil {
                for (row, pair) in zip(expected, shown).enumerated() where pair.0 != pair.1 {
                    Issue.record("\(terminal), batch \(batch), row \(row):\nexpected \(pair.0)\nshown    \(pair.1)")
                }
                #expect(expected.count == shown.count)
            }
            #expect(try pane.format("#{cursor_y} #{cursor_x} #{cursor_flag}") == caret + " 1")
            try pane.keys("n")
        }
        try pane.wait(for: "end")
    }

    /// Not a byte is sent while nothing changes, and a change sends its row whole and no other.
    @Test func onlyChangedRowsAreSent() throws {
        let pane = try TmuxPane("PROBE idle DIR", columns: 40, rows: 10)
        try pane.wait(for: "ready")
        try pane.wait("the picture") { try pane.screen().last == String(repeating: "字", count: 20) ? true : nil }
        try pane.tmux("pipe-pane", "-O", "cat >> '\(pane.folder)/bytes'")
        try pane.wait(for: "bytes")
        try pane.keys("n")
        try pane.wait(for: "same")
        try pane.keys("n")
        try pane.wait(for: "changed")
        let sent = try pane.wait("the row") { pane.file("bytes").flatMap { $0.isEmpty ? nil : $0 } }
        #expect(sent.filter { $0 == "字" }.count == 19, "\(sent.debugDescription)")
        #expect(sent.filter { $0 == "变" }.count == 1)
        #expect(try pane.screen()[5] == "字字字字字变字字字字字字字字字字字字字字")
        #expect(try pane.format("#{cursor_y} #{cursor_x}") == "3 4")
    }

    /// With two columns for ambiguous characters each is placed by itself: tmux, which gives them one, shows the next
    /// character where the grid has it. The measurement finds out about tmux.
    @Test func ambiguousCharactersArePlacedOneByOne() throws {
        let pane = try TmuxPane("PROBE ambiguous DIR", columns: 40, rows: 10)
        try pane.wait(for: "ready")
        try pane.wait("the picture") { try pane.screen()[1] == "  “ 派单” — — ※" ? true : nil }
        #expect(try pane.screen()[2] == "ok")
        #expect(try pane.format("#{cursor_y} #{cursor_x}") == "2 2")
        try pane.keys("n")
        #expect(try pane.wait(for: "measured") == "1")
    }
}
