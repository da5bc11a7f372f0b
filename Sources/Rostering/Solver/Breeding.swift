/// How a run is divided when plans are bred: first every search makes some plans from scratch, the founders; then children of two plans each.
/// Stages are shares of the run, so that seed and iterations alone decide what happens.
struct Breeding: Sendable {
    let founders: Int
    private let children: Int
    private let share: Double

    /// `iterations`: of each search, as far as can be known. Nil for a run too short for more than one annealing.
    init?(iterations: Int, rounds: Int, tuning: Tuning) {
        if iterations < tuning.breedFrom { return nil }
        founders = tuning.founders
        share = tuning.founderShare
        // A stage is a round at least.
        children = min(iterations / tuning.childLength, rounds / 2 - founders)
        if children < 1 { return nil }
    }

    /// The stage that a round is in, and its first and last round.
    func stage(ofRound round: Int, of count: Int) -> (number: Int, rounds: ClosedRange<Int>) {
        var stage = 0
        while stage < founders + children - 1 && firstRound(stage + 1, of: count) <= round { stage += 1 }
        let first = firstRound(stage, of: count)
        return (stage, first...max(first, firstRound(stage + 1, of: count) - 1))
    }

    /// Whether routes are put together at the end of a stage: at even distances, the last time at the end.
    func recombines(after stage: Int, times: Int) -> Bool {
        if times == 0 || stage < founders { return false }
        return (founders + children - 1 - stage) % max(1, children / times) == 0
    }

    private func firstRound(_ stage: Int, of count: Int) -> Int {
        let end = stage <= founders
            ? share * Double(stage) / Double(founders) : share + (1 - share) * Double(stage - founders) / Double(children)
        return Int((end * Double(count)).rounded())
    }
}
