import Desk
import Dispatching
import Wording

/// Says what assigning cases to a person would do.
public struct AssignWords: Sendable {
    let wording: Wording
    let manual: Manual

    public init(wording: Wording, manual: Manual) {
        self.wording = wording
        self.manual = manual
    }

    /// `3 张交给 王芳，1 张不能`.
    public func head(_ cases: [AssignmentPreview], to person: Presence.Member) -> String {
        let refused = cases.filter { $0.refusal != nil }.count
        return wording(refused == 0 ? "assign.head" : "assign.headSome", ["n": .int(cases.count - refused), "refused": .int(refused), "person": .string(person.name)])
    }

    /// `HT-1002/P1 已受理  彭店 > 王芳  名下多 2 件待办`, or why not.
    public func line(_ preview: AssignmentPreview, to person: Presence.Member) -> String {
        let record = preview.record
        if let refusal = preview.refusal { return [record.number, explain(refusal)].joined(separator: "  ") }
        let words = [
            record.number, wording.label(manual.playbook.stateLabel(record.kind, record.state)),
            (preview.owner.isEmpty ? wording("assign.nobody") : preview.owner) + " > " + person.name,
            preview.duties == 0 ? wording("assign.noDuties") : wording("assign.duties", ["n": .int(preview.duties)]),
        ]
        return words.joined(separator: "  ")
    }

    public func explain(_ refusal: Refusal) -> String { wording.explain(refusal, zone: manual.zone).what }
}
