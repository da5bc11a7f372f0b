/// Undo: the inverse of what a command did, appended.
extension Workspace {
    /// Appends the inverse of the entries of command `txn`, last first. Whether nobody has built on it is the caller's to check.
    public func reverse(_ entries: [Change], of txn: Int64) throws {
        try append(.undid(txn: txn))
        for change in entries.reversed() {
            switch change {
            case .opened(let id, _, _, _, let state, _): try append(.moved(id, .init(from: state, to: CaseRecord.void, via: "undo")))
            case .fields(let id, let list): try append(.fields(id, list.map { .init(name: $0.name, old: $0.new, new: $0.old) }))
            case .stamped(let id, let stamp, let step): try append(.withdrawn(id, stamp: stamp.number, step: step?.reversed))
            case .moved(let id, let step): try append(.moved(id, step.reversed))
            case .withdrawn(let id, let number, _):
                // Redo: the stamp is set anew with its answers, under a new number.
                let r = try record(id)
                guard let old = r.stamps.first(where: { $0.number == number }) else { throw Refusal.notUndoable(r.number) }
                let next = (r.stamps.last?.number ?? 0) + 1
                var back: Change.Step?
                if case .withdrawn(_, _, let step?) = change { back = step.reversed }
                try append(.stamped(id, Stamp(number: next, name: old.name, at: Stamp.moment(old.answers, entered: now), by: actor, answers: old.answers), step: back))
            case .duties, .undid: continue
            case .playbook(let name, _, _): throw Refusal.notUndoable(name)
            }
        }
        try refuseSecondRows()
    }
}
