import Desk
import Dispatching
import Exchange
import Storage

/// The shop at work: an agenda of what people are going to do, each item of which enters what follows from it.
///
/// What happens when stands in the extensions of this class, one stage of an order's life a file.
final class Life {
    let options: Simulation.Options
    let file: ShopFile
    let customers: Customers
    let crowd: Crowd
    let times: Times
    let desk: Desk
    let firstDay: LocalDay
    let lastDay: LocalDay
    let until: Instant
    let playbook: Playbook
    private let tally = Tally()

    var agenda = Agenda()
    /// Chance of what concerns the day and not a contract.
    var random: SeededRandom
    /// Visits that are booked for a day, and whose they are; forgotten once the day's run is over.
    var deliveries: [LocalDay: [Contract]] = [:]
    var installs: [LocalDay: [Contract]] = [:]
    /// Contracts by their order, until it is over.
    var living: [CaseID: Contract] = [:]
    /// Orders that are over, the last few hundred: who may call for service.
    var regulars: [CaseID] = []
    /// Duties that somebody is going to do.
    var minded: Set<Duty.Key> = []
    let mindedKinds: Set<CaseKind>
    /// Cases and the last of their stamps that has led on.
    var noticed: [CaseID: Int] = [:]
    private(set) var contracts = 0
    private var daysBegun = 0
    /// The last moment in the journal; time never runs backwards there.
    private var latest: Instant

    init(store: Store, options: Simulation.Options) throws {
        self.options = options
        file = try ShopFile.builtIn()
        let playbook = try PlaybookFile.builtIn().playbook
        self.playbook = playbook
        mindedKinds = Set(Habit.byRule.keys.compactMap { playbook.rule($0)?.on })
        customers = Customers(file)
        crowd = Crowd(
            file, allRoles: playbook.roles.keys.filter { !Life.outsiders.contains($0) }.sorted(),
            delivery: max(5, options.ordersPerDay / 5), install: max(5, options.ordersPerDay * 8 / 25),
            service: max(2, options.ordersPerDay / 25))
        times = Times(calendar: try SetUp.calendar(playbook.calendar))
        random = SeededRandom(seed: options.seed)
        lastDay = try times.calendar.workday(onOrBefore: options.end)
        firstDay = try times.workday(lastDay, 1 - options.days)
        until = options.now ?? times.moment(options.end, "14:40")
        latest = times.moment(firstDay, "07:00")
        let start = latest
        desk = Desk(store: store, person: .console, clock: { start })
    }

    /// Roles of people who never sit at a console.
    private static let outsiders: Set<String> = ["customer", "brandGroup", "shopManager", "departments", "appraisal"]

    func live(_ progress: (Simulation.Progress) -> Bool) throws -> Simulation.Summary {
        let began = ContinuousClock.now
        var summary = Simulation.Summary(began: latest, ended: until)
        try desk.perform(.adopt(playbook))
        let setUp = try SetUp.commands(file, crowd)
        try desk.life { perform, _ in
            for command in setUp { _ = try perform(command, latest, .console) }
        }
        agenda.add(times.moment(firstDay, "08:20")) { [unowned self] in try begin(firstDay, $0) }
        var told = 0
        while let next = agenda.next, next.at <= until {
            try next.prepare?()
            try desk.life { perform, snapshot in
                try withoutActuallyEscaping(perform) { perform in try goOn(perform, snapshot) }
            }
            guard daysBegun > told else { continue }
            told = daysBegun
            let now = Simulation.Progress(day: times.day(of: latest), done: daysBegun, total: options.days, orders: contracts)
            if !progress(now) { throw StoreError.cancelled }
        }
        let elapsed = (ContinuousClock.now - began).components
        summary.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
        summary.days = daysBegun
        summary.orders = contracts
        summary.commands = tally.commands
        summary.refusals = tally.refusals
        summary.examples = tally.examples
        summary.entries = try desk.store.read { try $0.journalLength() }
        return summary
    }

    /// One transaction: everything up to the next item that wants to see the file before it happens.
    private func goOn(_ perform: @escaping (Command, Instant, Person) throws -> Outcome, _ snapshot: Snapshot) throws {
        var first = true
        while let item = agenda.next, item.at <= until, first || item.prepare == nil {
            agenda.removeFirst()
            first = false
            latest = max(latest, item.at)
            let door = Door(
                now: latest,
                perform: { [unowned self] command, at, person in
                    latest = max(latest, at)
                    return try perform(command, at, person)
                }, tally: tally, snapshot: snapshot, notice: { [unowned self] in try notice($0, $1) })
            try item.act(door)
        }
    }

    /// Somebody means to do this then.
    func plan(_ at: Instant, _ act: @escaping (Door) throws -> Void) { agenda.add(at, act) }

    func nextContractNumber() -> Int {
        contracts += 1
        return contracts
    }

    /// A sentence of the kind that people write into a remark.
    func words(_ topic: String, _ random: inout SeededRandom) -> Value { Value(random.pick(file.remarks[topic] ?? [])) }

    // MARK: The day

    /// 08:20: the day is opened, and everybody knows what they mean to do in it.
    private func begin(_ day: LocalDay, _ door: Door) throws {
        daysBegun += 1
        guard let today = try door(.roll(through: day), by: .console)?.records.last(where: { $0.date == day })?.id else { return }
        let assistant = crowd.anyone("installAssistant", &random)
        let hour = random.weighted([900, 70, 30])
        if hour < 2 {
            let at = hour == 0 ? times.moment(day, "08:35", "10:40", &random) : times.moment(day, "12:05", "14:30", &random)
            //
            plan(at) { try $0(.stamp(today, version: nil, name: "logisticsImported", answers: [:], override: nil), by: assistant) }
        }
        try writeContracts(day)
        takeServiceCalls(day)
        try tellAbsence(day)
        if !(options.leavesRunsOpen && day == lastDay) { try planRuns(day) }
        let next = try times.workday(day, 1)
        plan(times.moment(next, "08:20")) { [unowned self] in try begin(next, $0) }
    }

    /// now and then a crew is away for a day or two.
    private func tellAbsence(_ day: LocalDay) throws {
        guard random.chance(140), let crew = random.pick(crowd.crews) else { return }
        let from = try times.workday(day, random.within(1...3))
        let to = random.chance(700) ? from : try times.workday(from, 1)
        let reason = words("absence", &random)
        let manager = crowd.anyone("installManager", &random)
        plan(times.moment(day, "09:00", "11:30", &random)) { door in
            let fields: [String: Value] = [
                "crew": .string(crew.name), "from": .string(from.description), "to": .string(to.description), "reason": reason,
            ]
            try door(.record(.absence, number: "\(crew.name)/\(from)", fields), by: manager)
        }
    }
}
