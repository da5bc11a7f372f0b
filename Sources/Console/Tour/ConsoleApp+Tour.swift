import Dispatching
import Grid
import Wording

extension ConsoleApp {
    /// Rows of the strip above the hints while a tour runs.
    var tourRows: Int { tour == nil ? 0 : 4 }

    /// Tells the tour what was done.
    func happened(_ event: String) {
        guard tour?.happened(event) == true else { return }
        if tour?.step == nil { endTour("tour.done") }
    }

    func startTour() {
        commandKeys = firstKeys
        tour = Tour()
        goTo(.today, .nothing)
    }

    var tourBindings: [Binding] {
        [
            Binding("tour.skip", [.control("n")], inHints: false, isUniversal: true) { [unowned self] in
                tour?.skip()
                if tour?.step == nil { endTour("tour.done") }
            },
            Binding("tour.end", [.key(.character("n"), .alt)], inHints: false, isUniversal: true) { [unowned self] in endTour("tour.ended") },
        ]
    }

    private func endTour(_ sentence: String) {
        tour = nil
        say(text(sentence), .good)
    }

    /// The strip: where one is, and what to do next.
    func drawTour(in region: Region) {
        guard let tour, let step = tour.step else { return }
        region.horizontalLine(row: 0)
        let values: [String: Value] = ["n": .int(tour.place + 1), "of": .int(Tour.steps.count)]
        region.put(" " + text("tour.place", values) + " ", row: 0, column: 2, style: Style(.accent, .bold))
        let ways = text("tour.ways", ["skip": .string(keyName("tour.skip")), "end": .string(keyName("tour.end"))])
        region.put(" " + ways + " ", row: 0, column: max(0, region.columns - region.ruler.width(of: ways) - 4), style: .dim)
        var names: [String: Value] = [:]
        for (place, command) in step.commands.enumerated() { names[place == 0 ? "key" : "key\(place + 1)"] = .string(keyName(command)) }
        let days = Tour.days(from: today, manual.calendar)
        (names["delivery"], names["install"]) = (.string("+\(days.delivery)"), .string("+\(days.install)"))
        for (row, line) in region.ruler.wrap(text("tour." + step.id, names), region.columns - 2).prefix(region.rows - 1).enumerated() {
            region.put(line, row: row + 1, column: 1)
        }
    }

    private func keyName(_ command: String) -> String { commandKeys[command] ?? "" }

    /// The first key of every command, wherever it works, as the person has it.
    private var firstKeys: [String: String] {
        let all = generalBindings() + tourBindings + panes.flatMap(\.catalogued) + specimens.flatMap { $0.surface.catalogued }
        return Dictionary(keys.applied(to: all).compactMap { binding in binding.strokes.first.map { (binding.id, $0.name) } }, uniquingKeysWith: { first, _ in first })
    }
}
