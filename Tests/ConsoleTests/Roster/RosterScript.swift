import Desk
import Dispatching
import Grid
import Wording

@testable import Console

/// The board in the real console, without a terminal: keys go in, the picture comes out; background work is done when a key returns.
@MainActor
final class RosterScript {
    let shop: RosterShop
    let app: ConsoleApp
    let pane: RosterPane
    var rows = 24
    var columns = 80

    init(_ shop: RosterShop, language: Language = .zh) throws {
        self.shop = shop
        var options = ConsoleApp.Options()
        options.language = language
        options.isTraining = true
        try shop.desk.rollIfNeeded()
        app = try ConsoleApp(desk: shop.desk, options: options, worker: ImmediateWorker(), waker: Waker())
        pane = RosterPane(app)
        // The same plan on every machine: no clock, one thread.
        pane.limits = RunSolver.Limits(seconds: 600, iterations: 1_500, threads: 1)
        app.panes = [pane]
        app.currentIndex = 0
        app.start()
        app.deliver()
    }

    func press(_ strokes: Stroke...) {
        for stroke in strokes {
            switch stroke {
            case .text(let character): app.handle(Input.text(character))
            case .key(let key, let modifiers): app.handle(Input.key(key, modifiers))
            }
            app.deliver()
        }
    }

    func type(_ text: String) { for character in text { press(.text(character)) } }

    /// Elsewhere: another desk changed something and this one has noticed.
    func refresh() {
        app.reload()
        app.deliver()
    }

    var grid: Grid {
        let canvas = Canvas(rows: rows, columns: columns)
        _ = app.draw(in: canvas.region)
        return canvas.grid
    }

    var screen: String { grid.text }
    var run: CaseRecord? { pane.run }
    var plan: RunPlan? { pane.board?.table }
    var message: String { app.message?.text ?? "" }

    func select(_ visit: String) { pane.cursor.select(visit: visit) }
    func crew(of visit: String) -> String? { plan?.plan.place(of: visit)?.crew }

    /// The first visit of a crew that another crew has the skills for, so that moving it breaks no rule but what the test is about.
    func visit(on crew: String, doableBy other: String) -> String? {
        guard let problem = pane.board?.input.problem, let skills = problem.crews.first(where: { $0.id == other })?.skills else { return nil }
        return plan?.plan.routes[crew]?.first { visit in problem.jobs.first { $0.id == visit }?.skills.isSubset(of: skills) == true }
    }

    func reason(_ binding: String) -> String? { pane.bindings().first { $0.id == binding }?.reason }

    /// Chooses a crew in the open menu by its place in the list.
    func choose(_ crew: String) {
        let index = pane.layout?.crews.firstIndex { $0.crew == crew } ?? 0
        press(.text(Character(String(index + 1))), .enter)
    }

    /// Confirms the open question that wants more than Enter.
    func yes() { press(.function(2)) }
}
