/// A problem in which times of one route depend on another's, as plain tables: for `LinkedSearch`.
struct Links: Sendable {
    /// Jobs that come before / after each job, with the lag between.
    let before: [[(job: Int, lag: Int)]]
    let after: [[(job: Int, lag: Int)]]
    let needsTwo: [Bool]
    /// A crew that a job for two crews must have, or -1.
    let wanted: [Int]
    let service: [Int]
    /// Normalized windows in wall time; never empty.
    let windows: [[Interval]]
    let clocks: [CrewClock]
    let shifts: [Interval]

    init(_ evaluator: Evaluator, closed: Set<Int>) {
        let problem = evaluator.problem
        var behind = [[(job: Int, lag: Int)]](repeating: [], count: problem.jobs.count)
        before = problem.jobs.enumerated().map { index, job in
            job.after.compactMap { link in
                guard let other = evaluator.jobIndex[link.job] else { return nil }
                behind[other].append((index, link.lag))
                return (other, link.lag)
            }
        }
        after = behind
        needsTwo = problem.jobs.map { $0.crews > 1 }
        wanted = problem.jobs.map { job in job.crews > 1 ? job.lockedCrew.map { evaluator.crewIndex[$0] ?? Int.max } ?? -1 : -1 }
        service = problem.jobs.map(\.service)
        windows = evaluator.windows.map { $0.isEmpty ? [Interval(0, Limit.seconds)] : $0 }
        clocks = evaluator.clocks
        shifts = problem.crews.map(\.shift)
    }

    func isLinked(_ job: Int) -> Bool { needsTwo[job] || !before[job].isEmpty || !after[job].isEmpty }

    /// First permitted start at or after `time` for all of the crews; nil when the last window has closed.
    func firstStart(_ job: Int, _ crew: Int, _ other: Int, from time: Int) -> Int? {
        for window in windows[job] where time <= window.to {
            var start = max(time, window.from)
            while true {
                var next = clocks[crew].firstStart(from: start)
                if other >= 0 { next = clocks[other].firstStart(from: next) }
                if next == start { break }
                start = next
            }
            if start <= window.to { return start }
        }
        return nil
    }

    /// Last permitted start at or before `time`; -1 when there is none.
    func lastStart(_ job: Int, _ crew: Int, _ other: Int, by time: Int) -> Int {
        for window in windows[job].reversed() where time >= window.from {
            var start = min(time, window.to)
            while true {
                var next = clocks[crew].lastStart(by: start)
                if other >= 0 { next = clocks[other].lastStart(by: next) }
                if next == start { break }
                start = next
            }
            if start >= window.from { return start }
        }
        return -1
    }
}
