import Grid
import Storage

/// Keys typed before there is a list to judge them by.
extension ConsoleApp {
    /// Keeps a key that acts on a list which has not been read yet, and all keys behind it: they are answered in order once the list is there.
    func holds(_ input: Input) -> Bool {
        guard overlays.isEmpty, !isTooSmall, current.awaitsReading, let stroke = Stroke(input) else { return false }
        if stroke == .escape {
            guard !held.isEmpty else { return false }
            held = []
            say(text("input.heldDropped"))
            return true
        }
        if held.isEmpty {
            let ofPane = keys.applied(to: current.bindings()).contains { $0.strokes.contains(stroke) }
            let general = keys.applied(to: generalBindings()).contains { $0.strokes.contains(stroke) }
            if general, !ofPane { return false }
        } else if case .key(.character, let modifiers) = stroke, modifiers.contains(.control), keys.applied(to: generalBindings()).contains(where: { $0.isUniversal && $0.strokes.contains(stroke) }) {
            // Leaving and redrawing never wait.
            return false
        }
        held.append(input)
        say(text("input.held", ["n": .int(held.count)]))
        return true
    }

    /// Answers what waits, as far as the pane that it leads to has been read.
    func answerHeld() {
        while !held.isEmpty, !current.awaitsReading {
            message = nil
            answer(held.removeFirst())
        }
    }

    /// Another program holds the file: what is shown is read again by itself, and the complaint goes when it has been.
    func readAgainSoon(_ complaint: String) {
        guard !isReadingAgain else { return }
        isReadingAgain = true
        let mailbox = mailbox
        worker.run(after: Self.patience) {
            mailbox.post(
                Delivery { app in
                    app.isReadingAgain = false
                    if app.message?.text == complaint { app.message = nil }
                    app.reload()
                })
        }
    }

    /// Seconds after which a file that was held by another program is tried again.
    private static let patience = 1.0
}
