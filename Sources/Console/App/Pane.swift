import Desk
import Dispatching
import Grid
import Wording

/// The panes of the console, with the digit that shows each. The numbers are fixed: a hand remembers them.
public enum PaneID: Int, Hashable, Sendable, CaseIterable {
    case today = 1
    case orders, roster, tickets, parcels, callbacks, outbox, supervisor, setup

    /// `pane.today`: the word on the tab.
    var titleKey: String { "pane.\(self)" }
}

/// What a pane is asked to show when another place jumps to it.
public enum Route: Hashable, Sendable {
    case nothing
    case record(CaseID)
    /// The run of a kind (`.deliveryRun`, `.installRun`) for the visits of that day.
    case run(CaseKind, LocalDay)
    /// The same, and a proposal is wanted at once: the run was missed.
    case catchUp(CaseKind, LocalDay)
    /// What a monitor, by its code, finds when it is looked at on that day.
    case monitor(String, LocalDay)
}

/// Something that draws itself and answers keys: a pane, a dialog, a form.
///
/// Input goes to `bindings()` first and then to `handle`; while `wantsText` is true it is the other way round, so that
/// a field gets its letters. Nothing here may touch the file: read through `AppContext.load`, change through `perform`.
@MainActor
protocol Surface: AnyObject {
    /// The commands that work here now; the hint line, help and the palette are made of them.
    func bindings() -> [Binding]

    /// Draws into a blank region. Returns the caret (when `wantsText`) or the focused row, where the hidden cursor waits.
    func draw(in region: Region) -> Position?

    /// Takes input that is no binding: arrows, text, the mouse (positions are those of the whole screen).
    func handle(_ input: Input) -> Bool

    /// Commands that `bindings` holds only at times (while a filter is typed, in another view): for the list of all keys.
    func occasionalBindings() -> [Binding]

    /// A text field has the focus: letters and pastes belong to it.
    var wantsText: Bool { get }
}

extension Surface {
    var wantsText: Bool { false }
    func handle(_ input: Input) -> Bool { false }
    func bindings() -> [Binding] { [] }
    func occasionalBindings() -> [Binding] { [] }
}

/// One of the numbered views. A pane is made with its `AppContext` (held unowned) and lives as long as the app.
@MainActor
protocol Pane: Surface {
    var id: PaneID { get }

    /// Reads anew what the pane shows. Called when it is shown, after own writes, and when another desk has written;
    /// selection, marks and scroll must stay by key (`ListState.refresh`).
    func reload()

    /// Somebody jumped here; comes before `reload`.
    func show(_ route: Route)

    /// A minute has passed: times that are shown relative to now may read otherwise.
    func tick()

    /// What the pane shows has not been read yet, or not since a jump: keys that act on it wait (`ConsoleApp.holds`).
    var awaitsReading: Bool { get }

    /// For the status line while there is no message: how many, which place, how many marked.
    var status: String { get }
}

extension Pane {
    var awaitsReading: Bool { false }
    func show(_ route: Route) {}
    func tick() {}
    var status: String { "" }
}

/// Something above the pane: dialog, form, menu, help. It takes all input until `AppContext.dismiss` is called on it.
@MainActor
protocol Overlay: Surface {
    /// What must survive a hang-up, under its key: the answers typed so far.
    var unsaved: (key: String, answers: [String: Value])? { get }
}

extension Overlay {
    var unsaved: (key: String, answers: [String: Value])? { nil }
}

/// How a message on the status line is meant.
enum Tone: Sendable {
    case plain, good, warn
}

/// What panes may ask of the application. All of it is called on the main actor and returns at once.
@MainActor
protocol AppContext: AnyObject {
    var person: Person { get }
    var wording: Wording { get }
    /// The person's own keys.
    var keys: KeyMap { get }
    /// The playbook and calendar as of the last reading.
    var manual: Manual { get }
    /// The desk's clock: real time, or that of a training day.
    var now: Instant { get }
    /// For whom the person does the work today, as of the last reading.
    var standIn: Presence.StandIn { get }

    /// The screen is read aloud: one thing a line, and nothing that changes by itself.
    var isAccessible: Bool { get }

    /// What the person has arranged for themselves, at whatever desk; `nil`: nothing yet.
    func habit(_ name: String) -> Value?

    /// Keeps it; at once here, and in the file for the next time.
    func keepHabit(_ name: String, _ value: Value?)

    /// Reads them again after a form has written one.
    func rereadHabits()

    /// Reads in the background. Only the newest request of a key is answered; errors go to the status line.
    ///
    /// - Parameter seconds: how long a hand may rest before it is worth reading; a newer request within that time replaces this one.
    func load<T: Sendable>(
        _ key: String, after seconds: Double, _ read: @escaping @Sendable (Desk) throws -> T, then: @escaping @MainActor (T) -> Void)

    /// Carries a command out in the background. What it did is said on the status line and the pane is reloaded; a
    /// refusal opens a dialog.
    func perform(_ command: Command, then: @escaping @MainActor (Outcome) -> Void)

    /// The same for work that judges its own failures: a form keeps the input, a bulk action counts.
    func attempt<T: Sendable>(
        _ work: @escaping @Sendable (Desk) throws -> T, then: @escaping @MainActor (Result<T, any Error>) -> Void)

    /// Long work on a thread of its own behind a progress dialog; Esc cancels it.
    /// A thrown error opens a dialog, except `CancellationError`, which is said on the status line.
    func runLong<T: Sendable>(
        title: String, _ work: @escaping @Sendable (Desk, LongWork) throws -> T, then: @escaping @MainActor (T) -> Void)

    /// Something that a tour may wait for.
    func happened(_ event: String)

    func present(_ overlay: any Overlay)
    func dismiss(_ overlay: any Overlay)

    /// Opens the form of a request: prefilled, validated while typing, saved by the request's own action.
    func openForm(_ request: FormRequest)

    /// A yes-or-no question; `isDanger` asks for a key that is not Enter.
    func confirm(title: String, message: String, isDanger: Bool, then: @escaping @MainActor () -> Void)

    /// A list to choose one of; items with a reason are shown dim and cannot be chosen.
    ///
    /// - Parameter start: the item to begin at; nil: the first that can be chosen.
    func choose(title: String, _ items: [MenuItem], start: Int?, then: @escaping @MainActor (Int) -> Void)

    /// A text to read, with a title (why this time, details).
    func tell(title: String, _ text: String)

    /// Shows why something was not done, and what to do next.
    func explain(_ error: any Error)

    func say(_ text: String, _ tone: Tone)

    /// Jumps to Orders with that case selected.
    func show(_ id: CaseID)
    func goTo(_ pane: PaneID, _ route: Route)
    /// The last jump was from one pane to another.
    var cameFromElsewhere: Bool { get }
    /// Back to where the last jump came from; false when there was none.
    @discardableResult func goBack() -> Bool
}

extension AppContext {
    func load<T: Sendable>(
        _ key: String, _ read: @escaping @Sendable (Desk) throws -> T, then: @escaping @MainActor (T) -> Void
    ) { load(key, after: 0, read, then: then) }
    func perform(_ command: Command) { perform(command) { _ in } }
    func choose(title: String, _ items: [MenuItem], then: @escaping @MainActor (Int) -> Void) { choose(title: title, items, start: nil, then: then) }
    func say(_ text: String) { say(text, .plain) }
    func goTo(_ pane: PaneID) { goTo(pane, .nothing) }
    func text(_ key: String, _ values: [String: Value] = [:]) -> String { wording(key, values) }
    func text(_ label: Label) -> String { label(wording.language) }
    var zone: Zone { manual.zone }
    var today: LocalDay { zone.day(of: now) }

    /// The person's roles that owe anything by the playbook; empty when none does.
    var dutyRoles: Set<String> { posts.intersection(manual.playbook.rules.map(\.role)) }

    /// The own posts, and those of whom the person stands in for today.
    var posts: Set<String> { person.roles.union(standIn.roles) }

    /// Names under which a duty is this person's to do.
    var dutyPeople: Set<String> { standIn.people.union([person.name, person.login]) }

    /// Looks after everybody's duties, whatever is owed beside that.
    var oversees: Bool { !person.roles.isDisjoint(with: manual.playbook.rights["oversee"] ?? []) }

    /// Posts whose work is counted and shown at first; empty means all.
    var watchedRoles: Set<String> { oversees ? [] : dutyRoles }

    /// Key of the sentence why a command is not for this person; `nil` when it is.
    func notAllowed(_ right: String) -> String? {
        guard let allowed = manual.playbook.rights[right], posts.isDisjoint(with: allowed) else { return nil }
        return "binding.notAllowed"
    }

    /// Says who may instead, before a sheet is filled in for nothing; true when this person may.
    func may(_ right: String) -> Bool {
        guard notAllowed(right) != nil else { return true }
        let playbook = manual.playbook
        let roles = (playbook.rights[right] ?? []).sorted().map { playbook.roleLabel($0) }
        let fallback = right == "people" ? text("setup.right") : right
        explain(Refusal.notAllowed(playbook.fields["right_" + right] ?? Label(zh: fallback, en: fallback), roles: roles))
        return false
    }

    /// The same for a stamp that only some posts may set.
    func may(stamp name: String) -> Bool {
        guard let kind = manual.playbook.stamps[name], !kind.by.isEmpty, posts.isDisjoint(with: kind.by) else { return true }
        explain(Refusal.notAllowed(kind.label, roles: kind.by.sorted().map { manual.playbook.roleLabel($0) }))
        return false
    }

    /// A team leader owes what stands under their own name; who has any duty that a whole post shares sees all of the post's.
    var dutyPerson: String? { manual.playbook.owesByName(person.roles) ? person.name : nil }
}

/// One line of a menu.
struct MenuItem: Sendable {
    var label: String
    /// Right of the label, dim: a key, a date, a count.
    var detail = ""
    /// Why it cannot be chosen now.
    var reason: String?
}
