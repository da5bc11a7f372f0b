import Desk
import Dispatching
import Storage
import Wording

/// Says which open cases are like the one that is being taken in.
public struct SimilarWords: Sendable {
    let wording: Wording
    let manual: Manual

    public init(wording: Wording, manual: Manual) {
        self.wording = wording
        self.manual = manual
    }

    /// How many there are, and the first of them.
    public func sentence(_ cases: [SimilarCase]) -> String {
        guard let first = cases.first else { return "" }
        return wording(cases.count == 1 ? "similar.one" : "similar.many", ["n": .int(cases.count), "case": .string(line(first))])
    }

    /// `P261124-01 (同电话、同地址) 处理中 11-24 投诉 柜门不平`.
    public func line(_ known: SimilarCase) -> String {
        let playbook = manual.playbook
        let alike = SimilarCase.Likeness.all.filter { known.likeness.contains($0.likeness) }.map { Value.string(wording("similar.\($0.name)")) }
        let kind = playbook.intakeLabel(known.kind, "problemKind", known.problemKind).map { wording.label($0) } ?? wording("kind." + known.kind.rawValue)
        let words = [
            known.number, wording("similar.alike", ["alike": .array(alike)]), wording.label(playbook.stateLabel(known.kind, known.state)),
            String(wording.time(known.opened, manual.zone).prefix(5)), kind, known.problem,
        ]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
