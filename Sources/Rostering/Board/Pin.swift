/// A person's decision that the next run must keep: this job goes to this crew, and starts inside this span (half a day, say) if one is given.
public struct Pin: Sendable, Codable, Hashable {
    public var job: String
    public var crew: String
    public var within: Interval?

    public init(job: String, crew: String, within: Interval? = nil) {
        self.job = job
        self.crew = crew
        self.within = within
    }
}

extension Problem {
    /// The problem in which pinned jobs may only start in their half: other windows fall away, and if none is left, `within` itself is the window.
    /// This is what a board with pins evaluates, or it would show such a job at an earlier time. Pins with unknown ids are ignored.
    public func narrowed(by pins: [Pin]) -> Problem {
        narrowed(to: Dictionary(known(pins).compactMap { entry in entry.pin.within.map { (entry.pin.job, $0) } }, uniquingKeysWith: { $1 }))
    }

    /// The same for jobs that may be on any crew.
    public func narrowed(to spans: [String: Interval]) -> Problem {
        if spans.isEmpty { return self }
        var result = self
        for index in jobs.indices {
            guard let half = spans[jobs[index].id] else { continue }
            let windows = Interval.normalized(jobs[index].windows)
            let common = windows.isEmpty ? [half] : windows.compactMap { $0.meeting(half) }
            result.jobs[index].windows = common.isEmpty ? [half] : common
        }
        return result
    }

    /// The narrowed problem with pins as locks, for the search. A pin outranks skills, refused crews and an older lock:
    /// a person allowed it, and the evaluation of the narrowed problem goes on marking it.
    func pinned(_ pins: [Pin]) -> Problem {
        var result = narrowed(by: pins)
        for (job, crew, pin) in known(pins) {
            result.jobs[job].lockedCrew = pin.crew
            result.jobs[job].skills.formIntersection(crews[crew].skills)
            result.jobs[job].forbiddenCrews.remove(pin.crew)
        }
        return result
    }

    private func known(_ pins: [Pin]) -> [(job: Int, crew: Int, pin: Pin)] {
        if pins.isEmpty { return [] }
        let index = Dictionary(jobs.indices.map { (jobs[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        let crewIndex = Dictionary(crews.indices.map { (crews[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        return pins.compactMap { pin in
            guard let job = index[pin.job], let crew = crewIndex[pin.crew] else { return nil }
            return (job, crew, pin)
        }
    }
}
