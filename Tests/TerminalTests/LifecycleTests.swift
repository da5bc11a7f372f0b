import Foundation
import Testing

@Suite("The terminal is given back", .serialized)
struct LifecycleTests {
    /// The modes of the terminal before and after, with the size left out.
    private func expectSane(_ pane: TmuxPane, _ comment: Comment) throws {
        let after = try pane.wait(for: "after")
        let before = try pane.wait(for: "before")
        #expect(before == after, comment)
        #expect(after.contains(" echo ") && after.contains(" icanon "), comment)
        let flags = "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{mouse_sgr_flag} #{keypad_flag}"
        #expect(try pane.format(flags) == "0 1 0 0 0", comment)
    }

    private func run(_ mode: String) throws -> TmuxPane {
        try TmuxPane("stty -a > DIR/before; PROBE \(mode); echo $? > DIR/status; stty -a > DIR/.after; mv DIR/.after DIR/after")
    }

    @Test(arguments: [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT])
    func afterAFatalSignal(number: Int32) throws {
        let pane = try run("crash DIR \(number)")
        try expectSane(pane, "signal \(number)")
        #expect(pane.file("status") == "\(128 + number)\n")
        #expect(try pane.wait(for: "log").contains("fatal signal"))
    }

    @Test(arguments: ["trap", "overflow", "exit"])
    func afterASwiftTrapAStackOverflowAndExit(kind: String) throws {
        let pane = try run("crash DIR \(kind)")
        try expectSane(pane, "\(kind)")
        #expect((pane.file("status") == "0\n") == (kind == "exit"))
    }

    @Test(arguments: [SIGHUP, SIGTERM, SIGQUIT, SIGINT])
    func anEndingSignalIsAnEvent(number: Int32) throws {
        let pane = try run("events DIR mouse")
        let process = try #require(Int32(try pane.wait(for: "ready")))
        kill(process, number)
        try expectSane(pane, "signal \(number)")
        #expect(pane.file("events") == "terminate(signal: \(number))")
        #expect(pane.file("status") == "0\n")
    }

    @Test func aLostLineEndsTheProgram() throws {
        let pane = try TmuxPane("PROBE events DIR")
        try pane.wait(for: "ready")
        try pane.tmux("kill-server")
        try pane.wait(for: "end")
        #expect(pane.file("events")?.hasPrefix("terminate(signal: \(SIGHUP))") == true)
    }

    @Test func aHangingProgramEndsAtTheSecondRequest() throws {
        let pane = try run("stuck DIR")
        let process = try #require(Int32(try pane.wait(for: "ready")))
        kill(process, SIGTERM)
        try pane.wait("its end") {
            // The first request counts as unread only after a while.
            usleep(200_000)
            kill(process, SIGTERM)
            return pane.file("status")
        }
        try expectSane(pane, "stuck")
        #expect(pane.file("status") == "\(128 + SIGTERM)\n")
    }

    @Test func stoppingGivesTheScreenBackAndContinuingTakesIt() throws {
        // An interactive shell has job control, which stopping needs.
        let pane = try TmuxPane("cd DIR && exec env PS1='$ ' bash --norc --noprofile -i")
        try pane.wait("the prompt") { try pane.screen().contains { $0.hasPrefix("$") } ? true : nil }
        try pane.keys("\(TmuxPane.probePath) events . mouse", "Enter")
        let process = try #require(Int32(try pane.wait(for: "ready")))
        try pane.wait("the first picture") { try pane.screen().first?.hasPrefix("事件 0") == true ? true : nil }
        kill(process, SIGTSTP)
        try pane.wait("the shell") { try pane.screen().contains { $0.contains("Stopped") } ? true : nil }
        #expect(try pane.format("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
        try pane.keys("fg", "Enter")
        try pane.wait("the picture again") { try pane.screen().first?.hasPrefix("事件 2") == true ? true : nil }
        #expect(pane.file("events") == "suspendRequested\nresumed")
        #expect(try pane.format("#{alternate_on} #{mouse_any_flag}") == "1 1")
        // The uncatchable stop: the shell has put its own modes in place meanwhile.
        kill(process, SIGSTOP)
        try pane.wait("the shell") { try pane.format("#{pane_current_command}") == "bash" ? true : nil }
        try pane.keys("fg", "Enter")
        try pane.wait("the picture again") { try pane.screen().first?.hasPrefix("事件 3") == true ? true : nil }
        try pane.keys("x", "q")
        try pane.wait(for: "end")
        #expect(try #require(pane.file("events")).hasSuffix("input(Console.Input.text(\"x\"))\ninput(Console.Input.text(\"q\"))"))
    }

    @Test func keysPasteMouseAndResizeArriveAsEvents() throws {
        let pane = try TmuxPane("PROBE events DIR mouse")
        try pane.wait(for: "ready")
        try pane.keys("F5", "S-Up", "M-x", "C-a", "订")
        try pane.tmux("set-buffer", "粘贴\nq")
        try pane.tmux("paste-buffer", "-p", "-r")
        try pane.tmux("resize-window", "-x", "100", "-y", "30")
        try pane.wait("the resize") { pane.file("events")?.contains("resized") == true ? true : nil }
        try pane.keys("Escape")
        try pane.wait("the escape key") { pane.file("events")?.contains("escape") == true ? true : nil }
        try pane.wait("the new size") { try pane.screen().count == 30 ? true : nil }
        try pane.keys("q")
        try pane.wait(for: "end")
        let lines = try #require(pane.file("events"))
        for expected in [
            "function(5)", "key(Console.Key.up, Console.Modifiers(rawValue: 1))", "character(\"x\")", "character(\"a\")",
            "text(\"订\")", "paste(\"粘贴\\nq\")", "resized(rows: 30, columns: 100)",
        ] {
            #expect(lines.contains(expected), "\(expected) in \(lines)")
        }
    }

    @Test func backgroundMessagesWakeTheLoopInOrder() throws {
        let pane = try TmuxPane("PROBE events DIR background")
        #expect(try pane.wait(for: "received") == "in order")
        try pane.keys("q")
        try pane.wait(for: "end")
    }

    @Test(arguments: [
        ("env TERM=no-such-terminal PROBE open DIR", "unknownTerminal"),
        ("env -u TERM PROBE open DIR", "unknownTerminal"),
        ("env TERM=dumb PROBE open DIR", "unknownTerminal"),
        ("setsid -w PROBE open DIR", "noTerminal"),
    ])
    func aTerminalThatCannotBeUsedIsRefused(command: String, reason: String) throws {
        let pane = try TmuxPane(command)
        #expect(try pane.wait(for: "failure") == reason)
    }

    @Test func anotherLocaleDoesNotBlankChinese() throws {
        let pane = try TmuxPane("env LC_ALL=C PROBE events DIR")
        try pane.wait("Chinese") { try pane.screen().first == "事件 0" ? true : nil }
        let unknown = try TmuxPane("env LC_ALL=zh_XX.GBK PROBE events DIR")
        try unknown.wait("Chinese") { try unknown.screen().first == "事件 0" ? true : nil }
    }
}
