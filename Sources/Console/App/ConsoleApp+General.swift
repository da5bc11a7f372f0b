import Dispatching
import Grid
import Wording

extension ConsoleApp {
    /// The commands that work in every pane.
    func generalBindings() -> [Binding] {
        var list = [
            Binding("general.help", [.text("?"), .function(1)], isUniversal: true) { [unowned self] in openFinder(.help) },
            Binding("general.palette", [.text(":"), .function(10)]) { [unowned self] in openFinder(.palette) },
            Binding("general.find", [.control("p")]) { [unowned self] in present(FindDialog(context: self)) },
            Binding("general.undo", [.text("u"), .function(4), .control("z")]) { [unowned self] in perform(.undo) },
            Binding("general.redo", [.control("r")], inHints: false) { [unowned self] in perform(.redo) },
            Binding("general.quit", [.text("q"), .control("q"), .control("c")], isUniversal: true) { [unowned self] in quit() },
            Binding("general.reload", [.control("e")], inHints: false) { [unowned self] in reload() },
            Binding("general.redraw", [.control("l")], inHints: false, isUniversal: true) { [unowned self] in terminal?.invalidate() },
            Binding("general.language", [.function(12), .control("t")], inHints: false, isUniversal: true) { [unowned self] in switchLanguage() },
            Binding("general.mouse", [.control("g")], inHints: false) { [unowned self] in switchMouse() },
            Binding("general.doctor", [], inHints: false) { [unowned self] in checkUp() },
            Binding("general.suspend", [], inHints: false) { [unowned self] in suspend() },
        ]
        list.append(Binding("general.tour", [], inHints: false) { [unowned self] in startTour() })
        if tour != nil { list += tourBindings }
        return list + panes.map(paneBinding)
    }

    func paneBinding(_ pane: any Pane) -> Binding {
        let id = pane.id
        return Binding("pane.\(id)", [.text(Character(String(id.rawValue)))], inHints: false) { [unowned self] in goTo(id, .nothing) }
    }

    private func openFinder(_ mode: CommandFinder.Mode) {
        // Help on help would only stack.
        if overlays.last is CommandFinder { return }
        let commands = activeBindings
        present(CommandFinder(mode, commands: mode == .help ? commands + FixedKeys.of(top, beside: commands, self) : commands, context: self))
    }

    /// Takes effect at once and says so in both languages: whoever pressed it by mistake can read the way back.
    private func switchLanguage() {
        wording = Wording(wording.language == .zh ? .en : .zh)
        let other = Wording(wording.language == .zh ? .en : .zh)
        say(wording("general.languageIs") + " / " + other("general.languageWas"))
        reload()
    }

    private func checkUp() {
        let isTraining = options.isTraining, now = now
        load("doctor", { desk in
            Surroundings.read(path: desk.store.path, store: desk.store, problem: nil, now: now, isTraining: isTraining)
        }) { [weak self] found in
            guard let self else { return }
            let ruler = terminal?.ruler ?? .standard
            var found = found
            found.isTerminal = true
            (found.rows, found.columns, found.colours) = (size.rows, size.columns, terminal?.colours ?? found.colours)
            tell(title: text("doctor.title"), Doctor(found).text(wording) + "\n\n" + text("doctor.widths.used", ["n": .int(ruler.ambiguous.rawValue)]) + "\n\n" + WidthRuler(ruler).text(wording))
        }
    }

    private func switchMouse() {
        guard let terminal else { return }
        terminal.setMouse(!terminal.mouseIsOn)
        say(text(terminal.mouseIsOn ? "general.mouseOn" : "general.mouseOff"))
    }
}
