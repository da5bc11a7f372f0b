import Console
import Foundation
import Grid

/// A program for the tests of the terminal layer, run inside tmux: `TerminalProbe <mode> <folder> [arguments]`. It tells
/// how far it is by files in the folder, so that tests wait on facts.
@main
@MainActor
struct Probe {
    let folder: String

    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { exit(64) }
        let probe = Probe(folder: arguments[2])
        let rest = Array(arguments.dropFirst(3))
        switch arguments[1] {
        case "frames": probe.frames(rest)
        case "events": probe.events(rest)
        case "crash": probe.crash(rest)
        case "stuck": probe.stuck()
        case "idle": probe.idle()
        case "ambiguous": probe.ambiguous()
        case "open": probe.openOnly()
        default: exit(64)
        }
    }

    func tell(_ name: String, _ text: String = "") {
        let temporary = folder + "/." + name
        guard (try? text.write(toFile: temporary, atomically: false, encoding: .utf8)) != nil else { exit(74) }
        rename(temporary, folder + "/" + name)
    }

    func open(_ change: (inout Terminal.Options) -> Void = { _ in }) -> Terminal {
        var options = Terminal.Options()
        options.logPath = folder + "/log"
        change(&options)
        do {
            return try Terminal.open(options)
        } catch {
            tell("failure", "\(error)")
            exit(69)
        }
    }

    /// Until `n` comes; the end of the pane ends the probe.
    func waitForKey(_ terminal: Terminal) {
        while true {
            let events = terminal.nextEvents(timeout: .seconds(60))
            if events.contains(.input(.text("n"))) { return }
            if events.isEmpty || events.contains(.terminate(signal: SIGHUP)) { exit(1) }
        }
    }

    /// Opens and closes: for the failures.
    func openOnly() {
        let terminal = open()
        terminal.close()
        tell("opened")
    }

    /// Draws seeded random frames over one another; after each batch tells its picture and waits for a key.
    func frames(_ arguments: [String]) {
        var random = SeededRandom(seed: UInt64(arguments[0]) ?? 1)
        let batches = Int(arguments[1]) ?? 1
        let terminal = open()
        let canvas = terminal.makeCanvas()
        for batch in 0..<batches {
            for _ in 0..<6 {
                RandomFrame.scribble(on: canvas.region, using: &random)
                terminal.present(canvas.grid)
            }
            let caret = Position(row: Int.random(in: 0..<canvas.grid.rows, using: &random), column: 5)
            terminal.present(canvas.grid, caret: caret)
            tell("frame-\(batch)", canvas.grid.text + "\n\(caret.row) \(caret.column)")
            waitForKey(terminal)
        }
        terminal.close()
        tell("end")
    }

    /// Writes down every event; ends at `q`, stops when asked.
    func events(_ arguments: [String]) {
        let terminal = open { $0.mouse = arguments.contains("mouse") }
        var log: [String] = []
        func show() {
            let canvas = terminal.makeCanvas()
            canvas.region.put("事件 \(log.count)", row: 0)
            // The file first: who sees the picture may rely on it.
            tell("events", log.joined(separator: "\n"))
            terminal.present(canvas.grid, caret: Position(row: 0, column: 0))
        }
        show()
        tell("ready", "\(getpid())")
        if arguments.contains("background") {
            let mailbox = Mailbox<Int>(waker: terminal.waker)
            Thread { for number in 1...100 { mailbox.post(number) } }.start()
            var received: [Int] = []
            while received.count < 100 {
                if terminal.nextEvents(timeout: .seconds(10)).contains(.wake) { received += mailbox.takeAll() }
            }
            tell("received", received == Array(1...100) ? "in order" : "mixed")
        }
        while true {
            let events = terminal.nextEvents(timeout: .seconds(60))
            if events.isEmpty { exit(1) }
            for event in events {
                log.append("\(event)")
                switch event {
                case .suspendRequested: terminal.suspend()
                case .terminate, .input(.text("q")):
                    terminal.close()
                    tell("events", log.joined(separator: "\n"))
                    tell("end")
                    exit(0)
                default: break
                }
            }
            show()
        }
    }

    /// Ends in the way that the argument names.
    func crash(_ arguments: [String]) {
        let terminal = open { $0.mouse = true }
        let canvas = terminal.makeCanvas()
        canvas.region.fill(nil, "字", style: .bad)
        terminal.present(canvas.grid)
        tell("ready")
        switch arguments.first ?? "" {
        case "trap":
            let numbers = arguments.map(\.count)
            _ = numbers[arguments.count + 3]
        case "exit": exit(0)
        case "overflow": print(deeper(0))
        case let number: raise(Int32(number) ?? 0)
        }
    }

    private func deeper(_ depth: Int) -> Int { depth < 0 ? 0 : deeper(depth + 1) + (depth & 1) }

    /// Presents one picture again and again.
    func idle() {
        let terminal = open()
        let canvas = terminal.makeCanvas()
        canvas.region.fill(nil, "字")
        let caret = Position(row: 3, column: 4)
        terminal.present(canvas.grid, caret: caret)
        tell("ready")
        waitForKey(terminal)
        for _ in 0..<100 {
            _ = terminal.nextEvents(timeout: .milliseconds(1))
            terminal.present(canvas.grid, caret: caret)
        }
        tell("same")
        waitForKey(terminal)
        canvas.region.put("变", row: 5, column: 10, style: .bad)
        terminal.present(canvas.grid, caret: caret)
        tell("changed")
        waitForKey(terminal)
        terminal.close()
    }

    /// A terminal said to draw ambiguous characters two columns wide; tells what was measured.
    func ambiguous() {
        let terminal = open { $0.ruler = Ruler(ambiguous: .two) }
        let canvas = terminal.makeCanvas()
        canvas.region.put("“派单”——※", row: 1, column: 2, style: .accent)
        canvas.region.put("ok", row: 2)
        terminal.present(canvas.grid, caret: Position(row: 2, column: 2))
        tell("ready")
        waitForKey(terminal)
        tell("measured", "\(terminal.measureAmbiguousWidth().map { $0.rawValue } ?? 0)")
        terminal.close()
    }

    /// Never looks at its events: a program that hangs.
    func stuck() {
        let terminal = open()
        terminal.present(terminal.makeCanvas().grid)
        tell("ready", "\(getpid())")
        for _ in 0..<60 { sleep(1) }
    }
}
