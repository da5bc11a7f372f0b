import Rostering

extension RunProblem {
    /// The problem with the halves that customers were told as windows, wherever the plan can keep them, waiting if need be.
    ///
    /// An order of stops does not say that a crew waits for one: without these a promised afternoon would be reckoned, and published, as the morning in which the
    /// crew happens to be free. A half that a person has fixed since goes before a promise, and one that would break a rule on its route is not held: that customer
    /// has to be called again.
    ///
    /// - Parameters:
    ///   - halves: fixed by a person.
    ///   - problem: the run's own, or a supposition about it.
    func keepingPromises(of plan: Plan, halves: [String: String], in problem: Problem) -> Problem {
        let promised = told.filter { halves[$0.key] == nil && plan.place(of: $0.key) != nil }.mapValues(span)
        if promised.isEmpty { return problem }
        func holding(_ visits: [String]) -> Problem { problem.narrowed(to: promised.filter { visits.contains($0.key) }) }
        let plain = Set(Evaluator(problem).evaluate(plan).violations)
        func keepsRules(_ visits: [String]) -> Bool { plain.isSuperset(of: Evaluator(holding(visits)).evaluate(plan).violations) }
        let all = promised.keys.sorted()
        if keepsRules(all) { return holding(all) }
        var kept: [String] = []
        for visit in all where keepsRules(kept + [visit]) { kept.append(visit) }
        return holding(kept)
    }
}
