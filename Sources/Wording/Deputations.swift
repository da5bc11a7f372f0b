import Dispatching

extension Wording {
    /// For whom a duty is done, as a sentence.
    public func sentence(_ deputation: Deputation, _ playbook: Playbook) -> String {
        switch deputation {
        case .person(let chain, let leave, let isOver):
            let values: [String: Value] = [
                "person": .string(chain.first ?? ""), "deputy": .string(chain.last ?? ""), "to": .string(leave.days.upperBound.description),
                "chain": .string(chain.joined(separator: " -> ")), "number": .string(leave.number),
            ]
            return self("deputation.person", values) + (chain.count > 2 ? self("deputation.chain", values) : "") + self(isOver ? "deputation.over" : "deputation.until", values)
        case .post(let role, let away, let deputy):
            let values: [String: Value] = ["role": .string(label(playbook.roleLabel(role))), "away": .array(away.map { .string($0) }), "deputy": .string(deputy)]
            return self("deputation.post", values)
        case .seen(let owner, let leave, let by):
            let values: [String: Value] = ["person": .string(owner), "to": .string(leave.days.upperBound.description), "deputy": .string(by ?? "")]
            return self(by == nil ? "deputation.nobody" : "deputation.seen", values)
        }
    }
}
