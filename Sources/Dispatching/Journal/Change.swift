/// One fact of the journal: the smallest thing that can happen to the file. Applying all of them in order gives the tables.
public enum Change: Hashable, Sendable {
    case opened(CaseID, kind: CaseKind, number: String, parent: CaseID?, state: String, fields: [String: Value])
    case fields(CaseID, [FieldChange])
    /// A stamp and, where the state machine answers it, the step that it takes (`via` names the transition, e.g. `DV-04`).
    case stamped(CaseID, Stamp, step: Step?)
    case withdrawn(CaseID, stamp: Int, step: Step?)
    case moved(CaseID, Step)
    case duties(CaseID, [DutyChange])
    case playbook(name: String, version: String, text: String)
    /// The command with that number was taken back by this one.
    case undid(txn: Int64)

    public struct FieldChange: Hashable, Sendable {
        public let name: String
        public let old: Value
        public let new: Value

        public init(name: String, old: Value, new: Value) {
            self.name = name
            self.old = old
            self.new = new
        }
    }

    public struct Step: Hashable, Sendable {
        public let from: String
        public let to: String
        public let via: String

        public init(from: String, to: String, via: String) {
            self.from = from
            self.to = to
            self.via = via
        }

        public var reversed: Step { Step(from: to, to: from, via: "undo") }
    }

    public var caseID: CaseID? {
        switch self {
        case .opened(let id, _, _, _, _, _), .fields(let id, _), .stamped(let id, _, _), .withdrawn(let id, _, _),
            .moved(let id, _), .duties(let id, _):
            id
        case .playbook, .undid: nil
        }
    }

    /// Short name in the journal's `kind` column.
    public var name: String {
        switch self {
        case .opened: "opened"
        case .fields: "fields"
        case .stamped: "stamped"
        case .withdrawn: "withdrawn"
        case .moved: "moved"
        case .duties: "duties"
        case .playbook: "playbook"
        case .undid: "undid"
        }
    }

    public var isDuties: Bool { if case .duties = self { true } else { false } }
}

// MARK: - Payload

extension Change {
    public var payload: Value {
        switch self {
        case .opened(_, let kind, let number, let parent, let state, let fields):
            var o: [String: Value] = ["kind": .string(kind.rawValue), "number": .string(number), "state": .string(state), "fields": .object(fields)]
            if let parent { o["parent"] = .int(Int(parent.rawValue)) }
            return .object(o)
        case .fields(_, let changes):
            return .object(Dictionary(changes.map { ($0.name, .array([$0.old, $0.new])) }, uniquingKeysWith: { $1 }))
        case .stamped(_, let stamp, let step):
            var o: [String: Value] = ["no": .int(stamp.number), "name": .string(stamp.name)]
            if !stamp.answers.isEmpty { o["answers"] = .object(stamp.answers) }
            if let step { o["step"] = step.json }
            return .object(o)
        case .withdrawn(_, let number, let step):
            var o: [String: Value] = ["no": .int(number)]
            if let step { o["step"] = step.json }
            return .object(o)
        case .moved(_, let step): return step.json
        case .duties(_, let changes): return .array(changes.map(\.json))
        case .playbook(let name, let version, let text):
            return .object(["name": .string(name), "version": .string(version), "text": .string(text)])
        case .undid(let txn): return ["txn": .int(Int(txn))]
        }
    }

    /// Reads an entry back. `nil` when the payload does not fit the kind: the journal was written by a newer program or edited.
    public init?(name: String, caseID: CaseID?, at: Instant, by: String, payload p: Value) {
        if name == "playbook" {
            guard let n = p["name"].string, let v = p["version"].string, let t = p["text"].string else { return nil }
            self = .playbook(name: n, version: v, text: t)
            return
        }
        if name == "undid" {
            guard let txn = p["txn"].int else { return nil }
            self = .undid(txn: Int64(txn))
            return
        }
        guard let id = caseID else { return nil }
        switch name {
        case "opened":
            guard let kind = p["kind"].string, let number = p["number"].string, let state = p["state"].string,
                let fields = p["fields"].object
            else { return nil }
            let parent = p["parent"].int.map { CaseID(Int64($0)) }
            self = .opened(id, kind: CaseKind(rawValue: kind), number: number, parent: parent, state: state, fields: fields)
        case "fields":
            guard let o = p.object else { return nil }
            var changes: [FieldChange] = []
            for key in o.keys.sorted() {
                guard let pair = o[key]?.array, pair.count == 2 else { return nil }
                changes.append(FieldChange(name: key, old: pair[0], new: pair[1]))
            }
            self = .fields(id, changes)
        case "stamped":
            guard let no = p["no"].int, let stampName = p["name"].string else { return nil }
            let stamp = Stamp(number: no, name: stampName, at: at, by: by, answers: p["answers"].object ?? [:])
            self = .stamped(id, stamp, step: Step(p["step"]))
        case "withdrawn":
            guard let no = p["no"].int else { return nil }
            self = .withdrawn(id, stamp: no, step: Step(p["step"]))
        case "moved":
            guard let step = Step(p) else { return nil }
            self = .moved(id, step)
        case "duties":
            guard let a = p.array else { return nil }
            let changes = a.compactMap { DutyChange($0) }
            guard changes.count == a.count else { return nil }
            self = .duties(id, changes)
        default: return nil
        }
    }
}

extension Change.Step {
    var json: Value { ["from": .string(from), "to": .string(to), "via": .string(via)] }

    init?(_ v: Value) {
        guard let from = v["from"].string, let to = v["to"].string, let via = v["via"].string else { return nil }
        self.init(from: from, to: to, via: via)
    }
}

// MARK: - Applying

extension CaseRecord {
    /// The case that an `opened` entry makes.
    public init?(_ change: Change, at: Instant, by: String) {
        guard case .opened(let id, let kind, let number, let parent, let state, let fields) = change else { return nil }
        self.init(id: id, kind: kind, number: number, parent: parent, opened: at, state: state, by: by, fields: fields)
    }

    /// Applies one entry to this case. Entries about duties change no case.
    public mutating func apply(_ change: Change, at: Instant, by: String) {
        switch change {
        case .opened, .duties, .playbook, .undid: return
        case .fields(_, let changes):
            for c in changes {
                if c.new.isNull { fields[c.name] = nil } else { fields[c.name] = c.new }
            }
        case .stamped(_, let stamp, let step):
            stamps.append(stamp)
            if let step { state = step.to }
        case .withdrawn(_, let number, let step):
            if let i = stamps.firstIndex(where: { $0.number == number }) { stamps[i].withdrawn = true }
            if let step { state = step.to }
        case .moved(_, let step): state = step.to
        }
        version += 1
        changed = at
        changedBy = by
    }
}
