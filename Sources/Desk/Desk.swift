import Dispatching
import Rostering
import Storage

/// One person at one file. `perform` is the only door to a change, for console and command line alike.
///
/// May be called from any thread; every call is one transaction of its own.
public final class Desk: Sendable {
    public let store: Store
    public let person: Person
    /// The only clock: real time, or a training day.
    public let clock: @Sendable () -> Instant
    let keeper: ManualKeeper

    public convenience init(store: Store, person: Person, clock: @escaping @Sendable () -> Instant) {
        self.init(store: store, person: person, keeper: ManualKeeper(), clock: clock)
    }

    private init(store: Store, person: Person, keeper: ManualKeeper, clock: @escaping @Sendable () -> Instant) {
        self.store = store
        self.person = person
        self.keeper = keeper
        self.clock = clock
    }

    /// The same file and the same reading of its manual, with somebody else at it.
    public func beside(_ person: Person, clock: @escaping @Sendable () -> Instant) -> Desk {
        Desk(store: store, person: person, keeper: keeper, clock: clock)
    }

    /// The desk of a person who is on the staff list.
    public convenience init(store: Store, login: String, clock: @escaping @Sendable () -> Instant) throws {
        let staff = try store.read { try $0.cases(kind: .staff) }.filter { $0.state != CaseRecord.void }
        guard let record = staff.first(where: { $0.number == login || $0["name"].string == login }) else {
            throw DeskError.unknownPerson(login, known: staff.map(\.number).sorted())
        }
        self.init(store: store, person: Person(record), clock: clock)
    }

    /// The same for somebody by login or name.
    public func beside(of login: String) throws -> Desk {
        let staff = try store.read { try $0.cases(kind: .staff) }.filter { $0.state != CaseRecord.void }
        guard let record = staff.first(where: { $0.number == login }) ?? staff.first(where: { $0["name"].string == login }) else { throw Refusal.noSuchPerson(login) }
        return beside(Person(record), clock: clock)
    }

    /// The manual in force.
    public func manual() throws -> Manual { try store.read { try keeper.manual($0) } }

    @discardableResult
    public func perform(_ command: Command) throws -> Outcome {
        try store.write { tx in try perform(command, in: tx) }
    }

    /// Many commands in one transaction: all or none, unless `onRefusal` takes one out.
    ///
    /// - Parameters:
    ///   - grouped: they are one step for the person, and one `undo` takes them all back.
    ///   - onRefusal: return `true` to leave the refused command out and go on.
    ///   - progress: number done; return `false` to stop, which undoes everything.
    ///   - finish: called before the commit; what it throws undoes everything.
    ///   - each: what a single command did.
    /// - Returns: the number of commands that were carried out.
    @discardableResult
    public func batch(
        _ commands: some Sequence<Command>, grouped: Bool = false, onRefusal: (Int, Refusal) throws -> Bool = { _, _ in false }, progress: (Int) -> Bool = { _ in true },
        finish: () throws -> Void = {}, each: (Outcome) -> Void = { _ in }
    ) throws -> Int {
        try store.write { tx in
            var count = 0
            var group: Int64?
            var manual = try keeper.manualIfAny(tx)
            for (i, command) in commands.enumerated() {
                do {
                    let outcome = try perform(command, in: tx, manual: manual, group: group)
                    if command.changesManual { manual = try keeper.manual(tx) }
                    if grouped, outcome.txn != 0 { group = outcome.txn }
                    each(outcome)
                    count += 1
                } catch let refusal as Refusal {
                    guard try onRefusal(i, refusal) else { throw refusal }
                }
                if i % 64 == 0, !progress(i + 1) { throw StoreError.cancelled }
            }
            try finish()
            return count
        }
    }

    /// For simulation: several commands at moments of their own, in one transaction.
    public func life(_ body: (_ perform: (Command, Instant, Person) throws -> Outcome, Snapshot) throws -> Void) throws {
        try store.write { tx in
            var manual = try keeper.manualIfAny(tx)
            try body({ command, at, person in
                let outcome = try self.perform(command, in: tx, manual: manual, at: at, by: person)
                if command.changesManual { manual = try self.keeper.manual(tx) }
                return outcome
            }, tx)
        }
    }

    func perform(_ command: Command, in tx: Transaction, manual: Manual? = nil, at: Instant? = nil, by: Person? = nil, group: Int64? = nil) throws -> Outcome {
        let person = by ?? self.person
        let now = at ?? clock()
        if case .adopt(let playbook) = command {
            // The first playbook of a file is adopted by whoever makes it.
            if let before = try keeper.manualIfAny(tx) { try Workspace(manual: before, now: now, actor: person.login, roles: person.roles, source: tx).need(right: "adopt") }
            return try adopt(playbook, in: tx, now: now, by: person)
        }
        let manual = try manual ?? keeper.manual(tx)
        let work = Workspace(manual: manual, now: now, actor: person.login, roles: person.login == Workspace.console ? nil : person.roles, source: tx)
        var reversed: [Change] = []
        let phrase = try decide(command, work, tx, &reversed)
        try followCalendar(work, tx)
        try work.reconcile()
        guard !work.entries.isEmpty else { return Outcome(txn: 0, records: [], phrase: Phrase("done.nothing")) }
        let txn = try tx.commit(work, group: group)
        return Outcome(txn: txn, records: work.results, phrase: counted(phrase, work), reversed: reversed)
    }

    private func decide(_ command: Command, _ work: Workspace, _ tx: Transaction, _ reversed: inout [Change]) throws -> Phrase {
        if let phrase = try weigh(command, work) { return phrase }
        switch command {
        case .receive(let draft):
            let (id, outcome) = try work.receive(draft)
            let number = Value.string(try work.record(id).number)
            switch outcome {
            case .added: return Phrase("done.added", ["number": number])
            case .changed(let fields): return Phrase("done.changed", ["number": number, "fields": .array(fields.map { .string($0) })])
            case .unchanged: return Phrase("done.nothing")
            }
        case .stamp(let id, let version, _, let answers, _):
            // The one stamp that asks who else is away on those days.
            try work.expect(id, version: version, mine: answers)
            return try approveAbsence(id, answers, work, tx)
        case .amend(let id, let version, let fields):
            try work.expect(id, version: version, mine: fields)
            try amend(id, fields, work)
            return Phrase("done.changed", ["number": .string(try work.record(id).number), "fields": .array(fields.keys.sorted().map { .string($0) })])
        case .record(let kind, let number, let fields):
            try work.need(right: "people")
            if let r = try work.find(kind, number) { try work.set(r.id, fields) } else { try work.open(kind, number: number, fields: fields) }
            return Phrase("done.recorded", ["number": .string(number)])
        case .days(let days): return try setDays(days, work)
        case .assign(let id, let to, let reason):
            let member = try work.member(to)
            try work.assign(id, to: member, reason: reason)
            return Phrase("done.assigned", ["number": .string(try work.record(id).number), "to": .string(member.name)])
        case .approveAbsence(let id, let deputy, let note):
            return try approveAbsence(id, ["deputy": Value(deputy), "remark": .string(note)], work, tx)
        case .leave(let draft): return try askLeave(draft, work)
        case .endLeave(let id, let last): return try endLeave(id, last, work)
        case .intake(let kind, let parent, let answers, let number):
            let id = try work.intake(kind, parent: parent, answers, number: number)
            return Phrase("done.taken", ["number": .string(try work.record(id).number)])
        case .collectCustomers(let limit): return try collectCustomers(limit: limit, work, tx)
        case .dealCustomers: return try dealCustomers(work, tx)
        case .startCampaign(let answers): return try startCampaign(answers, work, tx)
        case .freeze(let table, let day): return try freeze(table, day, work, tx)
        case .undo: return try undo(work, tx, redo: false, &reversed)
        case .undoBefore(let txn): return try undo(work, tx, redo: false, before: txn, &reversed)
        case .redo: return try undo(work, tx, redo: true, &reversed)
        case .board(let id, let version, let edit): return try board(id, version, edit, work)
        case .propose(let id, let version, let plan, let note, let input): return try propose(id, version, plan, note, input, work)
        case .publish(let id, let version, let override):
            try work.need(right: "publish")
            return try publish(id, version, override: override, work)
        case .openRun(let kind, let date):
            try openRun(kind, date, work)
            return Phrase("done.opened", ["number": .string(date.description)])
        case .roll(let day):
            try roll(through: day, work)
            return Phrase("done.rolled")
        case .scan(let draft):
            let (_, isNew) = try work.scan(draft)
            return isNew ? Phrase("done.stamped", ["number": .string(draft.waybill), "stamp": .string(draft.kind.rawValue)]) : Phrase("done.nothing")
        case .ripen(let ids):
            for id in ids { try work.ripen(id) }
            return Phrase("done.rolled")
        case .adopt, .waive, .handOver, .escalate, .send: return Phrase("done.nothing")
        }
    }

    /// Fields that belong to the state machine, the run or the goods are not for amending by hand.
    private static let guarded: Set<String> = ["lines", "date", "crew", "run", "plan", "published", "seq", "revision", "pins", "halves", "allowed", "excuses", "input"]

    private func amend(_ id: CaseID, _ fields: [String: Value], _ work: Workspace) throws {
        for (name, value) in fields {
            if Desk.guarded.contains(name) { throw Refusal.unknownField(name) }
            if name == "phone" || name == "phone2", let text = value.string, !text.isEmpty, PhoneNumber(text) == nil {
                let label = work.manual.playbook.fields[name] ?? Label(zh: name, en: name)
                throw Refusal.badAnswer(form: "amend", field: label, value: text)
            }
        }
        try work.set(id, fields.mapValues { $0 == .string("") ? .null : $0 })
    }

    /// Opens day cases from the last one there is through `day`, at most a month back and none before the first of the file; rest days have none.
    private func roll(through day: LocalDay, _ work: Workspace) throws {
        let earliest = day - 31
        var d = day
        // Asked day by day: the file may hold years of them.
        while d > earliest, try work.find(.day, d.description) == nil { d = d - 1 }
        // Nothing is owed for the time before the file: where none of its days lies further back, it begins today.
        if d == earliest, try !work.cases(.day).contains(where: { $0.date.map { $0 <= earliest } ?? false }) { d = day }
        while d <= day {
            if work.manual.calendar.isWorkday(d), try work.find(.day, d.description) == nil {
                try work.open(.day, number: d.description, fields: ["date": .string(d.description)])
            }
            d = d + 1
        }
        // What is owed anew each day.
        let daily = work.manual.playbook.dailyRules
        if !daily.isEmpty { for id in try work.source.casesWithOpenDuties(rules: daily) { try work.touch(id) } }
        // A day is over when the next one begins; where the manual draws conclusions from that, each day does so once.
        if work.manual.playbook.stamps[Stamp.dayEnded] != nil {
            d = earliest
            while d < day {
                if let over = try work.find(.day, d.description), over.state != CaseRecord.void, !work.isNew(over.id), !over.has(Stamp.dayEnded) { try work.stamp(over.id, Stamp.dayEnded, automatic: true) }
                d = d + 1
            }
        }
    }

    /// Brings the days up to date if they are not; costs one small read otherwise.
    public func rollIfNeeded() throws {
        let now = clock()
        let (today, needed) = try store.read { s in
            let manual = try keeper.manual(s)
            let today = manual.zone.day(of: now)
            return (today, try manual.calendar.isWorkday(today) && s.record(kind: .day, number: today.description) == nil)
        }
        if needed {
            // Twice: what is owed on a day that nobody had opened is known once it stands, and only then can that day end.
            try store.write { tx in for _ in 0..<2 { _ = try perform(.roll(through: today), in: tx, at: now, by: .console) } }
        }
        let ripe = try store.read { s in
            let playbook = try keeper.manual(s).playbook
            return playbook.timed.isEmpty ? [] : try s.ripe(playbook.timed, except: playbook.dailyRules, now: now)
        }
        if !ripe.isEmpty { _ = try store.write { tx in try perform(.ripen(ripe), in: tx, at: now, by: .console) } }
    }

    private func adopt(_ playbook: Playbook, in tx: Transaction, now: Instant, by person: Person) throws -> Outcome {
        let calendar = ManualKeeper.calendar(playbook.calendar, overrides: try tx.record(kind: .calendar, number: CaseRecord.shopCalendar))
        let work = Workspace(manual: Manual(playbook: playbook, calendar: calendar), now: now, actor: person.login, source: tx)
        try work.adopt(playbook)
        // Duties that the new version sees otherwise move in the same transaction.
        for id in try tx.casesWithOpenDuties() { try work.touch(id) }
        try work.reconcile()
        let txn = try tx.commit(work)
        return Outcome(txn: txn, records: [], phrase: Phrase("done.adopted", ["name": .string(playbook.name), "version": .string(playbook.version)]))
    }

    private func undo(_ work: Workspace, _ tx: Transaction, redo: Bool, before: Int64? = nil, _ reversed: inout [Change]) throws -> Phrase {
        guard let txn = try tx.undoable(by: person.login, redo: redo, before: before) else { throw Refusal.nothingToUndo }
        let entries = try tx.command(txn)
        for id in Set(entries.compactMap(\.caseID)) {
            guard let last = try tx.overtaking(id, after: txn, by: person.login) else { continue }
            let theirs = try tx.command(last.txn).filter { $0.caseID == id }.compactMap(\.change)
            throw Refusal.undoOvertaken(number: try work.record(id).number, by: try work.name(of: last.actor), at: last.at, what: try work.labels(of: theirs), txn: txn)
        }
        try work.reverse(entries.compactMap(\.change), of: txn)
        // A redo brings back what the undo had taken.
        let original = redo ? entries.lazy.compactMap { if case .undid(let txn)? = $0.change { txn } else { nil } }.first : nil
        reversed = try (original.map { try tx.command($0) } ?? entries).compactMap(\.change)
        return Phrase(redo ? "done.redone" : "done.undone", ["txn": .int(Int(txn)), "what": .string("#\(original ?? txn)")])
    }
}

extension Command {
    /// What the desk decides by is another one afterwards.
    fileprivate var changesManual: Bool {
        switch self {
        case .adopt, .undo, .undoBefore, .redo: true
        case .days: true
        default: false
        }
    }
}

extension ManualKeeper {
    func manualIfAny(_ snapshot: Snapshot) throws -> Manual? {
        do { return try manual(snapshot) } catch DeskError.noPlaybook { return nil }
    }
}
