import Desk
import Dispatching
import Storage

/// Tickets of another system with all that happened to them, each thing at its own time.
///
/// The rows of all tickets are carried out in the order of time, so that the journal reads as it would have, had they been worked here.
/// Imported again, only what happened since is added.
public struct TicketImport: Sendable {
    public let table: RowTable<TicketEvent>

    public struct Report: Sendable {
        public var taken = 0
        /// Rows that changed something, and those that told nothing new.
        public var steps = 0, idle = 0
        public var refused: [(line: Int, number: String, refusal: Refusal)] = []
    }

    public init(bytes: [UInt8], file: String, mapping: TableMapping<TicketField> = .builtIn) throws(TableError) {
        table = try RowTable(bytes: bytes, file: file, mapping: mapping)
    }

    /// - Parameters:
    ///   - skipBad: leave refused steps out; otherwise the first refusal undoes everything.
    ///   - dryRun: do all of it and then keep nothing, so that the report is true.
    public func run(at desk: Desk, dryRun: Bool = false, skipBad: Bool = false, progress: (Int) -> Bool = { _ in true }) throws -> Report {
        struct DryRun: Error {}
        let zone = try desk.manual().zone
        func moment(_ day: String, _ time: String) -> Instant? { zone.parse("\(day)T\(time)") }
        let events = table.rows.compactMap { event in moment(event.day, event.time).map { (at: $0, event: event) } }
            .sorted { ($0.at, $0.event.fileLine) < ($1.at, $1.event.fileLine) }
        var report = Report()
        do {
            try desk.life { perform, snapshot in
                var tickets: [String: TicketLife] = [:]
                for (i, (at, event)) in events.enumerated() {
                    var life = try tickets[event.number] ?? TicketLife(event.number, known: try snapshot.record(kind: .ticket, number: event.number))
                    do {
                        let opened = event.opened.flatMap { moment($0.day, $0.time) } ?? at
                        switch try life.take(event, at: at, opened: min(opened, at), { command, at in try perform(command, at, desk.person) }) {
                        case .taken: report.taken += 1
                        case .moved: report.steps += 1
                        case .idle: report.idle += 1
                        }
                    } catch let refusal as Refusal {
                        report.refused.append((event.fileLine, event.number, refusal))
                        guard skipBad || dryRun else { throw refusal }
                    }
                    tickets[event.number] = life
                    if i % 256 == 0, !progress(i + 1) { throw StoreError.cancelled }
                }
                if dryRun { throw DryRun() }
            }
        } catch is DryRun {}
        return report
    }
}

/// One ticket on its way through the log.
private struct TicketLife {
    enum Effect { case taken, moved, idle }

    private let number: String
    private var record: CaseRecord?
    /// What stood in the file before: nothing up to here is done again.
    private let since: Instant?

    init(_ number: String, known: CaseRecord?) throws {
        self.number = number
        record = known
        since = known?.changed
    }

    typealias Perform = (Command, Instant) throws -> Outcome

    mutating func take(_ event: TicketEvent, at: Instant, opened: Instant, _ perform: Perform) throws -> Effect {
        if let since, at <= since { return .idle }
        var effect = Effect.idle
        if record == nil {
            var answers: [String: Value] = [:]
            for (field, text) in event.facts where field != .note { answers[field.rawValue] = .string(text) }
            try note(perform(.intake(.ticket, parent: nil, answers, number: number), opened))
            effect = .taken
        }
        // Judged anew when it is graded otherwise.
        if let profile = event.facts[.profile], let record, record["profile"].string != profile {
            try note(perform(.amend(record.id, version: nil, ["profile": .string(profile)]), at))
            if effect == .idle { effect = .moved }
        }
        for (stamp, answers) in steps(event) {
            guard let record else { break }
            try note(perform(.stamp(record.id, version: nil, name: stamp, answers: answers, override: nil), at))
            if effect == .idle { effect = .moved }
        }
        if let claimed = event.claimed, let record, record["claimed"] != .bool(claimed) {
            try note(perform(.amend(record.id, version: nil, ["claimed": .bool(claimed)]), at))
        }
        return effect
    }

    private mutating func note(_ outcome: Outcome) {
        if let now = outcome.records.first(where: { $0.kind == .ticket && $0.number == number }) { record = now }
    }

    private var isStopped: Bool {
        guard let began = record?.latest("waiting") else { return false }
        return record?.latest("resumed").map { $0.number < began.number } ?? true
    }

    /// The stamps that lead from where the ticket stands to where the log has it.
    private func steps(_ event: TicketEvent) -> [(String, [String: Value])] {
        guard let record, event.step != .none, event.step != .taken else { return [] }
        let text = Value.string(event.facts[.note] ?? event.step.rawValue)
        let owner = event.facts[.owner] ?? record["owner"].string ?? "-", department = event.facts[.department] ?? record["department"].string ?? "-"
        let state = record.state
        var out: [(String, [String: Value])] = []
        func again() {
            if state == "CLOSED" { out.append(("reopened", ["reason": text])) }
            if state == "RESOLVED" { out.append(("answered", ["text": text, "ledger": text, "satisfied": "no"])) }
            if isStopped { out.append(("resumed", ["reason": text])) }
        }
        switch event.step {
        case .none, .taken: break
        case .assigned:
            again()
            let isSame = record["owner"].string == owner && record["department"].string == department
            if !isSame || state == "OPEN" || state == "CLOSED" {
                out.append(("assigned", ["department": .string(department), "owner": .string(owner)]))
            } else if out.isEmpty {
                out.append(("progressed", ["text": text]))
            }
        case .waiting, .waitingForParts, .waitingOutside:
            guard !isStopped else { break }
            again()
            let on: Value = event.step == .waiting ? "customer" : event.step == .waitingForParts ? "parts" : "outside"
            out.append(("waiting", ["on": on, "evidence": text]))
        case .solved:
            guard state != "RESOLVED" else { break }
            again()
            out.append(("solved", ["result": text]))
        case .closed:
            guard state != "CLOSED" else { break }
            if isStopped { out.append(("resumed", ["reason": text])) }
            if state != "RESOLVED" { out.append(("solved", ["result": text])) }
            out.append(("answered", ["text": text, "ledger": text, "satisfied": "yes"]))
        }
        return out
    }
}
