import Dispatching
import Glibc
import Grid
import Storage

extension ConsoleApp {
    /// Opens the terminal and runs until the person leaves.
    ///
    /// - Returns: the exit code: 0, or 128 + the ending signal.
    /// - Throws: `Terminal.OpenFailure`.
    public func run() throws -> Int32 {
        let terminal = try Terminal.open(options.terminal, waker: waker)
        self.terminal = terminal
        defer {
            terminal.close()
            self.terminal = nil
        }
        terminal.askTerminal(asksBackground: options.asksBackground)
        size = terminal.size
        start()
        var idle = IdleFile()
        var isCalled = true
        while ending == nil {
            // Minutes that count up by themselves would be read out again and again.
            if isCalled || !isAccessible { present(on: terminal) }
            if pending == 0 { idle?.rest() }
            let events = terminal.nextEvents(timeout: timeUntilNextMinute)
            isCalled = !events.isEmpty
            if isCalled { idle?.stir() }
            for event in events where ending == nil { handle(event) }
            if isCalled || !isAccessible { tickIfDue() }
        }
        worker.finish()
        return ending ?? 0
    }

    private var timeUntilNextMinute: Duration { .seconds(60 - now.seconds % 60) }

    private func present(on terminal: Terminal) {
        let canvas = terminal.makeCanvas()
        let focus = draw(in: canvas.region)
        let typing = top.wantsText && !isTooSmall
        terminal.present(canvas.grid, caret: typing ? focus : nil, focus: focus)
    }

    func handle(_ event: Event) {
        switch event {
        case .input(.cursorReport(let position)): _ = terminal?.learnAmbiguousWidth(from: position)
        case .input(.backgroundReport(let background)): terminal?.learnBackground(background)
        case .input(let input): handle(input)
        case .resized(let rows, let columns): size = (rows, columns)
        case .suspendRequested: suspend()
        case .resumed: reload()
        case .terminate(let signal):
            keepDrafts()
            ending = 128 + signal
        case .wake: deliver()
        }
    }

    /// Everything may have changed while the process was stopped.
    func suspend() {
        terminal?.suspend()
        if let terminal { size = terminal.size }
        reload()
    }

    /// The last thing before an end that nobody chose. Runs here and not on the worker: there is no later.
    func keepDrafts() {
        for overlay in overlays {
            guard let unsaved = overlay.unsaved else { continue }
            // A failure cannot be shown any more.
            try? desk.store.write { try $0.keepDraft(person: person.login, key: unsaved.key, answers: unsaved.answers, at: now) }
        }
    }

    func quit() {
        keepDrafts()
        ending = 0
    }
}
