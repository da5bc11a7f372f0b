public import Desk
public import Dispatching
import Grid
import Storage
import Synchronization
import Wording

/// The console: one person at one file, full screen.
///
/// One loop on the main actor takes events, lets the top surface answer, and draws one picture. The file is only touched
/// by the worker, whose results come back through the mailbox.
@MainActor
public final class ConsoleApp {
    public struct Options: Sendable {
        public var terminal = Terminal.Options()
        public var language = Language.zh
        /// The terminal may be asked for its background.
        public var asksBackground = false
        /// The clock is not the real one: the title says so.
        public var isTraining = false
        /// For a screen reader: no borders, the cursor on the selected row, and a move changes only the lines that it must.
        public var isAccessible = false
        /// Begins with the tour.
        public var startsTour = false
        /// Name of the shop on the title; the playbook's brand when nil.
        public var shop: String?
        public var keys = KeyMap()
        /// Said on the status line at first: what is wrong with a file of the person's own.
        public var notice: String?

        public init() {}
    }

    let desk: Desk
    let worker: any Worker
    let tickets = Tickets()
    let waker: Waker
    let mailbox: Mailbox<Delivery>
    /// The last `data_version` whose content is on the screen or on its way.
    let seenVersion = SeenVersion()
    let options: Options

    public internal(set) var wording: Wording
    public internal(set) var manual: Manual
    var standIn = Presence.StandIn()
    /// What the person has arranged for themselves.
    var habits: [String: Value] = [:]
    public var person: Person { desk.person }
    public var now: Instant { desk.clock() }
    var keys: KeyMap { options.keys }
    var isAccessible: Bool { options.isAccessible }

    var panes: [any Pane] = []
    var current: any Pane { panes[currentIndex] }
    var currentIndex = 0
    /// Where Esc leads back to after a jump.
    var trail: [PaneID] = []
    var overlays: [any Overlay] = []
    var heading = Heading()
    var message: (text: String, tone: Tone)?
    /// What was told and unread at the last reading; nil before the first.
    var announced: Set<ToldRow.ID>?
    var tour: Tour?
    /// Keys by command, as the tour names them.
    var commandKeys: [String: String] = [:]
    /// Background work that has not answered yet.
    var pending = 0
    /// The last jump was from one pane to another.
    var cameFromElsewhere = false
    /// Keys that wait for the pane's first reading.
    var held: [Input] = []
    var isReadingAgain = false
    /// The exit code, once the console is to end.
    var ending: Int32?
    var size = (rows: 24, columns: 80)
    var minute: Int64
    var terminal: Terminal?
    /// Where the tabs and the key hints were drawn last, for clicks.
    var tabPlaces: [(Range<Int>, PaneID)] = []
    var hintPlaces: [(Range<Int>, Binding)] = []

    /// Seconds after which the first picture stands.
    private static let settled = 0.3

    /// A result on its way back to the main actor.
    struct Delivery: Sendable {
        let body: @MainActor @Sendable (ConsoleApp) -> Void
    }

    /// - Throws: what stands in the way of reading the playbook (`DeskError`, `StoreError`).
    public convenience init(desk: Desk, options: Options = Options()) throws {
        try self.init(desk: desk, options: options, worker: QueueWorker(), waker: Waker())
    }

    init(desk: Desk, options: Options, worker: any Worker, waker: Waker) throws {
        self.desk = desk
        self.options = options
        self.worker = worker
        self.waker = waker
        mailbox = Mailbox(waker: waker)
        wording = Wording(options.language)
        manual = try desk.manual()
        standIn = try desk.standIn()
        habits = try desk.store.read { try $0.habits(of: desk.person.login) }
        minute = desk.clock().seconds / 60
        panes = PaneList.make(self)
        message = options.notice.map { ($0, .warn) }
    }

    var top: any Surface { overlays.last ?? current }

    /// First readings, and the watch for what other desks write. Whoever takes the desk has brought its days up to date (`Desk.rollIfNeeded`).
    func start() {
        let desk = desk
        let seen = seenVersion
        // Before the first reading: what another desk writes from here on is news.
        worker.run { if let version = try? desk.store.dataVersion() { _ = seen.differs(version) } }
        reload()
        if options.startsTour { startTour() }
        worker.run(after: Self.settled) { [worker] in
            // A failure costs speed only: queries go on asking the table, and say what is wrong with it.
            worker.runBeside { try? desk.store.prepareSearch() }
        }
        let mailbox = mailbox
        worker.repeat(every: 300) {
            guard let version = try? desk.store.dataVersion(), seen.differs(version) else { return }
            mailbox.post(Delivery { $0.reload() })
        }
    }

    /// Reads what is shown: the heading, the pane, and the playbook, which a supervisor may have changed.
    func reload() {
        load("manual", { try $0.manual() }) { [weak self] manual in self?.manual = manual }
        load("standIn", { try $0.standIn() }) { [weak self] standIn in
            guard let self, standIn != self.standIn else { return }
            self.standIn = standIn
            reloadHeading()
            current.reload()
        }
        // The list is what is waited for.
        current.reload()
        reloadHeading()
    }

    func reloadHeading() {
        let (roles, person, people) = (watchedRoles, oversees ? nil : dutyPerson, dutyPeople)
        let manual = manual
        load("heading", { try Heading.read($0, manual: manual, roles: roles, person: person, people: people) }) { [weak self] heading in
            guard let self else { return }
            let news = self.heading.news
            self.heading = heading
            self.heading.news = news
        }
        // Nobody waits for the count of what was told: it comes when the pictures stand.
        load("news", after: Self.settled / 2, { try $0.told(news: true, limit: Heading.mostNews).rows }) { [weak self] news in
            guard let self else { return }
            announce(news)
            heading.news = news
        }
    }

    /// What somebody is told shows at once on every pane; what stood there when the console was opened is only counted.
    private func announce(_ news: [ToldRow]) {
        defer { announced = Set(news.map(\.id)) }
        guard let announced, message == nil, let first = news.first(where: { !announced.contains($0.id) }) else { return }
        say(ToldWords(context: self).announcement(first, of: news.count), first.what == .done ? .plain : .warn)
    }

    /// A minute has passed, or a day.
    func tickIfDue() {
        let minute = now.seconds / 60
        guard minute != self.minute else { return }
        let before = zone.day(of: Instant(seconds: self.minute * 60))
        self.minute = minute
        if zone.day(of: now) != before {
            // Also who is away.
            attempt({ try $0.rollIfNeeded() }) { [weak self] _ in self?.reload() }
        } else {
            // What has come about by the hour alone shows through the file like anybody's change.
            attempt({ try $0.rollIfNeeded() }) { _ in }
            reloadHeading()
            current.tick()
        }
    }

    /// Carries out what the worker has posted; more may come of it.
    func deliver() {
        var messages = mailbox.takeAll()
        while !messages.isEmpty {
            for message in messages { message.body(self) }
            answerHeld()
            messages = mailbox.takeAll()
        }
    }
}

/// The data version that was read last, shared with the poll.
final class SeenVersion: Sendable {
    private let version = Mutex(-1)

    /// Takes the version; true when it is news.
    func differs(_ new: Int) -> Bool {
        version.withLock { old in
            defer { old = new }
            return old != new && old != -1
        }
    }
}
