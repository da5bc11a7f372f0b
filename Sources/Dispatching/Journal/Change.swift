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
    /// What the journal keeps of it: canonical JSON, written straight from the values since the batch door writes thousands a second.
    public var json: String {
        var out = ObjectWriter()
        switch self {
        case .opened(_, let kind, let number, let parent, let state, let fields):
            out.object {
                $0.member("fields", .object(fields))
                $0.member("kind", kind.rawValue)
                $0.member("number", number)
                $0.member("parent", parent?.rawValue)
                $0.member("state", state)
            }
        case .fields(_, let changes):
            out.object { o in
                for c in changes.sorted(by: { $0.name < $1.name }) { o.member(c.name, .array([c.old, c.new])) }
            }
        case .stamped(_, let stamp, let step):
            out.object {
                if !stamp.answers.isEmpty { $0.member("answers", .object(stamp.answers)) }
                $0.member("name", stamp.name)
                $0.member("no", Int64(stamp.number))
                $0.member("step", step)
            }
        case .withdrawn(_, let number, let step):
            out.object {
                $0.member("no", Int64(number))
                $0.member("step", step)
            }
        case .moved(_, let step): step.write(into: &out)
        case .duties(_, let changes):
            out.array(changes) { $1.write(into: &$0) }
        case .playbook(let name, let version, let text):
            out.object {
                $0.member("name", name)
                $0.member("text", text)
                $0.member("version", version)
            }
        case .undid(let txn): out.object { $0.member("txn", txn) }
        }
        return out.text
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
            let answers = p["answers"].object ?? [:]
            let stamp = Stamp(number: no, name: stampName, at: Stamp.moment(answers, entered: at), by: by, answers: answers)
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

extension ObjectWriter {
    fileprivate mutating func member(_ name: String, _ step: Change.Step?) {
        guard let step else { return }
        key(name)
        step.write(into: &self)
    }
}

extension Change.Step {
    fileprivate func write(into out: inout ObjectWriter) {
        out.object {
            $0.member("from", from)
            $0.member("to", to)
            $0.member("via", via)
        }
    }

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
