import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Wording

extension Language: ExpressibleByArgument {}

/// Options that every command knows.
struct CommonOptions: ParsableArguments {
    @Option(help: help("opt.db")) var db: String?
    @Option(name: .customLong("as"), help: help("opt.as")) var login: String?
    @Option(help: help("opt.now")) var now: String?
    @Option(help: help("opt.lang")) var lang: Language?
    @Flag(help: help("opt.json")) var json = false

    var path: String {
        if let db { return db }
        let environment = ProcessInfo.processInfo.environment
        if let p = environment["PAIDAN_DB"], !p.isEmpty { return p }
        let home = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? (environment["HOME"] ?? ".") + "/.local/share"
        return home + "/paidan/shop.db"
    }

    /// A training day stands still; otherwise real time.
    func clock(_ zone: Zone = .shanghai) throws -> @Sendable () -> Instant {
        if let now {
            guard let fixed = zone.parse(now) else { throw CommandFailure(.usage, "cli.badTime", ["value": .string(now)]) }
            return { fixed }
        }
        return { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
    }

    func store(_ mode: Store.Mode = .open) throws -> Store {
        if mode != .open {
            try FileManager.default.createDirectory(at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        let store = try Store(path: path, mode: mode)
        store.warnings.forEach { Out.complain(words($0)) }
        return store
    }

    /// Who works: `--as`, PAIDAN_AS, the login of the system, or the only person on the list.
    func desk() throws -> Desk {
        let store = try store()
        let clock = try clock()
        let environment = ProcessInfo.processInfo.environment
        let desk: Desk
        if let named = login ?? environment["PAIDAN_AS"].flatMap({ $0.isEmpty ? nil : $0 }) {
            desk = try Desk(store: store, login: named, clock: clock)
        } else {
            let staff = try store.read { try $0.cases(kind: .staff) }.filter { $0.state != CaseRecord.void }
            let user = environment["USER"] ?? environment["LOGNAME"] ?? ""
            guard let record = staff.first(where: { $0.number == user }) ?? staff.first(where: { $0.number == "demo" }) ?? (staff.count == 1 ? staff.first : nil) else {
                throw DeskError.unknownPerson(user, known: staff.map(\.number).sorted())
            }
            desk = Desk(store: store, person: Person(record), clock: clock)
        }
        try desk.rollIfNeeded()
        return desk
    }
}

/// What a command has at hand once the file is open.
struct Session {
    let options: CommonOptions
    let desk: Desk
    let manual: Manual

    init(_ options: CommonOptions) throws {
        self.options = options
        desk = try options.desk()
        manual = try desk.manual()
    }

    var zone: Zone { manual.zone }
    var now: Instant { desk.clock() }
    var today: LocalDay { zone.day(of: now) }

    /// Looked for first where a number says no kind.
    private static let usual: [CaseKind] = [.order, .deliveryVisit, .installVisit, .serviceVisit, .ticket, .residual, .day, .deliveryRun, .installRun, .serviceRun, .absence]

    /// Any case by the number that people use; visits by `order/D1`. Without kinds it may be any that the manual knows.
    func find(_ number: String, kinds: [CaseKind]? = nil) throws -> CaseRecord {
        let kinds = kinds ?? Self.usual + manual.playbook.machines.keys.filter { !Self.usual.contains($0) }.sorted { $0.rawValue < $1.rawValue }
        let hit = try desk.store.read { s in
            for kind in kinds { if let r = try s.record(kind: kind, number: number) { return r as CaseRecord? } }
            return nil
        }
        guard let hit else { throw Refusal.unknownCase(number) }
        return hit
    }

    /// - Parameter more: what the command's JSON says beside what every change says.
    @discardableResult
    func perform(_ command: Command, more: [String: Value] = [:]) throws -> Outcome {
        let outcome = try desk.perform(command)
        if options.json {
            let usual: [String: Value] = [
                "txn": .int(Int(outcome.txn)), "message": .string(outcome.sentence(words, manual.playbook)), "cases": .array(outcome.records.map(Shapes.brief)),
            ]
            Out.json(.object(usual.merging(more) { own, _ in own }))
        } else {
            print(outcome.sentence(words, manual.playbook))
        }
        return outcome
    }

    func checkRoles(_ roles: [String]) throws {
        for role in roles where manual.playbook.roles[role] == nil {
            throw CommandFailure(.usage, "cli.badRole", ["value": .string(role), "known": .array(manual.playbook.roles.keys.sorted().map { .string($0) })])
        }
    }

    /// `2026-11-23`, `today`, `tomorrow`, `+2`; by default the next working day.
    func day(_ text: String?) throws -> LocalDay {
        switch text {
        case nil: return try manual.calendar.nextWorkday(after: today)
        case "today": return today
        case "tomorrow": return try manual.calendar.nextWorkday(after: today)
        case let t?:
            if let d = ClerkTime.day(t, today: today) { return d }
            throw CommandFailure(.usage, "cli.badDate", ["value": .string(t)])
        }
    }

    /// `name=value` pairs of the command line as answers or fields.
    static func pairs(_ list: [String]) throws -> [String: Value] {
        var out: [String: Value] = [:]
        for item in list {
            guard let cut = item.firstIndex(of: "="), cut != item.startIndex else { throw CommandFailure(.usage, "cli.badPair", ["value": .string(item)]) }
            out[String(item[..<cut])] = .string(String(item[item.index(after: cut)...]))
        }
        return out
    }
}

/// JSON shapes that scripts may rely on.
enum Shapes {
    static func brief(_ r: CaseRecord) -> Value {
        ["id": .int(Int(r.id.rawValue)), "kind": .string(r.kind.rawValue), "number": .string(r.number), "state": .string(r.state), "version": .int(r.version)]
    }

    static func full(_ r: CaseRecord, zone: Zone) -> Value {
        var o = brief(r).object ?? [:]
        o["fields"] = .object(r.fields)
        o["stamps"] = .array(
            r.stamps.map {
                ["name": .string($0.name), "at": .string(zone.iso($0.at)), "by": .string($0.by), "answers": .object($0.answers), "withdrawn": .bool($0.withdrawn)]
            })
        return .object(o)
    }

    static func similar(_ c: SimilarCase, zone: Zone) -> Value {
        [
            "number": .string(c.number), "kind": .string(c.kind.rawValue), "state": .string(c.state), "opened": .string(zone.iso(c.opened)),
            "problemKind": .string(c.problemKind), "problem": .string(c.problem),
            "same": .array(SimilarCase.Likeness.all.filter { c.likeness.contains($0.likeness) }.map { .string($0.name) }),
        ]
    }

    static func duty(_ row: DutyRow, now: Instant, zone: Zone) -> Value {
        let d = row.duty
        return .object([
            "rule": .string(d.key.rule), "case": .string(row.number), "occurrence": .int(d.key.occurrence), "role": .string(d.role), "person": Value(d.person),
            "opens": .string(zone.iso(d.opens)), "due": Value(d.due.map { zone.iso($0) }), "state": .string(d.standing(at: now).rawValue),
            "lateMinutes": .int(d.lateMinutes(at: now)), "soft": .bool(d.soft), "customer": .string(row.customer),
            "breached": .bool(d.breachedDue != nil || d.lateMinutes(at: now) > 0),
        ])
    }
}
