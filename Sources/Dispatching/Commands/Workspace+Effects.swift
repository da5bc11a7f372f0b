/// What a step of a machine does besides changing the state.
extension Workspace {
    func carryOut(_ effect: Effect, on id: CaseID, answers: [String: Value]) throws {
        let r = try record(id)
        switch effect {
        case .set, .clear, .when: break
        case .raise(let formula, let rule): try raise(formula, rule: rule, on: id, answers: answers)
        case .signal(let relative, let stampName, let copy):
            let passed = answers.filter { copy.contains($0.key) }
            for target in try relatives(relative, of: r) {
                try stamp(target, stampName, passed, automatic: true)
            }
        case .lines(let from, let to, let chosen, let except):
            let owner = r.kind == .order ? r.id : (r.parent ?? r.id)
            var lines = OrderLines(try record(owner))
            // A residual order names its lines in a field of its own.
            let numbers = chosen.flatMap { name in (answers[name] ?? (owner == r.id ? .null : r[name])).array.map { Set($0.compactMap(\.int)) } }
            if lines.move(from: from, to: to, only: numbers, except: except) {
                try set(owner, ["lines": lines.value])
                if owner != r.id { try settle(owner) }
            }
        case .open(let kind, let suffix, let fields):
            let facts = try facts(id, answers: answers)
            var filled: [String: Value] = [:]
            for (name, from) in fields { filled[name] = value(from, facts) }
            let family = try family(of: id)
            let n = family.children.filter { $0.kind == kind }.count + 1
            try settle(try open(kind, number: "\(family.root.number)/\(suffix)\(n)", parent: family.root.id, fields: filled))
        }
    }

    func value(_ source: Effect.Source, _ facts: Facts, setting stamp: String = "") -> Value {
        switch source {
        case .answer(let name): facts.answers[name] ?? .null
        case .fact(let path): facts.value(path)
        case .constant(let v): v
        case .now: .string(manual.zone.iso(now))
        case .today: .string(facts.today.description)
        case .count(let name): .int(facts.own.all(name).count + (name == stamp ? 1 : 0))
        }
    }

    private func relatives(_ relative: Effect.Relative, of r: CaseRecord) throws -> [CaseID] {
        switch relative {
        case .own: return [r.id]
        case .parent: return r.parent.map { [$0] } ?? []
        case .visitsOfRun: return try visits(of: r).map(\.id)
        case .children(let kind):
            return try family(of: r.id).children.filter { c in
                c.kind == kind && c.state != CaseRecord.void && !(manual.playbook.machine(kind)?.final.contains(c.state) ?? false)
            }.map(\.id)
        case .linked(let field):
            guard let number = r[field].string else { return [] }
            let family = try family(of: r.id)
            return ([family.root] + family.children).filter { $0.number == number && $0.state != CaseRecord.void }.map(\.id)
        case .named(let kind, let field):
            guard let number = r[field].string, let found = try find(kind, number), found.state != CaseRecord.void else { return [] }
            return [found.id]
        case .sibling(let kind):
            return try family(of: r.id).child(kind).map { [$0.id] } ?? []
        }
    }
}
