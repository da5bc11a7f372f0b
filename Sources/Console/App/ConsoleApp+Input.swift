import Grid

extension ConsoleApp {
    func handle(_ input: Input) {
        message = nil
        if !holds(input) { answer(input) }
    }

    func answer(_ input: Input) {
        if isTooSmall {
            handleTooSmall(input)
            return
        }
        if case .mouse(let event) = input, handleMouse(event) { return }
        let top = top
        if top.wantsText {
            if top.handle(input) || dispatch(input) { return }
        } else {
            if case .paste = input {
                say(text("input.pasteNowhere"), .warn)
                return
            }
            if dispatch(input) || top.handle(input) { return }
        }
        explainUnused(input)
    }

    /// Runs the command that listens to this key, or says why it cannot run.
    func dispatch(_ input: Input) -> Bool {
        guard let stroke = Stroke(input), let binding = activeBindings.first(where: { $0.strokes.contains(stroke) }) else { return false }
        // Esc that has nothing to leave in its pane leads back to where the last jump came from.
        if stroke == .escape, !binding.isEnabled, overlays.isEmpty, goBack() { return true }
        run(binding)
        return true
    }

    func run(_ binding: Binding) {
        if let reason = binding.reason {
            say(text(reason), .warn)
        } else {
            binding.action()
            happened(binding.id)
        }
    }

    /// Those of the top surface first; above a pane all general ones, above an overlay only a few.
    var activeBindings: [Binding] {
        keys.applied(to: commands)
    }

    private var commands: [Binding] {
        guard !overlays.isEmpty else { return current.bindings() + generalBindings() }
        // A letter typed into a dialog by mistake must not end the program.
        let universal = generalBindings().filter(\.isUniversal).map { $0.withoutLetters() }
        return top.bindings() + universal
    }

    /// Chinese in the place of a command means that an input method swallows the keys; anything else gets a way out.
    private func explainUnused(_ input: Input) {
        switch input {
        // Esc leads back to where the last jump came from.
        case .key(.escape, _) where overlays.isEmpty: _ = goBack()
        case .text(let character) where CommandFold.isChinese(character): say(text("input.methodOn"), .warn)
        case .text, .key: say(text("input.unused"))
        default: break
        }
    }

    private func handleTooSmall(_ input: Input) {
        switch Stroke(input) {
        case .text("q"), .control("q"), .control("c"): quit()
        default: break
        }
    }

    private func handleMouse(_ event: MouseEvent) -> Bool {
        guard event.kind == .press, event.button == .left else { return false }
        if event.position.row == size.rows - 2, let hit = hintPlaces.first(where: { $0.0.contains(event.position.column) }) {
            run(hit.1)
            return true
        }
        if event.position.row == 1, overlays.isEmpty, let hit = tabPlaces.first(where: { $0.0.contains(event.position.column) }) {
            goTo(hit.1, .nothing)
            return true
        }
        return false
    }
}
